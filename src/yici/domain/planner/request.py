"""What a plan is asked about: the definitions looked up, the answers checked, and the judge of conditions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue
from yici.domain.division import is_code
from yici.domain.error import NotFound
from yici.domain.item import Question
from yici.domain.place import PlaceDefinition
from yici.domain.plan import AnswerValue
from yici.domain.planner.answers import checked
from yici.domain.planner.facts import ItemFacts, facts_of
from yici.domain.planner.judge import Judge
from yici.domain.planner.prepared import Prepared, prepare
from yici.domain.policy import Holdings
from yici.domain.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Request:
    """One request for a plan. `counts` says how many fill a role where more than one does. `local` is what holds at the
    place by its definition and those above it."""

    catalogue: Catalogue
    prepared: Prepared
    bundle: Bundle
    place: str
    local: PlaceDefinition
    questions: Mapping[str, Question]
    answers: dict[str, AnswerValue]
    holdings: Holdings
    calendar: Calendar
    start: date
    judge: Judge
    counts: dict[str, int]
    settled: Mapping[str, ItemFacts]

    def facts(self, item: str) -> ItemFacts:
        """Give what holds of an item at the place."""
        return self.settled[item]

    def calendar_of(self, item: str) -> Calendar:
        """Give the calendar that an item's limits run on: that of the place where it is handled."""
        handled = self.facts(item).seat.place
        return self.calendar if handled == self.place else self._calendar_at(handled)

    def _calendar_at(self, place: str) -> Calendar:
        names = self.prepared.calendar_names(place)
        if names == self.prepared.calendar_names(self.place):
            return self.calendar
        return self.prepared.calendar(names) or self.calendar


def make_request(
    catalogue: Catalogue,
    *,
    bundle: str,
    place: str,
    answers: Mapping[str, AnswerValue],
    holdings: Holdings,
    calendar: Calendar,
    start: date,
) -> Request:
    """This will look up and check what a plan is asked about.

    Raises NotFound("bundle.not_found" | "place.not_found"), Invalid("answers.invalid").
    """
    found = catalogue.bundles.get(bundle)
    if found is None:
        raise NotFound("bundle.not_found", bundle=bundle, remedy="Choose a bundle of the published catalogue.")
    prepared = prepare(catalogue, bundle)
    # 3308 is no place, though the city's code begins so.
    local = prepared.place(place) if is_code(place) else None
    if local is None:
        raise NotFound("place.not_found", place=place, remedy="Choose a place that has a published definition.")
    questions = prepared.questions
    sound = checked(answers, questions)
    return Request(
        catalogue=catalogue,
        prepared=prepared,
        bundle=found,
        place=place,
        local=local,
        questions=questions,
        answers=sound,
        holdings=holdings,
        calendar=calendar,
        start=start,
        judge=Judge(questions, sound),
        counts=_counts(found, sound),
        settled=facts_of(prepared, place),
    )


def _counts(bundle: Bundle, answers: Mapping[str, AnswerValue]) -> dict[str, int]:
    """Say how many fill each role that several fill; while that is not answered, the first."""
    said = {one.role: answers.get(one.count) for one in bundle.subjects}
    return {role: number for role, number in said.items() if isinstance(number, int) and number > 1}
