"""The desk of the catalogue: which basic item each item of a place's list is; two names side by side, yes or no."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yici.catalogue import queries as catalogue_queries
from yici.catalogue.list_queries import list_of
from yici.domain.authority import Grants
from yici.domain.error import Conflict, Invalid, NotFound
from yici.domain.event import Actor
from yici.domain.matching import Decision
from yici.lists import queries
from yici.lists.queries import RIGHT
from yici.lists.services import Pair, match_decide, match_withdraw, matches_confirm, matches_search, matches_withdraw
from yici.people.actor import actor_for
from yici.people.ids import new_id
from yici.web.desk.match_words import decision_rows, pair_rows, tabs
from yici.web.desk.who import CHANNEL, Staff, staff_who_may
from yici.web.error_words import words_of
from yici.web.list_words import list_names

PAGE = 40
RECENT = 2
OPEN, DECIDED, NOTHING = "open", "decided", "nothing"
SEPARATOR = " "
DECISIONS: dict[str, Decision] = {"confirmed": "confirmed", "rejected": "rejected"}


@require_safe
@staff_who_may(RIGHT)
def matching(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will show the places whose lists this person may match; the only one at once."""
    heads = [head for head in catalogue_queries.current().lists.values() if may_at(staff, head.place)]
    if len(heads) == 1:
        return HttpResponseRedirect(reverse("desk_matching_at", args=[heads[0].place]))
    names = list_names(catalogue_queries.current(), ())
    places = [(head.place, names.name(head), head.count) for head in heads]
    return render(request, "yici/desk/matching_places.html", {"places": places})


def may_at(staff: Staff, place: str) -> bool:
    """This will say whether the person may match at a place."""
    return staff.grants.may(RIGHT, None, place, None)


@require_safe
@staff_who_may(RIGHT)
def place_matching(request: HttpRequest, staff: Staff, place: str) -> HttpResponse:
    """This will show what is proposed at a place, what was decided, or what nothing is proposed for."""
    staff.grants.check(RIGHT, None, place, None)
    matches_search(now=staff.now)
    head = list_of(place)
    task = request.GET.get("task", OPEN)
    shown = {DECIDED: _decided, NOTHING: _nothing}.get(task, _open)(staff, place, request.GET.get("after", "")[:300])
    found = queries.search_of(head)
    context = {
        "head": head,
        "name": list_names(catalogue_queries.current(), ()).name(head),
        "place": place,
        "task": task if task in (DECIDED, NOTHING) else OPEN,
        "tabs": tabs(task, found.unmatched if found else 0),
        "staff": staff,
        "here": request.get_full_path(),
        **shown,
    }
    return render(request, "yici/desk/matching.html", context)


def _open(staff: Staff, place: str, after: str) -> dict[str, Any]:
    rows = queries.proposals(place, staff.grants, after=_read_key(after), limit=PAGE + 1)
    page, first = rows[:PAGE], not after
    recent = queries.decisions(place, staff.grants, limit=RECENT) if first else []
    return {
        "rows": pair_rows(page),
        "exact": pair_rows(queries.exact_proposals(place, staff.grants)) if first else [],
        "recent": decision_rows(recent),
        "following": _following(OPEN, *page[-1].key) if len(rows) > PAGE else "",
    }


def _read_key(text: str) -> queries.Key | None:
    parts = text.split(SEPARATOR)
    if len(parts) != 3 or not (parts[0].isascii() and parts[0].isdigit() and len(parts[0]) < 4):
        return None
    return int(parts[0]), parts[1], parts[2]


def _following(task: str, *key: object) -> str:
    return "?" + urlencode({"task": task, "after": SEPARATOR.join(map(str, key))})


def _decided(staff: Staff, place: str, after: str) -> dict[str, Any]:
    rows = queries.decisions(place, staff.grants, before=_read_moment(after), limit=PAGE + 1)
    page = rows[:PAGE]
    following = _following(DECIDED, page[-1].decided_at.isoformat(), page[-1].id) if len(rows) > PAGE else ""
    return {"decisions": decision_rows(page), "following": following}


def _read_moment(text: str) -> tuple[datetime, UUID] | None:
    moment, _, last = text.partition(SEPARATOR)
    try:
        return datetime.fromisoformat(moment), UUID(last)
    except ValueError:
        return None


def _nothing(staff: Staff, place: str, after: str) -> dict[str, Any]:
    rows, last = queries.unmatched(place, staff.grants, after=after)
    return {"unmatched": rows, "following": _following(NOTHING, last) if last else ""}


@require_POST
@staff_who_may(RIGHT)
def decide(request: HttpRequest, staff: Staff, place: str) -> HttpResponse:
    """This will confirm or reject a pair, or take a decision back, and go on where the person was."""
    pair = Pair(request.POST.get("code", "")[:100], request.POST.get("item", "")[:100])
    step = request.POST.get("decision", "")
    try:
        _carry_out(staff, place, pair, step)
    except (Conflict, NotFound) as refusal:
        messages.error(request, "。".join(words_of(refusal)), extra_tags="bad")
    return _back(request, place)


def _carry_out(staff: Staff, place: str, pair: Pair, step: str) -> None:
    if step == "withdrawn":
        match_withdraw(place=place, pair=pair, actor=_actor(staff), grants=staff.grants, now=staff.now)
        return
    decision = DECISIONS.get(step)
    if decision is None:
        raise Invalid("request.invalid", remedy="use the buttons of the page")
    match_decide(
        match_id=new_id(), place=place, pair=pair, decision=decision, actor=_actor(staff), grants=staff.grants,
        now=staff.now,
    )  # fmt: skip


def _actor(staff: Staff) -> Actor:
    role = next((one.role for one in staff.grants.held if RIGHT in Grants((one,)).actions()), None)
    return actor_for(staff.user, role=role, channel=CHANNEL)


@require_POST
@staff_who_may(RIGHT)
def together(request: HttpRequest, staff: Staff, place: str) -> HttpResponse:
    """This will confirm the pairs that were ticked, all or none, or take back what was confirmed together."""
    try:
        if batch := _batch(request.POST.get("batch", "")):
            count = matches_withdraw(
                place=place, batch=batch, actor=_actor(staff), grants=staff.grants, now=staff.now
            )  # fmt: skip
            said = gettext("已撤回 %(n)s 对。") % {"n": count}
        else:
            count = matches_confirm(
                place=place, pairs=_pairs(request.POST.getlist("pair")), batch=new_id(), ids=new_id,
                actor=_actor(staff), grants=staff.grants, now=staff.now,
            )  # fmt: skip
            said = gettext("已确认 %(n)s 对。") % {"n": count}
        messages.success(request, said, extra_tags="good")
    except (Conflict, Invalid, NotFound) as refusal:
        messages.error(request, "。".join(words_of(refusal)), extra_tags="bad")
    return _back(request, place)


def _batch(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Invalid("request.invalid", remedy="use the buttons of the page") from error


def _pairs(texts: list[str]) -> list[Pair]:
    split = (text[:200].partition(SEPARATOR) for text in texts)
    return [Pair(code, item) for code, _, item in split]


def _back(request: HttpRequest, place: str) -> HttpResponse:
    """Back to the same part of the list, never elsewhere: only the query is taken over."""
    _, _, query = request.POST.get("next", "").partition("?")
    address = reverse("desk_matching_at", args=[place])
    return HttpResponseRedirect(f"{address}?{query}" if query else address)
