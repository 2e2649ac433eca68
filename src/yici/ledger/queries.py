"""Reading the record: what was recorded on a stream, what is late, how far readers are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yici.domain.error import Refused
from yici.ledger import stored
from yici.ledger.register import REGISTER, Register
from yici.ledger.store import events, feed, timers
from yici.ledger.values import Head, Stored

PAGE = 500
MOST = 20_000


def history(stream: UUID, *, after: int = 0, limit: int = PAGE, register: Register = REGISTER) -> list[Stored]:
    """Read the events of a stream after a seq, oldest first, at most `limit`."""
    return stored.page(events.page(stream, after, limit), register)


def history_told(stream: UUID, *, routine: Collection[str], register: Register = REGISTER) -> list[Stored]:
    """Read what a page tells of a stream, oldest first: its newest 500 events, and of the older ones all but those of a
    routine kind, such as reminders; at most 20,000, the newest."""
    return stored.page(events.standing(stream, sorted(routine), PAGE, MOST), register)


def histories(streams: Iterable[UUID], *, register: Register = REGISTER) -> dict[UUID, list[Stored]]:
    """Read the whole of several streams in one query, to fold them. Raises `Refused` beyond 20,000 events."""
    wanted = list(streams)
    rows = events.pages(wanted, MOST + 1)
    if len(rows) > MOST:
        raise Refused("ledger.too_many_events", most=MOST, remedy="read fewer streams at a time")
    found: dict[UUID, list[Stored]] = {stream: [] for stream in wanted}
    for event in stored.page(rows, register):
        found[event.stream].append(event)
    return found


def head(stream: UUID) -> Head | None:
    """Read the end of a stream without locking it."""
    found = events.head(stream)
    return Head(*found) if found else None


@dataclass(frozen=True, slots=True)
class FailingTimer:
    """A deadline whose settling failed `attempts` times; `fault` is an error's code or class.

    It is tried again at `ready_at`.
    """

    stream: UUID
    kind: str
    due_at: datetime
    ready_at: datetime
    attempts: int
    fault: str


def failing_timers(limit: int = 100) -> list[FailingTimer]:
    """List the timers that failed at least once, the longest overdue first."""
    return [FailingTimer(*row) for row in timers.failing(limit)]


@dataclass(frozen=True, slots=True)
class Lag:
    """How many settled events a reader of the feed has not read yet (counted to 10,000), and its last fault."""

    name: str
    unread: int
    attempts: int
    fault: str


def lags() -> list[Lag]:
    """List how far the readers of the feed are behind."""
    return [Lag(*row) for row in feed.lags()]
