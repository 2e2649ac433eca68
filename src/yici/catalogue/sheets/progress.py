"""How far a long import is, for whoever waits for it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Tell = Callable[[str, int], None]
"""Hears the step ("rows", "items", "checking") and how many are done."""
EVERY = 5_000


def unheard(step: str, count: int) -> None:
    """This will do nothing: nobody waits."""


def told(things: Iterable[T], step: str, tell: Tell) -> Iterator[T]:
    """This will pass things on and tell of every so many."""
    for count, thing in enumerate(things, start=1):
        if count % EVERY == 0:
            tell(step, count)
        yield thing
