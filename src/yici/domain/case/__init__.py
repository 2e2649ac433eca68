"""The case machine: `decide` and `settle` give events, `evolve` folds them, `owner` and `deadlines` say who and when.

One application is one case with one approval per item. All functions are pure; what was computed stands in the event.
"""

from yici.domain.case.commands import (
    Accept,
    Command,
    ConfirmRepair,
    Decide,
    DeclineAcceptance,
    Deliver,
    ExtendDecision,
    PlanInspection,
    RecordInspection,
    RequestCorrection,
    Resume,
    Revoke,
    Submit,
    SupplyCorrection,
    SupplyPaper,
    Suspend,
    VerifyCommitment,
    Withdraw,
    WithdrawCorrection,
)
from yici.domain.case.context import REMIND_AFTER, Context
from yici.domain.case.deadlines import deadlines, explain, longer, next_due, owner
from yici.domain.case.decide import decide, step
from yici.domain.case.events import EVENTS, CaseEvent
from yici.domain.case.evolve import evolve, fold, touched
from yici.domain.case.intake import awaited
from yici.domain.case.moves import lacking
from yici.domain.case.parts import Deadline, Defect, Owed, Paper, Part, Visit
from yici.domain.case.rights import (
    ACTIONS,
    APPLICANT,
    TURNS,
    Required,
    check_permitted,
    permits,
    required,
    role_for,
)
from yici.domain.case.settle import settle
from yici.domain.case.state import Approval, Case, Task
from yici.domain.case.states import EDGES, FINAL, SENTENCES

__all__ = [
    "ACTIONS",
    "APPLICANT",
    "EDGES",
    "EVENTS",
    "FINAL",
    "REMIND_AFTER",
    "SENTENCES",
    "TURNS",
    "Accept",
    "Approval",
    "Case",
    "CaseEvent",
    "Command",
    "ConfirmRepair",
    "Context",
    "Deadline",
    "Decide",
    "DeclineAcceptance",
    "Defect",
    "Deliver",
    "ExtendDecision",
    "Owed",
    "Paper",
    "Part",
    "PlanInspection",
    "RecordInspection",
    "RequestCorrection",
    "Required",
    "Resume",
    "Revoke",
    "Submit",
    "SupplyCorrection",
    "SupplyPaper",
    "Suspend",
    "Task",
    "VerifyCommitment",
    "Visit",
    "Withdraw",
    "WithdrawCorrection",
    "awaited",
    "check_permitted",
    "deadlines",
    "decide",
    "evolve",
    "explain",
    "fold",
    "lacking",
    "longer",
    "next_due",
    "owner",
    "permits",
    "required",
    "role_for",
    "settle",
    "step",
    "touched",
]  # fmt: skip
