"""Stopping the lawful clock for a cause of the regime, and letting it run on."""

from collections.abc import Callable
from typing import Any

from yici.domain.case import commands as c
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.deadlines import deadline
from yici.domain.case.moves import approvals_in
from yici.domain.case.settle import resumption
from yici.domain.case.state import Case
from yici.domain.clock import Limit
from yici.domain.error import Invalid, Refused
from yici.domain.stops import stoppable

LONGEST = 365
"""No regime says how long a cause may take; what is longer than a year of days is a slip of the pen."""
STOPPED = frozenset({"promised", "legal"})


def _suspend(case: Case, command: c.Suspend, ctx: Context) -> list[e.CaseEvent]:
    """Administrative Licensing Law Art. 45: the eight causes and no other, with the time needed told in writing."""
    [approval] = approvals_in(case, [command.item], e.ApprovalSuspended)
    planned = ctx.planned(command.item)
    own = {cause.id: cause.source for cause in planned.local_causes}
    if command.cause not in (*planned.stop_causes, *own):
        causes = [*planned.stop_causes, *own]
        raise Refused("clock.no_cause", cause=command.cause, causes=causes, remedy="only what the law names stops it")
    if not 1 <= command.days <= LONGEST:
        raise Invalid("clock.days", days=command.days, longest=LONGEST, remedy="tell the working days that it needs")
    # A place's own rule lets its promise wait; only the law stops what the law sets.
    stopped = STOPPED if command.cause in planned.stop_causes else frozenset({"promised"})
    held = tuple(d for d in approval.deadlines if d.name in stopped)
    if not any(not d.missed for d in held):
        raise Refused("clock.nothing_to_stop", item=command.item, remedy="no limit runs that could be stopped")
    if wrong := [d.limit.unit for d in held if d.limit and not stoppable(d.limit)]:
        # Refused now: when the clock runs on it would be too late to say so.
        raise Refused("clock.not_stoppable", unit=wrong[0], remedy="only limits counted in days can be stopped")
    needed = Limit(command.days, "working_day")
    source, local = own.get(command.cause, planned.regime), ctx.at(command.item)
    end = deadline("resumption", "agency", needed, since=ctx.now, ctx=local, source=source)
    return [
        e.ApprovalSuspended(
            at=ctx.now, item=command.item, cause=command.cause, deadline=end,
            held=held, private={"note": command.note},
            running=tuple(d for d in approval.deadlines if d.name not in stopped),
        )
    ]  # fmt: skip


def _resume(case: Case, command: c.Resume, ctx: Context) -> list[e.CaseEvent]:
    [approval] = approvals_in(case, [command.item], e.ApprovalResumed)
    return [resumption(approval, ctx)]


SUSPENSION: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {
    c.Suspend: _suspend,
    c.Resume: _resume,
}
