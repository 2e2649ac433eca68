"""Walking through two values of one type side by side, down to every place where they differ.

Nothing is left out: whatever two definitions do not share ends in at least one leaf, so a field that is added to a type
later is compared without a line of code here. Lists are matched by what names their members, not by position.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, Literal, cast

from yici.domain.bundle import BeforeAfter, BundleItem, Subject
from yici.domain.clock import Limit
from yici.domain.comparing.difference import Part
from yici.domain.fact import Claim, Fact, Source
from yici.domain.item import (
    Basis,
    Change,
    Field,
    Inspection,
    MaterialUse,
    Need,
    Opinion,
    PrintedForm,
    Question,
    SpecialProcedure,
)
from yici.domain.place import LocalItem, Spared
from yici.domain.project_course import Measurement, Stage
from yici.domain.regime import LocalCause
from yici.domain.vocabulary import Option

How = Literal["value", "part", "entry", "order", "claim", "note", "unknown"]
NAMING: Final[dict[type, tuple[str, tuple[str, ...]]]] = {
    Question: ("question", ("id",)),
    Option: ("option", ("value",)),
    PrintedForm: ("form", ("id",)),
    Field: ("field", ("element", "label")),
    MaterialUse: ("paper", ("material",)),
    Need: ("need", ("licence",)),
    Inspection: ("inspection", ("id",)),
    Opinion: ("opinion", ("agency", "about")),
    SpecialProcedure: ("procedure", ("name",)),
    Basis: ("basis", ("law", "article")),
    Source: ("source", ("id",)),
    BundleItem: ("member", ("item",)),
    BeforeAfter: ("record", ("place_name", "measure")),
    Subject: ("subject", ("role",)),
    Spared: ("spared", ("material",)),
    Change: ("standing", ("standing", "since")),
    Stage: ("stage", ("id",)),
    Measurement: ("measurement", ("id",)),
    LocalCause: ("cause", ("id",)),
}
"""What a member of a list is called, and which of its fields tell it from the others."""
_LABELS: Final = ("name", "label", "about", "title", "law", "place_name", "printed")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One place where two definitions differ; `what` is the field ("Item.fee"). Old or new is None where it is absent.

    `how`: a plain value, a part that came or went, an entry of a list of texts, the order of a list, or a claim about a
    fact, its note, or why the fact is unknown; `source` is the claim's.
    """

    parts: tuple[Part, ...]
    what: str
    how: How
    old: Any
    new: Any
    source: str = ""


@dataclass(frozen=True, slots=True)
class _At:
    parts: tuple[Part, ...] = ()
    what: str = ""

    def leaf(self, how: How, old: object, new: object, source: str = "") -> Leaf:
        return Leaf(self.parts, self.what, how, old, new, source)


def walk(old: object, new: object, parts: tuple[Part, ...] = ()) -> Iterator[Leaf]:
    """This will give every place where two definitions of one type differ; nothing where they are equal."""
    return _walk(old, new, _At(parts))


def _walk(old: object, new: object, at: _At) -> Iterator[Leaf]:
    if old == new:
        return
    if isinstance(old, Fact) and isinstance(new, Fact):
        yield from _fact(old, new, at)
    elif type(old) is type(new) and is_dataclass(old) and not isinstance(old, Limit):
        kind = type(old).__name__
        for one in fields(old):
            below = _At(at.parts, f"{kind}.{one.name}")
            yield from _walk(getattr(old, one.name), getattr(new, one.name), below)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _list(old, new, at)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _mapping(old, new, at)
    else:
        yield at.leaf("value", old, new)


def _fact(old: Fact[Any], new: Fact[Any], at: _At) -> Iterator[Leaf]:
    if old.unknown != new.unknown:
        yield at.leaf("unknown", old.unknown, new.unknown)
    before, after = _counted(old.claims, _source), _counted(new.claims, _source)
    for key in dict.fromkeys((*before, *after)):
        yield from _claim(before.get(key), after.get(key), at)
    yield from _order(before, after, at)


def _source(claim: Claim[Any]) -> Hashable:
    return claim.source


def _claim(old: Claim[Any] | None, new: Claim[Any] | None, at: _At) -> Iterator[Leaf]:
    source = cast(Claim[Any], old or new).source
    if old is None or new is None:
        yield at.leaf("claim", old and old.value, new and new.value, source)
        return
    if old.value != new.value:
        yield at.leaf("claim", old.value, new.value, source)
    if old.note != new.note:
        yield at.leaf("note", old.note, new.note, source)


def _list(old: tuple[Any, ...], new: tuple[Any, ...], at: _At) -> Iterator[Leaf]:
    before, after = _counted(old, _key), _counted(new, _key)
    for key in dict.fromkeys((*before, *after)):
        yield from _member(before.get(key), after.get(key), at)
    yield from _order(before, after, at)


def _member(old: Any, new: Any, at: _At) -> Iterator[Leaf]:
    part = part_of(new if old is None else old)
    if part is None:
        if old is None or new is None:
            yield at.leaf("entry", old, new)
        return
    below = replace(at, parts=(*at.parts, part))
    if old is None or new is None:
        yield below.leaf("part", old, new)
    else:
        yield from _walk(old, new, below)


def _key(one: Any) -> Hashable:
    named = NAMING.get(type(one))
    return cast(Hashable, one) if named is None else tuple(getattr(one, name) for name in named[1])


def _counted(members: tuple[Any, ...], key: Any) -> dict[Hashable, Any]:
    """Members by key; where two have one key, the second is told from the first by its number."""
    seen: Counter[Hashable] = Counter()
    found: dict[Hashable, Any] = {}
    for one in members:
        name = key(one)
        seen[name] += 1
        found[name, seen[name]] = one
    return found


def _order(before: dict[Hashable, Any], after: dict[Hashable, Any], at: _At) -> Iterator[Leaf]:
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield at.leaf("order", None, None)


def _mapping(old: Mapping[str, Any], new: Mapping[str, Any], at: _At) -> Iterator[Leaf]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if isinstance(before or after, LocalItem):
            below = replace(at, parts=(*at.parts, Part("local", key)))
            if before is None or after is None:
                yield below.leaf("part", before, after)
            else:
                yield from _walk(before, after, below)
        elif before != after:
            yield from (at.leaf("entry", f"{key} = {one}", None) for one in (before,) if one is not None)
            yield from (at.leaf("entry", None, f"{key} = {one}") for one in (after,) if one is not None)


def part_of(one: object) -> Part | None:
    """This will name a member of a list, if it is of a kind that has an identity."""
    named = NAMING.get(type(one))
    if named is None:
        return None
    kind, identity = named
    label = next((str(getattr(one, name)) for name in _LABELS if getattr(one, name, None)), "")
    return Part(kind, " ".join(str(getattr(one, name)) for name in identity), label, getattr(one, "name_en", None))
