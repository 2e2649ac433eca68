"""What somebody is told beforehand that they may do: never what deciding would refuse for the state."""

from datetime import datetime

import pytest
from hypothesis import given

from tests.domain.case_commands import START
from tests.domain.case_samples import CLERK, RESTAURANT, WIDE, approval, at, do, plan_of, submitted
from tests.domain.case_walks import STEPS, context_of, run
from yici.domain.authority import Grant, Grants
from yici.domain.case import Accept, Case, Command, Decide, Recuse, RequestCorrection, Withdraw, decide
from yici.domain.case.allowed import allowed
from yici.domain.case.allowing import Offer
from yici.domain.case.parts import Defect
from yici.domain.error import YiciError

MONDAY = at("2026-03-02")
APPLICANT = "applicant"
HALL = Grants((Grant("window_clerk", "hall", "hall", "330800000000"),))
FOOD = Grants((Grant("chief_representative", "body", "agency of food", "330800000000"),))
REGISTRY = Grants((Grant("chief_representative", "body", "agency of registration", "330800000000"),))
ALL = Grants(
    tuple(Grant("chief_representative", "body", one.agency, "330800000000") for one in WIDE.schedule.approvals)
)  # fmt: skip


def matter() -> Case:
    return submitted(MONDAY, applicant=APPLICANT)[0]


def told(case: Case, grants: Grants, now: datetime = MONDAY, actor: str = "somebody") -> dict[str, set[str]]:
    found = allowed(case, RESTAURANT, grants, now, actor)
    return {item: {one.command for one in found if item in one.items} for item in ("registration", "food")}


def test_the_window_is_told_what_state_and_rights_allow_by_item():
    assert told(matter(), HALL)["food"] == {"accept", "correct", "decline", "withdraw", "supply_paper", "urge", "reply"}


def test_a_body_is_told_nothing_of_the_items_of_another():
    found = told(do(matter(), Accept(), MONDAY), REGISTRY)
    assert "decide" in found["registration"]
    assert found["food"] == set()


def test_what_waits_for_another_item_is_not_to_be_decided():
    waiting = do(matter(), Accept(), MONDAY)
    assert "decide" not in told(waiting, FOOD)["food"]
    started = do(waiting, Decide(item="registration", grant=True), MONDAY)
    assert "decide" in told(started, FOOD)["food"]
    [offer] = [one for one in allowed(started, RESTAURANT, FOOD, MONDAY) if one.command == "decide"]
    assert offer.hindered == ("decision.inspection_missing",)


def test_applicants_are_told_their_own_and_nobody_else_is():
    case, nothing = matter(), Grants()
    assert told(case, nothing, actor=APPLICANT)["food"] == {"withdraw", "supply_paper", "ask_office"}
    assert told(case, nothing, actor="neighbour")["food"] == set()
    asked = do(case, RequestCorrection(defects=(Defect("food", "rules", "paper.unclear"),)), MONDAY)
    assert "supply_correction" in told(asked, nothing, actor=APPLICANT)["food"]


def test_only_the_applicant_rates_and_once_something_is_decided():
    ended = do(matter(), Withdraw(), MONDAY)
    assert told(ended, HALL) == {"registration": set(), "food": set()}
    assert told(ended, Grants(), actor=APPLICANT)["food"] == {"rate"}


def test_who_was_taken_off_an_item_is_offered_nothing_of_it():
    away = do(matter(), Recuse(item="food", officer="somebody", reason="relative"), MONDAY)
    assert told(away, FOOD)["food"] == set()
    assert told(away, FOOD, actor="other")["food"] > {"accept"}


def test_whoever_proposed_a_grant_is_told_that_another_must_make_it_a_decision():
    plan = plan_of(approval("site", deciders=2))
    held = Grants((Grant("lead", "body", "agency of site", "330800000000"),))
    case = do(do(submitted(MONDAY, plan)[0], Accept(), MONDAY, plan), Decide(item="site", grant=True), MONDAY, plan)
    for actor, hindered in ((CLERK.id, ("decision.second_needed",)), ("another", ())):
        [offer] = [one for one in allowed(case, plan, held, MONDAY, actor) if one.command == "decide"]
        assert offer.hindered == hindered


@pytest.mark.parametrize("grants", [HALL, FOOD, REGISTRY])
def test_nothing_is_offered_on_what_is_closed(grants: Grants):
    ended = do(matter(), Withdraw(), MONDAY)
    assert set().union(*told(ended, grants).values()) == set()


@given(STEPS)
def test_what_is_said_to_hinder_a_grant_is_what_the_machine_refuses_it_with(steps: list[tuple[int, Command]]):
    cases, _ = run(steps)
    for case in cases:
        for offer in allowed(case, WIDE, ALL, START, "somebody"):
            if offer.command == "decide" and "decision.prepared_already" not in offer.hindered:
                _check_hindrances(case, offer)


def _check_hindrances(case: Case, offer: Offer) -> None:
    hard = [one.code for one in offer.obstacles if not one.spoken]
    for note, wanted in (("", [one.code for one in offer.obstacles]), ("all the same", hard)):
        try:
            decide(case, Decide(item=offer.on, grant=True, note=note), context_of(START))
        except YiciError as refused:
            assert wanted[:1] == [refused.code] or refused.code == "decision.second_needed"
        else:
            assert wanted == []
