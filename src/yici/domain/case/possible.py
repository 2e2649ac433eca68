"""What is possible instead: with each refusal for a wrong state goes what the state allows, by the names of offers.

`allowed` knows rights and law beside; this goes by the state alone, and names what the table of edges leads on from.
"""

from typing import Final

from yici.domain.case.parts import HearingStage
from yici.domain.case.state import Approval, Verification
from yici.domain.case.states import EDGES, EXAMINED

BY_EDGE: Final = {
    "accept": "approval.accepted",
    "correct": "case.correction_requested",
    "decline": "approval.not_accepted",
    "supply_correction": "case.correction_supplied",
    "withdraw_correction": "case.correction_withdrawn",
    "resume": "approval.resumed",
    "decide": "approval.refused",
    "suspend": "approval.suspended",
    "extend": "approval.extended",
    "deliver": "approval.delivered",
    "withdraw": "approval.withdrawn",
}
"""By offer, the event that it leads to. What may be granted may be refused; what is prepared may only be refused."""
BY_PROMISE: Final[dict[Verification, tuple[str, ...]]] = {
    "none": (), "due": ("verify",), "broken": ("confirm_repair", "revoke"), "kept": (), "repaired": (),
}  # fmt: skip
BY_STAGE: Final[dict[HearingStage | str, tuple[str, ...]]] = {
    "none": ("offer_hearing",),
    "offered": ("request_hearing",),
    "requested": ("set_hearing",),
    "set": ("hold_hearing", "set_hearing"),
    "held": ("decide",),
    "waived": ("decide",),
}


def possible(approval: Approval) -> tuple[str, ...]:
    """This will name what the state of an item allows."""
    found = [offer for offer, kind in BY_EDGE.items() if approval.status in EDGES[kind].origins]
    if "decide" in approval.tasks and "decide" not in found:
        found.append("decide")
    if approval.status in EXAMINED:
        found.append("plan_inspection")
    return (*found, *BY_PROMISE[approval.verification])


def instead(offers: tuple[str, ...]) -> str:
    """This will say what is possible instead."""
    return f"possible now: {', '.join(offers)}" if offers else "nothing more is to be done here: see what became of it"
