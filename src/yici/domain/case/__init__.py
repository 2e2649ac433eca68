"""The case machine: `decide` and `settle` give events, `evolve` folds them, `owner` and `deadlines` say who and when.

One application is one case with one approval per item. All functions are pure; what was computed stands in the event.
"""

from yici.domain.case.beside_commands import (
    AnswerCard,
    AskOpinions,
    ConfirmNotice,
    GiveOpinion,
    HoldHearing,
    IssueCard,
    OfferHearing,
    Rate,
    Recuse,
    RequestHearing,
    SetHearing,
)
from yici.domain.case.commands import (
    Accept,
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
from yici.domain.case.events import CaseEvent
from yici.domain.case.evolve import evolve, fold, touched
from yici.domain.case.intake import awaited
from yici.domain.case.kinds import EVENTS, Command
from yici.domain.case.moves import lacking
from yici.domain.case.parts import AskedOpinion, Card, Deadline, Defect, Hearing, Owed, Paper, Part, Proposal, Visit
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
    "AnswerCard",
    "Approval",
    "AskOpinions",
    "AskedOpinion",
    "Card",
    "Case",
    "CaseEvent",
    "Command",
    "ConfirmNotice",
    "ConfirmRepair",
    "Context",
    "Deadline",
    "Decide",
    "DeclineAcceptance",
    "Defect",
    "Deliver",
    "ExtendDecision",
    "GiveOpinion",
    "Hearing",
    "HoldHearing",
    "IssueCard",
    "OfferHearing",
    "Owed",
    "Paper",
    "Part",
    "PlanInspection",
    "Proposal",
    "Rate",
    "RecordInspection",
    "Recuse",
    "RequestCorrection",
    "RequestHearing",
    "Required",
    "Resume",
    "Revoke",
    "SetHearing",
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
