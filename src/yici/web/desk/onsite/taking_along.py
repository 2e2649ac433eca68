"""What a phone takes along to a visit: which visits, and of each what is looked at, where, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yici.cases.inspections import visits_of
from yici.cases.onsite import mark_of, recordable, visit_in
from yici.cases.queries import Reader, form_values
from yici.catalogue import queries as catalogue_queries
from yici.domain.clock import legal_day
from yici.domain.error import NotFound
from yici.files.arriving import CHUNK
from yici.people.queries.accounts import names_at_work
from yici.web import dates
from yici.web.desk.case_page import applicant_text
from yici.web.desk.contents import points_of
from yici.web.desk.onsite.week import matter_of
from yici.web.desk.opened import Opened, open_case
from yici.web.desk.who import Staff, staff_only
from yici.web.device.whose import owner_code
from yici.web.words import Names

ADDRESSES = ("premises.address", "enterprise.address", "project.address", "applicant.household_address")
"""Where somebody goes: the first of these that the form tells."""


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit that a person may record now: the case with it, and its part."""

    opened: Opened
    visit: str
    items: tuple[str, ...]
    mark: str


@never_cache
@require_safe
@staff_only
def phone(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will give the page that works on site: it holds nothing of anybody, what it shows it fetches and seals."""
    return render(request, "yici/desk/onsite/phone.html", {"staff": staff})


@never_cache
@require_safe
@staff_only
def today(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will list what this person looks at today, or should have before, and under whose key it is kept."""
    reader = Reader(staff.reader(), staff.now)
    rows = visits_of(officer=str(staff.id), grants=staff.grants, until=legal_day(staff.now), reader=reader)
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    found = {(row.case, row.visit): row for row in rows}
    told = [
        {
            "key": f"{case}/{visit}", "href": reverse("desk_visit", args=[case, visit]), "number": row.case_number,
            "matter": matter_of(row.bundle, names), "on": row.on.isoformat(), "day": dates.day_text(row.on),
        }
        for (case, visit), row in found.items()
    ]  # fmt: skip
    answer = {"owner": owner_code(staff.id), "csrf": get_token(request), "chunk": CHUNK, "visits": told}
    return JsonResponse(answer | {"language": get_language()})


@never_cache
@require_safe
@staff_only
def visit(request: HttpRequest, staff: Staff, case_id: UUID, visit_id: str) -> HttpResponse:
    """This will give one visit to whoever may record it: place, people, points. Raises NotFound for anybody else."""
    return JsonResponse(told_of(visited(staff, case_id, visit_id)))


def visited(staff: Staff, case_id: UUID, visit_id: str) -> Visited:
    """This will open a visit for whoever may record it now. Raises NotFound for anybody else."""
    opened = open_case(staff, case_id)
    found = visit_in(opened.case, visit_id)
    offer = recordable(opened.view, visit_id, staff.grants, staff.now, str(staff.id))
    if offer is None:
        raise NotFound("onsite.unknown", remedy="choose one from the list of visits")
    return Visited(opened, visit_id, offer.items, mark_of(opened.case, found, offer.items))


def told_of(one: Visited) -> dict[str, Any]:
    """This will give what a phone needs to know of a visit, as plain values."""
    opened, names = one.opened, one.opened.names
    found = visit_in(opened.case, one.visit)
    planned = {a.item: a for a in opened.plan.schedule.approvals}
    people = names_at_work(UUID(officer) for officer in found.officers)
    base = {"case_id": opened.id, "visit_id": one.visit}
    return {
        "key": f"{opened.id}/{one.visit}", "mark": one.mark, "number": opened.case.number,
        "matter": matter_of(opened.case.bundle, names), "applicant": applicant_text(opened),
        "address": _address(opened), "day": dates.day_text(found.on, year=True), "me": str(opened.staff.id),
        "people": [{"id": officer, "name": people.get(UUID(officer), officer[:8])} for officer in found.officers],
        "items": [_item(opened, item, planned[item].inspections) for item in one.items],
        "record": reverse("desk_visit_record", kwargs=base), "uploads": reverse("desk_visit_uploads", kwargs=base),
        "case": reverse("desk_case", args=[opened.id]),
    }  # fmt: skip


def _item(opened: Opened, item: str, inspections: Sequence[str]) -> dict[str, Any]:
    names = opened.names
    return {
        "id": item, "name": names.of("item", item),
        "department": names.of("agency", opened.case.approval(item).agency),
        "points": [{"code": one.code, "text": one.text} for one in points_of(item, names, inspections)],
    }  # fmt: skip


def _address(opened: Opened) -> str:
    """Where to go, for those whose business it is: who goes there."""
    values = form_values(opened.lines) if opened.knows else {}
    return next((str(values[one]) for one in ADDRESSES if values.get(one)), "")
