"""What the events of a case have to tell people, and the values that the texts of `notices` take.

The texts say no more than what is the matter and until when; reasons and remedies stand in the notices of the case,
which binds, and which a message leads to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import Final

from yici.domain.case import events as course
from yici.domain.case.beside_events import (
    CardAnswered,
    CardIssued,
    HearingOffered,
    HearingSet,
    InvitationAnswered,
    MeetingCalledOff,
    MeetingConvened,
    MessageAsked,
    MessageReplied,
)
from yici.domain.case.clock_events import (
    ApprovalExtended,
    ApprovalResumed,
    ApprovalSuspended,
    DeadlineMissed,
    DeadlineRecomputed,
)
from yici.domain.case.deadlines import PLATFORM
from yici.domain.case.interested_events import InterestedHeard, InterestedTold
from yici.domain.case.parts import Deadline
from yici.ledger.values import Stored
from yici.notices.values import Value, day, until

LATE: Final = frozenset({"promised", "legal", "delivery", "verification", "hearing"})
"""The limits of an office whose passing it is told of."""
URGING: Final = "urging"
CHECKED: Final = "correction"
"""The window for checking the papers; "reply" is the applicant's for correcting them."""
APPLICANT: Final = frozenset({"commitment.broken", "hearing.offered"})
"""News whose end is the applicant's to keep."""
ALONE: Final = frozenset(
    {
        "card.issued", "card.urged", "card.answered", "deadline.missed", "meeting.called", "message.asked",
        "message.replied",
    }
)  # fmt: skip
"""News that is told item by item: each goes to whoever has the item, or is a message of its own."""


@dataclass(frozen=True, slots=True)
class News:
    """What one event has to tell: the kind of message, the item ("" for the whole case), and values beside the case's
    own. `agency` is whom a card goes to; `asked` names the card or meeting that an answer is to."""

    kind: str
    item: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    agency: str = ""
    because: str = ""
    asked: str = ""


@singledispatch
def news(event: course.CaseEvent) -> Iterable[News]:
    """This will say what an event has to tell; most have nothing."""
    return ()


@news.register
def _(event: course.Submitted) -> Iterable[News]:
    ends = [one for approval in event.approvals for one in approval.deadlines if one.name == CHECKED]
    yield News("case.received", values={"until": _latest(ends)})


@news.register
def _(event: course.CorrectionRequested) -> Iterable[News]:
    # A reminder of the platform binds nobody: whoever comes later has missed nothing.
    theirs = [one for found in event.deadlines.values() for one in found if one.duty == "applicant"]
    ends = [one for one in theirs if one.source != PLATFORM]
    told = {"count": str(len({(one.target, one.code) for one in event.defects})), "until": _earliest(ends)}
    yield News("case.correction_asked", values=told)


@news.register
def _(event: course.CorrectionWithdrawn) -> Iterable[News]:
    yield News("case.correction_withdrawn")


@news.register
def _(event: course.ApprovalAccepted) -> Iterable[News]:
    kind = "approval.accepted_by_silence" if event.by_silence else "approval.accepted"
    yield News(kind, event.item, {"since": until(event.accepted_at), "until": _decided(event.deadlines)})


@news.register
def _(event: course.ApprovalStarted) -> Iterable[News]:
    yield News("approval.accepted", event.item, {"since": until(event.at), "until": _decided(event.deadlines)})


@news.register
def _(event: course.ApprovalNotAccepted) -> Iterable[News]:
    yield News("approval.not_accepted", event.item, {"competent": event.competent or ""})


@news.register
def _(event: course.InspectionPlanned) -> Iterable[News]:
    yield News("inspection.planned", values={"day": day(event.on)}, items=event.items)


@news.register
def _(event: course.ApprovalGranted) -> Iterable[News]:
    yield News("approval.granted", event.item, {"until": _named(event.deadlines, "delivery")})


@news.register
def _(event: course.ApprovalRefused) -> Iterable[News]:
    yield News("approval.refused", event.item)


@news.register
def _(event: course.ApprovalRevoked) -> Iterable[News]:
    yield News("approval.revoked", event.item)


@news.register
def _(event: course.ApprovalLapsed) -> Iterable[News]:
    yield News("approval.lapsed", event.item, because=event.because)


@news.register
def _(event: course.ApprovalDelivered) -> Iterable[News]:
    yield News("approval.delivered", event.item)


@news.register
def _(event: course.ApprovalWithdrawn) -> Iterable[News]:
    # Who took an application back knows it; who let an end pass may not.
    return [News("approval.deemed_withdrawn", event.item)] if event.deemed else []


@news.register
def _(event: course.CommitmentVerified) -> Iterable[News]:
    return [] if event.kept else [News("commitment.broken", event.item, {"until": _named(event.deadlines, "repair")})]


@news.register
def _(event: ApprovalSuspended) -> Iterable[News]:
    yield News("approval.suspended", event.item, {"until": until(event.deadline.due)})


@news.register
def _(event: ApprovalResumed) -> Iterable[News]:
    yield News("approval.resumed", event.item, {"until": _decided(event.deadlines)})


