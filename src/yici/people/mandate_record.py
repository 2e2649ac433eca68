"""A mandate as the record tells it: one stream per mandate, from which its row can be rebuilt."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from yici.domain.mandate import fold as folded
from yici.domain.mandate import next_due
from yici.ledger import keys
from yici.ledger.queries import head, history
from yici.ledger.register import Snapshot
from yici.ledger.values import Erased, Stored
from yici.people.mandate_codec import CODEC
from yici.people.store import mandates as store

LISTED: Final = "listed"


def fold(events: list[Stored]) -> Snapshot:
    """This will give the snapshot that a mandate's events lead to, with what its columns must say."""
    mandate = folded(CODEC.event_of(one.kind, one.at, one.body) for one in events)
    return CODEC.snapshot(mandate) | {LISTED: _plain(store.columns(mandate, events[-1].seq))}


def rows(streams: Sequence[UUID]) -> Mapping[UUID, Snapshot]:
    """This will give the snapshots that the table holds."""
    return {
        name: CODEC.snapshot(mandate) | {LISTED: _plain(columns)}
        for name, (mandate, columns) in store.rows(streams).items()
    }


def _plain(columns: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in columns.items()}


def due(snapshot: Snapshot) -> datetime | None:
    """This will give the moment at which a mandate ends by itself."""
    return next_due(CODEC.state_of(_state(snapshot)))


def _state(snapshot: Snapshot) -> Snapshot:
    return {name: value for name, value in snapshot.items() if name != LISTED}


def write(stream: UUID, snapshot: Snapshot | None) -> None:
    """This will make the row say a snapshot; names and number are opened from the first event and sealed again."""
    store.forget(stream)
    if snapshot is None:
        return
    mandate, events, end = CODEC.state_of(_state(snapshot)), history(stream, limit=1), head(stream)
    told = events[0].open() if events else None
    label, number = b"", ""
    if told and not isinstance(told, Erased):
        label, number = keys.seal(UUID(mandate.subject), dict(told)), str(told.get("number", ""))
    index = keys.blind("identity", number) if number else None
    store.create(mandate, seq=end.seq if end else 0, label=label, wanted=index)
