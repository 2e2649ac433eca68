"""What every decision uses: finding approvals in a state from which an event leads on, two people, and lapsing."""

from collections.abc import Collection, Iterable
from typing import Any

from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.possible import instead, possible
from yici.domain.case.state import Approval, Case
from yici.domain.case.states import EDGES
from yici.domain.error import Invalid, Refused
from yici.domain.plan import Plan, PlannedMaterial

SIGNED_FIRST = "ask once for the form, signed by them"
LEAST_PEOPLE = 2
"""Who looks at premises: "two or more" (Administrative Licensing Law Art. 34)."""


def approvals_in(case: Case, items: Iterable[str], event: type[e.CaseEvent]) -> list[Approval]:
    """This will give the approvals named, refusing unknown ones and those from which `event` does not lead on."""
    origins = EDGES[event.kind].origins
    return [approval_of(case, item, origins) for item in items]


def approval_of(case: Case, item: str, states: Collection[str]) -> Approval:
    """This will give the approval of an item, refusing an unknown one and one that is in none of these states."""
    approval = next((one for one in case.approvals if one.item == item), None)
    if approval is None:
        raise unknown_item(case, item)
    if approval.status not in states:
        raise Refused("case.wrong_state", needed=sorted(states), **in_state(approval))
    return approval


def unknown_item(case: Case, item: str) -> Invalid:
    """This will be the refusal of an item that a case does not have."""
    items = [a.item for a in case.approvals]
    return Invalid("case.unknown_item", item=item, items=items, remedy=f"name one of its items: {', '.join(items)}")


def in_state(approval: Approval) -> dict[str, Any]:
    """This will give what a refusal for a wrong state tells of an item: its state, and what that allows."""
    offers = possible(approval)
    return {
        "item": approval.item, "status": approval.status, "possible": list(offers), "remedy": instead(offers),
    }  # fmt: skip


def lacking(case: Case, items: Collection[str], plan: Plan) -> tuple[str, ...]:
    """This will list the papers of these items that must be handed in and have not come."""
    return tuple(paper.material for paper in _outstanding(case, plan) if not set(items).isdisjoint(paper.items))


def lacking_by_item(case: Case, items: Collection[str], plan: Plan) -> dict[str, tuple[str, ...]]:
    """This will list for each of these items its papers that must be handed in and have not come."""
    missing = _outstanding(case, plan)
    return {item: tuple(paper.material for paper in missing if item in paper.items) for item in items}


def _outstanding(case: Case, plan: Plan) -> list[PlannedMaterial]:
    given = set(case.given)
    return [
        paper
        for paper in plan.materials
        if paper.material not in given and paper.how == "submit" and paper.mandatory is not False and not paper.maybe
    ]


def formless(plan: Plan, given: Collection[str]) -> frozenset[str]:
    """This will give the items whose own form is a paper of the plan that is not among the given ones."""
    return frozenset(
        item for one in plan.materials if one.how == "form" and one.material not in given for item in one.items
    )  # fmt: skip


def unsigned_for(case: Case, items: Collection[str], plan: Plan) -> tuple[str, ...]:
    """This will name the roles whose declaration of will these items lack: no signature came with the application, and
    no signed form since."""
    lacking_form = formless(plan, case.given) if case.unsigned else frozenset()
    wanted = [one for one in plan.signers if one.role in case.unsigned and lacking_form.issuperset(one.items)]
    return tuple(one.role for one in wanted if not set(items).isdisjoint(one.items))


def two_people(officers: tuple[str, ...], planned: int) -> None:
    """This will pass for as many different people as the plan says; for two at least whatever it says, also where it
    says nothing (Licensing Law Art. 34). Raises Invalid("inspection.too_few_people")."""
    least = max(planned, LEAST_PEOPLE)
    if len(set(officers)) < least:
        raise Invalid(
            "inspection.too_few_people", given=len(set(officers)), needed=least,
            remedy="Administrative Licensing Law Art. 34: name at least two",
        )  # fmt: skip


def lapse(case: Case, because: str, ctx: Context) -> list[e.CaseEvent]:
    """Those that need what will never come, or hang on it, end with it, and those that need them in turn."""
    ended: list[e.CaseEvent] = []
    origins = EDGES["approval.lapsed"].origins
    gone, ended_items = [because], {because}
    while gone:
        lost = gone.pop()
        for approval in case.approvals:
            hangs = lost in approval.needs or lost in approval.joins
            if hangs and approval.status in origins and approval.item not in ended_items:
                ended.append(e.ApprovalLapsed(at=ctx.now, item=approval.item, because=lost))
                gone.append(approval.item)
                ended_items.add(approval.item)
    return ended
