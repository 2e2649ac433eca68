"""Telling people that somebody waits for their word, a mandate to be accepted, an application to be signed; and what
became of a mandate.

Whom these name is known by an identity number alone: told are the accounts that state it, of an organisation those who
do its errands. No message names anybody, for a number can be mistyped; what it is about opens only to whom it names.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from yici.ledger.values import Stored
from yici.notices.services import Told, notices_give
from yici.notices.values import Value, until
from yici.people.present import now
from yici.people.queries.waiting import Account, Sides, accounts_among, accounts_of, sides_of

ASKED: Final = "signature.asked"
ANSWERED: Final = {True: "signature.given", False: "signature.declined"}
PRINCIPAL: Final = frozenset({"mandate.accepted", "mandate.declined", "mandate.resigned"})
AGENT: Final = frozenset({"mandate.offered"})
BOTH: Final = frozenset({"mandate.revoked", "mandate.expired"})
"""Which side of a mandate is told of what; nobody of what they did themselves."""
DATED: Final = frozenset({"mandate.offered", "mandate.accepted", "mandate.expired"})
KINDS: Final = tuple(sorted(PRINCIPAL | AGENT | BOTH))


def mandates_told(events: list[Stored]) -> None:
    """This will tell either side of a mandate what the other did, or that it is over, in the transaction of the feed.

    An offer is only told while it still waits: what was taken back since needs no answer.
    """
    moment = now()
    sides = sides_of({one.stream for one in events}, moment)
    told = [
        Told(
            one.kind, one.stream, one.seq, account.subject, account.id, one.recorded_at, "",
            {"until": until(sides[one.stream].until)} if one.kind in DATED else {},
        )
        for one in events
        if one.stream in sides and (one.kind not in AGENT or sides[one.stream].waits)
        for account in _told(one, sides[one.stream])
    ]  # fmt: skip
    if told:
        notices_give(told=told, now=moment)


def _told(event: Stored, sides: Sides) -> Iterator[Account]:
    """Whoever is told of an event, each once: somebody may act for a firm on both sides."""
    principals = sides.principals if event.kind not in AGENT else ()
    agents = sides.agents if event.kind not in PRINCIPAL else ()
    known: set[UUID] = set()
    for account in (*principals, *agents):
        if str(account.id) != event.actor.id and account.id not in known:
            known.add(account.id)
            yield account


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


def signature_answered(
    *, draft: UUID, owner: UUID | None, mandate: UUID | None, role: str, given: bool, matter: Value, by: UUID,
    at: datetime,
) -> None:  # fmt: skip
    """This will tell whoever a draft is of, and whoever prepares it for them, that somebody signed it or does not."""
    known = accounts_among({owner}) if owner else {}
    agents = sides_of([mandate], at)[mandate].agents if mandate else ()
    told = [
        Told(ANSWERED[given], draft, int(at.timestamp()), account.subject, account.id, at, role, {"matter": matter})
        for account in (*known.values(), *agents)
        if account.id != by
    ]
    if told:
        notices_give(told=told, now=at)
