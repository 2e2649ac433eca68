"""Who waits for whom, because of which licence, and what lets an item go on without waiting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yici.domain.error import Refused
from yici.domain.item import Item, Need, Relaxation
from yici.domain.plan import Dependency
from yici.domain.planner.reasons import because
from yici.domain.planner.request import Request
from yici.domain.policy import Policy
from yici.domain.reason import Reason


class Circle(Refused):
    """Items that wait for each other; `items` names them in their order, the first again at the end."""

    code = "plan.circle"

    def __init__(self, items: tuple[str, ...]) -> None:
        self.items = items
        remedy = "Relax one need of the circle lawfully, or correct the definitions: each waits for the other."
        super().__init__(circle=items, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Graph:
    """The dependencies and what follows: `waits` (item: items it starts after), `joins` (items it may run beside but
    not end before), `order` (givers first, else as in the bundle), `before` (all that an item waits for, also through
    others), `notes` on the needs of each item."""

    dependencies: tuple[Dependency, ...]
    waits: dict[str, tuple[str, ...]]
    joins: dict[str, tuple[str, ...]]
    order: tuple[Item, ...]
    before: dict[str, frozenset[str]]
    notes: dict[str, tuple[Reason, ...]]


def make_graph(request: Request, applying: tuple[Item, ...], maybe: Iterable[Item], policy: Policy) -> Graph:
    """This will connect each item to the items whose licences it needs. Raises Circle."""
    given, perhaps = _givers(applying), _givers(maybe)
    dependencies: list[Dependency] = []
    notes: dict[str, tuple[Reason, ...]] = {}
    for item in applying:
        noted = [_follow(request, item, need, given, perhaps, policy) for need in item.needs]
        notes[item.id] = tuple(reason for reasons, _ in noted for reason in reasons)
        dependencies += [dependency for _, dependency in noted if dependency is not None]
    waits = {item.id: _givers_of(item, dependencies, {None}) for item in applying}
    joins = {item.id: _givers_of(item, dependencies, {"concurrent", "pre_opinion"}) for item in applying}
    order = _ordered(applying, waits, joins)
    return Graph(tuple(dependencies), waits, joins, order, _before(order, waits, joins), notes)


def _givers(items: Iterable[Item]) -> dict[str, str]:
    """Name for each licence the first item that ends with it."""
    return {licence: item.id for item in reversed(tuple(items)) for licence in item.gives}


def _follow(
    request: Request,
    item: Item,
    need: Need,
    given: dict[str, str],
    perhaps: dict[str, str],
    policy: Policy,
) -> tuple[tuple[Reason, ...], Dependency | None]:
    judged = request.judge(need.when)
    if judged.holds is False:
        return (), None
    if need.licence in request.holdings.licences:
        return (because("need.held", licence=need.licence),), None
    open_ = _open(need, judged.open) if judged.holds is None else ()
    if need.licence in given:
        dependency = _dependency(item, need, given[need.licence], policy)
        return (*open_, dependency.reason), dependency
    stated = _stated(request, need.licence)
    if stated is not None:
        return (*open_, because("need.stated", licence=need.licence, question=stated)), None
    if need.licence in perhaps:
        return (*open_, because("need.may_be_given", licence=need.licence, by=perhaps[need.licence])), None
    return (*open_, because("need.unmet", licence=need.licence)), None


def _stated(request: Request, licence: str) -> str | None:
    """Name the question by whose answer the applicant says that they hold a licence."""
    questions = request.questions.values()
    return next((one.id for one in questions if one.licence == licence and request.answers.get(one.id) is True), None)


def _open(need: Need, questions: tuple[str, ...]) -> tuple[Reason, ...]:
    return (because("need.open", licence=need.licence, when=need.when or "", questions=", ".join(questions)),)


def _dependency(item: Item, need: Need, giver: str, policy: Policy) -> Dependency:
    relaxed = next((way for way in need.relax if _allowed(way, policy)), None)
    if relaxed is None:
        reason = because("need.given", licence=need.licence, by=giver)
    else:
        reason = because("need.relaxed", licence=need.licence, by=giver, relaxation=relaxed, source=need.source)
    return Dependency(item.id, giver, need.licence, reason, relaxed)


def _allowed(way: Relaxation, policy: Policy) -> bool:
    return policy.commitment if way == "commitment" else policy.parallel


def _givers_of(item: Item, dependencies: list[Dependency], ways: set[Relaxation | None]) -> tuple[str, ...]:
    chosen = (edge.needs for edge in dependencies if edge.item == item.id and edge.relaxed in ways)
    return tuple(dict.fromkeys(chosen))


def _before(
    order: tuple[Item, ...], waits: dict[str, tuple[str, ...]], joins: dict[str, tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    before: dict[str, frozenset[str]] = {}
    for item in order:
        direct = (*waits[item.id], *joins[item.id])
        before[item.id] = frozenset(direct).union(*(before[name] for name in direct))
    return before


def _ordered(
    applying: tuple[Item, ...], waits: dict[str, tuple[str, ...]], joins: dict[str, tuple[str, ...]]
) -> tuple[Item, ...]:
    """Put givers first, otherwise keep the order of the bundle."""
    by_id = {item.id: item for item in applying}
    done: dict[str, Item] = {}
    for item in applying:
        for name in _visit(item.id, waits, joins, done, ()):
            done[name] = by_id[name]
    return tuple(done.values())


def _visit(
    name: str,
    waits: dict[str, tuple[str, ...]],
    joins: dict[str, tuple[str, ...]],
    done: dict[str, Item],
    path: tuple[str, ...],
) -> Iterator[str]:
    if name in path:
        raise Circle((*path[path.index(name) :], name))
    if name not in done:
        for giver in (*waits[name], *joins[name]):
            yield from _visit(giver, waits, joins, done, (*path, name))
        yield name
