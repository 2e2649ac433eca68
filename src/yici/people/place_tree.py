"""Puts the rows of files of places together into a tree and spells the full name of each."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from yici.domain.division import PLACEHOLDERS, level_of
from yici.people.place_file import Fault, PlaceLine
from yici.people.place_initials import initials_of, plain_initials_of


class PlacedLine(NamedTuple):
    """A row with its full name, in the order in which it is copied into the database."""

    file: str
    line: int
    code: str
    name: str
    level: int
    parent: str
    path: str
    initials: str


def placed(
    lines: Iterable[PlaceLine], known: Mapping[str, tuple[str, str]], faults: list[Fault]
) -> Iterator[PlacedLine]:
    """This will give every row its full name; `known` has name and full name of the places already loaded, by code.

    A row may stand before its parent: it waits until the end. Adds a fault for each row whose parent is nowhere.
    """
    bases: dict[str, str] = {"": ""}
    waiting: list[PlaceLine] = []
    for line in lines:
        if line.parent in bases:
            yield _placed(line, bases)
        else:
            waiting.append(line)
    # A parent's code sorts before those of its children.
    for line in sorted(waiting, key=lambda one: one.code):
        if line.parent not in bases and line.parent in known:
            bases[line.parent] = base_of(line.parent, *known[line.parent])
        if line.parent in bases:
            yield _placed(line, bases)
        else:
            params = {"code": line.code, "parent": line.parent}
            faults.append(Fault(line.file, line.line, "place.parent_unknown", params))


def base_of(code: str, name: str, path: str) -> str:
    """This will give what the full names of the children begin with: a placeholder is left out of them."""
    return path.removesuffix(name) if level_of(code) == 2 and name in PLACEHOLDERS else path


def _placed(line: PlaceLine, bases: dict[str, str]) -> PlacedLine:
    path = bases[line.parent] + line.name
    if line.level < 5:
        bases[line.code] = base_of(line.code, line.name, path)
    return PlacedLine(line.file, line.line, line.code, line.name, line.level, line.parent, path, _initials(line))


def _initials(line: PlaceLine) -> str:
    if line.initials is None:
        return initials_of(line.name)
    return line.initials or plain_initials_of(line.name)
