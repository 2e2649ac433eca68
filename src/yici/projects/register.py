"""What the ledger must know of projects to settle, verify and rebuild them, and what they must know of cases."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yici.domain.project import fold, next_due
from yici.ledger import keys, register
from yici.ledger.queries import head, history
from yici.ledger.values import Erased, Stored
from yici.people.present import now
from yici.projects import services, store
from yici.projects.codec import CODEC

LISTED = "listed"


def folded(events: list[Stored]) -> dict[str, Any]:
    """This will give the snapshot that a project's events lead to, with what its columns must say."""
    project = fold(CODEC.event_of(e.kind, e.at, e.body) for e in events)
    return CODEC.snapshot(project) | {LISTED: _plain(store.columns(project, events[-1].seq))}


def rows(streams: Sequence[UUID]) -> Mapping[UUID, dict[str, Any]]:
    """This will give the snapshots that the tables hold."""
    return {
        name: CODEC.snapshot(project) | {LISTED: _plain(columns)}
        for name, (project, columns) in store.rows(streams).items()
    }


def _plain(columns: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in columns.items()}


def due(snapshot: dict[str, Any]) -> datetime | None:
    """This will give the next moment at which a project must be looked at."""
    return next_due(CODEC.state_of(snapshot))


def write(stream: UUID, snapshot: dict[str, Any] | None) -> None:
    """This will make the rows say a snapshot; the name is opened from the first event and sealed again."""
    store.forget(stream)
    if snapshot is None:
        return
    project, events, end = CODEC.state_of(snapshot), history(stream, limit=1), head(stream)
    opened = events[0].open() if events else None
    label = b""
    if opened and not isinstance(opened, Erased):
        label = keys.seal(UUID(project.subject), {"name": str(opened.get("name", ""))})
    store.save(project, seq=end.seq if end else 0, label=label)


def noted(events: list[Stored]) -> None:
    """This will note in their projects the cases that were decided with these events."""
    services.cases_noted(case_ids=list(dict.fromkeys(event.stream for event in events)), now=now())


register.machine(services.KIND, folded, rows, write, services.project_settle, due=due, count=store.count)
register.on_event("projects", noted, kinds=services.ENDING, replay=False)
