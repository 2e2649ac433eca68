"""Delivering events to durable readers: projections, webhooks, whatever must see each event once.

The handler runs in the transaction that moves the reader's cursor, so its writes and the cursor stand or fall together.
Within a batch, events come in the order in which they were written. Between batches two events of one stream can come
in turned order, when the later writer had begun its transaction before the earlier one: a handler that cares looks at
`seq`.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db import transaction

from yici.domain.error import NotFound, Refused, YiciError
from yici.ledger import stored
from yici.ledger.register import REGISTER, Reader, Register
from yici.ledger.store import feed
from yici.ledger.timers import delay

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """How many events a reader went past, and the code of what stopped it, if anything."""

    count: int
    fault: str = ""


def deliver(name: str, limit: int = 500, *, now: datetime, register: Register = REGISTER) -> Delivered:
    """Give a reader its next events, at most `limit`, and move its cursor, in one transaction.

    Nothing happens while another worker serves the same reader or the reader is put off after a failure. Raises
    `NotFound` for an unknown reader.
    """
    reader = register.readers.get(name)
    if reader is None:
        raise NotFound("ledger.no_reader", name=name, remedy="register it with on_event")
    try:
        return _deliver(reader, limit, now, register)
    except Exception as error:  # noqa: BLE001 - a failing reader is put off, the others go on
        fault = error.code if isinstance(error, YiciError) else type(error).__name__
        _log.warning("reader %s failed: %s", name, fault)
        _put_off(name, now, fault)
        return Delivered(0, fault)


def deliver_all(*, now: datetime, limit: int = 500, register: Register = REGISTER) -> dict[str, Delivered]:
    """Do as `deliver` once for every registered reader."""
    return {name: deliver(name, limit, now=now, register=register) for name in register.readers}


def begin_readers(register: Register = REGISTER) -> None:
    """Give every reader that has none its place: what happens before the first worker runs is delivered, too."""
    for reader in register.readers.values():
        if not feed.has_cursor(reader.name):
            feed.begin(reader.name, replay=reader.replay)


def _deliver(reader: Reader, limit: int, now: datetime, register: Register) -> Delivered:
    if not feed.has_cursor(reader.name):  # on its own, so that a failure of the first batch finds a cursor to note it
        feed.begin(reader.name, replay=reader.replay)
    below = feed.horizon()  # before the lock, which takes a transaction number of its own
    with transaction.atomic():
        cursor = feed.lock_cursor(reader.name)
        if cursor is None or (cursor.ready_at and cursor.ready_at > now):
            return Delivered(0)
        if cursor.foreign:
            raise Refused("ledger.epoch_ended", remedy="the record moved to another cluster: run `yici migrate`")
        found = feed.read(cursor.place, below, limit)
        if not found:
            return Delivered(0)
        events = stored.page(sorted((row for _, row in found), key=attrgetter("position")), register)
        wanted = [event for event in events if not reader.kinds or event.kind in reader.kinds]
        if wanted:
            reader.handler(wanted)
        feed.advance(reader.name, found[-1][0])
    return Delivered(len(found))


def _put_off(name: str, now: datetime, fault: str) -> None:
    with transaction.atomic():
        cursor = feed.lock_cursor(name)
        if cursor:
            feed.put_off(name, now + delay(cursor.attempts), fault)


def has_moved() -> bool:
    """Tell whether the record was moved to another cluster, so that a migration must open a new epoch before work."""
    return feed.has_tables() and feed.ended_epoch() is not None


def begin_epoch() -> int | None:
    """Open a new epoch if the record has moved to a cluster whose transaction numbers start lower; else None.

    Called after every migration, so also after a restore: it must come before the first append there.
    """
    with transaction.atomic():
        ended = feed.ended_epoch() if feed.has_tables() else None
        if ended is None:
            return None
        feed.begin_epoch(ended + 1)
        return ended + 1
