"""What a plan is asked about: the definitions looked up, the answers checked, and the judge of conditions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue, questions_of
from yici.domain.error import NotFound
from yici.domain.fact import covers
from yici.domain.item import Item, Question
from yici.domain.place import PlaceDefinition
from yici.domain.plan import AnswerValue
from yici.domain.planner.answers import checked
from yici.domain.planner.judge import Judge
from yici.domain.policy import Holdings
from yici.domain.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Request:
    """One request for a plan. `local` is the definition of the place or of the nearest place above it."""

    catalogue: Catalogue
    bundle: Bundle
    place: str
    local: PlaceDefinition
    questions: Mapping[str, Question]
    answers: dict[str, AnswerValue]
    holdings: Holdings
    calendar: Calendar
    start: date
    judge: Judge

    @property
    def members(self) -> tuple[Item, ...]:
        """Every item of the bundle, in its order."""
        return tuple(self.catalogue.items[member.item] for member in self.bundle.items)


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
    questions = questions_of(catalogue, found)
    sound = checked(answers, questions)
    return Request(
        catalogue=catalogue,
        bundle=found,
        place=place,
        local=_local(catalogue.places, place),
        questions=questions,
        answers=sound,
        holdings=holdings,
        calendar=calendar,
        start=start,
        judge=Judge(questions, sound),
    )


def _local(places: Mapping[str, PlaceDefinition], place: str) -> PlaceDefinition:
    exact = places.get(place)
    above = [known for code, known in places.items() if covers(code, place)] if exact is None else [exact]
    if not above:
        raise NotFound("place.not_found", place=place, remedy="Choose a place that has a published definition.")
    return max(above, key=lambda known: (len(known.code.rstrip("0")), known.code))
