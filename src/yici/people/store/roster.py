"""Statements over everybody who works with an instance: bodies, accounts of staff, roles that have not ended."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from yici.people.models import Organisation, Role, User
from yici.people.store.organisations import FIELDS
from yici.people.store.statement import Row

STAFF_FIELDS: Final = ("username", "display_name", "kind", "is_active")
ROLE_FIELDS: Final = (
    "id",
    "user__username",
    "role",
    "organisation__code",
    "place_id",
    "place__path",
    "item",
    "level",
    "valid_from",
    "valid_until",
)


def body_coded(code: str) -> list[Row]:
    """This will read the organisation with a code."""
    return list(Organisation.objects.filter(code=code).values_list(*FIELDS))


def bodies(after: str, limit: int) -> list[Row]:
    """This will read one page of all organisations in the order of codes."""
    return list(Organisation.objects.filter(code__gt=after).order_by("code").values_list(*FIELDS)[:limit])


def staff(after: str, limit: int) -> list[Row]:
    """This will read one page of the accounts of staff and systems in the order of user names."""
    working = User.objects.exclude(kind=User.Kind.CITIZEN).filter(username__gt=after)
    return list(working.order_by("username").values_list(*STAFF_FIELDS)[:limit])


def roles(now: datetime, after: UUID | None, limit: int) -> list[Row]:
    """This will read one page of the roles that have not ended, the oldest first."""
    living = Role.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=now))
    later = living if after is None else living.filter(id__gt=after)
    return list(later.order_by("id").values_list(*ROLE_FIELDS)[:limit])
