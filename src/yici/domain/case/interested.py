"""Interested parties (利害关系人): who is told that a matter directly concerns their major interest, and is heard.

Licensing Law Art. 36: the body that finds so while it examines tells them; they and the applicant may state their case,
and are heard before the decision. Art. 47: where a text gives a hearing, both are told that they may ask for one. No
limit stands still for it (Art. 45 does not name it).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from yici.domain.case import beside_commands as c
from yici.domain.case import events as e
from yici.domain.case import interested_events as i
from yici.domain.case.context import Context
from yici.domain.case.deadlines import deadline
from yici.domain.case.hearing import HEARD_IN, offered, requested
from yici.domain.case.moves import approval_of
from yici.domain.case.parts import Interested
from yici.domain.case.state import Approval, Case
from yici.domain.clock import ending_day
from yici.domain.error import Invalid, Refused

MOST_INTERESTED: Final = 20
"""Who are more of one item are told by a public notice and heard together: outside, and recorded as one."""
ASKABLE: Final = frozenset({"", "offered", "waived"})
"""The stages at which an interested party may still bring about a hearing: later there is one anyway, to which they are
called."""
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def unheard(approval: Approval) -> tuple[Interested, ...]:
    """This will give the interested parties who were told and not heard yet."""
    return tuple(one for one in approval.interested if one.answer is None)


def may_be_told(approval: Approval) -> bool:
    """This will say whether one more may be told: the matter is examined, and they are not too many."""
    return approval.status in HEARD_IN and len(approval.interested) < MOST_INTERESTED


def answers(approval: Approval, one: Interested, rule_known: bool, today: date) -> tuple[str, ...]:
    """This will give what can be recorded of an interested party today: silence only when their time is over, a hearing
    only while they may ask for it."""
    over = today > one.until
    stage = approval.hearing.stage if approval.hearing else ""
    # Whoever was told when it was over was not called to it, and may ask for one all the same (Art. 47).
    hearing = rule_known and not over and (stage in ASKABLE or (stage == "held" and one.called is None))
    return ("views", *(("hearing",) if hearing else ()), *(("silent",) if over else ()))


def least_day(approval: Approval, ctx: Context) -> date | None:
    """This will give the earliest last day that may be named: the time for asking for a hearing is given whole (Art.
    47), and else a day at least. None where no calendar tells."""
    rule = ctx.planned(approval.item).hearing
    if rule is None:
        return date.fromordinal(ctx.day.toordinal() + 1)
    asked = deadline(
        "hearing_request", "applicant", rule.request, since=ctx.now, ctx=ctx.at(approval.item), source=rule.source
    )
    return ending_day(asked.due) if asked.due is not None else None


def _tell(case: Case, command: c.TellInterested, ctx: Context) -> list[e.CaseEvent]:
    approval = approval_of(case, command.item, HEARD_IN)
    if not may_be_told(approval):
        remedy = "tell the others by a public notice, and record it as one"
        raise Refused("interested.too_many", item=command.item, most=MOST_INTERESTED, remedy=remedy)
    _check_told(case, command)
    least = least_day(approval, ctx)
    if least is None or command.until < least:
        remedy = "give them time to answer, and the whole time for asking for a hearing (Licensing Law Art. 47)"
        raise Invalid("interested.too_soon", until=command.until.isoformat(), earliest=str(least or ""), remedy=remedy)
    private = {"name": command.name.strip(), "address": command.address.strip(), "note": command.note.strip()}
    told = i.InterestedTold(
        at=ctx.now, item=command.item, interested=command.interested, until=command.until, private=private
    )
    return [told, *_hearing_told(approval, ctx)]


def _check_told(case: Case, command: c.TellInterested) -> None:
    if not _ID.fullmatch(command.interested) or command.interested in _known(case):
        raise Invalid("interested.id", interested=command.interested, remedy="make a fresh id for each whom you tell")
    for name in ("name", "note"):
        if not getattr(command, name).strip():
            raise Invalid(f"interested.no_{name}", item=command.item, remedy="say who it is, and what it is about")


def _known(case: Case) -> set[str]:
    return {case.subject, *(one.id for approval in case.approvals for one in approval.interested)}


def _hearing_told(approval: Approval, ctx: Context) -> Iterator[e.CaseEvent]:
    """The applicant is told of the right, too (Art. 47), unless that was done before."""
    rule = ctx.planned(approval.item).hearing
    if rule is not None and approval.hearing is None:
        yield offered(approval.item, rule, ctx, for_interested=True)


def _hear(case: Case, command: c.HearInterested, ctx: Context) -> list[e.CaseEvent]:
    approval = approval_of(case, command.item, HEARD_IN)
    one = next((one for one in unheard(approval) if one.id == command.interested), None)
    if one is None:
        remedy = "name somebody who was told and not heard yet"
        raise Refused("interested.not_waiting", item=command.item, interested=command.interested, remedy=remedy)
    rule = ctx.planned(command.item).hearing
    can = answers(approval, one, rule is not None, ctx.day)
    if command.answer not in can:
        remedy = f"record one of: {', '.join(can)}"
        raise Refused(
            "interested.answer_not_now", item=command.item, answer=command.answer, until=one.until.isoformat(),
            possible=list(can), remedy=remedy,
        )  # fmt: skip
    _check_heard(command)
    private = {"record": command.record} if command.record else {}
    heard = i.InterestedHeard(
        at=ctx.now, item=command.item, interested=one.id, answer=command.answer, minutes=command.minutes or None,
        proof=command.proof or None, private=private,
    )  # fmt: skip
    if command.answer != "hearing" or rule is None:
        return [heard]
    return [heard, requested(command.item, rule, ctx, by_interested=True)]


def _check_heard(command: c.HearInterested) -> None:
    if command.answer == "views" and not command.minutes:
        raise Invalid("interested.no_record", item=command.item, remedy="record what they said: it is weighed")
    if command.answer == "silent" and not command.proof:
        remedy = "prove that the letter arrived: silence says nothing of whom it never reached"
        raise Invalid("interested.no_proof", item=command.item, remedy=remedy)


INTERESTED: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {
    c.TellInterested: _tell,
    c.HearInterested: _hear,
}
