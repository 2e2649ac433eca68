"""The feed's statements: events in the order (epoch, xid, position), only below the oldest running transaction.

A transaction that is still running may yet write events that sort before those already visible. So readers stop below
the oldest one of this database: nothing is ever skipped, and a transaction held open delays the feed (and is seen as
its lag) instead of losing events.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from yici.ledger.store.events import COLUMNS, EventRow

_COLUMN_COUNT = len(EventRow._fields)
_AFTER = "(e.epoch, e.xid, e.position) > (%s::smallint, %s::text::xid8, %s::bigint)"
_NOW_EPOCH = "coalesce((SELECT max(number) FROM ledger_epoch), 1)"
_SETTLED = f"(e.epoch < {_NOW_EPOCH} OR e.xid < %s::text::xid8)"
# With the table's name, because a bare `xid` would mean the selected number, which no index is ordered by.
_ORDER = "ORDER BY e.epoch, e.xid, e.position"
# Of the transactions that a snapshot sees running, those known to run in another database cannot write here. One that
# has no backend has ended meanwhile, and the next statement sees what it wrote (unless a snapshot is held for the whole
# transaction), or it is prepared and counts as ours: its state is asked for after the backends were listed, so that
# whatever ends in between is found ended. A transaction's own number is not in its snapshot, and yet it may write more.
_HORIZON = """
WITH seen AS MATERIALIZED (SELECT pg_current_snapshot() AS snapshot),
elsewhere AS MATERIALIZED (
  SELECT l.transactionid FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
  WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted
    AND a.datid <> (SELECT oid FROM pg_database WHERE datname = current_database())
)
SELECT least(
  pg_snapshot_xmax(snapshot)::text::bigint,
  pg_current_xact_id_if_assigned()::text::bigint,
  (SELECT min(running::text::bigint) FROM pg_snapshot_xip(snapshot) AS running
   WHERE CASE WHEN running::xid IN (SELECT transactionid FROM elsewhere) THEN false
              ELSE current_setting('transaction_isolation') <> 'read committed'
                OR coalesce(pg_xact_status(running), 'in progress') = 'in progress' END)
) FROM seen
"""


class Place(NamedTuple):
    """A place in the feed."""

    epoch: int
    xid: int
    position: int


class CursorRow(NamedTuple):
    """A reader's place; `ready_at` puts it off after a failure, `foreign` says it was read in another cluster."""

    place: Place
    ready_at: datetime | None
    attempts: int
    foreign: bool


START = Place(0, 0, 0)


def horizon() -> int:
    """Say below which transaction number no event can appear any more: a statement after this one sees all of them."""
    with connection.cursor() as cursor:
        cursor.execute(_HORIZON)
        return int(cursor.fetchone()[0])


def begin(name: str, *, replay: bool) -> None:
    """Give a new reader its place: the very beginning, or the end of what is settled now."""
    xid = 0 if replay else horizon()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_cursor (name, epoch, xid, position)"  # noqa: S608
            f" VALUES (%s, CASE WHEN %s THEN 0 ELSE {_NOW_EPOCH} END, %s::text::xid8, -1)"
            " ON CONFLICT (name) DO NOTHING",
            [name, replay, str(xid)],
        )


def lock_cursor(name: str) -> CursorRow | None:
    """Lock a reader's place until the transaction ends; None when it has none yet or another worker holds it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT epoch, xid::text::bigint, position, ready_at, attempts,"  # noqa: S608
            f" epoch = {_NOW_EPOCH} AND xid > pg_snapshot_xmax(pg_current_snapshot())"
            " FROM ledger_cursor WHERE name = %s FOR UPDATE SKIP LOCKED",
            [name],
        )
        row = cursor.fetchone()
    return CursorRow(Place(*row[:3]), *row[3:]) if row else None


def has_cursor(name: str) -> bool:
    """Tell whether a reader has a place already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM ledger_cursor WHERE name = %s", [name])
        return cursor.fetchone() is not None


def read(after: Place, below: int, limit: int) -> list[tuple[Place, EventRow]]:
    """Read up to `limit` events after a place and below a horizon."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS}, e.epoch, e.xid::text::bigint FROM ledger_event e"  # noqa: S608
            f" WHERE {_AFTER} AND {_SETTLED} {_ORDER} LIMIT %s",
            [after.epoch, str(after.xid), after.position, str(below), limit],
        )
        rows = cursor.fetchall()
    return [(Place(row[-2], row[-1], row[_COLUMN_COUNT - 1]), EventRow._make(row[:_COLUMN_COUNT])) for row in rows]


def hashes(after: Place, until: Place | int, limit: int) -> list[tuple[Place, bytes]]:
    """Read places and hashes of up to `limit` events after a place: up to another inclusive, or below a horizon."""
    bounds: list[Any]
    if isinstance(until, int):
        bound, bounds = _SETTLED, [str(until)]
    else:
        bound = "(e.epoch, e.xid, e.position) <= (%s::smallint, %s::text::xid8, %s::bigint)"
        bounds = [until.epoch, str(until.xid), until.position]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.epoch, e.xid::text::bigint, e.position, e.hash FROM ledger_event e"  # noqa: S608
            f" WHERE {_AFTER} AND {bound} {_ORDER} LIMIT %s",
            [after.epoch, str(after.xid), after.position, *bounds, limit],
        )
        return [(Place(*row[:3]), row[3]) for row in cursor.fetchall()]


def advance(name: str, place: Place) -> None:
    """Move a reader's place and forget its failures."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_cursor SET epoch = %s, xid = %s::text::xid8, position = %s, ready_at = NULL, attempts = 0,"
            " fault = '' WHERE name = %s",
            [place.epoch, str(place.xid), place.position, name],
        )


def put_off(name: str, ready_at: datetime, fault: str) -> None:
    """Note a reader's failure and when to try again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_cursor SET ready_at = %s, attempts = least(attempts + 1, 30000), fault = %s WHERE name = %s",
            [ready_at, fault, name],
        )


def lags() -> list[tuple[str, int, int, str]]:
    """List for each reader how many settled events it has not read (at most 10,000), its attempts and its fault."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.name, (SELECT count(*) FROM (SELECT FROM ledger_event e"  # noqa: S608
            " WHERE (e.epoch, e.xid, e.position) > (c.epoch, c.xid, c.position)"
            f" AND (e.epoch < {_NOW_EPOCH} OR e.xid < %s::text::xid8) LIMIT 10000) unread),"
            " c.attempts, c.fault FROM ledger_cursor c ORDER BY c.name",
            [str(horizon())],
        )
        return list(cursor.fetchall())


def has_tables() -> bool:
    """Tell whether the tables are there: not so when migrated backwards, or other apps alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('ledger_event') IS NOT NULL AND to_regclass('ledger_epoch') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def ended_epoch() -> int | None:
    """Give the present epoch if its newest event is from a cluster whose transactions ran further than this one's."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_NOW_EPOCH}, coalesce((SELECT e.xid >= pg_snapshot_xmax(pg_current_snapshot())"  # noqa: S608
            f" FROM ledger_event e WHERE e.epoch = {_NOW_EPOCH}"
            " ORDER BY e.epoch DESC, e.xid DESC, e.position DESC LIMIT 1), false)"
        )
        current, foreign = cursor.fetchone()
    return int(current) if foreign else None


def begin_epoch(number: int) -> None:
    """Let all events from now on belong to a new epoch."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO ledger_epoch (number) VALUES (%s)", [number])
        cursor.execute(f"ALTER TABLE ledger_event ALTER COLUMN epoch SET DEFAULT {number:d}")
