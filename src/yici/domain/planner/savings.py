"""What the matter costs the applicant, before (each item alone, one after another, as published) against after.

Every figure is counted from the same lines that the plan shows; nothing is weighted. What nobody has published is named
in `unknown` and left out of the sum on both sides.
"""

from collections.abc import Iterator
from dataclasses import replace

from yici.domain.burden import Burden, LeverEffect, Savings
from yici.domain.planner.course import run_course
from yici.domain.planner.graph import Circle
from yici.domain.planner.papers import paper_count
from yici.domain.planner.reasons import because
from yici.domain.planner.schedule import Span
from yici.domain.planner.work import Work
from yici.domain.policy import LEVERS, Lever, Policy
from yici.domain.reason import Reason
from yici.domain.vocabulary import UNNAMED
from yici.domain.workdays import Calendar

NOTHING = Policy(**dict.fromkeys(LEVERS, False))
UNCOUNTED = Burden(
    steps=None, papers=None, fields=None, days=None, visits=None, departments=None, inspections=None, later=None,
    unknown=(because("burden.items_unknown"),),
)  # fmt: skip


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
    """This will count the burden under one policy; of a matter whose items nobody names, nothing can be counted."""
    if not work.request.bundle.items:
        return UNCOUNTED
    merged, reuse = policy.merged_form, policy.reuse
    handed_in = (merged, reuse, policy.tolerance, policy.commitment)
    steps = work.once(("steps", merged), lambda: _steps(work, policy))
    visits = work.once(("visited", *handed_in), lambda: _visits(work, policy))
    papers, later = work.once(("counted", *handed_in), lambda: _papers(work, policy))
    bodies = work.once(("bodies", merged), lambda: _departments(work, policy))
    days, inspections = _dated(work, policy)
    return Burden(
        steps=steps[0],
        papers=papers,
        fields=work.once(("fields", merged, reuse), lambda: _fields(work, policy)),
        days=days[0],
        visits=visits[0],
        departments=bodies[0],
        inspections=inspections,
        later=later,
        unknown=(
            *steps[1], *days[1], *visits[1], *bodies[1],
            *work.once(("left_out", *handed_in), lambda: _left_out(work, policy)),
        ),
    )  # fmt: skip


Figure = tuple[int | None, tuple[Reason, ...]]


def _summed(known: dict[str, int | None], code: str) -> Figure:
    unknown = tuple(because(code, item=item) for item, figure in known.items() if figure is None)
    figures = [figure for figure in known.values() if figure is not None]
    return (sum(figures) if figures or not known else None), unknown


def _fields(work: Work, policy: Policy) -> int:
    return sum([line.asked and not line.maybe for line in work.form(policy)])


def _papers(work: Work, policy: Policy) -> tuple[int, int]:
    """Count the papers to be handed in, and those of them that may come later."""
    lines = work.papers(policy)
    return paper_count(lines), sum([line.counts and line.how == "deferrable" for line in lines])


def _steps(work: Work, policy: Policy) -> Figure:
    """Sum the published steps. Handed in together, the items share their first step, the acceptance."""
    known = {item.id: work.request.facts(item.id).steps for item in work.chosen.applying}
    total, unknown = _summed(known, "burden.steps_unknown")
    counted = sum(1 for steps in known.values() if steps)
    if total is not None and policy.merged_form and counted:
        total -= counted - 1
    return total, unknown


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
    known = {item.id: work.request.facts(item.id).visits_alone for item in work.chosen.applying}
    return _summed(known, "burden.visits_unknown")


def _dated(work: Work, policy: Policy) -> tuple[Figure, int | None]:
    """Give days and inspections; a circle that only the levers switched off had opened leaves both unknown."""
    try:
        days = work.once(("days", policy.parallel, policy.commitment), lambda: _days(work, policy))
        return days, len(work.visits(policy))
    except Circle as circle:
        # The circle names its first item again at its end; whoever is told who waits for whom needs each once.
        return (None, (because("burden.circle", items=", ".join(dict.fromkeys(circle.items))),)), None


def _days(work: Work, policy: Policy) -> Figure:
    """Count the working days up to the finish; without a date for it, add up the limits along the longest way."""
    timeline = work.timeline(policy)
    if timeline.finish.day is not None:
        return work.request.calendar.count(work.request.start, timeline.finish.day), ()
    lengths = {item: _length(span, work.request.calendar) for item, span in timeline.spans.items()}
    unknown = tuple(because("burden.days_unknown", item=item) for item, length in lengths.items() if length is None)
    return (_longest(work, policy, lengths) if len(unknown) < len(lengths) else None), unknown


def _longest(work: Work, policy: Policy, lengths: dict[str, int | None]) -> int:
    course = run_course(
        work.graph(policy), 0, max, lambda item, start: start + (lengths[item] or 0), serial=not policy.parallel
    )
    return max((stage.ends for stage in course.values()), default=0)


def _length(span: Span, calendar: Calendar) -> int | None:
    """Count the working days of one approval; without dates, only a limit in working days says how many."""
    if span.starts.day is not None and span.ready.day is not None:
        return calendar.count(span.starts.day, span.ready.day)
    promised = span.limits.promised
    if promised is None or promised.limit.unit not in ("on_the_spot", "working_day"):
        return None
    return promised.limit.amount


def _departments(work: Work, policy: Policy) -> Figure:
    """Count the one window, else the bodies that the sources name: how many the unnamed ones are, nobody knows."""
    items = work.chosen.applying
    if policy.merged_form:
        return min(1, len(items)), ()
    unknown = tuple(because("burden.departments_unknown", item=item.id) for item in items if item.agency == UNNAMED)
    named = {item.agency for item in items} - {UNNAMED}
    return (len(named) if named or not items else None), unknown


def _left_out(work: Work, policy: Policy) -> tuple[Reason, ...]:
    return tuple(_unsure(work, policy))


def _unsure(work: Work, policy: Policy) -> Iterator[Reason]:
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
