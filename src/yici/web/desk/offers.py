"""What a member of staff can do with a case now: state, law and grants together, from the domain's own rules.

The server decides again when it is asked; this only spares people offers that would be refused.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from yici.domain.authority import Grants
from yici.domain.case import ACTIONS, EDGES, Approval, Case, Visit
from yici.domain.case import commands as c
from yici.domain.plan import Plan, PlannedApproval


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be done. `on` names the item or visit that it is about, empty when it is the whole case.

    `items` are the items that it may concern; `hindered` are codes of what still keeps a grant from being given.
    """

    command: str
    items: tuple[str, ...]
    on: str = ""
    hindered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """A case, its plan and what somebody may do with it: everything that an offer hangs on."""

    case: Case
    plan: Plan
    grants: Grants
    planned: dict[str, PlannedApproval] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "planned", {a.item: a for a in self.plan.schedule.approvals})

    def may(self, command: type, approval: Approval) -> bool:
        """This will say whether the grants allow a command on an approval."""
        return self.grants.may(ACTIONS[command], approval.agency, self.case.place, approval.item)

    def those(self, command: type, event: str) -> tuple[str, ...]:
        """This will list the items in a state that an event leads on from, on which the command is allowed."""
        origins = EDGES[event].origins
        return tuple(a.item for a in self.case.approvals if a.status in origins and self.may(command, a))


def offers(case: Case, plan: Plan, grants: Grants) -> tuple[Offer, ...]:
    """This will list everything that these grants allow on this case now, what is usual first."""
    desk = Desk(case, plan, grants)
    return tuple(offer for find in FINDERS for offer in find(desk))


def offer_for(case: Case, plan: Plan, grants: Grants, command: str, on: str) -> Offer | None:
    """This will give the one offer with this command on this item or visit; None when there is none now."""
    return next((one for one in offers(case, plan, grants) if (one.command, one.on) == (command, on)), None)


def _accept(desk: Desk) -> Iterator[Offer]:
    if items := desk.those(c.Accept, "approval.accepted"):
        yield Offer("accept", items)


def _correct(desk: Desk) -> Iterator[Offer]:
    if items := desk.those(c.RequestCorrection, "case.correction_requested"):
        yield Offer("correct", items)


def _withdraw_correction(desk: Desk) -> Iterator[Offer]:
    correcting = [a for a in desk.case.approvals if a.status == "correcting"]
    if correcting and all(desk.may(c.WithdrawCorrection, a) for a in correcting):
        yield Offer("withdraw_correction", tuple(a.item for a in correcting))


def _supply_paper(desk: Desk) -> Iterator[Offer]:
    items = tuple(a.item for a in desk.case.approvals)
    # A paper that comes later belongs to the case: the right is asked for each of its approvals.
    if desk.case.owed and all(desk.may(c.SupplyPaper, a) for a in desk.case.approvals):
        yield Offer("supply_paper", items)


def _decline(desk: Desk) -> Iterator[Offer]:
    for item in desk.those(c.DeclineAcceptance, "approval.not_accepted"):
        yield Offer("decline", (item,), on=item)


def _plan_inspection(desk: Desk) -> Iterator[Offer]:
    open_visits = {item for visit in desk.case.visits if not visit.recorded for item in visit.items}
    seen = {item for visit in desk.case.visits if visit.recorded and not visit.failed for item in visit.items}
    for visit in desk.plan.schedule.visits:
        items = tuple(
            a.item for a in desk.case.approvals
            if a.item in visit.items and a.status in ("waiting", "handling")
            and a.item not in open_visits | seen and desk.may(c.PlanInspection, a)
        )  # fmt: skip
        if items:
            yield Offer("plan_inspection", items, on=free_visit(desk.case, visit.id))


def free_visit(case: Case, wanted: str) -> str:
    """This will give an id for a visit that no planned or recorded one has, so that none is overwritten."""
    taken = {visit.id for visit in case.visits}
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 2))
    return next((one for one in (wanted, *numbered) if one not in taken), wanted)


def _move_inspection(desk: Desk) -> Iterator[Offer]:
    for visit in desk.case.visits:
        if not visit.recorded and _all_of(desk, c.PlanInspection, visit):
            yield Offer("move_inspection", visit.items, on=visit.id)


def _record_inspection(desk: Desk) -> Iterator[Offer]:
    for visit in desk.case.visits:
        if not visit.recorded and _all_of(desk, c.RecordInspection, visit):
            yield Offer("record_inspection", visit.items, on=visit.id)


def _all_of(desk: Desk, command: type, visit: Visit) -> bool:
    return all(desk.may(command, desk.case.approval(item)) for item in visit.items)


def _decide(desk: Desk) -> Iterator[Offer]:
    for approval in desk.case.approvals:
        if desk.may(c.Decide, approval) and _decidable(desk, approval):
            yield Offer("decide", (approval.item,), on=approval.item, hindered=hindrances(desk, approval))


def _decidable(desk: Desk, approval: Approval) -> bool:
    if approval.status in EDGES["approval.granted"].origins:
        return True
    # A registration is decided on the papers as received: no acceptance stands between.
    counted = desk.planned[approval.item].counted_from
    return approval.status == "received" and counted == "receipt" and not approval.needs


def hindrances(desk: Desk, approval: Approval) -> tuple[str, ...]:
    """This will name by code what keeps an approval from being granted: the same that the machine would refuse."""
    planned, found = desk.planned[approval.item], []
    if planned.inspections and not approval.committed and not approval.inspected:
        found.append("decision.inspection_missing")
    if not approval.committed and any(approval.item in owed.items for owed in desk.case.owed):
        found.append("decision.papers_missing")
    return tuple(found)


def _deliver(desk: Desk) -> Iterator[Offer]:
    for item in desk.those(c.Deliver, "approval.delivered"):
        yield Offer("deliver", (item,), on=item)


def _withdraw(desk: Desk) -> Iterator[Offer]:
    if items := desk.those(c.Withdraw, "approval.withdrawn"):
        yield Offer("withdraw", items)


def _promises(command: str, kind: type, standing: str) -> Callable[[Desk], Iterator[Offer]]:
    def find(desk: Desk) -> Iterator[Offer]:
        for approval in desk.case.approvals:
            if approval.verification == standing and desk.may(kind, approval):
                yield Offer(command, (approval.item,), on=approval.item)

    return find


FINDERS: tuple[Callable[[Desk], Iterator[Offer]], ...] = (
    _accept,
    _correct,
    _decline,
    _withdraw_correction,
    _supply_paper,
    _plan_inspection,
    _record_inspection,
    _decide,
    _deliver,
    _move_inspection,
    _promises("verify", c.VerifyCommitment, "due"),
    _promises("confirm_repair", c.ConfirmRepair, "broken"),
    _promises("revoke", c.Revoke, "broken"),
    _withdraw,
)
