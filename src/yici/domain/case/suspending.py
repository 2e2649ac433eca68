"""Stopping the lawful clock for a cause of the regime, and letting it run on."""

from collections.abc import Callable
from typing import Any

from yici.domain.case import clock_events as ce
from yici.domain.case import commands as c
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.deadlines import deadline
from yici.domain.case.moves import approvals_in
from yici.domain.case.settle import resumption
from yici.domain.case.state import Approval, Case
from yici.domain.clock import LONGEST, Limit
from yici.domain.error import Invalid, Refused
from yici.domain.open_ends import due_known
from yici.domain.plan import PlannedApproval
from yici.domain.stops import stoppable

STOPPED = frozenset({"promised", "legal"})


def _suspend(case: Case, command: c.Suspend, ctx: Context) -> list[e.CaseEvent]:
    """Administrative Licensing Law Art. 45: the eight causes and no other, with the time needed told in writing.

    The law sets no length: whoever stops the clock tells what is needed, no more than the item publishes of it.
    """
    [approval] = approvals_in(case, [command.item], ce.ApprovalSuspended)
    planned = ctx.planned(command.item)
    own = {cause.id: cause.source for cause in planned.local_causes}
    if command.cause not in (*planned.stop_causes, *own):
        causes = [*planned.stop_causes, *own]
        raise Refused("clock.no_cause", cause=command.cause, causes=causes, remedy="only what the law names stops it")
    needed, local = _needed(command), ctx.at(command.item)
    _check_published(command, needed, planned, local)
    _check_again(command, approval)
    # A place's own rule lets its promise wait; only the law stops what the law sets.
    stopped = STOPPED if command.cause in planned.stop_causes else frozenset({"promised"})
    held = tuple(d for d in approval.deadlines if d.name in stopped)
    if not any(not d.missed for d in held):
        raise Refused("clock.nothing_to_stop", item=command.item, remedy="no limit runs that could be stopped")
    if wrong := [d.limit.unit for d in held if d.limit and not stoppable(d.limit)]:
        # Refused now: when the clock runs on it would be too late to say so.
        raise Refused("clock.not_stoppable", unit=wrong[0], remedy="only limits counted in days can be stopped")
    source = own.get(command.cause, planned.regime)
    end = deadline("resumption", "agency", needed, since=ctx.now, ctx=local, source=source)
    return [
        ce.ApprovalSuspended(
            at=ctx.now, item=command.item, cause=command.cause, deadline=end,
            held=held, private={"note": command.note},
            running=tuple(d for d in approval.deadlines if d.name not in stopped),
        )
    ]  # fmt: skip


def _needed(command: c.Suspend) -> Limit:
    """The working days that are told; no more than any limit can have."""
    most = LONGEST["working_day"]
    if not 1 <= command.days <= most:
        raise Invalid("clock.days", days=command.days, longest=most, remedy="tell the working days that it needs")
    return Limit(command.days, "working_day")


def _check_published(command: c.Suspend, needed: Limit, planned: PlannedApproval, local: Context) -> None:
    """What was published before is what the applicant may rely on (Art. 30); where nothing was, nothing bounds it."""
    for procedure in planned.procedures:
        most = procedure.limit
        if procedure.cause == command.cause and most is not None and _longer(needed, most, local):
            remedy = "tell no more than is published of it; what takes longer is published first"
            raise Invalid("clock.too_long", days=command.days, most=most.amount, unit=most.unit, remedy=remedy)


def _longer(needed: Limit, most: Limit, local: Context) -> bool:
    if needed.unit == most.unit:
        return needed.amount > most.amount
    ends = [due_known(one, local.now, local.calendar, local.office).at for one in (needed, most)]
    return ends[0] is not None and ends[1] is not None and ends[0] > ends[1]


def _check_again(command: c.Suspend, approval: Approval) -> None:
    """A cause that stopped this item before is another matter now, or it would be the same time taken out twice."""
    before = {stop.cause for standing in approval.deadlines for stop in standing.stops}
    if command.cause in before and not command.note.strip():
        remedy = "say in the notice what it is needed for this time (Licensing Law Art. 45)"
        raise Invalid("clock.cause_again", item=command.item, cause=command.cause, remedy=remedy)


def _resume(case: Case, command: c.Resume, ctx: Context) -> list[e.CaseEvent]:
    [approval] = approvals_in(case, [command.item], ce.ApprovalResumed)
    return [resumption(approval, ctx)]


SUSPENSION: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {
    c.Suspend: _suspend,
    c.Resume: _resume,
}
