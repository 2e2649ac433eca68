"""Apply anywhere, handled where competent: which window may take an application in, and what it may do with it later.

The window that took a case in always sees it, takes in what the applicant brings, answers what they ask, hands results
out, and may ask how far a matter is; it decides nothing for a body elsewhere.
"""

from typing import Final

from yici.domain.case.parts import Received
from yici.domain.case.state import Case
from yici.domain.competence import may_take_in
from yici.domain.error import Forbidden
from yici.domain.plan import Plan, PlannedApproval

RECEIVING: Final = frozenset({"case.read", "case.receive", "case.deliver", "approval.urge", "case.reply"})
"""What the receiving window may do wherever the approvals are handled, with its own rights for these actions."""


def handled_at(planned: PlannedApproval, plan: Plan) -> str:
    """This will give the place where an approval of a plan is handled."""
    return planned.competent.place if planned.competent else plan.place


def not_for(plan: Plan, window: str) -> tuple[PlannedApproval, ...]:
    """This will list the approvals that a window at a place may not take in."""
    return tuple(one for one in plan.schedule.approvals if not _may(window, one, plan))


def _may(window: str, planned: PlannedApproval, plan: Plan) -> bool:
    reach = planned.competent.reach if planned.competent else None
    return may_take_in(window, reach, place=plan.place, handled=handled_at(planned, plan))


def check_window(plan: Plan, received: Received | None) -> None:
    """This will pass for what came online and for a window that may take everything in.

    Raises Forbidden("receiving.not_here") naming the body that is competent.
    """
    for planned in not_for(plan, received.place) if received else ():
        body, remedy = planned.body or planned.agency, "hand it in online, or at a window of the place that handles it"
        place = handled_at(planned, plan)
        raise Forbidden("receiving.not_here", item=planned.item, place=place, body=body, remedy=remedy)


def is_receiving(case: Case, action: str) -> bool:
    """This will say whether an action is one of those that the window that took a case in may do."""
    return case.received is not None and action in RECEIVING
