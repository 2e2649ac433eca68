"""Rows of cases: what lists and look-ups need, and the small state of each head and approval beside it."""

from yici.cases.models.batch import Batch, BatchLine
from yici.cases.models.beside import Counter, Guess, MessagesSeen, Reading, Recount
from yici.cases.models.case import Approval, Card, Case, Meeting, Opinion
from yici.cases.models.standing import Standing, StandingChange
from yici.cases.models.visit import Inspection, Onsite

__all__ = [
    "INSERT_ONLY_TABLES",
    "Approval",
    "Batch",
    "BatchLine",
    "Card",
    "Case",
    "Counter",
    "Guess",
    "Inspection",
    "Meeting",
    "MessagesSeen",
    "Onsite",
    "Opinion",
    "Reading",
    "Recount",
    "Standing",
    "StandingChange",
]

INSERT_ONLY_TABLES = ("cases_reading",)
"""Who saw a case stays on record."""
