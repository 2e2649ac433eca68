"""Whose turn it is once the applicant let an end pass and no text says what follows: the body's, which is reminded."""

from datetime import date, datetime, timedelta

import pytest

from tests.domain.case_samples import (
    TWO,
    WORKING,
    approval,
    at,
    context,
    do,
    plan_of,
    settled,
    submitted,
    told,
)
from yici.domain.case import (
    Accept,
    Case,
    ConfirmRepair,
    Decide,
    DeclineAcceptance,
    Defect,
    Deliver,
    RequestCorrection,
    Revoke,
    SupplyCorrection,
    VerifyCommitment,
    WithdrawCorrection,
    next_due,
    owner,
    settle,
)  # fmt: skip
from yici.domain.clock import Limit
from yici.domain.lights import light_of
from yici.domain.plan import Plan

START = at("2026-03-02")
PROMISED = plan_of(
    approval("fire", committed=True, promised=told(1), verification=Limit(20, WORKING), officers=0, delivery=None)
)
ASKED = plan_of(approval("food", reply=Limit(5, WORKING)))
WITHDRAWN = plan_of(approval("food", reply=Limit(5, WORKING), unanswered="withdrawn"))
BROKEN = VerifyCommitment(
    item="fire", kept=False, officers=TWO, findings=("condition.not_met",), repair_by=date(2026, 3, 10)
)
OVER, LATE = at("2026-03-11", 0), at("2026-03-20")
"""Tuesday 10 March was the day to repair it; Friday 20 March is past the first reminder (five working days)."""


def broken(*, delivered: bool = True) -> Case:
    case = do(submitted(START, PROMISED)[0], Accept(), START, PROMISED)
    case = do(case, Decide(item="fire", grant=True), START, PROMISED)
    if delivered:
        case = do(case, Deliver(item="fire", way="window"), START, PROMISED)
    return do(case, BROKEN, at("2026-03-04"), PROMISED)


def asked(plan: Plan = ASKED) -> Case:
    defects = (Defect("food", "drawing", "paper.unclear"),)
    return do(submitted(START, plan)[0], RequestCorrection(defects=defects), START, plan)


@pytest.mark.parametrize("delivered", [True, False])
def test_when_the_day_to_repair_it_is_over_the_body_decides_and_is_reminded(delivered: bool):
    case = broken(delivered=delivered)
    assert owner(case) == (("applicant", "fire") if delivered else ("window", "fire"))
    case = settled(case, LATE, PROMISED)
    one = case.approval("fire")
    assert "repair" in one.tasks
    assert owner(case) in ([("agency", "fire")] if delivered else [("agency", "fire"), ("window", "fire")])
    assert [d.due for d in one.standing if d.of == "repair"] == [at("2026-03-27", 0)]
    assert LATE < next_due(case) <= at("2026-03-27", 0)
    calendar = context(LATE, PROMISED).calendar
    assert light_of(one, now=LATE, calendar=calendar).colour == "red"
    assert [e.kind for e in settle(broken(), context(OVER, PROMISED))] == ["deadline.missed", "case.reminded"]


@pytest.mark.parametrize("command", [ConfirmRepair(item="fire"), Revoke(item="fire", grounds=("commitment.broken",))])
@pytest.mark.parametrize("delivered", [True, False])
def test_nobody_is_reminded_any_more_once_that_is_decided(command: ConfirmRepair | Revoke, delivered: bool):
    case = do(broken(delivered=delivered), command, LATE, PROMISED)
    assert not any(d.of for d in case.approval("fire").standing)
    assert case.approval("fire").open == (not delivered and isinstance(command, ConfirmRepair))


def test_handing_it_over_takes_no_reminder_of_the_broken_promise_away():
    case = do(broken(delivered=False), Deliver(item="fire", way="window"), LATE, PROMISED)
    assert owner(case) == ("agency", "fire")
    assert [d.of for d in case.approval("fire").deadlines] == [None, "repair"]


def test_when_nobody_answered_in_time_and_no_text_withdraws_it_the_body_says_what_follows():
    case = asked()
    assert (owner(case), case.approval("food").tasks) == (("applicant", "food"), ("correct",))
    case = settled(case, at("2026-03-10", 0), ASKED)
    assert (owner(case), case.approval("food").tasks) == (("agency", "food"), ("correct", "end"))
    assert next_due(case) == at("2026-03-18", 0)
    assert settled(asked(WITHDRAWN), LATE, WITHDRAWN).approval("food").status == "withdrawn"


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (SupplyCorrection(elements=("drawing",)), "received"),
        (WithdrawCorrection(), "handling"),  # the window runs on from receipt, and has passed
        (DeclineAcceptance(item="food", reason="not_supplied"), "not_accepted"),
    ],
)
def test_whatever_follows_then_ends_the_reminder(command: SupplyCorrection, status: str):
    case = do(asked(), command, LATE, ASKED)
    assert case.approval("food").status == status
    assert not any(d.name == "reminder" for d in case.approval("food").standing)


@pytest.mark.parametrize(("case", "plan"), [(broken(), PROMISED), (asked(), ASKED)])
def test_it_is_reminded_of_again_and_again_however_late_somebody_looks(case: Case, plan: Plan):
    at_once = settled(case, START + timedelta(days=90), plan)
    for days in range(0, 91, 3):
        case = settled(case, START + timedelta(days=days), plan)
    assert case == at_once
    due: datetime | None = next_due(case)
    assert due is not None
    assert due > START + timedelta(days=90)
