"""Comparing two states of the catalogue: everything that differs, named."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from yici.domain.catalogue import Catalogue
from yici.domain.comparing.codes import coded, merged
from yici.domain.comparing.difference import CODES, PARTS, Difference, Part, mirrored
from yici.domain.comparing.walk import walk
from yici.domain.workdays import Calendar
from yici.domain.year_table import YearTable

__all__ = ["CODES", "KINDS", "PARTS", "Difference", "Part", "compare", "mirrored"]
KINDS: Final = {
    "bundle": "bundles", "item": "items", "place": "places", "project": "projects", "regime": "regimes",
    "material": "materials", "licence": "licences", "element": "elements", "register": "registers",
    "agency": "agencies", "role": "roles", "theme": "themes",
}  # fmt: skip
"""What a subject is, and where the catalogue keeps it; the words of vocabularies are subjects of their own."""
FILES: Final = ("elements", "materials", "licences", "agencies", "registers", "roles", "themes")


def compare(old: Catalogue, new: Catalogue) -> tuple[Difference, ...]:
    """This will name everything in which two states differ, definition by definition in the order of KINDS and ids.

    It is enough to give what is not the same in both: definitions with equal digests make no difference. A file that
    says the same in another way (another order, another file for a word) is named as rewritten.
    """
    found = [*_definitions(old, new), *_calendars(old.calendars, new.calendars)]
    return tuple(merged([*found, *_rewritten(old.digests, new.digests, found)]))


def _definitions(old: Catalogue, new: Catalogue) -> Iterator[Difference]:
    for kind, shelf in KINDS.items():
        before: Mapping[str, object] = getattr(old, shelf)
        after: Mapping[str, object] = getattr(new, shelf)
        for name in sorted(before.keys() | after.keys()):
            yield from _definition(f"{kind}:{name}", before.get(name), after.get(name))


def _definition(subject: str, old: object, new: object) -> Iterator[Difference]:
    if old is None or new is None:
        yield Difference(subject, "definition.added" if old is None else "definition.removed")
        return
    for leaf in walk(old, new):
        yield coded(subject, leaf)


def _calendars(old: Mapping[str, Calendar], new: Mapping[str, Calendar]) -> Iterator[Difference]:
    for name in sorted(old.keys() | new.keys()):
        before, after = _tables(old.get(name)), _tables(new.get(name))
        for year in sorted(before.keys() | after.keys()):
            yield from _year(f"calendar:{name}-{year}", before.get(year), after.get(year))


def _tables(calendar: Calendar | None) -> dict[int, YearTable]:
    return {table.year: table for table in calendar.tables} if calendar else {}


def _year(subject: str, old: YearTable | None, new: YearTable | None) -> Iterator[Difference]:
    if old is None or new is None:
        came = new if old is None else old
        if came is not None:
            yield Difference(subject, "year.added" if old is None else "year.removed", {"year": str(came.year)})
        return
    for day in sorted({*old.holidays, *new.holidays, *old.workdays, *new.workdays}):
        before, after = _standing(old, day), _standing(new, day)
        if before != after:
            yield Difference(subject, "day.changed", {"day": day.isoformat(), "old": before, "new": after})
    if old.source != new.source:
        what = {"what": "YearTable.source", "old": old.source, "new": new.source}
        yield Difference(subject, "value.changed", what)


def _standing(table: YearTable, day: date) -> str:
    if day in table.workdays:
        return "works"
    return table.holidays.get(day, "")


def _rewritten(old: Mapping[str, str], new: Mapping[str, str], found: list[Difference]) -> Iterator[Difference]:
    told = {one.subject for one in found} | {f"{_shelf_of(one.subject)}:" for one in found}
    for name in sorted(old.keys() | new.keys()):
        kind = name.partition(":")[0]
        named = f"{kind}:" if kind in FILES else name
        if old.get(name) != new.get(name) and named not in told:
            yield Difference(name, "definition.rewritten")


def _shelf_of(subject: str) -> str:
    return KINDS.get(subject.partition(":")[0], "")
