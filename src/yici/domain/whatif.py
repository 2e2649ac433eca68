"""What would have become of a recorded case under another rule: a model, and called so wherever it is shown.

How long people and departments took is kept from the record; what waited for what, and when it could begin, is planned
and dated anew. Both sides are computed by the same model, so that only the rule differs between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from yici.domain.clock import Limit
from yici.domain.lateness import late
from yici.domain.lived import Lacking, Lived
from yici.domain.plan import Plan, PlannedApproval, Told
from yici.domain.policy import Holdings
from yici.domain.workdays import Calendar, NotBefore

TRIED = "what-if"
"""The source of a limit that is only tried."""
HANDED_IN = frozenset({"submit", "deferrable"})


@dataclass(frozen=True, slots=True)
class Course:
    """One side of the comparison. `days` are working days from submission to the last decision, `late` the items that
    are decided after their legal or promised limit."""

    days: int
    papers: int
    fields: int
    visits: int
    trips: int
    late: int


def replay(plan: Plan, life: Lived, calendar: Calendar, *, as_handled: Plan | None = None) -> Course:
    """This will run a plan with the durations of a life. `as_handled` is the plan under which it was lived: an item
    that ran under the other procedure there says nothing of this one. Raises `Lacking`."""
    approvals = {one.item: one for one in plan.schedule.approvals}
    if as_handled is not None:
        _check_comparable(approvals, as_handled)
    if approvals.keys() - life.work.keys():
        raise Lacking("new_item")
    begun, ended = _run(plan, approvals, life, calendar)
    last = max(ended.values(), default=life.submitted)
    return Course(
        days=_days(life.submitted, last, calendar),
        papers=sum(one.how in HANDED_IN and not one.maybe for one in plan.materials),
        fields=len(plan.form.fields),
        visits=len(plan.schedule.visits),
        trips=sum(trip.sure for trip in plan.trips),
        late=late(approvals, life, begun, ended, calendar),
    )


def _check_comparable(approvals: Mapping[str, PlannedApproval], as_handled: Plan) -> None:
    before = {one.item: one.committed for one in as_handled.schedule.approvals}
    if any(before.get(item, one.committed) != one.committed for item, one in approvals.items()):
        raise Lacking("other_procedure")


def _run(
    plan: Plan, approvals: Mapping[str, PlannedApproval], life: Lived, calendar: Calendar
) -> tuple[dict[str, date], dict[str, date]]:
    """The day on which each item begins and is decided: as soon as what it waits for is there."""
    circles = {item: set(one.items) for one in plan.circles for item in one.items}
    begun: dict[str, date] = {}
    ready: dict[str, date] = {}
    previous = life.submitted
    for item in _order(approvals):
        one, mine = approvals[item], circles.get(item, set())
        free = [_add(life.submitted, life.intake[item], calendar)]
        # In a circle one works on the other's preparation; outside only the decision counts.
        free += [ready[need] if need in mine else _formal(need, ready, approvals, circles) for need in one.needs]
        begun[item] = max([*free, previous]) if not plan.policy.parallel else max(free)
        ready[item] = previous = _add(begun[item], life.work[item], calendar)
    return begun, {item: _formal(item, ready, approvals, circles) for item in approvals}


def _order(approvals: Mapping[str, PlannedApproval]) -> list[str]:
    """Items after those that they wait for or run beside; needs in a circle are cut where only joins are left."""
    placed: list[str] = []
    waiting = list(approvals)
    while waiting:
        free = [item for item in waiting if not set(approvals[item].needs) & set(waiting)] or waiting[:1]
        placed += free
        waiting = [item for item in waiting if item not in free]
    return placed


def _formal(
    item: str, ready: Mapping[str, date], approvals: Mapping[str, PlannedApproval], circles: Mapping[str, set[str]]
) -> date:
    """When an item is decided: with all that it hangs on."""
    hanging, seen = [item], {item}
    while hanging:
        one = hanging.pop()
        for other in (*approvals[one].joins, *circles.get(one, ())):
            if other in approvals and other not in seen:
                seen.add(other)
                hanging.append(other)
    return max(ready[one] for one in seen if one in ready)


def _add(start: date, days: int, calendar: Calendar) -> date:
    end = calendar.add(start, days) if days else start
    if isinstance(end, NotBefore):
        raise Lacking("calendar")
    return end


def _days(start: date, end: date, calendar: Calendar) -> int:
    days = calendar.count(start, end)
    if days is None:
        raise Lacking("calendar")
    return days


def promising(plan: Plan, limits: Mapping[str, int]) -> Plan:
    """This will give a plan that promises some of its items in so many working days; a limit of the law stays."""
    if not limits:
        return plan
    approvals = tuple(
        replace(one, promised=_told(one, limits[one.item])) if one.item in limits else one
        for one in plan.schedule.approvals
    )
    return replace(plan, schedule=replace(plan.schedule, approvals=approvals))


def _told(one: PlannedApproval, days: int) -> Told:
    return Told(Limit(days, "working_day"), TRIED, "own", TRIED)


def holdings_of(plan: Plan) -> Holdings:
    """This will read from a plan what its applicant held and what the instance was connected to when it was made."""
    told = [reason for paper in plan.materials for reason in paper.reasons]
    told += [reason for item in plan.items for reason in item.reasons]
    licences = {reason.params["licence"] for reason in told if reason.code in ("need.held", "material.held")}
    fields = (*plan.form.fields, *plan.form.spared)
    return Holdings(
        licences=frozenset(licences),
        registers=frozenset(one.register for one in fields if one.register and one.origin == "register"),
        elements=frozenset(one.element for one in fields if one.origin == "account"),
        declared=frozenset(one.element for one in fields if one.origin == "account" and one.trust == "D"),
    )
