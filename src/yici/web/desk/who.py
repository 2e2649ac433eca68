"""Who stands at the desk: a member of staff with what they hold now. Everybody else is sent away before a view runs:
to sign in, or, where a page is not their business, as if it were not there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from yici.catalogue.proposals import ACTION, is_editor
from yici.domain.authority import Grants
from yici.domain.case import Case, Command, may, may_as_asked, may_at_window, role_for
from yici.domain.case.rights import OPINE
from yici.domain.event import Actor
from yici.people.actor import actor_for
from yici.people.present import now as present
from yici.people.queries import grants_of
from yici.web.no_desk import READ, has_desk, without_cases
from yici.web.security.proof import way_to_factor

P = ParamSpec("P")
CHANNEL = "desk"
STAFF = "staff"
KNOW = "case.correct"
TAKE = "case.receive"


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff at one moment."""

    user: Any
    grants: Grants
    now: datetime

    @property
    def id(self) -> UUID:
        """The id of the account."""
        identity: UUID = self.user.id
        return identity

    @property
    def name(self) -> str:
        """The name at work."""
        return str(self.user.display_name or self.user.username)

    def reader(self) -> Actor:
        """This will be the actor who only reads, in the first role that lets them."""
        role = next((one.role for one in self.grants.held if READ in Grants((one,)).actions()), None)
        return actor_for(self.user, role=role, channel=CHANNEL)

    def actor(self, case: Case, command: Command) -> Actor:
        """This will be the actor of a command, in the role that permits it."""
        return actor_for(self.user, role=role_for(case, command, self.grants, str(self.id)), channel=CHANNEL)

    @property
    def place(self) -> str:
        """The place of the instance; empty when it has none of its own."""
        return str(settings.YICI_PLACE)

    @property
    def edits(self) -> bool:
        """Whether the definitions are this person's business."""
        return edits(self.grants)

    def editing(self) -> Actor:
        """This will be the actor who decides on definitions."""
        return actor_for(self.user, role=self.grants.role_for(ACTION), channel=CHANNEL)

    def knows(self, case: Case, items: Iterable[str] | None = None) -> bool:
        """This will say whether personal values of items (None: of any) are this person's business.

        They are for those who may ask the applicant to correct them, for the window that took them in, and for a
        department as long as it owes its opinion on the item; who only reads sees them masked.
        """
        wanted = None if items is None else frozenset(items)
        if may(KNOW, case, self.grants, wanted) or may_at_window(TAKE, case, self.grants, wanted):
            return True
        return may_as_asked(OPINE, case, self.grants, wanted, owing=True)


View = Callable[Concatenate[HttpRequest, Staff, P], HttpResponse]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponse]


def edits(grants: Grants) -> bool:
    """This will say whether the definitions of the instance are the business of whoever holds these."""
    return is_editor(grants, str(settings.YICI_PLACE))


def editors_only(view: View[P]) -> Guarded[P]:
    """This will hand an editor of the definitions to a view, and send away everybody else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user: Any = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if (way := way_to_factor(request, user)) is not None:
            return way
        now = present()
        staff = Staff(user, grants_of(user.id, now), now)
        if not staff.edits:
            raise Http404
        response = view(request, staff, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return cast(Guarded[P], guarded)


def staff_only(view: View[P]) -> Guarded[P]:
    """This will hand the member of staff to a view, and send away everybody else: to the login, or refused."""
    return _guarded(view, has_desk, _without_desk)


def staff_who_may(action: str) -> Callable[[View[P]], Guarded[P]]:
    """This will hand those to a view who may do one thing somewhere; the view itself asks where."""
    return lambda view: _guarded(view, lambda grants: action in grants.actions(), _without_right)


def _without_desk(request: HttpRequest, grants: Grants) -> HttpResponse:
    return redirect("desk_catalogue") if edits(grants) else without_cases(request, grants)


def _without_right(request: HttpRequest, grants: Grants) -> HttpResponse:
    raise Http404


def _guarded(
    view: View[P],
    may: Callable[[Grants], bool],
    without: Callable[[HttpRequest, Grants], HttpResponse],
) -> Guarded[P]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user: Any = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if user.kind != STAFF:
            raise Http404
        if (way := way_to_factor(request, user)) is not None:
            return way
        now = present()
        grants = grants_of(user.id, now)
        if not may(grants):
            return without(request, grants)
        response = view(request, Staff(user, grants, now), *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], guarded)
