"""From rows to items: all rows of one code together, and every contradiction between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from yici.catalogue.sheets.cells import Value
from yici.catalogue.sheets.columns import CODE, COLUMNS, HEADS, NAME
from yici.catalogue.sheets.found import Found
from yici.catalogue.sheets.rows import Key, Row

Entry = Mapping[str, Value]
HEADING = {(column.table, column.key): column.heading for column in COLUMNS}
MOST_ITEMS = 20_000
"""So many are imported at once: a city has some thousands, and all of them are checked together."""
KEYS = {column.heading: column.key for column in COLUMNS}


@dataclass(slots=True)
class Gathered:
    """What the rows say of one item: its own facts, notes on it, and the entries of each table, in their order."""

    code: str
    sheet: str
    line: int
    facts: dict[str, Value] = field(default_factory=dict)
    notes: dict[str, Value] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=lambda: {table: [] for table in HEADS})
    named: int = 0
    """How many rows gave its name."""
    refused: set[tuple[str, str]] = field(default_factory=set)
    """What a cell says that could not be read: told already, so it is not missing as well."""
    cells: dict[Key, tuple[str, str, int]] = field(default_factory=dict)
    """Where each fact stands, or would stand: sheet, cell, line. What it has is told before what it could have."""

    def place(self, key: Key) -> tuple[str, str, int]:
        """This will say where a fact stands, or should; the first cell of the item where no sheet has its column."""
        return self.cells.get(key, (self.sheet, f"A{self.line}", self.line))

    def has(self, key: Key) -> bool:
        """This will say whether a fact or a note of the item is given already."""
        table, name = key
        return name in (self.notes if table == "note" else self.facts)

    def text(self, key: str) -> str:
        """This will give one fact as text, empty when the sheets do not say it."""
        return str(self.facts.get(key, ""))

    def lacks(self, key: str, table: str = "item") -> bool:
        """This will say whether no cell gives a fact, not even one that was refused."""
        return key not in self.facts and (table, key) not in self.refused

    def several(self, key: str) -> list[str]:
        """This will give one fact of several values as a list."""
        value = self.facts.get(key, ())
        return list(value) if isinstance(value, tuple) else [str(value)]


def gather(rows: Iterable[Row], found: Found) -> dict[str, Gathered]:
    """This will put the rows of each code together; every row must name the code that it is about."""
    items: dict[str, Gathered] = {}
    for row in rows:
        code = row.cells.get(("item", "code"))
        if code is None:
            if row.cells and ("item", "code") not in row.refused:
                found.add("row.lacks", row.sheet, row.cell(("item", "code")), row.number, heading=CODE)
            continue
        if str(code) not in items and len(items) >= MOST_ITEMS:
            found.add("book.too_many_items", row.sheet, row.cell(("item", "code")), row.number, most=f"{MOST_ITEMS:,}")
            return {}
        item = items.setdefault(str(code), Gathered(str(code), row.sheet, row.number))
        item.refused |= row.refused
        _placed(item, row)
        _take(item, row, found)
    for item in items.values():
        if item.lacks("name"):
            found.add("row.lacks", *item.place(("item", "name")), heading=NAME)
    return items


def _placed(item: Gathered, row: Row) -> None:
    """Of an empty cell the first row counts, of a filled one the row that fills it first."""
    for key in row.columns:
        if key not in item.cells or (key in row.cells and not item.has(key)):
            item.cells[key] = (row.sheet, row.cell(key), row.number)


def _take(item: Gathered, row: Row, found: Found) -> None:
    entries = [table for table in HEADS if _take_entry(item, table, row, found)]
    own = row.of("item")
    if "name" in own:
        item.named += 1
        if item.named > 1 and not entries:
            where = row.cell(("item", "code"))
            found.add("row.code_twice", row.sheet, where, row.number, code=item.code, first=str(item.line))
            return
    _agree(item.facts, own, "item", row, found)
    _agree(item.notes, row.of("note"), "note", row, found)


def _take_entry(item: Gathered, table: str, row: Row, found: Found) -> bool:
    cells = row.of(table)
    if not cells:
        return False
    key = KEYS[HEADS[table]]
    if key not in cells:
        if (table, key) not in row.refused:
            found.add("row.lacks", row.sheet, row.cell((table, key)), row.number, heading=HEADS[table])
    # In a sheet of everything the same step stands in many rows.
    elif cells not in item.entries[table]:
        item.entries[table].append(cells)
    return True


def _agree(held: dict[str, Value], given: Mapping[str, Value], table: str, row: Row, found: Found) -> None:
    for key, value in given.items():
        if held.setdefault(key, value) != value:
            params = {"heading": HEADING[table, key], "given": str(value), "held": str(held[key])}
            found.add("row.contradicts", row.sheet, row.cell((table, key)), row.number, **params)
