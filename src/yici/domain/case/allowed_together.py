"""What brings departments together: urging, meetings, one outlet. Offered as `allowed` offers the rest."""

from collections.abc import Iterator

from yici.domain.case import beside_commands as x
from yici.domain.case import commands as c
from yici.domain.case.allowing import Desk, Offer
from yici.domain.case.conferring import may_confer, meetable
from yici.domain.case.state import Approval
from yici.domain.case.urging import units, urged
from yici.domain.case.watching import cardable
from yici.domain.clock import legal_day

SEVERAL = 2


def urge(desk: Desk) -> Iterator[Offer]:
    """Whose turn it is, and was not urged today."""
    for approval in desk.case.approvals:
        if to_urge(desk, approval) and desk.may(x.Urge(item=approval.item, about="")):
            yield Offer("urge", (approval.item,), on=approval.item)


def to_urge(desk: Desk, approval: Approval) -> tuple[str, ...]:
    """This will name the units of an item that were not urged today; days off are looked at when it is decided."""
    if not cardable(approval):
        return ()
    last = {unit: urged(approval, unit) for unit in units(approval)}
    return tuple(unit for unit, card in last.items() if card is None or legal_day(card.issued_at) < desk.today)


def convene(desk: Desk) -> Iterator[Offer]:
    """A meeting about all that is open, to whoever may bring its departments together."""
    items = meetable(desk.case)
    if items and may_confer(desk.case) and desk.may(x.Convene(about="", at=desk.case.submitted_at, where="")):
        yield Offer("convene", items)


def answer_invitation(desk: Desk) -> Iterator[Offer]:
    """One for each department that was called, to its own people."""
    for meeting in desk.case.meetings:
        for one in meeting.invited if meeting.open else ():
            if desk.may(x.AnswerInvitation(meeting=meeting.id, agency=one.agency, comes=True)):
                yield Offer("answer_invitation", (one.item,), on=f"{meeting.id}/{one.agency}")


def record_meeting(desk: Desk) -> Iterator[Offer]:
    """Once its day has come."""
    for meeting in desk.case.meetings:
        begun = meeting.open and legal_day(meeting.at) <= desk.today
        if begun and desk.may(x.RecordMeeting(meeting=meeting.id, attended=(), result="", record="")):
            yield Offer("record_meeting", meeting.items, on=meeting.id)


def call_off_meeting(desk: Desk) -> Iterator[Offer]:
    """As long as it is not on record."""
    for meeting in desk.case.meetings:
        if meeting.open and desk.may(x.CallOffMeeting(meeting=meeting.id)):
            yield Offer("call_off_meeting", meeting.items, on=meeting.id)


def deliver_together(desk: Desk) -> Iterator[Offer]:
    """One outlet, where several results are ready."""
    items = desk.those(lambda item: c.Deliver(item=item, way=""), "approval.delivered")
    if len(items) >= SEVERAL:
        yield Offer("deliver_together", items)
