"""The pages of my data: what is kept, who saw it, the whole of it as a file, and asking for it to be erased."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yici.cases import queries as cases
from yici.cases.concerned import concerned
from yici.domain.clock import legal_day
from yici.domain.error import YiciError
from yici.intake.services import draft_delete
from yici.ledger.services import erase
from yici.people.actor import actor_for
from yici.people.data_requests import erasure_open, erasure_request, request_close
from yici.people.firms import firm_ids
from yici.people.ids import new_id
from yici.people.present import now as present
from yici.people.queries import User, profile_of
from yici.web import dates
from yici.web.citizen.asking import citizen_of
from yici.web.citizen.my_data.held import held
from yici.web.citizen.my_data.seen import looked, seen
from yici.web.citizen.my_data.whole import whole
from yici.web.error_words import words_of
from yici.web.paging import after_id

GROUND = "request_granted"


def _elsewhere(request: HttpRequest) -> HttpResponse:
    return redirect("signed_in") if request.user.is_authenticated else redirect_to_login(request.path)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest) -> HttpResponse:
    """This will show a citizen what is kept about them and by whom it was seen, or do what they ask about it.

    Posting shows the values in clear once, deletes a draft, or asks for everything to be erased.
    """
    citizen = citizen_of(request)
    if citizen is None:
        return _elsewhere(request)
    asked = request.POST.get("do", "")
    if asked == "erase":
        return _erase(request, citizen)
    if asked == "delete":
        return _delete(request, citizen)
    kept = held(citizen, profile_of(citizen.id), clear=asked == "show", before=after_id(request), now=present())
    since = erasure_open(citizen.id)
    context = {
        "held": kept,
        "clear": asked == "show",
        "username": citizen.username,
        "since": dates.day_text(legal_day(citizen.created), year=True),
        "asked_at": dates.moment_text(since) if since else "",
        "can": _can(citizen),
    }
    return render(request, "yici/my_data/data.html", context)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _can(citizen: User) -> str:
    """What a wish to be erased comes to: `now` without any case, `open` while one runs, else `kept`."""
    firms = firm_ids(citizen.id)
    if not cases.cases_of(applicant=citizen.id, firms=firms, limit=1):
        return "now"
    running = any(cases.cases_of(applicant=citizen.id, firms=firms, phase=one, limit=1) for one in OPEN_PHASES)
    return "open" if running else "kept"


OPEN_PHASES = ("received", "correcting", "handling")


def _erase(request: HttpRequest, citizen: User) -> HttpResponse:
    """Erase at once where nothing stands against it, else record that it was asked for; only when it was confirmed."""
    if request.POST.get("sure") != "yes":
        messages.error(request, gettext("还没有勾“我知道”。勾上再按。"), extra_tags="bad")
        return redirect("my_data")
    now, actor = present(), actor_for(citizen, role="applicant", channel="web")
    try:
        erasure_request(request_id=new_id(), user_id=citizen.id, actor=actor, now=now)
    except YiciError as refusal:
        messages.error(request, "。".join(words_of(refusal)), extra_tags="bad")
        return redirect("my_data")
    if _can(citizen) != "now" or (citizen.subject and concerned(citizen.subject).cases):
        messages.success(request, gettext("记下了，会有人处理，结果在这一页看。"), extra_tags="good")
        return redirect("my_data")
    if citizen.subject:
        erase(citizen.subject, actor=actor, now=now, ground=GROUND)
    request_close(user_id=citizen.id, outcome="erased", actor=actor, now=now)
    messages.success(request, gettext("清除了，谁也读不出来了。"), extra_tags="good")
    return redirect("my_data")


def _delete(request: HttpRequest, citizen: User) -> HttpResponse:
    draft = _id(request.POST.get("draft", ""))
    if draft is not None:
        draft_delete(draft_id=draft, owner=citizen.id, known=frozenset())
        messages.success(request, gettext("草稿删掉了，填的和上传的都没有了。"), extra_tags="good")
    return redirect("my_data")


@never_cache
@require_safe
def my_readings(request: HttpRequest) -> HttpResponse:
    """This will list who saw anything of a citizen's, newest first, a page at a time."""
    citizen = citizen_of(request)
    if citizen is None:
        return _elsewhere(request)
    rows, following = seen(citizen.id, request)
    return render(
        request, "yici/my_data/readings.html", {"rows": rows, "next": following, "looked": looked(citizen.id)}
    )


@never_cache
@require_safe
def my_data_file(request: HttpRequest) -> HttpResponse:
    """This will give a citizen everything that is kept about them as one JSON file, older cases in further ones."""
    citizen = citizen_of(request)
    if citizen is None:
        return _elsewhere(request)
    told: dict[str, Any] = whole(citizen, before=after_id(request), now=present())
    text = json.dumps(told, ensure_ascii=False, indent=2, default=str)
    return HttpResponse(
        text, content_type="application/json", headers={"Content-Disposition": 'attachment; filename="yici-data.json"'}
    )
