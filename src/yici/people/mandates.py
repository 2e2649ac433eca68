"""What can be done with mandates, one transaction each: lock, load, settle, decide, append, save.

Whoever acts for somebody appends to the stream of the mandate, in the transaction of the act: so of a revocation and an
act at the same instant one comes first, and the other knows of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from yici.domain.authority import Grants
from yici.domain.error import Invalid, NotFound
from yici.domain.event import Actor
from yici.domain.mandate import (
    Accept,
    Act,
    Command,
    Context,
    Decline,
    Mandate,
    MandateEvent,
    Offer,
    Party,
    Period,
    Resign,
    Revoke,
    Scope,
    Use,
    decide,
    evolve,
    fold,
    next_due,
    settle,
)
from yici.domain.mandate.decide import unknown
from yici.ledger import keys
from yici.ledger import services as ledger
from yici.ledger.repeated import Key, receipt
from yici.ledger.values import Erased, Head, Recorded
from yici.people.firms import FirmClaim, FirmRow, firm_id, firm_ids
from yici.people.mandate_codec import CODEC
from yici.people.models import User
from yici.people.queries.accounts import Profile, profile_read, profile_sealed
from yici.people.queries.mandates import RECORD, party_of, user_of
from yici.people.queries.mandates_at_window import may_take_back
from yici.people.queries.organisations import organisation
from yici.people.services import profile_set, user_create
from yici.people.store import mandates as store

KIND: Final = "mandate"
CLOCK: Final = Actor(kind="system", id="clock", role="clock", channel="timer")
LONGEST_NAME: Final = 100
Firm = FirmClaim | FirmRow


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command led to: the mandate as it is now, its version, and the signed receipt of the last event."""

    mandate: Mandate
    seq: int
    receipt: dict[str, Any]


