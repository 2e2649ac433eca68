"""What happens to the time of a case: it stands still, runs on, is extended, is missed, or is counted again."""

from dataclasses import dataclass, field
from datetime import datetime

from yici.domain.case.events import CaseEvent, Private
from yici.domain.case.parts import Deadline, Moved
from yici.domain.extension import Extended


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalSuspended(CaseEvent):
    """The clock stands still for `cause` (Licensing Law Art. 45) until `deadline`, told in writing; `held` wait. For a
    cause of the place's own rule only its promise waits: `running` goes on."""

    kind = "approval.suspended"
    item: str
    cause: str
    deadline: Deadline
    held: tuple[Deadline, ...]
    running: tuple[Deadline, ...] = ()
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalResumed(CaseEvent):
    """The clock runs on; `deadlines` have the days of the cause taken out."""

    kind = "approval.resumed"
    item: str
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalExtended(CaseEvent):
    """The limit of the decision was extended (Licensing Law Art. 42); `private` has who approved it, and why."""

    kind = "approval.extended"
    item: str
    extended: Extended
    deadlines: tuple[Deadline, ...]
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMissed(CaseEvent):
    """A limit passed with its duty undone; nothing else follows from it, but it is on the record once."""

    kind = "deadline.missed"
    item: str | None
    name: str
    material: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRecomputed(CaseEvent):
    """A calendar was loaded or corrected: an end that had been open is known now, or a known one moved. `was` is the
    end before, None while it was open; then `bound`, if known, was the earliest it could be. `why` is "whole" where the
    one limit of joint handling moved because silence accepted another item from an earlier day."""

    kind = "deadline.recomputed"
    item: str | None
    deadline: Deadline
    material: str | None = None
    was: datetime | None = None
    bound: datetime | None = None
    why: Moved = "calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(CaseEvent):
    """Nobody is bound by law to act by a date here, so the office reminds, and will again; for the first time where the
    applicant let an end pass (`deadline.of` names it) and the body has to say what follows."""

    kind = "case.reminded"
    item: str
    deadline: Deadline


CLOCK: tuple[type[CaseEvent], ...] = (
    ApprovalSuspended, ApprovalResumed, ApprovalExtended, DeadlineMissed, DeadlineRecomputed, Reminded,
)  # fmt: skip
