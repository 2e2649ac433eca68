"""Receipts: what the operator signs about one event, for whoever wants to hold it against the operator later."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from yici.domain import event
from yici.ledger import evidence, stored
from yici.ledger.checkpoints import proof
from yici.ledger.evidence import Verdict, verify_receipt
from yici.ledger.keyring import keyring
from yici.ledger.register import REGISTER
from yici.ledger.store import events

__all__ = ["Verdict", "proof", "receipt", "receipt_of", "verify_receipt"]


class Event(Protocol):
    """What a receipt is about: `Recorded` or `Stored`."""

    @property
    def stream(self) -> UUID: ...
    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def algorithm(self) -> str: ...
    @property
    def hash(self) -> bytes: ...


def receipt(recorded: Event) -> dict[str, Any]:
    """Sign that this event was recorded: statement (ids, times, hash) and signature with the key's fingerprint.

    The same event always gives the same statement, so a receipt can be made again at any time.
    """
    statement = {
        "type": evidence.RECEIPT,
        "format": evidence.FORMAT,
        "stream": str(recorded.stream),
        "seq": recorded.seq,
        "kind": recorded.kind,
        "at": event.instant(recorded.at),
        "recorded_at": event.instant(recorded.recorded_at),
        "algorithm": recorded.algorithm,
        "hash": recorded.hash.hex(),
    }
    signature = keyring().sign(event.canonical(statement).encode())
    return {
        "statement": statement,
        "signature": {"algorithm": signature.algorithm, "key": signature.key, "value": signature.value.hex()},
    }


def receipt_of(stream: UUID, seq: int) -> dict[str, Any] | None:
    """Make the full receipt of a stored event: statement, signature, the event's own line, and the proof if there is
    one by now. The line holds no personal data. None for an event that does not exist.
    """
    rows = events.page(stream, seq - 1, 1)
    found = stored.page(rows, REGISTER)
    if not found or found[0].seq != seq:
        return None
    return {**receipt(found[0]), "content": rows[0].content, "proof": proof(stream, seq)}
