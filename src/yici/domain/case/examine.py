"""From acceptance to the result: decisions, delivery, and what becomes of a commitment."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from yici.domain.case import beside_events as b
from yici.domain.case import commands as c
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.evolve import evolve
from yici.domain.case.formal import granted
from yici.domain.case.granting import at_once, obstacles, unreceived
from yici.domain.case.hearing import hearing_open
from yici.domain.case.moves import approvals_in, in_state, lapse, two_people, unknown_item
from yici.domain.case.parts import Deadline, Proposal
from yici.domain.case.settle import acceptance
from yici.domain.case.state import Approval, Case
from yici.domain.clock import end_of_day, ending_day, legal_day
from yici.domain.error import Invalid, Refused

WAYS = ("window", "courier", "cabinet", "electronic")
"""How a result is handed over."""


def _decide(case: Case, command: c.Decide, ctx: Context) -> list[e.CaseEvent]:
    planned = ctx.planned(command.item) if any(a.item == command.item for a in case.approvals) else None
    if planned is None:
        raise unknown_item(case, command.item)
    approval = case.approval(command.item)
    before: list[e.CaseEvent] = []
    if at_once(approval, planned):
        # The acceptance is recorded together with the decision; what is not there is asked for before anything else.
        missing = unreceived(case, approval, planned, ctx.plan)
        if missing and command.grant:
            raise next(obstacles(case, approval, planned, ctx.plan)).refusal
        before = acceptance(case, approval, ctx, since=approval.received_at, by_silence=False, lacking=missing)
        for event in before:
            case = evolve(case, event)
    [approval] = approvals_in(case, [command.item], e.ApprovalGranted if command.grant else e.ApprovalRefused)
    return before + _with_second(case, approval, command, ctx)


def _with_second(case: Case, approval: Approval, command: c.Decide, ctx: Context) -> list[e.CaseEvent]:
    """Where two decide, the first proposes; the second makes the same a decision, or proposes otherwise."""
    if approval.status == "prepared" and command.grant and command.valid_until in (None, approval.valid_until):
        remedy = "it becomes formal by itself: name another last day, refuse it, or wait"
        raise Refused("decision.prepared_already", item=command.item, joins=list(approval.joins), remedy=remedy)
    if command.grant and command.grounds:
        remedy = "refuse it, or leave the grounds out: what was weighed belongs into the note"
        raise Invalid("decision.grounds_on_grant", item=command.item, grounds=list(command.grounds), remedy=remedy)
    if hearing_open(approval):
        raise Refused("decision.hearing_open", item=command.item, remedy="hold the hearing, or wait until nobody asked")
    happened = (_grant if command.grant else _refuse)(case, command, ctx)
    proposed = approval.proposal
    same = proposed is not None and _same(proposed, command)
    if ctx.planned(command.item).deciders < 2 or (proposed and same and proposed.by != ctx.actor.id):
        return happened
    if proposed and same:
        raise Refused("decision.second_needed", item=command.item, remedy="another officer must decide the same")
    return [
        b.DecisionProposed(
            at=ctx.now, item=command.item, by=ctx.actor.id, grant=command.grant, grounds=command.grounds,
            valid_until=command.valid_until if command.grant else None, private={"note": command.note},
        )
    ]  # fmt: skip


def _same(proposed: Proposal, command: c.Decide) -> bool:
    """Whether a decision is the one that was proposed: granted until the same day, or refused on the same grounds."""
    if not (proposed.grant and command.grant):
        return proposed.grant == command.grant and set(proposed.grounds) == set(command.grounds)
    return proposed.valid_until == command.valid_until


def _grant(case: Case, command: c.Decide, ctx: Context) -> list[e.CaseEvent]:
    planned, approval = ctx.planned(command.item), case.approval(command.item)
    if command.valid_until is not None and not planned.gives:
        raise Invalid("decision.no_licence", item=command.item, remedy="leave the last day out: no licence is granted")
    for one in obstacles(case, approval, planned, ctx.plan, tuple(ctx.ahead.get(command.item, ()))):
        if not (one.spoken and command.note.strip()):
            raise one.refusal
    return granted(case, command.item, ctx, command.note, command.valid_until)


def _refuse(case: Case, command: c.Decide, ctx: Context) -> list[e.CaseEvent]:
    planned = ctx.planned(command.item)
    if len(planned.outcomes) < 2:
        raise Refused("decision.no_refusal", item=command.item, remedy="this regime knows no refusal")
    if not command.grounds:
        raise Invalid("decision.grounds", remedy="a refusal needs its reasons (Administrative Licensing Law Art. 38)")
    if planned.technical and not command.note.strip():
        remedy = "name in words the technical standard that it does not meet (Licensing Law Art. 55)"
        raise Invalid("decision.no_standard", item=command.item, remedy=remedy)
    refused = e.ApprovalRefused(
        at=ctx.now, item=command.item, outcome=planned.outcomes[1], grounds=command.grounds,
        remedies=planned.remedies, private={"note": command.note},
    )  # fmt: skip
    return [refused, *lapse(case, command.item, ctx)]


def _deliver(case: Case, command: c.Deliver, ctx: Context) -> list[e.CaseEvent]:
    if command.way not in WAYS:
        raise Invalid("delivery.way", way=command.way, ways=list(WAYS), remedy=f"give one of: {', '.join(WAYS)}")
    [approval] = approvals_in(case, [command.item], e.ApprovalDelivered)
    told = {"receiver": command.receiver.strip()} if command.receiver.strip() else {}
    return [
        e.ApprovalDelivered(at=ctx.now, item=approval.item, way=command.way, proof=command.proof or None, private=told)
    ]


def _deliver_together(case: Case, command: c.DeliverTogether, ctx: Context) -> list[e.CaseEvent]:
    """One counter hands out what several bodies granted (Licensing Law Art. 26)."""
    items = command.items or tuple(a.item for a in case.approvals if a.status == "decided")
    if not items:
        raise Refused("delivery.nothing_ready", remedy="wait until something is granted")
    each = (c.Deliver(item=item, way=command.way, proof=command.proof, receiver=command.receiver) for item in items)
    return [event for one in each for event in _deliver(case, one, ctx)]


def _promise(case: Case, item: str, state: str) -> Approval:
    approval = next((a for a in case.approvals if a.item == item), None)
    if approval is None:
        raise unknown_item(case, item)
    if approval.verification != state:
        raise Refused("commitment.wrong_state", needed=state, **in_state(approval))
    return approval


def _verify(case: Case, command: c.VerifyCommitment, ctx: Context) -> list[e.CaseEvent]:
    _promise(case, command.item, "due")
    two_people(command.officers, ctx.planned(command.item).officers)
    standing: tuple[Deadline, ...] = ()
    if command.kept and (command.findings or command.repair_by is not None):
        remedy = "a promise that was kept has nothing to mend: leave findings and day out, or report it as broken"
        raise Invalid("commitment.kept_with_findings", item=command.item, remedy=remedy)
    if not command.kept:
        if command.repair_by is None or not command.findings or command.repair_by <= legal_day(ctx.now):
            raise Invalid("commitment.repair", remedy="say what was found and by which later day it must be put right")
        end = end_of_day(command.repair_by)
        standing = (
            Deadline("repair", "applicant", None, ctx.now, end, None, ctx.at(command.item).calendar.digest, "order"),
        )
    return [
        e.CommitmentVerified(
            at=ctx.now, item=command.item, kept=command.kept, officers=command.officers, findings=command.findings,
            deadlines=standing, private={"note": command.note},
        )
    ]  # fmt: skip


def repair_end(approval: Approval) -> datetime | None:
    """This will say when the time to put a broken promise right is over; None where none was ordered."""
    return next((d.due for d in approval.deadlines if d.name == "repair"), None)


def _confirm_repair(case: Case, command: c.ConfirmRepair, ctx: Context) -> list[e.CaseEvent]:
    _promise(case, command.item, "broken")
    return [e.CommitmentRepaired(at=ctx.now, item=command.item)]


def _revoke(case: Case, command: c.Revoke, ctx: Context) -> list[e.CaseEvent]:
    approval = _promise(case, command.item, "broken")
    if not command.grounds:
        raise Invalid("decision.grounds", remedy="a revocation needs its reasons")
    due = repair_end(approval)
    if due is not None and ctx.now < due:
        remedy = "wait until the time to put it right is over (State Council Office 2020 No. 42), or confirm the repair"
        raise Refused("commitment.repair_running", item=command.item, until=ending_day(due).isoformat(), remedy=remedy)
    return [
        e.ApprovalRevoked(
            at=ctx.now, item=command.item, grounds=command.grounds,
            remedies=ctx.planned(command.item).remedies, private={"note": command.note},
        )
    ]  # fmt: skip


EXAMINATION: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {
    c.Decide: _decide,
    c.Deliver: _deliver,
    c.DeliverTogether: _deliver_together,
    c.VerifyCommitment: _verify,
    c.ConfirmRepair: _confirm_repair,
    c.Revoke: _revoke,
}
