"""Filling an instance with history: what it takes is checked first, then days are made, by one process or several."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from yici.catalogue import queries as catalogue
from yici.demo.history.arrivals import arrivals, first_day
from yici.demo.history.behaviour import REALISTIC, Behaviour
from yici.demo.history.crew import Crew
from yici.demo.history.day import Made, Town, make_day
from yici.demo.history.offices import Staff
from yici.demo.history.spec import Spec
from yici.demo.history.wishes import wishes
from yici.domain.clock import legal_day, start_of_day
from yici.domain.error import Refused
from yici.people.queries.places import children

MORNING = timedelta(hours=10)
"""A history that ends earlier in the day has no arrivals on its last day."""
MOST_COUNTIES = 500
Progress = Callable[[Made], object]


@dataclass(slots=True)
class Filled:
    """What a fill came to. `stopped` counts by habit what a rule of the machine refused: none, if all habits fit."""

    cases: int = 0
    events: int = 0
    first: date | None = None
    until: datetime | None = None
    matters: int = 0
    stopped: Counter[str] = field(default_factory=Counter)

    def add(self, made: Made) -> None:
        """This will count a batch."""
        self.cases += made.cases
        self.events += made.events
        self.stopped.update(made.refused)


def history_fill(
    *, cases: int, seed: int, until: datetime, months: int, place: str, now: datetime, jobs: int = 1,
    command: Sequence[str] = (), behaviour: Behaviour = REALISTIC, progress: Progress | None = None,
) -> Filled:  # fmt: skip
    """This will add `cases` cases that came in during the `months` before `until`, the last of them still open then.

    `command` starts one process of several (`crew`). Raises Refused for a time that is not over or whose calendar is
    not loaded, without a catalogue, and for the very same fill a second time; NotFound for a place that is not loaded.
    """
    spec, days = prepare(
        cases=cases, seed=seed, until=until, months=months, place=place, behaviour=behaviour, now=now
    )  # fmt: skip
    filled = Filled(first=spec.first, until=until, matters=len({wish.bundle for wish in spec.wishes}))

    def told(made: Made) -> None:
        filled.add(made)
        if progress:
            progress(made)

    if jobs > 1:
        Crew(spec, days, command, told).work(min(jobs, len(days)))
    else:
        town = Town.of(spec)
        for day, count in days.items():
            make_day(town, day, count, told)
    return filled


def prepare(
    *, cases: int, seed: int, until: datetime, months: int, place: str, behaviour: Behaviour, now: datetime
) -> tuple[Spec, dict[date, int]]:
    """This will check what a fill takes, hire the staff, and say how many come on which day."""
    if until > now:
        raise Refused("fill.not_over", until=legal_day(until).isoformat(), remedy="name a day that has passed")
    if not any(bundle.items for bundle in catalogue.current().bundles.values()):
        raise Refused("fill.no_matters", remedy="publish definitions first: yici publish FOLDER, or run `yici demo`")
    calendar, first = catalogue.calendar_for(place), first_day(until, months)
    days = dict(arrivals(cases, first, legal_day(until - MORNING), calendar, behaviour))
    counties = tuple(row.code for row in children(place, limit=MOST_COUNTIES))
    wanted = wishes(place, behaviour.wishes_per_bundle, now=until)
    since = start_of_day(date(calendar.years[0], 1, 1))
    agencies = {item.agency for item in catalogue.current().items.values()}
    Staff(place, seed, behaviour).hire(agencies, since=since, now=now)
    spec = Spec(
        seed=seed, cases=cases, first=first, until=until, place=place, counties=counties, wishes=wanted,
        behaviour=behaviour,
    )  # fmt: skip
    return spec, days
