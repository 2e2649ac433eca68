"""What the applicant is asked for: everything once, for all items at once, and nothing any more for what is over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.domain.case_samples import approval, at, context, do, material, plan_of, settled, submitted
from tests.domain.licence_samples import LICENSING, until
from yici.domain.case import (
    Accept,
    AnswerCard,
    Case,
    Defect,
    IssueCard,
    Paper,
    RequestCorrection,
    Submit,
    SupplyCorrection,
    Withdraw,
    WithdrawCorrection,
    deadlines,
    decide,
    evolve,
    next_due,
)
from yici.domain.clock import Limit
from yici.domain.error import Invalid, Refused

PLAN = plan_of(
    approval("food"), approval("sign"),
    materials=(
        material("proof", ("sign",), "deferrable", later=Limit(5, "working_day"), lapses=True),
        material("certificate", ("sign",), "produced"),
        material("photo", ("food",), "spared"),
    ),
)  # fmt: skip


def ask(case: Case, item: str, target: str, day: str) -> Case:
    return do(case, RequestCorrection(defects=(Defect(item, target, "paper.unclear"),)), at(day), PLAN)


def supply(case: Case, day: str, *targets: str) -> Case:
    return do(case, SupplyCorrection(papers=tuple(Paper(material=one) for one in targets)), at(day), PLAN)


def handed_in() -> Case:
    return submitted(at("2026-03-02"), PLAN)[0]


def test_a_request_for_one_item_takes_back_nothing_of_what_was_asked_for_another():
    case = ask(ask(handed_in(), "food", "rules", "2026-03-03"), "sign", "drawing", "2026-03-04")
    assert [d.target for d in case.defects] == ["rules", "drawing"]
    with pytest.raises(Invalid, match=r"correction\.missing"):
        supply(case, "2026-03-05", "drawing")
    case = supply(case, "2026-03-05", "rules", "drawing")
    assert [a.status for a in case.approvals] == ["received", "received"]


def test_a_request_for_another_item_opens_no_second_one_on_new_grounds():
    case = supply(ask(handed_in(), "food", "rules", "2026-03-03"), "2026-03-04", "rules")
    case = supply(ask(case, "sign", "drawing", "2026-03-04"), "2026-03-05", "drawing")
    with pytest.raises(Refused, match=r"correction\.only_once"):
        ask(case, "food", "layout", "2026-03-05")
    assert ask(case, "food", "rules", "2026-03-05").phase == "correcting"


def test_a_request_taken_back_opens_no_second_one_on_new_grounds():
    case = supply(ask(handed_in(), "food", "rules", "2026-03-03"), "2026-03-04", "rules")
    case = do(ask(case, "food", "rules", "2026-03-05"), WithdrawCorrection(), at("2026-03-05"), PLAN)
    with pytest.raises(Refused, match=r"correction\.only_once"):
        ask(case, "food", "layout", "2026-03-06")
    assert ask(case, "food", "rules", "2026-03-06").phase == "correcting"


def test_taking_the_first_request_back_does_not_let_anybody_ask_for_something_else():
    asked = (Defect("food", "rules", "paper.unclear"), Defect("food", "drawing", "paper.unclear"))
    case = do(handed_in(), RequestCorrection(defects=asked), at("2026-03-03"), PLAN)
    case = do(case, WithdrawCorrection(), at("2026-03-03"), PLAN)
    with pytest.raises(Refused, match=r"correction\.only_once"):
        ask(case, "food", "layout", "2026-03-04")
    # The half of it that was right may be asked for again.
    assert ask(case, "food", "drawing", "2026-03-04").phase == "correcting"
    # Nothing was asked for the other item yet.
    assert ask(case, "sign", "layout", "2026-03-04").phase == "correcting"


def test_what_was_named_for_one_item_is_new_for_another():
    case = supply(ask(handed_in(), "food", "rules", "2026-03-03"), "2026-03-04", "rules")
    case = supply(ask(case, "sign", "drawing", "2026-03-04"), "2026-03-05", "drawing")
    with pytest.raises(Refused, match=r"correction\.only_once"):
        ask(case, "food", "drawing", "2026-03-05")


def test_nobody_owes_a_paper_for_what_is_over_though_a_card_about_it_is_still_to_be_answered():
    case = do(handed_in(), Accept(), at("2026-03-03"), PLAN)
    case = do(case, IssueCard(item="sign", about="conduct"), at("2026-03-03"), PLAN)
    case = do(case, Withdraw(), at("2026-03-04"), PLAN)
    case = do(case, AnswerCard(item="sign", card="conduct-1", note="n"), at("2026-03-04") + timedelta(hours=1), PLAN)
    assert (case.owed, deadlines(case), next_due(case)) == ((), (), None)


def test_nobody_has_to_mend_what_the_end_of_the_licence_granted():
    plan = plan_of(approval("food"), approval("sign", renewal=LICENSING))
    command = Submit(
        id="case", numbers=("N0", "N1", "N2"), plan="p", subject="s", papers=(), renews={"sign": "licence"}
    )  # fmt: skip
    licences = {"licence": until("2026-04-03", type="sign")}
    [event] = decide(None, command, replace(context(at("2026-03-02"), plan), licences=licences))
    defects = (Defect("sign", "proof", "paper.missing"), Defect("food", "rules", "paper.missing"))
    case = do(evolve(None, event), RequestCorrection(defects=defects), at("2026-03-03"), plan)
    case = settled(case, at("2026-04-04"), plan)
    assert [(a.status, a.deemed) for a in case.approvals] == [("correcting", False), ("decided", True)]
    assert [d.target for d in case.defects] == ["rules"]
    answer = SupplyCorrection(papers=(Paper(material="rules"),))
    assert do(case, answer, at("2026-04-04", 10), plan).approval("food").status == "received"


def test_only_what_the_item_asks_for_may_be_named():
    case = submitted(at("2026-03-02"), PLAN)[0]
    for item, target in (("food", "grandmother_photo"), ("food", "certificate"), ("food", "photo")):
        with pytest.raises(Invalid, match=r"correction\.not_asked"):
            ask(case, item, target, "2026-03-03")
    assert ask(case, "sign", "certificate", "2026-03-03").phase == "correcting"
