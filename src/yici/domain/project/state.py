"""What a project is at a moment: its cases by stage, who measures, what was measured, and the days it has used."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from yici.domain.clock import Limit

Phase = Literal["open", "closed"]
StageState = Literal["ahead", "running", "done"]


@dataclass(frozen=True, slots=True)
class Attached:
    """One case of the project; `ended_at` once nothing of it runs any more, `decided` when all of it was granted."""

    case: str
    stage: str
    bundle: str
    since: datetime
    ended_at: datetime | None = None
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Surveyor:
    """An institution that the builder named for some measurements, by its organisation's id."""

    organisation: str
    measurements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a survey or a test, handed in by who measured: once for all departments that need it."""

    id: str
    measurement: str
    organisation: str
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Whole:
    """The limit of the whole: `used` working days before the present run, which began on the legal day `since` (None
    while nothing of the project is with government). `due` is when it ends if the run goes on; None while it does not
    run, or a year is not loaded; then `not_before` is a bound."""

    limit: Limit
    source: str
    used: int = 0
    since: date | None = None
    due: datetime | None = None
    not_before: datetime | None = None
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """When the platform looks after a project that waits for its builder: no text binds anybody to a date."""

    due: datetime | None
    not_before: datetime | None


@dataclass(frozen=True, slots=True)
class Project:
    """One project under its national code. `subject` is whose key seals its name, `applicant` the account of who
    opened it; `firm` builds where it is set: then it is of whoever acts for the firm now."""

    id: str
    code: str
    course: str
    place: str
    subject: str
    applicant: str | None
    opened_at: datetime
    stages: tuple[str, ...]
    whole: Whole | None
    reminder: Reminder | None
    phase: Phase = "open"
    cases: tuple[Attached, ...] = ()
    surveyors: tuple[Surveyor, ...] = ()
    results: tuple[Result, ...] = ()
    firm: str | None = None

    @property
    def running(self) -> bool:
        """True while something of it is with government."""
        return any(one.ended_at is None for one in self.cases)

    def state_of(self, stage: str) -> StageState:
        """This will say how far a stage is: done when all that was applied for in it was granted."""
        cases = [one for one in self.cases if one.stage == stage]
        if any(one.ended_at is None for one in cases):
            return "running"
        return "done" if any(one.decided for one in cases) else "ahead"
