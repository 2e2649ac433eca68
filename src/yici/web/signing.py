"""Around signing in: where somebody goes next, and what is said to whoever typed too many wrong passwords."""

from typing import Any

from axes.helpers import get_cool_off
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yici.catalogue.proposals import is_editor
from yici.people.present import now
from yici.people.queries import grants_of
from yici.web.no_desk import has_desk, without_cases

OK, TOO_MANY = 200, 429
SECONDS_A_MINUTE = 60


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """This will send staff to their desk or to the definitions, people to their matters, strangers to the first page.

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
        return without_cases(request, grants, status=OK)
    return HttpResponseRedirect(reverse("mine"))


def no_such_way(request: HttpRequest, *named: str) -> HttpResponse:
    """This will answer what needs an e-mail address, which accounts do not have. Raises Http404."""
    raise Http404


def locked_out(request: HttpRequest, original: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """This will say that the account waits, how long, and what can be done meanwhile."""
    pause = get_cool_off(request)
    minutes = round(pause.total_seconds() / SECONDS_A_MINUTE) if pause else 0
    return render(request, "account/lockout.html", {"minutes": minutes}, status=TOO_MANY)
