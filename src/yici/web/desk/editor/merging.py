"""Two editors at one file: what each changed since what the second one saw, side by side, and both together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yici.catalogue.editing.laying import flow
from yici.catalogue.editing.pointers import dotted
from yici.catalogue.tree import Way

MOST = 200


@dataclass(frozen=True, slots=True)
class Side:
    """One place at which somebody changed something: what stood there, what they made of it, what I made of it."""

    where: str
    seen: str
    theirs: str
    mine: str
    both: bool


def merged(seen: Any, mine: Any, theirs: Any) -> Any:
    """This will lay my changes over theirs: what only one changed is taken from that one, what both changed from me."""
    if mine == seen:
        return theirs
    if theirs in (seen, mine):
        return mine
    if all(isinstance(one, dict) for one in (seen, mine, theirs)):
        keys = [*theirs, *(key for key in mine if key not in theirs)]
        told = {key: merged(seen.get(key), mine.get(key), theirs.get(key)) for key in keys}
        return {key: one for key, one in told.items() if one is not None}
    if all(isinstance(one, list) for one in (seen, mine, theirs)) and len(seen) == len(mine) == len(theirs):
        return [merged(*three) for three in zip(seen, mine, theirs, strict=True)]
    return mine


def sides(seen: Any, mine: Any, theirs: Any, way: Way = ()) -> Iterator[Side]:
    """This will name every place that one of both changed, mine in full."""
    if seen == mine == theirs:
        return
    three = (seen, mine, theirs)
    if all(isinstance(one, dict) for one in three):
        for key in dict.fromkeys([*seen, *theirs, *mine]):
            yield from sides(seen.get(key), mine.get(key), theirs.get(key), (*way, key))
        return
    if all(isinstance(one, list) for one in three) and len(seen) == len(mine) == len(theirs):
        for number, (old, own, other) in enumerate(zip(*three, strict=True)):
            yield from sides(old, own, other, (*way, number))
        return
    yield Side(dotted(way), _text(seen), _text(theirs), _text(mine), mine != seen and theirs != seen)


def _text(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else flow(value)
    return text if len(text) <= MOST else text[:MOST] + "…"
