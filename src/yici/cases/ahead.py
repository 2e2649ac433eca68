"""Where the number of grants is limited: the order of acceptance (Administrative Licensing Law Art. 57)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection

from yici.domain.case import Approval, Case, Command, Context, Decide
from yici.domain.plan import Plan

SHOWN = 20
UNDECIDED = frozenset({"handling", "suspended"})
# An application whose window passed in silence is accepted since its receipt, whether a timer ran or not (Art. 32).
_AHEAD = """
    SELECT number FROM cases_approval
    WHERE open AND agency = %(agency)s AND item = %(item)s AND place = %(place)s AND number <> %(number)s
      AND ((status IN ('handling', 'suspended', 'prepared')
            AND (state::jsonb ->> 'accepted_at')::timestamptz < %(since)s)
           OR (status = 'received' AND due <= %(now)s AND (state::jsonb ->> 'received_at')::timestamptz < %(since)s))
    ORDER BY (state::jsonb ->> 'received_at')::timestamptz, number LIMIT %(shown)s
"""


def knowing(ctx: Context, case: Case, command: Command) -> Context:
    """This will add who was accepted earlier and is not decided, where a grant of a limited item is asked for.

    One statement there, none anywhere else.
    """
    if not isinstance(command, Decide) or not command.grant:
        return ctx
    approval = next((one for one in case.approvals if one.item == command.item), None)
    if approval is None or approval.accepted_at is None or not ctx.planned(command.item).limited:
        return ctx
    numbers = _numbers(case, approval, approval.accepted_at, ctx.now)
    return replace(ctx, ahead={approval.item: numbers}) if numbers else ctx


def ahead_of(case: Case, plan: Plan, now: datetime) -> dict[str, tuple[str, ...]]:
    """This will name by item who was accepted earlier and is not decided, of the items that are still to be decided.

    One statement for each whose number of grants is limited: hardly a case has any.
    """
    limited = {one.item for one in plan.schedule.approvals if one.limited}
    return {
        one.item: _numbers(case, one, one.accepted_at, now)
        for one in case.approvals
        if one.item in limited and one.status in UNDECIDED and one.accepted_at is not None
    }


def _numbers(case: Case, approval: Approval, since: datetime, now: datetime) -> tuple[str, ...]:
    values: dict[str, Any] = {
        "agency": approval.agency, "item": approval.item, "place": case.place_of(approval), "number": approval.number,
        "since": since, "now": now, "shown": SHOWN,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_AHEAD, values)
        return tuple(row[0] for row in cursor.fetchall())
