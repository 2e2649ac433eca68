"""Engineering projects: open, read, put cases in, name who measures, hand results in, close."""

from collections.abc import Callable
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yici.api.answers import Answer, says
from yici.api.auth import Caller, Token, caller
from yici.api.bodies import STRICT, json_body
from yici.api.v1.applications import firm_for
from yici.api.v1.catalogue import Code, Name
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor, read_whole
from yici.api.v1.project_shapes import ProjectPage, ProjectShown, ProjectWritten, shown
from yici.api.v1.shapes import ReadingPage
from yici.api.v1.writing import KEY, REPLAYED, VERSION, idempotency_key, once, version_seen
from yici.ledger.repeated import Key
from yici.people.ids import new_id
from yici.projects import queries, services
from yici.projects.queries import ProjectView, Reader
from yici.projects.services import Outcome

router = Router(tags=["projects"])
SUBMIT, READ, HANDLE = Token("case:submit"), Token("case:read"), Token("case:handle")
HEADERS: Final = ("ETag", REPLAYED)
PROJECTS = Answer[ProjectPage](ProjectPage)
PROJECT = Answer[ProjectShown](ProjectShown, 200, ("ETag",))
READINGS = Answer[ReadingPage](ReadingPage)
OPENED = Answer[ProjectWritten](ProjectWritten, 201, (*HEADERS, "Location"), "Opened")
WRITTEN = Answer[ProjectWritten](ProjectWritten, 200, HEADERS, "Done and recorded")
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the report, in lower-case hex")]


