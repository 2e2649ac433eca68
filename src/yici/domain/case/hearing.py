"""Hearings before a decision: offered, asked for in time, told long enough before, held (Licensing Law Art. 46-48).

Its time is not counted (Art. 45): whoever holds it stops the clock for the cause "hearing" as for any other.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from yici.domain.case import beside_commands as c
from yici.domain.case import beside_events as b
from yici.domain.case import events as e
from yici.domain.case import interested_events as i
from yici.domain.case.context import Context
from yici.domain.case.deadlines import deadline
from yici.domain.case.moves import approval_of
from yici.domain.case.parts import Deadline, HearingStage
from yici.domain.case.possible import BY_STAGE, instead
from yici.domain.case.state import Approval, Case
from yici.domain.clock import ending_day
from yici.domain.error import Invalid, Refused
from yici.domain.regime import HearingRule

HEARD_IN = frozenset({"handling", "suspended"})
OPEN: frozenset[HearingStage] = frozenset({"offered", "requested", "set"})


def hearing_open(approval: Approval) -> bool:
    """This will say whether a decision has to wait for a hearing, or for somebody to ask for one."""
    return approval.hearing is not None and approval.hearing.stage in OPEN


def _rule(approval: Approval, ctx: Context) -> HearingRule:
    rule = ctx.planned(approval.item).hearing
    if rule is None:
        remedy = "no text on record gives a hearing here: hear those concerned before you decide"
        raise Refused("hearing.not_known", item=approval.item, remedy=remedy)
    return rule


def _offer(case: Case, command: c.OfferHearing, ctx: Context) -> list[e.CaseEvent]:
    approval = approval_of(case, command.item, HEARD_IN)
    rule = _rule(approval, ctx)
    if approval.hearing is not None:
        raise Refused("hearing.offered_already", item=command.item, remedy="it is offered once")
    return [offered(command.item, rule, ctx, note=command.note)]


def offered(
    item: str, rule: HearingRule, ctx: Context, *, note: str = "", for_interested: bool = False
) -> b.HearingOffered:  # fmt: skip
    """This will tell the applicant of the right to a hearing; `for_interested`: because somebody else was told so."""
    until = deadline("hearing_request", "applicant", rule.request, since=ctx.now, ctx=ctx.at(item), source=rule.source)
    private = {"note": note} if note else {}
    return b.HearingOffered(at=ctx.now, item=item, deadline=until, for_interested=for_interested, private=private)


def requested(item: str, rule: HearingRule, ctx: Context, *, by_interested: bool = False) -> b.HearingRequested:
    """This will record that a hearing was asked for, and until when it is held."""
    until = deadline("hearing", "agency", rule.hold, since=ctx.now, ctx=ctx.at(item), source=rule.source)
    return b.HearingRequested(at=ctx.now, item=item, deadline=until, by_interested=by_interested)


def _at_stage(case: Case, item: str, *stages: HearingStage) -> Approval:
    approval = approval_of(case, item, HEARD_IN)
    stage = approval.hearing.stage if approval.hearing else "none"
    if stage not in stages:
        offers = BY_STAGE[stage]
        raise Refused(
            "hearing.wrong_stage", item=item, stage=stage, needed=list(stages), possible=list(offers),
            remedy=instead(offers),
        )  # fmt: skip
    return approval


def _request(case: Case, command: c.RequestHearing, ctx: Context) -> list[e.CaseEvent]:
    rule = _rule(_at_stage(case, command.item, "offered"), ctx)
    return [requested(command.item, rule, ctx)]


def _set(case: Case, command: c.SetHearing, ctx: Context) -> list[e.CaseEvent]:
    approval = _at_stage(case, command.item, "requested", "set")
    rule = _rule(approval, ctx)
    earliest, latest = _bounds(approval, rule, ctx)
    if earliest is None or command.on < earliest:
        first = earliest.isoformat() if earliest else ""
        remedy = "the day is told long enough before: choose a later one"
        raise Invalid("hearing.too_soon", on=command.on.isoformat(), earliest=first, remedy=remedy)
    if latest is not None and command.on > latest:
        remedy = "it is held within the time that the law gives from the request (Licensing Law Art. 47)"
        raise Invalid("hearing.too_late", on=command.on.isoformat(), latest=latest.isoformat(), remedy=remedy)
    if not command.note.strip():
        raise Invalid("hearing.no_place", remedy="say where and at what time: the applicant is told (Art. 48)")
    return [
        b.HearingSet(at=ctx.now, item=command.item, on=command.on, private={"note": command.note}),
        *_summoned(approval, command, ctx),
    ]


def _summoned(approval: Approval, command: c.SetHearing, ctx: Context) -> Iterator[e.CaseEvent]:
    """Interested parties are told the time and place as the applicant is (Art. 48)."""
    for one in approval.interested:
        yield i.InterestedSummoned(
            at=ctx.now, item=approval.item, interested=one.id, on=command.on, private={"note": command.note}
        )


def hearing_bounds(case: Case, item: str, ctx: Context) -> tuple[date | None, date | None]:
    """This will give the first and the last day for which a hearing can be set now: it is told long enough before, and
    held within the time from the request (Art. 47, 48); None where no calendar tells."""
    approval = case.approval(item)
    return _bounds(approval, _rule(approval, ctx), ctx)


def _bounds(approval: Approval, rule: HearingRule, ctx: Context) -> tuple[date | None, date | None]:
    told = deadline("hearing", "agency", rule.notice, since=ctx.now, ctx=ctx.at(approval.item), source=rule.source)
    earliest = ending_day(told.due) if told.due is not None else None
    return earliest, _latest(approval, rule, earliest, ctx) if earliest else None


def _latest(approval: Approval, rule: HearingRule, earliest: date, ctx: Context) -> date | None:
    """The last day on which it may be held; None while no calendar tells.

    What cannot be kept any more was missed, which is on the record: then the time runs once more from now.
    """
    standing = approval.hearing.deadline if approval.hearing else None
    due = standing.due if standing else None
    if due is not None and ending_day(due) < earliest:
        local = ctx.at(approval.item)
        due = deadline("hearing", "agency", rule.hold, since=ctx.now, ctx=local, source=rule.source).due
    return ending_day(due) if due is not None else None


def _hold(case: Case, command: c.HoldHearing, ctx: Context) -> list[e.CaseEvent]:
    approval = _at_stage(case, command.item, "set")
    on = approval.hearing.on if approval.hearing else None
    if on is not None and ctx.day < on:
        raise Refused("hearing.too_early", on=on.isoformat(), remedy="record it when it was held, or set another day")
    _check_called(approval)
    if not command.minutes:
        raise Invalid("hearing.no_minutes", remedy="name the record: the decision rests on it (Art. 48)")
    private = {"record": command.record} if command.record else {}
    return [b.HearingHeld(at=ctx.now, item=command.item, minutes=command.minutes, private=private)]


def _check_called(approval: Approval) -> None:
    """Whoever was told after its day was set is called to it, too (Art. 48), or heard without it."""
    if count := sum(one.answer is None and one.called is None for one in approval.interested):
        remedy = "set its day again, which calls all of them, or record what they said first (Licensing Law Art. 48)"
        raise Refused("hearing.not_called", item=approval.item, count=count, remedy=remedy)


def waived(_: Case, approval: Approval, __: Deadline, ctx: Context) -> list[e.CaseEvent]:
    """This will end an offer that nobody took up."""
    return [b.HearingWaived(at=ctx.now, item=approval.item)]


HEARING: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {
    c.OfferHearing: _offer,
    c.RequestHearing: _request,
    c.SetHearing: _set,
    c.HoldHearing: _hold,
}
