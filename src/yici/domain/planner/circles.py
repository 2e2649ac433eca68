"""Circles: items that wait for each other, and the fewest needs that must be relaxed so that none waits for ever.

A need may only be relaxed where its source lets it. Up to `EXACT` items in a circle the set found is the smallest there
is; beyond, no need can be taken out of it, and the plan says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

EXACT = 12
"""So many items in one circle are solved exactly: the work doubles with each."""


class Edge(NamedTuple):
    """`item` needs the licence that `needs` gives; `free` when a source lets it go on without waiting."""

    item: str
    needs: str
    licence: str
    free: bool


class Relaxed(NamedTuple):
    """The needs to relax so that a circle opens; `exact` when no smaller set does."""

    edges: tuple[Edge, ...]
    exact: bool


def components(nodes: Iterable[str], ahead: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """This will group nodes that lead to each other; a group comes after all groups that it leads to."""
    found: list[tuple[str, ...]] = []
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    open_: set[str] = set()
    for root in nodes:
        if root not in number:
            _walk(root, ahead, number, lowest, stack, open_, found)
    return found


def _walk(
    root: str,
    ahead: Mapping[str, Iterable[str]],
    number: dict[str, int],
    lowest: dict[str, int],
    stack: list[str],
    open_: set[str],
    found: list[tuple[str, ...]],
) -> None:
    """Tarjan's algorithm without recursion: a long chain of needs must not exhaust the stack."""
    path: list[tuple[str, Iterator[str]]] = [_enter(root, ahead, number, lowest, stack, open_)]
    while path:
        node, following = path[-1]
        after = next(following, None)
        if after is None:
            path.pop()
            if path:
                lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
            if lowest[node] == number[node]:
                found.append(_close(node, stack, open_))
        elif after not in number:
            path.append(_enter(after, ahead, number, lowest, stack, open_))
        elif after in open_:
            lowest[node] = min(lowest[node], number[after])


def _enter(
    node: str,
    ahead: Mapping[str, Iterable[str]],
    number: dict[str, int],
    lowest: dict[str, int],
    stack: list[str],
    open_: set[str],
) -> tuple[str, Iterator[str]]:
    number[node] = lowest[node] = len(number)
    stack.append(node)
    open_.add(node)
    return node, iter(ahead.get(node, ()))


def _close(node: str, stack: list[str], open_: set[str]) -> tuple[str, ...]:
    at = stack.index(node)
    group = tuple(stack[at:])
    del stack[at:]
    open_.difference_update(group)
    return group


def find_circle(nodes: Iterable[str], ahead: Mapping[str, Iterable[str]]) -> tuple[str, ...] | None:
    """This will name one circle in its order, the first node again at its end; None when there is none."""
    for group in components(nodes, ahead):
        inside = set(group)
        if len(group) == 1 and group[0] not in ahead.get(group[0], ()):
            continue
        path = [min(group)]
        while path[-1] not in path[:-1]:
            path.append(min(name for name in ahead[path[-1]] if name in inside))
        return tuple(path[path.index(path[-1]) :])
    return None


def smallest_relaxation(items: Sequence[str], edges: Iterable[Edge]) -> Relaxed | None:
    """This will find the fewest needs to relax so that `items`, which wait for each other, do so no more.

    None when the needs that nothing relaxes already form a circle. The answer does not depend on any order given.
    """
    names = sorted(items)
    inside = sorted({edge for edge in edges if edge.item in names and edge.needs in names})
    hard = {name: [edge.needs for edge in inside if edge.item == name and not edge.free] for name in names}
    if find_circle(names, hard) is not None:
        return None
    if len(names) <= EXACT:
        return Relaxed(_smallest(names, inside), exact=True)
    return Relaxed(_minimal(names, inside), exact=False)


def _smallest(names: list[str], edges: list[Edge]) -> tuple[Edge, ...]:
    """Put the items in the order that leaves the fewest free needs behind, built up over all sets of items."""
    place = {name: number for number, name in enumerate(names)}
    hard, free = [0] * len(names), [[0] * len(names) for _ in names]
    for edge in edges:
        if edge.free:
            free[place[edge.needs]][place[edge.item]] += 1
        else:
            hard[place[edge.needs]] |= 1 << place[edge.item]
    order = [names[number] for number in _best_order(hard, free)]
    later = {name: number for number, name in enumerate(order)}
    return tuple(edge for edge in edges if later[edge.needs] >= later[edge.item])


def _best_order(hard: list[int], free: list[list[int]]) -> list[int]:
    """`hard[n]` are those that must come after n, `free[n][m]` the price of putting n after m."""
    size = len(hard)
    best: list[tuple[int, int]] = [(0, -1)] + [(1 << 30, -1)] * ((1 << size) - 1)
    for done in range(1 << size):
        price = best[done][0]
        for number in range(size):
            bit = 1 << number
            if done & bit or done & hard[number]:
                continue
            more = price + sum(free[number][other] for other in range(size) if done >> other & 1)
            if more < best[done | bit][0]:
                best[done | bit] = (more, number)
    order: list[int] = []
    done = (1 << size) - 1
    while done:
        order.append(best[done][1])
        done &= ~(1 << order[-1])
    return order[::-1]


def _minimal(names: list[str], edges: list[Edge]) -> tuple[Edge, ...]:
    """Relax every free need, then take back each that closes no circle."""
    ahead: dict[str, list[str]] = {name: [] for name in names}
    for edge in edges:
        if not edge.free:
            ahead[edge.item].append(edge.needs)
    kept = []
    for edge in edges:
        if not edge.free:
            continue
        if edge.item in reach(edge.needs, ahead):
            kept.append(edge)
        else:
            ahead[edge.item].append(edge.needs)
    return tuple(kept)


def reach(start: str, ahead: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """This will name all that a node leads to, itself included."""
    found = {start}
    open_ = [start]
    while open_:
        fresh = [name for name in ahead.get(open_.pop(), ()) if name not in found]
        found.update(fresh)
        open_ += fresh
    return frozenset(found)
