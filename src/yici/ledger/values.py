"""The values that callers of the ledger hold: what they hand in, what was recorded, what they read back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Final, Literal, NamedTuple, Protocol
from uuid import UUID

from yici.domain.error import Conflict
from yici.domain.event import Actor


class Erased(Enum):
    """The one value that stands for a sealed part whose key was destroyed."""

    ERASED = "erased"


ERASED: Final = Erased.ERASED


class InFlight(Conflict):
    """The same idempotency key is being answered by somebody else: leave the transaction, then `replay`."""

    code = "idempotency.in_flight"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a stream: `seq` 0 and the origin's hash before the first event."""

    stream: UUID
    kind: str
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Subject:
    """A data subject with its wrapped key as read from its row; `wrapped` is None once the key is destroyed."""

    id: UUID
    wrapped: bytes | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event to be recorded. `at` is the legal time; `body` holds codes, dates and ids only, as plain values or as
    the canonical text of them (`yici.ledger.writing`).

    `sealed` is what concerns a person and needs `subject`, whose key encrypts it; a `Subject` spares reading the key.
    """

    kind: str
    at: datetime
    body: dict[str, Any] | str
    format: int = 1
    sealed: dict[str, Any] | None = None
    subject: UUID | Subject | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A stream that begins beside another one's append: its new head, its first entries, its earliest deadline."""

    head: Head
    entries: Sequence[Entry]
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event as it was recorded: what a receipt is made of."""

    stream: UUID
    seq: int
    kind: str
    at: datetime
    recorded_at: datetime
    algorithm: str
    hash: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What to answer when the same request comes again: ids and codes only, never personal data.

    `scope` says whose key it is (a client or user id and the operation), `request_hash` is a hash of the request body.
    `response` may be a function of what was recorded, when the answer carries a receipt.
    """

    scope: str
    key: str
    request_hash: bytes
    response: dict[str, Any] | Callable[[list[Recorded]], dict[str, Any]]


class Opener(Protocol):
    """Whoever holds the keys of the page that an event was read on."""

    def open(self, stored: "Stored") -> dict[str, Any] | Literal[Erased.ERASED] | None: ...


class Line(NamedTuple):
    """One event as its line has it, body and legal time still as text: for those who read very many at once."""

    seq: int
    kind: str
    at: str
    body: str

    @property
    def timed(self) -> str:
        """Give the body as a JSON object that also has the legal time, as its field `at`."""
        return f'{{"at":"{self.at}"}}' if self.body == "{}" else f'{self.body[:-1]},"at":"{self.at}"}}'


@dataclass(frozen=True, slots=True)
class Stored:
    """One event as read: `body` (and what `open` gives) in the newest `format`, all else as its line says.

    `open` gives the sealed part, None when there is none, `ERASED` when its key was destroyed. The first call on any
    event of a page reads the keys of the whole page in one query.
    """

    stream: UUID
    fields: Mapping[str, Any] = field(repr=False)
    format: int
    body: dict[str, Any]
    hash: bytes
    subject: UUID | None
    token: bytes | None = field(repr=False)
    position: int
    opener: Opener = field(repr=False, compare=False)

    @property
    def seq(self) -> int:
        """Give the event's number in its stream, from 1."""
        return int(self.fields["seq"])

    @property
    def kind(self) -> str:
        """Give the event's kind, as "case.accepted"."""
        return str(self.fields["kind"])

    @property
    def stored_format(self) -> int:
        """Give the format that the event was written in."""
        return int(self.fields["format"])

    @property
    def at(self) -> datetime:
        """Give the legal time."""
        return datetime.fromisoformat(self.fields["at"])

    @property
    def recorded_at(self) -> datetime:
        """Give the time of recording."""
        return datetime.fromisoformat(self.fields["recorded_at"])

    @property
    def actor(self) -> Actor:
        """Give who acted."""
        return Actor(**self.fields["actor"])

    @property
    def cause(self) -> str | None:
        """Give the id of what led to the event."""
        cause: str | None = self.fields["cause"]
        return cause

    @property
    def algorithm(self) -> str:
        """Give the name of the hash."""
        return str(self.fields["algorithm"])

    def open(self) -> dict[str, Any] | Literal[Erased.ERASED] | None:
        """Open the sealed part. Raises `Refused` when the operator's key is missing or the ciphertext is damaged."""
        return self.opener.open(self)
