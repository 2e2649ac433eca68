"""Nothing that somebody types freely gets into the open part of an event."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.case_samples import TWO, accepted, at, do, submitted
from yici.domain.case import (
    Accept,
    Command,
    ConfirmNotice,
    Decide,
    DeclineAcceptance,
    Defect,
    GiveOpinion,
    HoldHearing,
    IssueCard,
    Paper,
    PlanInspection,
    RecordInspection,
    Recuse,
    RequestCorrection,
    SupplyPaper,
    VerifyCommitment,
)
from yici.domain.case.codes import check_codes
from yici.domain.error import Invalid

PERSON = "王小面13800000001"
DAY = at("2026-03-03")
SAID: list[Command] = [
    RequestCorrection(defects=(Defect("sign", "rules", PERSON),)),
    RequestCorrection(defects=(Defect("sign", "rules", "paper.unclear", basis=PERSON),)),
    DeclineAcceptance(item="sign", reason=PERSON),
    DeclineAcceptance(item="sign", reason="not_competent", competent="13800000001"),
]
LATER: list[Command] = [
    Decide(item="food", grant=False, grounds=(PERSON,)),
    Decide(item="food", grant=False, grounds=("330802199003070025",)),
    PlanInspection(visit=PERSON, items=("food",), on=date(2026, 3, 4), officers=TWO),
    PlanInspection(visit="v", items=("food",), on=date(2026, 3, 4), officers=("张三", "李四")),
]


@pytest.mark.parametrize("command", SAID, ids=range(len(SAID)))
def test_words_where_a_code_belongs_are_refused_before_acceptance(command: Command) -> None:
    with pytest.raises(Invalid, match=r"command\.not_a_code"):
        do(submitted(DAY)[0], command, DAY)


@pytest.mark.parametrize("command", LATER, ids=range(len(LATER)))
def test_words_where_a_code_belongs_are_refused_after_acceptance(command: Command) -> None:
    with pytest.raises(Invalid, match=r"command\.not_a_code"):
        do(accepted(DAY), command, DAY)


NUMBERS = (
    "zhang_san",
    "zhang.san",
    "id:330102199001010019",
    "tel:13812345678",
    "tel-138-1234-5678",
    "shop_13812345678",
    "a12345",
    "who:zhang",
)


@pytest.mark.parametrize("text", NUMBERS)
def test_no_number_of_a_person_and_no_unknown_prefix_passes_for_a_code(text: str) -> None:
    for command in (
        Decide(item="sign", grant=False, grounds=(text,)),
        Recuse(item="sign", officer="officer-1", reason=text),
        IssueCard(item="sign", about=text),
    ):
        with pytest.raises(Invalid, match=r"command\.not_a_code"):
            do(accepted(DAY), command, DAY)


@pytest.mark.parametrize(
    "proof",
    [
        "courier:13812345678", "courier:330102199001010019", "tel:138", "id:3301-0219-9001-0100-19", "zhang_san",
        "signed:zhang-san", "signed:zhang1", "courier:sf-138-1234-5678", "wechat:2026-1", "signed:",
    ],
)  # fmt: skip
def test_a_proof_is_a_known_way_and_no_number_of_a_person(proof: str) -> None:
    with pytest.raises(Invalid, match=r"command\.not_a_code"):
        check_codes(ConfirmNotice(item="site", agency="water", proof=proof))


@pytest.mark.parametrize(
    "proof",
    [
        "courier:sf1234567890123", "courier:ea123456789cn", "courier:jdva00123456789", "courier:sd-2026-0031",
        "signed:" + "0" * 64, "system:2026-00031", "sha256:" + "0" * 64, "0" * 64, "signed:r-1",
    ],
)  # fmt: skip
def test_a_receipt_may_have_a_long_number(proof: str) -> None:
    check_codes(ConfirmNotice(item="site", agency="water", proof=proof))


def test_whoever_names_an_unknown_reason_is_told_which_are_known() -> None:
    with pytest.raises(Invalid, match=r"command\.not_a_code") as told:
        check_codes(Recuse(item="sign", officer="li", reason="zhang_san"))
    assert told.value.params["fields"] == ["reason"]
    assert told.value.params["known"] == ["other_interest", "own_interest", "relative"]


@pytest.mark.parametrize(
    "command",
    [
        RecordInspection(visit="v", officers=TWO, evidence=("zhang_san",)),
        RecordInspection(visit="v", officers=TWO, evidence=("sha256:zhang",)),
        HoldHearing(item="site", minutes="zhang_san"),
        HoldHearing(item="site", minutes="13812345678"),
        SupplyPaper(papers=(Paper(material="rules", form="zhang_san"),)),
        SupplyPaper(papers=(Paper(material="rules", files=("zhang_san",)),)),
        GiveOpinion(item="site", agency="water", agrees=False, grounds=("zhang_san",)),
    ],
)
def test_what_proves_something_is_a_digest_a_number_or_an_id(command: Command) -> None:
    with pytest.raises(Invalid, match=r"command\.not_a_code"):
        check_codes(command)


def test_a_basis_of_a_defect_is_a_source_of_the_paper() -> None:
    told = RequestCorrection(defects=(Defect("food", "rules", "paper.unclear", basis="s"),))
    assert do(submitted(DAY)[0], told, DAY).defects[0].basis == "s"
    with pytest.raises(Invalid, match=r"command\.not_a_code"):
        do(submitted(DAY)[0], replace(told, defects=(replace(told.defects[0], basis="zhang_san"),)), DAY)


@pytest.mark.parametrize("name", ["zhang_san", "zhang-1", "v-13812345678", "all"])
def test_a_new_visit_is_numbered(name: str) -> None:
    with pytest.raises(Invalid, match=r"command\.not_a_code"):
        do(accepted(DAY), PlanInspection(visit=name, items=("food",), on=DAY.date(), officers=TWO), DAY)


def test_a_paper_received_on_site_is_one_of_the_plan() -> None:
    case = do(accepted(DAY), PlanInspection(visit="v", items=("food",), on=DAY.date(), officers=TWO), DAY)
    with pytest.raises(Invalid, match=r"case\.paper_not_asked"):
        do(case, RecordInspection(visit="v", officers=TWO, papers=("zhang_san",)), DAY)


NUMBERED = st.from_regex(r"1[3-9][0-9]{9}|[0-9]{17}[0-9x]", fullmatch=True)


@given(NUMBERED, st.integers(1, 10), st.sampled_from(("", "-", ".", "_", "#")), st.sampled_from(("", "a-", "sf", "v-")))
def test_no_number_of_a_person_passes_anywhere_however_it_is_cut(number: str, cut: int, mark: str, head: str) -> None:
    text = head + number[:cut] + mark + number[cut:]
    for command in (
        ConfirmNotice(item="site", agency="water", proof=f"courier:{text}"),
        HoldHearing(item="site", minutes=text),
        PlanInspection(visit="v", items=("food",), on=DAY.date(), officers=(text, "b")),
        GiveOpinion(item="site", agency=text, agrees=True),
        DeclineAcceptance(item="sign", reason="not_competent", competent=text),
    ):
        with pytest.raises(Invalid, match=r"command\.not_a_code"):
            check_codes(command)


def test_findings_are_codes_and_a_repair_ends_on_a_later_day() -> None:
    case = do(accepted(DAY), Decide(item="fire", grant=True), DAY)
    with pytest.raises(Invalid, match=r"command\.not_a_code"):
        do(
            case,
            VerifyCommitment(item="fire", kept=False, officers=TWO, findings=(PERSON,), repair_by=date(2026, 4, 1)),
            DAY,
        )
    with pytest.raises(Invalid, match=r"commitment\.repair"):
        do(
            case,
            VerifyCommitment(
                item="fire", kept=False, officers=TWO, findings=("condition.not_met",), repair_by=date(2026, 3, 3)
            ),
            DAY,
        )


def test_a_paper_that_has_not_come_is_taken_in_asked_for_or_let_go_of_before_acceptance() -> None:
    case, _ = submitted(DAY, papers=())
    with pytest.raises(Exception, match=r"acceptance\.papers_missing"):
        do(case, Accept(), DAY)
    case = do(case, Accept(lacking=("rules",)), DAY)
    assert case.approval("food").status == "waiting"
