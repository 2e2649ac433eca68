"""What the ledger must know of licences to settle, verify and rebuild them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yici.domain.licence import fold, next_due
from yici.ledger import register
from yici.ledger.queries import head
from yici.ledger.values import Line, Stored
from yici.licences import services, store
from yici.licences.codec import CODEC

LISTED = "listed"
"""Under this name a snapshot also says what lists go by: rights are filtered on it, so it must be true."""


def folded(events: list[Stored]) -> dict[str, Any]:
    """This will give the snapshot that a licence's events lead to."""
    licence = fold(CODEC.event_of(e.kind, e.at, e.body) for e in events)
    return CODEC.snapshot(licence) | {LISTED: store.listing(licence, events[-1].seq)}


def agreeing(streams: Mapping[UUID, Sequence[Line]]) -> dict[UUID, datetime | None]:
    """This will name the licences whose rows are to the letter what their events lead to, each with its next end."""
    rows, found = store.texts(list(streams)), {}
    for name, lines in streams.items():
        try:
            licence = fold(map(CODEC.event_from, lines))
        except Exception:  # noqa: BLE001, S112 - whoever looks at it in full says what its fold stumbles over
            continue
        if rows.get(name) == (store.listing(licence, len(lines)), CODEC.text_of(licence)):
            found[name] = next_due(licence)
    return found


def rows(streams: Sequence[UUID]) -> Mapping[UUID, dict[str, Any]]:
    """This will give the snapshots that the table holds."""
    listed, states = store.listed(streams), store.states(streams)
    return {
        name: (CODEC.snapshot(licence) if licence else {"unreadable": True}) | {LISTED: listed[name]}
        for name, licence in states.items()
    }


def due(snapshot: dict[str, Any]) -> datetime | None:
    """This will give the end of a snapshot's period, if one is known and still ahead."""
    return next_due(CODEC.state_of(snapshot))


def write(stream: UUID, snapshot: dict[str, Any] | None) -> None:
    """This will make the row say a snapshot."""
    store.forget(stream)
    if snapshot is not None:
        end = head(stream)
        store.create([(CODEC.state_of(snapshot), end.seq if end else 0)])


register.machine("licence", folded, rows, write, services.licence_settle, due=due, count=store.count, agreeing=agreeing)
