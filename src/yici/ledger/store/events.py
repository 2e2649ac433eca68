"""Reading events back. Only the line is read, for everything about an event stands in it, and what helps to open it."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection

# Ids as text: most rows of a page share them, and a text costs a tenth of an id to read.
COLUMNS = "e.stream::text, e.content, e.hash, e.subject::text, e.sealed, e.position"


class EventRow(NamedTuple):
    """One event: its line, and the columns that a line does not hold."""

    stream: str
    content: str
    hash: bytes
    subject: str | None
    sealed: bytes | None
    position: int


def page(stream: UUID, after: int, limit: int) -> list[EventRow]:
    """Read up to `limit` events of a stream after a seq."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM ledger_event e"  # noqa: S608
            " WHERE e.stream = %s AND e.seq > %s ORDER BY e.seq LIMIT %s",
            [stream, after, limit],
        )
        return list(map(EventRow._make, cursor.fetchall()))


def standing(stream: UUID, routine: Sequence[str], newest: int, limit: int) -> list[EventRow]:
    """Read the `newest` events of a stream, and of the older ones all that are not of a `routine` kind; `limit` in all,
    the newest."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM ledger_event e"  # noqa: S608
            " WHERE e.stream = %s AND (e.kind <> ALL(%s)"
            " OR e.seq > (SELECT h.seq FROM ledger_head h WHERE h.stream = e.stream) - %s)"
            " ORDER BY e.seq DESC LIMIT %s",
            [stream, list(routine), newest, limit],
        )
        return list(map(EventRow._make, reversed(cursor.fetchall())))


def pages(streams: Sequence[UUID], limit: int) -> list[EventRow]:
    """Read all events of several streams, in order of stream and seq, at most `limit` in all."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM ledger_event e"  # noqa: S608
            " WHERE e.stream = ANY(%s) ORDER BY e.stream, e.seq LIMIT %s",
            [list(streams), limit],
        )
        return list(map(EventRow._make, cursor.fetchall()))


def head(stream: UUID) -> tuple[UUID, str, int, bytes] | None:
    """Read a head without locking it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stream, kind, seq, hash FROM ledger_head WHERE stream = %s", [stream])
        found: tuple[UUID, str, int, bytes] | None = cursor.fetchone()
    return found
