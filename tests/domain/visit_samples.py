"""A matter of which three departments' visits are joined into one, ready for it and with it planned."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.domain.case_samples import REGISTRATION, WORKING, approval, at, material, plan_of, submitted
from tests.domain.case_samples import do as done
from yici.domain.case import Accept, Case, Command, Decide, PlanInspection
from yici.domain.clock import Limit
from yici.domain.plan import Day, Plan, PlannedVisit

FOOD = approval("food", needs=("registration",), inspections=("food-site", "food-again"))
FIRE = approval("fire", needs=("registration",), inspections=("fire-site",))
SIGN = approval("sign", agency="agency of fire", officers=3, inspections=("sign-site",))
THURSDAY = date(2026, 3, 5)


def together(plan: Plan, *points: str) -> Plan:
    """The plan joins the three visits; it knows the points of all of them, each once."""
    visit = PlannedVisit(
        "visit-1", ("food", "fire", "sign"), ("food-site", "food-again", "fire-site", "sign-site"),
        ("agency of food", "agency of fire"), points, 3, Day(), Day(), (),
    )  # fmt: skip
    return replace(plan, schedule=replace(plan.schedule, visits=(visit,)))


PLAN = together(
    plan_of(
        REGISTRATION, FOOD, FIRE, SIGN,
        materials=(material("drawing", ("fire",), "deferrable", later=Limit(5, WORKING)),),
    ),
    "light", "water", "exit",
)  # fmt: skip
VISIT = PlanInspection(visit="v", items=("food", "fire", "sign"), on=THURSDAY, officers=("a", "b", "c"))
THREE = ("a", "b", "c")


def do(case: Case, command: Command, moment: Any) -> Case:
    """Settle, decide and fold one command on this matter."""
    return done(case, command, moment, PLAN)


@pytest.fixture
def ready() -> Case:
    """Accepted and registered on Monday 2 March 2026."""
    case, _ = submitted(at("2026-03-02"), PLAN)
    return do(do(case, Accept(), at("2026-03-02")), Decide(item="registration", grant=True), at("2026-03-02"))


@pytest.fixture
def planned(ready: Case) -> Case:
    """Its one visit of all three set on Tuesday for Thursday 5 March."""
    return do(ready, VISIT, at("2026-03-03"))
