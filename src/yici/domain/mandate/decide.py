"""Deciding about a mandate: a command against its state gives events, or says what to do instead."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from yici.domain.error import Forbidden, Invalid, NotFound, Refused
from yici.domain.mandate import commands as c
from yici.domain.mandate import events as e
from yici.domain.mandate.state import ACTS, OPEN, Act, Mandate, Scope

Party = Literal["principal", "agent", "window"]
DIGEST: Final = re.compile(r"(sha256|sm3):[0-9a-f]{64}")
MOST_NAMED: Final = 200


@dataclass(frozen=True, slots=True)
class Context:
    """What a decision needs beside the state: the moment, and what the actor is to this mandate. `window` stands for
    staff with the principal before them."""

    now: datetime
    party: Party


def decide(mandate: Mandate | None, command: c.Command, ctx: Context) -> list[e.MandateEvent]:
    """This will give the events that a command leads to; settle the mandate before.

    Raises NotFound for whom it is none of the business, Forbidden, Refused, Invalid.
    """
    if isinstance(command, c.Offer):
        return [_offer(command, ctx)]
    if mandate is None:
        raise unknown()
    return [_DECIDERS[type(command)](mandate, command, ctx)]


def unknown() -> NotFound:
    """This will be the refusal of a mandate that is not there, or that is somebody else's."""
    return NotFound("mandate.unknown", remedy="choose one from your own list")


def _offer(command: c.Offer, ctx: Context) -> e.Offered:
    if ctx.party == "agent":
        raise unknown()
    if not command.period.until > max(command.period.since, ctx.now):
        raise Invalid("mandate.period", remedy="let it end on a day that lies ahead, not before its first day")
    if ctx.party == "window" and not DIGEST.fullmatch(command.paper or ""):
        raise Invalid("mandate.paper", remedy="scan the paper that the principal signed")
    return e.Offered(
        at=ctx.now, id=command.id, principal=command.principal, subject=command.subject, scope=_scope(command.scope),
        period=command.period, consent="window" if ctx.party == "window" else "account",
        organisation=command.organisation, paper=command.paper if ctx.party == "window" else None,
        firm=command.firm, private=command.private,
    )  # fmt: skip


def _scope(scope: Scope) -> Scope:
    """In one order, with what every act takes."""
    named = len(scope.bundles) + len(scope.items)
    known = scope.acts and set(scope.acts) <= ACTS.keys()
    if not known or bool(named) == scope.everything or named > MOST_NAMED:
        raise Invalid("mandate.no_scope", remedy="name matters, or all of them, and what may be done")
    acts: tuple[Act, ...] = tuple(act for act in ACTS if act in scope.acts or act == "read")
    return Scope(acts, tuple(sorted(set(scope.bundles))), tuple(sorted(set(scope.items))), scope.everything)


def _accept(mandate: Mandate, command: c.Accept, ctx: Context) -> e.Accepted:
    _of(ctx, "agent")
    _in(mandate, "offered")
    return e.Accepted(at=ctx.now, agent=command.agent)


def _decline(mandate: Mandate, _: c.Decline, ctx: Context) -> e.Declined:
    _of(ctx, "agent")
    _in(mandate, "offered")
    return e.Declined(at=ctx.now)


def _revoke(mandate: Mandate, command: c.Revoke, ctx: Context) -> e.Revoked:
    _of(ctx, "principal", "window")
    _in(mandate, *OPEN)
    return e.Revoked(at=ctx.now, paper=command.paper if ctx.party == "window" else None)


def _resign(mandate: Mandate, _: c.Resign, ctx: Context) -> e.Resigned:
    _of(ctx, "agent")
    _in(mandate, "living")
    return e.Resigned(at=ctx.now)


def _use(mandate: Mandate, command: c.Use, ctx: Context) -> e.Used:
    _of(ctx, "agent")
    check_use(mandate, command.act, command.bundle, command.items, ctx.now)
    return e.Used(at=ctx.now, act=command.act, about=command.about, target=command.target, bundle=command.bundle)


def check_use(mandate: Mandate, act: Act, bundle: str, items: tuple[str, ...], now: datetime) -> None:
    """This will pass where the agent may do this now. Raises Refused("mandate.not_in_force") and
    Forbidden("mandate.out_of_scope")."""
    if not mandate.holds(now):
        raise not_in_force(mandate)
    if not mandate.scope.covers(act, bundle, items):
        raise Forbidden("mandate.out_of_scope", act=act, remedy="ask the principal for a mandate that covers it")


def not_in_force(mandate: Mandate) -> Refused:
    """This will be the refusal of what a mandate allows no more, or not yet."""
    remedy = "what was begun stays with the principal; ask for a new mandate"
    return Refused("mandate.not_in_force", phase=mandate.phase, remedy=remedy)


def _of(ctx: Context, *parties: Party) -> None:
    if ctx.party not in parties:
        raise unknown()


def _in(mandate: Mandate, *phases: str) -> None:
    if mandate.phase not in phases:
        raise not_in_force(mandate)


_DECIDERS: dict[type, Callable[[Mandate, Any, Context], e.MandateEvent]] = {
    c.Accept: _accept,
    c.Decline: _decline,
    c.Revoke: _revoke,
    c.Resign: _resign,
    c.Use: _use,
}
