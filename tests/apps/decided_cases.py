"""Restaurants that went through to every decision."""

from typing import Any

from tests.apps.case_scenes import (
    DAY,
    HOUR,
    MONDAY,
    SMALL,
    act,
    at,
    planned,
    submit,
)  # fmt: skip
from yici.domain.case import Accept, Case, Decide, PlanInspection, RecordInspection
from yici.people.ids import id_at

TWO = ("officer-1", "officer-2")


def decided(number: int, answers: Any = SMALL) -> Case:
    """This will carry a restaurant through to every decision: handed in on Monday, the last on Tuesday of next week."""
    act(submit(number, answers=answers).case, Accept(), MONDAY + HOUR)
    case = act(id_at(8, number), Decide(item="individual-registration", grant=True), MONDAY + DAY).case
    for visit in planned(answers).schedule.visits:
        day = at("2026-03-05")
        act(case, PlanInspection(visit=visit.id, items=visit.items, on=day.date(), officers=TWO), MONDAY + DAY + HOUR)
        act(case, RecordInspection(visit=visit.id, officers=TWO), at("2026-03-05", 15))
    for approval in case.approvals:
        if approval.item != "individual-registration":
            case = act(case, Decide(item=approval.item, grant=True), at("2026-03-10")).case
    return case
