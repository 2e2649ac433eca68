"""Checking what the items of a bundle are to each other: none that never applies, no circle that nothing may relax."""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, pairwise

from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue, items_of, questions_of
from yici.domain.checking.possible import can_hold
from yici.domain.fault import Fault
from yici.domain.item import Item
from yici.domain.planner.circles import find_circle


def check_together(catalogue: Catalogue, bundle: Bundle) -> Iterator[Fault]:
    """This will find members that no answers make apply, members of which never two apply, and circles of needs."""
    subject = f"bundle:{bundle.id}"
    questions = questions_of(catalogue, bundle)

    def possible(*conditions: str | None) -> bool:
        return can_hold(conditions, questions, catalogue.elements)

    never = [n for n, member in enumerate(bundle.items) if not possible(member.when)]
    for n in never:
        params = {"item": bundle.items[n].item, "condition": bundle.items[n].when or ""}
        yield Fault("bundle.item_never", f"items.{n}.when", params, "fault", subject)
    pairs = combinations(bundle.items, 2)
    if not never and len(bundle.items) > 1 and not any(possible(one.when, other.when) for one, other in pairs):
        yield Fault("bundle.excluding", "items", {"bundle": bundle.name}, "fault", subject)
    yield from _circles(catalogue, bundle, possible, subject)


def _circles(catalogue: Catalogue, bundle: Bundle, possible: Callable[..., bool], subject: str) -> Iterator[Fault]:
    """Only needs that nothing may relax, of items that can apply together, keep each other waiting for ever."""
    items = items_of(catalogue, bundle)
    when = {member.item: member.when for member in bundle.items}
    place = {member.item: n for n, member in enumerate(bundle.items)}
    ahead = _hard(items)
    while (circle := find_circle(items, ahead)) is not None:
        edges = list(pairwise(circle))
        if possible(*(when.get(name) for name in circle), *(ahead[name][giver] for name, giver in edges)):
            params = {"items": " → ".join(items[name].name for name in circle)}
            yield Fault("bundle.circle", f"items.{place.get(circle[0], 0)}.item", params, "fault", subject)
        # One circle is told once; without this edge the next is found.
        del ahead[edges[0][0]][edges[0][1]]


def _hard(items: Mapping[str, Item]) -> dict[str, dict[str, str | None]]:
    """Say for each item whose licences it must wait for, whatever the policy, and under which condition."""
    givers: dict[str, list[str]] = {}
    for item in items.values():
        for licence in item.gives:
            givers.setdefault(licence, []).append(item.id)
    found: dict[str, dict[str, str | None]] = {name: {} for name in items}
    for item in items.values():
        for need in item.needs:
            others = [giver for giver in givers.get(need.licence, ()) if giver != item.id]
            if not need.relax and len(others) == 1:
                found[item.id].setdefault(others[0], need.when)
    return found
