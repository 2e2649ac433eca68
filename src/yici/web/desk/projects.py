"""Engineering projects for who may read them: the window and the supervisors of a place, and who measures. A window
opens one for whoever stands there, and does with it what its builder could."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yici.cases import queries as cases
from yici.domain.error import Conflict, Invalid
from yici.domain.event import Actor
from yici.people.actor import actor_for
from yici.people.ids import new_id
from yici.projects import queries, services
from yici.projects.queries import ProjectView
from yici.web.desk.who import CHANNEL, Staff, staff_who_may
from yici.web.error_words import words_of
from yici.web.here import described
from yici.web.paging import after_id
from yici.web.project_acts import LONGEST, Acting, carry_out
from yici.web.project_page import list_lines, measurements, project_page

PAGE: Final = 40
READ, OPEN = "project.read", "project.open"
COURSE: Final = "engineering"


def _actor(staff: Staff, action: str = OPEN) -> Actor:
    return actor_for(staff.user, role=staff.grants.role_for(action), channel=CHANNEL)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_who_may(READ)
def desk_projects(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will list the projects of the places that this person's roles reach, newest first, or open one."""
    if request.method == "POST":
        return _opened(request, staff)
    return _list(request, staff, status=200)


def _list(request: HttpRequest, staff: Staff, *, status: int, **told: Any) -> HttpResponse:
    sought = request.GET.get("code", "").strip()[:LONGEST]
    rows = queries.projects_readable(
        grants=staff.grants, code=sought, before=after_id(request), limit=PAGE + 1,
        reader=queries.Reader(_actor(staff, READ), staff.now),
    )  # fmt: skip
    context = {
        "projects": list_lines(rows[:PAGE]),
        "next": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "staff": staff,
        "sought": sought,
        "places": _places(staff),
    }
    return render(request, "yici/projects/desk_list.html", {**context, **told}, status=status)


def _places(staff: Staff) -> list[tuple[str, str]]:
    """The places for which this person may open projects."""
    codes = sorted({line.place for line in staff.grants.scope(OPEN).lines})
    named = described(codes)
    return [(code, named[code].path if code in named else code) for code in codes]


def _opened(request: HttpRequest, staff: Staff) -> HttpResponse:
    told = {name: request.POST.get(name, "").strip()[:LONGEST] for name in ("code", "name", "identity", "place")}
    if not told["name"]:
        return _list(request, staff, status=422, fault=(gettext("没有写项目名称"), gettext("照立项的文件写。")), **told)
    try:
        done = services.project_open(
            project_id=new_id(), subject_id=new_id(), code=told["code"], name=told["name"], place=told["place"],
            course=COURSE, identity=told["identity"] or None, applicant=None, actor=_actor(staff),
            grants=staff.grants, now=staff.now,
        )  # fmt: skip
    except (Conflict, Invalid) as refusal:
        return _list(request, staff, status=422, fault=words_of(refusal), **told)
    return HttpResponseRedirect(reverse("desk_project", args=[done.project.id]) + "#receipt")


@require_safe
@staff_who_may(READ)
def desk_project(request: HttpRequest, staff: Staff, project_id: UUID) -> HttpResponse:
    """This will show a project; each case opens for whoever may read it."""
    actor = _actor(staff, READ)
    view = queries.project_seen(project_id=project_id, actor=actor, grants=staff.grants, now=staff.now)
    inside = [UUID(one.case) for one in view.project.cases]
    known = {case.id: case for case in cases.standing_for(inside, actor=actor, grants=staff.grants).values()}
    page = project_page(view, known, {name: reverse("desk_case", args=[name]) for name in known})
    context = {"page": page, "staff": staff, "version": view.seq, "measurements": measurements(view.course)}
    if staff.grants.may(OPEN, None, view.project.place, None):
        context |= _offered(view, page_open=page.open)
    return render(request, "yici/projects/desk_project.html", context)


def _offered(view: ProjectView, *, page_open: bool) -> dict[str, object]:
    """What the window can do, and what it hands out."""
    return {
        "do": "desk_project_do",
        "by_number": True,
        "closable": page_open and not view.project.running,
        "query_code": queries.query_code(UUID(view.project.id)),
    }


@require_POST
@staff_who_may(OPEN)
def desk_project_do(request: HttpRequest, staff: Staff, project_id: UUID, name: str) -> HttpResponse:
    """This will put a case in or take one out, name who measures, or close the project, for its builder."""

    def typed(request: HttpRequest) -> UUID | None:
        wanted = cases.wanted_number(request.POST.get("number", ""))
        reader = cases.Reader(staff.reader(), staff.now)
        rows = cases.desk(grants=staff.grants, wanted=wanted, limit=100, reader=reader) if wanted else []
        found = {row.case for row in rows}
        return UUID(str(found.pop())) if len(found) == 1 else None

    carry_out(request, project_id, name, Acting(_actor(staff), staff.grants, staff.now, typed))
    return redirect("desk_project", project_id)
