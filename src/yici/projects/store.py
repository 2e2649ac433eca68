"""The one place that knows both the rows and the domain's projects."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yici.domain.error import NotFound
from yici.domain.project import Project, bounded, next_due
from yici.projects.codec import CODEC
from yici.projects.models import Project as Row
from yici.projects.models import ProjectCase


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project as its row says, with what belongs to the row alone."""

    project: Project
    seq: int
    label: bytes


def load(project_id: UUID) -> Loaded:
    """This will read one project. Raises NotFound("project.unknown")."""
    row = Row.objects.filter(id=project_id).first()
    if row is None:
        raise unknown()
    return Loaded(CODEC.state_from(row.state), row.seq, bytes(row.label))


def unknown() -> NotFound:
    """This will be the refusal of a project that is not there, or that nobody here may see."""
    return NotFound("project.unknown", remedy="check the code")


def columns(project: Project, seq: int) -> dict[str, Any]:
    """This will say what every column but the sealed name must hold."""
    return {
        "code": project.code, "course": project.course, "place": project.place, "subject": UUID(project.subject),
        "applicant": UUID(project.applicant) if project.applicant else None, "phase": project.phase,
        "firm": UUID(project.firm) if project.firm else None, "due": next_due(project), "bounded": bounded(project),
        "surveyors": sorted(one.organisation for one in project.surveyors), "seq": seq,
        "state": CODEC.text_of(project),
    }  # fmt: skip


def save(project: Project, *, seq: int, label: bytes | None = None) -> None:
    """This will write the row of a project and which cases are its own; `label` when it is new."""
    values = columns(project, seq) | ({"label": label} if label is not None else {})
    Row.objects.update_or_create(id=UUID(project.id), defaults=values)
    ProjectCase.objects.bulk_create(
        [
            ProjectCase(case_id=UUID(one.case), project_id=UUID(project.id), ended=one.ended_at is not None)
            for one in project.cases
        ],
        update_conflicts=True, update_fields=["ended"], unique_fields=["case_id"],
    )  # fmt: skip


def claim(case_id: UUID, project_id: UUID) -> UUID:
    """This will let a case belong to a project if it belongs to none, and name the one that it belongs to: of two that
    want it at once the later one waits for the earlier."""
    ProjectCase.objects.bulk_create([ProjectCase(case_id=case_id, project_id=project_id)], ignore_conflicts=True)
    return ProjectCase.objects.values_list("project_id", flat=True).get(case_id=case_id)


def leave(case_id: UUID) -> None:
    """This will let a case belong to no project."""
    ProjectCase.objects.filter(case_id=case_id).delete()


def coded(code: str) -> UUID | None:
    """This will find a project by its whole code."""
    return Row.objects.filter(code=code).values_list("id", flat=True).first()


def project_of_case(case_id: UUID) -> tuple[UUID, str, UUID | None, UUID | None] | None:
    """This will name the project that a case belongs to, with its code, the account that opened it and its firm."""
    columns = ("project_id", "project__code", "project__applicant", "project__firm")
    return ProjectCase.objects.filter(case_id=case_id).values_list(*columns).first()


def in_projects(case_ids: Collection[UUID]) -> frozenset[UUID]:
    """This will give, of some cases, those that belong to a project."""
    return frozenset(ProjectCase.objects.filter(case_id__in=case_ids).values_list("case_id", flat=True))


def running_among(case_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """This will give, of some cases, those that run in a project, with the project."""
    rows = ProjectCase.objects.filter(case_id__in=case_ids, ended=False)
    return dict(rows.values_list("case_id", "project_id"))


def rows(project_ids: Sequence[UUID]) -> dict[UUID, tuple[Project, dict[str, Any]]]:
    """This will read many projects in one statement: the state, and the columns beside it as `columns` gives them."""
    names = list(columns_of())
    found = Row.objects.filter(id__in=project_ids).values_list("id", *names)
    return {row[0]: (CODEC.state_from(row[-1]), dict(zip(names, row[1:], strict=True))) for row in found}


def columns_of() -> tuple[str, ...]:
    """This will name the columns in the order of `columns`."""
    return (
        "code", "course", "place", "subject", "applicant", "firm", "phase", "due", "bounded", "surveyors", "seq",
        "state",
    )  # fmt: skip


def forget(project_id: UUID) -> None:
    """This will delete the rows of a project that no event speaks of (a rebuild found none)."""
    ProjectCase.objects.filter(project_id=project_id).delete()
    Row.objects.filter(id=project_id).delete()


def count() -> int:
    """This will count the projects."""
    return Row.objects.count()
