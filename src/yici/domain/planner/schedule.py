"""When each approval starts and ends, on working days, and the path that sets the finish."""

from collections.abc import Iterable
from dataclasses import dataclass

from yici.domain.clock import Limit
from yici.domain.item import Item
from yici.domain.plan import Day
from yici.domain.planner.days import CLOCK_TIME, day_after, latest, ordinal
from yici.domain.planner.graph import Graph
from yici.domain.planner.limits import Limits
from yici.domain.planner.reasons import because
from yici.domain.planner.request import Request
from yici.domain.policy import Policy
from yici.domain.reason import Reason


@dataclass(frozen=True, slots=True)
class Span:
    """One approval on the time axis. `binding` is the item whose end lets it start, or holds its own end."""

    item: Item
    limits: Limits
    starts: Day
    promised_by: Day
    legal_by: Day
    binding: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All spans by item, givers first; the finish and the path that sets it."""

    spans: dict[str, Span]
    finish: Day
    critical: tuple[str, ...]


def make_timeline(request: Request, graph: Graph, committed: frozenset[str], policy: Policy) -> Timeline:
    """This will date every approval: taken as received and accepted on the day of submission, started when the last of
    its needs has its promised end; strictly one after another when `policy.parallel` is off."""
    spans: dict[str, Span] = {}
    previous: str | None = None
    for item in graph.order:
        serial = None if policy.parallel else previous
        spans[item.id] = _span(request, item, graph, spans, serial, item.id in committed)
        previous = item.id
    ends = [span.promised_by for span in spans.values()]
    finish = latest(ends) if ends else Day(request.start)
    return Timeline(spans, finish, _critical(spans))


def _span(
    request: Request, item: Item, graph: Graph, spans: dict[str, Span], serial: str | None, committed: bool
) -> Span:
    facts = request.facts(item.id)
    limits = facts.committed if committed else facts.ordinary
    before = dict.fromkeys((*graph.waits[item.id], *((serial,) if serial else ())))
    starts = latest(spans[name].promised_by for name in before) if before else Day(request.start)
    promised_by = _end(request, item, starts, limits.promised.limit if limits.promised else None)
    holding = [name for name in graph.joins[item.id] if _later(spans[name].promised_by, promised_by)]
    return Span(
        item=item,
        limits=limits,
        starts=starts,
        promised_by=latest([promised_by, *(spans[name].promised_by for name in holding)]),
        legal_by=_end(request, item, starts, limits.legal.limit if limits.legal else None),
        binding=_last(holding or before, spans),
        reasons=(*_start(request, item, graph, serial), *_ending(holding, limits), *limits.reasons),
    )


def _end(request: Request, item: Item, starts: Day, limit: Limit | None) -> Day:
    return day_after(starts, limit, request.calendar, item.id)


def _later(one: Day, other: Day) -> bool:
    return one.day is None or ordinal(one) > ordinal(other)


def _last(names: Iterable[str], spans: dict[str, Span]) -> str | None:
    return max(names, key=lambda name: _weight(spans[name]), default=None)


def _weight(span: Span) -> tuple[int, bool]:
    return ordinal(span.promised_by), span.promised_by.day is None


def _start(request: Request, item: Item, graph: Graph, serial: str | None) -> Iterable[Reason]:
    waited = [edge for edge in graph.dependencies if edge.item == item.id and edge.relaxed is None]
    for edge in waited:
        yield because("start.after", item=edge.needs, licence=edge.licence)
    if serial is not None:
        yield because("start.serial", item=serial)
    for reason in graph.notes[item.id]:
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


def _critical(spans: dict[str, Span]) -> tuple[str, ...]:
    path: list[str] = []
    name = _last(spans, spans)
    while name is not None:
        path.append(name)
        name = spans[name].binding
    return tuple(reversed(path))
