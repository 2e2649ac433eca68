"""Which deadlines stand in which state. Nothing open is ever without an owner and a deadline.

Where no text binds anybody, a reminder of the platform stands in: it says so by its name and moves no lawful limit.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from yici.domain.case.context import Context
from yici.domain.case.parts import Deadline, DeadlineName, Duty, Lacking, Owed
from yici.domain.case.state import Approval, Case
from yici.domain.clock import Due, Limit, ending_day, legal_day
from yici.domain.extension import Extended, due_extended, explain_extended
from yici.domain.office import OfficeHours
from yici.domain.open_ends import due_known, lacks_office
from yici.domain.plan import PlannedApproval, PlannedMaterial, Told
from yici.domain.stops import Stop
from yici.domain.workdays import Calendar, DayLine

PLATFORM = "platform"
DECISION = frozenset({"promised", "legal"})
"""The office's own limits of the decision: what an extension moves."""


def deadline(
    name: DeadlineName, duty: Duty, limit: Limit, *, since: datetime, ctx: Context, source: str
) -> Deadline:  # fmt: skip
    """This will compute one deadline over the calendar; an unloaded year, or office hours that it needs and nobody has
    recorded, leave `due` open with a lower bound."""
    end = due_known(limit, since, ctx.calendar, ctx.office)
    return Deadline(
        name, duty, limit, since, end.at, end.not_before, end.calendar, source, lacks=_lacks(end)
    )  # fmt: skip


def _lacks(end: Due) -> Lacking | None:
    return "office_hours" if lacks_office(end) else None


def run_on(held: Deadline, cause: str, since: datetime, until: datetime, ctx: Context) -> Deadline:
    """This will give an end that had to wait, with the days of the cause taken out."""
    stops = (*held.stops, Stop(cause, legal_day(since), ending_day(until)))
    return counted_again(replace(held, stops=stops), ctx.calendar, ctx.office)


def longer(
    standing: Deadline, extended: Extended, calendar: Calendar, office: OfficeHours | None = None
) -> Deadline:  # fmt: skip
    """This will give a deadline with the end that an extension of the decision leaves it: a limit that was missed stays
    missed, and no period of the applicant is touched."""
    if standing.name not in DECISION or standing.missed:
        return standing
    return counted_again(replace(standing, extended=extended), calendar, office)


def counted_again(standing: Deadline, calendar: Calendar, office: OfficeHours | None = None) -> Deadline:
    """This will compute an end anew over a calendar and office hours; one without a limit stays as it is."""
    if standing.limit is None:
        return standing
    end = due_extended(standing.limit, standing.since, calendar, standing.stops, standing.extended, office)
    return replace(
        standing, due=end.at, not_before=end.not_before, calendar=end.calendar, lacks=_lacks(end)
    )  # fmt: skip


def explain(standing: Deadline, calendar: Calendar, office: OfficeHours | None = None) -> list[DayLine]:
    """This will list each counted and skipped day of a deadline and the rule behind it; none when it has no limit."""
    if standing.limit is None:
        return []
    return explain_extended(standing.limit, standing.since, calendar, standing.stops, standing.extended, office)


def reminder(duty: Duty, ctx: Context, since: datetime) -> Deadline:
    """This will make the platform's own reminder, `ctx.remind` after `since`."""
    return deadline("reminder", duty, ctx.remind, since=since, ctx=ctx, source=PLATFORM)


def _told(name: DeadlineName, told: Told | None, since: datetime, ctx: Context) -> tuple[Deadline, ...]:
    if told is None:
        return ()
    return (deadline(name, "agency", told.limit, since=since, ctx=ctx, source=told.source),)


def examination(
    planned: PlannedApproval, since: datetime, ctx: Context, *, whole_since: datetime | None = None
) -> tuple[Deadline, ...]:
    """This will give the promised and the legal limit of the decision, or a reminder where neither is known.

    Where joint handling was ordered, its one limit runs from the acceptance of the whole (`whole_since`, the first of
    its items; None: this is the first), however late an item begins (Licensing Law Art. 42).
    """
    legal = _told("legal", planned.legal, since, ctx)
    if planned.joint is not None:
        legal = _told("legal", planned.joint, min(since, whole_since or since), ctx)
    return _told("promised", planned.promised, since, ctx) + legal or (reminder("agency", ctx, since),)


