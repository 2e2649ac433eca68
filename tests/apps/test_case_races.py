"""Several people at once on one case, or on one day's numbers: one wins, the others are told, nothing is half done."""

from uuid import UUID

import pytest

from tests.apps.case_scenes import (
    DAY,
    HOUR,
    LARGE,
    MONDAY,
    PLACE,
    SMALL,
    act,
    applicant,
    at_once,
    city,
    everything,
    faults,
    forgetful,
    planned,
    staff,
    submit,
    view,
)  # fmt: skip
from yici.cases import numbers, store
from yici.cases.services import Outcome, case_settle
from yici.domain.case import Accept, Case, Decide, DeclineAcceptance, Withdraw
from yici.domain.error import Conflict, Refused
from yici.ledger.queries import history
from yici.ledger.receipts import receipt_of
from yici.ledger.timers import fire_due

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
FOOD = "food-licence"


def ready() -> Outcome:
    """A large restaurant of which the fire check only waits for a decision."""
    case = act(submit(answers=LARGE).case, Accept(), MONDAY + HOUR).case
    return act(case, Decide(item="individual-registration", grant=True), MONDAY + HOUR)


def kinds(case: Case) -> list[str]:
    return [stored.kind for stored in history(UUID(case.id))]


def sorted_out(answers: list[object]) -> tuple[list[Outcome], list[Exception]]:
    won = [answer for answer in answers if isinstance(answer, Outcome)]
    lost = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(won) + len(lost) == len(answers)
    return won, lost


@pytest.mark.parametrize(
    ("seen", "told"), [(True, (Conflict, "case.stale")), (False, (Refused, "case.wrong_state"))]
)  # fmt: skip
@pytest.mark.parametrize("people", [2, 4])
def test_of_officers_who_decide_at_once_one_wins_and_the_others_are_told(people, seen, told):
    before = ready()
    version = before.seq if seen else None
    decisions = [Decide(item=FOOD, grant=False, grounds=("condition.not_met",), note=f"第{n}位") for n in range(people)]
    answers = at_once(
        *(lambda d=d: act(before.case, d, MONDAY + DAY, actor=staff("market"), version=version) for d in decisions)
    )
    [won], lost = sorted_out(answers)
    assert {(type(error), getattr(error, "code", "")) for error in lost} == {told}
    assert kinds(won.case).count("approval.refused") == 1
    assert view(before.case, MONDAY + DAY).case == won.case
    stored = receipt_of(UUID(won.case.id), won.seq)
    assert stored
    assert stored["statement"] == won.receipt["statement"]
    assert faults() == []


def test_those_who_decide_different_items_at_once_do_not_disturb_one_another():
    before = ready()
    items = (FOOD, "fire-check", "outdoor-sign", "health-certificate")
    answers = at_once(
        *(
            lambda item=item: act(before.case, Decide(item=item, grant=False, grounds=("prohibited",)), MONDAY + DAY)
            for item in items
        )
    )
    won, lost = sorted_out(answers)
    assert lost == []
    assert sorted(outcome.seq for outcome in won) == sorted({outcome.seq for outcome in won})
    assert kinds(before.case).count("approval.refused") == 4
    assert view(before.case, MONDAY + DAY).case.phase == "handling"
    assert faults() == []


def test_the_applicant_who_withdraws_while_the_office_declines_ends_the_item_once():
    case = submit().case
    answers = at_once(
        lambda: act(case, Withdraw(items=(FOOD,)), MONDAY + HOUR, actor=applicant()),
        lambda: act(
            case, DeclineAcceptance(item=FOOD, reason="not_competent", competent="urban_management"), MONDAY + HOUR
        ),
    )
    [won], [lost] = sorted_out(answers)
    assert isinstance(lost, Refused)
    assert won.case.approval(FOOD).status in ("withdrawn", "not_accepted")
    assert len({*kinds(case)} & {"approval.withdrawn", "approval.not_accepted"}) == 1
    assert faults() == []


def test_an_officer_and_the_clock_at_once_record_what_fell_due_once():
    case = submit().case
    late = MONDAY + 12 * DAY
    decline = DeclineAcceptance(item=FOOD, reason="not_competent", competent="urban_management")
    answers = at_once(
        lambda: act(case, decline, late),
        lambda: fire_due(now=late),
        lambda: case_settle(stream=UUID(case.id), now=late),
    )
    assert isinstance(answers[0], Refused), "accepted by silence, whoever recorded it"
    told = [s for s in history(UUID(case.id)) if s.seq > 1]
    fell_due = [
        (s.kind, s.body.get("item"), s.body.get("name"), s.body.get("of"), str(s.body.get("card"))) for s in told
    ]
    assert "approval.cleared" in {kind for kind, *_ in fell_due}
    assert len(fell_due) == len(set(fell_due)) >= 2
    assert faults() == []


def test_people_who_hand_in_at_once_get_numbers_in_a_row_and_none_twice():
    planned(SMALL)
    answers = at_once(
        *(
            lambda n=n, username=username: submit(n, username=username)
            for n, username in enumerate(("wang", "chen", "zhao", "wang", "chen", "zhao"))
        )
    )
    won, lost = sorted_out(answers)
    assert lost == []
    given = sorted(n for outcome in won for n in (outcome.case.number, *(a.number for a in outcome.case.approvals)))
    count = len(won) * (len(won[0].case.approvals) + 1)
    assert given == list(numbers.numbers(PLACE, MONDAY.date(), count, [None] * (count - 1)))
    assert all(numbers.valid(number) for number in given)
    assert len(everything(("ledger_subject",))["ledger_subject"]) == 3, "a person is one data subject"
    assert faults() == []


def test_a_refused_application_takes_no_number():
    submit(1)
    before = everything(("cases_counter",))
    with pytest.raises(Conflict):
        submit(1, username="chen")
    assert everything(("cases_counter",)) == before


def test_a_day_with_more_numbers_than_digits_gets_longer_ones_in_the_same_order():
    store.next_serial(MONDAY.date(), 9_999_997)
    case = submit().case
    given = [case.number, *(approval.number for approval in case.approvals)]
    assert [len(number) for number in given] == [22, 22, 23, 23]
    assert all(numbers.valid(number) for number in given)
    assert view(case, MONDAY).case == case, "approvals keep the order of the plan"
    after = act(case, Accept(), MONDAY + HOUR).case
    assert [a.item for a in after.approvals] == [a.item for a in planned().schedule.approvals]
    assert faults() == []
