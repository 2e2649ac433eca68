"""Reading projects: one, and lists filtered by right in the query."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from yici.domain.authority import Grants
from yici.domain.error import NotFound
from yici.domain.event import Actor
from yici.domain.project import Project, used_until
from yici.domain.project_course import ProjectCourse
from yici.ledger import keys
from yici.ledger.readings import Reader, ReadingRow
from yici.ledger.values import Erased
from yici.people.queries import OrganisationRow, organisations
from yici.projects import access, readings, settling, store
from yici.projects.codec import CODEC
from yici.projects.models import Project as Row
from yici.projects.readings import readings_of

__all__ = [
    "ProjectRow",
    "ProjectView",
    "Reader",
    "ReadingRow",
    "in_projects",
    "project_by_code",
    "project_of_case",
    "project_seen",
    "projects_of",
    "projects_readable",
    "query_code",
    "readings_of",
]  # fmt: skip

PAGE: Final = 50
QUERY: Final = "project.query"


@dataclass(frozen=True, slots=True)
class ProjectView:
    """One project with its name (None when the person was erased), the version that was recorded last, its course, the
    working days used until now (None when there is no limit or a year is not loaded), and who measures, by id."""

    project: Project
    name: str | None
    seq: int
    course: ProjectCourse
    used: int | None
    bodies: dict[UUID, OrganisationRow]


@dataclass(frozen=True, slots=True)
class Holding:
    """The project that a case belongs to: its id, its code, and the account that opened it, if it is in one, or the
    firm that builds."""

    id: UUID
    code: str
    applicant: UUID | None
    firm: UUID | None = None


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project in a list; `running` are the stages of which something is with government, as last recorded."""

    id: UUID
    code: str
    course: str
    place: str
    phase: str
    due: datetime | None
    bounded: bool
    name: str | None
    running: tuple[str, ...] = ()
    firm: UUID | None = None


def project_seen(*, project_id: UUID, actor: Actor, grants: Grants, now: datetime) -> ProjectView:
    """This will give a project to whom it concerns, as it is at `now` even if no worker noted it yet.

    That staff saw it is recorded. Raises NotFound for anybody else.
    """
    loaded = store.load(project_id)
    access.check_readable(loaded.project, actor, grants)
    if not access.is_builder(loaded.project, actor, grants):
        readings.note([project_id], "project", Reader(actor, now))
    return _view(loaded, now)


def project_by_code(*, code: str, query_code: str, now: datetime) -> ProjectView:
    """This will give a project to whoever knows its code and the query code of its receipt.

    Raises NotFound, never saying which of the two was wrong.
    """
    found = store.coded(code.strip().upper())
    if not keys.check_code(query_code.strip(), QUERY, found or UUID(int=0)) or found is None:
        raise NotFound("project.unknown", remedy="both are on the receipt; letters may be large or small")
    return _view(store.load(found), now)


def query_code(project_id: UUID) -> str:
    """This will give the code that stands on the receipt of a project."""
    return keys.code(QUERY, project_id)


def _view(loaded: store.Loaded, now: datetime) -> ProjectView:
    [name] = _names([(UUID(loaded.project.subject), loaded.label)])
    project, _ = settling.happened(loaded.project, now)
    ctx = settling.context_of(project, now)
    used = used_until(project.whole, now, ctx.calendar) if project.whole else None
    bodies = organisations(UUID(one.organisation) for one in project.surveyors)
    return ProjectView(project, name, loaded.seq, ctx.course, used, bodies)


def project_of_case(case_id: UUID) -> Holding | None:
    """This will name the project of a case, whose code is nobody's secret, to whoever was given the case."""
    found = store.project_of_case(case_id)
    return Holding(*found) if found else None


def in_projects(case_ids: list[UUID]) -> frozenset[UUID]:
    """This will give, of some cases, those that belong to a project; for whoever was given the cases."""
    return store.in_projects(case_ids) if case_ids else frozenset()


def projects_of(
    *, applicant: UUID, firms: Collection[str] = (), before: UUID | None = None, limit: int = PAGE
) -> list[ProjectRow]:  # fmt: skip
    """This will list a builder's own projects, and those of the `firms` for which they act now, newest first; `before`
    is the last id of the page before."""
    own = Q(applicant=applicant, firm=None)
    return _listed(own | Q(firm__in=[UUID(one) for one in firms]) if firms else own, before, limit)


def projects_readable(
    *, grants: Grants, code: str = "", before: UUID | None = None, limit: int = PAGE, reader: Reader | None = None
) -> list[ProjectRow]:
    """This will list the projects that staff and surveyors may read, newest first, filtered by right in the query.

    `code`: only those whose code begins so. `reader` is who reads: the reading is recorded. Only what nobody sees is
    read without one.
    """
    right = Q(pk__in=[])
    for line in grants.scope("project.read").lines:
        if line.organisation is None:
            right |= Q(place__range=line.bounds)
    if organisations := access.measures_for(grants):
        right |= Q(surveyors__overlap=sorted(organisations))
    sought = Q(code__startswith=code.strip().upper()) if code else Q()
    found = _listed(right & sought, before, limit)
    if reader is not None:
        readings.note([row.id for row in found], "list", reader)
    return found


def _listed(right: Q, before: UUID | None, limit: int) -> list[ProjectRow]:
    rows = Row.objects.filter(right)
    if before is not None:
        rows = rows.filter(id__lt=before)
    columns = ("id", "code", "course", "place", "phase", "due", "bounded", "firm", "subject", "label", "state")
    found: list[tuple[Any, ...]] = list(rows.order_by("-id").values_list(*columns)[:limit])
    names = _names([(row[-3], bytes(row[-2])) for row in found])
    return [ProjectRow(*(*row[:7], name, _running(row[-1]), row[7])) for row, name in zip(found, names, strict=True)]


def _running(state: str) -> tuple[str, ...]:
    project = CODEC.state_from(state)
    return tuple(stage for stage in project.stages if project.state_of(stage) == "running")


def _names(pairs: list[tuple[UUID, bytes]]) -> list[str | None]:
    return [_name(opened) for opened in keys.open_many(pairs)] if pairs else []


def _name(opened: Any) -> str | None:
    return None if isinstance(opened, Erased) else str(opened.get("name", "")) or None
