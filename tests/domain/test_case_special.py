"""The special provisions of the Administrative Licensing Law, with dates and weekdays over the calendar of 2026.

Art. 35, 43: a lower body examines first. Art. 55: inspection, testing, quarantine. Art. 57: a limited number.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.domain.case_samples import TWO, approval, at, context, do, plan_of, settled, submitted
from tests.domain.national_calendar import at as dated
from yici.domain.authority import Grant, Grants
from yici.domain.case import (
    Accept,
    AskOpinions,
    Case,
    Command,
    ConfirmNotice,
    Decide,
    Defect,
    GiveOpinion,
    PlanInspection,
    RequestCorrection,
    Suspend,
    deadlines,
    decide,
    fold,
    permits,
)
from yici.domain.clock import Limit
from yici.domain.error import YiciError
from yici.domain.plan import Plan, PlannedOpinion
from yici.domain.reason import Reason

WORKING = "working_day"
SOURCED = (Reason("opinion.asked", {"agency": "county", "source": "licensing-43"}),)
LOWER = PlannedOpinion("county", "preliminary examination", Limit(20, WORKING), None, SOURCED, review=True)
REVIEWED = plan_of(approval("mine", opinions=(LOWER,)))
TECHNICAL = plan_of(approval("boiler", technical=True, officers=0, assign=Limit(5, WORKING)))
LIMITED = plan_of(approval("taxi", limited=True))


def accepted(plan: Plan, day: str) -> Case:
    return do(submitted(at(day), plan)[0], Accept(), at(day, 10), plan)


def end(case: Case, name: str, item: str | None = None) -> Any:
    return next((d.due for i, d in deadlines(case) if d.name == name and item in (None, i)), None)


def fault(case: Case, command: Command, day: str, plan: Plan, **changes: Any) -> str:
    with pytest.raises(YiciError) as told:
        decide(settled(case, at(day), plan), command, replace(context(at(day), plan), **changes))
    return told.value.code


@pytest.mark.parametrize(
    ("accepted_on", "ends"),
    [
        ("2026-03-02", "Mon 2026-03-30 24:00"),
        ("2026-02-12", "Wed 2026-03-18 24:00"),  # Saturdays 14 and 28 February work, 15-23 rests
        ("2026-09-30", "Tue 2026-11-03 24:00"),  # National Day 1-7 October rests, Saturday 10 works
    ],
)
def test_article_43_gives_a_lower_body_twenty_working_days_from_acceptance(accepted_on, ends):
    case = accepted(REVIEWED, accepted_on)
    assert end(case, "opinion") == dated(ends)
    assert "opine" in case.approval("mine").tasks


def test_after_silence_the_lower_body_s_days_count_from_receipt_too():
    case = settled(submitted(at("2026-03-02"), REVIEWED)[0], at("2026-03-12"), REVIEWED)
    assert case.approval("mine").by_silence
    assert end(case, "opinion") == dated("Mon 2026-03-30 24:00")


@pytest.mark.parametrize("agrees", [True, False])
def test_article_35_the_upper_body_decides_on_what_the_lower_one_sent_whatever_it_says(agrees):
    case = accepted(REVIEWED, "2026-03-02")
    grant = Decide(item="mine", grant=True)
    assert fault(case, grant, "2026-03-03", REVIEWED) == "decision.opinions_missing"
    said = GiveOpinion(item="mine", agency="county", agrees=agrees, grounds=() if agrees else ("condition.not_met",))
    case = do(case, said, at("2026-03-05"), REVIEWED)
    assert do(case, grant, at("2026-03-06"), REVIEWED).approval("mine").outcome == "granted"


def test_article_35_nobody_asks_the_applicant_again_after_acceptance():
    again = RequestCorrection(defects=(Defect("mine", "rules", "paper.unclear"),))
    assert fault(accepted(REVIEWED, "2026-03-02"), again, "2026-03-03", REVIEWED) == "case.wrong_state"


def test_the_lower_body_need_not_be_asked_and_a_notice_gives_it_no_more_days():
    case = accepted(REVIEWED, "2026-03-02")
    assert fault(case, AskOpinions(item="mine"), "2026-03-03", REVIEWED) == "opinion.nobody_to_ask"
    noticed = ConfirmNotice(item="mine", agency="county", proof="signed:1")
    assert fault(case, noticed, "2026-03-03", REVIEWED) == "opinion.noticed_already"


def test_a_lower_body_that_is_late_gets_a_card_and_its_silence_is_no_opinion():
    case = settled(accepted(REVIEWED, "2026-03-02"), at("2026-04-01"), REVIEWED)
    [card] = [one for one in case.approval("mine").cards if one.about == "opinion"]
    assert (card.agency, case.approval("mine").opinions[0].stance) == ("county", "asked")


def test_the_opinion_is_the_lower_body_s_own():
    case = accepted(REVIEWED, "2026-03-02")
    said = GiveOpinion(item="mine", agency="county", agrees=True)
    held = {name: Grants((Grant("officer", name, name, case.place),)) for name in ("county", "agency of mine")}
    assert [permits(case, said, held[name]) for name in held] == [True, False]


def test_what_waits_for_another_is_examined_by_the_lower_body_from_its_start():
    plan = plan_of(approval("first"), approval("mine", needs=("first",), opinions=(LOWER,)))
    case = accepted(plan, "2026-03-02")
    assert end(case, "opinion") is None
    case = do(case, Decide(item="first", grant=True), at("2026-03-20"), plan)
    assert end(case, "opinion") == dated("Mon 2026-04-20 24:00")  # 4-6 April: Qingming


@pytest.mark.parametrize(
    ("accepted_on", "ends", "on"),
    [
        ("2026-03-06", "Fri 2026-03-13 24:00", "2026-04-03"),
        ("2026-02-12", "Thu 2026-02-26 24:00", "2026-03-18"),  # 14 February works, Spring Festival 15-23 rests
        ("2026-04-30", "Mon 2026-05-11 24:00", "2026-05-13"),  # Labour Day 1-5 rests, Saturday 9 May works
    ],
)
def test_article_55_names_two_people_within_five_working_days_of_acceptance(accepted_on, ends, on):
    case = accepted(TECHNICAL, accepted_on)
    assert end(case, "assignment") == dated(ends)
    alone = PlanInspection(visit="v", items=("boiler",), on=at(on).date(), officers=TWO[:1])
    assert fault(case, alone, accepted_on, TECHNICAL) == "inspection.too_few_people"
    case = do(case, replace(alone, officers=TWO), at(accepted_on, 11), TECHNICAL)
    assert end(case, "assignment") is None


@pytest.mark.parametrize(
    ("on", "named"),
    [("2026-03-30", True), ("2026-03-31", False), ("9999-12-31", False)],  # the decision is due on Monday 30 March
)
def test_people_named_for_a_day_after_the_decision_is_due_are_named_for_nothing(on, named):
    case = accepted(TECHNICAL, "2026-03-02")
    visit = PlanInspection(visit="v", items=("boiler",), on=at(on).date(), officers=TWO)
    case = do(case, visit, at("2026-03-03"), TECHNICAL)
    assert (end(case, "assignment") is None) is named
    # Brought forward, it counts.
    case = do(case, replace(visit, on=at("2026-03-12").date()), at("2026-03-04"), TECHNICAL)
    assert end(case, "assignment") is None


def test_what_is_due_when_the_clock_stands_still_or_no_calendar_tells_it_is_not_known_to_be_earlier():
    visit = PlanInspection(visit="v", items=("boiler",), on=at("2026-12-31").date(), officers=TWO)
    stopped = Suspend(item="boiler", cause="testing", days=9)
    for case in (
        do(accepted(TECHNICAL, "2026-03-06"), stopped, at("2026-03-09"), TECHNICAL),
        accepted(TECHNICAL, "2026-12-14"),
    ):
        now = max(at("2026-03-10"), case.submitted_at)
        assert end(case, "assignment") is not None
        assert end(do(case, visit, now, TECHNICAL), "assignment") is None
        far = replace(visit, on=date(9999, 12, 31))
        assert end(do(case, far, now, TECHNICAL), "assignment") is not None


TWO_OF_THEM = plan_of(
    approval("boiler", technical=True, assign=Limit(5, WORKING)),
    approval("lift", technical=True, assign=Limit(5, WORKING)),
)
JOINT_VISIT = PlanInspection(visit="visit-1", items=("boiler", "lift"), on=date(2026, 3, 6), officers=TWO)


def joint_visit() -> Case:
    return do(accepted(TWO_OF_THEM, "2026-03-02"), JOINT_VISIT, at("2026-03-02", 11), TWO_OF_THEM)


MOVED = [  # how the visit is planned again, and for which items the limit for naming people runs again
    (replace(JOINT_VISIT, on=date(2026, 3, 12)), []),
    (replace(JOINT_VISIT, items=("boiler",)), ["lift"]),
    (replace(JOINT_VISIT, on=date(2030, 3, 6)), ["boiler", "lift"]),
    (replace(JOINT_VISIT, items=("lift",), on=date(2030, 3, 6)), ["boiler", "lift"]),
    (PlanInspection(visit="visit-2", items=("boiler",), on=date(2030, 3, 6), officers=TWO), []),
]


@pytest.mark.parametrize(("again", "unnamed"), MOVED)
def test_whoever_is_left_out_of_a_visit_or_moved_beyond_the_decision_is_to_be_named_again(again, unnamed):
    case = do(joint_visit(), again, at("2026-03-03"), TWO_OF_THEM)
    assert [a.item for a in case.approvals for d in a.deadlines if d.name == "assignment"] == unnamed
    assert {end(case, "assignment", item) for item in unnamed} <= {dated("Mon 2026-03-09 24:00")}
    late = settled(case, at("2026-03-10"), TWO_OF_THEM)
    assert [a.item for a in late.approvals if any(card.about == "assignment" for card in a.cards)] == unnamed
    # Named again, it is met.
    met = do(case, replace(JOINT_VISIT, visit="visit-3"), at("2026-03-04"), TWO_OF_THEM)
    assert not [d for a in met.approvals for d in a.deadlines if d.name == "assignment"]


def test_an_item_that_waits_for_another_visit_is_left_out_without_harm():
    again = PlanInspection(visit="visit-2", items=("lift",), on=date(2026, 3, 9), officers=TWO)
    case = do(joint_visit(), again, at("2026-03-03"), TWO_OF_THEM)
    case = do(case, replace(JOINT_VISIT, items=("boiler",)), at("2026-03-03"), TWO_OF_THEM)
    assert not [d for a in case.approvals for d in a.deadlines if d.name == "assignment"]


def test_taking_people_back_after_the_limit_is_over_is_on_record_and_brings_a_card():
    late = replace(JOINT_VISIT, on=date(2030, 3, 6))
    in_time = decide(joint_visit(), late, context(at("2026-03-05"), TWO_OF_THEM))
    assert [event.kind for event in in_time] == ["inspection.planned"]
    then = decide(joint_visit(), late, context(at("2026-03-10"), TWO_OF_THEM))
    assert [event.kind for event in then] == ["inspection.planned", *(["deadline.missed", "card.issued"] * 2)]
    case = do(joint_visit(), late, at("2026-03-10"), TWO_OF_THEM)
    assert all(d.missed for a in case.approvals for d in a.deadlines if d.name == "assignment")


def test_whoever_names_nobody_in_time_gets_a_card():
    case = settled(accepted(TECHNICAL, "2026-03-06"), at("2026-03-16"), TECHNICAL)
    assert [card.about for card in case.approval("boiler").cards] == ["assignment"]


def test_a_clock_that_stands_still_keeps_the_days_for_naming_people():
    case = do(
        accepted(TECHNICAL, "2026-03-06"), Suspend(item="boiler", cause="testing", days=9), at("2026-03-09"), TECHNICAL
    )
    assert end(case, "assignment") == dated("Fri 2026-03-13 24:00")


def test_article_55_a_refusal_names_the_technical_standard():
    refusal = Decide(item="boiler", grant=False, grounds=("condition.not_met",))
    case = accepted(TECHNICAL, "2026-03-06")
    assert fault(case, refusal, "2026-03-09", TECHNICAL) == "decision.no_standard"
    told = replace(refusal, note="TSG 11-2020 4.2.1")
    assert do(case, told, at("2026-03-09"), TECHNICAL).approval("boiler").outcome == "refused"


def test_article_57_of_several_who_qualify_the_first_accepted_comes_first():
    case = accepted(LIMITED, "2026-03-06")
    grant = Decide(item="taxi", grant=True)
    assert fault(case, grant, "2026-03-09", LIMITED, ahead={"taxi": ("N-earlier",)}) == "decision.not_first"
    refusal = Decide(item="taxi", grant=False, grounds=("condition.not_met",))
    assert decide(case, refusal, replace(context(at("2026-03-09"), LIMITED), ahead={"taxi": ("N-earlier",)}))
    assert do(case, grant, at("2026-03-09"), LIMITED).approval("taxi").outcome == "granted"


def test_what_the_lower_body_owes_folds_from_the_record():
    case, [handed_in] = submitted(at("2026-03-02"), REVIEWED)
    events = decide(case, Accept(), context(at("2026-03-02", 10), REVIEWED))
    assert [event.kind for event in events] == ["approval.accepted", "opinions.asked"]
    assert fold([handed_in, *events]).approval("mine").opinions[0].noticed_at == at("2026-03-02", 10)
