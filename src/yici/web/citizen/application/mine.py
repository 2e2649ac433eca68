"""What somebody has begun and handed in: their account's, this session's, and what they do for others."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.cases import queries as cases
from yici.cases.messages import messages_unread
from yici.catalogue import queries as catalogue_queries
from yici.intake import queries as intake
from yici.intake.queries import DraftRow
from yici.notices.channels import people_channels
from yici.people.firms import FirmRow, firms_of
from yici.people.present import now as present
from yici.people.queries import User
from yici.people.queries.contacts import is_reachable
from yici.web.case_number import spaced
from yici.web.citizen.application.access import (
    forget_cases,
    known_cases,
    known_drafts,
    owner_of,
)
from yici.web.citizen.application.for_others import for_others
from yici.web.citizen.application.mine_lines import case_line, draft_line
from yici.web.citizen.asking import citizen_of
from yici.web.here import described
from yici.web.paging import after_id

PAGE = 20
"""Cases on one page."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """This will list somebody's drafts and cases, newest first, a page at a time by the last id of the page before.

    What waits for the reader stands first on its page.

    Posting lets this device forget the cases that were looked up by their codes.
    """
    if request.method == "POST":
        forget_cases(request)
        return redirect("mine")
    citizen, owner = citizen_of(request), owner_of(request)
    firms = {one.firm: one for one in firms_of(citizen.id)} if citizen else {}
    rows = _followed(request, citizen, firms)
    drafts = intake.drafts_of(owner) if owner else []
    drafts += _of_session(request, {row.id for row in drafts})
    catalogue = catalogue_queries.current()
    named = described(sorted({row.place for row in rows} | {row.place for row in drafts}))
    paths = {code: row.path for code, row in named.items()}
    open_cases = cases.standing([row.id for row in rows[:PAGE] if row.phase != "closed"])
    unread = messages_unread("applicant", open_cases.values())
    left = intake.forms_opened(drafts) if not after_id(request) else {}
    lines = [
        case_line(row, catalogue, paths, open_cases.get(row.id), unread.get(row.id, 0), _firm_name(row, firms))
        for row in rows[:PAGE]
    ]
    context = {
        "cases": sorted(lines, key=lambda one: not one.yours),
        "next": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "drafts": [draft_line(row, catalogue, paths, left.get(row.id, {}), firms) for row in drafts]
        if not after_id(request)
        else [],
        "others": for_others(request, present()) if not after_id(request) and not _firm_chosen(request, firms) else [],
        "known": _known(request, {row.id for row in rows}),
        "firms": [(one.id, one.name) for one in firms.values()],
        "firm": _firm_chosen(request, firms),
        "signed_in": owner is not None,
        "citizen": citizen is not None,
        "unreachable": citizen is not None and bool(people_channels()) and not is_reachable(citizen.id),
    }
    return render(request, "yici/application/mine.html", context)


def _followed(request: HttpRequest, citizen: User | None, firms: Mapping[UUID, FirmRow]) -> list[cases.Row]:
    """One page of what somebody follows: all of it, or of one firm alone."""
    if citizen is None:
        return []
    before = after_id(request)
    if chosen := _firm_chosen(request, firms):
        return cases.cases_of_firms(firms=[str(chosen.firm)], before=before, limit=PAGE + 1)
    acted = [str(one) for one in firms]
    return cases.cases_followed(applicant=citizen.id, firms=acted, before=before, limit=PAGE + 1)


def _firm_chosen(request: HttpRequest, firms: Mapping[UUID, FirmRow]) -> FirmRow | None:
    return next((one for one in firms.values() if str(one.id) == request.GET.get("firm")), None)


def _of_session(request: HttpRequest, listed: set[UUID]) -> list[DraftRow]:
    """Drafts that this session began without an account."""
    return intake.drafts_known(known_drafts(request) - listed)


def _known(request: HttpRequest, listed: set[UUID]) -> list[tuple[UUID, str]]:
    """Cases that this session showed number and code of, beside those of the account."""
    return [(one, spaced(number)) for one, number in reversed(known_cases(request).items()) if one not in listed]


def _firm_name(row: cases.Row, firms: Mapping[UUID, FirmRow]) -> str:
    return firms[row.firm].name if row.firm is not None and row.firm in firms else ""
