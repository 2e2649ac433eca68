"""Reading mandates: lists of what was given and received, one with what was done under it, and whether it holds."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from yici.domain.authority import Grants
from yici.domain.event import Actor
from yici.domain.mandate import Act, Mandate, Party, evolve, settle
from yici.domain.mandate.decide import check_use, not_in_force, unknown
from yici.ledger import keys
from yici.ledger.queries import history
from yici.ledger.values import Erased
from yici.people.firms import FirmRow, firm_ids
from yici.people.models import User
from yici.people.queries.accounts import profile_read, profile_sealed
from yici.people.queries.organisations import OrganisationRow, organisations
from yici.people.store import mandates as store
from yici.people.store.mandates import Loaded

PAGE: Final = 50
USE: Final = "mandate.use"
RECORD: Final = "mandate.record"
AGENT: Final = "agent"


@dataclass(frozen=True, slots=True)
class MandateView:
    """One mandate as it is at a moment, with the names it is between; None where the principal was erased.

    `firm` is the firm that the principal speaks for, empty for a person's own matters.
    """

    mandate: Mandate
    principal: str | None
    agent: str | None
    firm: str
    party: Party


@dataclass(frozen=True, slots=True)
class Done:
    """One line of the history of a mandate: what happened, who did it (an account's id), and what it was about."""

    at: datetime
    kind: str
    by: str
    channel: str | None
    act: str
    about: str
    target: str
    bundle: str


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody who acts for another: `actor` names for whom and by which mandate, `grants` are the helper's; `firm` is
    the firm whose mandate it is."""

    actor: Actor
    grants: Grants
    firm: str | None = None


def acting_under(mandate: Mandate, actor: Actor, grants: Grants) -> Acting:
    """This will be an account as the agent of a mandate; whether it is one is for `in_force` to say."""
    return Acting(replace(actor, role=AGENT, on_behalf_of=mandate.principal, mandate=mandate.id), grants, mandate.firm)


def helps_for(grants: Grants) -> frozenset[str]:
    """This will give the organisations for which somebody acts as a helper."""
    return grants.scope(USE).organisations or frozenset()


def party_of(loaded: Loaded, user: User | None, actor: Actor, grants: Grants) -> Party | None:
    """This will say what an account is to a mandate; None when nothing, and then it is not there for them."""
    mandate = loaded.mandate
    if actor.kind == "staff":
        return "agent" if mandate.organisation in helps_for(grants) else None
    if actor.kind != "person" or user is None:
        return None
    if mandate.firm is not None:
        # A firm's is the firm's: of whoever acts for it now, not of whoever gave it once.
        if mandate.firm in grants.firms:
            return "principal"
    elif actor.id == mandate.principal or (user.subject is not None and str(user.subject) == mandate.subject):
        return "principal"
    if mandate.organisation is None and (mandate.agent == actor.id or _is_wanted(loaded, user)):
        return "agent"
    return None


def _is_wanted(loaded: Loaded, user: User) -> bool:
    # Also one that was declined or taken back before: whoever was asked may look at what became of it.
    if loaded.mandate.agent is not None or loaded.wanted is None:
        return False
    mine = wanted_of(user)
    return mine is not None and hmac.compare_digest(mine, loaded.wanted)


def wanted_of(user: User) -> bytes | None:
    """This will give the blind index of the identity number that an account states; None without one."""
    number = number_of(user)
    return keys.blind("identity", number) if number else None


def number_of(user: User) -> str:
    """This will open the identity number that an account states, to be compared and never shown; empty without one."""
    sealed = profile_sealed(user)
    if sealed is None:
        return ""
    profile = profile_read(keys.open_many([sealed])[0])
    return "" if isinstance(profile, Erased) else profile.id_number


def user_of(actor: Actor) -> User | None:
    """This will read the account of whoever acts."""
    return User.objects.filter(id=actor.id).first() if actor.kind in ("person", "staff") else None


def mandate_seen(*, mandate_id: UUID, actor: Actor, grants: Grants, now: datetime) -> MandateView:
    """This will give a mandate to its principal or its agent. Raises NotFound for anybody else."""
    loaded = store.load(mandate_id)
    party = party_of(loaded, user_of(actor), actor, grants)
    if party is None:
        raise unknown()
    [view] = mandate_views([loaded], now, {mandate_id: party})
    return view


def mandates_given(
    *, user: User, grants: Grants, now: datetime, before: UUID | None = None, limit: int = PAGE
) -> list[MandateView]:
    """This will list what a person gave, and what was given for the firms for which they act now, newest first."""
    found = store.given(user.id, user.subject, _ids(grants.firms), before, limit)
    return mandate_views(found, now, {UUID(one.mandate.id): "principal" for one in found})


def mandates_given_by(*, user: User, now: datetime, limit: int = PAGE) -> list[MandateView]:
    """This will list what somebody themselves gave, whether for themselves or for a firm, also one that they have left,
    newest first: their name is kept in it."""
    found = store.given_oneself(user.id, user.subject, limit)
    return mandate_views(found, now, {UUID(one.mandate.id): "principal" for one in found})


def mandates_received(
    *, user: User, grants: Grants, now: datetime, before: UUID | None = None, limit: int = PAGE
) -> list[MandateView]:
    """This will list what somebody may act under, may accept, or acted under, newest first."""
    found = store.received(user.id, _ids(helps_for(grants)), wanted_of(user), before, limit)
    return mandate_views(found, now, {UUID(one.mandate.id): "agent" for one in found})


def mandates_living(*, user: User, grants: Grants, now: datetime, limit: int = PAGE) -> list[MandateView]:
    """This will list what somebody may act under now, newest first."""
    found = store.living(user.id, _ids(helps_for(grants)), now, limit)
    return mandate_views(found, now, {UUID(one.mandate.id): "agent" for one in found})


def mandates_latest(
    *, now: datetime, phase: str | None = None, principal: UUID | None = None, before: UUID | None = None,
    limit: int = PAGE,
) -> list[Mandate]:  # fmt: skip
    """This will list mandates for an operator, newest first, without any name."""
    return [_settled(one.mandate, now) for one in store.latest(phase, principal, before, limit)]


def in_force(
    *, actor: Actor, grants: Grants, now: datetime, act: Act, bundle: str, items: Iterable[str], held: bool = False
) -> Mandate:
    """This will give the mandate that an actor names, if it lets them do this now. `held`: until the transaction ends
    nobody takes it back.

    Raises NotFound("mandate.unknown") for somebody else's, Refused("mandate.not_in_force"), Forbidden(
    "mandate.out_of_scope").
    """
    if actor.mandate is None:
        raise unknown()
    loaded = store.load(UUID(actor.mandate), held=held)
    mandate = _settled(loaded.mandate, now)
    if mandate.principal != actor.on_behalf_of or not _acts(mandate, actor, grants):
        raise unknown()
    check_use(mandate, act, bundle, tuple(items), now)
    return mandate


def check_holds(mandate: Mandate, now: datetime) -> None:
    """This will pass while a mandate that somebody was given holds. Raises Refused("mandate.not_in_force")."""
    if not mandate.holds(now):
        raise not_in_force(mandate)


def _acts(mandate: Mandate, actor: Actor, grants: Grants) -> bool:
    if mandate.organisation is None:
        return actor.kind == "person" and mandate.agent == actor.id
    return actor.kind == "staff" and mandate.organisation in helps_for(grants)


def history_of(mandate_id: UUID, *, after: int = 0, limit: int = 200) -> list[Done]:
    """This will tell what happened under a mandate, oldest first; only for whoever was given it."""
    told = history(mandate_id, after=after, limit=limit)
    return [
        Done(
            one.at, one.kind, one.actor.id, one.actor.channel, *(str(one.body.get(name, "")) for name in (
                "act", "about", "target", "bundle",
            )),
        )
        for one in told
    ]  # fmt: skip


def still_theirs(mandate_ids: Iterable[UUID], principal: UUID) -> frozenset[UUID]:
    """This will name those of some mandates that an account gave whose matters are still its owner's: their own, or
    those of a firm for which they act now. In two statements at most."""
    found = [one.mandate for one in store.many(mandate_ids)]
    acted = firm_ids(principal) if any(one.firm for one in found) else frozenset()
    return frozenset(UUID(one.id) for one in found if one.firm is None or one.firm in acted)


def names_of(mandate_id: UUID) -> tuple[str, str, str]:
    """This will give the names of principal and agent of a mandate and of the firm that it is for, for whoever was
    given it; empty when erased, or where there is none."""
    loaded = store.load(mandate_id)
    [view] = mandate_views([loaded], loaded.mandate.offered_at, {mandate_id: "agent"})
    return view.principal or "", view.agent or "", view.firm


def firm_of_mandate(mandate_id: UUID) -> FirmRow | None:
    """This will give the firm whose matters a mandate is about, as it was named in it, for whoever was given what is
    done under it; None for a person's own matters, or when it was erased."""
    loaded = store.load(mandate_id)
    if loaded.mandate.firm is None:
        return None
    [told] = keys.open_many([(UUID(loaded.mandate.subject), loaded.label)])
    if isinstance(told, Erased):
        return None
    firm = UUID(loaded.mandate.firm)
    return FirmRow(firm, firm, told.get("uscc", ""), told.get("firm", ""), told.get("representative", ""), "authorised")


