"""Readings: who of staff and systems saw what, when and through which channel.

Cases and projects keep theirs in a table each, beside what was seen. What somebody reads of their own is nobody's
business and is not recorded.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from yici.domain.event import Actor

What = Literal["case", "list", "desk", "person", "project", "file"]
RECORDED: Final = frozenset({"staff", "system"})
COLUMNS: Final = ("at", "reader", "kind", "role", "channel", "what", "id")
"""What a `ReadingRow` is read from, in its order."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and when."""

    actor: Actor
    now: datetime

    def values(self, what: What) -> dict[str, Any]:
        """This will give the columns of a row that says so."""
        actor = self.actor
        return {
            "reader": actor.id, "kind": actor.kind, "role": actor.role, "channel": actor.channel, "what": what,
            "at": self.now,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One time that something was seen by somebody whose own it is not: whole (`case`, `project`), in a list, on a
    desk, what the account told of a person (`person`), or a file that was handed in (`file`)."""

    at: datetime
    reader: str
    kind: str
    role: str | None
    channel: str | None
    what: What
    id: int


def is_recorded(actor: Actor) -> bool:
    """This will say whether what an actor reads is recorded: somebody else's, whether at work or as an agent."""
    return actor.kind in RECORDED or actor.mandate is not None
