"""Where I am signed in, and signing out there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.domain.error import NotFound
from yici.people.sessions import MOST_SHOWN, SessionRow, session_end, sessions_end, sessions_of
from yici.web.dates import moment_text
from yici.web.security.devices import device

OTHERS = "others"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """This will list where an account is signed in, and sign it out in one place or in all others."""
    user: Any = request.user
    if request.method == "POST":
        return _ended(request, user, request.POST.get("end", ""))
    rows = sessions_of(user.pk, timezone.now())
    shown = [_line(row, row.key == request.session.session_key) for row in rows]
    shown.sort(key=lambda line: not line["here"])
    told = {"sessions": shown, "others": sum(not line["here"] for line in shown), "cut": len(rows) == MOST_SHOWN}
    return render(request, "yici/account/sessions.html", told)


def _line(row: SessionRow, here: bool) -> dict[str, Any]:
    return {
        "id": row.id, "device": device(row.agent), "address": spoken_address(row.address), "here": here,
        "since": moment_text(row.since), "seen": moment_text(row.seen),
    }  # fmt: skip


def spoken_address(address: str) -> str:
    """This will show a coarse address with its unknown part as such; nothing where none was seen."""
    if address in ("0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        return ""
    return f"{address}*" if ":" in address else f"{address.rpartition('.')[0]}.*"


def _ended(request: HttpRequest, user: Any, which: str) -> HttpResponse:
    key = str(request.session.session_key)
    if which == OTHERS:
        count = sessions_end(user_id=user.pk, but=key)
        messages.success(request, ngettext("%(n)s 处已经退出。", "%(n)s 处已经退出。", count) % {"n": count}, "good")
        return redirect("sessions")
    try:
        ended = session_end(session_id=int(which), user_id=user.pk)
    except (ValueError, OverflowError, NotFound) as error:
        raise Http404 from error
    if ended == key:
        request.session.flush()
        messages.success(request, gettext("这里已经退出。"), "good")
        return redirect("home")
    messages.success(request, gettext("那一处已经退出。"), "good")
    return redirect("sessions")
