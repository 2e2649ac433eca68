"""Who calls: a bearer token with scopes. One statement finds the user, the scopes and everything they may do."""

import math
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja.security import HttpBearer

from yici.api.limits import ACCOUNTS, ANONYMOUS, GUESSES
from yici.api.problems import TooMany
from yici.cases.guesses import guess_take
from yici.domain.authority import Grants
from yici.domain.error import Forbidden
from yici.domain.event import Actor
from yici.domain.mandate import Mandate
from yici.domain.mandate.decide import unknown
from yici.domain.roles import ROLES
from yici.people.actor import actor_for
from yici.people.present import now
from yici.people.queries.accounts import bearer_of
from yici.people.queries.mandates import AGENT, acting_under, mandate_seen
from yici.people.visitor import address_of

CHANNEL = "api"
PERSON = "person"
MANDATE = "Mandate"
"""The header by which an agent says under which mandate an operation on cases is done."""
READ = "case.read"


class ScopeMissing(Forbidden):
    """The token lives, but was not issued for this."""

    code = "token.scope"


@dataclass(frozen=True, slots=True)
class Caller:
    """The caller at the moment of the call, with the `mandate` that they act under, if they named one. `actor` reads;
    `acting` says in which role something is done."""

    actor: Actor
    grants: Grants
    now: datetime
    mandate: Mandate | None = None

    @property
    def person(self) -> UUID | None:
        """The citizen, who sees their own cases and nothing else, or for whom an agent acts; None for staff and
        systems."""
        if self.mandate is not None:
            return UUID(self.mandate.principal)
        return UUID(self.actor.id) if self.actor.kind == PERSON else None

    def acting(self, action: str) -> Actor:
        """This will give the actor in a role that allows an action, if the caller holds one."""
        if self.mandate is not None:
            return self.actor
        return replace(self.actor, role=_role(self.actor, self.grants, action))


def _role(actor: Actor, grants: Grants, action: str) -> str | None:
    if actor.kind == PERSON:
        return "applicant"
    held = sorted(grants.roles())
    allowing = (role for role in held if action in ROLES[role].actions)
    return next(allowing, held[0] if held else None)


class Token(HttpBearer):
    """Checks the token, one scope, and how often the account asks. `agents`: an operation on cases, which looks at what
    a mandate covers; under one nothing else is done or read."""

    def __init__(self, scope: str, *, agents: bool = False) -> None:
        super().__init__()
        self.scope = scope
        self.agents = agents

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """This will give the caller, None without a living token. Raises ScopeMissing, TooMany, and Forbidden for a
        mandate where none reaches."""
        moment = now()
        bearer = bearer_of(token, moment)
        if bearer is None:
            return None
        ACCOUNTS.take(str(bearer.user.id))
        if self.scope not in bearer.scopes:
            raise ScopeMissing(scope=self.scope, remedy="issue a token with this scope")
        actor = actor_for(bearer.user, role=None, channel=CHANNEL)
        if (named := request.headers.get(MANDATE)) is not None:
            if not self.agents:
                remedy = "leave the header out: under a mandate there are operations on cases alone"
                raise Forbidden("mandate.out_of_scope", act="", remedy=remedy)
            return _representing(named, actor, bearer.grants, moment)
        return Caller(replace(actor, role=_role(actor, bearer.grants, READ)), bearer.grants, moment)


def _representing(named: str, actor: Actor, grants: Grants, moment: datetime) -> Caller:
    """The caller as the agent of a mandate: what it covers, `in_force` says where something is done or read.

    Raises NotFound("mandate.unknown") for one that is not theirs.
    """
    try:
        mandate_id = UUID(named.strip())
    except ValueError:
        raise unknown() from None
    seen = mandate_seen(mandate_id=mandate_id, actor=actor, grants=grants, now=moment)
    if seen.party != AGENT:
        raise unknown()
    acting = acting_under(seen.mandate, actor, grants)
    return Caller(acting.actor, grants, moment, seen.mandate)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who reads what is public, at the moment of the call: who it is makes no difference."""

    now: datetime


class Reader(HttpBearer):
    """Lets everybody in: a living token as often as its account may ask, everybody else so often per address."""

    def __call__(self, request: HttpRequest) -> Visit:
        if super().__call__(request) is None:
            ANONYMOUS.take(address_of(request))
        return Visit(now())

    def authenticate(self, request: HttpRequest, token: str) -> bool | None:
        """This will count the call for the token's account, None without a living token. Raises TooMany."""
        bearer = bearer_of(token, now())
        if bearer is None:
            return None
        ACCOUNTS.take(str(bearer.user.id))
        return True


class Anyone:
    """Lets everybody in, so often per address."""

    def __call__(self, request: HttpRequest) -> bool:
        ANONYMOUS.take(address_of(request))
        return True


class Guesser(Anyone):
    """Lets everybody in who does not guess: so often per address in the instance as a whole, whoever answers."""

    def __call__(self, request: HttpRequest) -> bool:
        super().__call__(request)
        if guess_take(allowance=GUESSES, who=address_of(request), now=now()) is None:
            raise TooMany(math.ceil(GUESSES.step.total_seconds()))
        return True


def asked_at(request: HttpRequest) -> datetime:
    """This will give the moment of a call that `Reader` let in."""
    found: Any = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, Visit)
    return found.now


def caller(request: HttpRequest) -> Caller:
    """This will give the caller that `Token` found."""
    found: Any = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, Caller)
    return found
