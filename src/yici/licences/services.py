"""What can be done to a licence: lock, load, settle, decide, append, save.

A case that gives, renews or revokes licences does so in its own transaction, its own head locked first: streams are
locked in order of kind and id, and "case" stands before "licence". So whoever begins with a licence either lets
the case that asks for its renewal record what fell due before, or asks without a lock what that is (`queries.fallen`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from yici.domain.authority import Grants
from yici.domain.error import Conflict, NotFound, YiciError
from yici.domain.event import Actor
from yici.domain.licence import (
    CancelLicence,
    Issue,
    Licence,
    LicenceCommand,
    LicenceEvent,
    RevokeLicence,
    decide,
    evolve,
    next_due,
    unknown_licence,
)
from yici.ledger import services as ledger
from yici.ledger.repeated import Key, receipt
from yici.ledger.values import Begun, Head, InFlight, Recorded
from yici.licences import asking, store
from yici.licences.access import CLOCK, authorise
from yici.licences.codec import CODEC
from yici.licences.queries import context_of, fallen

KIND = "licence"


@dataclass(frozen=True, slots=True)
class Held:
    """A licence whose head is locked until the transaction ends."""

    licence: Licence
    head: Head


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command led to: the licence as it is now, its version, and the signed receipt of the last event."""

    licence: Licence
    seq: int
    receipt: dict[str, Any]


def licences_held(ids: Iterable[UUID]) -> dict[str, Held]:
    """This will lock licences and load them as recorded last, by their id as text.

    For a service that holds a transaction. Raises NotFound("licence.unknown") when one is not there.
    """
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    try:
        heads = ledger.lock(wanted)
    except NotFound:
        raise unknown_licence() from None
    loaded = store.load(wanted)
    if len(loaded) < len(wanted):
        raise unknown_licence()
    return {str(name): Held(loaded[name].licence, heads[name]) for name in wanted}


def asking_cases_settle(ids: Iterable[UUID], *, now: datetime) -> None:
    """This will let the cases that ask for renewal of these licences record what fell due in them up to `now`.

    Each in its own transaction, so before any licence is locked. What such a case lost reaches its licence by that.
    """
    wanted = list(ids)
    if wanted:
        loaded = store.load(wanted).values()
        asking.REGISTER.settle([one.licence.asked.case for one in loaded if one.licence.asked], now=now)


def licences_settled(held: Mapping[str, Held], *, now: datetime) -> dict[str, Held]:
    """This will record what fell due up to `now` in licences that are held."""
    return {name: _settled(one, now) for name, one in held.items()}


def licences_issue(commands: Sequence[tuple[datetime, Issue]]) -> list[Begun]:
    """This will make all licences of a grant and write their rows, one statement however many there are: each as of
    the moment of its grant, from which its period is counted however late that is recorded.

    It gives their streams, which begin with the append of the case that grants: a service's own transaction.
    """
    begun: list[Begun] = []
    made: list[Licence] = []
    for at, command in commands:
        [event] = decide(None, command, context_of(command.place, at))
        licence = evolve(None, event)
        made.append(licence)
        begun.append(Begun(ledger.new_head(UUID(licence.id), KIND), CODEC.entries_of([event]), next_due(licence)))
    if made:
        store.create([(licence, 1) for licence in made])
    return begun


def licence_record(held: Held, command: LicenceCommand, *, actor: Actor, at: datetime, now: datetime) -> Held:
    """This will carry a case's command out on a licence that is held; `at` is its legal moment."""
    return _recorded(held, decide(held.licence, command, context_of(held.licence.place, at)), actor=actor, now=now)[0]


def licence_settle(*, stream: UUID, now: datetime) -> int:
    """This will record everything that fell due in a licence up to `now`, and say how much it was.

    What its asking case records in it on the way is not counted.
    """
    asking_cases_settle([stream], now=now)
    with transaction.atomic():
        head = ledger.lock([stream])[stream]
        held = _settled(Held(store.load([stream])[stream].licence, head), now)
        return held.head.seq - head.seq


def licence_revoke(
    *, licence_id: UUID, command: RevokeLicence, actor: Actor, grants: Grants, now: datetime,
    version: int | None = None, key: Key | None = None,
) -> Outcome:  # fmt: skip
    """This will take a licence back (Licensing Law Art. 8, 69).

    Raises NotFound for one that the actor may not see, Forbidden for a missing authority, Conflict for a stale version,
    Refused and Invalid as the domain finds, `InFlight` when the same idempotency key is being answered.
    """
    return _act(licence_id, command, actor, grants, now, version, key)


def licence_cancel(
    *, licence_id: UUID, command: CancelLicence, actor: Actor, grants: Grants, now: datetime,
    version: int | None = None, key: Key | None = None,
) -> Outcome:  # fmt: skip
    """This will strike a licence off (Licensing Law Art. 70). Raises as `licence_revoke` does."""
    return _act(licence_id, command, actor, grants, now, version, key)


def _act(
    licence_id: UUID, command: RevokeLicence | CancelLicence, actor: Actor, grants: Grants, now: datetime,
    version: int | None, key: Key | None,
) -> Outcome:  # fmt: skip
    try:
        return _carried_out(licence_id, command, actor, grants, now, version, key)
    except YiciError:
        # Of two equal requests at once the later one finds the licence changed, by the earlier one.
        if key is not None and ledger.replay(key.scope, key.key, key.request_hash) is not None:
            raise InFlight(remedy="leave the transaction, then replay the same key") from None
        raise


def _carried_out(
    licence_id: UUID, command: RevokeLicence | CancelLicence, actor: Actor, grants: Grants, now: datetime,
    version: int | None, key: Key | None,
) -> Outcome:  # fmt: skip
    with transaction.atomic():
        head = _locked(licence_id)
        licence = store.load([licence_id])[licence_id].licence
        held = _settled(Held(licence, head), now)
        authorise(held.licence, command, actor, grants)
        if version is not None and version != head.seq:
            remedy = "load the licence again and look at what changed"
            raise Conflict("licence.stale", version=version, newest=head.seq, remedy=remedy)
        events = decide(held.licence, command, context_of(licence.place, now))
        held, recorded = _recorded(held, events, actor=actor, now=now, key=key)
    return Outcome(held.licence, held.head.seq, receipt(recorded[-1]))


def _locked(licence_id: UUID) -> Head:
    try:
        head = ledger.lock([licence_id])[licence_id]
    except NotFound:
        raise unknown_licence() from None
    if head.kind != KIND:
        raise unknown_licence()
    return head


def _settled(held: Held, now: datetime) -> Held:
    events = fallen(held.licence, now)
    return _recorded(held, events, actor=CLOCK, now=now)[0] if events else held


def _recorded(
    held: Held, events: Sequence[LicenceEvent], *, actor: Actor, now: datetime, key: Key | None = None
) -> tuple[Held, list[Recorded]]:
    licence = held.licence
    for event in events:
        licence = evolve(licence, event)
    entries = CODEC.entries_of(events, UUID(licence.subject))
    answer = key.answer(held.head.seq + len(entries), licence=licence.id, number=licence.number) if key else None
    head, recorded = ledger.append(held.head, entries, actor=actor, now=now, due=next_due(licence), answer=answer)
    store.save(licence, seq=head.seq)
    return Held(licence, head), recorded
