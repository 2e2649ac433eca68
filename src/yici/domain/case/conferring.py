"""Meetings (会商): the lead calls the departments of a bundle together; each says whether it comes; the result is kept.

No text makes a meeting part of a procedure, so none moves a limit, and who stays away agrees to nothing by it: consent
by silence is the business of opinions, where a text is cited.
"""

from collections.abc import Callable
from typing import Any, Final

from yici.domain.case import beside_commands as c
from yici.domain.case import beside_events as b
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.moves import in_state, unknown_item
from yici.domain.case.parts import Invited, Meeting
from yici.domain.case.state import Case
from yici.domain.clock import LEGAL
from yici.domain.error import Invalid, Refused

MOST_MEETINGS: Final = 50
"""Of one case: every meeting stays in its state, which each later step reads."""
LEAST_DEPARTMENTS: Final = 2
OVER: Final = frozenset({"decided", "delivered", "refused", "not_accepted", "lapsed", "withdrawn", "revoked"})


def meetable(case: Case) -> tuple[str, ...]:
    """This will list the items about which there is still something to confer."""
    return tuple(a.item for a in case.approvals if a.status not in OVER)


def may_confer(case: Case) -> bool:
    """This will say whether one more meeting may be convened about the case."""
    return len(case.meetings) < MOST_MEETINGS and len(invitable(case, meetable(case))) >= LEAST_DEPARTMENTS


def invitable(case: Case, items: tuple[str, ...]) -> dict[str, str]:
    """This will name the departments that have to do with some items, each with the first item that is its business:
    those that decide, then those that were asked for their opinion."""
    named = [a for a in case.approvals if a.item in items]
    found = {a.agency: a.item for a in reversed(named)}
    for approval in named:
        for asked in approval.opinions:
            found.setdefault(asked.agency, approval.item)
    return found


def _convene(case: Case, command: c.Convene, ctx: Context) -> list[e.CaseEvent]:
    items = command.items or meetable(case)
    _check_open(case, items)
    at = command.at if command.at.tzinfo else command.at.replace(tzinfo=LEGAL)
    if at <= ctx.now:
        raise Invalid("meeting.in_the_past", remedy="name a day and an hour that are still to come")
    if not command.where.strip():
        raise Invalid("meeting.no_place", remedy="say where it is, or how to join from afar")
    if len(case.meetings) >= MOST_MEETINGS:
        raise Refused("meeting.too_many", most=MOST_MEETINGS, remedy="hold or call off what was convened already")
    meeting = Meeting(
        f"meeting-{len(case.meetings) + 1}", command.about, items, at.astimezone(ctx.now.tzinfo), command.remote,
        _called(case, items, command.agencies), ctx.now,
    )  # fmt: skip
    said = {"where": command.where.strip(), "note": command.note}
    return [b.MeetingConvened(at=ctx.now, meeting=meeting, private=said)]


def _check_open(case: Case, items: tuple[str, ...]) -> None:
    known = {a.item: a for a in case.approvals}
    for item in items:
        if item not in known:
            raise unknown_item(case, item)
        if known[item].status in OVER:
            raise Refused("meeting.item_over", **in_state(known[item]))


def _called(case: Case, items: tuple[str, ...], more: tuple[str, ...]) -> tuple[Invited, ...]:
    """The bodies of the items, and those of the asked departments that are named. Raises Invalid("meeting.alone")."""
    known = invitable(case, items)
    if strange := sorted(set(more) - known.keys()):
        remedy = "call those who handle the items, or were asked for their opinion"
        raise Invalid("meeting.unknown_department", agencies=strange, remedy=remedy)
    bodies = [a.agency for a in case.approvals if a.item in items]
    called = tuple(dict.fromkeys((*bodies, *more)))
    if len(called) < LEAST_DEPARTMENTS:
        raise Invalid("meeting.alone", remedy="name items of two departments at least, or one that was asked")
    return tuple(Invited(agency, known[agency]) for agency in called)


def _open(case: Case, name: str) -> Meeting:
    meeting = next((one for one in case.meetings if one.id == name), None)
    if meeting is None or not meeting.open:
        raise Refused("meeting.not_open", meeting=name, remedy="it was held or called off, or is unknown")
    return meeting


def _answer(case: Case, command: c.AnswerInvitation, ctx: Context) -> list[e.CaseEvent]:
    meeting = _open(case, command.meeting)
    if all(one.agency != command.agency for one in meeting.invited):
        agencies = [one.agency for one in meeting.invited]
        raise Invalid("meeting.not_invited", agency=command.agency, agencies=agencies, remedy="answer for one of these")
    if not command.comes and not command.note.strip():
        raise Invalid("meeting.no_reason", remedy="say why the department does not come")
    said = {"note": command.note.strip()}
    return [
        b.InvitationAnswered(at=ctx.now, meeting=meeting.id, agency=command.agency, comes=command.comes, private=said)
    ]


def _record(case: Case, command: c.RecordMeeting, ctx: Context) -> list[e.CaseEvent]:
    meeting = _open(case, command.meeting)
    if ctx.now < meeting.at:
        raise Refused("meeting.too_early", meeting=meeting.id, remedy="record it once it has begun, or call it off")
    if strange := sorted(set(command.attended) - {one.agency for one in meeting.invited}):
        raise Invalid("meeting.not_invited", agency=strange[0], agencies=strange, remedy="name those who were called")
    if not command.record.strip():
        raise Invalid("meeting.no_minutes", remedy="write down what was said and what each department undertakes")
    said = {"record": command.record.strip()}
    return [
        b.MeetingHeld(
            at=ctx.now, meeting=meeting.id, attended=command.attended, result=command.result, private=said
        )
    ]  # fmt: skip


def _call_off(case: Case, command: c.CallOffMeeting, ctx: Context) -> list[e.CaseEvent]:
    meeting = _open(case, command.meeting)
    return [b.MeetingCalledOff(at=ctx.now, meeting=meeting.id, private={"note": command.note})]


CONFERRING: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {
    c.Convene: _convene,
    c.AnswerInvitation: _answer,
    c.RecordMeeting: _record,
    c.CallOffMeeting: _call_off,
}
