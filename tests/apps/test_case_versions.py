"""A case goes on under the definitions that it began with, whatever is changed, split or suspended meanwhile."""

from uuid import UUID

import pytest

from tests.apps.case_scenes import (
    DAY,
    HOUR,
    MONDAY,
    act,
    at,
    city,
    faults,
    forget_everything_kept,
    forgetful,
    planned,
    submit,
    view,
)
from tests.apps.proposal_scenes import released
from tests.apps.version_scenes import CHANGED, HALVES, SPLIT, SUSPENDED, reformed
from yici.catalogue import queries
from yici.domain.case import Accept, Decide, Deliver, PlanInspection, RecordInspection
from yici.ledger.verify import rebuild

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
TWO = ("officer-1", "officer-2")


def applying(plan) -> set[str]:
    return {item.item for item in plan.items if item.applies}


def test_the_reform_changes_what_is_planned_from_now_on():
    before = planned()
    released(reformed())
    after = planned()
    assert applying(before) >= {CHANGED, SPLIT, SUSPENDED}
    assert not applying(after) & {SPLIT, SUSPENDED}
    assert applying(after) >= {CHANGED, *HALVES}
    assert {paper.material for paper in before.materials} - {paper.material for paper in after.materials}
    codes = {
        one.code for one in queries.compared(queries.release_row(1).digest, queries.release_row(2).digest).differences
    }
    assert codes >= {"item.split", "item.suspended", "paper.removed", "definition.added"}


def test_a_case_is_carried_to_its_end_under_the_definitions_that_it_pinned():
    case, plan = submit().case, planned()
    act(case, Accept(), MONDAY + HOUR)
    released(reformed())
    forget_everything_kept()
    assert view(case, MONDAY + HOUR).plan == plan
    act(case, Decide(item=SPLIT, grant=True), MONDAY + DAY)
    [visit] = [visit for visit in plan.schedule.visits if CHANGED in visit.items]
    day = at("2026-03-05").date()
    act(case, PlanInspection(visit="v", items=visit.items, on=day, officers=TWO), MONDAY + DAY + HOUR)
    last = act(case, RecordInspection(visit="v", officers=TWO), at("2026-03-05", 15))
    for approval in last.case.approvals:
        if approval.status == "handling":
            last = act(case, Decide(item=approval.item, grant=True), at("2026-03-06", 10))
    for approval in last.case.approvals:
        last = act(case, Deliver(item=approval.item, way="window"), at("2026-03-06", 11))
    assert (last.case.phase, last.case.plan) == ("closed", case.plan)
    assert {one.item for one in last.case.approvals} == applying(plan)
    digests = view(case, at("2026-03-06", 12)).plan.digests
    kept = queries.store.members(queries.release_row(1).digest)
    assert all(digests[f"item:{item}"] == kept[f"item:{item}"] for item in (CHANGED, SPLIT, SUSPENDED))
    assert faults() == []


def test_old_and_new_cases_stand_beside_each_other_and_come_back_from_the_record():
    old = submit().case
    released(reformed())
    new = submit(2).case
    assert old.plan != new.plan
    assert not {one.item for one in new.approvals} & {SPLIT, SUSPENDED}
    assert rebuild().ok
    forget_everything_kept()
    for case in (old, new):
        assert view(UUID(case.id), MONDAY + HOUR).case.plan == case.plan
    assert faults() == []
