"""What silence does, and what it does not: of a department that was asked, of the office that was to tell defects."""

from datetime import datetime
from typing import Any

import pytest

from tests.domain.case_samples import approval, at, context, do, material, plan_of, settled, submitted
from tests.domain.national_calendar import at as dated
from yici.domain.authority import Grant, Grants
from yici.domain.case import (
    Accept,
    AskOpinions,
    Case,
    ConfirmNotice,
    Decide,
    Deliver,
    GiveOpinion,
    Paper,
    SupplyPaper,
    Withdraw,
    deadlines,
    decide,
    evolve,
    may_as_asked,
    settle,
)
from yici.domain.clock import Limit
from yici.domain.error import Invalid, Refused
from yici.domain.plan import PlannedOpinion
from yici.domain.reason import Reason

START = "2026-03-02"
SOURCED = (Reason("opinion.asked", {"agency": "x", "source": "rule"}),)
WATER = PlannedOpinion(
    "water", "layout", Limit(3, "working_day"), ("Taizhou 2022 No. 58", "3"), SOURCED, Limit(1, "working_day")
)
PLAN = plan_of(approval("site", opinions=(WATER,)))
JOINED = plan_of(approval("site", opinions=(WATER,), joins=("sign",)), approval("sign"))


def asked(plan: Any = PLAN) -> Case:
    """This will give a matter accepted on Monday 2 March 2026 whose department was asked that day."""
    case = do(submitted(at(START), plan)[0], Accept(), at(START), plan)
    return do(case, AskOpinions(item="site"), at(START, 10), plan)


def notice(case: Case, when: datetime, plan: Any = PLAN) -> Case:
    return do(case, ConfirmNotice(item="site", agency="water", proof="signed:1"), when, plan)


def granted(plan: Any = PLAN) -> Case:
    """This will grant on Friday 6 March on the silence that counted as of Thursday, 24:00."""
    return do(notice(asked(plan), at(START, 11), plan), Decide(item="site", grant=True), at("2026-03-06"), plan)


def give(case: Case, when: datetime, plan: Any = PLAN, *, agrees: bool = True) -> Case:
    grounds = () if agrees else ("condition.not_met",)
    return do(case, GiveOpinion(item="site", agency="water", agrees=agrees, grounds=grounds), when, plan)


def owed(case: Case) -> list[tuple[str, datetime | None]]:
    return [(d.name, d.due) for _, d in deadlines(case) if d.of == "water"]


def carded(case: Case) -> list[tuple[str, str]]:
    return [(card.agency, card.about) for card in case.approval("site").cards]


@pytest.mark.parametrize("plan", [PLAN, JOINED])
def test_who_was_silent_still_issues_within_a_working_day_though_the_next_step_was_taken(plan):
    case = granted(plan)
    assert owed(case) == [("back_issue", dated("Fri 2026-03-06 24:00"))]
    answered = give(case, at("2026-03-06", 10), plan, agrees=False)
    [water] = answered.approval("site").opinions
    assert (water.stance, water.afterwards, water.given_at) == ("absent", "disagreed", at("2026-03-06", 10))
    assert answered.approval("site").status == case.approval("site").status
    assert owed(answered) == []
    assert carded(settled(answered, at("2026-03-10"), plan)) == []


def test_handing_the_result_over_takes_the_debt_from_nobody():
    case = do(granted(), Deliver(item="site", way="window"), at("2026-03-06", 10), PLAN)
    site = case.approval("site")
    assert (site.running, site.open, site.tasks) == (False, True, ("opine",))
    asked_office = Grants((Grant("officer", "b", "water", case.place),))
    assert may_as_asked("case.read", case, asked_office, owing=True)
    late = settled(case, at("2026-03-10"), PLAN)
    assert carded(late) == [("water", "back_issue")]
    answered = give(late, at("2026-03-10", 10))
    assert answered.approval("site").opinions[0].afterwards == "agreed"
    assert not may_as_asked("case.read", answered, asked_office, owing=True)


def test_nobody_issues_afterwards_what_is_over_or_what_was_never_due():
    case = notice(asked(), at(START, 11))
    gone = do(case, Withdraw(), at("2026-03-06"), PLAN)
    assert (gone.approval("site").open, owed(gone)) == (False, [])
    spoken = do(give(case, at("2026-03-03")), Decide(item="site", grant=True), at("2026-03-03", 10), PLAN)
    for over in (gone, spoken):
        with pytest.raises(Refused, match=r"case\.wrong_state"):
            give(over, at("2026-03-06", 10))


def test_who_was_against_it_and_is_asked_again_does_not_consent_by_silence():
    case = give(notice(asked(), at(START, 11)), at("2026-03-03"), agrees=False)
    again = do(case, AskOpinions(item="site", agencies=("water",)), at("2026-03-03", 10), PLAN)
    late = settled(notice(again, at("2026-03-03", 11)), at("2026-03-20"), PLAN)
    [water] = late.approval("site").opinions
    assert (water.stance, water.against_at) == ("asked", at("2026-03-03"))
    assert carded(late) == [("water", "opinion"), ("agency of site", "promised")]
    with pytest.raises(Refused, match=r"decision\.opinions_missing"):
        decide(late, Decide(item="site", grant=True), context(at("2026-03-20"), PLAN))
    assert do(give(late, at("2026-03-20")), Decide(item="site", grant=True), at("2026-03-20", 10), PLAN)


def test_nobody_gets_a_card_for_a_question_that_is_not_proved_to_have_arrived():
    late = settled(asked(), at("2026-03-10"), PLAN)
    assert carded(late) == []
    told = notice(late, at("2026-03-10", 10))
    assert owed(told) == [("opinion", dated("Fri 2026-03-13 24:00"))]
    assert settled(told, at("2026-03-16"), PLAN).approval("site").opinions[0].stance == "absent"


def test_an_acceptance_by_silence_names_the_papers_that_had_not_come():
    plan = plan_of(approval("food"), materials=(material("rules", ("food",)), material("map", ("other",))))
    case, _ = submitted(at(START), plan, papers=())
    happened = settle(case, context(at("2026-03-10"), plan))
    [accepted] = [event for event in happened if event.kind == "approval.accepted"]
    assert accepted.lacking == ("rules",)  # type: ignore[attr-defined]
    assert evolve(case, accepted).approval("food").by_silence


def test_what_silence_accepted_without_a_paper_is_granted_without_it_only_with_words():
    plan = plan_of(approval("food"), materials=(material("rules", ("food",)),))
    case = settled(submitted(at(START), plan, papers=())[0], at("2026-03-10"), plan)
    with pytest.raises(Invalid, match=r"decision\.lacking") as told:
        do(case, Decide(item="food", grant=True, note=" "), at("2026-03-10"), plan)
    assert told.value.params["papers"] == ["rules"]
    said = Decide(item="food", grant=True, note="制度已经现场看过")
    assert do(case, said, at("2026-03-10"), plan).approval("food").status == "decided"
    brought = do(case, SupplyPaper(papers=(Paper(material="rules"),)), at("2026-03-10"), plan)
    assert do(brought, Decide(item="food", grant=True), at("2026-03-10"), plan).approval("food").status == "decided"
    refusal = Decide(item="food", grant=False, grounds=("papers.missing",))
    assert do(case, refusal, at("2026-03-10"), plan).approval("food").status == "refused"
