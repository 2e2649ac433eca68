"""The documents that Yici prints. Each class is one kind of paper; its fields are everything that stands on it.

"Licensing Law" is the Administrative Licensing Law (行政许可法, 2019). Texts and tuples without a default must not be
empty. Legal consequences, remedies and their periods are given by the caller, who has them from the item's regime.
`number` is what the paper is about, the case or one of its items; `case_number` the case's beside that of an item. The
query code opens a case to whoever holds it: it stands on the applicant's receipt, and on no paper that staff read.
"""

from dataclasses import dataclass
from datetime import date, datetime

from yici.documents.certificates import Certificate
from yici.documents.letters import AbsenceNotice, OpinionRequest
from yici.documents.parts import (
    Approval,
    Defect,
    Due,
    FieldGroup,
    NextStep,
    Office,
    PaperSpared,
    PaperToBring,
    ReceivedPaper,
    Visit,
)
from yici.documents.promises import Commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeNotice:
    """The one-time notice (一次性告知单): all that is asked for a matter, said once. Licensing Law Art. 30.

    `lead` says in one sentence what the person has to do. `promised` is None while nobody can name a day; the reason
    then belongs into `unknowns`.
    """

    matter: str
    place: str
    office: Office
    made_on: date
    lead: str
    start: date
    promised: Due | None
    fill_count: int
    plan_url: str
    approvals: tuple[Approval, ...]
    fill_spared: int = 0
    papers_spared: int = 0
    fields: tuple[FieldGroup, ...] = ()
    bring: tuple[PaperToBring, ...] = ()
    spared: tuple[PaperSpared, ...] = ()
    visits: tuple[Visit, ...] = ()
    unknowns: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionReceipt:
    """The dated written voucher of what was handed in (收件回执). Licensing Law Art. 32.

    `received_at` is aware. `event_hash` is the hexadecimal hash of the event in the chain, `signature_short` the
    beginning of the operator's signature over it, `verify` says in words how to check both. `lacking` are the papers
    that have not come yet, with how they may still come. `agent` handed it in for the applicant (Art. 29).
    """

    number: str
    query_code: str
    matter: str
    applicant_masked: str
    office: Office
    received_at: datetime
    papers: tuple[ReceivedPaper, ...]
    next_steps: tuple[NextStep, ...]
    event_hash: str
    hash_algorithm: str
    signature_short: str
    verify: str
    status_url: str
    channel: str = ""
    lacking: tuple[ReceivedPaper, ...] = ()
    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNotice:
    """All defects at once (一次性补正告知书). Licensing Law Art. 32(4), or what the regime says instead.

    `tell_by` is the last day on which the office could tell, `consequences` says what happens if the applicant
    corrects in time, late, or not at all.
    """

    number: str
    matter: str
    applicant: str
    office: Office
    received_on: date
    made_on: date
    tell_by: Due
    defects: tuple[Defect, ...]
    consequences: tuple[str, ...]
    status_url: str
    tell_basis: str = ""
    how_to_correct: str = ""
    correct_by: Due | None = None
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceNotice:
    """The notice of acceptance (受理通知书). Licensing Law Art. 32(5).

    `title` replaces the usual title where the regime uses another word. `accepted_because` says why when the day of
    acceptance is not the day of this notice (deemed accepted from receipt).
    """

    number: str
    matter: str
    applicant: str
    office: Office
    received_on: date
    accepted_on: date
    made_on: date
    approvals: tuple[Approval, ...]
    status_url: str
    case_number: str = ""
    title: str = ""
    accepted_because: str = ""
    basis: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAcceptedNotice:
    """The notice that an application is not accepted (不予受理通知书). Licensing Law Art. 32(1) and (2).

    `competent_body` is the body to turn to, None where no licence is needed at all or the body is not known.
    """

    number: str
    matter: str
    applicant: str
    office: Office
    received_on: date
    made_on: date
    reasons: tuple[str, ...]
    remedies: tuple[str, ...]
    status_url: str
    case_number: str = ""
    title: str = ""
    basis: tuple[str, ...] = ()
    competent_body: Office | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionNotice:
    """The notice of time that is not counted (特别程序告知书). Licensing Law Art. 45.

    `cause` is what is done, `needed` how long it takes, in words; the clock runs on after `until`.
    """

    number: str
    matter: str
    applicant: str
    office: Office
    made_on: date
    cause: str
    needed: str
    until: Due
    basis: tuple[str, ...]
    status_url: str
    case_number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionNotice:
    """The notice that a decision takes longer (延长办理期限告知书). Licensing Law Art. 42.

    `added` is how much longer, in words; `was` and `until` are the legal limit before and after, `promised` the promise
    where it moves too; `note` are the reasons.
    """

    number: str
    matter: str
    applicant: str
    office: Office
    made_on: date
    added: str
    was: Due
    until: Due
    approver: str
    note: str
    basis: tuple[str, ...]
    status_url: str
    case_number: str = ""
    promised: Due | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedOpinion:
    """The written opinion of a simulated approval (模拟审批意见): examined and in order, but no licence.

    `item` is what was examined, `joins` are the items with which it becomes formal, `note` what the office adds.
    """

    number: str
    matter: str
    item: str
    applicant: str
    office: Office
    made_on: date
    joins: tuple[str, ...]
    status_url: str
    case_number: str = ""
    basis: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPart:
    """One part of a letter: its heading and what it says, a line each."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice that is told in a few parts, in the words of whoever sends it: the right to a hearing and its time and
    place (Licensing Law Art. 47, 48), a pause of the place's own, an application that counts as withdrawn. `addressee`
    is whom it goes to, where that is not the applicant (Art. 36)."""

    title: str
    lead: str
    number: str
    matter: str
    applicant: str
    office: Office
    made_on: date
    parts: tuple[LetterPart, ...]
    basis: tuple[str, ...]
    status_url: str
    case_number: str = ""
    addressee: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The written decision (准予 / 不予行政许可决定书). Licensing Law Art. 38.

    A refusal must carry `grounds` and `remedies`. `content` is the ruling itself. `title` replaces the usual title for
    matters that are no licences. `deliver_by` is the day until which the licence is handed over (Art. 44).
    """

    number: str
    matter: str
    item: str
    applicant: str
    office: Office
    granted: bool
    content: str
    received_on: date
    decided_on: date
    status_url: str
    case_number: str = ""
    title: str = ""
    accepted_on: date | None = None
    grounds: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    licence_number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    delivery: str = ""
    deliver_by: Due | None = None
    remedies: tuple[str, ...] = ()


Document = (
    OneTimeNotice
    | SubmissionReceipt
    | CorrectionNotice
    | AcceptanceNotice
    | NotAcceptedNotice
    | SuspensionNotice
    | ExtensionNotice
    | OpinionRequest
    | AbsenceNotice
    | PreparedOpinion
    | Letter
    | Commitment
    | Decision
    | Certificate
)
