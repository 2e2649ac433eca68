"""What would have become of a recorded case under another rule: a model, and called so wherever it is shown.

How long people and departments took is kept from the record; what waited for what, and when it could begin, is planned
and dated anew. Both sides are computed by the same model, so that only the rule differs between them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from yici.domain.case import beside_events as b
from yici.domain.case import events as e
from yici.domain.clock import Limit, legal_day
from yici.domain.plan import Plan, PlannedApproval, Told
from yici.domain.policy import Holdings
from yici.domain.workdays import Calendar, NotBefore

Lack = Literal["unfinished", "ended_otherwise", "new_item", "other_procedure", "calendar"]
"""Why a case cannot be compared: it is not decided; it was withdrawn, not accepted or lapsed; the other rule asks for
an item that nobody handled, or for the other variant of one (commitment or not); a year is not loaded."""
TRIED = "what-if"
"""The source of a limit that is only tried."""
HANDED_IN = frozenset({"submit", "deferrable"})


class Lacking(ValueError):
    """The record does not say what the model needs; `why` is a `Lack`."""

    def __init__(self, why: Lack) -> None:
        self.why: Lack = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Lived:
    """How long each took, in working days: `intake` from submission to papers in order (corrections included), `work`
    from the beginning of the examination to the decision, `stopped` of those lawfully not counted, by item."""

    submitted: date
    intake: Mapping[str, int]
    work: Mapping[str, int]
    stopped: Mapping[str, int]
    ended: date


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


@dataclass(slots=True)
class _Told:
    """What a history says of one item."""

    in_order: date | None = None
    begun: date | None = None
    decided: date | None = None
    since: date | None = None
    stops: list[tuple[date, date]] = field(default_factory=list)


def lived(history: Iterable[e.CaseEvent], calendar: Calendar) -> Lived:
    """This will read from a history how long each took. Raises `Lacking`."""
    told: dict[str, _Told] = {}
    submitted: date | None = None
    for event in history:
        if isinstance(event, e.Submitted):
            submitted = legal_day(event.at)
            told = {approval.item: _Told() for approval in event.approvals}
        elif isinstance(event, e.ApprovalWithdrawn | e.ApprovalNotAccepted | e.ApprovalLapsed):
            raise Lacking("ended_otherwise")
        else:
            _read(told, event)
    decided = [one.decided for one in told.values() if one.decided]
    if submitted is None or len(decided) < len(told) or not told:
        raise Lacking("unfinished")
    return _counted(submitted, told, max(decided), calendar)


def _read(told: dict[str, _Told], event: e.CaseEvent) -> None:
    one, day = told.get(getattr(event, "item", None) or ""), legal_day(event.at)
    if one is None:
        return
    if isinstance(event, e.ApprovalAccepted):
        # Silence makes it accepted as of receipt, but the department began when the window had passed.
        one.in_order, one.begun = one.in_order or day, one.begun or day
    elif isinstance(event, e.ApprovalCleared):
        one.in_order = day
    elif isinstance(event, e.ApprovalStarted):
        one.in_order, one.begun = one.in_order or day, day
    elif isinstance(event, e.ApprovalSuspended) and not event.running:
        one.since = day
    elif isinstance(event, e.ApprovalResumed) and one.since is not None:
        one.stops.append((one.since, day))
        one.since = None
    elif isinstance(event, e.ApprovalGranted | e.ApprovalRefused | b.ApprovalPrepared):
        # What was prepared is examined: waiting for the others is nobody's work.
        one.decided = one.decided or day


def _counted(submitted: date, told: Mapping[str, _Told], ended: date, calendar: Calendar) -> Lived:
    def between(start: date | None, end: date | None) -> int:
        days = calendar.count(start, end) if start and end else 0
        if days is None:
            raise Lacking("calendar")
        return max(days, 0)

    return Lived(
        submitted=submitted,
        intake={item: between(submitted, one.in_order) for item, one in told.items()},
        work={item: between(one.begun or one.in_order, one.decided) for item, one in told.items()},
        stopped={item: sum(between(*stop) for stop in one.stops) for item, one in told.items()},
        ended=ended,
    )


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
        late=sum(_late(one, life, begun[item], ended[item], calendar) for item, one in approvals.items()),
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


def _late(one: PlannedApproval, life: Lived, begun: date, ended: date, calendar: Calendar) -> bool:
    start = life.submitted if one.counted_from == "receipt" and not one.needs else begun
    told = [limit.limit for limit in (one.promised, one.legal) if limit is not None]
    return any(_past(limit, start, life.stopped.get(one.item, 0), ended, calendar) for limit in told)


def _past(limit: Limit, start: date, stopped: int, ended: date, calendar: Calendar) -> bool:
    """Limits in other units than working days are not judged: the model knows no hours."""
    if limit.unit != "working_day":
        return False
    end = calendar.add(start, limit.amount + stopped) if limit.amount + stopped else start
    if isinstance(end, NotBefore):
        # It ends in a year that is not loaded: whatever was decided before that year is in time.
        if ended >= end.day:
            raise Lacking("calendar")
        return False
    return ended > end


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
    )
