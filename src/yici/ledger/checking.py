"""Checking one stream: its chain, its hashes, its columns and its head. Each fault says what differs, never a value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yici.domain import chain, event
from yici.domain.error import Invalid
from yici.ledger.store.scan import ScanRow

_COLUMNS = (
    "stream",
    "seq",
    "kind",
    "format",
    "algorithm",
    "at",
    "recorded_at",
    "cause",
    "subject",
    "sealed",
    "actor",
)


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
    text, contents, faults = str(stream), [], []
    previous, expected = "", 1
    for row in rows:
        found = row.event
        content = _read(found.content)
        for what in _event_faults(row, content, text):
            faults.append(Fault(stream, found.seq, what))
        if found.seq != expected:
            faults.append(Fault(stream, expected, "the event is missing"))
        elif content is not None and content.get("previous") != (previous or _origin(head, content, text)):
            faults.append(Fault(stream, found.seq, "previous is not the hash of the event before"))
        previous, expected = found.hash.hex(), found.seq + 1
        contents.append(content)
    faults.extend(Fault(stream, None, what) for what in _head_faults(rows, head))
    readable = [content for content in contents if content is not None]
    return CheckedStream(
        stream, head[0] if head else None, rows, readable if len(readable) == len(contents) else None, faults
    )


def _read(content: str) -> dict[str, Any] | None:
    try:
        return event.fields(content)
    except Invalid:
        return None


def _origin(head: tuple[str, int, bytes] | None, content: dict[str, Any], stream: str) -> str | None:
    # Without a head the kind of the stream is unknown; that is a fault of its own.
    try:
        return chain.origin(content["algorithm"], head[0], stream).hex() if head else content["previous"]
    except (Invalid, KeyError):
        return None


def _event_faults(row: ScanRow, content: dict[str, Any] | None, stream: str) -> Iterator[str]:
    found = row.event
    try:
        if chain.content_hash(found.algorithm, found.content) != found.hash:
            yield "the content does not match its hash"
        if content is None:
            yield "the content cannot be read"
            return
        sealed = None if found.sealed is None else chain.digest(found.algorithm, found.sealed).hex()
    except Invalid:
        yield "the algorithm is unknown"
        return
    columns = (
        stream,
        found.seq,
        found.kind,
        found.format,
        found.algorithm,
        event.instant(found.at),
        event.instant(found.recorded_at),
        found.cause,
        None if found.subject is None else str(found.subject),
        sealed,
        row.actor,
    )
    said = _said(content)
    if columns != said:
        yield from (
            f"the column {name} differs from the content"
            for name, column, value in zip(_COLUMNS, columns, said, strict=True)
            if column != value
        )


def _said(content: dict[str, Any]) -> tuple[Any, ...]:
    actor = content.get("actor")
    return (*map(content.get, _COLUMNS[:-1]), actor.get("id") if isinstance(actor, dict) else None)


def _head_faults(rows: Sequence[ScanRow], head: tuple[str, int, bytes] | None) -> Iterator[str]:
    if head is None:
        yield "the stream has events and no head"
    elif not rows:
        yield "the head has no events"
    elif (head[1], head[2]) != (rows[-1].event.seq, rows[-1].event.hash):
        yield "the head is not at the last event"
