"""What departments do: visit, suspend, extend, decide, and check promises afterwards."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from yici.demo.history.life import Act, Habit, Life
from yici.domain.case import (
    Approval,
    ConfirmRepair,
    Deadline,
    Decide,
    ExtendDecision,
    Owed,
    PlanInspection,
    RecordInspection,
    Resume,
    Revoke,
    Suspend,
    VerifyCommitment,
    Visit,
    lacking,
)
from yici.domain.case.inspecting import failed_points
from yici.domain.clock import ending_day, legal_day, start_of_day
from yici.domain.event import Actor
from yici.domain.plan import PlannedVisit

EXAMINED = ("handling", "waiting")


def _limit(approval: Approval) -> datetime | None:
    """The end that a department works towards: the promised one, else the legal one."""
    ends = {d.name: d.due for d in approval.deadlines if not d.missed}
    return ends.get("promised") or ends.get("legal")


def _working_days(life: Life, end: datetime) -> int | None:
    return life.times.calendar.count(legal_day(life.now), ending_day(end))


def _decided_at(life: Life, item: str) -> datetime | None:
    """Within its own share of the limit, or late; where no limit is known, after some days."""
    if life.tries and life.tried(DECIDE, item):
        return life.times.office(life.now, life.times.between((1, 3)))
    office, end = life.office(item), _limit(life.case.approval(item))
    days = None if end is None else _working_days(life, end)
    if days is None:
        return life.times.office(life.now, life.times.between(life.behaviour.unknown_days))
    if life.times.happens(office.late):
        return life.times.office(life.now, max(days, 0) + life.times.between(life.behaviour.late_days))
    share = life.times.chance.triangular(0.05, 1.0, office.speed)
    return life.times.office(life.now, int(max(days - 1, 0) * share))


def _decide(life: Life, item: str) -> Act | None:
    approval, planned = life.case.approval(item), life.planned[item]
    refusable = len(planned.outcomes) > 1
    unready = _unready(life, approval)
    if unready and not (refusable and life.tried(DECIDE, item) >= life.behaviour.patience):
        return None
    if refusable and (unready or life.times.happens(life.behaviour.refused)):
        grounds, note = ("condition.not_met",), "演示：不符合法定条件。"
        return life.office(item).chief, Decide(item=item, grant=False, grounds=grounds, note=note)
    note = "演示：不合格的地方已经改好。" if failed_points(life.case, item) else ""
    if approval.by_silence and lacking(life.case, (item,), life.plan):
        note = note or "演示：已经当面核对，符合条件。"
    return life.office(item).chief, Decide(item=item, grant=True, note=note)


def _unready(life: Life, approval: Approval) -> bool:
    """A paper has not come, or somebody has still to see the premises."""
    if approval.status == "received" and lacking(life.case, (approval.item,), life.plan):
        return True
    if life.planned[approval.item].inspections and not approval.committed and not approval.inspected:
        return True
    return not approval.committed and any(approval.item in owed.items for owed in life.case.owed)


DECIDE = Habit("department decides", _decided_at, _decide, task="decide")


def _handling(life: Life) -> Iterator[str]:
    return (a.item for a in life.case.approvals if a.status == "handling")


def _suspended_at(life: Life, item: str) -> datetime | None:
    causes = life.planned[item].stop_causes
    if not causes or _limit(life.case.approval(item)) is None or not life.times.happens(life.behaviour.suspended):
        return None
    return life.times.office(life.now, life.times.between((0, 3)))


def _suspend(life: Life, item: str) -> Act | None:
    if not any(d.name in ("promised", "legal") and not d.missed for d in life.case.approval(item).deadlines):
        return None
    cause = life.times.chance.choice(life.planned[item].stop_causes)
    days = life.times.between(life.behaviour.suspension_days)
    return life.office(item).chief, Suspend(item=item, cause=cause, days=days, note="演示：书面告知所需时间。")


def _resumed_at(life: Life, item: str) -> datetime | None:
    early = life.times.happens(life.behaviour.resumed_early)
    return life.times.office(life.now, life.times.between((1, 5))) if early else None


def _resume(life: Life, item: str) -> Act | None:
    return life.office(item).chief, Resume(item=item)


def _legal(life: Life, item: str) -> Deadline | None:
    found = (d for d in life.case.approval(item).deadlines if d.name == "legal" and not d.missed)
    return next(found, None)


def _extended_at(life: Life, item: str) -> datetime | None:
    """The last working days of the legal limit, where the law allows an extension."""
    legal = _legal(life, item)
    if life.planned[item].extension is None or legal is None or legal.due is None:
        return None
    days = _working_days(life, legal.due)
    if days is None or days < 2 or not life.times.happens(life.behaviour.extended):
        return None
    return life.times.office(life.now, days - 1)


def _extend(life: Life, item: str) -> Act | None:
    allowed = life.planned[item].extension
    if allowed is None or _legal(life, item) is None or life.case.approval(item).extended:
        return None
    days = life.times.chance.randint(1, allowed.limit.amount)
    approver, note = "演示：负责人", "演示：情况复杂。"
    return life.office(item).chief, ExtendDecision(item=item, days=days, approver=approver, note=note)


def _to_plan(life: Life) -> Iterator[str]:
    """Visits of the plan with items in examination that no visit of the case covers."""
    if not life.plan.schedule.visits:
        return
    covered = {item for visit in life.case.visits for item in visit.items}
    for visit in life.plan.schedule.visits:
        if _examined(life, visit, covered):
            yield visit.id


def _examined(life: Life, visit: PlannedVisit, covered: set[str]) -> tuple[str, ...]:
    return tuple(
        a.item for a in life.case.approvals
        if a.item in visit.items and a.item not in covered and a.status in EXAMINED and not a.inspected
    )  # fmt: skip


def _set_at(life: Life, visit: str) -> datetime | None:
    return life.times.office(life.now, life.times.between(life.behaviour.visit_set))


def _set(life: Life, visit: str) -> Act | None:
    planned = next(one for one in life.plan.schedule.visits if one.id == visit)
    items = _examined(life, planned, {item for one in life.case.visits for item in one.items})
    ahead = life.times.office(life.now, life.times.between(life.behaviour.visit_ahead))
    if not items or ahead is None:
        return None
    begun = sum(one.id.partition("#")[0] == visit for one in life.case.visits)
    name = f"{visit}#{begun + 1}" if begun else visit
    lead, officers = _visitors(life, items)
    return lead, PlanInspection(visit=name, items=items, on=legal_day(ahead), officers=officers)


def _visitors(life: Life, items: tuple[str, ...]) -> tuple[Actor, tuple[str, ...]]:
    """Whoever leads for the first item brings the others together; two people of each department go."""
    offices = [life.office(item) for item in items]
    together = len({office.chief.id for office in offices}) > 1
    actor = offices[0].lead if together else offices[0].chief
    return actor, life.people(items)


def _standing(life: Life) -> Iterator[Visit]:
    return (visit for visit in life.case.visits if life.case.pending(visit))


def _visit(life: Life, name: str) -> Visit:
    return next(visit for visit in life.case.visits if visit.id == name)


def _visited_at(life: Life, name: str) -> datetime | None:
    on = start_of_day(_visit(life, name).on) + timedelta(hours=8)
    return life.times.office(max(on, life.now), 0)


def _visit_premises(life: Life, name: str) -> Act | None:
    visit, times = _visit(life, name), life.times
    pending = life.case.pending(visit)
    if legal_day(life.now) < visit.on:
        return None
    in_parts = len({life.office(item).chief.id for item in pending}) > 1 and times.happens(
        life.behaviour.visit_in_parts
    )
    items = (pending[0],) if in_parts else pending
    lead, officers = _visitors(life, pending if len(items) > 1 else items)
    brought = tuple(owed.material for owed in life.case.owed if _at_visit(owed, items))
    return lead, RecordInspection(
        visit=name, items=items, officers=officers, failed=_failed(life, items), papers=brought, note="演示：现场核查。"
    )  # fmt: skip


def _at_visit(owed: Owed, items: tuple[str, ...]) -> bool:
    return owed.deadline is None and not set(items).isdisjoint(owed.items)


def _failed(life: Life, items: tuple[str, ...]) -> tuple[str, ...]:
    if not life.times.happens(life.behaviour.point_failed):
        return ()
    with_points = [(item, one) for item in items for one in life.planned[item].inspections]
    return tuple(f"{item}:{inspection}#1" for item, inspection in with_points[:1])


def _moved_at(life: Life, name: str) -> datetime | None:
    ahead = legal_day(life.now) < _visit(life, name).on
    return life.times.office(life.now, 0) if ahead and life.times.happens(life.behaviour.visit_moved) else None


def _move(life: Life, name: str) -> Act | None:
    visit = _visit(life, name)
    pending, later = life.case.pending(visit), life.times.office(life.now, 3)
    if not pending or later is None or visit.parts:
        return None
    lead, officers = _visitors(life, pending)
    return lead, PlanInspection(visit=name, items=pending, on=legal_day(later), officers=officers)


def _end(life: Life, item: str, name: str) -> datetime | None:
    return next((d.due for d in life.case.approval(item).deadlines if d.name == name), None)


def _verified_at(life: Life, item: str) -> datetime | None:
    end = _end(life, item, "verification")
    days = None if end is None else _working_days(life, end)
    return life.times.office(life.now, life.times.chance.randint(1, max(days or 1, 1)))


def _verify(life: Life, item: str) -> Act | None:
    office, times = life.office(item), life.times
    if not times.happens(life.behaviour.promise_broken):
        return office.chief, VerifyCommitment(item=item, kept=True, officers=life.people((item,)))
    repair_by = legal_day(life.now) + timedelta(days=times.between(life.behaviour.repair_days))
    return office.chief, VerifyCommitment(
        item=item, kept=False, officers=life.people((item,)), findings=("condition.not_met",), repair_by=repair_by,
        note="演示：现场与承诺不符。",
    )  # fmt: skip


def _mended_at(life: Life, item: str) -> datetime | None:
    mended = life.times.happens(life.behaviour.repaired)
    return life.times.office(life.now, life.times.between((2, 8))) if mended else None


def _confirm(life: Life, item: str) -> Act | None:
    return life.office(item).chief, ConfirmRepair(item=item)


def _revoked_at(life: Life, item: str) -> datetime | None:
    end = _end(life, item, "repair")
    return None if end is None else life.times.office(max(end, life.now), 2)


def _revoke(life: Life, item: str) -> Act | None:
    return life.office(item).chief, Revoke(item=item, grounds=("commitment.broken",), note="演示：逾期没有改正。")


def _visits(life: Life) -> Iterator[str]:
    return (visit.id for visit in _standing(life))


AT_OFFICE: tuple[Habit, ...] = (
    DECIDE,
    Habit("department suspends", _suspended_at, _suspend, open=_handling, once=True),
    Habit("department resumes", _resumed_at, _resume, task="resume"),
    Habit("department extends", _extended_at, _extend, open=_handling, once=True),
    Habit("department sets a visit", _set_at, _set, open=_to_plan),
    Habit("department moves a visit", _moved_at, _move, open=_visits, once=True),
    Habit("department visits", _visited_at, _visit_premises, open=_visits),
    Habit("department verifies", _verified_at, _verify, task="verify"),
    Habit("department confirms a repair", _mended_at, _confirm, task="repair"),
    Habit("department revokes", _revoked_at, _revoke, task="repair"),
)
