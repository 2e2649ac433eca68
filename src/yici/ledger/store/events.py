"""Reading events back."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

COLUMNS = "stream, seq, kind, format, at, recorded_at, cause, content, hash, algorithm, subject, sealed, position"


class EventRow(NamedTuple):
    """One event as its columns say it."""

    stream: UUID
    seq: int
    kind: str
    format: int
    at: datetime
    recorded_at: datetime
    cause: str | None
    content: str
    hash: bytes
    algorithm: str
    subject: UUID | None
    sealed: bytes | None
    position: int


def page(stream: UUID, after: int, limit: int) -> list[EventRow]:
    """Read up to `limit` events of a stream after a seq."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM ledger_event WHERE stream = %s AND seq > %s ORDER BY seq LIMIT %s",  # noqa: S608
            [stream, after, limit],
        )
        return [EventRow(*row) for row in cursor.fetchall()]


def pages(streams: Sequence[UUID], limit: int) -> list[EventRow]:
    """Read all events of several streams, in order of stream and seq, at most `limit` in all."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM ledger_event WHERE stream = ANY(%s) ORDER BY stream, seq LIMIT %s",  # noqa: S608
            [list(streams), limit],
        )
        return [EventRow(*row) for row in cursor.fetchall()]


def head(stream: UUID) -> tuple[UUID, str, int, bytes] | None:
    """Read a head without locking it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stream, kind, seq, hash FROM ledger_head WHERE stream = %s", [stream])
        found: tuple[UUID, str, int, bytes] | None = cursor.fetchone()
    return found