def accepted_since(case: Case, ctx: Context) -> datetime | None:
    """This will say when the first item under joint handling was accepted; None when none was."""
    joint = {one.item for one in ctx.plan.schedule.approvals if one.joint is not None}
    return min((a.accepted_at for a in case.approvals if a.item in joint and a.accepted_at), default=None)


def on_receipt(planned: PlannedApproval, received_at: datetime, ctx: Context) -> tuple[Deadline, ...]:
    """This will give what binds the office from receipt: the correction window, and limits that count from receipt."""
    window: tuple[Deadline, ...] = ()
    if planned.correction_window is not None:
        limit = planned.correction_window
        window = (deadline("correction", "window", limit, since=received_at, ctx=ctx, source=planned.regime),)
    counted = examination(planned, received_at, ctx) if planned.counted_from == "receipt" else ()
    return window + counted or (reminder("window", ctx, received_at),)


def on_acceptance(
    planned: PlannedApproval, approval: Approval, since: datetime, ctx: Context, whole_since: datetime | None
) -> tuple[Deadline, ...]:
    """This will give the limits of the decision; those that count from receipt are kept as they run."""
    if planned.counted_from == "receipt" and not planned.needs:
        return tuple(d for d in approval.deadlines if d.name in ("promised", "legal")) or examination(
            planned, approval.received_at, ctx
        )
    return examination(planned, since, ctx, whole_since=whole_since)


def on_correction(planned: PlannedApproval, ctx: Context) -> tuple[Deadline, ...]:
    """This will give the applicant's period to answer, or a reminder where no text gives one."""
    if planned.reply is None:
        return (reminder("applicant", ctx, ctx.now),)
    return (deadline("reply", "applicant", planned.reply, since=ctx.now, ctx=ctx, source=planned.regime),)


def on_grant(planned: PlannedApproval, ctx: Context) -> tuple[Deadline, ...]:
    """This will give the delivery limit and, on commitment, the limit of the later verification."""
    delivery = (
        reminder("window", ctx, ctx.now)
        if planned.delivery is None
        else deadline("delivery", "window", planned.delivery, since=ctx.now, ctx=ctx, source=planned.regime)
    )
    return (delivery, *(on_commitment(planned, ctx) if planned.committed else ()))


def on_commitment(planned: PlannedApproval, ctx: Context) -> tuple[Deadline, ...]:
    """This will give the limit of verifying a promise; unknown limits get a reminder under the same name."""
    limit, source = (planned.verification, planned.regime) if planned.verification else (ctx.remind, PLATFORM)
    return (deadline("verification", "agency", limit, since=ctx.now, ctx=ctx, source=source),)


def owed_papers(materials: Iterable[PlannedMaterial], given: frozenset[str], ctx: Context) -> tuple[Owed, ...]:
    """This will list the papers that may come later and have not come yet."""
    return tuple(
        Owed(m.material, m.items, _supply(m, ctx))
        for m in materials
        if m.how == "deferrable" and m.material not in given
    )


def _supply(material: PlannedMaterial, ctx: Context) -> Deadline | None:
    if material.later is None:
        return None
    return deadline("supply", "applicant", material.later, since=ctx.now, ctx=ctx, source="material")


def deadlines(case: Case) -> tuple[tuple[str | None, Deadline], ...]:
    """This will list every deadline that stands, with its item, those first that fall due first; open ends last."""
    standing: list[tuple[str | None, Deadline]] = [(a.item, d) for a in case.approvals if a.open for d in a.standing]
    standing += [(None, owed.deadline) for owed in case.owed if owed.deadline is not None]
    return tuple(sorted(standing, key=lambda pair: (pair[1].due is None, pair[1].due or pair[1].since)))


def next_due(case: Case) -> datetime | None:
    """This will say when the case must be looked at again: its earliest end not missed yet.

    An end that an unloaded calendar or unknown office hours keep open wakes nobody: loading them does.
    """
    return min((d.due for _, d in deadlines(case) if d.due is not None and not d.missed), default=None)


def owner(case: Case) -> tuple[Duty, str | None] | None:
    """This will say who has the case now: the duty and item of the next deadline; None when nothing is open."""
    for item, standing in deadlines(case):
        if not standing.missed or standing.duty != "applicant":
            return standing.duty, item
    return None
