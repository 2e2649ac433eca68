"""What is to be corrected, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yici.domain.case import Defect
from yici.web.case_words import DEFECT_CODES, worded
from yici.web.defect_basis import defect_basis
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class DefectShown:
    """One thing to correct: what, in which item, and how."""

    target: str
    name: str
    item: str
    how: str
    note: str
    basis: str


def defects_of(defects: Sequence[Defect], notes: Mapping[str, str], names: Names) -> tuple[DefectShown, ...]:
    """This will list what is to be corrected, each target once, with the free words of the window."""
    shown: dict[str, DefectShown] = {}
    for defect in defects:
        kind = "material" if defect.target in names.catalogue.materials else "element"
        shown.setdefault(
            defect.target,
            DefectShown(
                defect.target,
                names.of(kind, defect.target),
                names.of("item", defect.item),
                worded(DEFECT_CODES, defect.code),
                str(notes.get(defect.target, "") or notes.get(defect.item, "")),
                defect_basis(defect, names),
            ),
        )
    return tuple(shown.values())
