"""Inspections: one visit for several approvals, planned once, recorded as a whole or by each department for itself."""

from collections.abc import Callable
from datetime import date
from typing import Any

from yici.domain.case import clock_events as ce
from yici.domain.case import commands as c
from yici.domain.case import events as e
from yici.domain.case.codes import check_visit
from yici.domain.case.context import Context
from yici.domain.case.deadlines import DECISION, assignment
from yici.domain.case.moves import in_state, two_people, unknown_item
from yici.domain.case.parts import Deadline, Visit
from yici.domain.case.state import Approval, Case
from yici.domain.case.states import EXAMINED
from yici.domain.case.watching import card_of
from yici.domain.clock import ending_day, legal_day
from yici.domain.error import Invalid, Refused

MOST_DIGITS = 4
MOST_VISITS = 100
"""Of one case: far more than any matter needs."""


def _plan(case: Case, command: c.PlanInspection, ctx: Context) -> list[e.CaseEvent]:
    if not command.items:
        raise Invalid("inspection.no_items", remedy="name the items that are looked at, one at least")
    _examined(case, command.items)
    two_people(command.officers, max(ctx.planned(item).officers for item in command.items))
    if command.on < legal_day(ctx.now):
        raise Invalid("inspection.in_the_past", on=command.on.isoformat(), remedy="set it for today or a later day")
    visit = _visit(case, command.visit)
    if visit is None:
        check_visit(command.visit)
        _check_bound(case)
    elif visit.recorded or set(visit.seen) & set(command.items):
        raise Refused("inspection.recorded_already", visit=command.visit, remedy="plan another visit to look again")
    beyond = tuple(item for item in command.items if _overdue_by(case.approval(item), command.on))
    unnamed = {item: end for item in _let_go(case, visit, command, beyond) for end in _to_name(case, item, ctx)}
    planned = e.InspectionPlanned(
        at=ctx.now, visit=command.visit, items=command.items, on=command.on, officers=command.officers,
        beyond=beyond, unnamed=unnamed,
    )  # fmt: skip
    return [planned, *(event for item, end in unnamed.items() for event in _over(case, item, end, ctx))]


def _check_bound(case: Case) -> None:
    """Every visit stays in the state of the case, which each later step reads."""
    if len(case.visits) >= MOST_VISITS:
        remedy = "move or record a visit that is planned already"
        raise Refused("inspection.too_many", visits=len(case.visits), most=MOST_VISITS, remedy=remedy)


def _let_go(case: Case, before: Visit | None, command: c.PlanInspection, beyond: tuple[str, ...]) -> list[str]:
    """The items of a visit that is moved for which nobody is named any more: left out of it, or moved beyond the day on
    which their decision is due, and in no other visit that is still to come."""
    if before is None:
        return []
    others = {item for one in case.visits if one is not before for item in case.pending(one)}
    pending = [item for item in case.pending(before) if item not in others]
    return [item for item in pending if item not in command.items or item in beyond]


def _to_name(case: Case, item: str, ctx: Context) -> tuple[Deadline, ...]:
    """The limit for naming people as it runs from acceptance (Art. 55): naming them for nothing does not meet it."""
    approval = case.approval(item)
    if approval.accepted_at is None or any(d.name == "assignment" for d in approval.deadlines):
        return ()
    return assignment(ctx.planned(item), approval.accepted_at, ctx.at(item))


def _over(case: Case, item: str, end: Deadline, ctx: Context) -> list[e.CaseEvent]:
    """A limit that comes back when it is over already was missed by taking back what had met it: that is now."""
    if end.due is None or end.due > ctx.now:
        return []
    missed = ce.DeadlineMissed(at=ctx.now, item=item, name=end.name)
    return [missed, *card_of(case.approval(item), end, ctx)]


def _overdue_by(approval: Approval, on: date) -> bool:
    """Whether the decision is due before a day: whoever is named for that day is named for nothing (Art. 55)."""
    own = [d for d in approval.deadlines if d.name in DECISION]
    ends = [ending_day(d.due) for d in own if d.due is not None]
    if ends and len(ends) == len(own):
        return max(ends) < on
    # Not known while the clock stands still or a year is not loaded; but no limit of days reaches over a whole year.
    stood = approval.suspension.held if approval.suspension else ()
    bounds = [at for d in (*approval.deadlines, *stood) if (at := d.due or d.not_before) is not None]
    return bool(bounds) and on.year > legal_day(max(bounds)).year + 1


