"""Urging (催办): who may be urged, how often, what is answered, and that no limit moves by it."""

from datetime import date

import pytest

from tests.domain.case_samples import RESTAURANT as MATTER
from tests.domain.case_samples import WIDE, approval, at, context, do, plan_of, submitted
from yici.domain.case import (
    Accept,
    AnswerCard,
    AskOpinions,
    Case,
    Command,
    Defect,
    GiveOpinion,
    RequestCorrection,
    Urge,
    deadlines,
    decide,
)
from yici.domain.case.urging import units
from yici.domain.error import YiciError
from yici.domain.plan import Plan

START = "2026-03-02"
"""A Monday."""
PLAN = plan_of(approval("food"))
URGE = Urge(item="food", about="late")


def handled(plan: Plan = PLAN) -> Case:
    return do(submitted(at(START), plan)[0], Accept(), at(START), plan)


def fault(case: Case, command: Command, day: str, plan: Plan = PLAN) -> YiciError:
    with pytest.raises(YiciError) as told:
        decide(case, command, context(at(day), plan))
    return told.value


@pytest.mark.parametrize(
    ("urged", "again", "allowed"),
    [
        ("2026-03-03", "2026-03-03", False),  # Tuesday, the same day
        ("2026-03-03", "2026-03-04", True),  # Wednesday
        ("2026-03-06", "2026-03-07", False),  # Friday, Saturday
        ("2026-03-06", "2026-03-08", False),  # Sunday
        ("2026-03-06", "2026-03-09", True),  # Monday
    ],
)
def test_a_unit_is_urged_once_a_working_day(urged: str, again: str, allowed: bool):
    case = do(handled(), URGE, at(urged), PLAN)
    if allowed:
        assert decide(case, URGE, context(at(again), PLAN))
    else:
        told = fault(case, URGE, again)
        assert told.code == "urging.again_too_soon"
        assert date.fromisoformat(told.params["earliest"]) > date.fromisoformat(again)


def test_an_urging_moves_no_limit_and_is_a_card_that_blames_nobody():
    before = handled()
    after = do(before, URGE, at("2026-03-03"), PLAN)
    assert after.approval("food").deadlines == before.approval("food").deadlines
    [card] = after.approval("food").cards
    assert (card.colour, card.about, card.rule, card.agency) == ("urging", "late", 0, "agency of food")
    assert card.deadline is not None
    assert card.deadline.source == "platform"
    assert {d.name for _, d in deadlines(after)} == {d.name for _, d in deadlines(before)} | {"answer"}


def test_the_answer_says_by_when_and_not_a_day_that_is_over():
    case = do(handled(), URGE, at("2026-03-03"), PLAN)
    answer = AnswerCard(item="food", card="late-1", note="two more papers to read")
    assert fault(case, answer, "2026-03-04").code == "urging.no_day"
    past = AnswerCard(item="food", card="late-1", note="n", expected=date(2026, 3, 3))
    assert fault(case, past, "2026-03-04").code == "card.expected_past"
    told = AnswerCard(item="food", card="late-1", note="n", expected=date(2026, 3, 6))
    done = do(case, told, at("2026-03-04"), PLAN)
    [card] = done.approval("food").cards
    assert (card.expected, card.deadline) == (date(2026, 3, 6), None)
    assert done.approval("food").deadlines == case.approval("food").deadlines


def test_whoever_waits_for_the_applicant_or_for_another_item_is_not_urged():
    asked = RequestCorrection(defects=(Defect("food", "rules", "paper.unclear"),))
    waiting_for_applicant = do(submitted(at(START), MATTER)[0], asked, at(START), MATTER)
    assert fault(waiting_for_applicant, URGE, START, MATTER).code == "urging.not_their_turn"
    waiting = handled(MATTER)
    assert waiting.approval("food").status == "waiting"
    assert units(waiting.approval("food")) == ()
    assert fault(waiting, URGE, START, MATTER).code == "urging.not_their_turn"


def test_a_department_that_owes_its_opinion_is_urged_beside_the_body_that_decides():
    case = do(submitted(at(START), WIDE)[0], Accept(), at(START), WIDE)
    case = do(case, AskOpinions(item="site"), at(START), WIDE)
    assert units(case.approval("site"))[1:] == ("water", "air")
    case = do(case, Urge(item="site", about="others_wait", agency="water"), at(START), WIDE)
    case = do(case, Urge(item="site", about="others_wait"), at(START), WIDE)
    assert {card.agency for card in case.approval("site").cards} == {"water", case.approval("site").agency}
    done = do(case, GiveOpinion(item="site", agency="water", agrees=True), at("2026-03-03"), WIDE)
    assert fault(done, Urge(item="site", about="late", agency="water"), "2026-03-04", WIDE).code == (
        "urging.not_their_turn"
    )
