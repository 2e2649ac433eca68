"""Which deadlines stand in which state. Nothing open is ever without an owner and a deadline.

Where no text binds anybody, a reminder of the platform stands in: it says so by its name and moves no lawful limit.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from yici.domain.case.context import Context
from yici.domain.case.parts import Deadline, DeadlineName, Duty, Lacking, Owed
from yici.domain.case.state import Approval, Case
from yici.domain.changing import changed
from yici.domain.clock import Due, Limit, ending_day, legal_day, start_of_day
from yici.domain.extension import Extended, due_extended, explain_extended
from yici.domain.office import OfficeHours
from yici.domain.open_ends import due_known, lacks_office, needs_office
from yici.domain.plan import PlannedApproval, PlannedMaterial, Told
from yici.domain.stops import Stop
from yici.domain.workdays import Calendar, DayLine

PLATFORM = "platform"
DECISION = frozenset({"promised", "legal"})
"""The office's own limits of the decision: what an extension moves."""
WARN_RULE, WARN_VERSION = 2, 1
"""Rule 2, version 1: the office is warned once of a limit of its own, on the working day before its last one, where the
place sets no other number of days. No law speaks of it."""
WARNED = frozenset({"correction", "promised", "legal", "delivery"})


def deadline(
    name: DeadlineName, duty: Duty, limit: Limit, *, since: datetime, ctx: Context, source: str
) -> Deadline:  # fmt: skip
    """This will compute one deadline over the calendar; an unloaded year, or office hours that it needs and nobody has
    recorded, leave `due` open with a lower bound."""
    end = due_known(limit, since, ctx.calendar, ctx.office)
    near = warning(end.at, since, ctx) if name in WARNED else None
    return Deadline(
        name, duty, limit, since, end.at, end.not_before, end.calendar, source, near=near, lacks=_lacks(end)
    )  # fmt: skip


def _lacks(end: Due) -> Lacking | None:
    return "office_hours" if lacks_office(end) else None


def warning(end: datetime | None, since: datetime, ctx: Context) -> datetime | None:
    """This will say when the office is warned of a limit: at the beginning of the working day (`ctx.warn` of them)
    before the one on which it ends, at once where that is over. None for a limit that is so short from its start."""
    day = ctx.calendar.before(ending_day(end), ctx.warn) if end is not None else None
    if end is None or day is None or (near := start_of_day(day)) <= since:
        return None
    near = max(near, ctx.now)
    return near if near < end else None


def moved(before: Deadline, after: Deadline, ctx: Context) -> Deadline:
    """This will let a limit that moved be warned of anew."""
    if after.name not in WARNED or after.due == before.due:
        return after
    return changed(after, near=warning(after.due, after.since, ctx), warned=False)


def run_on(held: Deadline, cause: str, since: datetime, until: datetime, ctx: Context) -> Deadline:
    """This will give an end that had to wait, with the days of the cause taken out."""
    stops = (*held.stops, Stop(cause, legal_day(since), ending_day(until)))
    return moved(held, counted_again(changed(held, stops=stops), ctx.calendar, ctx.office), ctx)


def longer(
    standing: Deadline, extended: Extended, calendar: Calendar, office: OfficeHours | None = None
) -> Deadline:  # fmt: skip
    """This will give a deadline with the end that an extension of the decision leaves it: a limit that was missed stays
    missed, and no period of the applicant is touched."""
    if standing.name not in DECISION or standing.missed:
        return standing
    return counted_again(changed(standing, extended=extended), calendar, office)


def counted_again(standing: Deadline, calendar: Calendar, office: OfficeHours | None = None) -> Deadline:
    """This will compute an end anew over a calendar and office hours; one without a limit stays as it is."""
    if standing.limit is None:
        return standing
    end = due_extended(standing.limit, standing.since, calendar, standing.stops, standing.extended, office)
    return changed(
        standing, due=end.at, not_before=end.not_before, calendar=end.calendar, lacks=_lacks(end)
    )  # fmt: skip


