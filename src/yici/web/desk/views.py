"""The desk: the list, one case, what is done with it, its documents and files."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yici.cases.onsite import onsite_to_confirm
from yici.cases.paper_kinds import SEPARATOR
from yici.cases.queries import Reader, may_see_absences
from yici.cases.readings import file_seen
from yici.domain.error import NotFound
from yici.files.joining import joined
from yici.files.queries import file_data
from yici.people.queries.at_window import CHECK
from yici.people.queries.mandates import RECORD
from yici.projects.queries import project_of_case
from yici.web import dates
from yici.web.desk.bulk import deeds_for
from yici.web.desk.case_page import case_page, heading
from yici.web.desk.conferring import called, may_confer
from yici.web.desk.due_lists import read_due
from yici.web.desk.finding import fault, read_address, read_typed
from yici.web.desk.light_words import rule_words
from yici.web.desk.listing import RECEIVE, Page, Row, desk_page, desk_title, due_page, found_page
from yici.web.desk.opened import Opened, open_case
from yici.web.desk.who import Staff, staff_only
from yici.web.papers import INTERNAL, TO_INTERESTED, Papers, issued
from yici.web.papers.printing import printed, printed_all

BESIDE, LIST = "beside", "list"
MATCH = "catalogue.match"
MOST_PRINTED = 40
PROJECTS, TRY, INSPECT, FIGURES = "project.read", "whatif.run", "approval.inspect", "figures.read"


@require_safe
@staff_only
def desk(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will show what this person has to do, what is due first, with the first one beside it."""
    page = _asked(request, staff)
    if target_of(request) == LIST:
        return render(request, "yici/desk/list.html", {"page": page})
    return _desk(request, staff, page)


def _asked(request: HttpRequest, staff: Staff) -> Page:
    query, reader = request.GET.dict(), Reader(staff.reader(), staff.now)
    wanted = read_address(query)
    if wanted:
        page = found_page(staff.grants, wanted, query, reader)
    elif due := read_due(query, staff.now):
        page = due_page(staff.grants, due, query, reader)
    else:
        page = desk_page(staff.grants, query, reader)
    return replace(page, deeds=tuple(deeds_for(staff.grants)))


def _desk(request: HttpRequest, staff: Staff, page: Page, *, status: int = 200, **told: str) -> HttpResponse:
    beside = _beside(staff, page.rows[0]) if page.rows else None
    context = {"page": page, "head": beside, "rule": rule_words(), "staff": staff, "today": today(staff)}
    context["may_see_absences"] = may_see_absences(staff.grants)
    context["cards"] = bool({"card.issue", "approval.urge", "card.answer"} & staff.grants.actions())
    context["watches"] = "card.issue" in staff.grants.actions()
    context["may_read_figures"] = FIGURES in staff.grants.actions()
    context["may_confer"] = may_confer(staff)
    context["called"] = called(staff)
    context["may_read_projects"] = PROJECTS in staff.grants.actions()
    context["inspects"] = INSPECT in staff.grants.actions()
    context["to_confirm"] = onsite_to_confirm(staff.user) if context["inspects"] else 0
    context["receives"] = RECEIVE in staff.grants.actions()
    context["checks_identity"] = CHECK in staff.grants.actions()
    context["records_mandates"] = RECORD in staff.grants.actions()
    context["may_try"] = TRY in staff.grants.actions()
    context["may_match"] = MATCH in staff.grants.actions()
    return render(request, "yici/desk/desk.html", {**context, **told}, status=status)


