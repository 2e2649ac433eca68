"""Who must sign: the roles that the items name, where their condition surely holds. What is unknown asks nobody."""

from dataclasses import replace

from yici.domain.item import Item
from yici.domain.occurrence import numbered_material
from yici.domain.planner.request import Request
from yici.domain.signing import PlannedSigner


def planned_signers(request: Request, applying: tuple[Item, ...]) -> tuple[PlannedSigner, ...]:
    """This will list the roles, each holder once (`seller`, `seller-2`), with the items that ask for them and the first
    text that says so."""
    found: dict[str, PlannedSigner] = {}
    for item in applying:
        for one in item.signers:
            if one.when is not None and request.judge(one.when).holds is not True:
                continue
            for number in range(1, request.counts.get(one.role, 1) + 1):
                role = numbered_material(one.role, number)
                before = found.get(role, PlannedSigner(role, (), one.basis, one.source))
                found[role] = replace(before, items=(*before.items, item.id))
    return tuple(found.values())
