"""Extending the limit of a decision: once, within what the law allows, approved, with the reasons told."""

from collections.abc import Callable
from typing import Any

from yici.domain.case import clock_events as ce
from yici.domain.case import commands as c
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.deadlines import longer, moved
from yici.domain.case.moves import approvals_in
from yici.domain.case.parts import Deadline
from yici.domain.case.state import Approval, Case
from yici.domain.changing import changed
from yici.domain.clock import Limit, ending_day
from yici.domain.error import Invalid, Refused
from yici.domain.extension import AllowedExtension, Extended


def _extend(case: Case, command: c.ExtendDecision, ctx: Context) -> list[e.CaseEvent]:
    """Administrative Licensing Law Art. 42: whoever holds the right approves; what they type is who signed, and why."""
    [approval] = approvals_in(case, [command.item], ce.ApprovalExtended)
    allowed = _allowed(approval, ctx)
    _check_running(approval)
    _check_told(command, allowed)
    extended = Extended(Limit(command.days, allowed.limit.unit, allowed.limit.ends), allowed.source)
    local = ctx.at(command.item)
    return [
        ce.ApprovalExtended(
            at=ctx.now, item=command.item, extended=extended,
            deadlines=tuple(_longer(d, extended, local) for d in approval.deadlines),
            private={"note": command.note.strip(), "approver": command.approver.strip()},
        )
    ]  # fmt: skip


def _longer(standing: Deadline, extended: Extended, ctx: Context) -> Deadline:
    if standing.due is None:
        extended = changed(extended, unknown_at=ctx.now)
    return moved(standing, longer(standing, extended, ctx.calendar, ctx.office), ctx)


def _allowed(approval: Approval, ctx: Context) -> AllowedExtension:
    planned = ctx.planned(approval.item)
    if planned.extension is None:
        remedy = "no text that allows one is on record for this item or its regime: decide within the limit"
        raise Refused("extension.not_allowed", item=approval.item, regime=planned.regime, remedy=remedy)
    if approval.extended:
        raise Refused(
            "extension.only_once", item=approval.item, remedy="it was extended before: decide within the limit"
        )
    return planned.extension


def _check_running(approval: Approval) -> None:
    legal = next((d for d in approval.deadlines if d.name == "legal"), None)
    if legal is None:
        raise Refused("extension.no_limit", item=approval.item, remedy="no legal limit runs that could be extended")
    # Settled up to now before: an end that has passed is marked.
    if legal.missed and legal.due is not None:
        remedy = "a limit that has passed cannot be extended: decide at once"
        raise Refused("extension.too_late", item=approval.item, ended=ending_day(legal.due).isoformat(), remedy=remedy)


def _check_told(command: c.ExtendDecision, allowed: AllowedExtension) -> None:
    most = allowed.limit
    if not 1 <= command.days <= most.amount:
        remedy = "give a whole number up to what the law allows"
        raise Invalid("extension.days", days=command.days, most=most.amount, unit=most.unit, remedy=remedy)
    if not command.note.strip():
        raise Invalid("extension.no_reason", remedy="say why: the applicant must be told the reasons")
    if not command.approver.strip():
        raise Invalid("extension.no_approver", approver=allowed.approver, remedy="say who approved it")


EXTENSION: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {c.ExtendDecision: _extend}
