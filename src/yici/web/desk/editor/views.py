"""The drafts of definitions: all of them, one with its files and faults, its history, and what becomes of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from yici.catalogue import queries
from yici.catalogue.queries import effects as _kept_effects
from yici.catalogue.working import effects as working_effects
from yici.catalogue.working import rows
from yici.catalogue.working.back import draft_back
from yici.catalogue.working.drafts import (
    Draft,
    changed_in_both,
    draft_discard,
    draft_drop,
    draft_move,
    draft_name,
    draft_open,
    draft_reopen,
    draft_restore,
)
from yici.domain.comparing import compare as compare_catalogues
from yici.domain.error import Conflict, Invalid, NotFound, Refused, YiciError
from yici.people.ids import new_id
from yici.web import dates
from yici.web.comparing.effect_words import effect_words, touched_text
from yici.web.comparing.words import groups_of, together
from yici.web.desk.editor.label_words import kind_of
from yici.web.desk.editor.opened import address, draft_for, files_of, told, whole_number
from yici.web.desk.editor.people import names_of
from yici.web.desk.editor.step_words import step_words
from yici.web.desk.who import Staff, editors_only
from yici.web.error_words import words_of

SHOWN = 50
EVERY, SELDOM = 2, 15
"""Seconds until a page that waits for the effects looks again, and once it has waited for long."""
A_MINUTE = 60
OFTEN = 15
"""How many times it looks often."""


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def drafts(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will list the drafts, or begin one."""
    fault, status = ("", ""), 200
    if request.method == "POST":
        try:
            made = _begun(request, staff)
        except (Invalid, Refused, NotFound) as refusal:
            fault, status = words_of(refusal), refusal.status
        else:
            return HttpResponseRedirect(reverse("desk_draft_edit", args=[made]))
    found = rows.draft_rows(("open",), None, SHOWN)
    closed = rows.draft_rows(("proposed", "discarded"), _moment(request), SHOWN)
    names = names_of(row.changed_by for row in (*found, *closed))
    context = {
        "staff": staff,
        "open": [_line(row, names) for row in found],
        "closed": [_line(row, names) for row in closed],
        "older": closed[-1].changed_at.isoformat() if len(closed) == SHOWN else "",
        "fault": fault,
        "typed": request.POST.get("name", ""),
    }
    return render(request, "yici/desk/editor/drafts.html", context, status=status)


def _begun(request: HttpRequest, staff: Staff) -> UUID:
    """Begin a draft: on what holds, or back to what an earlier release said."""
    name, release = request.POST.get("name", ""), whole_number(request.POST.get("release"))
    if release:
        return draft_back(draft_id=new_id(), name=name, release=release, **_who(staff))
    return draft_open(draft_id=new_id(), name=name, files={}, **_who(staff))


