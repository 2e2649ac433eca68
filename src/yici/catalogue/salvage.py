"""What can still be read of a file with faults of form: all but the entries that hold them, so that the others are
checked all the same and every fault is told at once. Nothing of it is ever published."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from yici.catalogue.tree import Tree, Way
from yici.domain.fault import Fault

ROUNDS = 12
"""Leaving out a value may leave its entry without a key that it needs, and so on outwards."""
FILLED = {"name": "—", "level": "reference"}
"""What stands in for a key of the whole file: nothing else of it could be checked without."""
INSIDE = frozenset({"value.empty", "value.control_character", "key.twice"})
"""What is wrong with one value of a tree that is a tree all the same."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a file: the definition, the tree of what was read, what was left out, and what was refused."""

    definition: Any
    tree: Tree
    gone: frozenset[Way]
    refused: tuple[Any, ...]


def way_of(detail: Any) -> Way:
    """This will give the path of what a type refused, without the steps that only the type knows."""
    return tuple(part for part in detail["loc"] if not (isinstance(part, str) and part.startswith("function-")))


def readable(tree: Tree, adapter: TypeAdapter[Any]) -> Rest | None:
    """This will read what can be read of a file; None where the fault is in what holds it together.

    `refused` are the refusals of the type that are not told with the faults of the tree already.
    """
    if not isinstance(tree.value, dict) or any(fault.code not in INSIDE for fault in tree.faults):
        return None
    gone = {way for way in tree.lines if ".".join(map(str, way)) in {fault.path for fault in tree.faults}}
    if () in gone:
        return None
    refused: tuple[Any, ...] = ()
    filled: dict[str, Any] = {"format": 1}
    for number in range(ROUNDS):
        rest = _without(tree, gone)
        try:
            definition = adapter.validate_python({**rest.value, **filled})
        except ValidationError as error:
            details = error.errors(include_url=False)
            refused = refused if number else tuple(one for one in details if way_of(one) not in gone)
            filled |= {key: text for key, text in FILLED.items() if (key,) in map(way_of, details)}
            more = {
                rest.moved[_entry(one, rest)] for one in details if way_of(one)[:1] not in set(zip(filled, strict=True))
            }
            if () in more:
                return None
            gone |= more
        else:
            return Rest(definition, rest, frozenset(gone), refused)
    return None


def _entry(detail: Any, rest: Tree) -> Way:
    """What to leave out: the value, or what lacks a key; the nearest thing around it that stands in the file."""
    way = way_of(detail)
    while way not in rest.lines:
        way = way[:-1]
    return way


def _without(tree: Tree, gone: set[Way]) -> Tree:
    rest = Tree()
    rest.value = _copied(tree.value, (), (), tree, rest, gone)
    return rest


def _copied(value: Any, old: Way, new: Way, tree: Tree, rest: Tree, gone: set[Way]) -> Any:
    """The entries of a list move up to where one before them was left out; `moved` says where they stood."""
    rest.lines[new], rest.moved[new] = tree.line(old), old
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if (*old, key) not in gone}
        return {key: _copied(one, (*old, key), (*new, key), tree, rest, gone) for key, one in kept.items()}
    if isinstance(value, list):
        left = [number for number in range(len(value)) if (*old, number) not in gone]
        return [_copied(value[was], (*old, was), (*new, number), tree, rest, gone) for number, was in enumerate(left)]
    return value


HANGS: dict[str, frozenset[str]] = {
    "item.basis_no_law": frozenset({"sources"}),
    "bundle.item_without_basis": frozenset({"basis"}),
    "bundle.joint_without_decision": frozenset({"sources"}),
    "bundle.item_never": frozenset({"questions", "items"}),
    "bundle.excluding": frozenset({"questions", "items"}),
    "bundle.circle": frozenset({"needs", "questions", "items"}),
    "bundle.subject_count": frozenset({"questions"}),
    "place.spares_unasked": frozenset({"materials", "items"}),
    "condition.never": frozenset({"questions", "elements"}),
    "condition.unknown_name": frozenset({"questions", "elements"}),
    "condition.unknown_option": frozenset({"questions", "elements"}),
}
"""By the fault that may only be told because something is missing: the parts that it may be missing from."""


def follows_from(fault: Fault, gone: frozenset[Way], lacking: set[str]) -> bool:
    """This will say whether a fault may only be there because of what could not be read: at its own place in its file
    (`gone`), or in the `lacking` parts of this file and of those that it names."""
    path = fault.path.split(".")
    if fault.code == "name.unknown":
        return fault.params["kind"] == "source" and "sources" in lacking
    if any(list(map(str, way))[: len(path)] == path for way in gone):
        return True
    return bool(HANGS.get(fault.code, frozenset()) & lacking)
