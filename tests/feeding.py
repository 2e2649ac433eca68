"""A reader of the feed is given all that is recorded by now, whatever else runs on the server meanwhile."""

import time
from datetime import datetime

from django.db import connection

from yici.ledger.feed import Delivered, deliver
from yici.ledger.store import feed

LONGEST = 30
"""Seconds that a transaction of a test may take."""


def settled() -> None:
    """This will wait until the feed may be read up to here: it stops before the oldest transaction that still runs in
    this database, the server's own upkeep among them. A worker comes back later; a test comes once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        [newest] = cursor.fetchone()
    until = time.monotonic() + LONGEST
    while feed.horizon() < newest:
        assert time.monotonic() < until, "a transaction of this database stays open"
        time.sleep(0.01)


def tell(reader: str, *, now: datetime) -> Delivered:
    """This will give a reader its next events."""
    settled()
    return deliver(reader, now=now)