def explain(standing: Deadline, calendar: Calendar, office: OfficeHours | None = None) -> list[DayLine]:
    """This will list each counted and skipped day of a deadline and the rule behind it; none when it has no limit."""
    if standing.limit is None:
        return []
    return explain_extended(standing.limit, standing.since, calendar, standing.stops, standing.extended, office)


def reminder(duty: Duty, ctx: Context, since: datetime, of: str | None = None) -> Deadline:
    """This will make the platform's own reminder, `ctx.remind` after `since`; `of` names the end of the applicant that
    passed, where it reminds the body that it is its turn now."""
    return changed(deadline("reminder", duty, ctx.remind, since=since, ctx=ctx, source=PLATFORM), of=of)


def _told(
    name: DeadlineName, told: Told | None, since: datetime, ctx: Context, met: bool = True
) -> tuple[Deadline, ...]:  # fmt: skip
    if told is None:
        return ()
    limit = _at_the_spot(told.limit, ctx, met)
    return (deadline(name, "agency", limit, since=since, ctx=ctx, source=told.source),)


def _at_the_spot(limit: Limit, ctx: Context, met: bool) -> Limit:
    """On the spot presumes somebody there. Of what came by another way than a window nobody knows it while the hours of
    the place are not recorded: it may have come after closing. The next working day is the first that is certain."""
    at_once = limit.unit in ("on_the_spot", "working_day") and not limit.amount
    return Limit(1, "working_day", limit.ends) if at_once and not met and ctx.office is None else limit


def examination(
    planned: PlannedApproval, since: datetime, ctx: Context, *, whole_since: datetime | None = None, met: bool = True
) -> tuple[Deadline, ...]:  # fmt: skip
    """This will give the promised and the legal limit of the decision, or a reminder where neither is known.

    Where joint handling was ordered, its one limit runs from the acceptance of the whole (`whole_since`, the first of
    its items; None: this is the first), however late an item begins (Licensing Law Art. 42). A reminder is no limit of
    the law: it runs from now, however far an acceptance is set back, or it would be said again for days long over.
    """
    legal = _told("legal", planned.legal, since, ctx, met)
    if planned.joint is not None:
        legal = _told("legal", planned.joint, min(since, whole_since or since), ctx)
    return _told("promised", planned.promised, since, ctx, met) + legal or (reminder("agency", ctx, ctx.now),)


def assignment(planned: PlannedApproval, since: datetime, ctx: Context) -> tuple[Deadline, ...]:
    """This will give the limit from acceptance for naming who inspects, tests, quarantines (Licensing Law Art. 55)."""
    if planned.assign is None:
        return ()
    return (deadline("assignment", "agency", planned.assign, since=since, ctx=ctx, source=planned.regime),)


def accepted_since(case: Case, ctx: Context) -> datetime | None:
    """This will say when the first item under joint handling was accepted; None when none was."""
    joint = {one.item for one in ctx.plan.schedule.approvals if one.joint is not None}
    return min((a.accepted_at for a in case.approvals if a.item in joint and a.accepted_at), default=None)


def on_receipt(
    planned: PlannedApproval, received_at: datetime, ctx: Context, *, met: bool
) -> tuple[Deadline, ...]:  # fmt: skip
    """This will give what binds the office from receipt: the correction window, and limits that count from receipt.
    `met`: a window took it in, so that somebody was there."""
    window: tuple[Deadline, ...] = ()
    if planned.correction_window is not None:
        limit = _at_the_spot(planned.correction_window, ctx, met)
        window = (deadline("correction", "window", limit, since=received_at, ctx=ctx, source=planned.regime),)
    counted = examination(planned, received_at, ctx, met=met) if planned.counted_from == "receipt" else ()
    return window + counted or (reminder("window", ctx, received_at),)