def _moment(request: HttpRequest) -> datetime | None:
    try:
        found = datetime.fromisoformat(request.GET.get("before", ""))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _line(row: rows.DraftRow, names: dict[str, str]) -> dict[str, Any]:
    return {"row": row, "who": names[row.changed_by], "at": dates.moment_text(row.changed_at)}


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def draft(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will show a draft with its files, faults and effects, or do something with the whole of it."""
    if request.method == "POST":
        try:
            return _done(request, staff, draft_id)
        except (Invalid, Refused, Conflict, NotFound) as refusal:
            if refusal.code == "working.unknown":
                raise
            return _shown(request, staff, draft_for(staff, draft_id), fault=refusal)
    return _shown(request, staff, draft_for(staff, draft_id))


def _done(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is not None:
        deed(request, staff, draft_id)
    here = reverse("desk_draft_edit", args=[draft_id])
    return HttpResponseRedirect(here)


def _who(staff: Staff) -> dict[str, Any]:
    return {"actor": staff.editing(), "grants": staff.grants, "place": staff.place, "now": staff.now}


def _discard(request: HttpRequest, staff: Staff, draft_id: UUID) -> None:
    draft_discard(draft_id=draft_id, **_who(staff))
    messages.success(request, gettext("已丢弃。随时可以恢复。"))


def _reopen(request: HttpRequest, staff: Staff, draft_id: UUID) -> None:
    draft_reopen(draft_id=draft_id, **_who(staff))


def _drop(request: HttpRequest, staff: Staff, draft_id: UUID) -> None:
    draft_drop(
        draft_id=draft_id, path=request.POST.get("path", ""), seen=whole_number(request.POST.get("seen")), **_who(staff)
    )  # fmt: skip


def _rename(request: HttpRequest, staff: Staff, draft_id: UUID) -> None:
    draft_name(draft_id=draft_id, name=request.POST.get("name", ""), grants=staff.grants, place=staff.place)


def _move(request: HttpRequest, staff: Staff, draft_id: UUID) -> None:
    draft_move(draft_id=draft_id, base=whole_number(request.POST.get("base")), **_who(staff))
    messages.success(request, gettext("已移到最新的一版上。"))


def _try(request: HttpRequest, staff: Staff, draft_id: UUID) -> None:
    working_effects.effects_ask(
        draft_id=draft_id, step=whole_number(request.POST.get("step")), grants=staff.grants, place=staff.place,
        now=staff.now,
    )  # fmt: skip


def _propose(request: HttpRequest, staff: Staff, draft_id: UUID) -> None:
    number = working_effects.draft_propose(
        draft_id=draft_id, proposal_id=new_id(), step=whole_number(request.POST.get("step")),
        note=request.POST.get("note", ""), **_who(staff),
    )  # fmt: skip
    messages.success(request, gettext("已提出，是第 %(n)s 号提案：请另一个人看过以后公布。") % {"n": number})


def _undo(request: HttpRequest, staff: Staff, draft_id: UUID) -> None:
    draft_restore(
        draft_id=draft_id, number=whole_number(request.POST.get("number")),
        seen=whole_number(request.POST.get("step")), **_who(staff),
    )  # fmt: skip
    messages.success(request, gettext("已回到那一步；这一步也可以撤销。"))


DEEDS: dict[str, Callable[[HttpRequest, Staff, UUID], None]] = {
    "discard": _discard, "reopen": _reopen, "drop": _drop, "rename": _rename, "move": _move, "try": _try,
    "propose": _propose, "restore": _undo,
}  # fmt: skip


def _shown(
    request: HttpRequest, staff: Staff, found: Draft, *, fault: YiciError | None = None
) -> HttpResponse:  # fmt: skip
    judged, newest = found.judged(), queries.newest_release()
    files = files_of(found)
    worded = told(found, judged.own, files)
    names = names_of([found.row.opened_by, found.row.changed_by, *(row.changed_by for row in found.files.values())])
    stale = newest is not None and newest[0] != found.row.base
    context = {
        "staff": staff,
        "draft": found,
        "opened_by": names[found.row.opened_by],
        "files": [_file(found, path, files, names) for path in found.files],
        "faults": [one for one in worded if not one.warning],
        "warnings": [one for one in worded if one.warning],
        "others": told(found, judged.others, {}),
        "sound": judged.sound,
        "changed": judged.digest != found.digest,
        "newest": newest[0] if newest else 0,
        "stale": stale and found.row.state == "open",
        "both": changed_in_both(found, newest[1]) if stale and newest else [],
        "progress": working_effects.effects_progress(found),
        "waits": _waits(found, staff.now),
        "release": _release(found),
        "every": SELDOM if whole_number(request.GET.get("again")) >= OFTEN else EVERY,
        "again": whole_number(request.GET.get("again")) + 1,
        "fault": words_of(fault) if fault else ("", ""),
        "note": request.POST.get("note", ""),
        **_effects(found),
    }
    return render(request, "yici/desk/editor/draft.html", context, status=fault.status if fault else 200)


def _waits(found: Draft, now: datetime) -> str:
    """How long the effects wait already that no worker has taken up; nothing where one has."""
    since = working_effects.effects_untouched(found)
    if since is None:
        return ""
    seconds = max(0, int((now - since).total_seconds()))
    if seconds < A_MINUTE:
        return ngettext("%(n)s 秒", "%(n)s 秒", seconds) % {"n": seconds}
    minutes = seconds // A_MINUTE
    return ngettext("%(n)s 分钟", "%(n)s 分钟", minutes) % {"n": minutes}


def _release(found: Draft) -> int | None:
    """The release that a proposed draft became."""
    return queries.proposal(found.row.proposal).release if found.row.proposal else None


def _file(found: Draft, path: str, files: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    row, file = found.files[path], files.get(path)
    return {
        "path": path,
        "name": file.name if file else path,
        "kind": kind_of(file.kind) if file and file.kind else "",
        "gone": row.text is None,
        "new": path not in found.base.by_path(),
        "who": names[row.changed_by],
        "at": dates.moment_text(row.changed_at),
        "seen": row.step,
        "form": address("desk_draft_form", found, path=path) if file and file.kind else "",
        "text": address("desk_draft_text", found, path=path),
    }


def _effects(found: Draft) -> dict[str, Any]:
    kept = _kept_effects(found.digest, found.judged().digest)
    if kept is None:
        return {"touched": "", "effects": ()}
    old, new = queries.catalogue_of(found.digest), found.judged().catalogue
    return {"touched": touched_text(kept), "effects": effect_words(kept, old, new)}


@require_safe
@editors_only
def draft_compare(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will say in words what a draft changes against its base, or against the newest release."""
    found = draft_for(staff, draft_id)
    newest = queries.newest_release()
    against = newest[1] if request.GET.get("with") == "newest" and newest else found.digest
    old, new = queries.catalogue_of(against), found.judged().catalogue
    differences = compare_catalogues(old, new)
    context = {
        "staff": staff,
        "draft": found,
        "groups": groups_of(differences, old, new, together(old, new)),
        "count": len(differences),
        "with_newest": against != found.digest,
    }
    return render(request, "yici/desk/editor/compare.html", context)


@require_safe
@editors_only
def draft_history(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will list the steps of a draft, the newest first, each to go back to."""
    found = draft_for(staff, draft_id)
    before = whole_number(request.GET.get("before")) or None
    steps = rows.step_rows(draft_id, before, SHOWN)
    context = {
        "staff": staff,
        "draft": found,
        "steps": step_words(steps, names_of(row.by for row in steps), files_of(found)),
        "oldest": rows.oldest_step(draft_id, found.row.step),
        "older": steps[-1].number if len(steps) == SHOWN else None,
    }
    return render(request, "yici/desk/editor/history.html", context)
