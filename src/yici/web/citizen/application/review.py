"""Checking everything on one page, what happens next, and handing in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.cases import queries as cases
from yici.cases.context import office_hours
from yici.catalogue import queries as catalogue_queries
from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.files.queries import files_of
from yici.notices.channels import people_channels
from yici.people.present import now as present
from yici.web.citizen.application.access import (
    NO_GRANTS,
    holder_of,
    owner_of,
    remember_case,
    seen_case,
    visitor,
)
from yici.web.citizen.application.ahead import ahead, window_from
from yici.web.citizen.application.field_words import about, fault_text
from yici.web.citizen.application.form import Listed, steps
from yici.web.citizen.application.keeping import themes
from yici.web.citizen.application.one_by_one import address
from yici.web.citizen.application.opened import Opened, open_draft
from yici.web.citizen.application.papers import papers_of, promises_of, unsigned_of
from yici.web.citizen.application.reading import form_faults
from yici.web.citizen.application.signers import signers
from yici.web.citizen.application.submitting import hand_in, phone_of
from yici.web.citizen.application.themes import Theme
from yici.web.citizen.application.value_words import option_name
from yici.web.citizen.asking import citizen_of
from yici.web.here import described
from yici.web.masking import mask_number

RECEIVE = "case.receive"


@dataclass(frozen=True, slots=True)
class Value:
    """One field as it will be handed in."""

    label: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the form as it will be handed in; `left` counts what was left empty."""

    name: str
    url: str
    values: tuple[Value, ...]
    left: int


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """This will show everything once more, or hand it in. A draft that was handed in leads to its receipt."""
    try:
        opened = open_draft(request, draft_id)
    except Conflict as conflict:
        if conflict.code != "draft.submitted":
            raise
        return redirect(_handed_in(request, UUID(str(conflict.params["case"]))))
    if _at_counter(request, opened):
        return redirect("desk_counter", draft_id)
    if request.method != "POST":
        return _shown(request, opened)
    if unsigned_of(opened):
        return redirect(reverse("draft_papers", args=[draft_id]) + "?check=1")
    try:
        case_id = hand_in(request, opened)
    except Invalid as invalid:
        if invalid.code != "form.invalid":
            raise
        return _shown(request, opened, status=422)
    except Refused as refusal:
        if refusal.code != "signature.missing":
            raise
        return _shown(request, opened, status=422)
    return redirect("case_receipt", case_id)


def _at_counter(request: HttpRequest, opened: Opened) -> bool:
    """Whether this is a clerk's: they hand in for whoever stands before them, at the counter, and for nobody online."""
    who = visitor(request, opened.now) if opened.acting is None else None
    return who is not None and who[0].kind == who[0].Kind.STAFF and RECEIVE in who[2].actions()


def _shown(request: HttpRequest, opened: Opened, status: int = 200) -> HttpResponse:
    asked = signers(opened, owner_of(request))
    page = {
        **_page(request, opened),
        "signers": asked,
        "waiting": [one for one in asked if not one.done],
        "refused": status != 200,
    }
    return render(request, "yici/application/review.html", page, status=status)


def _handed_in(request: HttpRequest, case_id: UUID) -> str:
    """Whoever may see the draft may see what it became, even if the answer to handing it in got lost on the way."""
    try:
        seen_case(request, case_id, present())
    except NotFound:
        view = cases.case_view(case_id=case_id, actor=holder_of(case_id), grants=NO_GRANTS, now=present())
        remember_case(request, case_id, view.case.number)
    return reverse("case_receipt", args=[case_id])


def _page(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    papers = papers_of(opened, files_of(opened.row.id))
    here = described([opened.row.place]).get(opened.row.place)
    window = window_from(opened.now, opened.plan, catalogue_queries.calendar_for, office_hours)
    return {
        "opened": opened,
        "place": here.path if here else opened.row.place,
        "sheets": sheets_of(opened),
        "faults": _faults(opened),
        "papers": papers,
        "missing": [one for one in papers if not one.settled and not (one.later or one.optional or one.maybe)],
        "promises": promises_of(opened),
        "unsigned": unsigned_of(opened),
        "ahead": ahead(opened.plan, opened.names, window),
        "steps": steps(opened, "review"),
        "told_at": _told_at(request, opened),
    }


def _told_at(request: HttpRequest, opened: Opened) -> str:
    """The masked phone at which somebody without an account may be told of it, where the site sends SMS."""
    if "sms" not in people_channels() or citizen_of(request) is not None:
        return ""
    return mask_number(phone_of(opened.filling.fields))


def sheets_of(opened: Opened) -> list[Sheet]:
    """This will list the pages of the form as they will be handed in."""
    return [_sheet(opened, theme) for theme in themes(opened)]


def _faults(opened: Opened) -> list[Listed]:
    faults = form_faults(opened)
    listed = []
    for theme in themes(opened):
        for one in theme.fields:
            if fault := faults.get(one.element):
                name = opened.names.of("element", one.element)
                text = about(name, fault_text(fault.code, fault.params))
                url = f"{address(opened, theme.id, one.element)}&check=1#f-{one.element.replace('.', '-')}"
                listed.append(Listed(text, url))
    return listed


def _sheet(opened: Opened, theme: Theme) -> Sheet:
    typed = [one.element for one in theme.fields if one.element in opened.filling.fields]
    values = [_value(opened, one, opened.filling.fields[one], "") for one in typed]
    known = [_value(opened, one.element, opened.told(one.element), one.origin) for one in theme.spared]
    url = reverse("draft_part", args=[opened.row.id, theme.id])
    return Sheet(theme.name, url, (*known, *values), len(theme.fields) - len(typed))


def _value(opened: Opened, element: str, value: object, origin: str) -> Value:
    return Value(opened.names.of("element", element), option_name(opened.names, element, value), origin)
