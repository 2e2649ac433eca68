"""From handing in to the result, through the services and over the real definitions."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import (
    CLERK,
    DAY,
    EVERYTHING,
    HOUR,
    LARGE,
    MONDAY,
    PROMISED,
    account,
    act,
    applicant,
    application,
    at,
    city,
    everything,
    faults,
    forgetful,
    grants_of_staff,
    planned,
    staff,
    submit,
    view,
)  # fmt: skip
from yici.cases import queries
from yici.cases.services import case_submit
from yici.domain.case import (
    Accept,
    Decide,
    Defect,
    Deliver,
    Paper,
    PlanInspection,
    RecordInspection,
    RequestCorrection,
    Submit,
    SupplyCorrection,
    VerifyCommitment,
    Withdraw,
)  # fmt: skip
from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.ledger import keys
from yici.ledger.queries import history
from yici.ledger.receipts import receipt_of, verify_receipt
from yici.people.ids import id_at

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
TWO = ("officer-1", "officer-2")


def kinds(case_id: str) -> list[str]:
    return [stored.kind for stored in history(UUID(case_id))]


def test_a_small_restaurant_from_the_first_click_to_the_licence():
    done = submit()
    case = done.case
    plan = planned()
    assert [a.status for a in case.approvals] == ["received"] * len(plan.schedule.approvals)
    assert done.seq == 1
    act(case, Accept(), MONDAY + HOUR, actor=staff("window"), grants=grants_of_staff("window"))
    for decision in (Decide(item="individual-registration", grant=True),):
        act(case, decision, MONDAY + DAY, actor=staff("market"), grants=grants_of_staff("market"))
    [visit] = [visit for visit in plan.schedule.visits if "food-licence" in visit.items]
    day = at("2026-03-05").date()
    act(case, PlanInspection(visit="v", items=visit.items, on=day, officers=TWO), MONDAY + DAY + HOUR)
    act(case, RecordInspection(visit="v", officers=TWO), at("2026-03-05", 15))
    last = act(case, Decide(item="food-licence", grant=True), at("2026-03-06"))
    for approval in last.case.approvals:
        if approval.status == "handling":
            last = act(case, Decide(item=approval.item, grant=True), at("2026-03-06", 10))
    for approval in last.case.approvals:
        last = act(case, Deliver(item=approval.item, way="window"), at("2026-03-06", 11))
    assert last.case.phase == "closed"
    assert {a.status for a in last.case.approvals} == {"delivered"}
    assert kinds(case.id)[0] == "case.submitted"
    assert last.seq == len(kinds(case.id))
    assert faults() == []


def test_every_receipt_is_genuine_and_about_the_event_that_was_recorded():
    done = submit()
    accepted = act(done.case, Accept(), MONDAY + HOUR)
    for outcome in (done, accepted):
        assert verify_receipt(outcome.receipt, keys.public_keys()).valid
        stored = receipt_of(UUID(done.case.id), outcome.seq)
        assert stored
        assert stored["statement"] == outcome.receipt["statement"]
    assert done.receipt["statement"]["kind"] == "case.submitted"


def test_a_correction_goes_to_the_applicant_and_back():
    done = submit()
    paper = next(m.material for m in planned().materials if m.how == "submit" and "food-licence" in m.items)
    asked = RequestCorrection(
        defects=(Defect(item="food-licence", target=paper, code="paper.unclear"),), notes={paper: "看不清"}
    )
    correcting = act(done.case, asked, MONDAY + HOUR).case
    assert correcting.phase == "correcting"
    supplied = SupplyCorrection(papers=(Paper(material=paper),))
    after = act(done.case, supplied, MONDAY + DAY, actor=applicant(), grants=grants_of_staff("operator")).case
    assert after.approval("food-licence").received_at == MONDAY + DAY
    lines = queries.case_history(UUID(done.case.id))
    assert lines[1].private == {paper: "看不清"}
    assert faults() == []


def test_the_form_as_it_stands_holds_every_correction():
    done = submit()
    first = queries.form_values(queries.case_history(UUID(done.case.id)))
    element = "applicant.household_address"
    assert element in first
    asked = RequestCorrection(defects=(Defect(item="food-licence", target=element, code="field.wrong"),))
    act(done.case, asked, MONDAY + HOUR)
    fixed = SupplyCorrection(elements=(element,), form={element: "二号"})
    act(done.case, fixed, MONDAY + DAY, actor=applicant())
    after = queries.form_values(queries.case_history(UUID(done.case.id)))
    assert after == first | {element: "二号"}


def test_a_large_restaurant_waits_for_its_registration():
    case = act(submit(answers=LARGE).case, Accept(), MONDAY + HOUR).case
    assert case.approval("food-licence").status == "waiting"
    after = act(case, Decide(item="individual-registration", grant=True), MONDAY + DAY).case
    assert after.approval("food-licence").status == "handling"
    refused = act(case, Decide(item="food-licence", grant=False, grounds=("condition.not_met",)), MONDAY + 2 * DAY)
    assert refused.case.approval("food-licence").status == "refused"
    assert faults() == []


def test_a_commitment_is_decided_at_once_and_verified_afterwards():
    case = act(submit(answers=PROMISED).case, Accept(), MONDAY + HOUR).case
    act(case, Decide(item="individual-registration", grant=True), MONDAY + HOUR)
    case = act(case, Decide(item="fire-check", grant=True), MONDAY + 2 * HOUR).case
    assert case.approval("fire-check").verification == "due"
    case = act(case, VerifyCommitment(item="fire-check", kept=True, officers=TWO), MONDAY + 5 * DAY).case
    assert case.approval("fire-check").verification == "kept"
    assert faults() == []


def test_the_applicant_can_take_everything_back_before_the_decision():
    case = act(submit().case, Withdraw(), MONDAY + HOUR, actor=applicant()).case
    assert case.phase == "closed"
    with pytest.raises(Refused, match=r"case\.nothing_to_withdraw"):
        act(case, Withdraw(), MONDAY + 2 * HOUR, actor=applicant())
    assert faults() == []


def test_a_case_is_handed_in_once_whatever_is_sent_to_it_later():
    case = submit().case
    before = everything()
    again = Submit(id=case.id, numbers=("1",) * 9, plan=case.plan, subject=case.subject, papers=())
    for actor in (applicant(), CLERK):
        with pytest.raises(Refused, match=r"case\.submitted_already"):
            act(case, again, MONDAY + HOUR, actor=actor)
    assert everything() == before


@pytest.mark.parametrize(
    "command",
    [
        PlanInspection(visit="v", items=("nothing",), on=at("2026-03-05").date(), officers=TWO),
        PlanInspection(visit="v", items=("food-licence", "nothing"), on=at("2026-03-05").date(), officers=TWO),
        Accept(items=("nothing",)),
        Withdraw(items=("nothing", "food-licence")),
        Decide(item="nothing", grant=True),
        Deliver(item="nothing", way="window"),
        RequestCorrection(defects=(Defect(item="nothing", target="x", code="paper.unclear"),)),
        VerifyCommitment(item="nothing", kept=True, officers=TWO),
    ],
    ids=lambda command: type(command).__name__,
)
def test_an_item_that_the_case_does_not_have_is_refused_in_words(command):
    case = act(submit().case, Accept(), MONDAY + HOUR).case
    with pytest.raises((Invalid, Refused)):
        act(case, command, MONDAY + DAY)


def test_a_stale_version_is_a_conflict_that_names_the_newest():
    case = submit().case
    act(case, Accept(), MONDAY + HOUR, version=1)
    before = everything()
    with pytest.raises(Conflict) as refusal:
        act(case, Withdraw(), MONDAY + 2 * HOUR, actor=applicant(), version=1)
    assert refusal.value.code == "case.stale"
    assert refusal.value.params["newest"] == view(case, MONDAY + 2 * HOUR).seq > 1
    assert everything() == before


def test_papers_that_nobody_asks_for_are_sent_back_and_nothing_is_stored():
    before = everything()
    with pytest.raises(Invalid, match=r"case\.paper_not_asked"):
        submit(papers=(Paper(material="moon-rock"),))
    assert everything() == before


def test_a_case_of_one_id_exists_once():
    submit(1)
    before = everything(("cases_case", "cases_approval", "ledger_event", "ledger_head", "cases_counter"))
    with pytest.raises(Conflict, match=r"ledger\.stale_head"):
        submit(1, username="chen")
    assert everything(before) == before


def test_a_case_without_an_account_belongs_to_whoever_has_its_receipt():
    plan = planned()
    done = case_submit(
        case_id=id_at(8, 1), subject_id=id_at(9, 1), application=application(plan, own=False), actor=applicant(),
        now=MONDAY,
    )  # fmt: skip
    with pytest.raises(NotFound):
        view(done.case, MONDAY, actor=applicant(), grants=grants_of_staff("operator"))
    code = queries.query_code(UUID(done.case.id))
    found = queries.case_by_number(number=f" {done.case.number.lower()} ", code=code.lower(), now=MONDAY)
    assert found.case == done.case
    assert found.name == "小面一碗(演示)"


def test_the_number_of_an_item_leads_to_its_case_with_the_code_of_the_case():
    case, other = submit(1).case, submit(2, username="chen").case
    code = queries.query_code(UUID(case.id))
    for approval in case.approvals:
        assert queries.case_by_number(number=approval.number.lower(), code=code, now=MONDAY).case == case
        with pytest.raises(NotFound, match=r"case\.unknown_number_or_code"):
            queries.case_by_number(number=approval.number, code=queries.query_code(UUID(other.id)), now=MONDAY)
    counts = []
    for number in (case.number, case.approvals[0].number):
        with CaptureQueriesContext(connection) as statements:
            queries.case_by_number(number=number, code=code, now=MONDAY)
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("number", ["", "0", "330800", "\0", "3308002026030200000018", "x" * 500, "一", "%", "'"])
def test_a_wrong_number_or_code_says_only_that(number):
    case = submit().case
    code = queries.query_code(UUID(case.id))
    for pair in ((number, code), (case.number, number), (number, number)):
        with pytest.raises(NotFound, match=r"case\.unknown_number_or_code"):
            queries.case_by_number(number=pair[0], code=pair[1], now=MONDAY)


def test_an_unknown_case_is_not_found():
    for ask in (lambda: view(id_at(8, 99), MONDAY), lambda: act(id_at(8, 99), Accept(), MONDAY)):
        with pytest.raises(NotFound):
            ask()


def test_accounts_and_grants_of_the_scene_are_those_of_the_demonstration():
    assert EVERYTHING.may("approval.decide", "market_regulation", "330800000000", "food-licence")
    assert account("wang") != account("chen")
