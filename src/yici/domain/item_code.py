"""The code of an item as a place carries it out (实施编码), in its parts.

Shape: 511Z07001006-511602000000-000-11511301008778183N-1-00, which is the code of the basic catalogue, the area, the
sub-item, the unified credit code of the body, the level or version, and the handling item (办理项).
"""

import re
from dataclasses import dataclass
from typing import Final

# A basic code may hold dashes itself (Z-000147-001), and so do old codes of bodies (00877868-5).
_SHAPE: Final = re.compile(
    r"([0-9A-Z]+(?:-[0-9]+)*)-([0-9]{12})-([0-9]{3})-([0-9A-Za-z]+(?:-[0-9A-Z])?)-([0-9])-([0-9]{2})"
)
LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class ItemCode:
    """One code in its parts."""

    base: str
    area: str
    part: str
    body: str
    version: str
    handling: str


def read_code(text: str) -> ItemCode | None:
    """This will take a code apart; None when it does not have the shape."""
    found = _SHAPE.fullmatch(text) if len(text) <= LONGEST else None
    return ItemCode(*found.groups()) if found else None
