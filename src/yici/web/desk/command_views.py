"""What staff do with a case: the form, what would happen where it cannot be undone, and the deed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from yici.documents import Document
from yici.domain.case import CaseEvent
from yici.domain.error import Conflict, NotFound, YiciError
from yici.web.case_words import COMMAND_WORDS, EVENT_WORDS, worded
from yici.web.desk import acting
from yici.web.desk.acting import Done
from yici.web.desk.case_page import case_href, heading
from yici.web.desk.course import Step, course
from yici.web.desk.forms import FORMS, CommandForm
from yici.web.desk.opened import Opened, open_case
from yici.web.desk.sheet import sheet
from yici.web.desk.unavailable import why_not
from yici.web.desk.views import BESIDE, inline, language, papers_of, render_case, target_of
from yici.web.desk.waiting import stands_again
from yici.web.desk.who import Staff, staff_only
from yici.web.outcome_words import outcome_of
from yici.web.papers import document_of, kind_of
from yici.web.papers.printing import made as render_document
from yici.web.refusal_words import refusal_words
from yici.web.words import Names

CHANGED = "desk-changed"
PICTURED = frozenset({"urge", "convene", "answer_invitation", "record_meeting", "call_off_meeting"})
"""What brings departments together is seen on the picture of the whole."""
LOOK, EDIT, DO = "look", "edit", "do"
SHORT, STALE = 12, 409
ACCEPTED = ("approval.accepted", "approval.started")


@require_http_methods(["GET", "HEAD", "POST"])
@stands_again
@staff_only
def command(request: HttpRequest, staff: Staff, case_id: UUID, name: str) -> HttpResponse:
    """This will show the form of a command, or carry it out."""
    if name not in FORMS:
        raise NotFound("desk.no_command", remedy="choose one from the case")
    opened = open_case(staff, case_id)
    if request.method == "POST":
        return _posted(request, opened, name)
    form = _form(opened, name, request.GET.get("on", ""))
    return _show(request, opened, form) if form else _unavailable(request, opened, name)


def _form(opened: Opened, name: str, on: str, posted: QueryDict | None = None) -> CommandForm | None:
    offer = opened.offer(name, on)
    return FORMS[name](opened, offer, posted) if offer else None


def _posted(request: HttpRequest, opened: Opened, name: str) -> HttpResponse:
    posted = request.POST
    key = acting.key_of(opened.staff, opened.id, name, posted)
    try:
        before = acting.done_before(key)
    except Conflict as error:
        return _unavailable(request, opened, name, error)
    form = _form(opened, name, posted.get("on", ""), posted)
    if before:
        return _done(request, opened, name, before)
    if form is None:
        return _unavailable(request, opened, name)
    if not form.is_valid():
        return _show(request, opened, form, status=422)
    if posted.get("step") == EDIT:
        return _show(request, opened, form)
    if form.takes_files:
        form.take(request)
        if form.errors:
            return _show(request, opened, form, status=422)
    try:
        if posted.get("step") != DO and (form.shown_first or form.warnings()):
            return _look(request, opened, form, posted)
        return _done(request, opened, name, acting.act(opened, form, posted, key))
    except YiciError as error:
        return _refused(request, opened, form, error)


def _show(
    request: HttpRequest, opened: Opened, form: CommandForm, *, status: int = 200, stale: tuple[Step, ...] = ()
) -> HttpResponse:  # fmt: skip
    """Show the form beside the case, with what changed since it was opened when that is why nothing was done."""
    context: dict[str, Any] = {
        "form": form, "key": acting.new_key(), "version": opened.view.seq, "stale": stale,
        "name": form.name, "aside": "yici/desk/form.html", "step": LOOK if form.shown_first or form.wary else DO,
    }  # fmt: skip
    return _beside(request, opened, form.offer.items[0], status=status, **context)


def _look(request: HttpRequest, opened: Opened, form: CommandForm, posted: QueryDict) -> HttpResponse:
    """Show what would happen, and the document that would be made, before it is done."""
    events = acting.rehearse(opened, form.command())
    made = _printed(request, opened, events)
    context: dict[str, Any] = {
        "form": form, "key": acting.new_key(), "version": posted.get("version", ""),
        "name": form.name, "aside": "yici/desk/look.html", "typed": _typed(posted), "sheet": made and sheet(made),
        "happens": [_happening(event, opened.names) for event in events], "warnings": form.warnings(),
    }  # fmt: skip
    return _beside(request, opened, form.offer.items[0], **context)


def _printed(request: HttpRequest, opened: Opened, events: list[CaseEvent]) -> Document | None:
    """The document that these events would lead to: that of the decision, not of an acceptance on the way to it."""
    event = next((one for one in events if kind_of(one) and one.kind not in ACCEPTED), None)
    if event is None:
        return None
    return document_of(papers_of(request, opened), opened.case, event, getattr(event, "private", {}))


def _typed(posted: QueryDict) -> list[tuple[str, str]]:
    left_out = ("csrfmiddlewaretoken", "step", "key")
    return [(name, value) for name in posted if name not in left_out for value in posted.getlist(name)]


def _happening(event: CaseEvent, names: Names) -> str:
    outcome, item = getattr(event, "outcome", None), getattr(event, "item", None)
    what = outcome_of(item, outcome, names) if item and outcome else worded(EVENT_WORDS, event.kind)
    return f"{what}{gettext('：')}{names.of('item', item)}" if item else what


def _refused(request: HttpRequest, opened: Opened, form: CommandForm, error: YiciError) -> HttpResponse:
    """Say what did not happen. A stale form is shown again with all that was typed, on the case as it is now."""
    seen = acting.version_seen(request.POST)
    if error.code == "case.stale":
        newest = open_case(opened.staff, opened.id)
        again = _form(newest, form.code, request.POST.get("on", ""), request.POST)
        if again is None:
            return _unavailable(request, newest, form.code, error, seen)
        again.is_valid()
        return _show(
            request, newest, again, status=error.status, stale=_changed(newest, seen) or _changed(newest, 0)[:1]
        )
    form.blame(error)
    return _show(request, opened, form, status=error.status)


def _changed(opened: Opened, seen: int) -> tuple[Step, ...]:
    """What happened since the case was seen; of a form that names no version, the last thing that happened."""
    known = seen >= 0
    newer = [line for line in opened.lines if line.stored.seq > seen] if known else opened.lines[-1:]
    return course(newer, opened.names, clear=False, plan=opened.plan)


def _unavailable(
    request: HttpRequest, opened: Opened, name: str, error: YiciError | None = None, seen: int | None = None
) -> HttpResponse:  # fmt: skip
    """Say that this cannot be done now, with what changed since the form was opened."""
    since = acting.version_seen(request.POST) if seen is None else seen
    on = request.POST.get("on") or request.GET.get("on", "")
    told = refusal_words(error, opened.names) if error else why_not(opened, name, on)
    context: dict[str, Any] = {
        "name": worded(COMMAND_WORDS, name), "aside": "yici/desk/unavailable.html", "told": told,
        "stale": _changed(opened, since),
    }  # fmt: skip
    return _beside(request, opened, None, status=STALE, **context)


def _beside(
    request: HttpRequest, opened: Opened, item: str | None, *, status: int = 200, **context: object
) -> HttpResponse:  # fmt: skip
    """Answer with what stands beside the list or the case, or with the whole page around it."""
    if target_of(request) == BESIDE:
        told = {"head": heading(opened, item), **context}
        response = render(request, str(context["aside"]), told, status=status)
        if status == STALE:
            response["HX-Trigger"] = CHANGED
        return response
    return render_case(request, opened, item, status=status, **context)


def _done(request: HttpRequest, opened: Opened, name: str, done: Done) -> HttpResponse:
    """Say what was done: beside the list without leaving it, else on the page of the case."""
    item = request.POST.get("item") or None
    said = _said(name, done)
    htmx = getattr(request, "htmx", None)
    if target_of(request) == BESIDE and htmx and htmx.current_url_abs_path.split("?")[0] == reverse("desk"):
        fresh = open_case(opened.staff, opened.id)
        response = render(request, "yici/desk/beside.html", {"head": heading(fresh, item), "said": said})
        response["HX-Trigger"] = CHANGED
        return response
    messages.success(request, said)
    address = case_href(opened, item) if item else reverse("desk_case", args=[opened.id])
    address = reverse("desk_bundle", args=[opened.id]) if name in PICTURED else address
    if htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _said(name: str, done: Done) -> str:
    if done.waiting:
        return ngettext(
            "记录交了，还等 %(n)s 位在现场的用自己的账号确认：在“等确认的核查记录”里。都确认了才算数。",
            "记录交了，还等 %(n)s 位在现场的用自己的账号确认：在“等确认的核查记录”里。都确认了才算数。",
            done.waiting,
        ) % {"n": done.waiting}
    told = {"what": worded(COMMAND_WORDS, name), "hash": done.hash[:SHORT]}
    form = FORMS[name]
    if (form.final or form.sent) and not form.unwritten:
        return gettext("已做：%(what)s。记录 %(hash)s。发出的文书在“文书”里，要盖章的过一会儿盖好。") % told
    return gettext("已做：%(what)s。记录 %(hash)s。") % told


@require_POST
@staff_only
def draft_sheet(request: HttpRequest, staff: Staff, case_id: UUID, name: str) -> HttpResponse:
    """This will show, beside a form that is being filled in, the document that it would make now; nothing is made."""
    opened = open_case(staff, case_id)
    form = _form(opened, name, request.POST.get("on", ""), request.POST) if name in FORMS else None
    if form is None:
        raise NotFound("document.unknown", remedy="open the form again")
    made, why = None, ""
    if form.is_valid():
        try:
            made = _printed(request, opened, acting.rehearse(opened, form.command()))
        except YiciError as error:
            why = gettext("。").join(refusal_words(error, opened.names))
    return render(request, "yici/desk/draft_sheet.html", {"sheet": made and sheet(made), "why": why})


@require_POST
@staff_only
def draft_document(request: HttpRequest, staff: Staff, case_id: UUID, name: str) -> HttpResponse:
    """This will give the document that a form would make, as PDF, without making it."""
    opened = open_case(staff, case_id)
    form = _form(opened, name, request.POST.get("on", ""), request.POST) if name in FORMS else None
    if form is None or not form.is_valid():
        raise NotFound("document.unknown", remedy="open the form again")
    made = _printed(request, opened, acting.rehearse(opened, form.command()))
    if made is None:
        raise NotFound("document.unknown", remedy="this makes no document")
    return inline(render_document(made, language()), "application/pdf", f"{opened.case.number}-draft.pdf")
