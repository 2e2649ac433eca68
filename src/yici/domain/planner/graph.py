"""Who waits for whom, because of which licence, and what lets an item go on without waiting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from yici.domain.error import Refused
from yici.domain.item import Item, Need, Relaxation
from yici.domain.plan import Dependency, PlannedCircle
from yici.domain.planner.circles import Edge, components, find_circle, reach, smallest_relaxation
from yici.domain.planner.reasons import because
from yici.domain.planner.request import Request
from yici.domain.policy import Policy
from yici.domain.reason import Reason

# From the way that frees the most: on a commitment nothing waits; the others hold the decision, if not the work.
WAYS: tuple[Relaxation, ...] = ("commitment", "concurrent", "pre_opinion")


class Circle(Refused):
    """Items that wait for each other; `items` names them in their order, the first again at the end."""

    code = "plan.circle"

    def __init__(self, items: tuple[str, ...]) -> None:
        self.items = items
        remedy = (
            "Switch parallel on again if it is off; else relax one need of the circle lawfully, or correct the "
            "definitions: each waits for the other."
        )
        super().__init__(circle=items, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Graph:
    """The dependencies and what follows from them.

    `waits`: the items that an item starts after. `joins`: those that it may run beside but not be decided before.
    `turns`: the items in order, givers first; items of one circle are one turn, in the order of their waits.
    `holds`: for an item in a circle, the others on whose opinions its decision hangs. `bounds`: the items outside of
    its circle that must be decided before it is, by its own needs or by those of the others it hangs on. `before`: all
    that an item waits for, also through others. `notes`: what there is to say on the needs of each item.
    """

    dependencies: tuple[Dependency, ...]
    waits: dict[str, tuple[str, ...]]
    joins: dict[str, tuple[str, ...]]
    turns: tuple[tuple[str, ...], ...]
    holds: dict[str, tuple[str, ...]]
    bounds: dict[str, tuple[str, ...]]
    before: dict[str, frozenset[str]]
    notes: dict[str, tuple[Reason, ...]]
    circles: tuple[PlannedCircle, ...]
    items: dict[str, Item]


Kept = tuple[str, str, str, Relaxation | None]
"""A dependency that is taken into account: item, giver, licence, and how it is relaxed."""


class Followed(NamedTuple):
    """What a need comes to: the reasons, and the dependencies on all who give the licence in this matter. Not `sure`
    while a question is open; `perhaps` are the reasons then if it cannot be waited for."""

    reasons: tuple[Reason, ...]
    dependencies: tuple[Dependency, ...] = ()
    sure: bool = True
    perhaps: tuple[Reason, ...] = ()


def make_graph(request: Request, applying: tuple[Item, ...], maybe: Iterable[Item], policy: Policy) -> Graph:
    """This will connect each item to the items whose licences it needs. Raises Circle where nothing may be relaxed."""
    given, perhaps = _givers(applying), _givers(maybe)
    names = tuple(item.id for item in applying)
    followed = {
        item.id: [_follow(request, item, need, given, perhaps, policy) for need in item.needs] for item in applying
    }
    kept = _kept(names, [one for found in followed.values() for one in found])
    notes = {name: tuple(reason for one in found for reason in _noted(one, kept)) for name, found in followed.items()}
    dependencies = [
        edge for found in followed.values() for one in found for edge in one.dependencies if _key(edge) in kept
    ]
    waits = {name: _needed(name, dependencies, {None}) for name in names}
    joins = {name: _needed(name, dependencies, {"concurrent", "pre_opinion"}) for name in names}
    groups = components(names, {name: _needed(name, dependencies, {None, *WAYS}) for name in names})
    turns = tuple(_waiting_order(group, waits) for group in groups)
    holds = {name: hold for turn in turns for name, hold in _holds(turn, waits, joins)}
    return Graph(
        dependencies=tuple(dependencies),
        waits=waits,
        joins=joins,
        turns=turns,
        holds=holds,
        bounds={name: bound for turn in turns for name, bound in _bounds(turn, holds, joins)},
        before=_before(turns, waits),
        notes=notes,
        circles=tuple(_circle(group, dependencies) for group in groups if len(group) > 1),
        items={item.id: item for item in applying},
    )


def _givers(items: Iterable[Item]) -> dict[str, list[str]]:
    """Name for each licence the items that end with it."""
    givers: dict[str, list[str]] = {}
    for item in items:
        for licence in item.gives:
            givers.setdefault(licence, []).append(item.id)
    return givers


def _others(givers: dict[str, list[str]], licence: str, item: str) -> list[str]:
    """Name all that give a licence, in no order of the files; no item waits for itself (a renewal needs what it gives
    anew)."""
    return sorted(name for name in givers.get(licence, ()) if name != item)


def _kept(names: tuple[str, ...], followed: Iterable[Followed]) -> set[Kept]:
    """An open need is taken as one, unless only that would keep items waiting for each other: then nobody can yet say
    that they do. Raises Circle where sure needs do."""
    edges = {(_key(edge), one.sure) for one in followed for edge in one.dependencies}
    kept = {key for key, sure in edges if sure}
    ahead: dict[str, list[str]] = {name: [] for name in names}
    for item, needs, _, relaxed in sorted(kept, key=str):
        if relaxed is None:
            ahead[item].append(needs)
    circle = find_circle(names, ahead)
    if circle is not None:
        raise Circle(circle)
    for key in sorted({key for key, _ in edges} - kept, key=str):
        item, needs, _, relaxed = key
        if relaxed is not None or item not in reach(needs, ahead):
            kept.add(key)
            if relaxed is None:
                ahead[item].append(needs)
    return kept


def _key(edge: Dependency) -> Kept:
    return edge.item, edge.needs, edge.licence, edge.relaxed


def _noted(followed: Followed, kept: set[Kept]) -> tuple[Reason, ...]:
    waited = followed.sure or all(_key(edge) in kept for edge in followed.dependencies)
    return followed.reasons if waited else followed.perhaps


def _follow(
    request: Request,
    item: Item,
    need: Need,
    given: dict[str, list[str]],
    perhaps: dict[str, list[str]],
    policy: Policy,
) -> Followed:
    """Where several items give the licence, nobody has said which of them is meant: the need waits for them all."""
    judged = request.judge(need.when)
    if judged.holds is False:
        return Followed(())
    if need.licence in request.holdings.licences:
        return Followed((because("need.held", licence=need.licence),))
    open_ = _open(need, judged.open) if judged.holds is None else ()
    givers = _others(given, need.licence, item.id)
    if givers:
        edges = tuple(_dependency(item, need, giver, policy) for giver in givers)
        reasons = (*open_, *(edge.reason for edge in edges))
        return Followed(reasons, edges, judged.holds is True, (*open_, *_may_be_given(need, givers)))
    stated = _stated(request, need.licence)
    if stated is not None:
        return Followed((*open_, because("need.stated", licence=need.licence, question=stated)))
    later = _others(perhaps, need.licence, item.id)
    unmet = (because("need.unmet", licence=need.licence),)
    return Followed((*open_, *(_may_be_given(need, later) or unmet)))


def _may_be_given(need: Need, givers: Iterable[str]) -> tuple[Reason, ...]:
    return tuple(because("need.may_be_given", licence=need.licence, by=giver) for giver in givers)


def _stated(request: Request, licence: str) -> str | None:
    """Name the question by whose answer the applicant says that they hold a licence."""
    questions = request.questions.values()
    return next((one.id for one in questions if one.licence == licence and request.answers.get(one.id) is True), None)


def _open(need: Need, questions: tuple[str, ...]) -> tuple[Reason, ...]:
    return (because("need.open", licence=need.licence, when=need.when or "", questions=", ".join(questions)),)


def _dependency(item: Item, need: Need, giver: str, policy: Policy) -> Dependency:
    relaxed = next((way for way in WAYS if way in need.relax and _allowed(way, policy)), None)
    if relaxed is None:
        reason = because("need.given", licence=need.licence, by=giver)
    else:
        reason = because("need.relaxed", licence=need.licence, by=giver, relaxation=relaxed, source=need.source)
    return Dependency(item.id, giver, need.licence, reason, relaxed)


def _allowed(way: Relaxation, policy: Policy) -> bool:
    return policy.commitment if way == "commitment" else policy.parallel


def _needed(item: str, dependencies: list[Dependency], ways: set[Relaxation | None]) -> tuple[str, ...]:
    chosen = (edge.needs for edge in dependencies if edge.item == item and edge.relaxed in ways)
    return tuple(dict.fromkeys(chosen))


def _waiting_order(group: Iterable[str], waits: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Order a turn by what its items still wait for; among equals by name, whatever the order of the files."""
    inside = sorted(group)
    if len(inside) == 1:
        return (inside[0],)
    within = {name: sorted(giver for giver in waits[name] if giver in inside) for name in inside}
    return tuple(name for one in components(inside, within) for name in one)


