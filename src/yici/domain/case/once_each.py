"""Nothing is named twice in one command, and no two events of one command go ways that are not there."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache

from yici.domain.case import events as e
from yici.domain.case.kinds import Command
from yici.domain.case.parts import Paper
from yici.domain.case.state import Case
from yici.domain.case.states import EDGES
from yici.domain.error import Invalid
from yici.domain.signing import Signature


def check_once(command: Command) -> None:
    """This will pass when each list of a command names each thing once; a paper is named by its kind alone, a
    signature by its role.

    Raises Invalid("command.named_twice") with the fields and what stands in them twice.
    """
    twice: dict[str, set[str]] = {}
    for name in _lists(type(command)):  # type: ignore[arg-type] # a class is hashable, whatever its values are
        listed = getattr(command, name)
        if len(listed) > 1 and (again := _again(listed)):
            twice[name] = again
    if twice:
        named = sorted({text for again in twice.values() for text in again})
        remedy = "name each once: what is named twice would be done twice"
        raise Invalid("command.named_twice", fields=list(twice), named=named, remedy=remedy)


@cache
def _lists(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if "tuple[" in str(one.type))


def _again(listed: tuple[object, ...]) -> set[str]:
    names = [_name(one) for one in listed]
    if len(set(names)) == len(names):
        return set()
    return {one if isinstance(one, str) else getattr(one, "target", "") for one in names if names.count(one) > 1}


def _name(one: object) -> object:
    """What tells one thing from another: a paper by its kind, a signature by the role in which somebody signs."""
    if isinstance(one, Paper):
        return one.material
    return one.role if isinstance(one, Signature) else one


def forbidden(case: Case, events: Iterable[e.CaseEvent]) -> Iterator[tuple[str, str, str]]:
    """This will give every step of events, one after the other, that no edge of the table allows: kind, item, and the
    status from which it would come."""
    statuses = {approval.item: approval.status for approval in case.approvals}
    for event in events:
        edge = EDGES.get(event.kind)
        if edge is None:
            continue
        item = getattr(event, "item", None)
        for one in (item,) if item else tuple(getattr(event, "deadlines", ())):
            if statuses[one] not in edge.origins:
                yield event.kind, one, statuses[one]
            statuses[one] = edge.to
