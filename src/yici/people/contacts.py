"""What may be done with the phones and addresses of people. Nothing is sent here: who adds one sends the code."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from yici.domain.error import Invalid, NotFound, Refused
from yici.ledger import keys
from yici.people.contact_forms import written
from yici.people.models import User
from yici.people.queries import Profile
from yici.people.services import profile_set
from yici.people.store import contacts as store

CODE_LIVES: Final = timedelta(minutes=10)
PAUSE: Final = timedelta(minutes=1)
"""How long somebody waits before another code goes to the same address."""
TRIES: Final = 5
MOST: Final = 5
"""Addresses of one kind that somebody may have."""


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """An address that is kept: as it is written, and whose key it is sealed under."""

    id: UUID
    value: str
    subject: UUID


@transaction.atomic
def contact_add(*, contact_id: UUID, user_id: UUID, kind: str, value: str, code: str, now: datetime) -> Kept:
    """This will keep an address of somebody, not confirmed yet, with the code (made at the face) that will confirm it,
    and say what is kept: one that is there already keeps its own id, and its being confirmed.

    Raises Invalid("contact.invalid"), NotFound("user.unknown"), Refused("contact.too_many" | "contact.too_often").
    """
    plain = written(kind, value)
    if not plain:
        raise Invalid("contact.invalid", kind=kind, remedy="check it for missing or additional characters")
    user = User.objects.select_for_update().filter(id=user_id).first()
    if user is None:
        raise NotFound("user.unknown", remedy="create the account first")
    # Whoever has said nothing yet gets a key: with it the address can be erased.
    subject = user.subject or profile_set(user_id=user_id, profile=Profile(), subject_id=contact_id, now=now)
    held, _ = store.add(
        id=contact_id, user=user_id, kind=kind, subject=subject, sealed=keys.seal(subject, {"value": plain}),
        blind=keys.blind(kind, plain), now=now,
    )  # fmt: skip
    if store.count(user_id, kind) > MOST:
        raise Refused("contact.too_many", most=MOST, remedy="remove one that is not used any more")
    if not store.ask(id=held, code=_hash(held, code), until=now + CODE_LIVES, now=now, since=now - PAUSE):
        raise Refused("contact.too_often", seconds=int(PAUSE.total_seconds()), remedy="wait a minute, then ask again")
    return Kept(held, plain, subject)


def contact_confirm(*, contact_id: UUID, user_id: UUID, code: str, now: datetime) -> None:
    """This will confirm an address by the code that went there. Every try counts, also of a call that is refused: do
    not call it inside a transaction.

    Raises Refused("contact.code_over") where no code is open, it is too old, or was tried too often, and
    Refused("contact.code_wrong"); both alike for somebody else's address.
    """
    kept = store.tried(id=contact_id, user=user_id, most=TRIES, now=now)
    if kept is None:
        raise Refused("contact.code_over", remedy="ask for a new code")
    if not hmac.compare_digest(kept, _hash(contact_id, code)):
        raise Refused("contact.code_wrong", remedy="look at the message again, or ask for a new code")
    store.confirmed(contact_id, now)


def contact_remove(*, contact_id: UUID, user_id: UUID) -> None:
    """This will forget an address. Raises NotFound("contact.unknown") for one that is not there, or not theirs."""
    if not store.remove(contact_id, user_id):
        raise NotFound("contact.unknown", remedy="choose one from the list")


def _hash(contact_id: UUID, code: str) -> bytes:
    return keys.blind(f"contact {contact_id}", code)
