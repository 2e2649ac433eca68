"""The phones and addresses of people, opened for those whose they are and for what is sent to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from yici.ledger import keys
from yici.ledger.values import ERASED
from yici.people.contact_forms import written
from yici.people.models import User
from yici.people.store import contacts as store

MOST_OWNERS: Final = 10


@dataclass(frozen=True, slots=True, repr=False)
class ContactRow:
    """One address of somebody: show it masked to anybody but its owner."""

    id: UUID
    user: UUID
    kind: str
    value: str
    verified_at: datetime | None
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is told something: in which language, and at which confirmed addresses, by kind."""

    language: str
    contacts: dict[str, str]


def contacts_of(user_id: UUID) -> list[ContactRow]:
    """This will list the addresses of one person, in two statements; those that were erased are left out."""
    return _opened([user_id], verified=False)


def is_reachable(user_id: UUID) -> bool:
    """This will say whether somebody has a confirmed address, without opening any."""
    return bool(store.of_users([user_id], verified=True))


def readers(user_ids: Iterable[UUID]) -> dict[UUID, Reader]:
    """This will say how active people can be told something, in three statements; of one kind the first counts."""
    wanted = set(user_ids)
    found = User.objects.filter(id__in=wanted, is_active=True).values_list("id", "language")
    told = {user: Reader(language, {}) for user, language in found}
    for row in _opened(told, verified=True):
        told[row.user].contacts.setdefault(row.kind, row.value)
    return told


def accounts_with_contact(kind: str, value: str) -> list[UUID]:
    """This will name the active accounts that confirmed an address, at most ten; none for what is no address."""
    plain = written(kind, value)
    return store.owners(kind, keys.blind(kind, plain), MOST_OWNERS) if plain else []


def _opened(users: Iterable[UUID], *, verified: bool) -> list[ContactRow]:
    rows = store.of_users(users, verified=verified)
    opened = keys.open_many([(subject, bytes(sealed)) for _, _, _, subject, sealed, _, _ in rows])
    return [
        ContactRow(identity, user, kind, str(data["value"]), verified_at, asked_at)
        for (identity, user, kind, _, _, verified_at, asked_at), data in zip(rows, opened, strict=True)
        if data is not ERASED
    ]
