"""One part of a file as a form: shown, filled in, kept at every change, and side by side when two are at it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods

from yici.catalogue.editing.forms import KNOWN, Box, all_boxes, box_at
from yici.catalogue.editing.patching import patched
from yici.catalogue.editing.pointers import pointer
from yici.catalogue.schemas import keys_at
from yici.catalogue.tree import Way
from yici.catalogue.working.base import text_of
from yici.catalogue.working.drafts import Draft, draft_change
from yici.catalogue.working.rows import only_by, text_at
from yici.domain.clock import legal_day
from yici.domain.error import Conflict, Invalid
from yici.web.desk.editor.dressing import dress, names_in, summary, trail
from yici.web.desk.editor.filling import Filled, filled, outline
from yici.web.desk.editor.label_words import kind_of, label_of
from yici.web.desk.editor.merging import merged, sides
from yici.web.desk.editor.opened import (
    File,
    Told,
    address,
    dotted_way,
    draft_for,
    faults_at,
    file_for,
    file_of,
    files_of,
    told,
    way_of,
    whole_number,
)
from yici.web.desk.editor.people import name_of
from yici.web.desk.editor.trying import sample_of, trial
from yici.web.desk.who import Staff, editors_only

WRONG: Mapping[str, str] = {
    "too_long": gettext_noop("太长了：最多 20000 字，没有存。"),
    "control": gettext_noop("里面有看不见的控制字符，没有存：删掉再存。"),
}
MOST_PAGES = 200
WINDOW = 100
"""Rows of a list that a page shows at once."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown: the file, the part of it, what it says (which need not be what is kept), what cannot be kept."""

    file: File
    way: Way
    value: Any
    wrong: Mapping[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def draft_form(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will show a part of a file as a form, or keep what was filled in."""
    draft = draft_for(staff, draft_id)
    file = file_for(draft, request)
    if not file.kind:
        return HttpResponseRedirect(address("desk_draft_text", draft, path=file.path))
    if request.method == "POST":
        return _sent(request, staff, draft, file)
    page = Page(file, way_of(file, request.GET.get("at", "")), file.tree.value, {})
    return _shown(request, staff, draft, page)


def _sent(request: HttpRequest, staff: Staff, draft: Draft, file: File) -> HttpResponse:
    """Lay what was sent over what its sender saw; where somebody else was quicker, show both."""
    seen, now = whole_number(request.POST.get("seen")), draft.step_of(file.path)
    before = file if seen == now else file_of(draft, file.path, _text_seen(draft, file.path, seen))
    if not before.kind:
        raise Http404
    way = way_of(before, request.GET.get("at", ""))
    mine = filled(request, before.kind, before.tree.value, way, draft.judged().catalogue)
    if mine is None:
        raise Http404
    if mine.wrong:
        return _shown(request, staff, draft, Page(before, way, mine.value, mine.wrong), status=422)
    mine_alone = seen == now or only_by(draft.row.id, file.path, seen, staff.editing().id)
    if not mine_alone and whole_number(request.POST.get("over")) != now:
        return _both(request, staff, draft, before, file, mine)
    value = mine.value if seen == now else merged(before.tree.value, mine.value, file.tree.value)
    return _kept(request, staff, draft, file, Filled(value, {}, mine.at), way)


def _text_seen(draft: Draft, path: str, seen: int) -> str:
    held, text = text_at(draft.row.id, path, seen)
    if held and text is not None:
        return text
    found = draft.base.by_path().get(path)
    return text_of(found) if found else draft.text(path)


def _kept(
    request: HttpRequest, staff: Staff, draft: Draft, file: File, mine: Filled, way: Way
) -> HttpResponse:  # fmt: skip
    text = patched(file.text, mine.value, lambda place: keys_at(file.kind, place))
    try:
        draft_change(
            draft_id=draft.row.id, files={file.path: text}, seen={file.path: draft.step_of(file.path)},
            what=f"form {pointer(way)}", actor=staff.editing(), grants=staff.grants, place=staff.place, now=staff.now,
        )  # fmt: skip
    except Invalid as fault:
        return _shown(request, staff, draft, Page(file, way, mine.value, {}), refused=fault.code, status=422)
    except Conflict:
        # Something was kept between our reading and our writing: the same again, now with that.
        again = draft_for(staff, draft.row.id)
        theirs, seen = file_of(again, file.path), draft.step_of(file.path)
        if only_by(draft.row.id, file.path, seen, staff.editing().id):
            value = merged(file.tree.value, mine.value, theirs.tree.value)
            return _kept(request, staff, again, theirs, Filled(value, {}, mine.at), way)
        return _both(request, staff, again, file, theirs, mine)
    fresh = draft_for(staff, draft.row.id)
    if request.headers.get("HX-Request") == "true":
        return _checked(request, staff, fresh, file, way, mine)
    return HttpResponseRedirect(
        address("desk_draft_form", fresh, path=file.path, at=pointer(mine.at)) + _anchor(request, way)
    )  # fmt: skip


def _anchor(request: HttpRequest, way: Way) -> str:
    """Where the page goes on: at the list that a row was added to or moved in."""
    _, _, to = request.POST.get("do", "").partition(":")
    return f"#{request.POST['here']}" if to and request.POST.get("here", "").isalnum() else ""


def _checked(
    request: HttpRequest, staff: Staff, draft: Draft, old: File, way: Way, mine: Filled
) -> HttpResponse:  # fmt: skip
    """Answer a change with what is wrong now and what the plan became; the boxes stay as they are."""
    file = file_of(draft, old.path)
    before, after = box_at(old.kind, old.tree.value, way), box_at(file.kind, file.tree.value, way)
    if before is None or after is None or outline(before) != outline(after) or mine.at != way:
        answer = HttpResponse(status=204)
        step = str(draft.step_of(file.path))
        answer["HX-Redirect"] = address("desk_draft_form", draft, path=file.path, at=pointer(mine.at), step=step)
        return answer
    context = _context(staff, draft, Page(file, way, file.tree.value, {}))
    return render(request, "yici/desk/editor/checked.html", context)


def _both(
    request: HttpRequest, staff: Staff, draft: Draft, before: File, file: File, mine: Filled
) -> HttpResponse:  # fmt: skip
    """Show what somebody else made of it meanwhile beside what was filled in; nothing is written yet."""
    row = draft.files.get(file.path)
    context = {
        "staff": staff,
        "draft": draft,
        "file": file,
        "who": name_of(row.changed_by) if row else "",
        "at": row.changed_at if row else None,
        "sides": list(sides(before.tree.value, mine.value, file.tree.value))[:WINDOW],
        "sent": [(key, one) for key, one in request.POST.items() if key not in ("csrfmiddlewaretoken", "over")],
        "over": draft.step_of(file.path),
        "here": request.get_full_path(),
        "back": address("desk_draft_form", draft, path=file.path, at=request.GET.get("at", "")),
    }
    if request.headers.get("HX-Request") == "true":
        return render(request, "yici/desk/editor/meanwhile.html", context)
    return render(request, "yici/desk/editor/both.html", context, status=409)


def _shown(
    request: HttpRequest, staff: Staff, draft: Draft, page: Page, *, refused: str = "", status: int = 200
) -> HttpResponse:  # fmt: skip
    context = {
        **_context(staff, draft, page, whole_number(request.GET.get("start"))),
        "refused": refused,
    }
    if request.headers.get("HX-Request") == "true":
        return render(request, "yici/desk/editor/checked.html", context)
    return render(request, "yici/desk/editor/form.html", context, status=status)


def _drawn(box: Box) -> Iterator[Box]:
    """The boxes that a page really has: rows have pages of their own, and of a fact what its state leaves out."""
    if box.kind in ("row", "text_lines"):
        return
    yield box
    told = box.state == KNOWN
    for one in box.inner:
        shown = told if one.kind == "claims" else one.there or not told
        if box.kind != "fact" or shown:
            yield from _drawn(one)


def _window(box: Box, own: list[Told], file: File, start: int) -> None:
    """Show so many rows of each list at once, and count what is wrong in each of them."""
    bad = [dotted_way(file.tree.value, one.path) for one in own if not one.warning]
    for one in all_boxes(box):
        begin = start if 0 < start < len(one.inner) else 0
        one.window = one.inner[begin : begin + WINDOW]
        if len(one.inner) > WINDOW:
            ends = range(0, len(one.inner), WINDOW)
            one.pages = [(end, f"{end + 1}–{min(end + WINDOW, len(one.inner))}") for end in ends][:MOST_PAGES]
        for row in one.window:
            row.bad = sum(way[: len(row.way)] == row.way for way in bad) if row.kind == "row" else 0


def _context(staff: Staff, draft: Draft, page: Page, start: int = 0) -> dict[str, Any]:
    file, judged = page.file, draft.judged()
    box = box_at(file.kind, page.value, page.way)
    if box is None:
        raise Http404
    whole = told(draft, judged.own, files_of(draft))
    own = [one for one, fault in zip(whole, judged.own, strict=True) if fault.file == file.path]
    faults_at(box, file, judged, own)
    _window(box, own, file, start)
    names = names_in(page.value, judged.catalogue)
    dress(box, page.value, judged.catalogue)
    for one in all_boxes(box):
        one.wrong = gettext(WRONG[page.wrong[one.pointer]]) if one.pointer in page.wrong else ""
    above = trail(file.kind, page.value, page.way, names)
    return {
        "staff": staff,
        "draft": draft,
        "file": file,
        "kind": kind_of(file.kind),
        "box": box,
        "title": summary(box.value, names) if page.way else file.name,
        "parts": [one for one in box.inner if one.shown] if not page.way else [],
        "at": pointer(page.way),
        "part": label_of(box.shape.type_name, box.shape.key) if page.way else "",
        "trail": [(address("desk_draft_form", draft, path=file.path, at=pointer(way)), name) for way, name in above],
        "whole_address": address("desk_draft_form", draft, path=file.path),
        "faults": [one for one in whole if not one.warning],
        "warnings": [one for one in whole if one.warning],
        "others": told(draft, judged.others, {}),
        "seen": draft.step_of(file.path),
        "boxes": [(one.id, one) for inner in box.inner for one in _drawn(inner)],
        "trial": trial(draft, judged, sample_of(draft, legal_day(staff.now), draft.row.sample, file.path)),
    }
