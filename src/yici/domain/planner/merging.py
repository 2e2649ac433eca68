"""What several uses of one paper ask of the one that is handed in: its strictest form and how many copies of it.

Only uses that surely apply and that are required decide; what an optional one, or one that hangs on an open question,
would add is said as a maybe. Copies are the most that any body asks for, summed only over bodies that keep theirs.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from yici.domain.fact import settle
from yici.domain.item import Item, MaterialUse, PaperForm
from yici.domain.planner.prepared import LocalPapers, by_id
from yici.domain.planner.reasons import because
from yici.domain.reason import Reason
from yici.domain.vocabulary import Material

STRICTNESS: dict[PaperForm | None, int] = {None: 0, "electronic": 1, "copy": 2, "original": 3, "original_and_copy": 4}
SEVERAL = 2


class Use(NamedTuple):
    """One paper as one item asks for it; `live` is None while a question is open."""

    item: Item
    use: MaterialUse
    material: Material
    live: bool | None


def deciding(uses: tuple[Use, ...]) -> tuple[Use, ...]:
    """This will name the uses that decide: those that surely apply, and of those the ones that must have the paper."""
    sure = tuple([use for use in uses if use.live]) or uses
    return tuple([use for use in sure if use.use.required is not False]) or sure


def strictest(uses: Iterable[Use]) -> PaperForm | None:
    """This will give the strictest form."""
    return max([each.use.form for each in uses], key=STRICTNESS.__getitem__)


def kept(uses: Iterable[Use], local: LocalPapers) -> dict[str, int]:
    """This will say how many copies each body keeps that surely keeps its own, by the body's role."""
    found: dict[str, int] = {}
    for item, use, *_ in uses:
        if use.copies and use.keeps.claims and _keeps(item, use, local):
            found[item.agency] = max(found.get(item.agency, 0), use.copies)
    return found


def _keeps(item: Item, use: MaterialUse, local: LocalPapers) -> bool:
    settled = settle(use.keeps, {**by_id(item.sources), **local.sources}, local.place)
    return settled is not None and settled.value


def copies(uses: Sequence[Use], local: LocalPapers) -> int | None:
    """This will say how many copies serve everybody; None where nobody says how many."""
    most = max((use.use.copies for use in uses if use.use.copies is not None), default=None)
    return most if most is None else max(most, sum(kept(uses, local).values()))


def counted(uses: Sequence[Use], local: LocalPapers) -> Iterator[Reason]:
    """This will say how the copies of several bodies come to one number."""
    keeping = kept(uses, local)
    asking = {item.agency for item, use, *_ in uses if use.copies}
    if len(keeping) >= SEVERAL:
        for agency, number in sorted(keeping.items()):
            yield because("material.copies_kept", agency=agency, copies=str(number))
    elif len(asking) >= SEVERAL:
        yield because("material.copies_largest")


def perhaps(uses: Iterable[Use], chosen: Sequence[Use]) -> Iterator[Reason]:
    """This will say what the uses that decide nothing would ask for beyond the form and the copies chosen."""
    form = strictest(chosen)
    most = max((use.use.copies or 0 for use in chosen), default=0)
    for one in uses:
        if one in chosen:
            continue
        if STRICTNESS[one.use.form] > STRICTNESS[form]:
            shown = one.use.form in ("original", "original_and_copy")
            yield because("material.original_maybe" if shown else "material.form_maybe", item=one.item.id)
        if (one.use.copies or 0) > most:
            yield because("material.copies_maybe", item=one.item.id, copies=str(one.use.copies))
