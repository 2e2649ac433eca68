"""Checking one stream: chain, hashes, columns, head, and its row. Each fault says what differs, never a value."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from uuid import UUID

from yici.domain import chain, event
from yici.domain.error import Invalid
from yici.ledger.register import Snapshot
from yici.ledger.store.scan import ScanRow

_SHARED = ScanRow._fields[:9]
_shared = itemgetter(*_SHARED)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold: where (a stream and seq, or neither for the whole) and what differs."""

    stream: UUID | None
    seq: int | None
    what: str

    def __str__(self) -> str:
        where = "" if self.stream is None else f"stream {self.stream} "
        return f"{where}{'' if self.seq is None else f'seq {self.seq}'}".strip() + (": " if where else "") + self.what


@dataclass(frozen=True, slots=True)
class CheckedStream:
    """A stream after checking. `contents` are its events' lines as JSON fields, None when one cannot be read."""

    stream: UUID
    kind: str | None
    rows: Sequence[ScanRow]
    contents: list[dict[str, Any]] | None
    faults: list[Fault]


def check_stream(stream: UUID, rows: Sequence[ScanRow], head: tuple[str, int, bytes] | None) -> CheckedStream:
    """Check everything about a stream that needs nothing but its events and its head."""
    contents: list[dict[str, Any]] = []
    faults: list[Fault] = []
    kind, previous, expected = head[0] if head else None, "", 1
    for row in rows:
        content = _read(row.content)
        if content is None or not _sound(row, content):
            faults.extend(Fault(stream, row.seq, what) for what in _event_faults(row, content))
        if row.seq != expected:
            faults.append(Fault(stream, expected, "the event is missing"))
        elif content is not None and content.get("previous") != (previous or _origin(kind, content, row.stream)):
            faults.append(Fault(stream, row.seq, "previous is not the hash of the event before"))
        previous, expected = row.hash.hex(), row.seq + 1
        contents.extend([content] if content is not None else [])
    faults.extend(Fault(stream, None, what) for what in _head_faults(rows, head))
    return CheckedStream(stream, kind, rows, contents if len(contents) == len(rows) else None, faults)


def _read(content: str) -> dict[str, Any] | None:
    try:
        return event.fields(content)
    except Invalid:
        return None


def _origin(kind: str | None, content: dict[str, Any], stream: str) -> str | None:
    # Without a head the kind of the stream is unknown; that is a fault of its own.
    try:
        return content["previous"] if kind is None else chain.origin(content["algorithm"], kind, stream).hex()
    except (Invalid, KeyError):
        return None


def _sound(row: ScanRow, content: dict[str, Any]) -> bool:
    # Nearly every event is sound: only for the others is it worth finding out what is wrong.
    try:
        return (
            chain.content_hash(row.algorithm, row.content) == row.hash
            and _shared(content) == row[:9]
            and content["sealed"] == _sealed_hash(row)
            and content["actor"]["id"] == row.actor
        )
    except (Invalid, KeyError, TypeError):
        return False


def _sealed_hash(row: ScanRow) -> str | None:
    return None if row.sealed is None else chain.digest(row.algorithm, row.sealed).hex()


def _event_faults(row: ScanRow, content: dict[str, Any] | None) -> Iterator[str]:
    try:
        if chain.content_hash(row.algorithm, row.content) != row.hash:
            yield "the content does not match its hash"
        sealed = _sealed_hash(row)
    except Invalid:
        yield "the algorithm is unknown"
        return
    if content is None:
        yield "the content cannot be read"
        return
    actor = content.get("actor")
    said = [*map(content.get, _SHARED), content.get("sealed"), actor.get("id") if isinstance(actor, dict) else None]
    columns = [*row[:9], sealed, row.actor]
    for name, column, value in zip([*_SHARED, "sealed", "actor"], columns, said, strict=True):
        if column != value:
            yield f"the column {name} differs from the content"


def _head_faults(rows: Sequence[ScanRow], head: tuple[str, int, bytes] | None) -> Iterator[str]:
    if head is None:
        yield "the stream has events and no head"
    elif not rows:
        yield "the head has no events"
    elif (head[1], head[2]) != (rows[-1].seq, rows[-1].hash):
        yield "the head is not at the last event"


def differences(folded: Snapshot | None, row: Snapshot | None) -> list[str]:
    """Say in what a row differs from the state that its events fold to; nothing where they are the same."""
    if folded == row or _plain(folded) == _plain(row):
        return []
    if folded is None:
        return ["there is a row, and its events lead to none"]
    if row is None:
        return ["the row is missing"]
    names = sorted(name for name in {*folded, *row} if _plain(folded.get(name)) != _plain(row.get(name)))
    return [f"the row differs from its events in {', '.join(names)}"]


def _plain(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)
