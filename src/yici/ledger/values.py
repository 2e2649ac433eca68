"""The values that callers of the ledger hold: what they hand in, what was recorded, what they read back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Final, Literal, Protocol
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
    """One event to be recorded. `at` is the legal time; `body` holds codes, dates and ids only.

    `sealed` is what concerns a person and needs `subject`, whose key encrypts it; a `Subject` spares reading the key.
    """

    kind: str
    at: datetime
    body: dict[str, Any]
    format: int = 1
    sealed: dict[str, Any] | None = None
    subject: UUID | Subject | None = None


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


@dataclass(frozen=True, slots=True)
class Stored:
    """One event as read: body and sealed part in their newest format. `stored_format` is the format it was written in.

    `open` gives the sealed part, None when there is none, `ERASED` when its key was destroyed. The first call on any
    event of a page reads the keys of the whole page in one query.
    """

    stream: UUID
    seq: int
    kind: str
    format: int
    stored_format: int
    at: datetime
    recorded_at: datetime
    actor: Actor
    cause: str | None
    body: dict[str, Any]
    hash: bytes
    algorithm: str
    subject: UUID | None
    token: bytes | None
    position: int
    opener: Opener = field(repr=False, compare=False)

    def open(self) -> dict[str, Any] | Literal[Erased.ERASED] | None:
        """Open the sealed part. Raises `Refused` when the operator's key is missing or the ciphertext is damaged."""
        return self.opener.open(self)
