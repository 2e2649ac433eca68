"""The merged cells of a sheet: each is told, and the empty cells that it leaves are not told again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from openpyxl.utils.cell import range_boundaries

from yici.catalogue.sheets.found import Found

TOLD = 40
"""So many are told with their cells; the rest are counted: whoever splits forty splits all."""
MOST_COVERED = 200_000
"""So many rows of merged cells are remembered, one may stand in several; no sheet that a person made has more."""


@dataclass(slots=True)
class Merged:
    """The merged cells below the headings, by the rows that they cover."""

    covered: dict[int, list[range]] = field(default_factory=lambda: defaultdict(list))
    """Of each row the places, from 0, of the cells that are empty because another shows in them."""

    rows: int = 0

    def cover(self, left: int, first: int, right: int, last: int) -> None:
        """This will remember the cells below a merged one, its first apart: columns and rows from 1."""
        until = min(last, first + MOST_COVERED - self.rows - 1)
        self.rows += max(0, until - first + 1)
        for row in range(first, until + 1):
            self.covered[row].append(range(left - 1 + (row == first), right))

    def hides(self, row: int, at: int) -> bool:
        """This will say whether a cell is hidden below another."""
        return any(at in places for places in self.covered.get(row, ()))


def split_heading(references: Iterable[str], heading: int) -> str:
    """This will name the merged cell, if any, that makes the row of headings reach into the next row."""
    for reference in references:
        _, first, _, last = _bounds(reference)
        if first <= heading < last:
            return reference
    return ""


def tell_merged(references: Iterable[str], sheet: str, heading: int, found: Found) -> Merged:
    """This will tell of every merged cell from the headings on; a title above them may be merged."""
    merged, told, beyond = Merged(), 0, 0
    for reference in sorted(references, key=lambda one: (_bounds(one)[1], _bounds(one)[0])):
        left, first, right, last = _bounds(reference)
        if first < heading:
            continue
        told += 1
        if told > TOLD:
            beyond += 1
        else:
            found.add("sheet.merged", sheet, reference, first)
        merged.cover(left, first, right, last)
    if beyond:
        found.add("sheet.merged_more", sheet, count=str(beyond))
    return merged


def _bounds(reference: str) -> tuple[int, int, int, int]:
    """Left, first row, right, last row, from 1; what cannot be read merges nothing but the first cell."""
    try:
        left, first, right, last = range_boundaries(reference)
    except (TypeError, ValueError):
        return 1, 1, 1, 1
    return left or 1, first or 1, right or left or 1, last or first or 1
