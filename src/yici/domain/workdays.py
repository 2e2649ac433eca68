"""Working days of a place: is a day worked, which day is the n-th after another, and why each day counts or not.

Limits of agencies count in working days without statutory holidays (Administrative Licensing Law Art. 82); the day
of the event is not counted (Civil Code Art. 201). Only years whose table was loaded are known. A limit that runs into
another year has no date but a bound: nothing is guessed from weekdays.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from yici.domain.error import Invalid, Refused
from yici.domain.reason import Reason
from yici.domain.year_table import SATURDAY, YearTable, contradictions

NATION = "000000000000"

START_NOT_COUNTED = Reason("day.start_not_counted", {"law": "民法典", "article": "201"})
WORKDAY = Reason("day.workday")
WEEKEND = Reason("day.weekend")
MAKE_UP_WORKDAY = Reason("day.make_up_workday")


@dataclass(frozen=True, slots=True)
class NotBefore:
    """No date is known: the end lies on `day` or later, because the calendar of `year` is not loaded."""

    day: date
    year: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of an explained limit; `weekday` is 1 (Monday) to 7, `number` its place in the count if it counts."""

    day: date
    weekday: int
    counted: bool
    number: int | None
    rule: Reason


@dataclass(frozen=True, slots=True)
class _Span:
    """Loaded years without a gap. `done[i]` is the number of workdays up to and including day `first` - 1 + i."""

    first: int
    last: int
    workdays: tuple[date, ...]
    done: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The loaded years of a place. Two calendars are equal when their `digest`, the version of the data, is."""

    name: str = field(compare=False)
    place: str = field(compare=False)
    tables: tuple[YearTable, ...] = field(compare=False, repr=False)
    digest: str = field(init=False)
    _by_year: dict[int, YearTable] = field(init=False, compare=False, repr=False)
    _spans: tuple[_Span, ...] = field(init=False, compare=False, repr=False)
    _firsts: tuple[int, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        tables = tuple(sorted(self.tables, key=lambda table: table.year))
        _refuse_contradictions(tables)
        spans = tuple(_span(run) for run in _runs(tables))
        derived = {
            "tables": tables,
            "digest": _digest(self.name, self.place, tables),
            "_by_year": {table.year: table for table in tables},
            "_spans": spans,
            "_firsts": tuple(span.first for span in spans),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    @property
    def years(self) -> tuple[int, ...]:
        """The loaded years, ascending."""
        return tuple(self._by_year)

    def loaded(self, year: int) -> bool:
        """Say whether the table of `year` is loaded."""
        return year in self._by_year

    def source(self, year: int) -> str | None:
        """Say where the table of `year` comes from; None when it is not loaded."""
        table = self._by_year.get(year)
        return table.source if table else None

    def is_workday(self, day: date) -> bool:
        """Say whether `day` is worked. Raises Refused("calendar.year_not_loaded"): there is no answer to guess."""
        table = self._by_year.get(day.year)
        if table is None:
            remedy = f"Load the calendar of {day.year}: yici load-calendar FILE."
            raise Refused("calendar.year_not_loaded", year=day.year, place=self.place, remedy=remedy)
        return table.works(day)

    def add(self, start: date, n: int) -> date | NotBefore:
        """Give the n-th working day after `start`; `start` itself when n is 0. Raises Invalid when n is negative."""
        if n <= 0:
            if n < 0:
                raise Invalid("calendar.negative_days", days=n, remedy="Give 0 or a positive number of days.")
            return start
        before = start.toordinal()
        at = bisect_right(self._firsts, before + 1) - 1
        if at < 0:
            return _bound_after(before)
        span = self._spans[at]
        if before >= span.last:
            return _bound_after(before)
        index = span.done[before + 1 - span.first] + n - 1
        if index < len(span.workdays):
            return span.workdays[index]
        return _bound_after(span.last)

    def count(self, start: date, end: date) -> int | None:
        """Count the working days after `start` up to and including `end`, negative when `end` is earlier.

        None when a year that has to be counted is not loaded.
        """
        if end < start:
            backward = self.count(end, start)
            return None if backward is None else -backward
        first, last = start.toordinal() + 1, end.toordinal()
        if first > last:
            return 0
        at = bisect_right(self._firsts, first) - 1
        if at < 0 or last > self._spans[at].last:
            return None
        span = self._spans[at]
        return span.done[last + 1 - span.first] - span.done[first - span.first]

    def next_workday(self, day: date) -> date | NotBefore:
        """Give the first working day after `day`."""
        return self.add(day, 1)

    def before(self, day: date, n: int) -> date | None:
        """Give the n-th working day before `day` (n at least 1); None when that lies in a year that is not loaded."""
        ordinal = day.toordinal()
        at = bisect_right(self._firsts, ordinal) - 1
        if at < 0 or ordinal > self._spans[at].last:
            return None
        span = self._spans[at]
        index = span.done[ordinal - span.first] - n
        return span.workdays[index] if index >= 0 else None

    def workday_from(self, day: date) -> date | NotBefore:
        """Give `day` if it is worked, else the next working day (how a last day on a holiday moves on)."""
        if day.year not in self._by_year:
            return NotBefore(day, day.year)
        return day if self.is_workday(day) else self.add(day, 1)

    def rule(self, day: date) -> Reason:
        """Say why `day` is worked or not: workday, make-up workday, holiday with its name, weekend, year not loaded."""
        table = self._by_year.get(day.year)
        if table is None:
            return Reason("day.year_not_loaded", {"year": str(day.year)})
        if day in table.workdays:
            return MAKE_UP_WORKDAY
        if day in table.holidays:
            return Reason("day.holiday", {"name": table.holidays[day]})
        return WORKDAY if day.isoweekday() < SATURDAY else WEEKEND

    def explain(self, start: date, n: int) -> list[DayLine]:
        """List every day from `start` to the n-th working day after it, counted or skipped, each with its rule.

        A limit without a date ends with the line of the first day that nobody knows (rule `day.year_not_loaded`).
        """
        end = self.add(start, n)
        last = end.day if isinstance(end, NotBefore) else end
        lines = [DayLine(start, start.isoweekday(), False, None, START_NOT_COUNTED)]
        number = 0
        for offset in range(1, (last - start).days + 1):
            day = start + timedelta(days=offset)
            counted = self.loaded(day.year) and self.is_workday(day)
            number += counted
            lines.append(DayLine(day, day.isoweekday(), counted, number if counted else None, self.rule(day)))
        return lines

    def overlay(self, local: Iterable[YearTable], *, name: str, place: str) -> "Calendar":
        """Make the calendar of a place that adds rest days and workdays of its own (Measures Art. 4); local days win.

        Raises Invalid("calendar.national_year_missing"): local days alone do not make a year known.
        """
        merged = dict(self._by_year)
        for table in local:
            if table.year not in merged:
                remedy = f"Load the national calendar of {table.year} first."
                raise Invalid("calendar.national_year_missing", year=table.year, place=place, remedy=remedy)
            merged[table.year] = _merged(merged[table.year], table)
        return Calendar(name, place, tuple(merged.values()))


def calendar_from(years: Iterable[YearTable], *, name: str = "cn", place: str = NATION) -> Calendar:
    """Make a calendar of the years given. Raises Invalid when a year comes twice or a table contradicts itself."""
    return Calendar(name, place, tuple(years))


def _bound_after(ordinal: int) -> NotBefore:
    day = date.fromordinal(min(ordinal + 1, date.max.toordinal()))
    return NotBefore(day, day.year)


def _merged(nation: YearTable, local: YearTable) -> YearTable:
    holidays = {day: name for day, name in nation.holidays.items() if day not in local.workdays}
    workdays = nation.workdays.difference(local.holidays) | local.workdays
    return YearTable(nation.year, {**holidays, **local.holidays}, workdays, f"{nation.source}; {local.source}")


def _refuse_contradictions(tables: tuple[YearTable, ...]) -> None:
    years = [table.year for table in tables]
    twice = sorted({year for year in years if years.count(year) > 1})
    faults = [fault for table in tables for fault in contradictions(table)]
    if twice:
        raise Invalid("calendar.year_twice", years=twice, remedy="Give one table a year.")
    if faults:
        raise Invalid("calendar.contradiction", faults=faults, remedy="Correct the days named in the faults.")


def _runs(tables: tuple[YearTable, ...]) -> Iterator[list[YearTable]]:
    run: list[YearTable] = []
    for table in tables:
        if run and table.year != run[-1].year + 1:
            yield run
            run = []
        run.append(table)
    if run:
        yield run


def _span(run: list[YearTable]) -> _Span:
    workdays: list[date] = []
    done = [0]
    for table in run:
        for ordinal in range(date(table.year, 1, 1).toordinal(), date(table.year, 12, 31).toordinal() + 1):
            day = date.fromordinal(ordinal)
            if table.works(day):
                workdays.append(day)
            done.append(len(workdays))
    first, last = date(run[0].year, 1, 1), date(run[-1].year, 12, 31)
    return _Span(first.toordinal(), last.toordinal(), tuple(workdays), tuple(done))


def _digest(name: str, place: str, tables: tuple[YearTable, ...]) -> str:
    lines = [name, place]
    for table in tables:
        lines.append(f"{table.year} {table.source}")
        lines += sorted(f"{day} rest {called}" for day, called in table.holidays.items())
        lines += sorted(f"{day} work" for day in table.workdays)
    return "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()