@dataclass(frozen=True, slots=True, repr=False)
class Agent:
    """Who is to act: a person by name and identity number (checked by the face), or an organisation by its id."""

    name: str = ""
    number: str = ""
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Somebody at the window, as the card that lies there says; `user_id` is for an account that must be made."""

    name: str
    number: str
    user_id: UUID
    subject_id: UUID


@transaction.atomic
def mandate_offer(
    *, mandate_id: UUID, subject_id: UUID, principal: UUID, agent: Agent, scope: Scope, period: Period, actor: Actor,
    now: datetime, firm: Firm | None = None, paper: str | None = None, key: Key | None = None,
) -> Outcome:  # fmt: skip
    """This will record the consent of a principal: their own, or, by staff with a `paper`, given at the window; for
    their own matters, or for those of a `firm`: one for which they act now, at the window the one that the paper names.

    Raises NotFound("firm.unknown"), Invalid("mandate.agent" | "mandate.period" | "mandate.no_scope" | "mandate.paper").
    """
    user = User.objects.filter(id=principal, kind=User.Kind.CITIZEN, is_active=True).first()
    if user is None or (actor.kind == "person" and actor.id != str(principal)):
        raise unknown()
    profile = _profile(user)
    _check_agent(agent, profile)
    subject = keys.subject_with_key(profile.id_number or None, subject_id=subject_id, now=now)
    _check_firm(firm, principal, actor)
    private = {"principal": profile.name, "agent": agent.name, "number": agent.number, **_named(firm)}
    command = Offer(
        id=str(mandate_id), principal=str(principal), subject=str(subject.id), scope=scope, period=period,
        organisation=str(agent.organisation) if agent.organisation else None, paper=paper,
        firm=str(firm_id(firm.uscc)) if firm else None,
        private={name: text for name, text in private.items() if text},
    )  # fmt: skip
    party: Party = "principal" if actor.kind == "person" else "window"
    events = decide(None, command, Context(now, party))
    mandate, head = fold(events), ledger.new_head(mandate_id, KIND)
    head, recorded = _append(head, events, mandate, actor, now, key, subject.id)
    store.create(mandate, seq=head.seq, label=keys.seal(subject, command.private), wanted=wanted(agent.number))
    return _outcome(mandate, head, recorded)


def _check_firm(firm: Firm | None, principal: UUID, actor: Actor) -> None:
    """At the window the paper says who speaks for a firm; else whoever acts for it now may."""
    if firm is not None and actor.kind == "person" and str(firm_id(firm.uscc)) not in firm_ids(principal):
        raise NotFound("firm.unknown", remedy="choose one of your own firms")


def _named(firm: Firm | None) -> dict[str, str]:
    if firm is None:
        return {}
    told = {"firm": firm.name, "uscc": firm.uscc, "representative": firm.representative}
    return {name: text[:LONGEST_NAME] for name, text in told.items()}


def wanted(number: str) -> bytes | None:
    """This will give the index under which whoever holds a number finds what was offered to them."""
    return keys.blind("identity", number) if number else None


def _profile(user: User) -> Profile:
    sealed = profile_sealed(user)
    profile = profile_read(keys.open_many([sealed])[0]) if sealed else Profile()
    if isinstance(profile, Erased) or not profile.name:
        raise Invalid("mandate.unnamed", remedy="let the account be checked first: a mandate names who gives it")
    return profile


def _check_agent(agent: Agent, principal: Profile) -> None:
    """One agent, and not oneself (Civil Code Art. 165: the mandate names the agent)."""
    person = bool(agent.name.strip() and agent.number)
    if agent.organisation is not None:
        organisation(agent.organisation)
    if person == (agent.organisation is not None) or (person and agent.number == principal.id_number):
        raise Invalid("mandate.agent", remedy="name one other person with identity number, or one organisation")


@transaction.atomic
def mandate_record(
    *, mandate_id: UUID, person: Person, agent: Agent, scope: Scope, period: Period, paper: str, place: str,
    actor: Actor, grants: Grants, now: datetime, firm: Firm | None = None, key: Key | None = None,
) -> Outcome:  # fmt: skip
    """This will record at a window of `place` what a principal who stands there signed on paper.

    Whoever has no account gets one that nobody can log in with: what is done for them belongs to it. Raises Forbidden,
    and what `mandate_offer` raises.
    """
    grants.check(RECORD, None, place, None)
    return mandate_offer(
        mandate_id=mandate_id, subject_id=person.subject_id, principal=_account(person, now), agent=agent, scope=scope,
        period=period, actor=actor, now=now, firm=firm, paper=paper, key=key,
    )  # fmt: skip


def _account(person: Person, now: datetime) -> UUID:
    if not person.name.strip() or not person.number:
        raise Invalid("mandate.principal", remedy="read name and identity number off the card")
    subject = keys.find_subject(person.number)
    rows = User.objects.filter(subject=subject, kind=User.Kind.CITIZEN, is_active=True) if subject else None
    found = rows.order_by("created").values_list("id", flat=True).first() if rows is not None else None
    if found is not None:
        return UUID(str(found))
    user_create(user_id=person.user_id, username=f"person-{person.user_id.hex}", now=now)
    profile = Profile(name=person.name.strip()[:LONGEST_NAME], id_number=person.number)
    profile_set(user_id=person.user_id, profile=profile, subject_id=person.subject_id, now=now)
    return person.user_id


def mandate_accept(
    *, mandate_id: UUID, actor: Actor, grants: Grants, now: datetime, key: Key | None = None
) -> Outcome:  # fmt: skip
    """This will make the one who asks the agent. Raises NotFound for anybody whom it does not name."""
    return _act(mandate_id, Accept(actor.id), actor, grants, now, key)


def mandate_decline(
    *, mandate_id: UUID, actor: Actor, grants: Grants, now: datetime, key: Key | None = None
) -> Outcome:  # fmt: skip
    """This will record that the one who was asked does not accept."""
    return _act(mandate_id, Decline(), actor, grants, now, key)


def mandate_revoke(
    *, mandate_id: UUID, actor: Actor, grants: Grants, now: datetime, key: Key | None = None
) -> Outcome:  # fmt: skip
    """This will end a mandate for its principal, at once."""
    return _act(mandate_id, Revoke(), actor, grants, now, key)


def mandate_resign(
    *, mandate_id: UUID, actor: Actor, grants: Grants, now: datetime, key: Key | None = None
) -> Outcome:  # fmt: skip
    """This will end a mandate for its agent, at once."""
    return _act(mandate_id, Resign(), actor, grants, now, key)


def mandates_revoke_at_window(
    *, mandate_id: UUID, place: str, actor: Actor, grants: Grants, now: datetime, number: str = "", uscc: str = "",
    paper: str | None = None,
) -> Outcome:  # fmt: skip
    """This will end a mandate for a principal who stands at the window with the card of that `number`, or for the firm
    of that `uscc` with its `paper`, as a digest.

    Raises Forbidden, NotFound when the mandate is not theirs, Invalid("mandate.paper") where a firm's word is missing.
    """
    grants.check(RECORD, None, place, None)
    if not may_take_back(store.load(mandate_id).mandate, number=number, uscc=uscc, paper=paper):
        raise unknown()
    return _act(mandate_id, Revoke(paper), actor, grants, now, None, party="window")


def mandate_use(
    *, act: Act, about: str, target: UUID, bundle: str, items: Iterable[str], actor: Actor, grants: Grants,
    now: datetime,
) -> Mandate:  # fmt: skip
    """This will record an act under the mandate that the actor names; call it in the transaction of the act.

    Raises NotFound("mandate.unknown"), Refused("mandate.not_in_force"), Forbidden("mandate.out_of_scope").
    """
    if actor.mandate is None:
        raise unknown()
    command = Use(act=act, about=about, target=str(target), bundle=bundle, items=tuple(items))
    done = _act(UUID(actor.mandate), command, actor, grants, now, None).mandate
    if done.principal != actor.on_behalf_of:
        raise unknown()
    return done


def mandate_settle(*, stream: UUID, now: datetime) -> int:
    """This will record that the period of a mandate is over, as of its end, and say how much that was."""
    with transaction.atomic():
        head = ledger.lock([stream])[stream]
        mandate, after = _settled(store.load(stream).mandate, head, now)
        if after.seq > head.seq:
            store.save(mandate, seq=after.seq)
        return after.seq - head.seq


@transaction.atomic
def _act(
    mandate_id: UUID, command: Command, actor: Actor, grants: Grants, now: datetime, key: Key | None,
    party: Party | None = None,
) -> Outcome:  # fmt: skip
    try:
        head = ledger.lock([mandate_id])[mandate_id]
    except NotFound:
        raise unknown() from None
    loaded = store.load(mandate_id, held=True)
    acting = party or party_of(loaded, user_of(actor), actor, grants)
    if acting is None:
        raise unknown()
    mandate, head = _settled(loaded.mandate, head, now)
    events = decide(mandate, command, Context(now, acting))
    for event in events:
        mandate = evolve(mandate, event)
    head, recorded = _append(head, events, mandate, actor, now, key)
    store.save(mandate, seq=head.seq)
    return _outcome(mandate, head, recorded)


def _settled(mandate: Mandate, head: Head, now: datetime) -> tuple[Mandate, Head]:
    events = settle(mandate, now)
    for event in events:
        mandate = evolve(mandate, event)
    if events:
        head, _ = _append(head, events, mandate, CLOCK, now, None)
    return mandate, head


def _append(
    head: Head, events: Sequence[MandateEvent], mandate: Mandate, actor: Actor, now: datetime, key: Key | None,
    subject: UUID | None = None,
) -> tuple[Head, list[Recorded]]:  # fmt: skip
    entries = CODEC.entries_of(events, subject)
    answer = key.answer(head.seq + len(entries), mandate=mandate.id) if key else None
    return ledger.append(head, entries, actor=actor, now=now, due=next_due(mandate), answer=answer)


def _outcome(mandate: Mandate, head: Head, recorded: list[Recorded]) -> Outcome:
    return Outcome(mandate, head.seq, receipt(recorded[-1]))
