"""Whose turn it is, as a condition on an approval `a`: text and its parameters."""

from collections.abc import Collection
from typing import Any

from yici.cases import reach
from yici.domain.authority import Grants, Scope
from yici.domain.case import TURNS, Task

Asked = tuple[str, list[Any]]
OPINE: Task = "opine"
OPINE_ACTION = "approval.opine"


def among(wanted: Collection[Task] | None) -> Asked:
    """This will be the condition that one of these is to be done next; None means any."""
    return (" AND a.tasks && %s", [sorted(wanted)]) if wanted is not None else ("", [])


def mine(grants: Grants, read: Scope, wanted: Collection[Task] | None) -> Asked | None:
    """This will be the condition that it is the turn of somebody with these grants, None when it never is.

    One line a scope: who may do one thing here and another there has a turn with each of them where it belongs.
    An opinion is not the turn of the body that decides: whoever was asked finds the question itself on the desk.
    """
    by_scope: dict[Scope, set[str]] = {}
    for task, actions in TURNS.items():
        if task != OPINE and (wanted is None or task in wanted):
            for scope in (grants.scope(action) for action in actions):
                by_scope.setdefault(scope, set()).add(task)
    parts, values = [], list[Any]()
    for scope, tasks in by_scope.items():
        right, told = ("TRUE", ()) if scope == read else reach.right(scope)
        parts += [f"({right} AND a.tasks && %s)"] if scope.lines else []
        values += [*told, sorted(tasks)] if scope.lines else []
    return (f" AND ({' OR '.join(parts)})", values) if parts else None
