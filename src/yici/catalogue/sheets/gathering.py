"""From rows to items: all rows of one code together, and every contradiction between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from yici.catalogue.sheets.cells import Value
from yici.catalogue.sheets.columns import CODE, COLUMNS, HEADS
from yici.catalogue.sheets.found import Found
from yici.catalogue.sheets.headings import FIRST, Key
from yici.catalogue.sheets.rows import Row

Entry = Mapping[str, Value]
HEADING = {(column.table, column.key): column.heading for column in COLUMNS}
WORDS = {
    (column.table, column.key): {
        held: word for word, held in reversed((column.choices or {}).items()) if not word.isdigit()
    }
    for column in COLUMNS
}
"""The first word of each choice, by what it is in a definition."""
MOST_COMPARED = 2_000
"""Among so many codes the nearest is looked for."""
MOST_ITEMS = 20_000
"""So many are imported at once: a city has some thousands, and all of them are checked together."""
KEYS = {column.heading: column.key for column in COLUMNS}
JOINT = "joint"
"""The table of the items that a matter (一件事) joins: who has one is a matter."""
HOME: frozenset[Key] = frozenset({("item", "department"), ("item", "audience"), ("item", "type"), ("item", "regime")})
"""A sheet with such a column is one of items; the other sheets speak of the items that stand there."""


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
    joins: list[tuple[str, str, int]] = field(default_factory=list)
    """Where each item that it joins is named."""
    home: str = ""
    """The first sheet of items that names it."""
    rows: dict[str, list[Row]] = field(default_factory=dict)
    """Its first row in each sheet and, once there is another, its last."""

    def place(self, key: Key) -> tuple[str, str, int]:
        """This will say where a fact stands, or should; the first cell of the item where no sheet has its column."""
        return self.cells.get(key, (self.sheet, f"A{self.line}", self.line))

    @property
    def is_matter(self) -> bool:
        """This will say whether it joins items, and so is no item itself."""
        return bool(self.entries[JOINT])

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
    """This will put the rows of each code together; every row must name the code that it is about, and a sheet of
    items must name every code that another sheet speaks of."""
    items: dict[str, Gathered] = {}
    nameless: dict[str, Gathered] = {}
    lost = 0
    for row in rows:
        code = row.cells.get(FIRST)
        if code is None:
            lost += bool(HOME & row.columns.keys())
            if row.cells and FIRST not in row.refused:
                found.add("row.lacks", row.sheet, row.cell(FIRST), row.number, heading=CODE)
            _take_codeless(nameless, row, found)
            continue
        if row.cells.keys() == {FIRST} and not row.refused and HOME & row.columns.keys():
            lost += 1
            found.add("row.only_code", row.sheet, row.cell(FIRST), row.number, heading=CODE)
            continue
        if str(code) not in items and len(items) >= MOST_ITEMS:
            found.add("book.too_many_items", row.sheet, row.cell(FIRST), row.number, most=f"{MOST_ITEMS:,}")
            return {}
        item = items.setdefault(str(code), Gathered(str(code), row.sheet, row.number))
        item.refused |= row.refused
        _placed(item, row)
        _take(item, row, found)
    at_home = _at_home(items, lost, found)
    for item in at_home.values():
        if item.lacks("name"):
            lacks(item, ("item", "name"), found)
    # A row without a code stops the import, so that these are judged and never made.
    return at_home | nameless


def _take_codeless(nameless: dict[str, Gathered], row: Row, found: Found) -> None:
    """Judge a row without a code all the same: as an item of its own, or as the item of its name in a sheet of
    everything; a row that names no item for its entries alone."""
    if len(nameless) >= MOST_ITEMS:
        return
    name = row.cells.get(("item", "name")) if HOME & row.columns.keys() else None
    entries = any(row.of(table) for table in HEADS)
    key = f"{row.sheet}!{name if entries else row.number}"
    item = nameless.get(key) or Gathered("", row.sheet, row.number)
    item.refused |= row.refused | {FIRST}
    _placed(item, row)
    item.named = 0
    _take(item, row, found)
    if name is not None:
        nameless[key] = item


def _at_home(items: dict[str, Gathered], lost: int, found: Found) -> dict[str, Gathered]:
    """Those that a sheet of items names. `lost` rows of such sheets have a code that cannot be read: as many strangers
    may be theirs, and are not told."""
    named = {code: item for code, item in items.items() if item.home}
    strangers = [item for item in items.values() if not item.home]
    if not named and not lost and not found.sheets_unread:
        return items
    if len(strangers) > lost and not found.sheets_unread:
        for item in strangers:
            _tell_stranger(item, named, found)
    return named


def _tell_stranger(item: Gathered, named: Mapping[str, Gathered], found: Found) -> None:
    near = get_close_matches(item.code, named, n=1, cutoff=0.8) if len(named) <= MOST_COMPARED else []
    for sheet, rows in item.rows.items():
        first, last = rows[0], rows[-1]
        told = {"code": item.code, "last": str(last.number), "near": "".join(near)}
        found.add("row.code_unknown", sheet, first.cell(FIRST), first.number, **told)


def lacks(item: Gathered, key: Key, found: Found) -> None:
    """This will tell that a fact is missing: at its cell or, where no sheet of the item has its column, of the column,
    once."""
    if key in item.cells:
        found.add("row.lacks", *item.place(key), heading=HEADING[key])
        return
    table = key[0]
    beside = next((place[0] for one, place in item.cells.items() if one[0] == table != "item"), None)
    sheet = beside or item.home or item.sheet
    head = item.rows[sheet][0].head
    found.once("sheet.column_missing", sheet, f"A{head}", head, heading=HEADING[key])


def _placed(item: Gathered, row: Row) -> None:
    """Of an empty cell the first row counts, of a filled one the row that fills it first."""
    if not item.home and HOME & row.columns.keys():
        item.home = row.sheet
    item.rows[row.sheet] = [*item.rows.get(row.sheet, ())[:1], row]
    for key in row.columns:
        if key not in item.cells or (key in row.cells and not item.has(key)):
            item.cells[key] = (row.sheet, row.cell(key), row.number)


def _take(item: Gathered, row: Row, found: Found) -> None:
    entries = [table for table in HEADS if _take_entry(item, table, row, found)]
    own = row.of("item")
    # A name that was refused names the item in this row all the same.
    if "name" in own or ("item", "name") in row.refused:
        item.named += 1
        if item.named > 1 and not entries:
            where = row.cell(FIRST)
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
        if (table, key) not in row.columns:
            found.once("sheet.column_missing", row.sheet, f"A{row.head}", row.head, heading=HEADS[table])
        elif (table, key) not in row.refused:
            found.add("row.lacks", row.sheet, row.cell((table, key)), row.number, heading=HEADS[table])
    # In a sheet of everything the same step stands in many rows.
    elif cells not in item.entries[table]:
        item.entries[table].append(cells)
        if table == JOINT:
            item.joins.append((row.sheet, row.cell((table, key)), row.number))
    return True


def _as_written(table: str, key: str, value: Value) -> str:
    """Say a value in the words of the template: a definition's own words are none that stand in a spreadsheet."""
    parts = value if isinstance(value, tuple) else (value,)
    return "、".join(WORDS.get((table, key), {}).get(str(part), str(part)) for part in parts)


def _agree(held: dict[str, Value], given: Mapping[str, Value], table: str, row: Row, found: Found) -> None:
    for key, value in given.items():
        if held.setdefault(key, value) != value:
            told = {"given": _as_written(table, key, value), "held": _as_written(table, key, held[key])}
            params = {"heading": HEADING[table, key], **told}
            found.add("row.contradicts", row.sheet, row.cell((table, key)), row.number, **params)
