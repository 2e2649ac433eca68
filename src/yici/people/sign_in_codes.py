"""Codes that are sent to a phone or a mail address and open the accounts of whoever confirmed that address as theirs.

Nobody learns from asking whether anybody has an address: the same is kept and the same is answered. A code belongs to
the session that asked for it (`asker`), so nobody can guess at a code that another one asked for.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from yici.domain.error import Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.ledger import keys
from yici.ledger.services import Entry, append
from yici.people import account_record
from yici.people.contact_forms import written
from yici.people.models import SignInCode, User
from yici.people.queries.contacts import accounts_with_contact
from yici.people.sessions import sessions_end
from yici.people.streams import account_stream

LIVES: Final = timedelta(minutes=10)
PAUSE: Final = timedelta(minutes=1)
"""How long somebody waits before another code goes to the same address."""
TRIES: Final = 5
KINDS: Final = ("phone", "mail")
_ASK: Final = """
INSERT INTO people_signincode AS kept (address, code, until, tries, asked_at)
VALUES (%(address)s, %(code)s, %(until)s, 0, %(now)s)
ON CONFLICT (address) DO UPDATE
SET code = excluded.code, until = excluded.until, tries = 0, asked_at = excluded.asked_at
WHERE kept.asked_at <= %(since)s RETURNING address
"""
_TRY: Final = """
UPDATE people_signincode SET tries = tries + 1
WHERE address = %(address)s AND tries < %(most)s AND until > %(now)s RETURNING code
"""


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """A phone or a mail address as somebody typed it, in the one way that we write it."""

    kind: str
    value: str


def address_of(typed: str) -> Address:
    """This will read what somebody typed. Raises Invalid("contact.invalid") for what is neither phone nor mail."""
    for kind in KINDS:
        if value := written(kind, typed):
            return Address(kind, value)
    raise Invalid("contact.invalid", kind="phone", remedy="check it for missing or additional characters")


def code_open(*, address: Address, code: str, asker: str, now: datetime) -> list[UUID]:
    """This will open a code for an address, in place of one before, and give the citizens' accounts that it may open.

    Members of staff are not among them: a code alone is no second factor. Raises Refused("code.too_often").
    """
    given: dict[str, Any] = {
        "address": _blind(address), "code": _hash(address, asker, code), "until": now + LIVES, "now": now,
        "since": now - PAUSE,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ASK, given)
        if cursor.fetchone() is None:
            raise Refused("code.too_often", seconds=int(PAUSE.total_seconds()), remedy="wait a minute, then ask again")
    return _citizens(address)


def code_use(*, address: Address, code: str, asker: str, now: datetime) -> list[UUID]:
    """This will give the accounts that a code opens, and use it up. Every try counts, also of a call that is refused:
    do not call it inside a transaction.

    Raises Refused("code.over") where none is open, it is too old or was tried too often, and Refused("code.wrong").
    """
    with connection.cursor() as cursor:
        cursor.execute(_TRY, {"address": _blind(address), "most": TRIES, "now": now})
        row = cursor.fetchone()
    if row is None:
        raise Refused("code.over", remedy="ask for a new code")
    if not hmac.compare_digest(bytes(row[0]), _hash(address, asker, code)):
        raise _wrong()
    found = _citizens(address)
    # Of two who send the same code at once one comes in.
    if not SignInCode.objects.filter(address=_blind(address), code=bytes(row[0])).delete()[0] or not found:
        raise _wrong()
    return found


@transaction.atomic
def password_renew(*, user_id: UUID, password: str, now: datetime) -> None:
    """This will set another password for a citizen who proved an address, and sign the account out everywhere.

    Raises Invalid("user.invalid") with every fault of the password, NotFound("user.unknown").
    """
    user = User.objects.select_for_update().filter(id=user_id, kind=User.Kind.CITIZEN, is_active=True).first()
    if user is None:
        raise NotFound("user.unknown", remedy="ask for a new code")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("user.invalid", faults=error.messages, remedy="choose another password") from error
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions_end(user_id=user_id)
    actor = Actor(kind="person", id=str(user_id), role=None, channel="web")
    entry = Entry(account_record.PASSWORD_RENEWED, now, {"by": "code"})
    append(account_stream(user_id), [entry], actor=actor, now=now, due=None)


def codes_forget(*, now: datetime) -> int:
    """This will delete codes that are over, and say how many."""
    return SignInCode.objects.filter(until__lte=now).delete()[0]


def _citizens(address: Address) -> list[UUID]:
    owners = accounts_with_contact(address.kind, address.value)
    return list(User.objects.filter(id__in=owners, kind=User.Kind.CITIZEN).order_by("id").values_list("id", flat=True))


def _blind(address: Address) -> bytes:
    return keys.blind(f"sign in {address.kind}", address.value)


def _hash(address: Address, asker: str, code: str) -> bytes:
    return keys.blind(f"sign in by code {address.kind} {address.value} {asker}", code)


def _wrong() -> Refused:
    return Refused("code.wrong", remedy="look at the message again, or ask for a new code")
