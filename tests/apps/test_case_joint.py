"""The joint acceptance of a building: items that wait for each other are prepared, and formal in one moment."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.apps.case_scenes import HOUR, MONDAY, act, applicant, city, faults, forgetful, view
from tests.apps.joint_acceptance import examine, handed_in, visited
from yici.cases.queries import case_history
from yici.domain.case import Case, Decide, Withdraw
from yici.domain.clock import legal_day
from yici.domain.error import Refused
from yici.ledger.verify import rebuild

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def happened(case: Case, kind: str) -> dict[str, datetime]:
    lines = case_history(UUID(case.id))
    return {line.event.item: line.event.at for line in lines if line.event.kind == kind}  # type: ignore[attr-defined]


def test_the_plan_finds_the_circle_of_the_law():
    _, plan, _ = handed_in()
    [circle] = plan.circles
    assert set(circle.items) == {"planning-verification", "fire-filing"}


def test_all_members_become_formal_in_one_moment():
    case, plan, held = handed_in()
    case = visited(case, plan, held, MONDAY + 2 * HOUR)
    case = examine(case, held, MONDAY + 2 * HOUR)
    members = set(plan.circles[0].items)
    prepared, granted = happened(case, "approval.prepared"), happened(case, "approval.granted")
    assert members <= prepared.keys()
    [formal] = {granted[item] for item in members}
    # Whatever else they join is granted by then, and no moment is lost after that.
    joined = {one for a in plan.schedule.approvals if a.item in members for one in a.joins} - members
    assert formal == max([prepared[item] for item in members] + [granted[item] for item in joined])
    assert min(prepared[item] for item in members) < formal
    assert {a.status for a in case.approvals} == {"decided"}
    assert faults() == []


def test_a_prepared_member_waits_and_is_not_granted_twice():
    case, plan, held = handed_in()
    case = visited(case, plan, held, MONDAY + 2 * HOUR)
    first = next(a for a in case.approvals if a.status == "handling" and a.joins)
    case = act(case, Decide(item=first.item, grant=True), MONDAY + 3 * HOUR, grants=held).case
    assert case.approval(first.item).status == "prepared"
    with pytest.raises(Refused, match=r"decision\.prepared_already"):
        act(case, Decide(item=first.item, grant=True), MONDAY + 4 * HOUR, grants=held)
    late = view(case, MONDAY + timedelta(days=60), grants=held).case.approval(first.item)
    assert (late.status, late.cards) == ("prepared", ())


def test_what_is_refused_or_taken_back_ends_what_was_prepared_for_it():
    case, plan, held = handed_in()
    case = visited(case, plan, held, MONDAY + 2 * HOUR)
    first = next(a for a in case.approvals if a.status == "handling" and a.joins)
    act(case, Decide(item=first.item, grant=True), MONDAY + 3 * HOUR, grants=held)
    gone = act(case, Withdraw(items=(first.joins[0],)), MONDAY + 4 * HOUR, actor=applicant()).case
    assert gone.approval(first.item).status == "lapsed"
    assert faults() == []


def test_a_last_day_that_passed_while_the_others_were_waited_for_holds_none_of_them_up():
    case, plan, held = handed_in()
    case = visited(case, plan, held, MONDAY + 2 * HOUR)
    gives = {one.item for one in plan.schedule.approvals if one.gives}
    first = next(a for a in case.approvals if a.status == "handling" and a.joins and a.item in gives)
    past, soon = (legal_day(MONDAY + timedelta(days=days)) for days in (-1, 1))
    with pytest.raises(Refused, match=r"term\.over"):
        act(case, Decide(item=first.item, grant=True, valid_until=past), MONDAY + 3 * HOUR, grants=held)
    case = act(case, Decide(item=first.item, grant=True, valid_until=soon), MONDAY + 3 * HOUR, grants=held).case
    later = MONDAY + timedelta(days=3)
    lapsed = False
    while waiting := [a.item for a in case.approvals if a.status == "handling"]:
        later += HOUR
        case = act(case, Decide(item=waiting[0], grant=True), later, grants=held).case
        lapsed |= case.approval(first.item).status == "handling"
    assert lapsed
    assert happened(case, "preparation.lapsed").keys() == {first.item}
    assert {a.status for a in case.approvals} == {"decided"}
    assert case.approval(first.item).valid_until is None
    assert faults() == []
    assert rebuild().ok
    assert faults() == []
