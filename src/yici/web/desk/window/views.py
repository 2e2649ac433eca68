"""One person at the counter: the whole acceptance on one page, kept as it goes, without a change of page for a tick."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yici.domain.catalogue import questions_of
from yici.domain.error import Forbidden, Invalid, NotFound, Refused, YiciError
from yici.files.services import file_remove
from yici.intake import queries as intake
from yici.intake.services import draft_answer
from yici.web.answers import read_answers, sound_answers
from yici.web.citizen.application.choices import choice_words
from yici.web.citizen.application.controls import typed_of
from yici.web.citizen.application.filling import Filling
from yici.web.citizen.application.opened import Opened, open_draft
from yici.web.citizen.application.papers import committed, promises_of, wanted
from yici.web.citizen.application.uploads import keep_uploads, take_back
from yici.web.desk.listing import RECEIVE, desk_title
from yici.web.desk.views import target_of
from yici.web.desk.waiting import stands_again
from yici.web.desk.who import Staff, staff_who_may
from yici.web.desk.window import checklist, collected
from yici.web.desk.window.begun import begun
from yici.web.desk.window.handing import take_in
from yici.web.desk.window.person import Noted, Person, person_kept, person_noted, role_in, roles_of
from yici.web.desk.window.sheet import groups_of, known_of, shown_fields
from yici.web.desk.window.signers import read_signed, signers_of
from yici.web.display import switched
from yici.web.here import described
from yici.web.refusal_words import refusal_words

LIVE: Final = "live"
ACCEPT, RECEIVED, REFUSE = "accept", "receive", "refuse"
ANSWERS: Final = {ACCEPT: "now", RECEIVED: "later"}
NO_FAULTS: Final[dict[str, tuple[str, ...]]] = {}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@stands_again
@staff_who_may(RECEIVE)
def counter(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will show what was begun for somebody at the counter, keep what was typed and ticked, or take it in."""
    opened = begun(request, draft_id)
    if opened is None:
        return redirect("desk_counter_done", draft_id)
    if request.method != "POST":
        return _page(request, staff, opened)
    return _posted(request, staff, opened)


def _posted(request: HttpRequest, staff: Staff, opened: Opened) -> HttpResponse:
    noted = person_noted(request.POST) if "number" in request.POST else None
    opened, asked_anew, wrong = _answered(request, opened)
    opened, refused = _keep(request, opened, noted)
    if noted is not None and noted.wrong:
        return _page(request, staff, opened, noted=noted, status=422)
    if (goal := request.POST.get("go", "")) in ANSWERS and not wrong:
        return _finish(request, staff, opened, goal)
    if goal == REFUSE and not wrong:
        return redirect("desk_counter_refuse", opened.row.id)
    if refused or wrong:
        return _page(request, staff, opened, refused=refused, wrong=wrong, status=422)
    if target_of(request) == LIVE:
        return _changed(request, staff, opened, whole=asked_anew)
    return switched(request, request.path) or redirect(_onward(request, opened))


def _onward(request: HttpRequest, opened: Opened) -> str:
    here = reverse("desk_counter", args=[opened.row.id])
    named = request.POST.get("upload", "")
    return f"{here}#p-{named.replace('.', '-')}" if named else here


def _answered(request: HttpRequest, opened: Opened) -> tuple[Opened, bool, dict[str, str]]:
    """The questions of the matter: a changed answer makes another plan, so the page comes whole again."""
    if "questions" not in request.POST:
        return opened, False, {}
    questions = questions_of(opened.catalogue, opened.catalogue.bundles[opened.row.bundle])
    answers, wrong = sound_answers(questions, read_answers(questions, request.POST))
    if answers == dict(opened.plan.answers):
        return opened, False, wrong
    draft_answer(
        draft_id=opened.row.id, owner=opened.owner, known=opened.known, answers=answers, now=opened.now
    )  # fmt: skip
    return open_draft(request, opened.row.id), True, wrong


def _keep(request: HttpRequest, opened: Opened, noted: Noted | None) -> tuple[Opened, dict[str, tuple[str, ...]]]:
    materials = [one.material for one in wanted(opened)]
    _remove(request.POST.get("remove", ""), opened.row.id)
    take_back(request, opened.row.id)
    refused = keep_uploads(
        request, holder=opened.row.id, subject=opened.subject, materials=materials, now=opened.now
    )  # fmt: skip
    return opened.keep(lambda filling: _filled(request, opened, noted, filling)), refused


