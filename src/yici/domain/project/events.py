"""What can happen to a project. Past tense; every computed figure stands in the event."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from yici.domain.project.state import Reminder, Result, Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectEvent:
    """Common part: `at` is the legal moment."""

    kind: ClassVar[str]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(ProjectEvent):
    """A project came under its code; its name is sealed. `firm` is the firm that builds, where it is one's."""

    kind = "project.opened"
    id: str
    code: str
    course: str
    place: str
    subject: str
    applicant: str | None
    stages: tuple[str, ...]
    whole: Whole | None
    reminder: Reminder
    private: dict[str, str] = field(default_factory=dict)
    firm: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAttached(ProjectEvent):
    """A case belongs to a stage of it; the days of the whole run from here, if they did not yet."""

    kind = "project.case_attached"
    case: str
    stage: str
    bundle: str
    whole: Whole | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDetached(ProjectEvent):
    """A case was taken out again: the days of the whole are those of the cases that are left."""

    kind = "project.case_detached"
    case: str
    whole: Whole | None
    reminder: Reminder | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEnded(ProjectEvent):
    """Nothing of a case runs any more; `decided` when all of it was granted."""

    kind = "project.case_ended"
    case: str
    decided: bool
    whole: Whole | None
    reminder: Reminder | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyorNamed(ProjectEvent):
    """The builder named an institution that measures for it."""

    kind = "project.surveyor_named"
    organisation: str
    measurements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRecorded(ProjectEvent):
    """An institution handed a result in; `cases` are those whose papers it stands for."""

    kind = "project.result_recorded"
    result: Result
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeMissed(ProjectEvent):
    """The limit of the whole passed while something of the project was with government."""

    kind = "project.whole_missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeRecomputed(ProjectEvent):
    """A calendar was loaded or corrected: the end of the whole, or the next reminder, is another."""

    kind = "project.recomputed"
    whole: Whole | None
    reminder: Reminder | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(ProjectEvent):
    """Nothing of the project is with government; the platform reminds, and will again."""

    kind = "project.reminded"
    reminder: Reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(ProjectEvent):
    """The builder closed the project: all stages are done, or it is given up."""

    kind = "project.closed"
    finished: bool


EVENTS: tuple[type[ProjectEvent], ...] = (
    Opened, CaseAttached, CaseDetached, CaseEnded, SurveyorNamed, ResultRecorded, WholeMissed, WholeRecomputed,
    Reminded, Closed,
)  # fmt: skip
