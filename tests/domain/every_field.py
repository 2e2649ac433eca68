"""A definition of any type with every field filled in, and everything that can be changed in it, from its annotations.

So a field that is added to a definition tomorrow is in the tests tomorrow.
"""

import dataclasses
from collections.abc import Iterator
from datetime import date
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from yici.domain.clock import Limit

NOT_CONTENT = ("format", "kind", "id", "code")
"""What tells a file from others: with another one it is another definition."""


def filled(kind: Any, seed: int = 1) -> Any:
    """This will make a value of a type with nothing left out; another seed gives another value where there is one."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return filled(next(one for one in inner if one is not type(None)), seed)
    if origin is Literal:
        return inner[seed % len(inner)]
    if origin is tuple:
        return tuple(dict.fromkeys((filled(inner[0], seed), filled(inner[0], seed + 1))))
    if origin is dict:
        return {f"k{seed}": filled(inner[1], seed)}
    plain = {str: f"text {seed}", int: seed, bool: bool(seed % 2), date: date(2026, 1, seed)}
    return plain[kind] if kind in plain else _instance(kind, seed)


def _instance(kind: Any, seed: int) -> Any:
    if kind is Limit:
        return Limit(seed, "working_day")
    plain = get_origin(kind) or kind
    return plain(**{name: filled(hint, seed) for name, hint in hints_of(kind).items()})


def hints_of(kind: Any) -> dict[str, Any]:
    """The types of a dataclass's fields, with what a generic one was made for in the place of its variable."""
    plain = get_origin(kind) or kind
    hints = get_type_hints(plain)
    found = {one.name: hints[one.name] for one in dataclasses.fields(plain)}
    return {name: _made_for(hint, *get_args(kind)[:1]) for name, hint in found.items()}


def _made_for(hint: Any, *wanted: Any) -> Any:
    if isinstance(hint, TypeVar):
        return wanted[0]
    return hint[wanted[0]] if getattr(hint, "__parameters__", ()) else hint


def changed(value: Any, hint: Any = None) -> Iterator[tuple[str, Any]]:
    """This will give the value again and again, each time with one thing in it changed, and what that was."""
    if dataclasses.is_dataclass(value) and not isinstance(value, Limit):
        yield from _fields(value, hint)
    elif isinstance(value, tuple):
        yield from _members(value, hint)
    elif isinstance(value, dict):
        yield from _entries(value, hint)
    else:
        yield "other", _other(value, hint)


def _fields(value: Any, hint: Any) -> Iterator[tuple[str, Any]]:
    for name, below in hints_of(hint or type(value)).items():
        held = getattr(value, name)
        if name in NOT_CONTENT and hint is None and not dataclasses.is_dataclass(held):
            continue
        if held is not None and type(None) in get_args(below):
            yield f"{name} gone", dataclasses.replace(value, **{name: None})
        for what, new in changed(held, _without_none(below)):
            yield f"{name}.{what}", dataclasses.replace(value, **{name: new})


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return next(one for one in get_args(hint) if one is not type(None))
    return hint


def _members(value: tuple[Any, ...], hint: Any) -> Iterator[tuple[str, Any]]:
    inner = get_args(hint)[0]
    yield "emptied", ()
    yield "doubled", (*value, *value)
    yield "longer", (*value, filled(inner, 5))
    yield "other order", value[::-1]
    for number, one in enumerate(value):
        for what, new in changed(one, inner):
            yield f"{number}.{what}", (*value[:number], new, *value[number + 1 :])


def _entries(value: dict[str, Any], hint: Any) -> Iterator[tuple[str, Any]]:
    inner = get_args(hint)[1]
    yield "emptied", {}
    yield "longer", value | {"k2": filled(inner, 2)}
    for key, one in value.items():
        for what, new in changed(one, inner):
            yield f"{key}.{what}", value | {key: new}


def _other(value: Any, hint: Any) -> Any:
    if isinstance(value, Limit):
        return Limit(value.amount + 1, value.unit)
    if get_origin(hint) is Literal:
        return next(one for one in get_args(hint) if one != value)
    if isinstance(value, bool):
        return not value
    return {str: f"{value}!", int: value + 1 if isinstance(value, int) else 0, date: date(2027, 1, 1)}[type(value)]
