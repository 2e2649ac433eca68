"""One form that is filled in at two places at once: what each touched stands, what both touched is asked.

A page tells what it showed (a print of each value), what stands in it now, and its own name. Nothing else is needed to
know who touched what: a value that is still what the page showed was not touched there.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PRINT = 16
"""Hexadecimal digits of a print: enough to tell values of one field apart, by whoever can read the value anyway."""
_EMPTY: tuple[Any, ...] = ("", [], None)


@dataclass(frozen=True, slots=True)
class Met:
    """What came of a page that was sent: `taken` are values to keep, `clashes` values that met another's.

    `shown` are prints of what the page knows from now on; `elsewhere` names fields that another page changed and this
    one did not touch.
    """

    taken: dict[str, Any]
    clashes: dict[str, Any]
    shown: dict[str, str]
    elsewhere: tuple[str, ...]


def print_of(value: object) -> str:
    """This will give a short print of a value; whatever is empty has the same."""
    text = "" if value in _EMPTY else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_PRINT]


def prints_of(values: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, str]:
    """This will give the prints of what a page shows in these fields."""
    return {name: print_of(values.get(name)) for name in fields}


def meet(
    *, shown: Mapping[str, str], typed: Mapping[str, Any], kept: Mapping[str, Any], own: frozenset[str]
) -> Met:  # fmt: skip
    """This will compare what was typed with what is kept. `own` are the fields that this very page wrote last.

    A field of which the page does not say what it showed is taken as it was typed.
    """
    taken: dict[str, Any] = {}
    clashes: dict[str, Any] = {}
    now, elsewhere = dict(shown), []
    for name, value in typed.items():
        here, there, before = print_of(value), print_of(kept.get(name)), shown.get(name)
        if here == there or before is None or there == before or name in own:
            taken[name], now[name] = value, here
        elif here == before:
            elsewhere.append(name)
        else:
            clashes[name] = value
    return Met(taken, clashes, now, tuple(elsewhere))
