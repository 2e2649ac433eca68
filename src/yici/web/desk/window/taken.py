"""What was taken in at the counter: the receipt to print, what was answered, what comes next, and the next person."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yici.cases.queries import query_code
from yici.domain.case.events import CorrectionRequested, Submitted
from yici.domain.error import NotFound
from yici.web.case_number import spaced
from yici.web.case_words import DEFECT_CODES, STATUS_WORDS, worded
from yici.web.desk import contents
from yici.web.desk.case_page import applicant_text
from yici.web.desk.listing import RECEIVE
from yici.web.desk.opened import Opened, open_case
from yici.web.desk.sentence import sentence
from yici.web.desk.who import Staff, staff_who_may
from yici.web.papers import issued
from yici.web.refusal_words import target_name


@require_safe
@staff_who_may(RECEIVE)
def taken(request: HttpRequest, staff: Staff, case_id: UUID) -> HttpResponse:
    """This will show to the window that took a case in what it handed over and what it printed.

    Raises NotFound for a case that it did not take in, or may not hand receipts out for.
    """
    opened = open_case(staff, case_id)
    if opened.case.received is None or not staff.knows(opened.case):
        raise NotFound("case.unknown", remedy="check the number")
    context = {
        "staff": staff, "case": opened.case, "number": spaced(opened.case.number), "code": query_code(case_id),
        "refused": all(one.status == "not_accepted" for one in opened.case.approvals),
        "applicant": applicant_text(opened), "states": _states(opened), "asked": _asked(opened),
        "owed": contents.owed(opened.case, opened.names, staff.now), "came": came(opened),
        "documents": [one for one in issued(opened.lines, opened.names, opened.licences) if one.kind in PRINTED],
    }  # fmt: skip
    return render(request, "yici/desk/window/taken.html", context)


DECLINE = "decline"
PRINTED = frozenset({"acceptance", "correction", "not-accepted", "commitment"})
"""What is printed at once and handed over."""


@dataclass(frozen=True, slots=True)
class State:
    """One item: where it stands, until when as one may tell the person, and where to refuse to accept it."""

    name: str
    state: str
    until: str
    decline: str


def _states(opened: Opened) -> list[State]:
    may = {item for offer in opened.offers if offer.command == DECLINE for item in offer.items}
    return [_state(opened, one.item, one.status, one.item in may) for one in opened.case.approvals]


def _state(opened: Opened, item: str, status: str, may_decline: bool) -> State:
    told = sentence(
        opened.case, item, calendar=opened.calendar_of(item), names=opened.names, now=opened.staff.now
    )  # fmt: skip
    href = reverse("desk_do", args=[opened.id, DECLINE]) + "?" + urlencode({"on": item}) if may_decline else ""
    return State(opened.names.of("item", item), worded(STATUS_WORDS, status), told.until.strip(), href)


def _asked(opened: Opened) -> list[tuple[str, str, str]]:
    told = dict.fromkeys((one.target, one.code) for one in opened.case.defects)
    notes = _notes(opened)
    return [
        (target_name(opened.names, target), worded(DEFECT_CODES, code), notes.get(target, "")) for target, code in told
    ]


def _notes(opened: Opened) -> dict[str, str]:
    """What the clerk wrote beside what is to be corrected, as it was told last."""
    asked = [one for one in opened.lines if isinstance(one.event, CorrectionRequested)]
    return {name: str(text) for name, text in (asked[-1].private or {}).items()} if asked else {}


def came(opened: Opened) -> str:
    """This will say in which role somebody brought an application to the window; nobody is named."""
    first = opened.lines[0]
    if not isinstance(first.event, Submitted) or not first.private:
        return ""
    role = str((first.private.get("presented") or {}).get("role", ""))
    return gettext("%(role)s来窗口办的") % {"role": opened.names.of("role", role)} if role else ""
