"""Recorded cases under another rule: read in pages, planned anew, dated anew, compared. Nothing is written."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any, Final
from uuid import UUID

from yici.cases.past import Past, Wanted, past
from yici.catalogue import queries as catalogue
from yici.domain.catalogue import Catalogue
from yici.domain.error import Refused, YiciError
from yici.domain.lived import Lacking, lived
from yici.domain.plan import Plan
from yici.domain.planner import make_plan
from yici.domain.policy import Policy
from yici.domain.whatif import Course, holdings_of, promising, replay
from yici.intake import queries as plans

PAGE: Final = 200
FURTHEST: Final = 10
"""Working days by which a case changes, beyond which it is not told how many."""
WORST: Final = 20
"""How many of the cases that get worse are named."""
NOT_PLANNED: Final = "not_planned"
"""The other rule gives no plan for the answers of the case."""
Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which cases, and under which other rule: `policy` as switches, `release` the digest of another catalogue,
    `limits` the promised working days of items."""

    policy: Mapping[str, bool] = field(default_factory=dict)
    release: str | None = None
    cases: Wanted = field(default_factory=Wanted)
    most: int | None = None
    limits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One case: its id and number, and both sides."""

    id: UUID
    number: str
    before: Course
    after: Course

    @property
    def worse_by(self) -> tuple[int, int, int]:
        """How much longer, how many more limits missed, how many more papers: to sort by."""
        old, new = self.before, self.after
        return new.days - old.days, new.late - old.late, new.papers - old.papers


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison over all compared cases: median and sum of days, sums of the rest."""

    days_median: float
    days: int
    papers: int
    fields: int
    visits: int
    trips: int
    late: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer, which is a model's: `looked_at` cases, of which `compared`; why others could not be (`lacking`);
    both sides; how many get better, stay, get worse; the worst; how many change by so many working days (`spread`,
    beyond `FURTHEST` at its ends); how far the model is from the record (`off_by`, the
    median of the absolute difference in working days); plans made and found made."""

    looked_at: int
    compared: int
    lacking: dict[str, int]
    before: Side | None
    after: Side | None
    better: int
    same: int
    worse: int
    worst: tuple[Line, ...]
    off_by: float | None
    plans_made: int
    plans_found: int
    spread: Mapping[int, int] = field(default_factory=dict)
    model: bool = True


class Planner:
    """Plans of the other rule, each made once: by what was answered and held, and by which changes of items hold."""

    def __init__(self, known: Catalogue, switches: Mapping[str, bool], limits: Mapping[str, int]) -> None:
        self._known, self._switches, self._limits = known, switches, limits
        self._epochs = sorted({change.since for item in known.items.values() for change in item.changes})
        self._made: dict[Any, Plan] = {}
        self.made = self.found = 0

    def plan(self, old: Plan) -> Plan:
        """This will plan the matter of an old plan anew. Raises YiciError where there is no such plan."""
        policy = _switched(old.policy, self._switches)
        answers = {name: tuple(value) if isinstance(value, list) else value for name, value in old.answers.items()}
        held, start = holdings_of(old), old.schedule.start
        given = tuple(sorted((name, type(value).__name__, value) for name, value in answers.items()))
        key = (old.bundle, old.place, given, held, policy, bisect_right(self._epochs, start))
        if key in self._made:
            self.found += 1
            return self._made[key]
        self.made += 1
        made = make_plan(
            self._known, bundle=old.bundle, place=old.place, answers=answers, holdings=held, policy=policy,
            calendar=catalogue.calendar_for(old.place), start=start,
        )  # fmt: skip
        self._made[key] = promising(made, self._limits)
        return self._made[key]


def _switched(policy: Policy, switches: Mapping[str, bool]) -> Policy:
    return replace(policy, **switches)


def whatif(asked: Asked, *, progress: Progress = lambda _: None) -> WhatIf:
    """This will run recorded cases under another rule. Raises Refused("whatif.nothing_changes") when none is given."""
    if not asked.policy and asked.release is None and not asked.limits:
        remedy = "switch a reform (--policy parallel=off) or name another release"
        raise Refused("whatif.nothing_changes", remedy=remedy)
    known = catalogue.catalogue_of(asked.release) if asked.release else catalogue.current()
    planner, lines, lacking, off, looked = (
        Planner(known, asked.policy, asked.limits),
        list[Line](),
        Counter[str](),
        list[int](),
        0,
    )
    for case in _cases(asked):
        looked += 1
        try:
            line, error = _compared(case, planner)
            lines.append(line)
            off.append(error)
        except Lacking as lack:
            lacking[lack.why] += 1
        except YiciError:
            lacking[NOT_PLANNED] += 1
        if looked % PAGE == 0:
            progress(looked)
    return _told(looked, lines, lacking, off, planner)


def _cases(asked: Asked) -> Iterator[Past]:
    after: UUID | None = None
    left = asked.most
    while left is None or left > 0:
        page = past(asked.cases, after=after, limit=PAGE if left is None else min(PAGE, left))
        yield from page
        if not page:
            return
        after = page[-1].id
        left = None if left is None else left - len(page)


def _compared(case: Past, planner: Planner) -> tuple[Line, int]:
    """Both sides by the same model, and how far the model's end lies from the recorded one."""
    old, calendar = plans.plan(case.plan), catalogue.calendar_for(case.place)
    life = lived(case.events, calendar)
    before = replay(old, life, calendar)
    after = replay(planner.plan(old), life, calendar, as_handled=old)
    recorded = calendar.count(life.submitted, life.ended)
    return Line(case.id, case.number, before, after), abs(before.days - recorded) if recorded is not None else 0


def _told(looked: int, lines: list[Line], lacking: Counter[str], off: list[int], planner: Planner) -> WhatIf:
    changes = [line.worse_by for line in lines]
    worst = sorted((line for line in lines if line.worse_by > (0, 0, 0)), key=lambda line: line.worse_by, reverse=True)
    return WhatIf(
        looked_at=looked,
        compared=len(lines),
        lacking=dict(sorted(lacking.items())),
        before=_side([line.before for line in lines]),
        after=_side([line.after for line in lines]),
        better=sum(change < (0, 0, 0) for change in changes),
        same=sum(change == (0, 0, 0) for change in changes),
        worse=len(worst),
        worst=tuple(worst[:WORST]),
        off_by=median(off) if off else None,
        plans_made=planner.made,
        plans_found=planner.found,
        spread=dict(sorted(Counter(max(-FURTHEST, min(FURTHEST, days)) for days, _, _ in changes).items())),
    )


def _side(courses: list[Course]) -> Side | None:
    if not courses:
        return None
    return Side(
        days_median=median(one.days for one in courses),
        days=sum(one.days for one in courses),
        papers=sum(one.papers for one in courses),
        fields=sum(one.fields for one in courses),
        visits=sum(one.visits for one in courses),
        trips=sum(one.trips for one in courses),
        late=sum(one.late for one in courses),
    )
