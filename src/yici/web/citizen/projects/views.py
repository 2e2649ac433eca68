"""My projects, and one of them; opening one, and what its builder does with it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yici.cases import queries as cases
from yici.domain.error import Conflict, Forbidden, Invalid, NotFound, YiciError
from yici.domain.event import Actor
from yici.people.actor import actor_for
from yici.people.ids import new_id
from yici.people.present import now as present
from yici.people.queries import User
from yici.projects import queries, services
from yici.web.citizen.application.access import CHANNEL, NO_GRANTS, ROLE, user_of
from yici.web.citizen.asking import citizen_of
from yici.web.citizen.projects.offered import addable
from yici.web.error_words import words_of
from yici.web.here import here
from yici.web.project_page import list_lines, measurements, project_page

PAGE: Final = 20
COURSE: Final = "engineering"
LONGEST_NAME: Final = 100
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
            raise Forbidden("project.builders_only", remedy="sign in with your own account")
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
    rows = queries.projects_of(applicant=citizen.id, before=_before(request), limit=PAGE + 1)
    context = {
        "projects": list_lines(rows[:PAGE]),
        "next": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "where": here(request),
    }
    return render(request, "yici/projects/list.html", {**context, **told}, status=status)


def _before(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("before", ""))
    except ValueError:
        return None


def _opened(request: HttpRequest, citizen: User) -> HttpResponse:
    code, name = request.POST.get("code", "").strip(), request.POST.get("name", "").strip()[:LONGEST_NAME]
    place = here(request)
    told = {"code": code, "name": name}
    if place is None or not name:
        words = gettext("没有选在哪里建"), gettext("先选好地方。")
        words = words if place is None else (gettext("没有写项目名称"), gettext("照立项的文件写。"))
        return _list(request, citizen, status=422, fault=words, **told)
    try:
        done = services.project_open(
            project_id=new_id(), subject_id=new_id(), code=code, name=name, place=place.code, course=COURSE,
            identity=None, applicant=citizen.id, actor=_actor(citizen), grants=NO_GRANTS, now=present(),
        )  # fmt: skip
    except (Conflict, Invalid) as refusal:
        return _list(request, citizen, status=422, fault=words_of(refusal), **told)
    return redirect("project", done.project.id)


@never_cache
@require_safe
@builders_only
def project(request: HttpRequest, citizen: User, project_id: UUID) -> HttpResponse:
    """This will show a project to its builder: the stages as a picture, the days, and what can be done."""
    now = present()
    view = queries.project_seen(project_id=project_id, actor=_actor(citizen), grants=NO_GRANTS, now=now)
    inside = cases.standing([UUID(one.case) for one in view.project.cases])
    own = {case.id: case for case in inside.values() if case.applicant == str(citizen.id)}
    page = project_page(view, own, {name: reverse("case", args=[name]) for name in own})
    context = {
        "page": page,
        "version": view.seq,
        "addable": addable(citizen.id, view.course) if page.open else [],
        "measurements": measurements(view.course),
        "closable": page.open and not view.project.running,
    }
    return render(request, "yici/projects/project.html", context)


@require_POST
@builders_only
def project_attach(request: HttpRequest, citizen: User, project_id: UUID) -> HttpResponse:
    """This will put one of the citizen's own cases into the project."""
    try:
        case_id = UUID(request.POST.get("case", ""))
    except ValueError:
        messages.error(request, gettext("没有选哪件事"), extra_tags="bad")
        return redirect("project", project_id)
    return _done(request, citizen, project_id, services.project_attach, gettext("放进项目了。"), case_id=case_id)


@require_POST
@builders_only
def project_surveyor(request: HttpRequest, citizen: User, project_id: UUID) -> HttpResponse:
    """This will name an institution, by its code, that measures for the project."""
    told = {
        "organisation": request.POST.get("organisation", "").strip()[:LONGEST_NAME],
        "measurements": tuple(request.POST.getlist("measurement")),
    }
    done = gettext("记下了。它测好以后直接交来，不用您送。")
    return _done(request, citizen, project_id, services.project_name_surveyor, done, **told)


@require_POST
@builders_only
def project_close(request: HttpRequest, citizen: User, project_id: UUID) -> HttpResponse:
    """This will close the project."""
    return _done(request, citizen, project_id, services.project_close, gettext("项目结束了。"))


def _done(
    request: HttpRequest, citizen: User, project_id: UUID, service: Callable[..., object], done: str, **told: object
) -> HttpResponse:
    """Carry it out on the version that the citizen saw and go back to the project, saying what came of it."""
    try:
        service(
            project_id=project_id, actor=_actor(citizen), grants=NO_GRANTS, now=present(), version=_version(request),
            **told,
        )  # fmt: skip
    except NotFound as refusal:
        if refusal.code == "project.unknown":
            raise
        _refused(request, refusal)
    except (Conflict, Invalid) as refusal:
        _refused(request, refusal)
    else:
        messages.success(request, done, extra_tags="good")
    return redirect("project", project_id)


def _refused(request: HttpRequest, refusal: YiciError) -> None:
    messages.error(request, "。".join(words_of(refusal)), extra_tags="bad")


def _version(request: HttpRequest) -> int:
    """The version that the form was shown with; without one, none that ever holds."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