def on_acceptance(
    planned: PlannedApproval, approval: Approval, since: datetime, ctx: Context, whole_since: datetime | None
) -> tuple[Deadline, ...]:
    """This will give the limits of the decision; those that count from receipt are kept as they run."""
    if planned.counted_from == "receipt" and not planned.needs:
        return tuple(d for d in approval.deadlines if d.name in ("promised", "legal")) or examination(
            planned, approval.received_at, ctx
        )
    return examination(planned, since, ctx, whole_since=whole_since) + assignment(planned, since, ctx)


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


def ends(case: Case) -> list[tuple[str | None, Deadline]]:
    """This will list every deadline that stands, with its item, in the order of the approvals."""
    standing: list[tuple[str | None, Deadline]] = [(a.item, d) for a in case.approvals if a.open for d in a.standing]
    standing += [(None, owed.deadline) for owed in case.owed if owed.deadline is not None]
    return standing


def deadlines(case: Case) -> tuple[tuple[str | None, Deadline], ...]:
    """This will list every deadline that stands, with its item, those first that fall due first; open ends last."""
    return tuple(sorted(ends(case), key=_as_due))


def _as_due(end: tuple[str | None, Deadline]) -> tuple[bool, datetime]:
    return end[1].due is None, end[1].due or end[1].since


Hours = Callable[[str | None], tuple[Calendar, OfficeHours | None]]
"""How an item is counted, or (None) the case as a whole: the calendar and the office hours of its place."""


def shifted(case: Case, counted: Hours) -> list[tuple[str | None, Deadline, Deadline]]:
    """This will list the ends that another calendar, or office hours recorded since, move: item, as it stands, as it is
    counted now. An end that has passed stays where it was."""
    found = []
    for item, standing in ends(case):
        calendar, office = counted(item)
        if standing.limit is None or standing.missed or not _may_move(standing, standing.limit, calendar, office):
            continue
        better = counted_again(standing, calendar, office)
        if better.due != standing.due or better.not_before != standing.not_before:
            found.append((item, standing, better))
    return found


def _may_move(standing: Deadline, limit: Limit, calendar: Calendar, office: OfficeHours | None) -> bool:
    """Whether an end may come out otherwise now: over another calendar, or over office hours that are recorded."""
    if not needs_office(limit):
        return standing.calendar != calendar.digest
    # Hours that are not recorded any more make no end unknown that is known.
    return office is not None or (standing.due is None and standing.calendar != calendar.digest)


Moment = tuple[datetime, bool, str | None, Deadline]
"""When something follows by itself: an end comes, or (True) the office is warned of it; with the item, if it is of one.
Plain, and ordered as it happens: every step of every case looks at all of them."""


def moments(case: Case) -> list[Moment]:
    """This will give every moment at which something follows by itself, in no order."""
    found: list[Moment] = []
    for approval in case.approvals:
        if approval.open:
            for standing in approval.standing:
                if standing.missed:
                    continue
                if standing.due is not None:
                    found.append((standing.due, False, approval.item, standing))
                if standing.near is not None and not standing.warned and _warns(approval, standing):
                    found.append((standing.near, True, approval.item, standing))
    for owed in case.owed:
        if owed.deadline is not None and owed.deadline.due is not None and not owed.deadline.missed:
            found.append((owed.deadline.due, False, None, owed.deadline))
    return found


def _warns(approval: Approval, standing: Deadline) -> bool:
    """Of what was promised, of the legal limit where nothing is; never whoever has done their part and waits."""
    if approval.status == "prepared":
        return False
    return standing.name != "legal" or all(d.name != "promised" for d in approval.deadlines)


def next_due(case: Case) -> datetime | None:
    """This will say when the case must be looked at again: its earliest end not missed yet, or warning of one.

    An end that an unloaded calendar or unknown office hours keep open wakes nobody: loading them does.
    """
    return min((moment[0] for moment in moments(case)), default=None)


def owner(case: Case) -> tuple[Duty, str | None] | None:
    """This will say who has the case now: the duty and item of the next deadline; None when nothing is open."""
    waited = [end for end in ends(case) if not end[1].missed or end[1].duty != "applicant"]
    item, standing = min(waited, key=_as_due, default=(None, None))
    return (standing.duty, item) if standing else None
