"""What follows when somebody signs in or out, or a second factor comes or goes: sessions listed, the record told."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from allauth.usersessions import signals as library
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils import timezone

from yici.people import account_record, sessions
from yici.people.actor import actor_for
from yici.people.factors import factor_told, has_factor
from yici.people.present import now
from yici.people.visitor import address_of
from yici.web.device.whose import PUBLIC, choose, is_public
from yici.web.security.proof import not_shown, shown
from yici.web.security.seen import seen_now


def connect() -> None:
    """This will listen. The library's own listing of sessions asks once for each of them, and keeps whole addresses."""
    account.user_logged_in.disconnect(library.on_user_logged_in)
    account.user_logged_in.connect(_signed_in)
    account.user_signed_up.connect(_signed_up)
    user_logged_out.connect(_signed_out)
    for changed in (account.password_changed, account.password_set):
        changed.disconnect(library.on_password_changed)
        changed.connect(_password_changed)
    factors.authenticator_used.connect(_used)
    factors.authenticator_added.connect(_added)
    factors.authenticator_removed.connect(_removed)


def _signed_in(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    agent = request.META.get("HTTP_USER_AGENT", "")
    key, moment = str(request.session.session_key), timezone.now()
    sessions.session_begin(user_id=user.pk, key=key, agent=agent, address=address_of(request), now=moment)
    seen_now(request, moment)
    # Coming back from a provider nobody is asked; a device that is known to be public is one all the same.
    choose(request, request.POST.get("device") or (PUBLIC if is_public(request) else ""))


def _signed_up(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    # Whoever chose a password a moment ago is not asked for it again.
    if user.has_usable_password():
        record_authentication(request, user, method="password")


def _signed_out(sender: Any, request: HttpRequest | None, **_: Any) -> None:
    if request is not None and request.session.session_key:
        sessions.session_left(key=request.session.session_key)


def _password_changed(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    sessions.sessions_end(user_id=user.pk, but=request.session.session_key)


def _used(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    shown(request, user)


def _added(sender: Any, request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        shown(request, user)
    _tell(account_record.FACTOR_SET, user, authenticator)


def _removed(sender: Any, request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    if not has_factor(user.pk):
        not_shown(request)
    _tell(account_record.FACTOR_REMOVED, user, authenticator)


def _tell(event: str, user: Any, authenticator: Any) -> None:
    actor = actor_for(user, role=None, channel="web")
    factor_told(user_id=user.pk, event=event, factor=str(authenticator.type), actor=actor, now=now())
