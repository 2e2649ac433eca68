"""The second factors of accounts: whether there are any, and what the record is told of them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from yici.domain.error import NotFound
from yici.domain.event import Actor
from yici.ledger.services import Entry, Head, append, lock, new_head
from yici.people import account_record
from yici.people.models import User
from yici.people.sessions import sessions_end

FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a factor; recovery codes only stand in for one."""


def has_factor(user_id: UUID, *, beside: int | None = None) -> bool:
    """This will say whether an account has a second factor, `beside` the one with this number."""
    found = Authenticator.objects.filter(user_id=user_id, type__in=FACTORS)
    return bool(found.exclude(pk=beside).exists())


@transaction.atomic
def factor_told(*, user_id: UUID, event: str, factor: str, actor: Actor, now: datetime) -> None:
    """This will record that a factor of an account was set up or taken away; its secret is told to nobody."""
    append(locked_account(user_id), [Entry(event, now, {"factor": factor})], actor=actor, now=now, due=None)


@transaction.atomic
def factor_reset(*, user_id: UUID, actor: Actor, now: datetime) -> list[str]:
    """This will take every factor and recovery code from an account, end its sessions, record it, and name what went.

    Whoever lost a phone sets up another at the next signing in. Raises NotFound("user.unknown" | "factor.none").
    """
    head = locked_account(user_id)
    held = Authenticator.objects.filter(user_id=user_id)
    kinds = sorted(held.values_list("type", flat=True))
    if not kinds:
        raise NotFound("factor.none", remedy="nothing is left to reset")
    held.delete()
    sessions_end(user_id=user_id)
    entry = Entry(account_record.FACTOR_RESET, now, {"factors": kinds})
    append(head, [entry], actor=actor, now=now, due=None)
    return kinds


def locked_account(user_id: UUID) -> Head:
    """This will lock an account and give the head of its stream. Raises NotFound("user.unknown").

    The account's row is locked first: a stream that is not there cannot be.
    """
    if not User.objects.select_for_update().filter(id=user_id).exists():
        raise NotFound("user.unknown", remedy="create the account first")
    try:
        return lock([user_id])[user_id]
    except NotFound:
        return new_head(user_id, account_record.KIND)
