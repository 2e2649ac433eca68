"""The timers' statements: claim under a lease, put off, look ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

_CLAIM = """
WITH ripe AS MATERIALIZED (
  SELECT stream FROM ledger_timer WHERE ready_at <= %s AND kind = ANY(%s)
  ORDER BY ready_at LIMIT %s FOR UPDATE SKIP LOCKED
)
UPDATE ledger_timer t SET ready_at = %s FROM ripe WHERE t.stream = ripe.stream
RETURNING t.stream, t.kind, t.due_at, t.attempts
"""
_PUT_OFF = """
UPDATE ledger_timer t SET attempts = least(t.attempts + 1, 30000), ready_at = said.ready_at, fault = said.fault
FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[]) AS said(stream, ready_at, fault)
WHERE t.stream = said.stream AND t.ready_at = %s
"""


@dataclass(frozen=True, slots=True)
class Ripe:
    """A timer that this worker may fire until its lease ends; `attempts` counts the failures before."""

    stream: UUID
    kind: str
    due_at: datetime
    attempts: int


def claim(*, now: datetime, kinds: Sequence[str], limit: int, lease_until: datetime) -> list[Ripe]:
    """Lease up to `limit` timers that are ripe and that nobody else is claiming."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [now, list(kinds), limit, lease_until])
        return sorted((Ripe(*row) for row in cursor.fetchall()), key=lambda ripe: (ripe.due_at, ripe.stream))


def put_off(
    streams: Sequence[UUID], ready_at: Sequence[datetime], faults: Sequence[str], *, lease_until: datetime
) -> int:
    """Put off the timers that still carry this worker's lease, and say how many did."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_PUT_OFF, [list(streams), list(ready_at), list(faults), lease_until])
        return int(cursor.rowcount)


def next_ready(kinds: Sequence[str]) -> datetime | None:
    """Say when the next timer of these kinds is ripe."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ready_at FROM ledger_timer WHERE kind = ANY(%s) ORDER BY ready_at LIMIT 1", [list(kinds)]
        )
        found = cursor.fetchone()
    return found[0] if found else None


def waiting(kind: str, after: UUID | None, limit: int) -> list[UUID]:
    """List the streams of a kind that have a timer, in order of id, after a given one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stream FROM ledger_timer WHERE kind = %s AND stream > %s ORDER BY stream LIMIT %s",
            [kind, after or UUID(int=0), limit],
        )
        return [row[0] for row in cursor.fetchall()]


def due(streams: Sequence[UUID]) -> dict[UUID, datetime]:
    """Read the deadlines that the timers of these streams hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stream, due_at FROM ledger_timer WHERE stream = ANY(%s)", [list(streams)])
        return dict(cursor.fetchall())


def failing(limit: int) -> list[tuple[UUID, str, datetime, datetime, int, str]]:
    """List timers that failed at least once: stream, kind, due, next attempt, attempts, fault."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stream, kind, due_at, ready_at, attempts, fault FROM ledger_timer"
            " WHERE attempts > 0 ORDER BY due_at LIMIT %s",
            [limit],
        )
        return list(cursor.fetchall())
