"""Who calls: a bearer token with scopes. One statement finds the user, the scopes and everything they may do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja.errors import AuthorizationError
from ninja.security import HttpBearer

from yici.domain.authority import Grants
from yici.domain.event import Actor
from yici.people.actor import actor_for
from yici.people.present import now
from yici.people.queries.accounts import bearer_of


@dataclass(frozen=True, slots=True)
class Caller:
    """The caller at the moment of the call."""

    actor: Actor
    grants: Grants
    now: datetime


class Token(HttpBearer):
    """Checks the token and one scope."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """This will give the caller. Raises AuthorizationError for a living token without the scope."""
        moment = now()
        bearer = bearer_of(token, moment)
        if bearer is None:
            return None
        if self.scope not in bearer.scopes:
            raise AuthorizationError(403, f"scope {self.scope} is missing")
        roles = sorted(bearer.grants.roles())
        role = roles[0] if roles else "applicant"
        return Caller(actor_for(bearer.user, role=role, channel="api"), bearer.grants, moment)


def caller(request: HttpRequest) -> Caller:
    """This will give the caller that `Token` found."""
    found: Any = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, Caller)
    return found
