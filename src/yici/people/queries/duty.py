"""Whose turn something is: the members of staff who may act for a body at a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from yici.domain.division import codes_above
from yici.domain.roles import ROLES
from yici.people.models import Role, User
from yici.people.queries.accounts import grants_of_staff

MOST: Final = 50
"""Nobody is told together with more people than these."""


def on_duty(action: str, agency: str, place: str, item: str | None, at: datetime) -> list[UUID]:
    """This will name who may do something for a body at a place at a moment, in two statements; fifty at most."""
    roles = [name for name, rule in ROLES.items() if action in rule.actions and rule.reach == "organisation"]
    living = Role.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=at), valid_from__lte=at)
    covering = [place, *codes_above(place)]
    theirs = living.filter(
        role__in=roles, organisation__agency=agency, place__in=covering, user__is_active=True
    )  # fmt: skip
    found = theirs.exclude(user__kind=User.Kind.CITIZEN).order_by("user").values_list("user", flat=True).distinct()
    candidates = [str(user) for user in found[: MOST * 4]]
    held = grants_of_staff(candidates, at)
    return [UUID(user) for user in candidates if user in held and held[user].may(action, agency, place, item)][:MOST]


@dataclass(frozen=True, slots=True)
class Seat:
    """In which role somebody sat in which body, and in what time."""

    role: str
    body: str
    body_en: str
    since: datetime
    until: datetime | None


def seats_of(readers: Iterable[str]) -> dict[str, list[Seat]]:
    """This will list, by the id of an account, in which bodies staff sat, the newest first; in one statement."""
    wanted = {known for one in readers if (known := _id(one))}
    if not wanted:
        return {}
    rows = Role.objects.filter(user__in=wanted).order_by("-valid_from", "id")
    found: dict[str, list[Seat]] = {}
    columns = ("user", "role", "organisation__name", "organisation__name_en", "valid_from", "valid_until")
    for user, *seat in rows.values_list(*columns)[: MOST * 10]:
        found.setdefault(str(user), []).append(Seat(*seat))
    return found


def body_at(seats: Iterable[Seat], role: str | None, at: datetime, *, english: bool) -> str:
    """This will name the body in which somebody sat in a role at a moment; "" where the record does not say."""
    held = (one for one in seats if one.role == role and one.since <= at and (one.until is None or at < one.until))
    seat = next(held, None)
    return ((english and seat.body_en) or seat.body) if seat else ""


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
