"""The feed's statements: events in the order (epoch, xid, position), only below the oldest running transaction.

A transaction that is still running may yet write events that sort before those already visible. So readers stop below
the oldest one, whatever database of the cluster it runs in: nothing is ever skipped, and a transaction held open delays
the feed (and is seen as its lag) instead of losing events.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from yici.ledger.store.events import COLUMNS, EventRow

_COLUMN_COUNT = len(EventRow._fields)
_AFTER = "(epoch, xid, position) > (%s::smallint, %s::text::xid8, %s::bigint)"
_NOW_EPOCH = "coalesce((SELECT max(number) FROM ledger_epoch), 1)"
_SETTLED = f"(epoch < {_NOW_EPOCH} OR xid < pg_snapshot_xmin(pg_current_snapshot()))"
_LARGEST = 2**63 - 1


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


def begin(name: str, *, replay: bool) -> None:
    """Give a new reader its place: the very beginning, or the end of what is settled now."""
    start = "0, '0'::xid8, 0" if replay else f"{_NOW_EPOCH}, pg_snapshot_xmin(pg_current_snapshot()), -1"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_cursor (name, epoch, xid, position)"  # noqa: S608
            f" VALUES (%s, {start}) ON CONFLICT (name) DO NOTHING",
            [name],
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


def read(after: Place, limit: int) -> list[tuple[Place, EventRow]]:
    """Read up to `limit` settled events after a place."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS}, epoch, xid::text::bigint FROM ledger_event"  # noqa: S608
            f" WHERE {_AFTER} AND {_SETTLED} ORDER BY epoch, xid, position LIMIT %s",
            [after.epoch, str(after.xid), after.position, limit],
        )
        rows = cursor.fetchall()
    return [(Place(row[-2], row[-1], row[_COLUMN_COUNT - 1]), EventRow._make(row[:_COLUMN_COUNT])) for row in rows]


def hashes(after: Place, upto: Place | None, limit: int) -> list[tuple[Place, bytes]]:
    """Read places and hashes of up to `limit` events after a place: to `upto` inclusive, else of settled ones."""
    bound = _SETTLED if upto is None else "(epoch, xid, position) <= (%s::smallint, %s::text::xid8, %s::bigint)"
    bounds: list[Any] = [] if upto is None else [upto.epoch, str(upto.xid), upto.position]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT epoch, xid::text::bigint, position, hash FROM ledger_event"  # noqa: S608
            f" WHERE {_AFTER} AND {bound} ORDER BY epoch, xid, position LIMIT %s",
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
            f" AND (e.epoch < {_NOW_EPOCH} OR e.xid < pg_snapshot_xmin(pg_current_snapshot())) LIMIT 10000) unread),"
            " c.attempts, c.fault FROM ledger_cursor c ORDER BY c.name"
        )
        return list(cursor.fetchall())


def begin_epoch() -> int | None:
    """Open the next epoch when the newest event is from a cluster whose transactions ran further than this one's."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_NOW_EPOCH}, coalesce((SELECT xid >= pg_snapshot_xmax(pg_current_snapshot())"  # noqa: S608
            f" FROM ledger_event WHERE epoch = {_NOW_EPOCH}"
            " ORDER BY epoch DESC, xid DESC, position DESC LIMIT 1), false)"
        )
        current, foreign = cursor.fetchone()
        if not foreign:
            return None
        following = int(current) + 1
        cursor.execute("INSERT INTO ledger_epoch (number) VALUES (%s)", [following])
        cursor.execute(f"ALTER TABLE ledger_event ALTER COLUMN epoch SET DEFAULT {following}")
    return following
