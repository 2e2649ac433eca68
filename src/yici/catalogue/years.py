"""Calendar years as published: what is wrong with one, and how those of one place make its calendar."""

from collections.abc import Iterable, Sequence

from yici.catalogue.kinds import CalendarYear
from yici.catalogue.tree import Tree
from yici.domain.clock import EARLIEST, LATEST
from yici.domain.division import is_code
from yici.domain.fault import Fault
from yici.domain.workdays import NATION, Calendar, calendar_from
from yici.domain.year_table import TableFault, check_local_year, check_year


def year_faults(year: CalendarYear, others: Sequence[CalendarYear], file: str, tree: Tree) -> list[Fault]:
    """This will find everything wrong or odd with one year; nobody may count with a year that has a fault.

    `others` are the years read before it: those of one calendar must be of one place.
    """
    subject = f"calendar:{year.id}"
    faults = [
        Fault(code, path, params, "fault", subject, file, tree.line((path,)))
        for code, path, params in _misnamed(year, others)
    ]
    if EARLIEST <= year.year <= LATEST:
        check = check_year if year.place == NATION else check_local_year
        faults += [_of_table(wrong, year, subject, file, tree) for wrong in check(year.table())]
    return faults


def _misnamed(year: CalendarYear, others: Sequence[CalendarYear]) -> list[tuple[str, str, dict[str, str]]]:
    wrong: list[tuple[str, str, dict[str, str]]] = []
    if not EARLIEST <= year.year <= LATEST:
        wrong.append(("calendar.year", "year", {"year": str(year.year)[:20]}))
    elif year.calendar == year.id or not year.calendar:
        wrong.append(("calendar.id", "id", {"id": year.id, "year": str(year.year)}))
    if year.place != NATION and not is_code(year.place):
        wrong.append(("place.code", "place", {"code": year.place}))
    if others_place := next((o.place for o in others if o.calendar == year.calendar and o.place != year.place), None):
        wrong.append(("calendar.two_places", "place", {"id": year.id, "place": year.place, "other": others_place}))
    return wrong


def _of_table(wrong: TableFault, year: CalendarYear, subject: str, file: str, tree: Tree) -> Fault:
    path = _path(wrong.params.get("day", wrong.params.get("first", "")), year)
    return Fault(
        wrong.code, ".".join(map(str, path)), wrong.params, wrong.severity, subject, file, tree.line((*path, "date"))
    )  # fmt: skip


def _path(day: str, year: CalendarYear) -> tuple[str | int, ...]:
    """Where a day stands in the file, the last time when it is there twice; the holidays as such when it is missing."""
    found: dict[str, tuple[str | int, ...]] = {}
    found |= {holiday.date.isoformat(): ("holidays", n) for n, holiday in enumerate(year.holidays)}
    found |= {worked.isoformat(): ("workdays", n) for n, worked in enumerate(year.workdays)}
    return found.get(day, ("holidays",))


def calendars(years: Iterable[CalendarYear]) -> dict[str, Calendar]:
    """This will make the calendars of sound years, by name."""
    by_name: dict[str, list[CalendarYear]] = {}
    for year in years:
        by_name.setdefault(year.calendar, []).append(year)
    return {
        name: calendar_from([year.table() for year in members], name=name, place=members[0].place)
        for name, members in by_name.items()
    }
