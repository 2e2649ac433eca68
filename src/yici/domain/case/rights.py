"""What a command takes: the authority that staff need for it, and which commands are the applicant's own."""

from dataclasses import dataclass

from yici.domain.case import commands as c
from yici.domain.case.state import Approval, Case

ACTIONS: dict[type, str] = {
    c.Submit: "case.receive",
    c.RequestCorrection: "case.correct",
    c.WithdrawCorrection: "case.correct",
    c.SupplyCorrection: "case.receive",
    c.SupplyPaper: "case.receive",
    c.Accept: "case.accept",
    c.DeclineAcceptance: "case.decline",
    c.PlanInspection: "approval.inspect",
    c.RecordInspection: "approval.inspect",
    c.Decide: "approval.decide",
    c.Deliver: "case.deliver",
    c.Withdraw: "case.withdraw",
    c.VerifyCommitment: "approval.verify",
    c.ConfirmRepair: "approval.verify",
    c.Revoke: "approval.revoke",
}
"""The action of `yici.domain.authority` that each command takes, on every item that it concerns."""

APPLICANT: frozenset[type] = frozenset({c.Submit, c.SupplyCorrection, c.SupplyPaper, c.Withdraw})
"""What applicants may do with their own case."""


@dataclass(frozen=True, slots=True)
class Required:
    """One authority that a command takes: an action on an item of an agency at a place."""

    action: str
    agency: str
    place: str
    item: str


def required(case: Case, command: c.Command) -> tuple[Required, ...]:
    """This will list the authority that staff need for a command, one line per approval that it concerns."""
    action = ACTIONS[type(command)]
    return tuple(Required(action, a.agency, case.place, a.item) for a in _concerned(case, command))


def _concerned(case: Case, command: c.Command) -> tuple[Approval, ...]:
    named = _named(case, command)
    chosen = tuple(a for a in case.approvals if a.item in named)
    return chosen or case.approvals


def _named(case: Case, command: c.Command) -> set[str]:
    if isinstance(command, c.RequestCorrection):
        return {defect.item for defect in command.defects}
    if isinstance(command, c.WithdrawCorrection):
        return {defect.item for defect in case.defects}
    if isinstance(command, c.RecordInspection):
        return {item for visit in case.visits if visit.id == command.visit for item in visit.items}
    if isinstance(command, c.Accept):
        return set(command.items) or {a.item for a in case.approvals if a.status == "received"}
    items = getattr(command, "items", None)
    return set(items) if items is not None else {getattr(command, "item", "")}