class ProjectIn(BaseModel):
    """A project under the code that the investment platform gave it. `identity` is for windows: the builder's number,
    as the card or the business licence has it; `firm` for people: the credit code of one of the firms for which they
    act, which builds."""

    model_config = STRICT
    code: Annotated[str, Field(min_length=1, max_length=100)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    place: Code
    course: Name = "engineering"
    identity: Annotated[str | None, Field(max_length=40)] = None
    firm: Annotated[str, Field(max_length=40)] = ""


class AttachIn(BaseModel):
    """The case that belongs to the project."""

    model_config = STRICT
    case: UUID


class SurveyorIn(BaseModel):
    """The institution, by its organisation's code, and what it measures, as the course names it."""

    model_config = STRICT
    organisation: Name
    measurements: Annotated[list[Name], Field(max_length=50)]


class ResultIn(BaseModel):
    """What was measured, and the report by its digest."""

    model_config = STRICT
    measurement: Name
    digest: Digest


class CloseIn(BaseModel):
    """Nothing has to be said."""

    model_config = STRICT


@router.post("/projects", auth=SUBMIT, summary="Open a project")
@says(OPENED, needs=(KEY,), finds=True)
def open_project(request: HttpRequest, body: json_body(ProjectIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Bring an engineering project under its code: a builder their own, a window one of its place.

    The days of the whole run from the first case on that is put into it.
    """
    who, asked = caller(request), body
    key = idempotency_key(request, who.actor.id)

    def act() -> Outcome:
        return services.project_open(
            project_id=new_id(), subject_id=new_id(), code=asked.code, name=asked.name, place=asked.place,
            course=asked.course, identity=None if who.person else asked.identity, applicant=who.person,
            actor=who.acting("project.open"),
            grants=who.grants, now=who.now, firm=firm_for(asked.firm, who), key=key,
        )  # fmt: skip

    return _written(OPENED, key, act)


@router.get("/projects", auth=READ, summary="List projects")
@says(PROJECTS)
def projects(request: HttpRequest, cursor: Cursor = None, limit: Limit = MOST) -> HttpResponse:
    """List the projects that the caller may read, newest first: a builder's own; else those of the places that the
    roles reach, and those for which the caller's institution measures."""
    who = caller(request)
    behind = read_cursor(cursor, UUID)
    before = behind[0] if behind else None
    if who.person:
        rows = queries.projects_of(applicant=who.person, firms=who.grants.firms, before=before, limit=limit)
    else:
        reader = Reader(who.acting("project.read"), who.now)
        rows = queries.projects_readable(grants=who.grants, before=before, limit=limit, reader=reader)
    return PROJECTS(ProjectPage(rows, following(rows, limit, lambda row: (row.id,))))


@router.get("/projects/{project_id}", auth=READ, summary="Give one project")
@says(PROJECT, finds=True)
def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Give one project as it is now: its stages and how far each is, its cases, who measures and what was handed in,
    and the working days of the whole. The ETag is its version, to be sent as If-Match with a command."""
    view = _seen(caller(request), project_id)
    return PROJECT(shown(view), ETag=f'"{view.seq}"')


def _seen(who: Caller, project_id: UUID) -> ProjectView:
    actor = who.acting("project.read")
    return queries.project_seen(project_id=project_id, actor=actor, grants=who.grants, now=who.now)


@router.get("/projects/{project_id}/readings", auth=READ, summary="List who saw a project")
@says(READINGS, finds=True)
def project_readings(
    request: HttpRequest, project_id: UUID, cursor: Cursor = None, limit: Limit = MOST
) -> HttpResponse:
    """List which staff and systems saw a project, newest first, by pseudonymous id, role and channel."""
    behind = read_cursor(cursor, read_whole)
    _seen(caller(request), project_id)
    rows = queries.readings_of(project_id, before=behind[0] if behind else None, limit=limit)
    return READINGS(ReadingPage(rows, following(rows, limit, lambda row: (row.id,))))


@router.post("/projects/{project_id}/attach", auth=SUBMIT, summary="Put a case into a project")
@says(WRITTEN, needs=(KEY, VERSION), finds=True)
def attach_case(request: HttpRequest, project_id: UUID, body: json_body(AttachIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Put a case into the stage that its matter belongs to. The caller must be able to see both."""
    return _commanded(request, project_id, services.project_attach, "project.open", case_id=body.case)


@router.post("/projects/{project_id}/detach", auth=SUBMIT, summary="Take a case out of a project")
@says(WRITTEN, needs=(KEY, VERSION), finds=True)
def detach_case(request: HttpRequest, project_id: UUID, body: json_body(AttachIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Take a case out that was put in by mistake, with the days that it brought; the case goes on by itself."""
    return _commanded(request, project_id, services.project_detach, "project.open", case_id=body.case)


@router.post("/projects/{project_id}/name-surveyor", auth=SUBMIT, summary="Name who measures")
@says(WRITTEN, needs=(KEY, VERSION), finds=True)
def name_surveyor(request: HttpRequest, project_id: UUID, body: json_body(SurveyorIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Name an institution that measures for the project; named again, what it measures is replaced."""
    told = {"organisation": body.organisation, "measurements": tuple(body.measurements)}
    return _commanded(request, project_id, services.project_name_surveyor, "project.open", **told)


@router.post("/projects/{project_id}/record-result", auth=HANDLE, summary="Hand a result in")
@says(WRITTEN, needs=(KEY, VERSION), finds=True)
def record_result(request: HttpRequest, project_id: UUID, body: json_body(ResultIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Hand in what was surveyed or tested, once: every case that waits for the paper it stands for receives it.

    For institutions that the builder named; the result is handed in for the caller's own.
    """
    told = {"result_id": new_id(), "measurement": body.measurement, "digest": body.digest}
    return _commanded(request, project_id, services.project_record_result, "project.measure", **told)


@router.post("/projects/{project_id}/close", auth=SUBMIT, summary="Close a project")
@says(WRITTEN, needs=(KEY, VERSION), finds=True)
def close_project(request: HttpRequest, project_id: UUID, body: json_body(CloseIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Close a project of which nothing runs any more: all stages are done, or it is given up."""
    return _commanded(request, project_id, services.project_close, "project.open")


def _commanded(
    request: HttpRequest, project_id: UUID, service: Callable[..., Outcome], action: str, **told: Any
) -> HttpResponse:
    """Carry one command out for the caller: with its key once, and only on the version that was seen."""
    who = caller(request)
    key, version = idempotency_key(request, who.actor.id), version_seen(request)

    def act() -> Outcome:
        return service(
            project_id=project_id, actor=who.acting(action), grants=who.grants, now=who.now, version=version,
            key=key, **told,
        )  # fmt: skip

    return _written(WRITTEN, key, act)


def _written(answer: Answer[ProjectWritten], key: Key, act: Callable[[], Outcome]) -> HttpResponse:
    def done() -> dict[str, Any]:
        made = act()
        return {"project": made.project.id, "code": made.project.code, "seq": made.seq, "receipt": made.receipt}

    told, repeated = once(key, done)
    value = ProjectWritten(UUID(told["project"]), told["code"], told["seq"], told["receipt"])
    headers = {"ETag": f'"{value.version}"'}
    if answer is OPENED:
        headers["Location"] = f"/api/v1/projects/{value.project}"
    if repeated:
        headers[REPLAYED] = "true"
    return answer(value, **headers)
