"""The one interface of everything that carries a message out of the house.

A provider takes a `Letter` and gives a `Receipt`, or raises `NotSent`. `Letter.key` stays the same when the same
message is tried again, and with it nothing arrives twice where the other side heeds such a key; which ones do, each
provider says in `keyed`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

State = Literal["sent", "delivered"]


@dataclass(frozen=True, slots=True, repr=False)
class Letter:
    """One message for one address. `short` is the text for where every character costs; `parameters` are the plain
    values that the texts were made with (a gateway with templates of its own takes these)."""

    key: str
    address: str
    kind: str
    language: str
    title: str
    text: str
    short: str
    parameters: Mapping[str, str] = field(default_factory=dict)


def _nothing() -> None:
    """Most providers have nothing more to say."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the provider said: its own id for the message ("" when it gives none), and how far the message came.

    `farewell` is what is still said to the other side once this is noted: the note does not wait for good-byes, so that
    whoever dies meanwhile sends nothing twice.
    """

    id: str = ""
    state: State = "sent"
    farewell: Callable[[], object] = field(default=_nothing, compare=False, repr=False)


class NotSent(Exception):
    """A provider did not take a message. `for_good`: trying again is of no use. `reason` is a code or a number, never
    what the other side wrote, which may repeat an address."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.for_good = reason, for_good


class Provider(Protocol):
    """One way out of the house. `keyed`: the same key sent twice arrives once."""

    keyed: bool

    def send(self, letter: Letter) -> Receipt:
        """Hand one message over. Raises `NotSent`."""
        ...