def _holds(
    turn: tuple[str, ...], waits: dict[str, tuple[str, ...]], joins: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """In a circle an item works on the opinions of the others: its own becomes formal with theirs."""
    ahead = {name: [one for one in (*waits[name], *joins[name]) if one in turn] for name in turn}
    for name in turn:
        yield name, tuple(sorted(reach(name, ahead) - {name})) if len(turn) > 1 else ()


def _bounds(
    turn: tuple[str, ...], holds: dict[str, tuple[str, ...]], joins: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in turn:
        joined = (giver for one in (name, *holds[name]) for giver in joins[one] if giver not in turn)
        yield name, tuple(dict.fromkeys(joined))


def _before(turns: tuple[tuple[str, ...], ...], waits: dict[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    before: dict[str, frozenset[str]] = {}
    for turn in turns:
        for name in turn:
            before[name] = frozenset(waits[name]).union(*(before[giver] for giver in waits[name]))
    return before


def _circle(group: tuple[str, ...], dependencies: list[Dependency]) -> PlannedCircle:
    inside = [edge for edge in dependencies if edge.item in group and edge.needs in group]
    found = smallest_relaxation(
        group, [Edge(edge.item, edge.needs, edge.licence, edge.relaxed is not None) for edge in inside]
    )
    if found is None:
        raise Circle((*group, group[0]))
    fewest = {(edge.item, edge.needs, edge.licence) for edge in found.edges}
    return PlannedCircle(
        items=tuple(sorted(group)),
        relaxed=tuple(edge for edge in inside if (edge.item, edge.needs, edge.licence) in fewest),
        exact=found.exact,
    )
