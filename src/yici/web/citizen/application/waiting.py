"""What was sent after the session had ended waits, sealed, until its sender has signed in again; then it goes on.

Only what a page of this site sent comes here (the form's secret was right), only what has an owner who can sign in can
go on, and it goes on as whoever signs in: a draft of somebody else stays shut to them.
"""

import base64
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from yici.domain.error import NotFound, Refused
from yici.ledger.keyring import keyring

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
WAITING: Final = "waiting"
BOUND: Final = b"sent after the session"
LONGEST: Final = 200_000
"""Characters of one page of a form, as sent."""
KEPT: Final = 3600
"""Seconds for which it waits."""
_OURS: Final = ("csrfmiddlewaretoken",)


def resumes(view: View[P]) -> View[P]:
    """This will let a page keep what is sent to it without a session, and take it up when its owner comes back."""

    @wraps(view)
    def resumed(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "GET" and WAITING in request.session and (sent := taken(request)) is not None:
            request.method, request.POST = "POST", sent  # type: ignore[assignment]
            messages.success(request, gettext("登录以前填的，接上了。"), extra_tags="good")
        sent_without = request.method == "POST" and not request.user.is_authenticated
        try:
            answer = view(request, *args, **kwargs)
        except NotFound:
            if not sent_without:
                raise
            return _waits(request)
        return _waits(request) if sent_without and _asks_to_sign_in(answer) else answer

    return resumed


def _asks_to_sign_in(answer: HttpResponse) -> bool:
    return isinstance(answer, HttpResponseRedirect) and answer.url.startswith(reverse("account_login"))


def _waits(request: HttpRequest) -> HttpResponse:
    """Keep what was sent and lead to the page for signing in; somebody who is still typing is told, not led away."""
    where = request.path.removesuffix("keep/")
    kept = keep_sent(request, where, request.POST.copy())
    login = f"{reverse('account_login')}?{urlencode({'next': where})}"
    if request.path != where:
        answer = render(request, "yici/application/kept.html", {"login": login})
        answer["X-Yici-Kept"] = "login"
        return answer
    say_kept(request, kept)
    return HttpResponseRedirect(login)


def say_kept(request: HttpRequest, kept: bool) -> None:
    """This will say that what was sent waits, or that it was too long for that."""
    told = gettext("登录过期了。刚才填的替您记着，登录以后接着填。")
    lost = gettext("登录过期了。刚才填的太长，没有记下，登录以后要重新填。")
    messages.info(request, told if kept else lost, extra_tags="later")


def keep_sent(request: HttpRequest, where: str, sent: QueryDict, whose: str = "") -> bool:
    """This will seal what was sent until somebody signed in asks for `where`, and say whether it was kept; `whose`:
    nobody else is to have it."""
    for name in _OURS:
        sent.pop(name, None)
    text = sent.urlencode()
    kept = len(text) <= LONGEST
    if kept:
        plain = json.dumps({"path": where, "at": timezone.now().timestamp(), "sent": text, "whose": whose}).encode()
        request.session[WAITING] = base64.b64encode(keyring().wrap(plain, BOUND)).decode()
    return kept


def taken(request: HttpRequest) -> QueryDict | None:
    """This will give what waits for this page, once; None when something else waits, it is not theirs, or it waited too
    long."""
    try:
        held: dict[str, Any] = json.loads(keyring().unwrap(base64.b64decode(request.session[WAITING]), BOUND)[1])
    except (ValueError, Refused):
        del request.session[WAITING]
        return None
    if held["path"] != request.path or not request.user.is_authenticated:
        return None
    del request.session[WAITING]
    theirs = held.get("whose", "") in ("", str(request.user.pk))
    fresh = timezone.now().timestamp() - held["at"] < KEPT
    return QueryDict(held["sent"], mutable=True) if fresh and theirs else None