def _remove(named: str, draft_id: UUID) -> None:
    try:
        file_remove(file_id=UUID(named), holder=draft_id)
    except (ValueError, NotFound):
        return


def _filled(request: HttpRequest, opened: Opened, noted: Noted | None, filling: Filling) -> Filling:
    posted = request.POST
    if noted is not None and not noted.wrong:
        told = noted.person.as_data() | ({"role": posted["role"]} if posted.get("role") else {})
        filling = replace(filling, person=told)
    if "fields" in posted:
        filling = filling.typed(typed_of(shown_fields(opened), opened.catalogue.elements, posted))
    filling = filling.checked(checklist.read_checks(opened, posted))
    if "papers" in posted:
        for one in committed(opened):
            filling = filling.signing(one.item, one.told, f"sign:{one.item}" in posted)
    if "signers" in posted:
        filling = replace(filling, present=read_signed(opened, posted))
    return filling


def _finish(request: HttpRequest, staff: Staff, opened: Opened, goal: str) -> HttpResponse:
    """Take it in, or say what is still to be done, each with where."""
    if collected.left_for(opened, answered=goal == ACCEPT):
        return _page(request, staff, opened, checked=True, status=422)
    try:
        take_in(staff, opened, "now" if goal == ACCEPT else "later")
    except (Invalid, Refused, Forbidden) as error:
        return _page(request, staff, opened, checked=True, error=error, status=error.status)
    return redirect("desk_counter_done", opened.row.id)


def _changed(request: HttpRequest, staff: Staff, opened: Opened, *, whole: bool) -> HttpResponse:
    """Answer a tick: what was collected, or the whole page's middle where another plan holds."""
    if not whole:
        return render(request, "yici/desk/window/_live.html", _live(opened))
    response = render(request, "yici/desk/window/_counter.html", _context(staff, opened))
    response["HX-Retarget"], response["HX-Reswap"] = "#counter", "outerHTML"
    return response


def _page(
    request: HttpRequest, staff: Staff, opened: Opened, *, checked: bool = False, error: YiciError | None = None,
    refused: dict[str, tuple[str, ...]] = NO_FAULTS, wrong: dict[str, str] | None = None, noted: Noted | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = _context(staff, opened, checked=checked, refused=refused, wrong=wrong or {}, noted=noted)
    context["error"] = refusal_words(error, opened.names) if error else None
    if checked:
        context["faults"] = context["live"].left
    return render(request, "yici/desk/window/counter.html", context, status=status)


def _live(opened: Opened) -> dict[str, Any]:
    return {"live": collected.collected(opened), "opened": opened}


def _context(
    staff: Staff, opened: Opened, *, checked: bool = False, refused: dict[str, tuple[str, ...]] = NO_FAULTS,
    wrong: dict[str, str] | None = None, noted: Noted | None = None,
) -> dict[str, Any]:  # fmt: skip
    person = noted.person if noted else person_kept(opened.filling.person)
    papers = checklist.faults_of(opened) if checked else {}
    papers |= {name: " ".join(texts) for name, texts in refused.items()}
    place = described([opened.row.place]).get(opened.row.place)
    return {
        **_live(opened), "staff": staff, "desk_title": desk_title(staff.grants), "keeps": "counter-form",
        "place": place.path if place else opened.row.place,
        "person": person, "roles": _roles(person, opened), "wrong_person": noted.wrong if noted else {},
        "questions": choice_words(opened, wrong or {}), "groups": groups_of(opened, checked=checked),
        "rows": checklist.rows_of(opened, papers), "known": len(known_of(opened)),
        "on_paper": checklist.on_paper(opened), "promises": promises_of(opened),
        "signers": signers_of(opened),
        "barred": collected.barred(opened, person.number),
        "ways": collected.ways_of(opened), "uploads": reverse("draft_uploads", args=[opened.row.id]),
    }  # fmt: skip


def _roles(person: Person, opened: Opened) -> list[tuple[str, str, bool]]:
    chosen = role_in(person, opened.plan)
    return [(one, opened.names.of("role", one), one == chosen) for one in roles_of(opened.plan)]


@never_cache
@require_safe
@staff_who_may(RECEIVE)
def counter_done(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will lead to what a draft became: the page with the receipt, to be printed and handed over."""
    row = intake.draft(draft_id, owner=staff.id)
    if row.submitted is None:
        return redirect("desk_counter", draft_id)
    return redirect("desk_taken", row.submitted)
