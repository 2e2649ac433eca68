"""Checking what the items of a bundle are to each other: none that never applies, no circle that nothing may relax."""

from collections.abc import Iterator
from itertools import combinations

from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue, questions_of
from yici.domain.checking.possible import can_hold
from yici.domain.checking.waiting import Possible, circles
from yici.domain.fault import Fault


def check_together(catalogue: Catalogue, bundle: Bundle) -> Iterator[Fault]:
    """This will find members that no answers make apply, members of which never two apply, and circles of needs."""
    subject = f"bundle:{bundle.id}"
    possible = _possible(catalogue, bundle)
    never = [n for n, member in enumerate(bundle.items) if not possible(member.when)]
    for n in never:
        params = {"item": bundle.items[n].item, "condition": bundle.items[n].when or ""}
        yield Fault("bundle.item_never", f"items.{n}.when", params, "fault", subject)
    pairs = combinations(bundle.items, 2)
    if not never and len(bundle.items) > 1 and not any(possible(one.when, other.when) for one, other in pairs):
        yield Fault("bundle.excluding", "items", {"bundle": bundle.name}, "fault", subject)
    place = {member.item: n for n, member in enumerate(bundle.items)}
    for circle in circles(catalogue, bundle, possible):
        params = {"items": " → ".join(catalogue.items[name].name for name in circle)}
        yield Fault("bundle.circle", f"items.{place.get(circle[0], 0)}.item", params, "fault", subject)


def _possible(catalogue: Catalogue, bundle: Bundle) -> Possible:
    """Try each set of conditions once."""
    questions = questions_of(catalogue, bundle)
    tried: dict[frozenset[str], bool] = {}

    def possible(*conditions: str | None) -> bool:
        wanted = frozenset(one for one in conditions if one is not None)
        if wanted not in tried:
            tried[wanted] = can_hold(wanted, questions, catalogue.elements)
        return tried[wanted]

    return possible
