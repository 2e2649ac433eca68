"""What can happen to a case. Past tense; every computed figure stands in the event; free text stands in `private`.

`private` is sealed apart under the applicant's key: folding never needs it, so an erased person breaks nothing.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from yici.domain.case.parts import Deadline, Deemed, Defect, Owed, Paper, Received
from yici.domain.case.state import Approval
from yici.domain.signing import Signature

Private = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """Common part: `at` is the legal moment, which for a silent consequence is the moment it fell due."""

    kind: ClassVar[str]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(CaseEvent):
    """The application came in; a signed receipt goes out for this very event. `unsigned` are the roles whose signature
    a window still has to ask for."""

    kind = "case.submitted"
    id: str
    number: str
    bundle: str
    place: str
    plan: str
    subject: str
    applicant: str | None
    papers: tuple[Paper, ...]
    approvals: tuple[Approval, ...]
    owed: tuple[Owed, ...]
    commitments: dict[str, str] = field(default_factory=dict)
    received: Received | None = None
    signatures: tuple[Signature, ...] = ()
    unsigned: tuple[str, ...] = ()
    firm: str | None = None
    private: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequested(CaseEvent):
    """All defects were told at once; `deadlines` are the new ones per item concerned, `windows` as when accepted."""

    kind = "case.correction_requested"
    defects: tuple[Defect, ...]
    deadlines: dict[str, tuple[Deadline, ...]]
    windows: dict[str, Deadline] = field(default_factory=dict)
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionWithdrawn(CaseEvent):
    """An officer took the request back; the window runs on from receipt as if it had never been. `late`: nobody did; a
    calendar showed that the window was over when it was made."""

    kind = "case.correction_withdrawn"
    deadlines: dict[str, tuple[Deadline, ...]]
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionSupplied(CaseEvent):
    """The applicant supplied everything that was named; the supplement counts as received at `at`."""

    kind = "case.correction_supplied"
    papers: tuple[Paper, ...]
    deadlines: dict[str, tuple[Deadline, ...]]
    private: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSupplied(CaseEvent):
    """A paper that was allowed to come later came."""

    kind = "paper.supplied"
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalAccepted(CaseEvent):
    """Accepted as of `accepted_at`: now, or the moment of receipt when the window passed in silence; `lacking` are the
    papers that had not come, and that somebody, or the silence, accepted without. `window` is that for checking them,
    where nobody knew whether it was over."""

    kind = "approval.accepted"
    item: str
    accepted_at: datetime
    by_silence: bool
    deadlines: tuple[Deadline, ...]
    lacking: tuple[str, ...] = ()
    window: Deadline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalCleared(CaseEvent):
    """The papers are in order, but another approval must be granted first; `lacking` as when it is accepted."""

    kind = "approval.cleared"
    item: str
    by_silence: bool
    deadlines: tuple[Deadline, ...]
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalStarted(CaseEvent):
    """What it waited for was granted: accepted now, its limits run."""

    kind = "approval.started"
    item: str
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalNotAccepted(CaseEvent):
    """Not accepted: reason code, the competent body, the remedies told."""

    kind = "approval.not_accepted"
    item: str
    reason: str
    competent: str | None
    remedies: str | None
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionPlanned(CaseEvent):
    """One visit for several approvals, by at least two people, on a day that the applicant was told. For the items in
    `beyond` the decision is due before that day, so that nobody is named in time (Licensing Law Art. 55); `unnamed` are
    the limits for naming people that run again, because a visit was moved without an item, or beyond that day."""

    kind = "inspection.planned"
    visit: str
    items: tuple[str, ...]
    on: date
    officers: tuple[str, ...]
    beyond: tuple[str, ...] = ()
    unnamed: dict[str, Deadline] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRecorded(CaseEvent):
    """The visit took place, for these items; events without items speak of all that were still to be looked at.
    `failed` lists "item:point" that did not pass, `evidence` digests of an evidence set that departments may share."""

    kind = "inspection.recorded"
    visit: str
    items: tuple[str, ...] = ()
    officers: tuple[str, ...]
    failed: tuple[str, ...]
    evidence: tuple[str, ...]
    supplied: tuple[str, ...]
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalGranted(CaseEvent):
    """Granted or registered; `licences` came into being; `deadlines` are delivery and, on commitment, verification."""

    kind = "approval.granted"
    item: str
    outcome: str
    licences: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    valid_until: date | None = None
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRefused(CaseEvent):
    """Refused with reasons and remedies (Administrative Licensing Law Art. 38)."""

    kind = "approval.refused"
    item: str
    outcome: str
    grounds: tuple[str, ...]
    remedies: str | None
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalLapsed(CaseEvent):
    """Ended because `because`, an item that it needs, was not granted."""

    kind = "approval.lapsed"
    item: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalDelivered(CaseEvent):
    """The result reached the applicant by `way`; `proof` says how that is known, who took it is sealed."""

    kind = "approval.delivered"
    item: str
    way: str
    proof: str | None = None
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalWithdrawn(CaseEvent):
    """The applicant took the application for this item back; or a text counts it so, for the reason `deemed`:
    `material` names the paper that did not come."""

    kind = "approval.withdrawn"
    item: str
    deemed: Deemed | None = None
    material: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentVerified(CaseEvent):
    """The promise was checked on site: kept, or broken with a period to repair."""

    kind = "commitment.verified"
    item: str
    kept: bool
    officers: tuple[str, ...]
    findings: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRepaired(CaseEvent):
    """The broken promise was made good within its period."""

    kind = "commitment.repaired"
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRevoked(CaseEvent):
    """Revoked: the promise was broken and not repaired."""

    kind = "approval.revoked"
    item: str
    grounds: tuple[str, ...]
    remedies: str | None
    private: Private = field(default_factory=dict)


COURSE: tuple[type[CaseEvent], ...] = (
    Submitted, CorrectionRequested, CorrectionWithdrawn, CorrectionSupplied, PaperSupplied, ApprovalAccepted,
    ApprovalCleared, ApprovalStarted, ApprovalNotAccepted, InspectionPlanned, InspectionRecorded, ApprovalGranted,
    ApprovalRefused, ApprovalLapsed, ApprovalDelivered, ApprovalWithdrawn, CommitmentVerified, CommitmentRepaired,
    ApprovalRevoked,
)  # fmt: skip
