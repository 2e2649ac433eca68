"""What happens beside the course of an approval: opinions, hearings, who decides with whom, cards, a rating."""

from dataclasses import dataclass, field
from datetime import date, datetime

from yici.domain.case.events import CaseEvent, Private
from yici.domain.case.parts import Answered, AskedOpinion, Card, Deadline, Meeting, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsAsked(CaseEvent):
    """Other departments were asked, all at once (Administrative Licensing Law Art. 26)."""

    kind = "opinions.asked"
    item: str
    asked: tuple[AskedOpinion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionNoticed(CaseEvent):
    """It is proved that the question reached the department; `deadline` runs from here. Silence counts only after."""

    kind = "opinion.noticed"
    item: str
    agency: str
    proof: str
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(CaseEvent):
    """The department agreed, or disagreed with grounds; `late` when its silence had counted as consent before;
    `corrects` what it had said, where it says otherwise now, for reasons that are sealed."""

    kind = "opinion.given"
    item: str
    agency: str
    agrees: bool
    grounds: tuple[str, ...]
    late: bool = False
    corrects: Said | None = None
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAbsent(CaseEvent):
    """The department was silent and so consents, by `law` and `article`; it answers for it, and still owes its opinion
    until `deadline`."""

    kind = "opinion.absent"
    item: str
    agency: str
    law: str
    article: str
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalPrepared(CaseEvent):
    """All is examined and in order: simulated approval, formal with the items in `joins`. `opens` need not wait for it
    any more: they go on and are decided with it."""

    kind = "approval.prepared"
    item: str
    joins: tuple[str, ...]
    opens: tuple[str, ...] = ()
    valid_until: date | None = None
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationLapsed(CaseEvent):
    """What it waited for was done, and the last day that its prepared grant names was over: it is decided anew."""

    kind = "preparation.lapsed"
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionProposed(CaseEvent):
    """The first of two who must decide together decided; `by` is their pseudonymous id."""

    kind = "decision.proposed"
    item: str
    by: str
    grant: bool
    grounds: tuple[str, ...]
    valid_until: date | None = None
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRecused(CaseEvent):
    """An officer has no part in this item any more; `reason` is a code."""

    kind = "officer.recused"
    item: str
    officer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingOffered(CaseEvent):
    """The applicant was told that a hearing may be asked for until `deadline` (Licensing Law Art. 47);
    `for_interested`: because an interested party was told so."""

    kind = "hearing.offered"
    item: str
    deadline: Deadline
    for_interested: bool = False
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRequested(CaseEvent):
    """A hearing was asked for, by the applicant or `by_interested` parties; it is held until `deadline` (Licensing Law
    Art. 47)."""

    kind = "hearing.requested"
    item: str
    deadline: Deadline
    by_interested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingSet(CaseEvent):
    """The day of the hearing was told, as long before as the law wants (Licensing Law Art. 48)."""

    kind = "hearing.set"
    item: str
    on: date
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingHeld(CaseEvent):
    """The hearing took place; `minutes` is the digest of its record, on which the decision rests (Art. 48); its words
    are sealed."""

    kind = "hearing.held"
    item: str
    minutes: str
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingWaived(CaseEvent):
    """Nobody asked for a hearing in the period that the law gives."""

    kind = "hearing.waived"
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowCounted(CaseEvent):
    """A calendar was loaded: the end of a window for checking papers is known, which was `answered` at a moment when it
    was not. `accepted_at` where it had passed before and the approval is accepted already: that counts from receipt
    (Licensing Law Art. 32(4)), and `deadlines` and the `held` ones run from there."""

    kind = "window.counted"
    item: str
    answered: Answered
    accepted_at: datetime | None = None
    deadlines: tuple[Deadline, ...] = ()
    held: tuple[Deadline, ...] = ()

    @property
    def late(self) -> bool:
        """True where the window was over when it was met."""
        return self.answered.window.due is not None and self.answered.window.due <= self.answered.at


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineNear(CaseEvent):
    """The office was warned: a limit of its own ends at `due`, `days` working days after today, by which version of
    which rule of the platform."""

    kind = "deadline.near"
    item: str
    name: str
    due: datetime
    days: int
    rule: int
    version: int
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardIssued(CaseEvent):
    """A supervision card went to the unit that has the item: by rule when a limit passed, or by a supervisor."""

    kind = "card.issued"
    item: str
    card: Card
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAnswered(CaseEvent):
    """The unit answered a card; the words are sealed. `expected`: by when it means to have done its part."""

    kind = "card.answered"
    item: str
    card: str
    expected: date | None = None
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingConvened(CaseEvent):
    """Departments were called to a meeting; where it is stands in the sealed part."""

    kind = "meeting.convened"
    meeting: Meeting
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAnswered(CaseEvent):
    """A department said whether it comes; what it said before counts no more."""

    kind = "invitation.answered"
    meeting: str
    agency: str
    comes: bool
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld(CaseEvent):
    """A meeting took place: who came, and what came out of it, as a code; the minutes are sealed."""

    kind = "meeting.held"
    meeting: str
    attended: tuple[str, ...]
    result: str
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCalledOff(CaseEvent):
    """A meeting does not take place."""

    kind = "meeting.called_off"
    meeting: str
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(CaseEvent):
    """The applicant rated the handling: 1 very satisfied to 5 very dissatisfied (GB/T 39046-2020). `named`: whoever
    looks into it may know who they are, and calls back."""

    kind = "case.rated"
    level: int
    named: bool = False
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAsked(CaseEvent):
    """The applicant wrote to whoever handles an item; the words are sealed. `deadline` is the platform's reminder."""

    kind = "message.asked"
    item: str
    deadline: Deadline
    files: tuple[str, ...] = ()
    private: Private = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReplied(CaseEvent):
    """The office wrote to the applicant about an item; the words are sealed. Nothing waits for an answer any more."""

    kind = "message.replied"
    item: str
    files: tuple[str, ...] = ()
    private: Private = field(default_factory=dict)


BESIDE: tuple[type[CaseEvent], ...] = (
    OpinionsAsked, OpinionNoticed, OpinionGiven, OpinionAbsent, ApprovalPrepared, DecisionProposed, OfficerRecused,
    HearingOffered, HearingRequested, HearingSet, HearingHeld, HearingWaived, CardIssued, CardAnswered, Rated,
    DeadlineNear, PreparationLapsed, WindowCounted, MeetingConvened, InvitationAnswered, MeetingHeld, MeetingCalledOff,
    MessageAsked, MessageReplied,
)  # fmt: skip
