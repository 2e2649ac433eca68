"""When each approval starts and ends, on working days, and the path that sets the finish."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from yici.domain.clock import Limit
from yici.domain.item import Item
from yici.domain.plan import Day, Told
from yici.domain.planner.course import Stage, run_course
from yici.domain.planner.days import CLOCK_TIME, day_after, latest, ordinal
from yici.domain.planner.graph import Graph
from yici.domain.planner.joint import Joint, joint_of
from yici.domain.planner.limits import Limits
from yici.domain.planner.reasons import because
from yici.domain.planner.request import Request
from yici.domain.policy import Policy
from yici.domain.reason import Reason


@dataclass(frozen=True, slots=True)
class Span:
    """One approval on the time axis: its own work is done when `ready`, it is promised to be decided `promised_by`."""

    item: Item
    limits: Limits
    starts: Day
    ready: Day
    promised_by: Day
    legal_by: Day
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All spans by item, givers first; the finish and the path that sets it."""

    spans: dict[str, Span]
    finish: Day
    critical: tuple[str, ...]
    joint: Told | None
    joint_by: Day | None


def make_timeline(request: Request, graph: Graph, committed: frozenset[str], policy: Policy) -> Timeline:
    """This will date every approval: taken as received and accepted on the day of submission, started when the last of
    its needs has its promised end; strictly one after another when `policy.parallel` is off."""
    limits = {name: _limits(request, name, committed) for name in graph.items}

    joint = joint_of(request, graph.items, policy)

    def promised(name: str, starts: Day) -> Day:
        limit = limits[name].promised
        return day_after(starts, limit.limit if limit else None, request.calendar_of(name), name)

    def end(name: str, starts: Day) -> Day:
        return joint.end(name, starts, promised(name, starts)) if joint else promised(name, starts)

    course = run_course(graph, Day(request.start), latest, end, serial=not policy.parallel)
    order = list(course)
    spans = {
        name: _span(request, graph, course, name, limits[name], None if policy.parallel else _one_before(order, name))
        for name in course
    }
    if joint is not None:
        spans = {name: _jointly(span, joint, course[name], promised(name, span.starts)) for name, span in spans.items()}
    ends = [span.promised_by for span in spans.values()]
    finish = latest(ends) if ends else _nothing_ends(request)
    critical = _critical(graph, course, order, policy)
    return Timeline(spans, finish, critical, joint.told if joint else None, joint.by if joint else None)


def _nothing_ends(request: Request) -> Day:
    """Where no item applies all is done at once; where nobody names the items, no day is known."""
    if request.bundle.items:
        return Day(request.start)
    return Day(reason=because("schedule.items_unknown"))


def _jointly(span: Span, joint: Joint, stage: Stage[Day], promised: Day) -> Span:
    """Where joint handling was ordered, its one limit stands in place of those of regimes that know it (Art. 42)."""
    name = span.item.id
    reasons = (*span.reasons, *joint.reasons(name, stage, promised))
    return replace(span, legal_by=joint.by if joint.binds(name, stage) else span.legal_by, reasons=reasons)


def _limits(request: Request, name: str, committed: frozenset[str]) -> Limits:
    facts = request.facts(name)
    return facts.committed if name in committed else facts.ordinary


def _one_before(order: list[str], name: str) -> str | None:
    at = order.index(name)
    return order[at - 1] if at else None


def _span(
    request: Request, graph: Graph, course: dict[str, Stage[Day]], name: str, limits: Limits, serial: str | None
) -> Span:
    starts, ready, ends = course[name]
    holding = _holding(graph, course, name)
    return Span(
        item=graph.items[name],
        limits=limits,
        starts=starts,
        ready=ready,
        promised_by=ends,
        legal_by=_end(request, name, starts, limits.legal.limit if limits.legal else None),
        reasons=(*_start(request, name, graph, serial), *_ending(holding, limits), *limits.reasons),
    )


def _end(request: Request, item: str, starts: Day, limit: Limit | None) -> Day:
    return day_after(starts, limit, request.calendar_of(item), item)


def _holding(graph: Graph, course: dict[str, Stage[Day]], name: str) -> list[str]:
    """Name the items that hold the decision back: those of its circle, and those that it may not be decided before."""
    ready = course[name].ready
    inside = [one for one in graph.holds[name] if _later(course[one].ready, ready)]
    return inside + [one for one in graph.bounds[name] if _later(course[one].ends, ready)]


def _later(one: Day, other: Day) -> bool:
    return one.day is None or ordinal(one) > ordinal(other)


def _weight(day: Day) -> tuple[int, bool]:
    return ordinal(day), day.day is None


def _start(request: Request, name: str, graph: Graph, serial: str | None) -> Iterable[Reason]:
    waited = [edge for edge in graph.dependencies if edge.item == name and edge.relaxed is None]
    for edge in waited:
        code = "start.after_opinion" if edge.needs in graph.holds[name] else "start.after"
        yield because(code, item=edge.needs, licence=edge.licence)
    if serial is not None:
        yield because("start.serial", item=serial)
    for reason in graph.notes[name]:
        if reason.code in ("need.unmet", "need.may_be_given"):
            yield because("start.assumes_licence", licence=reason.params["licence"])
    if not waited and serial is None:
        yield because("start.accepted_on_submission", date=request.start.isoformat())


def _ending(holding: Iterable[str], limits: Limits) -> Iterable[Reason]:
    for name in holding:
        yield because("end.not_before", item=name)
    if limits.promised is not None and limits.promised.limit.unit in CLOCK_TIME:
        limit = limits.promised.limit
        yield because("end.hours_from_noon", amount=str(limit.amount), unit=limit.unit)


def _critical(graph: Graph, course: dict[str, Stage[Day]], order: list[str], policy: Policy) -> tuple[str, ...]:
    """Walk back from the last decision: to what holds it, then to what let that begin, and so on."""
    path: list[str] = []
    # Of several that end the last the same is named, whatever the order of the files.
    name = max(sorted(order), key=lambda one: _weight(course[one].ends), default=None)
    decided = True
    while name is not None:
        if name not in path:
            path.append(name)
        name, decided = _behind(graph, course, order, policy, name, decided)
    return tuple(reversed(path))


def _behind(
    graph: Graph, course: dict[str, Stage[Day]], order: list[str], policy: Policy, name: str, decided: bool
) -> tuple[str | None, bool]:
    """Name what an item's decision, or else its start, hangs on, and whether on the decision of that or its opinion."""
    holding = _holding(graph, course, name) if decided else []
    if holding:
        last = max(sorted(holding), key=lambda one: _weight(_reached(graph, course, name, one)))
        return last, last not in graph.holds[name]
    serial = None if policy.parallel else _one_before(order, name)
    before = dict.fromkeys((*graph.waits[name], *((serial,) if serial else ())))
    after = max(sorted(before), key=lambda one: _weight(_reached(graph, course, name, one)), default=None)
    return after, after is not None and after not in graph.holds[name]


def _reached(graph: Graph, course: dict[str, Stage[Day]], name: str, other: str) -> Day:
    return course[other].ready if other in graph.holds[name] else course[other].ends
