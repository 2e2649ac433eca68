"""The ledger of absence: departments whose silence counted as consent, for supervisors and for those departments."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yici.cases.queries import Absence, Reader, absences, may_see_absences
from yici.catalogue import queries as catalogue_queries
from yici.domain.clock import ending_day, legal_day
from yici.web import counting, dates
from yici.web.case_words import worded
from yici.web.desk.listing import PAGE, desk_title, read_key
from yici.web.desk.who import Staff, staff_only
from yici.web.opinion_words import AFTERWARDS_WORDS, proof_text
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry in words; `href` opens the case at the item."""

    href: str
    department: str
    item: str
    case_number: str
    absent: str
    noticed: str
    basis: str
    afterwards: str
    owed: bool


@require_safe
@staff_only
def absent(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will show one page of the ledger. It is not there where no entry could ever be seen."""
    if not may_see_absences(staff.grants):
        raise Http404
    after = read_key(request.GET.get("after", ""))
    reader = Reader(staff.reader(), staff.now)
    rows = absences(grants=staff.grants, after=after, limit=PAGE + 1, reader=reader)
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    context = {
        "entries": [_entry(row, names, staff) for row in rows[:PAGE]],
        "following": _following(rows[:PAGE]) if len(rows) > PAGE else "",
        "first": after is None,
        "desk_title": desk_title(staff.grants),
    }
    return render(request, "yici/desk/absences.html", context)


def _following(rows: list[Absence]) -> str:
    last: Mapping[str, str] = {"after": f"{rows[-1].absent_at.isoformat()}~{rows[-1].key}"}
    return f"{reverse('desk_absences')}?{urlencode(last)}"


def _entry(row: Absence, names: Names, staff: Staff) -> Entry:
    told = {"when": dates.moment_text(row.noticed_at), "proof": proof_text(row.proof)}
    return Entry(
        href=reverse("desk_case", args=[row.case]) + "?" + urlencode({"item": row.item}),
        department=names.of("agency", row.agency),
        item=names.of("item", row.item),
        case_number=row.case_number,
        absent=dates.day_text(ending_day(row.absent_at), year=True),
        noticed=gettext("%(when)s送达（%(proof)s）") % told,
        basis=names.basis(row.law, row.article),
        afterwards=_afterwards(row, staff),
        owed=row.owed,
    )


def _afterwards(row: Absence, staff: Staff) -> str:
    if row.afterwards and row.given_at:
        return f"{worded(AFTERWARDS_WORDS, row.afterwards)} · {dates.moment_text(row.given_at)}"
    if not row.owed:
        return gettext("没有补出，事项已经办结")
    day = (counting.bound_text if row.bounded else counting.day_of)(row.due, legal_day(staff.now))
    return gettext("还没有补出，期限 %(day)s") % {"day": day}
