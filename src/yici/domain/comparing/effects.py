"""What a change does to plans: every matter that it touches is planned before and after, with representative answers.

Bounded: at most MOST_ANSWERS sets of answers a matter, MOST_PLACES places and MOST_PLANS plans in all; what was tried
stands in the result, so that nobody takes a sample for everything.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date
from typing import Final

from yici.domain.catalogue import Catalogue, calendar_names, calendar_of, questions_of
from yici.domain.comparing.sampling import Answers, Sample, sample
from yici.domain.comparing.touched import conditions_of, days_of, places_of, touched_bundles
from yici.domain.error import NotFound, YiciError
from yici.domain.item import Question
from yici.domain.plan import AnswerValue
from yici.domain.planner import Measured, measure_plan
from yici.domain.planner.answers import fitting
from yici.domain.workdays import Calendar

MOST_ANSWERS: Final = 24
FEWEST_ANSWERS: Final = 4
MOST_PLACES: Final = 12
MOST_PLANS: Final = 6000
MEASURES: Final = ("items", "papers", "fields", "steps", "days", "visits", "departments", "inspections")
Progress = Callable[[int, int], object]
"""Called after each bundle with how many are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One plan that was tried: where, handed in on which day, with which answers; before and after as figures.

    Empty figures where it could not be planned; `refused` says by which code.
    """

    place: str
    start: date
    answers: dict[str, AnswerValue]
    before: dict[str, int] = default(default_factory=dict)
    after: dict[str, int] = default(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far one measure moves: by `least` in one plan to `most` in another, with those two plans; `plans` move at
    all."""

    measure: str
    least: int
    most: int
    at_least: Instance
    at_most: Instance
    plans: int


@dataclass(frozen=True, slots=True)
class Events:
    """What happened to some plans: how many, and the first of them."""

    plans: int
    first: Instance


