"""Accounts of people who stand at a window: found by what they tell, shown to the clerk with their names masked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from yici.domain.assurance import Assurance
from yici.ledger import keys
from yici.people.models import User
from yici.people.queries.accounts import Profile, profiles_of
from yici.people.queries.contacts import accounts_with_contact

CHECK: Final = "identity.check"
"""The action of comparing people with their cards at a window."""
MOST: Final = 10


@dataclass(frozen=True, slots=True, repr=False)
class AtWindow:
    """One account of a person: how sure it is, since when, whether a number and a second factor are known. The name is
    for the face to mask."""

    id: UUID
    username: str
    name: str
    assurance: Assurance
    assured_at: datetime | None
    numbered: bool
    factors: bool


def accounts_told(told: str) -> list[AtWindow]:
    """This will find the active accounts of people by identity number, confirmed phone or mail, or name of the account;
    at most ten, the oldest first."""
    found = _of_number(told) or accounts_with_contact("phone", told) or accounts_with_contact("mail", told)
    named = User.objects.filter(username__iexact=told) if not found else User.objects.filter(id__in=found)
    rows = named.filter(kind=User.Kind.CITIZEN, is_active=True).order_by("created")[:MOST]
    return _shown(list(rows))


def account_told(user_id: UUID) -> AtWindow | None:
    """This will give one active account of a person; None for any other."""
    rows = User.objects.filter(id=user_id, kind=User.Kind.CITIZEN, is_active=True)
    return next(iter(_shown(list(rows))), None)


def _of_number(told: str) -> list[UUID]:
    try:
        number = ric.validate(told)
    except ValidationError:
        return []
    subject = keys.find_subject(number)
    if subject is None:
        return []
    return list(User.objects.filter(subject=subject).values_list("id", flat=True)[:MOST])


def _shown(users: Iterable[User]) -> list[AtWindow]:
    found = list(users)
    profiles = profiles_of([one.id for one in found])
    held = set(Authenticator.objects.filter(user__in=found).values_list("user_id", flat=True))
    return [_one(one, profiles.get(one.id), one.id in held) for one in found]


def _one(user: User, known: object, factors: bool) -> AtWindow:
    profile = known if isinstance(known, Profile) else Profile()
    level: Assurance = user.assurance  # type: ignore[assignment]
    return AtWindow(user.id, user.username, profile.name, level, user.assured_at, bool(profile.id_number), factors)
