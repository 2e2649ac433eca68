"""What stays between offices: cards of supervision, with their answers, are no part of what an applicant is told of a
case. That somebody was urged for them is."""

from dataclasses import replace
from typing import Final

from yici.domain.case import Approval, Card, Case, CaseEvent
from yici.domain.case.beside_events import CardAnswered, CardIssued, DeadlineNear
from yici.domain.case.clock_events import DeadlineMissed, DeadlineRecomputed

URGING: Final = "urging"
ANSWER: Final = "answer"
"""The limit in which a unit answers a card."""


def told_of(case: Case) -> Case:
    """This will give a case as its applicant is told of it."""
    if not any(one.cards for one in case.approvals):
        return case
    return replace(case, approvals=tuple(replace(one, cards=_urgings(one)) for one in case.approvals))


def _urgings(approval: Approval) -> tuple[Card, ...]:
    return tuple(card for card in approval.cards if card.colour == URGING)


def is_told(case: Case, event: CaseEvent) -> bool:
    """This will say whether the applicant is told of an event of their case."""
    if isinstance(event, CardIssued):
        return event.card.colour == URGING
    if isinstance(event, CardAnswered):
        return _is_urging(case, event.item, event.card)
    return _limit(event) != ANSWER


def _limit(event: CaseEvent) -> str:
    """The name of the limit that passed, is near or moved; empty where an event is about something else."""
    if isinstance(event, DeadlineMissed | DeadlineNear):
        return event.name
    return event.deadline.name if isinstance(event, DeadlineRecomputed) else ""


def _is_urging(case: Case, item: str, card: str) -> bool:
    return any(one.id == card and one.colour == URGING for one in case.approval(item).cards)
