"""Telling people that somebody waits for their word: a mandate to be accepted, an application to be signed.

Whom these name is known by an identity number alone: told are the accounts that state it. No message names anybody,
for a number can be mistyped; what it is about opens only to whom it names.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from yici.ledger.values import Stored
from yici.notices.services import Told, notices_give
from yici.notices.values import Value, until
from yici.people.present import now
from yici.people.queries.waiting import accounts_of, waiting

OFFERED: Final = "mandate.offered"
ASKED: Final = "signature.asked"


def mandates_told(events: list[Stored]) -> None:
    """This will tell whom mandates name that they were offered, in the transaction of the feed."""
    waits = waiting({one.stream for one in events})
    told = [
        Told(
            OFFERED, one.stream, one.seq, account.subject, account.id, one.recorded_at, "",
            {"until": until(waits[one.stream].until)},
        )
        for one in events
        if one.stream in waits
        for account in waits[one.stream].accounts
    ]  # fmt: skip
    if told:
        notices_give(told=told, now=now())


def signature_told(
    *, draft: UUID, role: str, number: str, matter: Value, asked_by: Collection[UUID], at: datetime
) -> None:
    """This will tell whoever has an account under a number that they are asked to sign a draft in a role.

    Nobody is told of what they asked themselves (`asked_by`), and nobody twice on one day, however often it is asked.
    """
    told = [
        Told(ASKED, draft, at.toordinal(), account.subject, account.id, at, role, {"matter": matter})
        for account in accounts_of([number]).get(number, [])
        if account.id not in asked_by
    ]
    if told:
        notices_give(told=told, now=at)
