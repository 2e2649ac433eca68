"""The rows of a spreadsheet by its headings, with every fault of the headings and of the cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain, islice
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from yici.catalogue.sheets.cells import Value, Wrong, read_cell
from yici.catalogue.sheets.found import Found
from yici.catalogue.sheets.headings import (
    FIRST,
    LOOKED_AT,
    MAX_COLUMNS,
    Filled,
    Headings,
    Key,
    name_of,
    read_headings,
    row_of_headings,
)
from yici.catalogue.sheets.merged import Merged, split_heading, tell_merged
from yici.catalogue.sheets.opening import DAMAGE, MAX_ROWS, Extent, extent_of

REMARKS = ("说明", "填写说明", "readme")
"""Sheets that are for people."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, what its filled cells say, by table and key, and which of them were refused. `columns`
    are the letters of all columns of its sheet, `head` is the row of its headings."""

    sheet: str
    number: int
    cells: dict[Key, Value]
    refused: frozenset[Key] = frozenset()
    columns: Mapping[Key, str] = field(default_factory=dict)
    head: int = 1

    def cell(self, key: Key) -> str:
        """This will name the cell of a column, the first of the row where the sheet has no such column."""
        return f"{self.columns.get(key, 'A')}{self.number}"

    def of(self, table: str) -> dict[str, Value]:
        """This will give the cells of one table."""
        return {key: value for (one, key), value in self.cells.items() if one == table}


def read_rows(book: Any, path: Path, wanted: str | None, found: Found) -> Iterator[Row]:
    """This will give every row of the sheets, or of the one that is `wanted`, one after the other.

    A hidden sheet is read only when it is wanted: nobody can look through what they do not see.
    """
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    names = [sheet.title for sheet in sheets]
    if wanted is not None and wanted not in names:
        near = get_close_matches(wanted, names, n=1)
        found.add("book.sheet_unknown", name=wanted, sheets="、".join(names), near="".join(near))
        return
    for sheet in sheets:
        if sheet.title == wanted or (wanted is None and sheet.title.lower() not in REMARKS):
            yield from _sheet_rows(sheet, path, found, hidden=wanted is None and sheet.sheet_state != "visible")


def _sheet_rows(sheet: Any, path: Path, found: Found, *, hidden: bool) -> Iterator[Row]:
    extent = extent_of(path, sheet)
    if hidden:
        if extent is None or _holds_items(sheet, extent):
            found.unread("sheet.hidden", sheet.title)
    elif extent is None:
        found.unread("sheet.damaged", sheet.title)
    elif extent.rows > MAX_ROWS + 1:
        found.unread("sheet.too_many_rows", sheet.title, most=f"{MAX_ROWS:,}")
    elif extent.rows:
        yield from _filled_rows(sheet, extent, found)


Numbered = tuple[int, Filled]


def _holds_items(sheet: Any, extent: Extent) -> bool:
    """A hidden list of choices is nobody's item; one with headings of ours may be."""
    aside = Found("")
    return row_of_headings(islice(_numbered(sheet, extent, aside), LOOKED_AT)) is not None or bool(aside.faults)


def _filled_rows(sheet: Any, extent: Extent, found: Found) -> Iterator[Row]:
    rows = _numbered(sheet, extent, found)
    ahead = list(islice(rows, LOOKED_AT))
    heading = row_of_headings(ahead)
    titles = [one for one in ahead if one[1] and one[0] < (heading or LOOKED_AT + 1)]
    if heading is None:
        if titles:
            number, filled = titles[0]
            found.unread("sheet.no_headings", sheet.title, f"A{number}", number, shown=name_of(filled[0][1]))
        return
    if reference := split_heading(extent.merged, heading):
        found.unread("sheet.headings_two_rows", sheet.title, reference, heading)
        return
    for number, filled in titles:
        found.notice("sheet.title_row", sheet.title, f"A{number}", number, shown=name_of(filled[0][1]))
    merged = tell_merged(extent.merged, sheet.title, heading, found)
    named = next(filled for number, filled in ahead if number == heading)
    headings = read_headings(sheet.title, heading, named, found)
    yield from _below(sheet.title, chain(ahead[heading:], rows), headings, merged, found)


def _below(sheet: str, rows: Iterator[Numbered], headings: Headings, merged: Merged, found: Found) -> Iterator[Row]:
    columns = headings.letters()
    for number, filled in rows:
        if filled:
            yield _row(sheet, number, filled, headings, columns, merged, found)
        elif number not in merged.covered:
            found.add("row.empty", sheet, f"A{number}", number)


def _numbered(sheet: Any, extent: Extent, found: Found) -> Iterator[Numbered]:
    for number, cells in enumerate(_cells(sheet, extent, found), start=1):
        yield number, [(at, cell) for at, cell in enumerate(cells) if cell.value is not None]


def _cells(sheet: Any, extent: Extent, found: Found) -> Iterator[Any]:
    """What the file says of its own size may be wrong; what was seen in it is not."""
    rows = sheet.iter_rows(min_row=1, max_row=extent.last, min_col=1, max_col=MAX_COLUMNS + 1)
    while True:
        try:
            cells = next(rows, None)
        except DAMAGE:
            found.add("sheet.damaged", sheet.title)
            return
        if cells is None:
            return
        yield cells


def _row(
    sheet: str, number: int, filled: Filled, headings: Headings, columns: dict[Key, str], merged: Merged, found: Found,
) -> Row:  # fmt: skip
    cells: dict[Key, Value] = {}
    refused = _hidden(number, headings, merged)
    for at, cell in filled:
        place = f"{get_column_letter(at + 1)}{number}"
        column = headings.columns.get(at)
        if at not in headings.columns:
            found.add("cell.no_heading", sheet, place, number, given=str(cell.value))
        if column is None:
            refused |= {headings.meant[at]} if at in headings.meant else set()
            continue
        value = read_cell(cell, column)
        if isinstance(value, Wrong):
            found.add(value.code, sheet, place, number, **value.params)
            refused.add((column.table, column.key))
        elif value is not None:
            cells[column.table, column.key] = value
    return Row(sheet, number, cells, frozenset(refused - cells.keys()), columns, headings.row)


def _hidden(number: int, headings: Headings, merged: Merged) -> set[Key]:
    """Cells below a merged one, and the code of a sheet without its column: told once, not in every row."""
    lost = {FIRST} if headings.lacks_code else set()
    if number in merged.covered:
        lost |= {
            (column.table, column.key) for at, column in headings.columns.items() if column and merged.hides(number, at)
        }
    return lost
