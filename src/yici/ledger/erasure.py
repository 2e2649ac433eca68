"""How erasures are folded, compared and repeated.

An erasure is an event on a stream named like the subject. So it is not undone by an old copy of the keys: `rebuild`
destroys again what the record says was destroyed, and `verify` reports a key that came back.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yici.ledger.register import Register, Snapshot
from yici.ledger.store import subjects
from yici.ledger.values import Stored

KIND = "subject"
ERASED_EVENT = "subject.erased"


def _fold(events: list[Stored]) -> Snapshot | None:
    erased = next((event.recorded_at for event in events if event.kind == ERASED_EVENT), None)
    return None if erased is None else {"destroyed_at": erased.isoformat()}


def _rows(streams: Sequence[UUID]) -> Mapping[UUID, Snapshot]:
    return {subject: {"destroyed_at": at.isoformat()} for subject, at in subjects.destroyed(streams).items()}


def _write(stream: UUID, snapshot: Snapshot | None) -> None:
    if snapshot:
        subjects.destroy(stream, datetime.fromisoformat(snapshot["destroyed_at"]))


def register_subjects(register: Register) -> None:
    """Tell a register about the stream of a data subject."""
    register.machine(KIND, _fold, _rows, _write, count=subjects.count_destroyed)
