"""My projects, and one of them; opening one, and what its builder does with it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yici.cases import queries as cases
from yici.cases.access import is_applicant
from yici.domain.error import Conflict, Invalid, NotFound
from yici.domain.event import Actor
from yici.people.actor import actor_for
from yici.people.firms import firms_of
from yici.people.ids import new_id
from yici.people.present import now as present
from yici.people.queries import User, held_by
from yici.projects import queries, services
from yici.web.citizen.application.access import CHANNEL, ROLE, known_projects, user_of
from yici.web.citizen.application.readings import before_row, grouped
from yici.web.citizen.asking import citizen_of
from yici.web.citizen.projects.offered import addable
from yici.web.error_words import words_of
from yici.web.here import here
from yici.web.paging import after_id
from yici.web.project_acts import Acting, carry_out, chosen_case
from yici.web.project_page import list_lines, measurements, project_page

PAGE: Final = 20
COURSE: Final = "engineering"
LONGEST_NAME: Final = 100
READINGS: Final = 50
WHAT: Final[dict[str, str]] = {
    "project": gettext_noop("打开看了这个项目"),
    "list": gettext_noop("在清单里看到了这个项目"),
}
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, User, P], HttpResponse]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponse]


def builders_only(view: View[P]) -> Guarded[P]:
    """This will hand the citizen to a view, and ask everybody else to sign in; staff have their own pages."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        citizen = citizen_of(request)
        if citizen is not None:
            return view(request, citizen, *args, **kwargs)
        if user_of(request) is not None:
            raise Http404
        return redirect_to_login(request.get_full_path())

    return cast(Guarded[P], guarded)


def _actor(citizen: User) -> Actor:
    return actor_for(citizen, role=ROLE, channel=CHANNEL)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@builders_only
def projects(request: HttpRequest, citizen: User) -> HttpResponse:
    """This will list the citizen's projects, newest first, or open one."""
    if request.method == "POST":
        return _opened(request, citizen)
    return _list(request, citizen, status=200)


def _list(request: HttpRequest, citizen: User, *, status: int, **told: Any) -> HttpResponse:
    held = firms_of(citizen.id)
    acted = [str(one.firm) for one in held]
    rows = queries.projects_of(applicant=citizen.id, firms=acted, before=after_id(request), limit=PAGE + 1)
    names = {one.firm: one.name for one in held}
    lines = list_lines(rows[:PAGE])
    context = {
        "projects": [(one, names.get(row.firm, "") if row.firm else "") for one, row in zip(lines, rows, strict=False)],
        "firms": held,
        "next": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "where": here(request),
    }
    return render(request, "yici/projects/list.html", {**context, **told}, status=status)


def _opened(request: HttpRequest, citizen: User) -> HttpResponse:
    code, name = request.POST.get("code", "").strip(), request.POST.get("name", "").strip()[:LONGEST_NAME]
    place = here(request)
    told = {"code": code, "name": name, "firm": request.POST.get("firm", "")[:LONGEST_NAME]}
    grants = held_by(citizen, present())
    if place is None or not name:
        words = gettext("没有选在哪里建"), gettext("先选好地方。")
        words = words if place is None else (gettext("没有写项目名称"), gettext("照立项的文件写。"))
        return _list(request, citizen, status=422, fault=words, **told)
    try:
        done = services.project_open(
            project_id=new_id(), subject_id=new_id(), code=code, name=name, place=place.code, course=COURSE,
            identity=None, applicant=citizen.id, actor=_actor(citizen), grants=grants, now=present(),
            firm=told["firm"] or None,
        )  # fmt: skip
    except (Conflict, Invalid) as refusal:
        return _list(request, citizen, status=422, fault=words_of(refusal), **told)
    return redirect("project", done.project.id)


@never_cache
@require_safe
def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """This will show a project to its builder with what can be done, and to whoever showed its codes as it stands."""
    if project_id in known_projects(request) and citizen_of(request) is None:
        return _looked_up(request, project_id)
    return _own(request, project_id)


@builders_only
def _own(request: HttpRequest, citizen: User, project_id: UUID) -> HttpResponse:
    now = present()
    grants = held_by(citizen, now)
    try:
        view = queries.project_seen(project_id=project_id, actor=_actor(citizen), grants=grants, now=now)
    except NotFound:
        # Whoever has an account may hold the receipt of a project that belongs to none.
        if project_id in known_projects(request):
            return _looked_up(request, project_id)
        raise
    inside = cases.standing([UUID(one.case) for one in view.project.cases])
    own = {str(case.id): case for case in inside.values() if is_applicant(case, _actor(citizen), grants)}
    page = project_page(view, own, {name: reverse("case", args=[name]) for name in own})
    context = {
        "page": page,
        "version": view.seq,
        "do": "project_do",
        "addable": addable(citizen, grants.firms, view.course) if page.open else [],
        "measurements": measurements(view.course),
        "closable": page.open and not view.project.running,
    }
    return render(request, "yici/projects/project.html", context)


def _looked_up(request: HttpRequest, project_id: UUID) -> HttpResponse:
    code = known_projects(request)[project_id]
    view = queries.project_by_code(code=code, query_code=queries.query_code(project_id), now=present())
    return render(request, "yici/projects/looked_up.html", {"page": project_page(view, {}, {})})


@require_POST
@builders_only
def project_do(request: HttpRequest, citizen: User, project_id: UUID, name: str) -> HttpResponse:
    """This will put one of the citizen's own cases in or take one out, name who measures, or close the project."""
    acting = Acting(_actor(citizen), held_by(citizen, present()), present(), chosen_case)
    carry_out(request, project_id, name, acting)
    return redirect("project", project_id)


@never_cache
@require_safe
@builders_only
def project_readings(request: HttpRequest, citizen: User, project_id: UUID) -> HttpResponse:
    """This will tell a builder who saw the project, newest first, a page at a time."""
    grants = held_by(citizen, present())
    view = queries.project_seen(project_id=project_id, actor=_actor(citizen), grants=grants, now=present())
    rows = queries.readings_of(project_id, before=before_row(request), limit=READINGS + 1)
    context = {
        "project": view.project,
        "name": view.name,
        "readings": grouped(rows[:READINGS], WHAT),
        "next": rows[READINGS - 1].id if len(rows) > READINGS else None,
    }
    return render(request, "yici/projects/readings.html", context)
