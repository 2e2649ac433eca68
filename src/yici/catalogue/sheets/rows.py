"""The rows of a spreadsheet by its headings, with every fault of the headings and of the cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from yici.catalogue.sheets.cells import Value, Wrong, read_cell
from yici.catalogue.sheets.columns import BY_HEADING, CODE, Column
from yici.catalogue.sheets.found import Found
from yici.catalogue.sheets.opening import DAMAGE, MAX_ROWS, Extent, extent_of

MAX_COLUMNS = 200
REMARKS = ("说明", "填写说明", "readme")
"""Sheets that are for people."""

Headings = dict[int, Column | None]
"""The column at each place; None where a heading was refused, so that its cells are not reported again."""


Key = tuple[str, str]
"""A column by its table and key."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, what its filled cells say, by table and key, and which of them were refused. `columns`
    are the letters of all columns of its sheet."""

    sheet: str
    number: int
    cells: dict[Key, Value]
    refused: frozenset[Key] = frozenset()
    columns: Mapping[Key, str] = field(default_factory=dict)

    def cell(self, key: Key) -> str:
        """This will name the cell of a column, the first of the row where the sheet has no such column."""
        return f"{self.columns.get(key, 'A')}{self.number}"

    def of(self, table: str) -> dict[str, Value]:
        """This will give the cells of one table."""
        return {key: value for (one, key), value in self.cells.items() if one == table}


def read_rows(book: Any, path: Path, wanted: str | None, found: Found) -> Iterator[Row]:
    """This will give every row of the sheets, or of the one that is `wanted`, one after the other."""
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    names = [sheet.title for sheet in sheets]
    if wanted is not None and wanted not in names:
        near = get_close_matches(wanted, names, n=1)
        found.add("book.sheet_unknown", name=wanted, sheets="、".join(names), near="".join(near))
        return
    for sheet in sheets:
        if sheet.title == wanted or (wanted is None and sheet.title.lower() not in REMARKS):
            yield from _sheet_rows(sheet, path, found)


def _sheet_rows(sheet: Any, path: Path, found: Found) -> Iterator[Row]:
    extent = extent_of(path, sheet)
    if extent is None:
        found.add("sheet.damaged", sheet.title)
        return
    for merged in extent.merged:
        found.add("sheet.merged", sheet.title, merged, _line_of(merged))
    if extent.rows > MAX_ROWS + 1:
        found.add("sheet.too_many_rows", sheet.title, most=f"{MAX_ROWS:,}")
    elif extent.rows:
        yield from _filled_rows(sheet, extent, found)


def _line_of(reference: str) -> int:
    digits = "".join(sign for sign in reference.partition(":")[0] if sign.isdigit())
    return int(digits[:7] or 1)


def _filled_rows(sheet: Any, extent: Extent, found: Found) -> Iterator[Row]:
    headings: Headings | None = None
    columns: dict[Key, str] = {}
    for number, cells in enumerate(_cells(sheet, extent, found), start=1):
        filled = [(at, cell) for at, cell in enumerate(cells) if cell.value is not None]
        if headings is None:
            headings = _headings(sheet.title, number, filled, found) if filled else None
            columns = _letters(headings or {})
        elif not filled:
            found.add("row.empty", sheet.title, f"A{number}", number)
        else:
            yield _row(sheet.title, number, filled, headings, columns, found)


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


def _headings(sheet: str, number: int, filled: list[tuple[int, Any]], found: Found) -> Headings:
    known: Headings = {}
    for at, cell in filled:
        name, place = str(cell.value).strip(), f"{get_column_letter(at + 1)}{number}"
        column = BY_HEADING.get(name)
        if at >= MAX_COLUMNS:
            found.add("sheet.too_many_columns", sheet, place, number, most=str(MAX_COLUMNS))
        elif column is None:
            near = get_close_matches(name, BY_HEADING, n=1, cutoff=0.4)
            found.add("sheet.column_unknown", sheet, place, number, heading=name, near="".join(near))
            known[at] = None
        elif column in known.values():
            found.add("sheet.column_twice", sheet, place, number, heading=column.heading)
            known[at] = None
        else:
            known[at] = column
    if CODE not in {column.heading for column in known.values() if column}:
        found.add("sheet.column_missing", sheet, f"A{number}", number, heading=CODE)
    return known


def _letters(headings: Headings) -> dict[Key, str]:
    return {(column.table, column.key): get_column_letter(at + 1) for at, column in headings.items() if column}


def _row(
    sheet: str, number: int, filled: list[tuple[int, Any]], headings: Headings, columns: dict[Key, str], found: Found
) -> Row:
    cells: dict[Key, Value] = {}
    refused = set()
    for at, cell in filled:
        place = f"{get_column_letter(at + 1)}{number}"
        column = headings.get(at)
        if at not in headings:
            found.add("cell.no_heading", sheet, place, number, given=str(cell.value))
        if column is None:
            continue
        value = read_cell(cell, column)
        if isinstance(value, Wrong):
            found.add(value.code, sheet, place, number, **value.params)
            refused.add((column.table, column.key))
        elif value is not None:
            cells[column.table, column.key] = value
    return Row(sheet, number, cells, frozenset(refused), columns)
