"""Interested parties in the record: each has a key of their own, under which alone is sealed who they are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from yici.cases import store
from yici.cases.queries import case_history
from yici.domain.case import CaseEvent
from yici.domain.case.interested_events import InterestedHeard, InterestedSummoned, InterestedTold
from yici.ledger import keys


@dataclass(frozen=True, slots=True)
class InterestedParty:
    """One of them: the key that their data is sealed under, their name (None: erased), and whether the case runs."""

    subject: UUID
    name: str | None
    open: bool


def keys_ready(events: Iterable[CaseEvent], now: datetime) -> list[CaseEvent]:
    """This will make the key of everybody whom these events tell for the first time, and give the events as they can be
    sealed: of whoever was erased since they were told, without what would be sealed under the key that is gone. The
    hearing is set, and the grant decided, all the same."""
    happened = list(events)
    for event in happened:
        if isinstance(event, InterestedTold):
            keys.subject_for(None, subject_id=UUID(event.interested), now=now)
    later = {UUID(one.interested) for one in happened if isinstance(one, InterestedHeard | InterestedSummoned)}
    gone = {str(one.id) for one in keys.load_subjects(later).values() if one.wrapped is None}
    return [
        replace(one, private={})
        if isinstance(one, InterestedHeard | InterestedSummoned) and one.interested in gone
        else one
        for one in happened
    ]


def interested_of(case_id: UUID) -> list[InterestedParty]:
    """This will list the interested parties of a case in the order in which they were told, for an operator."""
    running = store.load(case_id).case.phase != "closed"
    return [
        InterestedParty(UUID(line.event.interested), None if line.erased else (line.private or {}).get("name"), running)
        for line in case_history(case_id)
        if isinstance(line.event, InterestedTold)
    ]