@dataclass(frozen=True, slots=True)
class BundleEffect:
    """What a change does to one matter. `plans` were tried, of which `changed` come to something else.

    `refused` cannot be planned any more (a circle), `opened` can at last; `undated` have lost the date of their end,
    `dated` found one. `standing`: the matter is new, gone, or neither.
    """

    bundle: str
    standing: str
    places: tuple[str, ...]
    places_all: int
    days: tuple[date, ...]
    answers: int
    options: tuple[int, int]
    pairs: tuple[int, int]
    plans: int
    changed: int
    spreads: tuple[Spread, ...] = ()
    refused: Events | None = None
    opened: Events | None = None
    undated: Events | None = None
    dated: Events | None = None


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change does to all matters that it touches, of all that there are; `most` are the bounds that held."""

    start: date
    bundles: tuple[BundleEffect, ...]
    bundles_all: int
    most: dict[str, int]


def effects_of(old: Catalogue, new: Catalogue, *, start: date, progress: Progress | None = None) -> Effects:
    """This will plan every touched matter under both states, handed in on `start` and on the days on which an item of
    it changes its standing, and sum up what became different."""
    touched = touched_bundles(old, new)
    answers = _answers_each(old, new, touched, start)
    found = []
    for number, name in enumerate(touched, 1):
        found.append(_Matter(old, new, name, start).effect(answers))
        if progress:
            progress(number, len(touched))
    bounds = {"answers": answers, "places": MOST_PLACES, "plans": MOST_PLANS}
    return Effects(start, tuple(found), len(old.bundles.keys() | new.bundles.keys()), bounds)


def _answers_each(old: Catalogue, new: Catalogue, touched: tuple[str, ...], start: date) -> int:
    places = min(MOST_PLACES, len(old.places.keys() | new.places.keys()))
    cells = sum(places * len(days_of(old, new, name, start)) for name in touched)
    return max(FEWEST_ANSWERS, min(MOST_ANSWERS, MOST_PLANS // cells)) if cells else MOST_ANSWERS


@dataclass(frozen=True, slots=True)
class _Tried:
    at: Instance
    before: Measured | None
    after: Measured | None


class _Matter:
    """One touched bundle under both states."""

    def __init__(self, old: Catalogue, new: Catalogue, bundle: str, start: date) -> None:
        self.bundle = bundle
        self.sides = (_Side(old, bundle), _Side(new, bundle))
        self.places_all = places_of(old, new, bundle)
        self.places = self.places_all[:MOST_PLACES]
        self.days = days_of(old, new, bundle, start)

    def effect(self, most: int) -> BundleEffect:
        """Try it, and sum up."""
        chosen = self._sample(most)
        tried = list(self._tried(chosen))
        changed = [one for one in tried if _figures(one.before) != _figures(one.after)]
        return BundleEffect(
            bundle=self.bundle,
            standing=self._standing(),
            places=self.places,
            places_all=len(self.places_all),
            days=self.days,
            answers=len(chosen.answers),
            options=(chosen.options_tried, chosen.options),
            pairs=(chosen.pairs_tried, chosen.pairs),
            plans=len(tried),
            changed=len(changed),
            spreads=tuple(_spreads(tried)),
            refused=_events(one for one in tried if one.before and not one.after),
            opened=_events(one for one in tried if one.after and not one.before),
            undated=_events(one for one in tried if _dated(one.before) and one.after and not _dated(one.after)),
            dated=_events(one for one in tried if _dated(one.after) and one.before and not _dated(one.before)),
        )

    def _standing(self) -> str:
        old, new = (side.there for side in self.sides)
        return "" if old and new else "new" if new else "gone"

    def _sample(self, most: int) -> Sample:
        questions: dict[str, Question] = {}
        conditions: list[str] = []
        for side in self.sides:
            questions |= side.questions
            conditions += side.conditions
        return sample(questions, conditions, most)

    def _tried(self, chosen: Sample) -> Iterator[_Tried]:
        for place in self.places:
            for day in self.days:
                seen: set[str] = set()
                for answers in chosen.answers:
                    # Answers that differ only in what neither state asks are one.
                    asked = [fitting(answers, side.questions) for side in self.sides]
                    if repr(asked) not in seen:
                        seen.add(repr(asked))
                        yield self._try(place, day, answers, asked)

    def _try(self, place: str, day: date, answers: Answers, asked: list[Answers]) -> _Tried:
        before, _ = self.sides[0].measured(place, day, asked[0])
        after, refused = self.sides[1].measured(place, day, asked[1])
        shown = asked[1] if self.sides[1].there else asked[0]
        told = Instance(place, day, dict(shown), _figures(before), _figures(after), refused if before else "")
        return _Tried(told, before, after)


class _Side:
    """One bundle in one state."""

    def __init__(self, catalogue: Catalogue, bundle: str) -> None:
        self.catalogue = catalogue
        self.bundle = bundle
        self.there = bundle in catalogue.bundles
        self.questions = questions_of(catalogue, catalogue.bundles[bundle]) if self.there else {}
        self.conditions = list(conditions_of(catalogue, bundle)) if self.there else []
        self._calendars: dict[tuple[str, ...], Calendar | None] = {}

    def measured(self, place: str, day: date, answers: Answers) -> tuple[Measured | None, str]:
        """Measure one plan, or say by which code it is refused."""
        try:
            made = measure_plan(
                self.catalogue, bundle=self.bundle, place=place, answers=answers, calendar=self._calendar(place),
                start=day,
            )  # fmt: skip
        except YiciError as error:
            return None, error.code
        return made, ""

    def _calendar(self, place: str) -> Calendar:
        names = calendar_names(self.catalogue, place)
        if names not in self._calendars:
            self._calendars[names] = calendar_of(self.catalogue, names)
        found = self._calendars[names]
        if found is None:
            raise NotFound("calendar.none", place=place, remedy="write a year of a calendar that the place names")
        return found


def _figures(made: Measured | None) -> dict[str, int]:
    """What a plan comes to, by measure; what is not known is left out."""
    if made is None:
        return {}
    found = {"items": made.items, **{name: getattr(made.burden, name) for name in MEASURES[1:]}}
    return {name: figure for name, figure in found.items() if figure is not None}


def _dated(made: Measured | None) -> bool:
    return made is not None and made.finish.day is not None


def _events(some: Iterator[_Tried]) -> Events | None:
    found = [one.at for one in some]
    return Events(len(found), found[0]) if found else None


def _spreads(tried: list[_Tried]) -> Iterator[Spread]:
    for measure in MEASURES:
        known = [one.at for one in tried if measure in one.at.before and measure in one.at.after]
        moved = [at for at in known if _moved(at, measure)]
        if moved:
            least = min(known, key=lambda at: _moved(at, measure))
            most = max(known, key=lambda at: _moved(at, measure))
            yield Spread(measure, _moved(least, measure), _moved(most, measure), least, most, len(moved))


def _moved(at: Instance, measure: str) -> int:
    return at.after[measure] - at.before[measure]
