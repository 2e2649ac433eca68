"""Who looked at what stands with an account, at a window or by themselves: on the account's own record.

Only what somebody looks up about a person who need not have any case is told here; looks at cases have rows of their
own, and what somebody reads of their own is nobody's business.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.db import transaction

from yici.domain.event import Actor
from yici.ledger.queries import head, history
from yici.ledger.services import Entry, append
from yici.people import account_record
from yici.people.factors import locked_account
from yici.people.models import User

Looked = Literal["mandates", "account"]
BACK: Final = 200
"""Events of an account's record that are read back for looks."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at what stands with an account: when, by whom (an account's id), in which role, through what."""

    at: datetime
    reader: str
    role: str | None
    channel: str | None
    what: str


@transaction.atomic
def accounts_looked(*, users: Iterable[UUID], what: Looked, actor: Actor, now: datetime) -> None:
    """This will record that somebody looked at what stands with some accounts; ids that are no account's are passed
    over."""
    for user in User.objects.filter(id__in=set(users)).order_by("id").values_list("id", flat=True):
        entry = Entry(account_record.LOOKED, now, {"what": what})
        append(locked_account(user), [entry], actor=actor, now=now, due=None)


def looks_of(user_id: UUID) -> list[Look]:
    """This will list who looked at what stands with an account, the newest first."""
    end = head(user_id)
    if end is None:
        return []
    found = history(user_id, after=max(0, end.seq - BACK), limit=BACK)
    return [
        Look(one.at, one.actor.id, one.actor.role, one.actor.channel, str(one.body["what"]))
        for one in reversed(found)
        if one.kind == account_record.LOOKED
    ]
