"""Engineering projects as answers show them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yici.api.v1.receipt_shapes import Receipt
from yici.domain.clock import Limit
from yici.domain.project.state import Attached, Phase, Result, StageState
from yici.projects.queries import ProjectRow, ProjectView


@dataclass(frozen=True, slots=True)
class StageShown:
    """One stage in its order: how far it is, by whose word it is a stage, and its cases; `bundles` are the matters
    applied for in it, empty where no source lists them."""

    id: str
    name: str
    state: StageState
    source: str
    bundles: tuple[str, ...]
    cases: tuple[Attached, ...]


@dataclass(frozen=True, slots=True)
class SurveyorShown:
    """An institution that measures for the project; `code` and `name` are null when it is not on record any more."""

    id: UUID
    code: str | None
    name: str | None
    measurements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """The days of the whole: `used` with government until now, null when a year's calendar is not loaded; running since
    the legal day `since`, null while nothing is with government; `due` when it ends if the run goes on, else a bound in
    `not_before`."""

    limit: Limit
    source: str
    used: int | None
    since: date | None
    due: datetime | None
    not_before: datetime | None
    missed: bool


@dataclass(frozen=True, slots=True)
class ProjectShown:
    """A project as it is now. `version` is what was recorded last: it comes as ETag, too. `days` is null where no
    source limits the whole."""

    id: UUID
    code: str
    name: str | None
    version: int
    course: str
    place: str
    phase: Phase
    opened_at: datetime
    stages: tuple[StageShown, ...]
    surveyors: tuple[SurveyorShown, ...]
    results: tuple[Result, ...]
    days: Days | None


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """One page of projects, newest first; `next` is the cursor of the page behind, null at the end."""

    items: list[ProjectRow]
    next: str | None


@dataclass(frozen=True, slots=True)
class ProjectWritten:
    """The answer to a command: the project, its newest version (the number of its last event), the signed receipt."""

    project: UUID
    code: str
    version: int
    receipt: Receipt


def shown(view: ProjectView) -> ProjectShown:
    """This will give a project as answers show it."""
    project = view.project
    return ProjectShown(
        UUID(project.id), project.code, view.name, view.seq, project.course, project.place, project.phase,
        project.opened_at, _stages(view), _surveyors(view), project.results, _days(view),
    )  # fmt: skip


def _stages(view: ProjectView) -> tuple[StageShown, ...]:
    """The stages that the project was opened with: a course that was changed since does not hide one."""
    known = {stage.id: stage for stage in view.course.stages}
    return tuple(
        StageShown(
            name, known[name].name if name in known else name, view.project.state_of(name),
            known[name].source if name in known else "", known[name].bundles if name in known else (),
            tuple(one for one in view.project.cases if one.stage == name),
        )
        for name in view.project.stages
    )  # fmt: skip


def _surveyors(view: ProjectView) -> tuple[SurveyorShown, ...]:
    found = [(one, view.bodies.get(UUID(one.organisation))) for one in view.project.surveyors]
    return tuple(
        SurveyorShown(
            UUID(one.organisation), body.code if body else None, body.name if body else None, one.measurements
        )
        for one, body in found
    )


def _days(view: ProjectView) -> Days | None:
    whole = view.project.whole
    if whole is None:
        return None
    return Days(whole.limit, whole.source, view.used, whole.since, whole.due, whole.not_before, whole.missed)
