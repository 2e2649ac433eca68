"""Around signing in: where somebody goes next, and what is said to whoever typed too many wrong passwords."""

import ipaddress
from datetime import timedelta
from typing import Any

from axes.helpers import get_cool_off
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yici.catalogue.proposals import is_editor
from yici.people.present import now
from yici.people.queries import grants_of
from yici.people.queries.mandates import helps_for
from yici.people.visitor import NOWHERE, address_of
from yici.web.dates import clock_text
from yici.web.no_desk import has_desk, without_cases

OK, TOO_MANY = 200, 429
SECONDS_A_MINUTE = 60


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """This will send staff to their desk or to the definitions, people and whoever does errands to their matters,
    strangers to the first page.

    Operators have no desk: what they do is done by commands, and they are told so here.
    """
    user: Any = request.user
    if not user.is_authenticated:
        return HttpResponseRedirect(reverse("home"))
    if user.kind == "staff":
        grants = grants_of(user.id, now())
        if has_desk(grants):
            return HttpResponseRedirect(reverse("desk"))
        if is_editor(grants, settings.YICI_PLACE):
            return HttpResponseRedirect(reverse("desk_catalogue"))
        if helps_for(grants):
            return HttpResponseRedirect(reverse("mine"))
        return without_cases(request, grants, status=OK)
    return HttpResponseRedirect(reverse("mine"))


def no_such_way(request: HttpRequest, *named: str) -> HttpResponse:
    """This will answer what needs an e-mail address, which accounts do not have. Raises Http404."""
    raise Http404


def account_tried(request: HttpRequest | None, credentials: Any) -> str | None:
    """This will name the account whose password is tried, one way however it was typed: its name is taken in any case,
    so a guesser must not get new tries by writing it in another."""
    typed = (credentials or {}).get("username")
    return typed if typed is None else str(typed).strip().upper()


def address_tried_from(request: HttpRequest) -> str:
    """This will give the address behind our own proxies, as everything else of ours sees it: were it the proxy's, a
    stranger anywhere could shut an account for everybody. What is no address counts as nowhere."""
    told = address_of(request)
    try:
        return str(ipaddress.ip_address(told))
    except ValueError:
        return NOWHERE


def locked_out(request: HttpRequest, original: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """This will say that the account waits, until when by the clock, and what can be done meanwhile.

    Sessions and what is tried run on the real clock, whatever time a demonstration is set in.
    """
    pause = get_cool_off(request)
    minutes = round(pause.total_seconds() / SECONDS_A_MINUTE) if pause else 0
    # Each try starts the wait anew, so this page is always at its beginning; said in whole minutes, never too early.
    until = clock_text(timezone.now() + timedelta(minutes=minutes + 1))
    return render(request, "account/lockout.html", {"minutes": minutes, "until": until}, status=TOO_MANY)
