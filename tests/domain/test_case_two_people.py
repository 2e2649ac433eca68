"""Two go at least, whatever the plan says of a visit or leaves unsaid (Administrative Licensing Law Art. 34)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.case_samples import WORKING, approval, at, do, plan_of, submitted, told
from yici.domain.case import (
    Accept,
    Case,
    Command,
    Decide,
    PlanInspection,
    RecordInspection,
    VerifyCommitment,
)
from yici.domain.clock import Limit
from yici.domain.error import Invalid

START = at("2026-03-02")
UNSAID = plan_of(
    approval("sign", officers=0),
    approval("fire", officers=0, committed=True, promised=told(1), verification=Limit(20, WORKING)),
)
VISIT = PlanInspection(visit="visit-1", items=("sign",), on=date(2026, 3, 2), officers=("a", "b"))
RECORD = RecordInspection(visit="visit-1", officers=("a", "b"))
KEPT = VerifyCommitment(item="fire", kept=True, officers=("a", "b"))
TOO_FEW = [(), ("a",), ("a", "a")]


@pytest.fixture
def case() -> Case:
    case = do(submitted(START, UNSAID)[0], Accept(), START, UNSAID)
    return do(case, Decide(item="fire", grant=True), START, UNSAID)


@pytest.mark.parametrize("officers", TOO_FEW)
@pytest.mark.parametrize("command", [VISIT, RECORD, KEPT])
def test_nobody_and_one_person_are_too_few(case: Case, command: Command, officers: tuple[str, ...]):
    if command is RECORD:
        case = do(case, VISIT, START, UNSAID)
    with pytest.raises(Invalid, match=r"inspection\.too_few_people") as told:
        do(case, replace(command, officers=officers), START, UNSAID)
    assert told.value.params == {"given": len(set(officers)), "needed": 2}


def test_two_are_enough_where_the_plan_says_nothing_and_three_go_where_it_says_three(case: Case):
    case = do(do(case, VISIT, START, UNSAID), RECORD, START, UNSAID)
    assert case.approval("sign").inspected
    assert do(case, KEPT, START, UNSAID).approval("fire").verification == "kept"
    three = plan_of(approval("sign", officers=3))
    accepted = do(submitted(START, three)[0], Accept(), START, three)
    with pytest.raises(Invalid, match=r"needed=3"):
        do(accepted, VISIT, START, three)
