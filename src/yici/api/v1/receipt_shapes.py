"""What a write answers: the signed statement that it was recorded."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from typing_extensions import TypedDict


class Signature(TypedDict):
    """A signature in hexadecimal by the key with this fingerprint (see /keys)."""

    algorithm: str
    key: str
    value: str


class Statement(TypedDict):
    """What a receipt says: this event was recorded, with this hash."""

    type: str
    format: int
    stream: str
    seq: int
    kind: str
    at: str
    recorded_at: str
    algorithm: str
    hash: str


class Receipt(TypedDict):
    """The signed statement that an event was recorded."""

    statement: Statement
    signature: Signature


class FullReceipt(Receipt):
    """A receipt with the event's own line, and the proof that a signed checkpoint holds it, once there is one."""

    content: str
    proof: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Written:
    """The answer to a write: the case, its newest version (the number of its last event), and the signed receipt."""

    case: UUID
    number: str
    version: int
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Submitted(Written):
    """The answer to an application: with the query code that, with the number, shows where the case stands."""

    query_code: str
