"""What can be asked of a case. Imperative; checked against state, law and plan by `decide`."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from yici.domain.case.parts import Defect, Paper, Received
from yici.domain.fact import Strict
from yici.domain.signing import Signature


class Asked:
    """What every command shares: a face refuses a key that the command does not know."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Asked):
    """Hand in. `numbers` has one number for the case and one for each approval; `form` is sealed, never read here.

    `commitments` are the signed promises: item to the digest of the text that was told (`told_digest`). `received` is
    the window that took it in, None when it came online. `renews` names the licence that an item shall renew;
    `signatures` are those of everybody whom the plan asks to sign. `firm` is the one for which it is handed in.
    """

    id: str
    numbers: tuple[str, ...]
    plan: str
    subject: str
    applicant: str | None = None
    papers: tuple[Paper, ...]
    commitments: dict[str, str] = field(default_factory=dict)
    received: Received | None = None
    renews: dict[str, str] = field(default_factory=dict)
    signatures: tuple[Signature, ...] = ()
    firm: str | None = None
    form: dict[str, object] = field(default_factory=dict)
    private: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCorrection(Asked):
    """Tell all defects at once. `notes` are free words, sealed."""

    defects: tuple[Defect, ...]
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCorrection(Asked):
    """Take a wrong request back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyCorrection(Asked):
    """Supply what was named: papers, and element values in `form` (sealed)."""

    papers: tuple[Paper, ...] = ()
    elements: tuple[str, ...] = ()
    form: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyPaper(Asked):
    """Bring papers that were allowed to come later, or that have not come yet."""

    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Asked):
    """Accept these items, or all that can be accepted when empty; `lacking` are papers that nobody will ask for."""

    items: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineAcceptance(Asked):
    """Do not accept: reason code, competent body, free words."""

    item: str
    reason: str
    competent: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInspection(Asked):
    """Set one visit for several approvals on a day, by named officers (pseudonymous ids).

    Under the id of a visit that is planned already it moves that visit.
    """

    visit: str
    items: tuple[str, ...]
    on: date
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInspection(Asked):
    """Record the visit: points failed as "item:point", evidence digests, papers received on site.

    `items` is the part that a department records for itself; empty means all that are not recorded yet. `remarks` are
    words about single points, sealed.
    """

    visit: str
    items: tuple[str, ...] = ()
    officers: tuple[str, ...]
    failed: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    note: str = ""
    remarks: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspend(Asked):
    """Stop the clock of an item for a cause of its regime, for the working days that the applicant is told."""

    item: str
    cause: str
    days: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Asked):
    """Let the clock run on before the time that was told is over."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendDecision(Asked):
    """Extend the limit of a decision, once and within what the law allows.

    `days` are in the unit of what is allowed. `approver` says who approved it, by post and name, `note` the reasons
    that the applicant is told; both are words, sealed.
    """

    item: str
    days: int
    approver: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(Asked):
    """Grant (or register), or refuse with grounds and words.

    `valid_until` is the last day of the licences that are granted, where the decision names one.
    """

    item: str
    grant: bool
    grounds: tuple[str, ...] = ()
    valid_until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver(Asked):
    """Hand the result over: window, courier, cabinet or electronic.

    `proof` says how it is known to have arrived, `receiver` who took it: a name, sealed.
    """

    item: str
    way: str
    proof: str | None = None
    receiver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverTogether(Asked):
    """Hand the results of several items over at once, by one way: all that are ready when empty.

    `proof` and `receiver` as for one.
    """

    way: str
    items: tuple[str, ...] = ()
    proof: str | None = None
    receiver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Asked):
    """Take the application back, for these items or for all undecided ones when empty."""

    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyCommitment(Asked):
    """Report the check of a promise; a broken one names what was found and by when to repair it."""

    item: str
    kept: bool
    officers: tuple[str, ...]
    findings: tuple[str, ...] = ()
    repair_by: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRepair(Asked):
    """The broken promise was made good."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoke(Asked):
    """Revoke what was granted on a broken promise."""

    item: str
    grounds: tuple[str, ...]
    note: str = ""


Course = (
    Submit | RequestCorrection | WithdrawCorrection | SupplyCorrection | SupplyPaper | Accept | DeclineAcceptance
    | PlanInspection | RecordInspection | Suspend | Resume | ExtendDecision | Decide | Deliver | DeliverTogether
    | Withdraw | VerifyCommitment | ConfirmRepair | Revoke
)  # fmt: skip
