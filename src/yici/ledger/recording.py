"""Turning entries into chained, hashed, sealed rows: everything about an append that needs no database."""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yici.domain import chain, event
from yici.domain.error import Invalid
from yici.domain.event import Actor
from yici.ledger import keys
from yici.ledger.store.appending import Rows
from yici.ledger.values import Entry, Head, Recorded, Subject


def algorithm() -> str:
    """Name the hash that new events are chained with: `YICI_HASH`, else SHA-256."""
    return os.environ.get("YICI_HASH", chain.DEFAULT_ALGORITHM)


def origin(stream: UUID, kind: str) -> Head:
    """Give the head of a stream that has no event yet."""
    return Head(stream, kind, 0, chain.origin(algorithm(), kind, str(stream)))


def unread_subjects(entries: Sequence[Entry]) -> set[UUID]:
    """List the subjects whose keys must still be read before `record`."""
    return {entry.subject for entry in entries if entry.sealed is not None and isinstance(entry.subject, UUID)}


def record(
    head: Head, entries: Sequence[Entry], *, actor: Actor, now: datetime, cause: str | None,
    held: Mapping[UUID, Subject],
) -> tuple[Head, Rows, list[Recorded]]:  # fmt: skip
    """Chain entries onto a head and give the new head, the rows to write and what was recorded.

    Raises `Invalid` for a body that has no canonical form, and for a sealed part without a subject.
    """
    name = algorithm()
    stream, actor_text, recorded_at = str(head.stream), event.canonical(event.actor_fields(actor)), event.instant(now)
    rows = Rows()
    recorded: list[Recorded] = []
    seq, previous = head.seq, head.hash
    for entry in entries:
        seq += 1
        event.check_kind(entry.kind)
        at = event.instant(entry.at)
        subject, token = _sealed(entry, held)
        content = event.line(
            actor=actor_text,
            algorithm=name,
            at=at,
            body=entry.body if isinstance(entry.body, str) else event.canonical(entry.body),
            cause=cause,
            form=entry.format,
            kind=entry.kind,
            previous=previous.hex(),
            recorded_at=recorded_at,
            sealed=None if token is None else chain.digest(name, token).hex(),
            seq=seq,
            stream=stream,
            subject=None if subject is None else str(subject),
        )
        previous = chain.content_hash(name, content)
        rows.add(entry.kind, entry.format, at, content, previous, token, subject)
        recorded.append(Recorded(head.stream, seq, entry.kind, entry.at, now, name, previous))
    return Head(head.stream, head.kind, seq, previous), rows, recorded


def _sealed(entry: Entry, held: Mapping[UUID, Subject]) -> tuple[UUID | None, bytes | None]:
    subject = entry.subject
    if entry.sealed is None:
        return (subject.id if isinstance(subject, Subject) else subject), None
    if subject is None:
        raise Invalid("ledger.sealed_without_subject", kind=entry.kind, remedy="name the person whom it is about")
    key = subject if isinstance(subject, Subject) else held[subject]
    return key.id, keys.seal(key, entry.sealed)
