"""The values that a case is made of: what stands, what was said, what is owed. Plain, frozen, folded from events."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from yici.domain.clock import Limit
from yici.domain.extension import Extended
from yici.domain.stops import Stop

DeadlineName = Literal[
    "correction", "promised", "legal", "resumption", "delivery", "verification", "repair", "reply", "supply",
    "reminder", "opinion", "back_issue", "hearing_request", "hearing", "answer", "renewal", "assignment", "message",
]  # fmt: skip
Lacking = Literal["office_hours"]
Moved = Literal["calendar", "whole"]
"""Why an end is counted anew: another calendar or hours; the one limit of joint handling runs from an earlier day."""
Duty = Literal["applicant", "window", "agency", "consulted"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that somebody must do by a moment. `due` is None while the calendar or the limit is unknown; then
    `not_before` is the earliest it can be, if even that is known. `since`, `limit`, the `stops` that were taken out
    of it and what was `extended` allow it to be recomputed. `of` says of which opinion (the agency that was asked) or
    of which card it is, where an approval has several; of a reminder, which end of the applicant had passed. `near` is
    when whoever is to act is warned of it; None: never. `warned` once that was done. `lacks`: an end is open for want
    of the place's office hours; any other waits for a calendar."""

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
    of: str | None = None
    near: datetime | None = None
    warned: bool = False
    lacks: Lacking | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The window for checking the papers, met `at` a moment when nobody knew its end: whether that was in time shows
    when the calendar is loaded."""

    window: Deadline
    at: datetime


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


Deemed = Literal["paper_missing", "unanswered"]
"""Why an application counts as withdrawn though nobody took it back."""
Said = Literal["agreed", "disagreed"]
Stance = Literal["asked", "agreed", "disagreed", "absent"]
HearingStage = Literal["offered", "requested", "set", "held", "waived"]
Heard = Literal["views", "hearing", "silent"]
"""What became of an interested party who was told: they gave their views, asked for a hearing, or said nothing."""
Colour = Literal["urging", "yellow", "red"]
"""How grave a card is: an urging (催办) asks how far a matter is and blames nobody."""
Attendance = Literal["invited", "accepted", "declined"]


@dataclass(frozen=True, slots=True)
class AskedOpinion:
    """What another department was asked for an approval, and what became of it. `absent`: its silence counts as consent
    by `law` and `article` since `absent_at`; `noticed_at` is when the notice is proved to have arrived, by `proof`.
    `given_at` is when it spoke; `afterwards` what it said when its silence had counted before, which changes nothing.
    `against_at`: it was asked before and was against it then, so that its silence now is no consent.
    """

    agency: str
    stance: Stance
    asked_at: datetime
    deadline: Deadline | None
    noticed_at: datetime | None = None
    proof: str | None = None
    law: str | None = None
    article: str | None = None
    absent_at: datetime | None = None
    given_at: datetime | None = None
    afterwards: Said | None = None
    against_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """A hearing before the decision (Administrative Licensing Law Art. 46-48): how far it is, and what is due next."""

    stage: HearingStage
    deadline: Deadline | None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Interested:
    """Somebody whose major interest an item concerns (Licensing Law Art. 36), by the id of their key: told when, heard
    until the end of which day, and how they `answer`ed (None: not yet) and when; `called` to the hearing of a day."""

    id: str
    told_at: datetime
    until: date
    answer: Heard | None = None
    heard_at: datetime | None = None
    called: date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the first of two who decide together decided; the second makes it a decision. `valid_until` is the last day
    of the licences, where a grant names one."""

    by: str
    grant: bool
    grounds: tuple[str, ...]
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """Messages about an item: how many the applicant wrote (`asked`) and the office (`replied`), and until when the
    unit that has it is to answer; `open` is None while nothing is asked."""

    asked: int = 0
    replied: int = 0
    open: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A supervision card to a unit (`agency`): about which limit, by which version of which rule, and until when it is
    to answer. `deadline` is gone once it did, `answered_at` says when; `expected` is the day by which it then means to
    have done its part, which moves no limit. `by` is who sent it by hand (pseudonymous id)."""

    id: str
    agency: str
    about: str
    colour: Colour
    rule: int
    version: int
    issued_at: datetime
    deadline: Deadline | None
    answered_at: datetime | None = None
    expected: date | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """One department called to a meeting, for the first `item` that is its business; `came` once the meeting is on
    record."""

    agency: str
    item: str
    answer: Attendance = "invited"
    answered_at: datetime | None = None
    came: bool | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the departments of some items, `at` a moment, in a room or `remote`. `result` is a code once it was
    held. It has no bearing on any limit, and who stays away agrees to nothing by it."""

    id: str
    about: str
    items: tuple[str, ...]
    at: datetime
    remote: bool
    invited: tuple[Invited, ...]
    convened_at: datetime
    result: str | None = None
    held_at: datetime | None = None
    called_off: bool = False

    @property
    def open(self) -> bool:
        """True until it is held or called off."""
        return self.result is None and not self.called_off
