"""The plan in words: what the plan page, the notice and its print show, with nothing left to decide in a template."""

from collections.abc import Iterable
from dataclasses import dataclass

from yici.catalogue import queries as catalogue_queries
from yici.domain.catalogue import Catalogue, place_at, questions_of
from yici.domain.place import PlaceDefinition
from yici.domain.plan import Plan
from yici.web import axis, dates
from yici.web.citizen.plan_page.approvals import Approval, Undecided, approval_words, undecided
from yici.web.citizen.plan_page.circles import Circle, circle_words
from yici.web.citizen.plan_page.lead import Lead, lead_words
from yici.web.citizen.plan_page.ledger import ORIGINS, Ledger, ledger_words
from yici.web.citizen.plan_page.papers import FORMS, HOW, Paper, paper_words
from yici.web.citizen.plan_page.savings import Savings, savings_words
from yici.web.citizen.plan_page.timeline import Stop, rows_of, stops_of
from yici.web.citizen.plan_page.visits import Trip, Visit, trip_words, visit_words
from yici.web.here import described
from yici.web.words import Names, worded

__all__ = ["FORMS", "HOW", "ORIGINS", "Page", "names_for", "plan_page"]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole plan in words."""

    name: str
    start: str
    lead: Lead
    ledger: Ledger
    approvals: tuple[Approval, ...]
    undecided: tuple[Undecided, ...]
    not_needed: tuple[Undecided, ...]
    to_bring: tuple[Paper, ...]
    not_to_bring: tuple[Paper, ...]
    circles: tuple[Circle, ...]
    visits: tuple[Visit, ...]
    trips: tuple[Trip, ...]
    savings: Savings
    hanging: dict[str, tuple[str, ...]]
    axis: axis.Axis
    stops: tuple[Stop, ...]


def names_for(catalogue: Catalogue, plan: Plan, places: Iterable[str] = ()) -> Names:
    """This will collect the names that a plan's reasons may use, and those of more `places`, by code."""
    bundle = catalogue.bundles[plan.bundle]
    cited = [
        bundle.sources,
        *(catalogue.items[planned.item].sources for planned in plan.items),
        *(regime.sources for regime in catalogue.regimes.values()),
        *(place.sources for place in places_of(catalogue, plan)),
    ]
    sources = {source.id: source for group in cited for source in group}
    return Names(catalogue, questions_of(catalogue, bundle), sources, dates.english(), _place_names(plan, places))


def places_of(catalogue: Catalogue, plan: Plan) -> list[PlaceDefinition]:
    """This will give what holds at the place of a plan, if anything does."""
    found = place_at(catalogue, plan.place)
    return [found] if found else []


def _place_names(plan: Plan, places: Iterable[str]) -> dict[str, str]:
    """The names of the places that handle an item for this one; mostly there is none, and nothing is asked."""
    seats = (one.competent for one in plan.schedule.approvals if one.competent)
    told = {*places, *(seat.place for seat in seats if seat.reason.params)}
    return {code: here.name for code, here in described(sorted(told)).items()} if told else {}


def plan_page(catalogue: Catalogue, plan: Plan) -> Page:
    """This will put a plan into words for a page."""
    names = names_for(catalogue, plan)
    approvals = tuple(approval_words(one, plan, names) for one in plan.schedule.approvals)
    visits = tuple(visit_words(visit, plan, names) for visit in plan.schedule.visits)
    papers = [(paper, paper_words(paper, names)) for paper in plan.materials]
    calendar = catalogue_queries.calendar_for(plan.place)
    return Page(
        name=names.name(catalogue.bundles[plan.bundle]),
        start=dates.day_text(plan.schedule.start),
        lead=lead_words(plan, names),
        ledger=ledger_words(plan, names),
        approvals=approvals,
        undecided=tuple(undecided(one, names) for one in plan.items if one.applies is None),
        not_needed=tuple(undecided(one, names) for one in plan.items if one.applies is False),
        to_bring=tuple(words for paper, words in papers if words.handed_in),
        not_to_bring=tuple(words for paper, words in papers if not words.handed_in),
        circles=tuple(circle_words(circle, names) for circle in plan.circles),
        visits=visits,
        trips=tuple(trip_words(trip, names) for trip in plan.trips),
        savings=savings_words(plan, names),
        hanging={one.id: tuple(worded(reason, names) for reason in one.reasons) for one in plan.questions},
        axis=axis.draw(plan, rows_of(plan, approvals, visits), calendar, dates.short_day),
        stops=stops_of(plan, approvals, visits, names),
    )
