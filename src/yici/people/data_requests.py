"""What people ask about the data that is kept of them (Personal Information Protection Law Art. 45 to 47, 50).

A request is recorded on the stream of the account and waits for an operator, oldest first. Whoever has no case at all
is erased at once: nothing stands against it. What a case holds is kept as long as the office must keep its files,
and is used for nothing else until then.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.db import transaction

from yici.domain.error import Conflict, NotFound
from yici.domain.event import Actor
from yici.ledger.services import Entry, append
from yici.people import account_record
from yici.people.factors import locked_account
from yici.people.models import DataRequest, User

ERASURE: Final = "erasure"
Outcome = Literal["erased", "kept", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Request:
    """One request that waits; `username` is the account that asked."""

    id: UUID
    user: UUID
    username: str
    what: str
    at: datetime


@transaction.atomic
def erasure_request(*, request_id: UUID, user_id: UUID, actor: Actor, now: datetime) -> None:
    """This will record that somebody asks to have everything about them erased. Raises Conflict where it waits."""
    head = locked_account(user_id)
    if erasure_open(user_id) is not None:
        raise Conflict("data.asked_already", remedy="it waits for an answer")
    DataRequest.objects.create(id=request_id, user=user_id, what=ERASURE, at=now)
    append(
        head, [Entry(account_record.ERASURE_ASKED, now, {"request": str(request_id)})], actor=actor, now=now, due=None
    )


@transaction.atomic
def request_close(*, user_id: UUID, outcome: Outcome, actor: Actor, now: datetime) -> None:
    """This will record what became of somebody's request. Raises NotFound("data.nothing_asked")."""
    head = locked_account(user_id)
    open_ = DataRequest.objects.filter(user=user_id, what=ERASURE, closed_at=None)
    found = open_.values_list("id", flat=True).first()
    if found is None:
        raise NotFound("data.nothing_asked", remedy="nothing waits for an answer")
    open_.update(closed_at=now, outcome=outcome)
    entry = Entry(account_record.ERASURE_ANSWERED, now, {"request": str(found), "outcome": outcome})
    append(head, [entry], actor=actor, now=now, due=None)


def erasure_open(user_id: UUID) -> datetime | None:
    """This will say since when somebody's request waits, None when none does."""
    rows = DataRequest.objects.filter(user=user_id, what=ERASURE, closed_at=None)
    return rows.values_list("at", flat=True).first()


def requests_open(limit: int = 100) -> list[Request]:
    """This will list the requests that wait, the oldest first."""
    rows = list(DataRequest.objects.filter(closed_at=None).order_by("at", "id")[:limit])
    names = dict(User.objects.filter(id__in=[row.user for row in rows]).values_list("id", "username"))
    return [Request(row.id, row.user, names.get(row.user, ""), row.what, row.at) for row in rows]
