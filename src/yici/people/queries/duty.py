"""Whose turn something is: the members of staff who may act for a body at a place."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from yici.domain.roles import ROLES
from yici.people.models import Role, User
from yici.people.queries.accounts import grants_of_staff

MOST: Final = 50
"""Nobody is told together with more people than these."""


def on_duty(action: str, agency: str, place: str, item: str | None, at: datetime) -> list[UUID]:
    """This will name who may do something for a body at a place at a moment, in two statements; fifty at most."""
    roles = [name for name, rule in ROLES.items() if action in rule.actions and rule.reach == "organisation"]
    living = Role.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=at), valid_from__lte=at)
    theirs = living.filter(role__in=roles, organisation__agency=agency, user__is_active=True)
    found = theirs.exclude(user__kind=User.Kind.CITIZEN).order_by("user").values_list("user", flat=True).distinct()
    candidates = [str(user) for user in found[: MOST * 4]]
    held = grants_of_staff(candidates, at)
    return [UUID(user) for user in candidates if user in held and held[user].may(action, agency, place, item)][:MOST]
