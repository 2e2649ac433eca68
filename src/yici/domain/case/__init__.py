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
from yici.domain.case.context import REMIND_AFTER, Context, Counting
from yici.domain.case.deadlines import deadlines, explain, longer, next_due, owner
from yici.domain.case.decide import decide, step
from yici.domain.case.events import EVENTS, CaseEvent
from yici.domain.case.evolve import evolve, fold, touched
from yici.domain.case.intake import awaited
from yici.domain.case.moves import lacking
from yici.domain.case.receiving import RECEIVING, handled_at, not_for
from yici.domain.case.rights import (
    ACTIONS,
    APPLICANT,
    TURNS,
    Required,
    check_permitted,
    may,
    may_at_window,
    permits,
    required,
    role_for,
)
from yici.domain.case.settle import settle
from yici.domain.case.state import Approval, Case, Deadline, Defect, Owed, Paper, Part, Received, Task, Visit
from yici.domain.case.states import EDGES, FINAL, SENTENCES

__all__ = [
    "ACTIONS",
    "APPLICANT",
    "EDGES",
    "EVENTS",
    "FINAL",
    "RECEIVING",
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
    "Counting",
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
    "Received",
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
    "handled_at",
    "lacking",
    "longer",
    "may",
    "may_at_window",
    "next_due",
    "not_for",
    "owner",
    "permits",
    "required",
    "role_for",
    "settle",
    "step",
    "touched",
]  # fmt: skip
