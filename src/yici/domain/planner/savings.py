"""What the matter costs the applicant, before (each item alone, one after another, as published) against after.

Every figure is counted from the same lines that the plan shows; nothing is weighted. What nobody has published is named
in `unknown` and left out of the sum on both sides.
"""

from collections.abc import Iterator
from dataclasses import replace

from yici.domain.clock import Limit
from yici.domain.fact import settle
from yici.domain.item import Item
from yici.domain.plan import Burden, LeverEffect, Savings
from yici.domain.planner.limits import by_id
from yici.domain.planner.papers import paper_count
from yici.domain.planner.reasons import because
from yici.domain.planner.work import Work
from yici.domain.policy import LEVERS, Lever, Policy
from yici.domain.reason import Reason

NOTHING = Policy(**dict.fromkeys(LEVERS, False))


def plan_savings(work: Work, policy: Policy) -> Savings:
    """This will measure all levers off, the policy, the policy without each lever, and each lever switched on in turn.
    A lever that the policy has off stays off throughout, so that the last step is always the policy itself."""
    effects = []
    upto = NOTHING
    for lever in LEVERS:
        upto = _with(upto, lever, getattr(policy, lever))
        effects.append(LeverEffect(lever, measure(work, _with(policy, lever, False)), measure(work, upto)))
    return Savings(before=measure(work, NOTHING), after=measure(work, policy), levers=tuple(effects))


def _with(policy: Policy, lever: Lever, on: bool) -> Policy:
    return replace(policy, **{lever: on})


def measure(work: Work, policy: Policy) -> Burden:
    """This will count the burden under one policy."""
    fields, lines = work.form(policy), work.papers(policy)
    steps, days, visits = _steps(work, policy), _days(work, policy), _visits(work, policy)
    return Burden(
        steps=steps[0],
        papers=paper_count(lines),
        fields=sum(line.asked and not line.maybe for line in fields),
        days=days[0],
        visits=visits[0],
        departments=_departments(work, policy),
        inspections=len(work.visits(policy)),
        later=sum(line.counts and line.how == "deferrable" for line in lines),
        unknown=(*steps[1], *days[1], *visits[1], *_left_out(work, policy)),
    )


Figure = tuple[int | None, tuple[Reason, ...]]


def _summed(known: dict[str, int | None], code: str) -> Figure:
    unknown = tuple(because(code, item=item) for item, figure in known.items() if figure is None)
    figures = [figure for figure in known.values() if figure is not None]
    return (sum(figures) if figures or not known else None), unknown


def _steps(work: Work, policy: Policy) -> Figure:
    """Sum the published steps. Handed in together, the items share their first step, the acceptance."""
    known = {item.id: _published_steps(work, item) for item in work.chosen.applying}
    total, unknown = _summed(known, "burden.steps_unknown")
    counted = sum(1 for steps in known.values() if steps)
    if total is not None and policy.merged_form and counted:
        total -= counted - 1
    return total, unknown


def _published_steps(work: Work, item: Item) -> int | None:
    settled = settle(item.steps, by_id(item.sources), work.request.place)
    return len(settled.value) if settled else None


def _visits(work: Work, policy: Policy) -> Figure:
    """Count the trips of the one window; without it, the visits published for each item handled alone."""
    if policy.merged_form:
        trips = work.trips(policy)
        doubts = {reason.params["item"] for trip in trips for reason in trip.reasons if "item" in reason.params}
        unsure = any(not trip.sure for trip in trips)
        unknown = tuple(because("burden.visits_unknown", item=item.id) for item in work.chosen.applying)
        return sum(trip.sure for trip in trips), tuple(
            one for one in unknown if unsure and one.params["item"] in doubts
        )
    known = {}
    for item in work.chosen.applying:
        settled = settle(item.visits_alone, by_id(item.sources), work.request.place)
        known[item.id] = settled.value if settled else None
    return _summed(known, "burden.visits_unknown")


def _days(work: Work, policy: Policy) -> Figure:
    """Count the working days up to the finish; without a date for it, add up the limits along the longest way."""
    timeline = work.timeline(policy)
    unknown = tuple(
        because("burden.days_unknown", item=item)
        for item, span in timeline.spans.items()
        if span.limits.promised is None
    )
    if timeline.finish.day is not None:
        return work.request.calendar.count(work.request.start, timeline.finish.day), unknown
    return _longest(work, policy), unknown


def _longest(work: Work, policy: Policy) -> int | None:
    graph, timeline = work.graph(policy), work.timeline(policy)
    ends: dict[str, int] = {}
    known = False
    for item in graph.order:
        promised = timeline.spans[item.id].limits.promised
        length = _working_days(promised.limit) if promised else None
        known = known or length is not None
        before = graph.waits[item.id] if policy.parallel else tuple(ends)
        start = max((ends[name] for name in before), default=0)
        ends[item.id] = max([start + (length or 0), *(ends[name] for name in graph.joins[item.id])])
    return max(ends.values(), default=0) if known else None


def _working_days(limit: Limit) -> int | None:
    """Only limits in working days can be added without a calendar."""
    return limit.amount if limit.unit in ("on_the_spot", "working_day") else None


def _departments(work: Work, policy: Policy) -> int:
    agencies = {item.agency for item in work.chosen.applying}
    return min(1, len(agencies)) if policy.merged_form else len(agencies)


def _left_out(work: Work, policy: Policy) -> Iterator[Reason]:
    for item in work.chosen.applying:
        if not item.materials_complete:
            yield because("burden.materials_incomplete", item=item.id)
    for item in work.chosen.maybe:
        yield because("burden.item_open", item=item.id)
    fields = sum(line.asked and line.maybe for line in work.form(policy))
    if fields:
        yield because("burden.fields_open", count=str(fields))
    papers = sum(line.handed_in and line.maybe for line in work.papers(policy))
    if papers:
        yield because("burden.papers_open", count=str(papers))