@require_POST
@staff_only
def find(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will lead to the cases that were looked for; an address never carries what tells who somebody is."""
    typed = request.POST.get("find", "")
    wanted, reader = read_typed(typed), Reader(staff.reader(), staff.now)
    if wanted is None:
        return _desk(request, staff, desk_page(staff.grants, {}, reader), status=422, typed=typed, fault=fault(typed))
    page = found_page(staff.grants, wanted, {}, reader)
    # Of nobody and of somebody whom this person may not see the answer is the same, and so is the address.
    return HttpResponseRedirect(page.href) if page.rows else _desk(request, staff, page, typed=typed)


def _beside(staff: Staff, row: Row) -> object:
    return heading(open_case(staff, UUID(row.case)), row.item)


def today(staff: Staff) -> str:
    """This will write the present day."""
    return dates.day_text(dates.last_day(staff.now), year=True)


def target_of(request: HttpRequest) -> str:
    """This will name the part of the page that a script asks for; empty when the whole page is wanted."""
    htmx = getattr(request, "htmx", None)
    return (htmx.target or "") if htmx else ""


@require_safe
@staff_only
def case(request: HttpRequest, staff: Staff, case_id: UUID) -> HttpResponse:
    """This will show one case: its top alone beside the list, else everything."""
    opened, item = open_case(staff, case_id), request.GET.get("item")
    if target_of(request) == BESIDE:
        return render(request, "yici/desk/beside.html", {"head": heading(opened, item)})
    return render_case(request, opened, item)


@require_POST
@staff_only
def case_person(request: HttpRequest, staff: Staff, case_id: UUID) -> HttpResponse:
    """This will show one case with what the account told of the applicant, to those whose business it is."""
    if not open_case(staff, case_id).knows:
        raise NotFound("case.unknown", remedy="ask somebody who handles the case")
    return render_case(request, open_case(staff, case_id, person=True), request.POST.get("item"))


def render_case(
    request: HttpRequest, opened: Opened, item: str | None, *, status: int = 200, **context: object
) -> HttpResponse:  # fmt: skip
    """This will render the page of a case, with a form beside it when `context` brings one."""
    page = case_page(opened, item)
    told = {
        "page": page,
        "head": page.head,
        "staff": opened.staff,
        "desk_title": desk_title(opened.staff.grants),
        "project": project_of_case(opened.id),
        "may_read_projects": PROJECTS in opened.staff.grants.actions(),
        **context,
    }
    return render(request, "yici/desk/case.html", told, status=status)


@require_safe
@staff_only
def case_document(request: HttpRequest, staff: Staff, case_id: UUID, kind: str, item: str) -> HttpResponse:
    """This will give a document of a case as PDF."""
    opened = open_case(staff, case_id)
    of_others = kind in TO_INTERESTED and item.partition(SEPARATOR)[0] not in opened.clear
    if not opened.knows or of_others:
        raise NotFound("document.unknown", remedy="ask somebody who handles the case")
    made = printed(
        papers_of(request, opened), kind, item, language(), translated="translation" in request.GET,
        now=opened.staff.now,
    ).data  # fmt: skip
    return inline(made, "application/pdf", f"{opened.case.number}-{kind}.pdf")


@require_safe
@staff_only
def case_documents(request: HttpRequest, staff: Staff, case_id: UUID) -> HttpResponse:
    """This will give every document of a case that goes to its applicant in one file, the oldest first, to be printed
    at once."""
    opened = open_case(staff, case_id)
    there = [one for one in issued(opened.lines, opened.names, opened.licences) if one.kind not in INTERNAL]
    if not opened.knows or not there:
        raise NotFound("document.unknown", remedy="ask somebody who handles the case")
    papers, now = papers_of(request, opened), opened.staff.now
    wanted = ((one.kind, one.item) for one in reversed(there[:MOST_PRINTED]))
    made = printed_all(papers, wanted, language(), now=now)
    return inline(joined(made, opened.case.number), "application/pdf", f"{opened.case.number}.pdf")


def papers_of(request: HttpRequest, opened: Opened) -> Papers:
    """This will give what the documents of a case are made of."""
    status = request.build_absolute_uri(reverse("status"))
    return Papers(opened.view, opened.lines, opened.names, status, opened.licences)


def language() -> str:
    """This will name the language that documents are printed in."""
    return "en" if dates.english() else "zh-hans"


@require_safe
@staff_only
def case_file(request: HttpRequest, staff: Staff, case_id: UUID, file_id: UUID) -> HttpResponse:
    """This will give an uploaded file to those who may ask the applicant to correct it."""
    opened = open_case(staff, case_id)
    if not opened.knows:
        raise NotFound("file.unknown", remedy="ask somebody who handles the case")
    row, data = file_data(file_id, holder=opened.id)
    file_seen(opened.id, actor=staff.reader(), now=staff.now)
    return inline(data, row.media_type, row.name or str(row.id))


def inline(data: bytes, media_type: str, name: str) -> HttpResponse:
    """This will answer with a file that the browser may show, under its name."""
    return HttpResponse(data, content_type=media_type, headers={"Content-Disposition": _named(name)})


def _named(name: str) -> str:
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-._") else "_" for letter in name)
    return f'inline; filename="{plain}"'
