"""How a case goes on: where the whole ends, what decides it, and what would be if the late one were done today."""

from datetime import date

from tests.domain.case_samples import approval, at, context, do, plan_of, submitted, told
from tests.domain.national_calendar import NATIONAL
from yici.domain.case import REMIND_AFTER, Accept, Case, Counting, Decide, Defect, RequestCorrection, Suspend, settled
from yici.domain.case.outlook import Outlook, if_done_today, outlook
from yici.domain.plan import Plan

START = at("2026-03-02")
"""A Monday; every limit below counts in working days."""
PLAN = plan_of(
    approval("registration", promised=told(3)),
    approval("food", promised=told(5), needs=("registration",)),
    approval("sign", promised=told(4)),
)


def ahead(case: Case, day: str, plan: Plan = PLAN, done: tuple[str, ...] = ()) -> Outlook:
    now = at(day, 10)
    case = settled(case, context(now, plan))[0]
    counting = {a.item: Counting(NATIONAL, REMIND_AFTER) for a in case.approvals}
    return if_done_today(case, plan, counting, now, items=done) if done else outlook(case, plan, counting, now)


def handled(plan: Plan = PLAN) -> Case:
    return do(submitted(START, plan)[0], Accept(), START, plan)


def test_the_whole_ends_with_what_waits_longest_and_its_way_is_critical():
    found = ahead(handled(), "2026-03-02")
    # Thursday 5 March, then five working days: Thursday 12 March; the sign on Friday 6 March.
    assert {one.item: one.ends for one in found.approvals} == {
        "registration": date(2026, 3, 5), "food": date(2026, 3, 12), "sign": date(2026, 3, 6),
    }  # fmt: skip
    assert found.ends == date(2026, 3, 12)
    assert {one.item for one in found.approvals if one.critical} == {"registration", "food"}
    assert found.late == ()


def test_a_late_one_leaves_no_day_and_what_would_be_if_it_were_done_today_is_told():
    found = ahead(handled(), "2026-03-10")
    assert found.late == ("registration", "sign")
    assert found.ends is None
    assert [(one.item, one.why) for one in found.open] == [("registration", "late"), ("sign", "late")]
    # Done on Tuesday 10 March, the food licence has until Tuesday 17 March.
    after = ahead(handled(), "2026-03-10", done=found.late)
    assert after.ends == date(2026, 3, 17)
    assert found.not_before == date(2026, 3, 17)


def test_what_is_granted_holds_nothing_up_any_more():
    case = do(handled(), Decide(item="registration", grant=True), START, PLAN)
    found = ahead(case, "2026-03-02")
    assert found.of("registration").why == "over"
    assert found.of("food").ends == date(2026, 3, 9)


def test_the_applicant_s_turn_has_no_day():
    asked = RequestCorrection(defects=(Defect("sign", "rules", "paper.unclear"),))
    found = ahead(do(submitted(START, PLAN)[0], asked, START, PLAN), "2026-03-02")
    assert (found.of("sign").ends, found.of("sign").why) == (None, "applicant")
    assert found.ends is None


def test_a_stopped_clock_runs_on_with_the_days_that_are_left():
    case = do(handled(), Suspend(item="sign", cause="testing", days=3), START, PLAN)
    found = ahead(case, "2026-03-02").of("sign")
    assert found.why == "stopped"
    # Four days were promised and none was used; the three of the test are taken out: Wednesday 11 March.
    assert found.ends == date(2026, 3, 11)


def test_what_nobody_promised_has_no_day():
    plan = plan_of(approval("sign", promised=None, legal=None))
    found = ahead(handled(plan), "2026-03-02", plan)
    assert (found.ends, found.of("sign").why) == (None, "no_limit")


def test_what_waits_in_a_circle_has_no_day_and_ends_the_search():
    plan = plan_of(approval("a", needs=("b",)), approval("b", needs=("a",)))
    found = ahead(handled(plan), "2026-03-02", plan)
    assert found.ends is None
    assert "circle" in {one.why for one in found.approvals}


def test_when_all_is_over_the_whole_ends_today():
    case = handled()
    for item in ("registration", "food", "sign"):
        case = do(case, Decide(item=item, grant=True), START, PLAN)
    found = ahead(case, "2026-03-02")
    assert found.ends == date(2026, 3, 2)
    assert not any(one.critical for one in found.approvals)


def test_a_year_that_is_not_loaded_leaves_the_end_open():
    plan = plan_of(approval("sign", promised=told(20)))
    start = at("2026-12-25")
    case = do(submitted(start, plan)[0], Accept(), start, plan)
    found = ahead(case, "2026-12-25", plan).of("sign")
    assert (found.ends, found.why) == (None, "calendar")
    assert found.not_before == date(2027, 1, 1)
