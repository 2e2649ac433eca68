"""Folding events into the state: total, and blind to definitions and calendars: all it needs stands in the event."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from yici.domain.case import clock_events as ce
from yici.domain.case import events as e
from yici.domain.case import renewal_events as r
from yici.domain.case.folding import BESIDE, Change, redated, with_approval
from yici.domain.case.parts import Answered, Deadline, Owed, Part, Suspension, Visit
from yici.domain.case.state import Approval, Case
from yici.domain.case.states import EDGES, ApprovalStatus
from yici.domain.changing import changed


def evolve(case: Case | None, event: e.CaseEvent) -> Case:
    """This will give the state after one event. Only `Submitted` may come first, and only it does."""
    if isinstance(event, e.Submitted):
        return _submitted(event)
    if case is None:
        raise ValueError(f"{event.kind} before case.submitted")
    return _HANDLERS[type(event)](case, event)


def fold(history: Iterable[e.CaseEvent]) -> Case:
    """This will rebuild a case from its whole history; ValueError when there is none."""
    case: Case | None = None
    for event in history:
        case = evolve(case, event)
    if case is None:
        raise ValueError("a case without events")
    return case


def _submitted(event: e.Submitted) -> Case:
    return Case(
        event.id, event.number, event.bundle, event.place, event.plan, event.subject, event.applicant, event.at,
        approvals=event.approvals, owed=event.owed, given=_given((), (paper.material for paper in event.papers)),
        received=event.received, unsigned=event.unsigned, firm=event.firm,
    )  # fmt: skip


def _status(event: e.CaseEvent) -> ApprovalStatus:
    return EDGES[event.kind].to


def _correction_requested(case: Case, event: e.CorrectionRequested) -> Case:
    # What was asked for other items before is still asked for.
    defects = (*(one for one in case.defects if one.item not in event.deadlines), *event.defects)
    named = tuple(dict.fromkeys((*case.named, *(f"{d.item}:{d.target}" for d in event.defects))))
    for item, standing in event.deadlines.items():
        answered = _answered(case.approval(item), event.windows.get(item), event)
        case = with_approval(case, item, status=_status(event), deadlines=standing, corrected=True, answered=answered)
    return changed(case, defects=defects, named=named)


def _answered(approval: Approval, window: Deadline | None, event: e.CaseEvent) -> tuple[Answered, ...]:
    return approval.answered if window is None else (*approval.answered, Answered(window, event.at))


def _correction_withdrawn(case: Case, event: e.CorrectionWithdrawn) -> Case:
    """Nothing has to be brought; what was named stays named, or each request taken back would open another one."""
    answered = {a.item for a in case.approvals if a.received_at != case.submitted_at}
    for item, standing in event.deadlines.items():
        case = with_approval(case, item, status=_status(event), deadlines=standing, corrected=item in answered)
    defects = tuple(one for one in case.defects if one.item not in event.deadlines)
    return changed(case, defects=defects)


def _correction_supplied(case: Case, event: e.CorrectionSupplied) -> Case:
    for item, standing in event.deadlines.items():
        case = with_approval(case, item, status=_status(event), deadlines=standing, received_at=event.at)
    return changed(_received(case, [paper.material for paper in event.papers]), defects=())


def _received(case: Case, papers: Collection[str]) -> Case:
    return changed(case, owed=_still_owed(case.owed, set(papers)), given=_given(case.given, papers))


def _given(before: tuple[str, ...], papers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *papers)))


def _still_owed(owed: tuple[Owed, ...], given: set[str]) -> tuple[Owed, ...]:
    return tuple(o for o in owed if o.material not in given)


def _paper_supplied(case: Case, event: e.PaperSupplied) -> Case:
    return _received(case, [paper.material for paper in event.papers])


def _accepted(case: Case, event: e.ApprovalAccepted) -> Case:
    return with_approval(
        case, event.item, status=_status(event), deadlines=event.deadlines,
        accepted_at=event.accepted_at, by_silence=event.by_silence,
        answered=() if event.by_silence else _answered(case.approval(event.item), event.window, event),
    )  # fmt: skip


def _cleared(case: Case, event: e.ApprovalCleared) -> Case:
    return with_approval(
        case, event.item, status=_status(event), deadlines=event.deadlines, by_silence=event.by_silence, answered=()
    )


def _started(case: Case, event: e.ApprovalStarted) -> Case:
    return with_approval(case, event.item, status=_status(event), deadlines=event.deadlines, accepted_at=event.at)


def _inspection_planned(case: Case, event: e.InspectionPlanned) -> Case:
    kept = tuple(v for v in case.visits if v.id != event.visit)
    planned = Visit(event.visit, event.items, event.on, event.officers)
    before = _visit(case, event.visit)
    if before is not None and before.parts:
        # What was recorded stands; the rest of the visit is moved.
        planned = changed(planned, items=before.seen + event.items, failed=before.failed, parts=before.parts)
    for item in event.items:
        if item in event.beyond:
            continue
        # Who goes is named: what the law wants within days of acceptance is done.
        rest = tuple(d for d in case.approval(item).deadlines if d.name != "assignment")
        case = with_approval(case, item, deadlines=rest)
    for item, end in event.unnamed.items():
        case = with_approval(case, item, deadlines=(*case.approval(item).deadlines, end))
    return changed(case, visits=(*kept, planned))


def _visit(case: Case, visit: str) -> Visit | None:
    return next((one for one in case.visits if one.id == visit), None)


def _inspection_recorded(case: Case, event: e.InspectionRecorded) -> Case:
    case = _received(case, event.supplied)
    visit = _visit(case, event.visit)
    if visit is None:
        return case
    items = event.items or tuple(item for item in visit.items if item not in visit.seen)
    for item in items:
        case = with_approval(case, item, inspected=True)
    after = _recorded(case, visit, items, event)
    return changed(case, visits=tuple(after if one is visit else one for one in case.visits))


def _recorded(case: Case, visit: Visit, items: tuple[str, ...], event: e.InspectionRecorded) -> Visit:
    """The visit after one record: whole as soon as nothing of it is left to look at."""
    seen = visit.seen + items
    after = changed(
        visit, failed=visit.failed + event.failed, parts=(*visit.parts, Part(items, event.officers, visit.on))
    )  # fmt: skip
    if case.pending(after):
        return after
    # What was withdrawn or ended meanwhile was never looked at.
    after = changed(after, recorded=True, items=tuple(item for item in visit.items if item in seen))
    return after if visit.parts else changed(after, parts=(), officers=event.officers)


def _suspended(case: Case, event: ce.ApprovalSuspended) -> Case:
    suspension = Suspension(event.cause, event.at, event.held)
    return with_approval(
        case, event.item, status=_status(event), deadlines=(event.deadline, *event.running), suspension=suspension
    )


def _resumed(case: Case, event: ce.ApprovalResumed) -> Case:
    return with_approval(case, event.item, status=_status(event), deadlines=event.deadlines, suspension=None)


def _extended(case: Case, event: ce.ApprovalExtended) -> Case:
    return with_approval(case, event.item, status=_status(event), deadlines=event.deadlines, extended=True)


def _granted(case: Case, event: e.ApprovalGranted | r.ApprovalDeemedGranted) -> Case:
    promised = any(d.name == "verification" for d in event.deadlines)
    told: dict[str, Any] = {
        "status": _status(event), "outcome": event.outcome, "deadlines": event.deadlines, "proposal": None,
        "verification": "due" if promised else "none", "suspension": None, "renewal": None,
        "deemed": isinstance(event, r.ApprovalDeemedGranted),
    }  # fmt: skip
    after = [_without(changed(a, **told) if a.item == event.item else a, event.item) for a in case.approvals]
    return _asked_no_more(changed(case, approvals=tuple(after)), event.item)


def _without(approval: Approval, item: str) -> Approval:
    """Nothing waits any more for what was granted."""
    if item not in approval.needs and item not in approval.joins:
        return approval
    needs, joins = (tuple(one for one in before if one != item) for before in (approval.needs, approval.joins))
    return changed(approval, needs=needs, joins=joins)


def _dropped(case: Case, event: r.RenewalDropped) -> Case:
    return with_approval(case, event.item, renewal=None)


def _ended(case: Case, event: Any) -> Case:
    changes: dict[str, Any] = {"status": _status(event), "deadlines": (), "suspension": None, "renewal": None}
    if isinstance(event, e.ApprovalRefused):
        changes["outcome"] = event.outcome
    if isinstance(event, e.ApprovalWithdrawn):
        changes["lapsed"] = event.deemed
    if isinstance(event, e.ApprovalRevoked):
        changes["verification"] = "none"
    case = with_approval(case, event.item, **changes)
    return _still_owing(_asked_no_more(case, event.item))


def _asked_no_more(case: Case, item: str) -> Case:
    """Nobody has to mend what is over, or what the end of a licence granted while it was asked for."""
    defects = tuple(one for one in case.defects if one.item != item)
    return case if defects == case.defects else changed(case, defects=defects)


def _still_owing(case: Case) -> Case:
    """Nobody owes a paper any more for what is over, whatever a unit has still to answer about it."""
    running = {a.item for a in case.approvals if a.running}
    owed = tuple(o for o in case.owed if running & set(o.items))
    return case if owed == case.owed else changed(case, owed=owed)


def _delivered(case: Case, event: e.ApprovalDelivered) -> Case:
    kept = tuple(d for d in case.approval(event.item).deadlines if d.name in ("verification", "repair") or d.of)
    return _still_owing(with_approval(case, event.item, status=_status(event), deadlines=kept))


def _verified(case: Case, event: e.CommitmentVerified) -> Case:
    rest = tuple(d for d in case.approval(event.item).deadlines if d.name != "verification")
    found = "kept" if event.kept else "broken"
    return _still_owing(with_approval(case, event.item, verification=found, deadlines=rest + event.deadlines))


def _repaired(case: Case, event: e.CommitmentRepaired) -> Case:
    rest = tuple(d for d in case.approval(event.item).deadlines if "repair" not in (d.name, d.of))
    return _still_owing(with_approval(case, event.item, verification="repaired", deadlines=rest))


def _missed(case: Case, event: ce.DeadlineMissed) -> Case:
    where, which = (event.item, event.material), (event.name, event.of)
    return _redeadline(case, where, which, lambda standing: changed(standing, missed=True))


def _recomputed(case: Case, event: ce.DeadlineRecomputed) -> Case:
    where, which = (event.item, event.material), (event.deadline.name, event.deadline.of)
    return _redeadline(case, where, which, lambda _: event.deadline)


def _reminded(case: Case, event: ce.Reminded) -> Case:
    approval, told = case.approval(event.item), event.deadline
    if told.of and all((d.name, d.of) != (told.name, told.of) for d in approval.deadlines):
        return with_approval(case, event.item, deadlines=(*approval.deadlines, told))
    return _redeadline(case, (event.item, None), (told.name, told.of), lambda _: told)


def _redeadline(
    case: Case, where: tuple[str | None, str | None], which: tuple[str, str | None], change: Change
) -> Case:
    """Change the end of an approval (`where` names its item) or of a paper that is owed (it names the material)."""
    item, material = where
    if item is not None:
        return with_approval(case, item, **redated(case.approval(item), *which, change))
    owed = (changed(o, deadline=change(o.deadline)) if o.material == material and o.deadline else o for o in case.owed)
    return changed(case, owed=tuple(owed))


_HANDLERS: dict[type[e.CaseEvent], Callable[[Case, Any], Case]] = BESIDE | {
    e.CorrectionRequested: _correction_requested,
    e.CorrectionWithdrawn: _correction_withdrawn,
    e.CorrectionSupplied: _correction_supplied,
    e.PaperSupplied: _paper_supplied,
    e.ApprovalAccepted: _accepted,
    e.ApprovalCleared: _cleared,
    e.ApprovalStarted: _started,
    e.ApprovalNotAccepted: _ended,
    e.InspectionPlanned: _inspection_planned,
    e.InspectionRecorded: _inspection_recorded,
    ce.ApprovalSuspended: _suspended,
    ce.ApprovalResumed: _resumed,
    ce.ApprovalExtended: _extended,
    e.ApprovalGranted: _granted,
    r.ApprovalDeemedGranted: _granted,
    r.RenewalDropped: _dropped,
    e.ApprovalRefused: _ended,
    e.ApprovalLapsed: _ended,
    e.ApprovalDelivered: _delivered,
    e.ApprovalWithdrawn: _ended,
    e.CommitmentVerified: _verified,
    e.CommitmentRepaired: _repaired,
    e.ApprovalRevoked: _ended,
    ce.DeadlineMissed: _missed,
    ce.DeadlineRecomputed: _recomputed,
    ce.Reminded: _reminded,
}


def touched(before: Case | None, after: Case) -> tuple[Approval, ...]:
    """This will list the approvals that a step changed, so that only their rows are written."""
    if before is None:
        return after.approvals
    known = {a.item: a for a in before.approvals}
    return tuple(a for a in after.approvals if known.get(a.item) is not a)
