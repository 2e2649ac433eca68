"""What can still be read of a file with faults of form: all but the entries that hold them, so that the others are
checked all the same and every fault is told at once. Nothing of it is ever published."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from yici.catalogue.kinds import KINDS
from yici.catalogue.schemas import shape_of
from yici.catalogue.tree import Tree, Way

ROUNDS = 12
"""Leaving out a value may leave its entry without a key that it needs, and so on outwards."""
INSIDE = frozenset({"value.empty", "value.control_character", "key.twice"})
"""What is wrong with one value of a tree that is a tree all the same."""
MENDED = "file.full_width"
"""What the reader mended to read on."""
NEVER_FILLED: dict[str, frozenset[str]] = {
    "list": frozenset({"file", "types"}),
    "calendar": frozenset({"year", "holidays", "workdays"}),
}
"""Keys that nothing may stand in for: the lines of a list, and the days of a year, are checked by them."""
TEXT = "—"
NAMES = frozenset({"id", "code", "place", "name"})
"""Keys that name the whole file: it is called like it."""


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


def likely_kind(value: dict[str, Any]) -> str | None:
    """This will say which kind of file has such keys; None where two would do as well."""
    fits = sorted(((_fit(value, kind), kind) for kind in KINDS), reverse=True)
    return fits[0][1] if fits[0][0] > max(0, fits[1][0]) else None


def _fit(value: dict[str, Any], kind: str) -> int:
    whole = shape_of(kind)
    given = set(value) - {"format", "kind"}
    return (
        len(given & whole["properties"].keys())
        - len(given - whole["properties"].keys())
        - len(set(whole["required"]) - {"format", "kind"} - given)
    )


def readable(tree: Tree, kind: str, stem: str) -> Rest | None:
    """This will read what can be read of a file of a kind; None where the fault is in what holds it together.

    Something that says nothing stands in for a key of the whole file that is missing: nothing else of it could be
    checked without. `refused` is what the type refuses of what the file says.
    """
    if not isinstance(tree.value, dict) or any(fault.code not in {*INSIDE, MENDED} for fault in tree.faults):
        return None
    gone = {
        way
        for way in tree.lines
        if ".".join(map(str, way)) in {fault.path for fault in tree.faults if fault.code != MENDED}
    }
    if () in gone:
        return None
    refused: tuple[Any, ...] = ()
    filled: dict[str, Any] = {"format": 1, "kind": kind}
    for number in range(ROUNDS):
        rest = _without(tree, gone)
        try:
            definition = KINDS[kind].validate_python({**rest.value, **filled})
        except ValidationError as error:
            details = error.errors(include_url=False)
            refused = refused if number else tuple(one for one in details if way_of(one) not in gone)
            lacking = {str(way_of(one)[0]) for one in details if _lacks_of_the_whole(one)}
            if lacking & NEVER_FILLED.get(kind, frozenset()):
                return None
            filled |= {key: _nothing(kind, key, stem) for key in lacking}
            left = [one for one in details if not way_of(one) or way_of(one)[0] not in filled]
            gone |= {rest.moved[_entry(one, rest)] for one in left}
            if () in gone:
                return None
        else:
            return Rest(definition, rest, frozenset(gone | {(key,) for key in filled}), refused)
    return None


def _lacks_of_the_whole(detail: Any) -> bool:
    return len(way_of(detail)) == 1 and detail["type"].startswith("missing")


def _nothing(kind: str, key: str, stem: str) -> Any:
    """What stands in for a key of the whole file."""
    if key in NAMES:
        return stem
    whole = shape_of(kind)
    return _least(whole["properties"][key], whole["definitions"])


def _least(shape: Any, shapes: Any) -> Any:
    """The least that a shape takes: no entries, the first choice, no words, and of a mapping what it needs."""
    for one in shape.get("anyOf", shape.get("oneOf", shape.get("allOf", ())))[:1]:
        return _least(one, shapes)
    if "$ref" in shape:
        if "/Fact_" in shape["$ref"]:
            return {"unknown": TEXT}
        return _least(shapes[shape["$ref"].rpartition("/")[2]], shapes)
    if "enum" in shape:
        return shape["enum"][0]
    match shape.get("type"):
        case "array":
            return []
        case "object":
            return {key: _least(shape["properties"][key], shapes) for key in shape.get("required", ())}
    return TEXT


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
