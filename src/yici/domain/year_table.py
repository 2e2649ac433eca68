"""One year of a working-day calendar as data, and the checks that it must pass before anybody counts with it.

The yearly notice of the State Council turns some weekdays into rest days and some weekend days into workdays. That
cannot be computed, so a year is a table with a source. Source of the checks: Measures on National Holidays and
Memorial Days (revised 2024-11-10), Articles 2, 6 and 7.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

SATURDAY = 6
LONGEST_RUN = 6
RUN_RULE_FROM = 2025
SECOND_LABOUR_DAY_FROM = 2025


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year as published: named rest days (also those on weekends) and weekend days that are worked (调休)."""

    year: int
    holidays: Mapping[date, str]
    workdays: frozenset[date]
    source: str

    def works(self, day: date) -> bool:
        """Say whether `day`, which must lie in this year, is a working day."""
        if day in self.workdays:
            return True
        return day.isoweekday() < SATURDAY and day not in self.holidays


@dataclass(frozen=True, slots=True)
class TableFault:
    """What is wrong ("fault": the table may not be used) or odd ("warning") with a year's table, and what to do."""

    severity: Literal["fault", "warning"]
    code: str
    params: dict[str, str] = field(default_factory=dict)
    remedy: str = ""


def check_year(table: YearTable) -> list[TableFault]:
    """Find everything that is wrong or odd with one year's national table, in the order of its dates."""
    return [*contradictions(table), *_weekday_workdays(table), *_missing_statutory(table), *_long_runs(table)]


def check_local_year(table: YearTable) -> list[TableFault]:
    """Find what is wrong with a place's table, which holds only its own days and none of the nation's."""
    return [*contradictions(table), *_weekday_workdays(table)]


def contradictions(table: YearTable) -> list[TableFault]:
    """Find the faults that would make counting ambiguous: days of another year, days that both rest and work."""
    outside = sorted(day for day in {*table.holidays, *table.workdays} if day.year != table.year)
    both = sorted(day for day in table.workdays if day in table.holidays)
    return [_outside(table, day) for day in outside] + [_both(day) for day in both]


def _outside(table: YearTable, day: date) -> TableFault:
    params = {"day": day.isoformat(), "year": str(table.year)}
    return TableFault("fault", "calendar.day_outside_year", params, f"Put the day into the table of {day.year}.")


def _both(day: date) -> TableFault:
    params = {"day": day.isoformat()}
    return TableFault("fault", "calendar.rests_and_works", params, "Keep it as a rest day or as a workday.")


def _weekday_workdays(table: YearTable) -> Iterator[TableFault]:
    for day in sorted(table.workdays):
        if day.isoweekday() < SATURDAY:
            params = {"day": day.isoformat(), "weekday": str(day.isoweekday())}
            remedy = "Only a Saturday or Sunday can become a workday; take the day out or correct its date."
            yield TableFault("fault", "calendar.make_up_on_weekday", params, remedy)


def statutory_days(year: int) -> list[date]:
    """List the holidays that the Measures fix by a date of the solar calendar (the lunar ones cannot be computed)."""
    labour = [date(year, 5, 1)] + [date(year, 5, 2)] * (year >= SECOND_LABOUR_DAY_FROM)
    return [date(year, 1, 1), *labour, *(date(year, 10, day) for day in (1, 2, 3))]


def _missing_statutory(table: YearTable) -> Iterator[TableFault]:
    for day in statutory_days(table.year):
        if day not in table.holidays:
            params = {"day": day.isoformat()}
            yield TableFault("fault", "calendar.statutory_day_missing", params, "Add the day to the holidays.")


def _long_runs(table: YearTable) -> Iterator[TableFault]:
    """Warn of more than six days of work on end (Art. 7, in force from 2025; a run over New Year is seen in part)."""
    if table.year < RUN_RULE_FROM:
        return
    first = date(table.year, 1, 1)
    run: list[date] = []
    for offset in range((date(table.year, 12, 31) - first).days + 2):
        day = first + timedelta(days=offset)
        if day.year == table.year and table.works(day):
            run.append(day)
            continue
        if len(run) > LONGEST_RUN:
            params = {"first": run[0].isoformat(), "last": run[-1].isoformat(), "days": str(len(run))}
            yield TableFault("warning", "calendar.long_run_of_work", params, "Compare the days with the notice.")
        run = []
