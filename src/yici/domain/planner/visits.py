"""The visits to the premises: which inspections there are, when each may be, and which are made in one visit."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from yici.domain.item import Inspection, Item
from yici.domain.plan import Day, PlannedVisit
from yici.domain.planner.days import day_after, ordinal
from yici.domain.planner.graph import Graph
from yici.domain.planner.reasons import because
from yici.domain.planner.request import Request
from yici.domain.planner.schedule import Timeline
from yici.domain.policy import Policy
from yici.domain.reason import Reason


class Stop(NamedTuple):
    """One inspection of one item and its window: from the start of the approval to the last day that harms nothing.

    `first` and `last` are the ordinals of what is known of the two days; `last` is endless when nothing is. `number`
    counts the inspections in the order of their turns.
    """

    number: int
    item: Item
    inspection: Inspection
    earliest: Day
    latest: Day
    first: int
    last: int
    reason: Reason


def inspections_of(request: Request, item: Item, committed: frozenset[str]) -> tuple[Inspection, ...]:
    """This will list the inspections that apply or may apply before the decision; a commitment may replace them."""
    if item.id in committed and item.commitment is not None and item.commitment.instead_of_inspection:
        return ()
    return tuple(visit for visit in item.inspections if request.judge(visit.when).holds is not False)


def plan_visits(
    request: Request, graph: Graph, timeline: Timeline, committed: frozenset[str], policy: Policy
) -> tuple[PlannedVisit, ...]:
    """This will join inspections whose windows overlap, the one that must be over soonest first, and never two items of
    which one waits for the other: the visit would have to be before the licence that it waits for. Without joint
    inspection, only what one item has to see is seen in one visit."""
    # One after another, each item begins where the one before has ended: there is nothing to join.
    joint = policy.joint_inspection and policy.parallel
    groups: list[list[Stop]] = []
    for stop in sorted(_stops(request, graph, timeline, committed), key=_soonest):
        group = next((group for group in groups if _fits(stop, group, graph, joint=joint)), None)
        if group is None:
            groups.append([stop])
        else:
            group.append(stop)
    shown = [sorted(group, key=lambda stop: (stop.last, stop.number)) for group in groups]
    return tuple(_visit(request, number, group) for number, group in enumerate(shown, 1))


def _stops(request: Request, graph: Graph, timeline: Timeline, committed: frozenset[str]) -> Iterator[Stop]:
    items = (graph.items[name] for turn in graph.turns for name in turn)
    planned = ((item, one) for item in items for one in inspections_of(request, item, committed))
    for number, (item, inspection) in enumerate(planned):
        span = timeline.spans[item.id]
        yield _stop(request, number, item, inspection, span.starts, span.ready)


def _stop(request: Request, number: int, item: Item, inspection: Inspection, starts: Day, promised_by: Day) -> Stop:
    within = request.facts(item.id).within[inspection.id]
    last, reason = promised_by, because("visit.before_promise", item=item.id)
    if within is not None:
        due = day_after(starts, within.limit, request.calendar_of(item.id), item.id)
        if _bound(due) <= _bound(promised_by):
            amount, unit = str(within.limit.amount), within.limit.unit
            last = due
            reason = because("visit.within", item=item.id, amount=amount, unit=unit, source=within.source)
    return Stop(number, item, inspection, starts, last, ordinal(starts), _bound(last), reason)


def _bound(latest: Day) -> int:
    """A window whose end nobody knows ends at its bound if it has one: to visit before that harms no one."""
    return ordinal(latest) or date.max.toordinal()


def _soonest(stop: Stop) -> tuple[int, str]:
    """Of several that must be over by the same day the order is the same, whatever the order of the files."""
    return stop.last, stop.item.id


def _fits(stop: Stop, group: list[Stop], graph: Graph, *, joint: bool) -> bool:
    if not joint and stop.item.id != group[0].item.id:
        return False
    # The stops come in the order of their last days: the first of a group is the one that must be over soonest.
    if stop.first > group[0].last or not all(one.inspection.joinable and one.earliest.day for one in (stop, *group)):
        return False
    before, name = graph.before[stop.item.id], stop.item.id
    return not any(one.item.id in before or name in graph.before[one.item.id] for one in group)


def _visit(request: Request, number: int, stops: list[Stop]) -> PlannedVisit:
    return PlannedVisit(
        id=f"visit-{number}",
        items=_once(stop.item.id for stop in stops),
        inspections=tuple(stop.inspection.id for stop in stops),
        agencies=_once(stop.item.agency for stop in stops),
        points=_once(point for stop in stops for point in stop.inspection.points),
        officers=max(stop.inspection.officers for stop in stops),
        earliest=max(stops, key=lambda stop: stop.first).earliest,
        latest=stops[0].latest,
        reasons=tuple(_reasons(request, stops)),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _reasons(request: Request, stops: list[Stop]) -> Iterator[Reason]:
    for stop in stops:
        named = {"item": stop.item.id, "inspection": stop.inspection.id}
        yield because("visit.inspection", **named, source=stop.inspection.source)
        judged = request.judge(stop.inspection.when)
        if judged.holds is None and stop.inspection.when is not None:
            yield because("visit.open", **named, when=stop.inspection.when, questions=", ".join(judged.open))
        if not stop.inspection.joinable:
            yield because("visit.not_joinable", **named)
    yield stops[0].reason
    items = _once(stop.item.id for stop in stops)
    if len(items) > 1:
        yield because("visit.joined", items=", ".join(items))
