"""What falls due, as of the moment it fell due: the law acts on its day, whether or not a worker ran on that day."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from yici.domain.case import beside_events as b
from yici.domain.case import clock_events as ce
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.deadlines import (
    WARN_RULE,
    WARN_VERSION,
    Moment,
    accepted_since,
    counted_again,
    moments,
    moved,
    on_acceptance,
    reminder,
    run_on,
    shifted,
)
from yici.domain.case.evolve import evolve
from yici.domain.case.hearing import waived
from yici.domain.case.moves import lacking, lapse
from yici.domain.case.opinions import reviews, silence
from yici.domain.case.parts import Answered, Deadline, Deemed, Owed
from yici.domain.case.renewing import at_end_of_licence
from yici.domain.case.set_back import judged, known_windows, unknown_window
from yici.domain.case.state import Approval, Case
from yici.domain.case.states import EDGES
from yici.domain.case.watching import card_of
from yici.domain.changing import changed
from yici.domain.office import OfficeHours
from yici.domain.workdays import Calendar


def settle(case: Case, ctx: Context) -> list[e.CaseEvent]:
    """This will give everything that fell due up to `ctx.now`, in order, each event at its own due moment.

    1. What had passed when the calendar or the office hours came to be what they are is taken as it stood, so that it
       does not matter whether somebody looked in between.
    2. Windows that were met while nobody knew their end are judged where it is known now.
    3. Ends that hang on another version of the calendar, or on office hours recorded since, are computed again.
    4. The earliest end that passed, or moment to warn of one, is taken; what the law makes of it follows; and so on
       until none has passed.
    """
    return settled(case, ctx)[1]


def settled(case: Case, ctx: Context) -> tuple[Case, list[e.CaseEvent]]:
    """This will settle a case as `settle` does, and give it as it is then, with what happened."""
    before: list[e.CaseEvent] = []
    if _began(ctx):
        case, before = _passed(case, ctx, lambda item: _until(ctx.at(item) if item else ctx))
    case, counted = _windows(case, ctx)
    moved = _recompute(case, ctx)
    for event in moved:
        case = evolve(case, event)
    case, passed = _passed(case, ctx, lambda _: ctx.now)
    return case, [*before, *counted, *moved, *passed]


def _began(ctx: Context) -> bool:
    """Whether any place began to count as it does: where all always did, nothing had passed before."""
    return ctx.since is not None or any(local.since is not None for local in ctx.elsewhere.values())


def _until(local: Context) -> datetime | None:
    return min(local.since, local.now) if local.since else None


def _passed(case: Case, ctx: Context, until: Callable[[str | None], datetime | None]) -> tuple[Case, list[e.CaseEvent]]:
    """What comes of all that has passed, one after the other; `until` says up to when it is looked at for an item."""
    happened: list[e.CaseEvent] = []
    while (come := _earliest(case, until)) is not None:
        at, near, item, standing = come
        for event in _near(at, item, standing, ctx) if near else _consequence(case, item, standing, ctx):
            happened.append(event)
            case = evolve(case, event)
    return case, happened


def _earliest(case: Case, until: Callable[[str | None], datetime | None]) -> Moment | None:
    """An end comes before a warning of the same moment: whatever follows from it may make that needless."""
    come = [moment for moment in moments(case) if (end := until(moment[2])) is not None and moment[0] <= end]
    return min(come, key=lambda moment: moment[:2]) if come else None


def _near(at: datetime, item: str | None, standing: Deadline, ctx: Context) -> list[e.CaseEvent]:
    assert item is not None
    assert standing.due is not None
    return [
        b.DeadlineNear(
            at=at, item=item, name=standing.name, due=standing.due, days=ctx.at(item).warn,
            rule=WARN_RULE, version=WARN_VERSION, of=standing.of,
        )
    ]  # fmt: skip


def _consequence(case: Case, item: str | None, passed: Deadline, ctx: Context) -> list[e.CaseEvent]:
    at = passed.due
    assert at is not None
    if item is None:
        return _paper_missing(case, next(o for o in case.owed if o.deadline is passed), passed, changed(ctx, now=at))
    approval, then = case.approval(item), changed(ctx, now=at)
    special = _SPECIAL.get(passed.name)
    told = special(case, approval, passed, then) if special else None
    if told:
        return told
    missed = ce.DeadlineMissed(at=at, item=item, name=passed.name, of=passed.of)
    return [missed, *card_of(approval, passed, then)]


def _paper_missing(case: Case, owed: Owed, passed: Deadline, ctx: Context) -> list[e.CaseEvent]:
    """What was accepted without a paper that did not come counts as withdrawn where a text says so."""
    happened: list[e.CaseEvent] = [
        ce.DeadlineMissed(at=ctx.now, item=None, name=passed.name, material=owed.material)
    ]  # fmt: skip
    lapsing = [item for one in ctx.plan.materials if one.material == owed.material for item in one.lapsing]
    gone = [item for item in owed.items if item in lapsing]
    return happened + _deemed_withdrawn(case, gone, "paper_missing", ctx, owed.material)


def _deemed_withdrawn(
    case: Case, items: Iterable[str], why: Deemed, ctx: Context, material: str | None = None
) -> list[e.CaseEvent]:  # fmt: skip
    happened: list[e.CaseEvent] = []
    for item in items:
        if case.approval(item).status not in EDGES["approval.withdrawn"].origins:
            continue
        withdrawn = e.ApprovalWithdrawn(at=ctx.now, item=item, deemed=why, material=material)
        for event in (withdrawn, *lapse(case, item, ctx)):
            happened.append(event)
            case = evolve(case, event)
    return happened


def _unanswered(case: Case, approval: Approval, passed: Deadline, ctx: Context) -> list[e.CaseEvent] | None:
    if ctx.planned(approval.item).unanswered != "withdrawn":
        return _now_the_body(case, approval, passed, ctx)
    missed = ce.DeadlineMissed(at=ctx.now, item=approval.item, name=passed.name)
    return [missed, *_deemed_withdrawn(case, [approval.item], "unanswered", ctx)]


def _now_the_body(_: Case, approval: Approval, passed: Deadline, ctx: Context) -> list[e.CaseEvent] | None:
    """The applicant's time is over and nothing follows by itself: the body has to say what does. No text says by when,
    so it is reminded."""
    standing = reminder("agency", ctx.at(approval.item), ctx.now, of=passed.name)
    return [
        ce.DeadlineMissed(at=ctx.now, item=approval.item, name=passed.name),
        ce.Reminded(at=ctx.now, item=approval.item, deadline=standing),
    ]


def _silent_acceptance(case: Case, approval: Approval, __: Deadline, ctx: Context) -> list[e.CaseEvent] | None:
    """Administrative Licensing Law Art. 32(4): not told in time is accepted from the day of receipt."""
    if ctx.planned(approval.item).missed != "accepted_from_receipt":
        return None
    missing = lacking(case, [approval.item], ctx.plan)
    return acceptance(case, approval, ctx, since=approval.received_at, by_silence=True, lacking=missing)


def acceptance(
    case: Case, approval: Approval, ctx: Context, *, since: datetime, by_silence: bool, lacking: tuple[str, ...] = ()
) -> list[e.CaseEvent]:
    """This will accept an approval as of `since`, or clear its papers while it waits for another one."""
    if approval.needs:
        return [e.ApprovalCleared(at=ctx.now, item=approval.item, by_silence=by_silence, deadlines=(), lacking=lacking)]
    whole_since = accepted_since(case, ctx)
    standing = on_acceptance(ctx.planned(approval.item), approval, since, ctx.at(approval.item), whole_since)
    accepted = e.ApprovalAccepted(
        at=ctx.now, item=approval.item, accepted_at=since, by_silence=by_silence, deadlines=standing, lacking=lacking,
        window=None if by_silence else unknown_window(approval, ctx),
    )  # fmt: skip
    set_back = _set_back(case, approval.item, ctx, since) if whole_since and since < whole_since else []
    return [accepted, *set_back, *reviews(approval.item, ctx, since)]


def _set_back(case: Case, accepted: str, ctx: Context, since: datetime) -> list[e.CaseEvent]:
    """The one limit of joint handling runs from the first acceptance: for all, also where that is told afterwards
    (Licensing Law Art. 32(4), 42)."""
    if ctx.planned(accepted).joint is None:
        return []
    happened: list[e.CaseEvent] = []
    for other in case.approvals:
        for standing in (*other.deadlines, *(other.suspension.held if other.suspension else ())):
            joint = standing.name == "legal" and ctx.planned(other.item).joint is not None
            if not joint or standing.missed or standing.since <= since or other.item == accepted:
                continue
            local = ctx.at(other.item)
            better = counted_again(changed(standing, since=since), local.calendar, local.office)
            happened.append(
                ce.DeadlineRecomputed(
                    at=ctx.now, item=other.item, deadline=moved(standing, better, local), was=standing.due,
                    bound=standing.not_before, why="whole",
                )
            )  # fmt: skip
    return happened


def _remind_again(_: Case, approval: Approval, passed: Deadline, ctx: Context) -> list[e.CaseEvent] | None:
    standing = reminder(passed.duty, ctx.at(approval.item), ctx.now, passed.of)
    return [ce.Reminded(at=ctx.now, item=approval.item, deadline=standing)]


def resumption(approval: Approval, ctx: Context) -> e.CaseEvent:
    """This will let the clock run on from `ctx.now`."""
    stood = approval.suspension
    assert stood is not None
    held = tuple(run_on(d, stood.cause, stood.since, ctx.now, ctx.at(approval.item)) for d in stood.held)
    running = tuple(d for d in approval.deadlines if d.name != "resumption")
    return ce.ApprovalResumed(at=ctx.now, item=approval.item, deadlines=held + running)


def _run_on(_: Case, approval: Approval, __: Deadline, ctx: Context) -> list[e.CaseEvent] | None:
    """Art. 45 takes out the time that is needed and was told, not the time that nobody spoke up."""
    return [resumption(approval, ctx)]


def _waived(case: Case, approval: Approval, passed: Deadline, ctx: Context) -> list[e.CaseEvent] | None:
    """Nobody wants the hearing for which the clock stands still: it runs on from there (Art. 45 takes out the time that
    a hearing needs, and there is none)."""
    stood = approval.suspension
    goes_on = [resumption(approval, ctx)] if stood is not None and stood.cause == "hearing" else []
    return [*waived(case, approval, passed, ctx), *goes_on]


_SPECIAL: dict[str, Callable[[Case, Approval, Deadline, Context], list[e.CaseEvent] | None]] = {
    "opinion": silence,
    "hearing_request": _waived,
    "reply": _unanswered,
    "repair": _now_the_body,
    "correction": _silent_acceptance,
    "reminder": _remind_again,
    "renewal": at_end_of_licence,
    "resumption": _run_on,
}


def counted_at(local: Context) -> tuple[Calendar, OfficeHours | None]:
    return local.calendar, local.office


def otherwise(case: Case, ctx: Context) -> list[tuple[str | None, Deadline, Deadline]]:
    """This will list the ends that the places count otherwise now than they stand, as `shifted` does."""
    return shifted(case, lambda item: counted_at(ctx.at(item) if item else ctx))


def _windows(case: Case, ctx: Context) -> tuple[Case, list[e.CaseEvent]]:
    """What comes of the windows that were met while nobody knew their end (Licensing Law Art. 32(4))."""
    happened: list[e.CaseEvent] = []
    while found := known_windows(case, lambda item: counted_at(ctx.at(item) if item else ctx)):
        item, one = min(found, key=lambda window: (window[1].at, window[0]))
        before, first = case, accepted_since(case, ctx)
        events = judged(case, item, one, ctx, partial(_by_silence, case, ctx))
        back = events[0].accepted_at if isinstance(events[0], b.WindowCounted) else None
        if back and first and back < first:
            events += _set_back(before, item, ctx, back)
        for event in events:
            happened.append(event)
            case = evolve(case, event)
    return case, happened


def _by_silence(case: Case, ctx: Context, approval: Approval, one: Answered) -> list[e.CaseEvent]:
    assert one.window.due is not None
    then = changed(ctx, now=one.window.due)
    missing = lacking(case, [approval.item], ctx.plan)
    return acceptance(case, approval, then, since=one.window.since, by_silence=True, lacking=missing)


def _recompute(case: Case, ctx: Context) -> list[e.CaseEvent]:
    happened: list[e.CaseEvent] = []
    for item, standing, better in otherwise(case, ctx):
        local = ctx.at(item) if item else ctx
        material = None if item else next(o.material for o in case.owed if o.deadline is standing)
        happened.append(
            ce.DeadlineRecomputed(
                at=ctx.now, item=item, deadline=moved(standing, better, local), material=material,
                was=standing.due, bound=standing.not_before,
            )
        )  # fmt: skip
    return happened
