"""Each approval with everything that the case machine needs of its definitions."""

from collections.abc import Iterable

from yici.domain.clock import Limit
from yici.domain.fact import Fact, Source, settle
from yici.domain.item import Item
from yici.domain.place import LocalItem
from yici.domain.plan import PlannedApproval, PlannedVisit, Schedule
from yici.domain.planner.graph import Graph
from yici.domain.planner.limits import by_id
from yici.domain.planner.request import Request
from yici.domain.planner.schedule import Timeline
from yici.domain.planner.visits import inspections_of
from yici.domain.regime import Regime


def plan_schedule(
    request: Request,
    graph: Graph,
    timeline: Timeline,
    committed: frozenset[str],
    visits: tuple[PlannedVisit, ...],
) -> Schedule:
    """This will word the timeline: the approvals in the order of the bundle, the visits, the finish."""
    members = [item for item in request.prepared.items.values() if item.id in timeline.spans]
    return Schedule(
        start=request.start,
        calendar=request.calendar.name,
        approvals=tuple(_approval(request, item, graph, timeline, committed) for item in members),
        visits=visits,
        finish=timeline.finish,
        critical=timeline.critical,
    )


def _approval(
    request: Request, item: Item, graph: Graph, timeline: Timeline, committed: frozenset[str]
) -> PlannedApproval:
    span, regime = timeline.spans[item.id], request.catalogue.regimes[item.regime]
    local = request.local.items.get(item.id, LocalItem())
    commitment = item.commitment if item.id in committed else None
    inspections = inspections_of(request, item, committed)
    return PlannedApproval(
        item=item.id,
        name=item.name,
        name_en=item.name_en or item.name,
        agency=item.agency,
        body=local.body or request.local.agencies.get(item.agency),
        regime=regime.id,
        counted_from=item.counted_from or regime.counted_from,
        outcomes=regime.outcomes,
        needs=graph.waits[item.id],
        gives=item.gives,
        correction_window=_limit(regime.correction.window, regime.sources, request.place),
        missed=regime.correction.missed,
        reply=_reply(item, regime, request.place),
        legal=span.limits.legal,
        promised=span.limits.promised,
        delivery=_limit(regime.delivery, regime.sources, request.place),
        inspections=tuple(visit.id for visit in inspections),
        officers=max((visit.officers for visit in inspections), default=0),
        committed=commitment is not None,
        told=commitment.told if commitment else (),
        verification=_limit(commitment.verification, item.sources, request.place) if commitment else None,
        basis=tuple((basis.law, basis.article) for basis in item.basis),
        remedies=_text(regime, request.place),
        starts=span.starts,
        promised_by=span.promised_by,
        legal_by=span.legal_by,
        critical=item.id in timeline.critical,
        gaps=item.gaps,
        digest=request.catalogue.digests.get(f"item:{item.id}", ""),
        reasons=span.reasons,
    )


def _limit(fact: Fact[Limit], sources: Iterable[Source], place: str) -> Limit | None:
    settled = settle(fact, by_id(sources), place)
    return settled.value if settled else None


def _reply(item: Item, regime: Regime, place: str) -> Limit | None:
    return _limit(item.reply_period, item.sources, place) or _limit(regime.correction.reply, regime.sources, place)


def _text(regime: Regime, place: str) -> str | None:
    settled = settle(regime.remedies, by_id(regime.sources), place)
    return settled.value if settled else None
