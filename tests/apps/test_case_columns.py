"""Columns that came later: the migration fills them of the state beside the row as the domain says."""

from importlib import import_module

import pytest
from django.db import connection

from tests.apps.case_scenes import (
    HOUR,
    LARGE,
    MONDAY,
    PROMISED,
    act,
    at,
    city,
    faults,
    forgetful,
    submit,
)  # fmt: skip
from yici.domain.case import Accept, Case, Decide, Defect, Deliver, RequestCorrection, VerifyCommitment, Withdraw

__all__ = ["city", "forgetful"]
FILL = import_module("yici.cases.migrations.0003_tasks").FILL
COLUMNS = "SELECT number, tasks, bounded FROM cases_approval ORDER BY number"
FIRE, SHOP = "fire-check", "individual-registration"


def promised(number: int) -> Case:
    """A fire check granted on a promise."""
    case = act(submit(number, answers=PROMISED).case, Accept(), MONDAY + HOUR).case
    act(case, Decide(item=SHOP, grant=True), MONDAY + HOUR)
    return act(case, Decide(item=FIRE, grant=True), MONDAY + HOUR).case


def every_stage() -> None:
    submit(1)
    act(submit(2, username="chen").case, Withdraw(), MONDAY + HOUR)
    defect = Defect(item="food-licence", target="food_safety_rules", code="paper.unclear")
    act(submit(3, answers=LARGE).case, RequestCorrection(defects=(defect,)), MONDAY + HOUR)
    promised(4)
    # All are handed in before one is broken: whoever broke one is not trusted with the next.
    broken, delivered = promised(5), promised(6)
    findings = ("condition.not_met",)
    day = at("2026-03-20").date()
    verdict = VerifyCommitment(item=FIRE, kept=False, officers=("a", "b"), findings=findings, repair_by=day)
    act(broken, verdict, MONDAY + HOUR)
    act(delivered, Deliver(item=FIRE, way="window"), MONDAY + HOUR)
    submit(7, now=at("2026-12-28"))


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_rows_of_before_get_what_the_domain_says():
    every_stage()
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        before = cursor.fetchall()
        cursor.execute("UPDATE cases_approval SET tasks = '{}', bounded = false")
        cursor.execute(FILL)
        cursor.execute(COLUMNS)
        assert cursor.fetchall() == before
    assert faults() == []
    told = {tuple(tasks) for _, tasks, _ in before}
    assert told >= {("accept", "decide"), ("accept",), ("correct",), ("deliver", "verify"), ("deliver", "repair"), ()}
    assert {bounded for _, _, bounded in before} == {True, False}