@news.register
def _(event: ApprovalExtended) -> Iterable[News]:
    yield News("approval.extended", event.item, {"until": _decided(event.deadlines)})


@news.register
def _(event: HearingOffered) -> Iterable[News]:
    yield News("hearing.offered", event.item, {"until": until(event.deadline.due)})


@news.register
def _(event: HearingSet) -> Iterable[News]:
    yield News("hearing.set", event.item, {"day": day(event.on)})


@news.register
def _(event: InterestedTold) -> Iterable[News]:
    """The applicant may state their case, too (Licensing Law Art. 36)."""
    yield News("interested.told", event.item, {"day": day(event.until)})


@news.register
def _(event: InterestedHeard) -> Iterable[News]:
    # Who says nothing gives nothing to answer to; a hearing that is asked for is told with its day.
    return [News("interested.heard", event.item)] if event.answer == "views" else []


@news.register
def _(event: DeadlineRecomputed) -> Iterable[News]:
    """The day by which silence accepts was open while a calendar was not loaded, and is known now."""
    if event.deadline.name == CHECKED and event.was is None and event.deadline.due and event.item:
        yield News("case.silence_date", event.item, {"until": until(event.deadline.due)})


@news.register
def _(event: CardIssued) -> Iterable[News]:
    end = event.card.deadline.due if event.card.deadline else None
    kind = "card.urged" if event.card.colour == URGING else "card.issued"
    yield News(kind, event.item, {"until": until(end)}, agency=event.card.agency)


@news.register
def _(event: CardAnswered) -> Iterable[News]:
    told = {"day": day(event.expected) if event.expected else ""}
    yield News("card.answered", event.item, told, asked=event.card)


@news.register
def _(event: MeetingConvened) -> Iterable[News]:
    """Each department that is called, for the first item that is its business."""
    for one in event.meeting.invited:
        yield News("meeting.called", one.item, {"at": {"at": event.meeting.at.isoformat()}}, agency=one.agency)


@news.register
def _(event: InvitationAnswered) -> Iterable[News]:
    """Who called is told of those who stay away; those who come are on the list."""
    return [] if event.comes else [News("meeting.declined", values={"agency": event.agency}, asked=event.meeting)]


@news.register
def _(event: MeetingCalledOff) -> Iterable[News]:
    yield News("meeting.called_off", asked=event.meeting)


@news.register
def _(event: MessageAsked) -> Iterable[News]:
    yield News("message.asked", event.item, {"until": until(event.deadline.due)})


@news.register
def _(event: MessageReplied) -> Iterable[News]:
    yield News("message.replied", event.item)


@news.register
def _(event: DeadlineMissed) -> Iterable[News]:
    if event.item and event.name in LATE:
        yield News("deadline.missed", event.item)


def folded(given: Sequence[tuple[Stored, News]]) -> list[tuple[Stored, News]]:
    """This will make one piece of news of those that tell the applicant the same of several items of a case at one
    moment: eight items accepted at once are one message. It stands where the first stood."""
    groups: dict[object, list[tuple[Stored, News]]] = {}
    for number, (event, one) in enumerate(given):
        alike = one.item and one.kind not in ALONE
        key = (event.stream, event.at, one.kind, one.because, _same(one)) if alike else number
        groups.setdefault(key, []).append((event, one))
    return [_as_one(group) for group in groups.values()]


def _same(one: News) -> tuple[tuple[str, str], ...]:
    """What must be the same for all items that a message names; their ends may differ."""
    return tuple(sorted((name, repr(value)) for name, value in one.values.items() if name != "until"))


def _as_one(group: Sequence[tuple[Stored, News]]) -> tuple[Stored, News]:
    event, first = group[0]
    if len(group) == 1:
        return event, first
    ends = [one.values["until"] for _, one in group if "until" in one.values]
    values = {**first.values, **({"until": _together(first.kind, ends)} if ends else {})}
    return event, replace(first, item="", items=tuple(one.item for _, one in group), values=values)


def _together(kind: str, ends: Sequence[Value]) -> Value:
    """The end that holds for all: the earliest where the applicant must do something, else the latest, if known."""
    known = sorted(str(one["until"]) for one in ends if isinstance(one, Mapping))
    if kind in APPLICANT:
        return {"until": known[0]} if known else ""
    return {"until": known[-1]} if known and len(known) == len(ends) else ""


KINDS: Final = tuple(one.kind for one in news.registry if one is not course.CaseEvent and hasattr(one, "kind"))
"""The events that may have something to tell."""


def _latest(ends: Iterable[Deadline]) -> Value:
    known = [one.due for one in ends]
    return until(max(end for end in known if end)) if known and all(known) else ""


def _earliest(ends: Iterable[Deadline]) -> Value:
    return until(min((one.due for one in ends if one.due), default=None))


def _decided(ends: Iterable[Deadline]) -> Value:
    """The promise, which binds the office first; else what the law says."""
    told = list(ends)
    return _named(told, "promised") or _named(told, "legal")


def _named(ends: Iterable[Deadline], name: str) -> Value:
    return _earliest(one for one in ends if one.name == name)
