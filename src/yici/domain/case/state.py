"""What a case is at a moment: plain frozen values, folded from its events and from nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from yici.domain.case.states import FINAL, ApprovalStatus, Phase
from yici.domain.clock import Limit

DeadlineName = Literal[
    "correction", "promised", "legal", "delivery", "verification", "repair", "reply", "supply", "reminder"
]  # fmt: skip
Duty = Literal["applicant", "window", "agency"]
Verification = Literal["none", "due", "kept", "broken", "repaired"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that somebody must do by a moment. `due` is None while the calendar or the limit is unknown; then
    `not_before` is the earliest it can be, if even that is known. `since` and `limit` allow it to be recomputed."""

    name: DeadlineName
    duty: Duty
    limit: Limit | None
    since: datetime
    due: datetime | None
    not_before: datetime | None
    calendar: str
    source: str
    missed: bool = False


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
class Visit:
    """One planned or recorded inspection visit of several approvals."""

    id: str
    items: tuple[str, ...]
    on: date
    officers: tuple[str, ...]
    recorded: bool = False
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """One item of the case. `needs` are the items whose grant it still waits for."""

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

    @property
    def open(self) -> bool:
        """True while the office or the applicant still has something to do for it."""
        return self.status not in FINAL or self.verification in ("due", "broken")


@dataclass(frozen=True, slots=True)
class Case:
    """One application. `plan` is the digest of the frozen plan it was handed in under, `subject` the person whose key
    seals what is personal in it, `applicant` the account that may follow it, if there is one."""

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

    def approval(self, item: str) -> Approval:
        """This will give the approval of an item; KeyError when the case has none such."""
        for approval in self.approvals:
            if approval.item == item:
                return approval
        raise KeyError(item)

    @property
    def phase(self) -> Phase:
        """Where the case as a whole stands, from its approvals."""
        if not any(approval.open for approval in self.approvals):
            return "closed"
        statuses = {approval.status for approval in self.approvals}
        if "correcting" in statuses:
            return "correcting"
        return "received" if "received" in statuses else "handling"
