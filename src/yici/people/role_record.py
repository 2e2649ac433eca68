"""A role as the record tells it: one stream per role, named by the role's id, from which the row can be rebuilt."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from yici.domain.event import instant, parse_instant
from yici.ledger.register import Snapshot
from yici.ledger.values import Stored
from yici.people.models import Role

KIND: Final = "role"
GRANTED: Final = "role.granted"
REVOKED: Final = "role.revoked"
_INSTANTS: Final = ("valid_from", "valid_until", "granted_at", "revoked_at")
_PLAIN: Final = ("place_id", "item", "level", "role", "granted_by", "revoked_by")
_IDS: Final = ("user_id", "organisation_id")


def granted_body(role: Role) -> dict[str, Any]:
    """This will give the body of the event that grants a role."""
    told = snapshot_of(role)
    names = (*_IDS, "place_id", "item", "role", "valid_from", "valid_until")
    return {name: told[name] for name in names} | ({"level": role.level} if role.level else {})


def revoked_body(until: datetime) -> dict[str, Any]:
    """This will give the body of the event that ends a role at a moment."""
    return {"valid_until": instant(until)}


def fold(events: list[Stored]) -> Snapshot | None:
    """This will make the row that the events of one role tell."""
    told: Snapshot = {}
    for event in events:
        by, at = ("granted_by", "granted_at") if event.kind == GRANTED else ("revoked_by", "revoked_at")
        told |= (
            {"level": None, "revoked_by": None, "revoked_at": None, **event.body}
            if event.kind == GRANTED
            else event.body
        )
        told |= {by: event.actor.id, at: instant(event.at)}
    return told or None


def rows(streams: Sequence[UUID]) -> Mapping[UUID, Snapshot]:
    """This will read the rows of many roles in one query."""
    return {role.id: snapshot_of(role) for role in Role.objects.filter(id__in=streams)}


def write(stream: UUID, snapshot: Snapshot | None) -> None:
    """This will make the row say what the events tell."""
    if snapshot is None:
        Role.objects.filter(id=stream).delete()
        return
    times = {name: snapshot[name] and parse_instant(snapshot[name]) for name in _INSTANTS}
    Role.objects.update_or_create(id=stream, defaults=snapshot | times)


def count() -> int:
    """This will count the rows."""
    return Role.objects.count()


def snapshot_of(role: Role) -> Snapshot:
    """This will write a row as plain JSON values."""
    told: Snapshot = {name: getattr(role, name) for name in _PLAIN}
    told |= {name: str(getattr(role, name)) for name in _IDS}
    return told | {name: _instant(getattr(role, name)) for name in _INSTANTS}


def _instant(value: datetime | None) -> str | None:
    return None if value is None else instant(value)
