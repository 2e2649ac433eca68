"""Everybody who works with an instance, for its operator: bodies, accounts of staff, and roles, page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from yici.domain.error import NotFound
from yici.people.queries.organisations import OrganisationRow
from yici.people.store import roster as store

PAGE_LIMIT: Final = 500


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One account of staff or of a system, with its name at work."""

    username: str
    display_name: str
    kind: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class HeldRole:
    """One role that has not ended; `item` None means all items, `valid_until` is the first moment without it."""

    id: UUID
    username: str
    role: str
    organisation: str
    place: str
    place_path: str
    item: str | None
    level: str | None
    valid_from: datetime
    valid_until: datetime | None


def organisation_coded(code: str) -> OrganisationRow:
    """This will give the organisation with a code. Raises NotFound("organisation.unknown")."""
    found = store.body_coded(code)
    if not found:
        raise NotFound("organisation.unknown", id=code, remedy="choose one from the list, or add the body first")
    return OrganisationRow(*found[0])


def all_organisations(after: str = "", limit: int = PAGE_LIMIT) -> list[OrganisationRow]:
    """This will list the bodies of every place by code, from the code behind `after` on."""
    return [OrganisationRow(*row) for row in store.bodies(after, min(limit, PAGE_LIMIT))]


def all_staff(after: str = "", limit: int = PAGE_LIMIT) -> list[StaffRow]:
    """This will list the accounts of staff and systems by user name, from the one behind `after` on; no citizen."""
    return [StaffRow(*row) for row in store.staff(after, min(limit, PAGE_LIMIT))]


def roles_held(now: datetime, after: UUID | None = None, limit: int = PAGE_LIMIT) -> list[HeldRole]:
    """This will list the roles of everybody that have not ended, the oldest first, from the one behind `after` on."""
    return [HeldRole(*row) for row in store.roles(now, after, min(limit, PAGE_LIMIT))]
