"""What can be asked beside the course of an approval: opinions, hearings, recusal, cards, a rating, messages."""

from dataclasses import dataclass
from datetime import date, datetime

from yici.domain.case.commands import Asked
from yici.domain.case.parts import Heard


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOpinions(Asked):
    """Ask other departments of the plan for their opinion, or all that were not asked yet when empty."""

    item: str
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmNotice(Asked):
    """Record that the question reached a department, which may sign for it itself; `proof` is the way and the number of
    its receipt, or its digest."""

    item: str
    agency: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOpinion(Asked):
    """Give a department's opinion: it agrees, or it does not and names its grounds.

    What it gave before it may correct until it is decided: then `note` says why.
    """

    item: str
    agency: str
    agrees: bool
    grounds: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferHearing(Asked):
    """Tell the applicant that a hearing may be asked for, and what about."""

    item: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHearing(Asked):
    """Ask for the hearing that was offered."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHearing(Asked):
    """Set the day of a hearing; `note` says where and at what time, which the applicant is told."""

    item: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldHearing(Asked):
    """Record that the hearing was held; `minutes` is the digest of its record, `record` its words, sealed."""

    item: str
    minutes: str
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellInterested(Asked):
    """Tell somebody that the matter directly concerns their major interest (Licensing Law Art. 36), and until when they
    are heard. `interested` is a fresh id (UUIDv7), under whose key `name`, `address` and `note` are sealed: where they
    live is not the applicant's business."""

    item: str
    interested: str
    until: date
    name: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HearInterested(Asked):
    """Record what an interested party answered: `views` (with the digest of the record in `minutes`, its words in
    `record`), `hearing` (asks for one), or `silent` once the time is over, with a `proof` that the letter arrived."""

    item: str
    interested: str
    answer: Heard
    minutes: str = ""
    proof: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recuse(Asked):
    """Take an officer (pseudonymous id) off an item, for a reason code."""

    item: str
    officer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCard(Asked):
    """Send the unit that has an item a supervision card about a limit or a conduct, named by a code."""

    item: str
    about: str
    red: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Urge(Asked):
    """Ask the unit whose turn it is with an item how far it is: the body that handles it, or a department (`agency`)
    that owes its opinion. It moves no limit."""

    item: str
    about: str
    agency: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCard(Asked):
    """Answer a card: what was the matter, what was done; `expected`: by when its part will be done, which an urging
    asks for."""

    item: str
    card: str
    note: str
    expected: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Convene(Asked):
    """Call the departments of these items, or of all that are open when empty, to a meeting; `agencies` are such as
    were asked for their opinion and shall come, too. `where` is the room, or how to join from afar: words, sealed."""

    about: str
    at: datetime
    where: str
    remote: bool = False
    items: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInvitation(Asked):
    """Say for a department whether it comes to a meeting; who does not, says why."""

    meeting: str
    agency: str
    comes: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMeeting(Asked):
    """Record a meeting: which departments came, what came out of it as a code, and the minutes, sealed."""

    meeting: str
    attended: tuple[str, ...]
    result: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffMeeting(Asked):
    """Call a meeting off; another one is convened anew."""

    meeting: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Asked):
    """Rate the handling: 1 very satisfied to 5 very dissatisfied. Voluntary, once; without a name unless `named`."""

    level: int
    note: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Asked):
    """Write to whoever handles an item: the applicant's own. It moves no limit. `files`: digests of what goes along."""

    item: str
    note: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Asked):
    """Write to the applicant about an item, asked or not: all that was asked about it is answered then. `files`:
    digests of what goes along."""

    item: str
    note: str
    files: tuple[str, ...] = ()


Beside = (
    AskOpinions | ConfirmNotice | GiveOpinion | OfferHearing | RequestHearing | SetHearing | HoldHearing
    | TellInterested | HearInterested | Recuse
    | IssueCard | Urge | AnswerCard | Convene | AnswerInvitation | RecordMeeting | CallOffMeeting | Rate
    | Ask | Reply
)  # fmt: skip
