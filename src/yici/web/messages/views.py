"""My messages: the newest first, each opened by itself, which is how it is read."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yici.notices.queries import PAGE, MessageRow, message_of, messages_of
from yici.notices.services import messages_read
from yici.notices.standing_in import KINDS as MANDATES
from yici.people.present import now as present
from yici.web import dates
from yici.web.paging import after_id

ABOUT: Final[dict[str, str]] = {
    **dict.fromkeys(MANDATES, "mandate"),
    "signature.asked": "sign_asked",
    "signature.given": "draft_review",
    "signature.declined": "draft_review",
}
"""Where what a message is about is shown, if that is no case."""
ASKING: Final = frozenset({"mandate.offered", "signature.asked"})


@dataclass(frozen=True, slots=True)
class Line:
    """One message on a page; `url` leads to what it is about, mostly a case; `waits` where it asks for an answer."""

    id: UUID
    title: str
    text: str
    when: str
    read: bool
    erased: bool
    url: str
    to_case: bool = True
    waits: bool = False


@never_cache
@require_safe
@login_required
def messages(request: HttpRequest) -> HttpResponse:
    """This will list somebody's own messages, a page at a time."""
    user: Any = request.user
    before = after_id(request)
    rows = messages_of(user.pk, language=_language(), before=before, limit=PAGE + 1)
    lines = [_line(row, user) for row in rows[:PAGE]]
    older = str(rows[PAGE - 1].id) if len(rows) > PAGE else ""
    told = {"lines": lines, "older": older, "first": before is None, "unread": any(not one.read for one in lines)}
    return render(request, "yici/messages/list.html", told)


@never_cache
@require_safe
@login_required
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """This will show one message of one's own, which is then read; somebody else's is not here."""
    user: Any = request.user
    row = message_of(user.pk, message_id, language=_language())
    if row is None:
        raise Http404
    if request.method == "GET":
        messages_read(reader=user.pk, messages=[message_id], now=present())
        user.refresh_from_db(fields=["unread"])  # the head of this very page shows it
    return render(request, "yici/messages/one.html", {"line": _line(row, user)})


@require_POST
@login_required
def messages_seen(request: HttpRequest) -> HttpResponse:
    """This will mark all of somebody's own messages as read."""
    user: Any = request.user
    messages_read(reader=user.pk, now=present())
    return redirect("messages")


def _language() -> str:
    return "en" if dates.english() else (get_language() or "zh-hans")


def _line(row: MessageRow, user: Any) -> Line:
    words = row.words
    where = ABOUT.get(row.kind, "desk_case" if user.kind == "staff" else "case")
    title, text = (words.title, words.text) if words else ("", "")
    url = reverse(where, args=[row.stream])
    to_case = row.kind not in ABOUT
    return Line(
        row.id,
        title,
        text,
        dates.moment_text(row.made_at),
        row.read_at is not None,
        words is None,
        url,
        to_case,
        row.kind in ASKING,
    )
