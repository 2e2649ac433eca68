"""The last day of a licence that a decision names: one that the licence can have, now and when it becomes formal."""

from datetime import date

from yici.domain.case.context import Context
from yici.domain.case.state import Approval, Case
from yici.domain.error import Refused
from yici.domain.licence import Licence
from yici.domain.licence.periods import first_period, next_period


def check_last_day(case: Case, approval: Approval, until: date | None, ctx: Context) -> None:
    """This will pass for a last day that the licences of an item can have when they are granted now, and for none.

    Raises Refused("term.over" | "term.exceeded"), as the licence itself would. Whoever waits for others is granted no
    earlier than now, so that a day which is not too far off now never will be.
    """
    if until is None:
        return
    planned = ctx.planned(approval.item)
    term, kept = planned.term.term if planned.term else None, _renewed(case, approval, ctx)
    if kept is not None:
        next_period(kept.period, case.id, approval.item, term, until, ctx.day)
    if kept is None or any(kind != kept.type for kind in planned.gives):
        first_period(case.id, approval.item, ctx.day, term, until)


def last_day_holds(case: Case, approval: Approval, ctx: Context) -> bool:
    """This will say whether the last day that a prepared grant names is still one that its licences can have."""
    try:
        check_last_day(case, approval, approval.valid_until, ctx)
    except Refused:
        return False
    return True


def _renewed(case: Case, approval: Approval, ctx: Context) -> Licence | None:
    """The licence that waits for just this item: it gets its next period, any other licence a first one."""
    licence = ctx.licences.get(approval.renews) if approval.renews else None
    asked = licence.asked if licence else None
    return licence if asked is not None and (asked.case, asked.item) == (case.id, approval.item) else None
