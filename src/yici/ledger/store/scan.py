"""Reading everything, in pages of bounded size, in the order of streams."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

FIRST = (UUID(int=0), -1)
LAST = UUID(int=2**128 - 1)


class ScanRow(NamedTuple):
    """One event with all its columns, times and ids as the line writes them; the first nine stand in the line too."""

    stream: str
    seq: int
    kind: str
    format: int
    algorithm: str
    at: str
    recorded_at: str
    cause: str | None
    subject: str | None
    actor: str
    content: str
    hash: bytes
    sealed: bytes | None
    position: int


_INSTANT = """to_char(e.{} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
_COLUMNS = (
    f"e.stream::text, e.seq, e.kind, e.format, e.algorithm, {_INSTANT.format('at')}, {_INSTANT.format('recorded_at')},"
    " e.cause, e.subject::text, e.actor, e.content, e.hash, e.sealed, e.position"
)


def events(after: tuple[UUID | str, int], limit: int) -> list[ScanRow]:
    """Read up to `limit` events after a stream and seq, in that order."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM ledger_event e"  # noqa: S608
            " WHERE (e.stream, e.seq) > (%s::uuid, %s) ORDER BY e.stream, e.seq LIMIT %s",
            [*after, limit],
        )
        return list(map(ScanRow._make, cursor.fetchall()))


def heads(after: UUID, upto: UUID) -> dict[UUID, tuple[str, int, bytes]]:
    """Read the heads of the streams after one, up to another inclusive: kind, seq, hash."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stream, kind, seq, hash FROM ledger_head WHERE stream > %s AND stream <= %s", [after, upto]
        )
        return {row[0]: row[1:] for row in cursor.fetchall()}


def key_states(wanted: list[UUID]) -> dict[UUID, tuple[bytes | None, Any]]:
    """Read for each subject its wrapped key and when it was destroyed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, wrapped, destroyed_at FROM ledger_subject WHERE id = ANY(%s)", [wanted])
        return {row[0]: row[1:] for row in cursor.fetchall()}


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside as of one moment; within an outer transaction that one's rules stay."""
    outer = connection.in_atomic_block
    with transaction.atomic():
        if not outer:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def headless() -> int:
    """This will count the streams that have events and no head."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM ledger_event e WHERE seq = 1"
            " AND NOT EXISTS (SELECT FROM ledger_head h WHERE h.stream = e.stream)"
        )
        return int(cursor.fetchone()[0])


def lock_heads(after: UUID, limit: int, kinds: Sequence[str] | None = None) -> dict[UUID, tuple[str, int, bytes]]:
    """Lock the heads of the next streams after one, of some kinds or of all: kind, seq, hash."""
    of_kinds = "" if kinds is None else " AND kind = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT stream, kind, seq, hash FROM ledger_head WHERE stream > %s{of_kinds}"  # noqa: S608
            " ORDER BY stream LIMIT %s FOR UPDATE",
            [after, *([] if kinds is None else [list(kinds)]), limit],
        )
        return {row[0]: row[1:] for row in cursor.fetchall()}


def whole(streams: list[UUID]) -> list[ScanRow]:
    """Read all events of some streams in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM ledger_event e WHERE e.stream = ANY(%s) ORDER BY e.stream, e.seq",  # noqa: S608
            [streams],
        )
        return list(map(ScanRow._make, cursor.fetchall()))
