"""The planner: from a bundle, a place, answers, holdings and a policy to one plan with a reason for every line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yici.domain.burden import Burden
from yici.domain.catalogue import Catalogue
from yici.domain.item import Item
from yici.domain.plan import AnswerValue, Day, Plan
from yici.domain.planner.approvals import plan_schedule
from yici.domain.planner.choose import choose_items, open_questions, planned_items
from yici.domain.planner.digests import digests_of
from yici.domain.planner.form import merged_form
from yici.domain.planner.reasons import REASONS, because
from yici.domain.planner.request import Request, make_request
from yici.domain.planner.savings import measure, plan_savings
from yici.domain.planner.signers import planned_signers
from yici.domain.planner.tolerance import within_promises
from yici.domain.planner.work import Work
from yici.domain.policy import Holdings, Policy
from yici.domain.reason import Reason
from yici.domain.workdays import Calendar

__all__ = ["REASONS", "Measured", "make_plan", "measure_plan"]
ALL_ON = Policy()
NOTHING_HELD = Holdings()


@dataclass(frozen=True, slots=True)
class Measured:
    """What a plan comes to: how many items apply, the burden, and when the last of those is done."""

    items: int
    burden: Burden
    finish: Day


def measure_plan(
    catalogue: Catalogue,
    *,
    bundle: str,
    place: str,
    answers: Mapping[str, AnswerValue],
    calendar: Calendar,
    start: date,
) -> Measured:
    """This will measure the plan of somebody who holds nothing, all reforms on, without making it: some ten times as
    quick, for whoever needs thousands. Raises what `make_plan` raises."""
    request = make_request(
        catalogue, bundle=bundle, place=place, answers=answers, holdings=NOTHING_HELD, calendar=calendar, start=start
    )
    work = Work(request, choose_items(request))
    return Measured(len(work.chosen.applying), measure(work, ALL_ON), work.timeline(ALL_ON).finish)


def make_plan(
    catalogue: Catalogue,
    *,
    bundle: str,
    place: str,
    answers: Mapping[str, AnswerValue],
    holdings: Holdings,
    policy: Policy,
    calendar: Calendar,
    start: date,
) -> Plan:
    """This will plan one matter: which items, one form, one list of papers, who waits for whom, dates, visits, savings.

    `start` is the day of submission. Only items that surely apply are planned; those that hang on an open question are
    listed with `applies` None. Raises NotFound("bundle.not_found" | "place.not_found"), Invalid("answers.invalid") with
    every fault, Refused("plan.circle") naming the circle.
    """
    request = make_request(
        catalogue, bundle=bundle, place=place, answers=answers, holdings=holdings, calendar=calendar, start=start
    )
    return _planned(request, policy)


def _planned(request: Request, policy: Policy) -> Plan:
    chosen = choose_items(request)
    work = Work(request, chosen)
    graph, timeline, visits = work.graph(policy), work.timeline(policy), work.visits(policy)
    schedule = plan_schedule(request, graph, timeline, work.committed(policy), visits, work.finish(policy))
    return Plan(
        bundle=request.bundle.id,
        name=request.bundle.name,
        name_en=request.bundle.name_en or request.bundle.name,
        place=request.place,
        answers=request.answers,
        policy=policy,
        digests=digests_of(request),
        questions=open_questions(request, chosen),
        items=planned_items(chosen, _notes(work, policy)),
        form=merged_form(request, work.form(policy)),
        materials=within_promises(work.stack(policy).word(request.judge), schedule.approvals),
        graph=graph.dependencies,
        circles=graph.circles,
        schedule=schedule,
        trips=work.trips(policy),
        savings=plan_savings(work, policy),
        signers=planned_signers(request, tuple(chosen.applying)),
    )


def _notes(work: Work, policy: Policy) -> dict[str, tuple[Reason, ...]]:
    """Collect what the other parts of the plan have to say about each item that applies."""
    needs, committed = work.graph(policy).notes, work.committed(policy)
    return {
        item.id: (*needs[item.id], *_variant(work.request, item, committed), *_held(work.request, item), *_gaps(item))
        for item in work.chosen.applying
    }


def _variant(request: Request, item: Item, committed: frozenset[str]) -> tuple[Reason, ...]:
    if item.commitment is None:
        return ()
    if item.id in committed:
        return (because("item.committed", source=item.commitment.source),)
    judged = request.judge(item.commitment.when)
    if judged.holds is None and item.commitment.when is not None:
        questions = ", ".join(judged.open)
        return (because("item.commitment_open", when=item.commitment.when, questions=questions),)
    return ()


def _held(request: Request, item: Item) -> tuple[Reason, ...]:
    """Whether a licence held serves here, too (a second shop), only the applicant can say: the item stays."""
    held = (licence for licence in item.gives if licence in request.holdings.licences)
    return tuple(because("item.licence_held", licence=licence) for licence in held)


def _gaps(item: Item) -> tuple[Reason, ...]:
    return () if item.materials_complete else (because("materials.incomplete"),)
