"""From rows to items: all rows of one code together, and every contradiction between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from yici.catalogue.sheets.cells import Value
from yici.catalogue.sheets.columns import CODE, COLUMNS, HEADS, NAME
from yici.catalogue.sheets.found import Found
from yici.catalogue.sheets.rows import Row

Entry = Mapping[str, Value]
HEADING = {(column.table, column.key): column.heading for column in COLUMNS}
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
                found.add("row.lacks", row.sheet, f"A{row.number}", row.number, heading=CODE)
            continue
        item = items.setdefault(str(code), Gathered(str(code), row.sheet, row.number))
        item.refused |= row.refused
        _take(item, row, found)
    for item in items.values():
        if item.lacks("name"):
            found.add("row.lacks", item.sheet, f"A{item.line}", item.line, heading=NAME)
    return items


def _take(item: Gathered, row: Row, found: Found) -> None:
    entries = [table for table in HEADS if _take_entry(item, table, row, found)]
    own = row.of("item")
    if "name" in own:
        item.named += 1
        if item.named > 1 and not entries:
            found.add("row.code_twice", row.sheet, f"A{row.number}", row.number, code=item.code, first=str(item.line))
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
            found.add("row.lacks", row.sheet, f"A{row.number}", row.number, heading=HEADS[table])
    # In a sheet of everything the same step stands in many rows.
    elif cells not in item.entries[table]:
        item.entries[table].append(cells)
    return True


def _agree(held: dict[str, Value], given: Mapping[str, Value], table: str, row: Row, found: Found) -> None:
    for key, value in given.items():
        if held.setdefault(key, value) != value:
            params = {"heading": HEADING[table, key], "given": str(value), "held": str(held[key])}
            found.add("row.contradicts", row.sheet, f"A{row.number}", row.number, **params)
