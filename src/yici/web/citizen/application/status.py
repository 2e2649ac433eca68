"""Looking a case up by its number and query code, or a project by its code and the same."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.cases import queries as cases
from yici.domain.error import NotFound
from yici.people.present import now as present
from yici.people.visitor import address_of
from yici.projects import queries as projects
from yici.web.attempts import not_wrong, take_try, whose
from yici.web.case_number import spaced
from yici.web.citizen.application.access import known_cases, known_projects, remember_case, remember_project
from yici.web.citizen.application.form import Listed

TOO_MANY = 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """This will ask for number and code, and lead to the case or project when they belong together.

    Both travel in the body, never in an address. A wrong pair never says which of the two was wrong.
    """
    if request.method != "POST":
        return render(request, "yici/application/status.html", _context(request, "", []))
    number = "".join(request.POST.get("number", "").split()).upper()
    code = request.POST.get("code", "").strip()
    if empty := _empty(number, code):
        return render(request, "yici/application/status.html", _context(request, number, empty), status=422)
    now = present()
    tried = whose(number, address_of(request))
    left = take_try(tried, now)
    if left is None:
        return _refused(request, number, gettext("试得太多次了，过 15 分钟再试；编号和查询码都在回执上。"), TOO_MANY)
    found = _case(request, number, code, now) or _project(request, number, code, now)
    if found is None:
        return _refused(request, number, _told(left), 422)
    not_wrong(tried)
    return redirect(*found)


def _empty(number: str, code: str) -> list[Listed]:
    """What was left empty is no wrong try."""
    faults = [] if number else [Listed(gettext("没有写编号。"), "#f-number")]
    return faults if code else [*faults, Listed(gettext("没有写查询码。"), "#f-code")]


def _case(request: HttpRequest, number: str, code: str, now: datetime) -> tuple[str, UUID] | None:
    try:
        case_id = UUID(cases.case_by_number(number=number, code=code, now=now).case.id)
    except NotFound:
        return None
    remember_case(request, case_id, number)
    return "case", case_id


def _project(request: HttpRequest, number: str, code: str, now: datetime) -> tuple[str, UUID] | None:
    """A project that a window opened is found like a case: by its code and the query code of its receipt."""
    try:
        project_id = UUID(projects.project_by_code(code=number, query_code=code, now=now).project.id)
    except NotFound:
        return None
    remember_project(request, project_id, number)
    return "project", project_id


def _told(left: int) -> str:
    wrong = gettext("编号和查询码对不上。照着回执再看一遍：字母大小写都行，没有 0、O、1、I、L、U。")
    if left > 3:
        return wrong
    return wrong + ngettext("还可以试 %(n)s 次。", "还可以试 %(n)s 次。", left) % {"n": left}


def _refused(request: HttpRequest, number: str, told: str, code: int) -> HttpResponse:
    context = _context(request, number, [Listed(told, "#f-number")])
    return render(request, "yici/application/status.html", context, status=code)


def _context(request: HttpRequest, number: str, faults: list[Listed]) -> dict[str, object]:
    recent = [(case_id, spaced(known)) for case_id, known in reversed(known_cases(request).items())]
    looked_up = list(reversed(known_projects(request).items()))
    return {"number": number, "faults": faults, "recent": recent[:5], "projects": looked_up[:5]}
