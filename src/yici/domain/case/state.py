"""What a case is at a moment: plain frozen values, folded from its events and from nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from yici.domain.case.states import EXAMINED, FINAL, ApprovalStatus, Phase
from yici.domain.clock import Limit
from yici.domain.extension import Extended
from yici.domain.stops import Stop

DeadlineName = Literal[
    "correction", "promised", "legal", "resumption", "delivery", "verification", "repair", "reply", "supply", "reminder"
]  # fmt: skip
Duty = Literal["applicant", "window", "agency"]
Verification = Literal["none", "due", "kept", "broken", "repaired"]
Task = Literal["accept", "decide", "resume", "deliver", "verify", "repair", "correct", "wait"]
"""What is to be done next. `resume`: the cause is over and the clock may run on; `repair`: the applicant mends, the
body confirms it or revokes; `correct` is the applicant's; `wait` is nobody's: another approval comes first."""
_TASKS: dict[ApprovalStatus, tuple[Task, ...]] = {
    "received": ("accept",), "correcting": ("correct",), "waiting": ("wait",), "handling": ("decide",),
    "suspended": ("resume",), "decided": ("deliver",),
}  # fmt: skip
_PROMISES: dict[Verification, tuple[Task, ...]] = {"due": ("verify",), "broken": ("repair",)}


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that somebody must do by a moment. `due` is None while the calendar or the limit is unknown; then
    `not_before` is the earliest it can be, if even that is known. `since`, `limit`, the `stops` that were taken out
    of it and what was `extended` allow it to be recomputed."""

    name: DeadlineName
    duty: Duty
    limit: Limit | None
    since: datetime
    due: datetime | None
    not_before: datetime | None
    calendar: str
    source: str
    missed: bool = False
    stops: tuple[Stop, ...] = ()
    extended: Extended | None = None


@dataclass(frozen=True, slots=True)
class Suspension:
    """Why and since when the clock of an approval stands still; `held` are the ends that wait meanwhile."""

    cause: str
    since: datetime
    held: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper handed in: canonical id, form, copies, and digests of uploaded files if any."""

    material: str
    form: str | None = None
    copies: int | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to correct: a paper or a form element of an item, and a code that the faces word."""

    item: str
    target: str
    code: str
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A paper that comes later: by `due`, or at the inspection when there is no date."""

    material: str
    items: tuple[str, ...]
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class Part:
    """What one department recorded of a joint visit for itself: its items, who was there, the day it was set for."""

    items: tuple[str, ...]
    officers: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True)
class Visit:
    """One inspection visit of several approvals: planned, recorded in parts, or `recorded` as a whole.

    `parts` stays empty when everything was recorded at once; `officers` are then those who were there.
    """

    id: str
    items: tuple[str, ...]
    on: date
    officers: tuple[str, ...]
    recorded: bool = False
    failed: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def seen(self) -> tuple[str, ...]:
        """The items whose part is on record while others are still to come."""
        return tuple(item for part in self.parts for item in part.items)


@dataclass(frozen=True, slots=True)
class Received:
    """The window that took an application in: its place, and its organisation as the text of an id."""

    place: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Approval:
    """One item of the case. `needs` are the items whose grant it still waits for, `place` is where it is handled (None
    in what was recorded before that could be elsewhere: `Case.place_of` knows)."""

    item: str
    number: str
    agency: str
    status: ApprovalStatus
    received_at: datetime
    needs: tuple[str, ...]
    committed: bool
    deadlines: tuple[Deadline, ...]
    corrected: bool = False
    accepted_at: datetime | None = None
    by_silence: bool = False
    outcome: str | None = None
    inspected: bool = False
    verification: Verification = "none"
    suspension: Suspension | None = None
    extended: bool = False
    place: str | None = None

    @property
    def open(self) -> bool:
        """True while the office or the applicant still has something to do for it."""
        return self.status not in FINAL or self.verification in ("due", "broken")

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What is to be done next, one or two things side by side; empty when it is at rest.

        Two: what was granted on a promise is to be delivered and verified; what is registered on the papers as received
        may be accepted, or decided at once.
        """
        promise: tuple[Task, ...] = _PROMISES.get(self.verification, ())
        return _TASKS.get(self.status, ()) + self._decided_at_once + promise

    @property
    def _decided_at_once(self) -> tuple[Task, ...]:
        """A limit of the body that runs from receipt says so: it counts the days of a decision on the papers as they
        came in."""
        at_once = self.status == "received" and not self.needs and any(d.duty == "agency" for d in self.deadlines)
        return ("decide",) if at_once else ()


@dataclass(frozen=True, slots=True)
class Case:
    """One application for a `place`. `plan` is the digest of the frozen plan it was handed in under, `subject` the
    person whose key seals what is personal, `applicant` the account that may follow it, if there is one, `given` the
    papers that came, by whatever way, `received` the window that took it in; None when it came online."""

    id: str
    number: str
    bundle: str
    place: str
    plan: str
    subject: str
    applicant: str | None
    submitted_at: datetime
    approvals: tuple[Approval, ...]
    defects: tuple[Defect, ...] = ()
    named: tuple[str, ...] = ()
    owed: tuple[Owed, ...] = ()
    visits: tuple[Visit, ...] = ()
    given: tuple[str, ...] = ()
    received: Received | None = None

    def place_of(self, approval: Approval) -> str:
        """This will give the place where an approval is handled."""
        return approval.place or self.place

    def approval(self, item: str) -> Approval:
        """This will give the approval of an item; KeyError when the case has none such."""
        for approval in self.approvals:
            if approval.item == item:
                return approval
        raise KeyError(item)

    def pending(self, visit: Visit) -> tuple[str, ...]:
        """This will list the items that a visit has still to look at: none that is recorded, decided or ended."""
        if visit.recorded:
            return ()
        examined = {a.item for a in self.approvals if a.status in EXAMINED}
        return tuple(item for item in visit.items if item in examined and item not in visit.seen)

    @property
    def phase(self) -> Phase:
        """Where the case as a whole stands, from its approvals."""
        if not any(approval.open for approval in self.approvals):
            return "closed"
        statuses = {approval.status for approval in self.approvals}
        if "correcting" in statuses:
            return "correcting"
        return "received" if "received" in statuses else "handling"
