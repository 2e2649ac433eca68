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

LONGEST = 365
"""No regime says how long a cause may take; what is longer than a year of days is a slip of the pen."""
STOPPED = frozenset({"promised", "legal"})


def _suspend(case: Case, command: c.Suspend, ctx: Context) -> list[e.CaseEvent]:
    """Administrative Licensing Law Art. 45: the eight causes and no other, with the time needed told in writing."""
    [approval] = approvals_in(case, [command.item], e.ApprovalSuspended)
    planned = ctx.planned(command.item)
    if command.cause not in planned.stop_causes:
        causes = list(planned.stop_causes)
        raise Refused("clock.no_cause", cause=command.cause, causes=causes, remedy="only what the law names stops it")
    if not 1 <= command.days <= LONGEST:
        raise Invalid("clock.days", days=command.days, longest=LONGEST, remedy="tell the working days that it needs")
    held = tuple(d for d in approval.deadlines if d.name in STOPPED and not d.missed)
    if not held:
        raise Refused("clock.nothing_to_stop", item=command.item, remedy="no limit runs that could be stopped")
    needed = Limit(command.days, "working_day")
    end = deadline("resumption", "agency", needed, since=ctx.now, ctx=ctx.at(command.item), source=planned.regime)
    return [
        e.ApprovalSuspended(
            at=ctx.now, item=command.item, cause=command.cause, deadline=end,
            held=tuple(d for d in approval.deadlines if d.name in STOPPED), private={"note": command.note},
        )
    ]  # fmt: skip


def _resume(case: Case, command: c.Resume, ctx: Context) -> list[e.CaseEvent]:
    [approval] = approvals_in(case, [command.item], e.ApprovalResumed)
    return [resumption(approval, ctx)]


SUSPENSION: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {
    c.Suspend: _suspend,
    c.Resume: _resume,
}
