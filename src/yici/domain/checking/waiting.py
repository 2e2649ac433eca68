"""Circles of needs in a bundle that nothing may relax, each with answers and a day on which its items all apply."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue, items_of
from yici.domain.item import Item, standing_on
from yici.domain.planner.circles import components, find_circle

MOST_CIRCLES = 50
"""So many are told of one bundle; in a thicket of needs there may be more circles than anybody could read."""
MOST_STEPS = 5_000
"""So many steps are taken to find them; where that is not enough, one circle is told as if it could come about."""

Circle = tuple[str, ...]
Conditions = tuple[str, ...]
Ways = Mapping[str, tuple[Conditions, ...]]
"""For each item, the conditions under any of which it applies."""


class Possible(Protocol):
    """Says whether some answers make all of the conditions true."""

    def __call__(self, *conditions: str | None) -> bool:
        """This will try them."""


class Edges(NamedTuple):
    """What each item waits for whatever the policy, and the conditions under any of which it does."""

    ahead: dict[str, dict[str, list[str | None]]]

    def within(self, group: Circle) -> "Edges":
        """Leave only what lies between some items."""
        names = frozenset(group)
        return Edges(
            {
                name: {giver: whens for giver, whens in self.ahead[name].items() if giver in names}
                for name in sorted(names)
            }
        )


def circles(catalogue: Catalogue, bundle: Bundle, possible: Possible) -> Iterator[Circle]:
    """This will name every circle that the planner would refuse for some answers, the first item again at its end."""
    items = items_of(catalogue, bundle)
    edges, told = _edges(items), set[Circle]()
    entangled = [group for group in components(sorted(items), edges.ahead) if len(group) > 1]
    days = _days(items) if entangled else []
    for group in entangled:
        inside = edges.within(group)
        for day in days:
            for circle in _found(inside, _ways(bundle, items, day), possible):
                if circle not in told and len(told) < MOST_CIRCLES:
                    told.add(circle)
                    yield circle


def _edges(items: Mapping[str, Item]) -> Edges:
    """An item waits for all who give a licence that it needs, its own aside."""
    givers: dict[str, list[str]] = {}
    for item in items.values():
        for licence in item.gives:
            givers.setdefault(licence, []).append(item.id)
    ahead: dict[str, dict[str, list[str | None]]] = {name: {} for name in items}
    for item in items.values():
        for need in item.needs:
            for giver in givers.get(need.licence, ()) if not need.relax else ():
                if giver != item.id and need.when not in ahead[item.id].setdefault(giver, []):
                    ahead[item.id][giver].append(need.when)
    return Edges(ahead)


def _days(items: Mapping[str, Item]) -> list[date]:
    """Between these days nothing changes."""
    return sorted({date.min, *(change.since for item in items.values() for change in item.changes)})


def _ways(bundle: Bundle, items: Mapping[str, Item], day: date) -> Ways:
    """A member applies under its own condition, what took its place by that day under the same."""
    found: dict[str, list[Conditions]] = {}
    for member in bundle.items:
        ahead, seen = [member.item], set[str]()
        while ahead:
            name = ahead.pop()
            if name in seen or name not in items:
                continue
            seen.add(name)
            change = standing_on(items[name], day)
            if change is None or change.standing == "open":
                found.setdefault(name, []).append(() if member.when is None else (member.when,))
            else:
                ahead += change.successors
    return {name: tuple(dict.fromkeys(ways)) for name, ways in found.items()}


class _Path(NamedTuple):
    """A way through the needs: the items on it and all that must hold for it."""

    items: Circle
    conditions: frozenset[str]


def _found(edges: Edges, ways: Ways, possible: Possible) -> Iterator[Circle]:
    """Walk every way that answers allow, each circle from its first item by name on."""
    steps = 0
    for start in edges.ahead:
        paths = [path for path in _begun(start, ways) if possible(*path.conditions)]
        while paths:
            path = paths.pop()
            steps += 1
            if steps > MOST_STEPS:
                circle = find_circle(edges.ahead, {name: list(ahead) for name, ahead in edges.ahead.items()})
                yield from () if circle is None else (circle,)
                return
            for after in _longer(path, edges, ways, possible):
                if after.items[-1] == start:
                    yield after.items
                else:
                    paths.append(after)


def _begun(start: str, ways: Ways) -> Iterator[_Path]:
    for way in ways.get(start, ()):
        yield _Path((start,), frozenset(way))


def _longer(path: _Path, edges: Edges, ways: Ways, possible: Possible) -> Iterator[_Path]:
    start = path.items[0]
    for giver, whens in edges.ahead[path.items[-1]].items():
        if giver != start and (giver < start or giver in path.items):
            continue
        for way in ways.get(giver, ()) if giver != start else ((),):
            for when in whens:
                more = path.conditions.union(way, () if when is None else (when,))
                if more == path.conditions or possible(*more):
                    yield _Path((*path.items, giver), more)
