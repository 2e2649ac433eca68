"""When a grant becomes formal: at once, or together with the items that it runs beside and hangs on.

An approval whose need was lawfully relaxed works ahead; its simulated approval (模拟审批) becomes formal with theirs.
In a circle all hold each other, so all become formal in the moment in which the last one is prepared.
"""

from collections.abc import Collection
from datetime import date

from yici.domain.case import beside_events as b
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.deadlines import accepted_since, assignment, examination, on_grant
from yici.domain.case.evolve import evolve
from yici.domain.case.last_day import check_last_day, last_day_holds
from yici.domain.case.opinions import reviews
from yici.domain.case.state import Approval, Case


def granted(case: Case, item: str, ctx: Context, note: str, until: date | None = None) -> list[e.CaseEvent]:
    """This will grant an item, or prepare its grant while others stand before it, and all that becomes formal by it.

    `until` is the last day of its licences, where the decision names one.
    """
    approval = case.approval(item)
    made = _prepared(case, approval, ctx, note, until) if approval.joins else _formal(item, ctx, until, note)
    return [made, *follow(evolve(case, made), ctx)]


def _formal(item: str, ctx: Context, until: date | None, note: str = "") -> e.CaseEvent:
    planned = ctx.planned(item)
    return e.ApprovalGranted(
        at=ctx.now, item=item, outcome=planned.outcomes[0], licences=planned.gives, valid_until=until,
        deadlines=on_grant(planned, ctx.at(item)), private={"note": note} if note else {},
    )  # fmt: skip


def _prepared(case: Case, approval: Approval, ctx: Context, note: str, until: date | None) -> e.CaseEvent:
    check_last_day(case, approval, until, ctx)
    circle = next((one.items for one in ctx.plan.circles if approval.item in one.items), ())
    opens = tuple(a.item for a in case.approvals if a.item in circle and approval.item in a.needs)
    return b.ApprovalPrepared(
        at=ctx.now, item=approval.item, joins=approval.joins, opens=opens, valid_until=until,
        private={"note": note} if note else {},
    )  # fmt: skip


def follow(case: Case, ctx: Context) -> list[e.CaseEvent]:
    """This will give whatever may start now, and whatever may become formal, until nothing more does."""
    happened: list[e.CaseEvent] = []
    while following := _started(case, ctx) or _ripened(case, ctx):
        for event in following:
            happened.append(event)
            case = evolve(case, event)
    return happened


def _ripened(case: Case, ctx: Context) -> list[e.CaseEvent]:
    ready = ripe(case.approvals)
    # Nobody is granted until a day that is over: it is decided anew, and what hangs on it waits for that.
    if over := [item for item in ready if not last_day_holds(case, case.approval(item), ctx)]:
        return [b.PreparationLapsed(at=ctx.now, item=item) for item in over]
    return [_formal(item, ctx, case.approval(item).valid_until) for item in ready]


def _started(case: Case, ctx: Context) -> list[e.CaseEvent]:
    free = [one.item for one in case.approvals if one.status == "waiting" and not one.needs]
    whole = accepted_since(case, ctx) if free else None
    limits = {
        item: examination(ctx.planned(item), ctx.now, ctx.at(item), whole_since=whole)
        + assignment(ctx.planned(item), ctx.now, ctx.at(item))
        for item in free
    }  # fmt: skip
    started = [e.ApprovalStarted(at=ctx.now, item=item, deadlines=limits[item]) for item in free]
    return [*started, *(asked for item in free for asked in reviews(item, ctx, ctx.now))]


def ripe(approvals: Collection[Approval]) -> tuple[str, ...]:
    """This will name the prepared items that hang on nothing but each other: the largest such set."""
    hanging = {a.item: a.joins for a in approvals if a.status == "prepared"}
    while stuck := [item for item, joins in hanging.items() if any(one not in hanging for one in joins)]:
        for item in stuck:
            del hanging[item]
    return tuple(hanging)
