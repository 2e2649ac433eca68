"""Engineering projects for who may read them: the window and the supervisors of a place, and who measures."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yici.projects import queries
from yici.web.desk.who import Staff, staff_who_may
from yici.web.project_page import list_lines, project_page

PAGE = 40
READ = "project.read"


@require_safe
@staff_who_may(READ)
def desk_projects(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will list the projects of the places that this person's roles reach, newest first."""
    rows = queries.projects_readable(grants=staff.grants, before=_before(request), limit=PAGE + 1)
    following = rows[PAGE - 1].id if len(rows) > PAGE else None
    context = {"projects": list_lines(rows[:PAGE]), "next": following, "staff": staff}
    return render(request, "yici/projects/desk_list.html", context)


def _before(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("before", ""))
    except ValueError:
        return None


@require_safe
@staff_who_may(READ)
def desk_project(request: HttpRequest, staff: Staff, project_id: UUID) -> HttpResponse:
    """This will show a project; each case opens for whoever may read it."""
    view = queries.project_seen(project_id=project_id, actor=staff.reader(), grants=staff.grants, now=staff.now)
    hrefs = {one.case: reverse("desk_case", args=[one.case]) for one in view.project.cases}
    context = {"page": project_page(view, {}, hrefs), "staff": staff}
    return render(request, "yici/projects/desk_project.html", context)
