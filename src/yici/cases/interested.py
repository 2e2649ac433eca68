"""Interested parties in the record: each has a key of their own, under which alone is sealed who they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yici.cases import store
from yici.cases.queries import case_history
from yici.domain.case import CaseEvent
from yici.domain.case.interested_events import InterestedTold
from yici.ledger import keys


@dataclass(frozen=True, slots=True)
class InterestedParty:
    """One of them: the key that their data is sealed under, their name (None: erased), and whether the case runs."""

    subject: UUID
    name: str | None
    open: bool


def keys_make(events: Iterable[CaseEvent], now: datetime) -> None:
    """This will make the key of everybody whom these events tell for the first time."""
    for event in events:
        if isinstance(event, InterestedTold):
            keys.subject_for(None, subject_id=UUID(event.interested), now=now)


def interested_of(case_id: UUID) -> list[InterestedParty]:
    """This will list the interested parties of a case in the order in which they were told, for an operator."""
    running = store.load(case_id).case.phase != "closed"
    return [
        InterestedParty(UUID(line.event.interested), None if line.erased else (line.private or {}).get("name"), running)
        for line in case_history(case_id)
        if isinstance(line.event, InterestedTold)
    ]
