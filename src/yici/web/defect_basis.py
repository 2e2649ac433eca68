"""On what it rests that a paper must be corrected: what the definition of the item says of it."""

from yici.domain.case import Defect
from yici.web.words import Names


def defect_basis(defect: Defect, names: Names) -> str:
    """This will cite the basis of a defect: the one recorded with it, else that of the paper; empty for none."""
    if defect.basis:
        return defect.basis
    known = names.catalogue.items.get(defect.item)
    uses = known.materials if known else ()
    return next((use.basis for use in uses if use.material == defect.target and use.basis), "")
