"""Records of visits that wait for the others who were there: each confirms with their own account, or does not."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yici.cases.confirming import onsite_confirm, onsite_decline
from yici.cases.onsite import DONE, OnsiteRow, onsite_waiting
from yici.cases.queries import View, case_views
from yici.catalogue import queries as catalogue_queries
from yici.domain.error import Conflict, Forbidden, Invalid, Refused
from yici.people.queries.accounts import names_at_work
from yici.web import dates
from yici.web.desk.contents import point_text
from yici.web.desk.onsite.week import matter_of
from yici.web.desk.who import Staff, staff_only
from yici.web.refusal_words import refusal_words
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Waiting:
    """One record in words: `mine` when its reader has confirmed it and others are still to."""

    id: UUID
    href: str
    number: str
    matter: str
    items: str
    made: str
    failed: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...]
    note: str
    photos: int
    there: str
    missing: str
    mine: bool


@require_safe
@staff_only
def confirming(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will show the records that wait for this person, and those of theirs that wait for others."""
    return _page(request, staff)


def _page(
    request: HttpRequest, staff: Staff, *, told: tuple[str, str] | None = None, status: int = 200
) -> HttpResponse:
    rows = onsite_waiting(staff.user)
    views = case_views(sorted({row.case for row in rows}), actor=staff.reader(), grants=staff.grants, now=staff.now)
    people = names_at_work({UUID(one) for row in rows for one in row.needed})
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    lines = [_waiting(row, views[row.case], names, people, staff) for row in rows if row.case in views]
    context = {"staff": staff, "lines": lines, "told": told}
    return render(request, "yici/desk/onsite/confirming.html", context, status=status)


def _waiting(row: OnsiteRow, view: View, names: Names, people: dict[UUID, str], staff: Staff) -> Waiting:
    found = row.finding
    remarks = dict(found.remarks) if found else {}
    failed = found.failed if found else ()
    return Waiting(
        id=row.id,
        href=reverse("desk_case", args=[row.case]) + "#visits",
        number=view.case.number,
        matter=matter_of(view.case.bundle, names),
        items=names.listed(names.of("item", item) for item in (found.items if found else ())),
        made=dates.moment_text(row.made_at),
        failed=tuple((point_text(one, names), remarks.get(one, "")) for one in failed),
        remarks=tuple((point_text(one, names), text) for one, text in remarks.items() if one not in failed),
        note=found.note if found else "",
        photos=len(found.evidence) if found else 0,
        there=names.listed(people.get(UUID(one), one[:8]) for one in row.needed),
        missing=names.listed(people.get(UUID(one), one[:8]) for one in row.missing),
        mine=str(staff.id) in row.confirmed,
    )


@require_POST
@staff_only
def confirm(request: HttpRequest, staff: Staff, record_id: UUID) -> HttpResponse:
    """This will confirm a record, or send it back; the last one who was there records the visit by it."""
    try:
        if request.POST.get("how") == "decline":
            onsite_decline(record_id=record_id, user=staff.user, now=staff.now)
            said = gettext("退回了：没有记录，请记的人再看。")
        else:
            row = onsite_confirm(record_id=record_id, user=staff.user, grants=staff.grants, now=staff.now)
            said = gettext("都确认了，核查结果已经记录。") if row.state == DONE else gettext("您确认了，还等别人确认。")
    except (Conflict, Refused, Invalid, Forbidden) as error:
        names = Names(catalogue_queries.current(), {}, {}, dates.english())
        return _page(request, staff, told=refusal_words(error, names), status=error.status)
    messages.success(request, said)
    return redirect("desk_confirming")
