"""The row of headings of a sheet: where it stands below titles, which column each of its cells names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from openpyxl.utils import get_column_letter

from yici.catalogue.sheets.columns import BY_HEADING, CODE, Column
from yici.catalogue.sheets.found import Found

MAX_COLUMNS = 200
LOOKED_AT = 20
"""So many rows may stand above the headings: a title, who filled it in, when."""
LIKELY = 0.75
"""So like a known one is a heading with one wrong character of four."""
SURELY = 2
"""Known headings in one row that make it the row of headings."""
MARKS = re.compile(r"[\s*＊]+")
"""What guides put around a heading: line breaks within it, the star of what must be filled in."""
COUNTERS = ("序号",)
"""Headings of columns that only number the rows."""
Filled = list[tuple[int, Any]]
"""The cells of a row that hold something, each with its place from 0."""
Key = tuple[str, str]
"""A column by its table and key."""
FIRST: Key = ("item", "code")


@dataclass(slots=True)
class Headings:
    """The columns of one sheet: the row that names them, the column at each place, and what a refused heading may have
    meant, so that its cells are not told as missing."""

    row: int
    columns: dict[int, Column | None] = field(default_factory=dict)
    meant: dict[int, Key] = field(default_factory=dict)
    likely: dict[int, Column | None] = field(default_factory=dict)
    """Columns whose heading is misspelt so little that their cells are read, for their faults."""
    lacks_code: bool = False

    def letters(self) -> dict[Key, str]:
        """This will give the letter of each column by its key."""
        known = {at: (column.table, column.key) for at, column in self.columns.items() if column}
        return {key: get_column_letter(at + 1) for at, key in (known | self.meant).items()}


def name_of(cell: Any) -> str:
    """This will give the heading that a cell holds, without line breaks, blanks and stars."""
    return MARKS.sub("", str(cell.value))


def row_of_headings(rows: Iterable[tuple[int, Filled]]) -> int | None:
    """This will find the row of headings among the first rows; None when no row is like one.

    It names the code, or two known columns. Failing that, the first row counts if it nearly names one.
    """
    first: tuple[int, list[str]] | None = None
    for number, filled in rows:
        names = [name_of(cell) for _, cell in filled]
        columns = {BY_HEADING[name].heading for name in names if name in BY_HEADING}
        if CODE in columns or len(columns) >= SURELY:
            return number
        first = first or ((number, names) if names else None)
    if first and len(first[1]) >= SURELY and any(get_close_matches(name, BY_HEADING, n=1) for name in first[1]):
        return first[0]
    return None


def read_headings(sheet: str, number: int, filled: Filled, found: Found) -> Headings:
    """This will read the row of headings and tell every fault of it."""
    headings = Headings(number)
    for at, cell in filled:
        name, place = name_of(cell), f"{get_column_letter(at + 1)}{number}"
        column = BY_HEADING.get(name)
        if at >= MAX_COLUMNS:
            found.add("sheet.too_many_columns", sheet, place, number, most=str(MAX_COLUMNS))
            continue
        if name in COUNTERS:
            headings.columns[at] = None
            continue
        if column is None:
            _unknown(headings, at, name, (sheet, place), found)
        elif column in headings.columns.values():
            found.add("sheet.column_twice", sheet, place, number, given=name, heading=column.heading)
        headings.columns[at] = None if column in headings.columns.values() else column
    for at, column in headings.likely.items():
        if column not in headings.columns.values():
            headings.columns[at] = column
    codes = {(column.table, column.key) for column in headings.columns.values() if column}
    headings.lacks_code = FIRST not in codes
    if headings.lacks_code and FIRST not in headings.meant.values():
        found.add("sheet.column_missing", sheet, f"A{number}", number, heading=CODE)
    return headings


def _unknown(headings: Headings, at: int, name: str, place: tuple[str, str], found: Found) -> None:
    near = get_close_matches(name, BY_HEADING, n=1, cutoff=0.4)
    found.add("sheet.column_unknown", *place, headings.row, heading=name, near="".join(near))
    if near:
        column = BY_HEADING[near[0]]
        headings.meant[at] = (column.table, column.key)
        headings.likely[at] = column if get_close_matches(name, near, cutoff=LIKELY) else None
