"""Conditions on lexemes, as a tsquery has them. Everything that reaches the database is a quoted lexeme."""

from collections.abc import Collection, Iterable
from typing import Final

from yici.search import lexemes as of
from yici.search.text import grams, storable

NOTHING: Final = f"'{of.KIND}'"
"""A condition that nothing fulfils: no kind is without a name."""


def lexeme(text: str, *, begins: bool = False) -> str:
    """This will quote one lexeme; `begins`: any that begins so."""
    quoted = storable(text).replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*" if begins else f"'{quoted}'"


def pairs(mark: str, word: str) -> str:
    """This will be the condition of all pairs of neighbouring characters of a word."""
    found = grams(word)[:-1] or [word]
    return all_of(lexeme(mark + pair) for pair in dict.fromkeys(found))


def narrowed(asked: str, kinds: Collection[str], filters: Iterable[tuple[str, str]]) -> str:
    """This will narrow a condition, if there is one, to some kinds, and to filters, each its mark and its value."""
    either = any_of(lexeme(of.KIND + kind) for kind in kinds)
    return all_of([*([f"({asked})"] if asked else []), either, *(lexeme(mark + value) for mark, value in filters)])


def any_of(ways: Iterable[str]) -> str:
    """This will be the condition that one of some holds."""
    return f"({' | '.join(dict.fromkeys(ways))})"


def all_of(ways: Iterable[str]) -> str:
    """This will be the condition that all of some hold."""
    return f"({' & '.join(ways)})"
