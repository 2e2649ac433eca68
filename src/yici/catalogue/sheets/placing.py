"""What the check says of the definitions that a spreadsheet makes, told at the cells that they come from: nothing was
written, so their own files and lines are nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from yici.catalogue.sheets.gathering import Gathered
from yici.catalogue.sheets.headings import FIRST, Key
from yici.domain.fault import Fault

COLUMN_OF: Final[Mapping[str, Key]] = {
    **{key: ("item", key) for key in ("id", "name", "code", "regime", "audience", "type", "tier", "handling", "fee",
                                      "delivery", "conditions")},
    "agency": ("item", "department"), "promised_limit": ("item", "promised"), "legal_limit": ("item", "legal"),
    "visits_alone": ("item", "visits"), "changes": ("item", "since"), "materials": ("material", "name"),
    "gives": ("result", "name"), "validity": ("result", "validity"), "special_procedures": ("special", "name"),
    "items": ("joint", "name"), "lead": ("item", "lead"), "joint_limit": ("item", "joint"),
    "basis": ("basis", "law"), "sources": ("basis", "law"),
}  # fmt: skip
"""By the key of a definition: the column that it comes from."""


def at_cells(faults: Iterable[Fault], items: Mapping[str, Gathered], book: str, told: Iterable[Fault]) -> list[Fault]:
    """This will tell each fault of a made file at its cell, `items` by the files that were made of them. What is told
    of a cell already is not told again; warnings, and faults of other files, stay where they are."""
    known = {fault.path for fault in told}
    placed = [_at_cell(fault, items[fault.file], book) if _is_ours(fault, items) else fault for fault in faults]
    return [fault for fault in placed if not (fault.file == book and fault.path in known)]


def _is_ours(fault: Fault, items: Mapping[str, Gathered]) -> bool:
    return fault.severity == "fault" and fault.file in items


def _at_cell(fault: Fault, item: Gathered, book: str) -> Fault:
    key = COLUMN_OF.get(fault.path.partition(".")[0], FIRST)
    sheet, cell, line = item.place(key)
    return replace(fault, path=f"{sheet}!{cell}", file=book, line=line)