def _settled(mandate: Mandate, now: datetime) -> Mandate:
    for event in settle(mandate, now):
        mandate = evolve(mandate, event)
    return mandate


def mandate_views(found: list[Loaded], now: datetime, parties: dict[UUID, Party]) -> list[MandateView]:
    """This will put mandates as they are at a moment together with the names they are between, opened at once."""
    opened = keys.open_many([(UUID(one.mandate.subject), one.label) for one in found]) if found else []
    bodies = organisations(UUID(one.mandate.organisation) for one in found if one.mandate.organisation)
    return [
        _view(_settled(one.mandate, now), told, bodies, parties[UUID(one.mandate.id)])
        for one, told in zip(found, opened, strict=True)
    ]


def _view(mandate: Mandate, told: object, bodies: dict[UUID, OrganisationRow], party: Party) -> MandateView:
    label = told if isinstance(told, dict) else {}
    body = bodies.get(UUID(mandate.organisation)) if mandate.organisation else None
    agent = body.name if body else str(label.get("agent", "")) or None
    return MandateView(mandate, str(label.get("principal", "")) or None, agent, str(label.get("firm", "")), party)


def _ids(texts: Iterable[str]) -> list[UUID]:
    return [UUID(text) for text in texts]


def helping_bodies(now: datetime, near: str, limit: int = 200) -> dict[str, str]:
    """This will name, by id, the organisations that have somebody who does errands, those of a place first."""
    return {str(one): name for one, name in store.helping(now, near, limit)}
