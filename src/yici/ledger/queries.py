"""Reading the record: what was recorded on a stream."""

from collections.abc import Iterable
from uuid import UUID

from yici.domain.error import Refused
from yici.ledger import stored
from yici.ledger.register import REGISTER, Register
from yici.ledger.store import events
from yici.ledger.values import Head, Stored

PAGE = 500
MOST = 20_000


def history(stream: UUID, *, after: int = 0, limit: int = PAGE, register: Register = REGISTER) -> list[Stored]:
    """Read the events of a stream after a seq, oldest first, at most `limit`."""
    return stored.page(events.page(stream, after, limit), register)


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