def failed_points(case: Case, item: str) -> tuple[str, ...]:
    """This will list the points of an item, as "item:point", that did not pass when it was last looked at."""
    looks = [(on, number) for number, visit in enumerate(case.visits) for on in _looked_at(visit, item)]
    if not looks:
        return ()
    return tuple(point for point in case.visits[max(looks)[1]].failed if point.partition(":")[0] == item)


def _looked_at(visit: Visit, item: str) -> list[date]:
    if not visit.parts:
        return [visit.on] if visit.recorded and item in visit.items else []
    return [part.on for part in visit.parts if item in part.items]


def _visit(case: Case, visit: str) -> Visit | None:
    return next((one for one in case.visits if one.id == visit), None)


def _examined(case: Case, items: tuple[str, ...]) -> None:
    known = {approval.item: approval for approval in case.approvals}
    for item in items:
        if item not in known:
            raise unknown_item(case, item)
        if known[item].status not in EXAMINED:
            raise Refused("inspection.wrong_state", **in_state(known[item]))


def _record(case: Case, command: c.RecordInspection, ctx: Context) -> list[e.CaseEvent]:
    visit = _visit(case, command.visit)
    pending = case.pending(visit) if visit else ()
    if visit is None or not pending:
        raise Refused("inspection.not_planned", visit=command.visit, remedy="plan the visit first, record it once")
    items = tuple(dict.fromkeys(command.items)) or pending
    _part_of(case, visit, items)
    if legal_day(ctx.now) < visit.on:
        raise Refused("inspection.too_early", on=visit.on.isoformat(), remedy="move the visit first")
    two_people(command.officers, max(ctx.planned(item).officers for item in visit.items))
    _known_points(command.failed, items, ctx)
    _known_points(tuple(command.remarks), items, ctx)
    _known_papers(command.papers, ctx)
    return [
        e.InspectionRecorded(
            at=ctx.now, visit=visit.id, items=items, officers=command.officers, failed=command.failed,
            evidence=command.evidence, supplied=command.papers, private=_words(command),
        )
    ]  # fmt: skip


def _words(command: c.RecordInspection) -> dict[str, str]:
    """What is said in words: about the whole, and about single points under their names."""
    return {"note": command.note, **{point: text for point, text in command.remarks.items() if text.strip()}}


def _part_of(case: Case, visit: Visit, items: tuple[str, ...]) -> None:
    if foreign := [item for item in items if item not in visit.items]:
        raise Invalid("inspection.foreign_item", items=foreign, remedy="record only what this visit was set for")
    if any(item in visit.seen for item in items):
        raise Refused("inspection.recorded_already", visit=visit.id, remedy="plan another visit to look again")
    _examined(case, items)


def _known_points(failed: tuple[str, ...], items: tuple[str, ...], ctx: Context) -> None:
    if foreign := [point for point in failed if point.partition(":")[0] not in items]:
        remedy = "name points of the items that are recorded here"
        raise Invalid("inspection.foreign_point", points=foreign, remedy=remedy)
    if unknown := [point for point in failed if not _is_known(*point.partition(":")[::2], ctx)]:
        remedy = 'name a point of the plan as "item:inspection#number"'
        raise Invalid("inspection.unknown_point", points=unknown, remedy=remedy)


def _known_papers(papers: tuple[str, ...], ctx: Context) -> None:
    if surplus := sorted(set(papers) - {one.material for one in ctx.plan.materials}):
        raise Invalid("case.paper_not_asked", papers=surplus, remedy="leave these out: nobody asks for them")


def _is_known(item: str, point: str, ctx: Context) -> bool:
    """Points are numbered from 1 within an inspection of the pinned plan; where it has none, nothing is known of them.

    The plan holds the points of a whole visit, each once: an inspection has no more than these.
    """
    inspections = ctx.planned(item).inspections
    if not inspections:
        return True
    inspection, _, number = point.partition("#")
    if inspection not in inspections or not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        return False
    together = [v.points for v in ctx.plan.schedule.visits if item in v.items and inspection in v.inspections]
    most = max(map(len, together), default=0)
    return int(number) > 0 and (most == 0 or int(number) <= most)


INSPECTION: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {
    c.PlanInspection: _plan,
    c.RecordInspection: _record,
}
