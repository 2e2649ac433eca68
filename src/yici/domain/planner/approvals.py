"""Each approval with everything that the case machine needs of its definitions."""

from collections.abc import Iterator

from yici.domain.clock import Limit
from yici.domain.item import Item
from yici.domain.plan import Day, PlannedApproval, PlannedOpinion, PlannedProcedure, PlannedVisit, Schedule
from yici.domain.planner.graph import Graph
from yici.domain.planner.limits import told
from yici.domain.planner.reasons import because
from yici.domain.planner.request import Request
from yici.domain.planner.schedule import Timeline
from yici.domain.planner.visits import inspections_of


def plan_schedule(
    request: Request,
    graph: Graph,
    timeline: Timeline,
    committed: frozenset[str],
    visits: tuple[PlannedVisit, ...],
    finish: Day,
) -> Schedule:
    """This will word the timeline: the approvals in the order of the bundle, the visits, the finish."""
    members = [item for item in request.prepared.items.values() if item.id in timeline.spans]
    return Schedule(
        start=request.start,
        calendar=request.calendar.name,
        approvals=tuple(_approval(request, item, graph, timeline, committed) for item in members),
        visits=visits,
        finish=finish,
        critical=timeline.critical,
        joint=timeline.joint,
        joint_by=timeline.joint_by,
    )


def _approval(
    request: Request, item: Item, graph: Graph, timeline: Timeline, committed: frozenset[str]
) -> PlannedApproval:
    span, facts = timeline.spans[item.id], request.facts(item.id)
    commitment = item.commitment if item.id in committed else None
    inspections = inspections_of(request, item, committed)
    # Regimes that know no joint limit keep their own (Art. 42 speaks of licences only).
    joint = timeline.joint if facts.regime.joint.claims else None
    return PlannedApproval(
        item=item.id, name=item.name, name_en=item.name_en or item.name, agency=item.agency, body=facts.body,
        regime=item.regime, counted_from=item.counted_from or facts.regime.counted_from, outcomes=facts.regime.outcomes,
        needs=graph.waits[item.id], gives=item.gives, correction_window=facts.correction_window,
        missed=facts.regime.correction.missed, reply=facts.reply, legal=span.limits.legal,
        promised=span.limits.promised, delivery=facts.delivery, inspections=tuple([visit.id for visit in inspections]),
        officers=max([visit.officers for visit in inspections], default=0), committed=commitment is not None,
        told=commitment.told if commitment else (), verification=facts.verification if commitment else None,
        basis=tuple([(basis.law, basis.article) for basis in item.basis]), remedies=facts.remedies, starts=span.starts,
        promised_by=span.promised_by, legal_by=span.legal_by, critical=item.id in timeline.critical, gaps=item.gaps,
        digest=request.catalogue.digests.get(f"item:{item.id}", ""), reasons=span.reasons,
        stop_causes=facts.regime.stop_causes, extension=facts.joint_extension if joint else facts.extension,
        joins=graph.joins[item.id], joint=joint, opinion_by=None if span.ready == span.promised_by else span.ready,
        opinions=tuple(_opinions(request, item, facts.review)), procedures=tuple(_procedures(request, item)),
        local_causes=request.local.local_causes, unanswered=facts.regime.correction.unanswered,
        hearing=facts.regime.hearing, deciders=2 if item.two_deciders else 1, competent=facts.seat, term=facts.term,
        renewal=facts.renewal, technical=item.technical is not None,
        assign=facts.assignment if item.technical else None, limited=item.limited is not None,
    )  # fmt: skip


def _opinions(request: Request, item: Item, review: Limit | None) -> Iterator[PlannedOpinion]:
    """List what other departments are asked; silence counts as consent only where a text says so, and never when a
    lower body examines first. `review` is how long that may take where the item says nothing of its own."""
    sources = request.prepared.sources[item.id]
    for opinion in item.opinions:
        if request.judge(opinion.when).holds is False:
            continue
        within = told(opinion.within, sources, request.place)
        late = told(opinion.back_issue, sources, request.place)
        absence = None if opinion.review else opinion.absence
        basis = (absence.law, absence.article) if absence else None
        limit = within.limit if within else (review if opinion.review else None)
        silence = because("opinion.absence", law=basis[0], article=basis[1]) if basis else because("opinion.no_absence")
        asked = because("opinion.asked", agency=opinion.agency, source=opinion.source)
        yield PlannedOpinion(
            opinion.agency, opinion.about, limit, basis, (asked, silence), late.limit if late else None, opinion.review,
        )  # fmt: skip


def _procedures(request: Request, item: Item) -> Iterator[PlannedProcedure]:
    for one in item.special_procedures:
        if request.judge(one.when).holds is False:
            continue
        limit = told(one.limit, request.prepared.sources[item.id], request.place)
        reason = because("procedure.not_counted", cause=one.cause, source=one.source)
        yield PlannedProcedure(one.name, one.cause, limit.limit if limit else None, (reason,))
