"""The office is warned of its own limits before they end: once, in time, never of what is done, anew when they move."""

from datetime import datetime
from typing import Any

import pytest

from tests.domain.case_samples import approval, context, do, plan_of, settled, submitted
from tests.domain.case_samples import at as moment
from tests.domain.national_calendar import NATIONAL, at, day
from yici.domain.case import (
    Accept,
    Case,
    CaseEvent,
    Decide,
    Defect,
    Deliver,
    ExtendDecision,
    RequestCorrection,
    Resume,
    Suspend,
    decide,
    evolve,
    next_due,
    settle,
)
from yici.domain.case.context import Context
from yici.domain.clock import Limit
from yici.domain.plan import Plan, Told

PLAN = plan_of(approval("food"))
START = "2026-03-02"


def told(days: int, unit: Any = "working_day") -> Told:
    return Told(Limit(days, unit), "source", "law", "source")


def handled(plan: Plan = PLAN, start: str = START) -> Case:
    return do(submitted(moment(start), plan)[0], Accept(), moment(start), plan)


def warned(case: Case, until: str, plan: Plan = PLAN) -> list[tuple[str, datetime]]:
    """This will list the warnings up to a moment: what of, and when."""
    return [(e.name, e.at) for e in settled_events(case, until, plan) if e.kind == "deadline.near"]


def settled_events(case: Case, until: str, plan: Plan) -> list[Any]:
    happened: list[CaseEvent] = settle(case, context(moment(until), plan))
    return list(happened)


# (what the item has, start, what is warned of, when, when that limit ends)
WARNINGS = [
    ({}, "Mon 2026-03-02", "promised", "Fri 2026-03-13 00:00", "Mon 2026-03-16 24:00"),
    ({"promised": None}, "Mon 2026-03-02", "legal", "Fri 2026-03-27 00:00", "Mon 2026-03-30 24:00"),
    ({"promised": told(3)}, "Mon 2026-03-02", "promised", "Wed 2026-03-04 00:00", "Thu 2026-03-05 24:00"),
    ({"promised": told(2)}, "Mon 2026-03-02", "promised", "Tue 2026-03-03 00:00", "Wed 2026-03-04 24:00"),
    # The Saturdays 14 and 28 February 2026 are worked, for the Spring Festival between them.
    ({"promised": told(9)}, "Fri 2026-02-13", "promised", "Tue 2026-03-03 00:00", "Wed 2026-03-04 24:00"),
    ({"promised": told(4)}, "Fri 2026-02-13", "promised", "Wed 2026-02-25 00:00", "Thu 2026-02-26 24:00"),
    ({"promised": told(2)}, "Thu 2026-02-12", "promised", "Fri 2026-02-13 00:00", "Sat 2026-02-14 24:00"),
    ({"promised": told(7)}, "Fri 2026-02-13", "promised", "Sat 2026-02-28 00:00", "Mon 2026-03-02 24:00"),
    # Calendar days: the last of ten is Thursday 12 March.
    ({"promised": told(10, "day")}, "Mon 2026-03-02", "promised", "Wed 2026-03-11 00:00", "Thu 2026-03-12 24:00"),
]  # fmt: skip


@pytest.mark.parametrize(("has", "start", "name", "when", "ends"), WARNINGS)
def test_the_office_is_warned_on_the_working_day_before_the_last_one(has, start, name, when, ends):
    plan = plan_of(approval("food", **has))
    case = handled(plan, day(start).isoformat())
    [standing] = [d for d in case.approval("food").deadlines if d.name == name]
    assert standing.due == at(ends)
    assert next_due(case) == standing.near == at(when)
    [event] = settle(case, context(at(when), plan))
    assert (event.kind, event.name, event.at, event.due) == ("deadline.near", name, at(when), at(ends))
    assert (event.rule, event.version, event.days) == (2, 1, 1)
    assert [name for name, _ in warned(case, "2026-06-01", plan)] == [name]


def test_what_is_that_short_from_its_start_is_yellow_anyway_and_nobody_is_warned():
    plan = plan_of(approval("food", promised=told(1)), approval("sign", promised=told(3, "hour")))
    assert warned(handled(plan), "2026-03-20", plan) == []


def test_the_correction_window_and_the_delivery_are_warned_of_too():
    case, _ = submitted(moment(START), PLAN)
    assert warned(case, "2026-03-06") == [("correction", at("Fri 2026-03-06 00:00"))]
    granted = do(handled(), Decide(item="food", grant=True), moment("2026-03-03"), PLAN)
    assert warned(granted, "2026-03-20") == [("delivery", at("Mon 2026-03-16 00:00"))]


def test_what_is_done_is_not_warned_of():
    granted = do(handled(), Decide(item="food", grant=True), moment("2026-03-03"), PLAN)
    done = do(granted, Deliver(item="food", way="window"), moment("2026-03-04"), PLAN)
    assert (next_due(done), warned(done, "2026-06-01")) == (None, [])
    asked = RequestCorrection(defects=(Defect("food", "rules", "paper.unclear"),))
    assert warned(do(submitted(moment(START), PLAN)[0], asked, moment(START), PLAN), "2026-03-30") == []


def test_a_limit_that_moves_is_warned_of_anew_and_one_that_stands_still_is_not():
    case = settled(handled(), moment("2026-03-13"), PLAN)
    case = do(case, Suspend(item="food", cause="testing", days=5), moment("2026-03-13"), PLAN)
    assert warned(case, "2026-03-20") == []
    case = do(case, Resume(item="food"), moment("2026-03-19"), PLAN)
    # Four working days, 16 to 19 March, are taken out: the end moves from Monday the 16th to Friday the 20th.
    assert warned(case, "2026-03-30") == [("promised", moment("2026-03-19"))]
    longer = ExtendDecision(item="food", days=5, approver="head", note="why")
    late = do(settled(case, moment("2026-03-19", 12), PLAN), longer, moment("2026-03-20"), PLAN)
    assert warned(late, "2026-03-30") == [("promised", at("Thu 2026-03-26 00:00"))]


def test_a_clock_that_stood_still_and_moved_nothing_warns_once():
    case = settled(handled(), moment("2026-03-13"), PLAN)
    case = do(case, Suspend(item="food", cause="testing", days=5), moment("2026-03-13"), PLAN)
    assert warned(do(case, Resume(item="food"), moment("2026-03-13", 15), PLAN), "2026-03-30") == []


def test_days_of_outage_lose_no_warning_and_double_none():
    case = handled()
    late = settled_events(case, "2026-04-30", PLAN)
    assert [event.kind for event in late].count("deadline.near") == 1
    assert late[0].at == at("Fri 2026-03-13 00:00")
    assert warned(settled(case, moment("2026-04-30"), PLAN), "2026-05-30") == []


def test_a_place_may_be_warned_earlier():
    def ctx(text: str) -> Context:
        return Context(moment(text), context(moment(text)).actor, PLAN, NATIONAL, warn=3)

    case, _ = submitted(moment(START), PLAN)
    for event in (e for e in settle(case, ctx("2026-03-04"))):
        assert (event.kind, event.name) == ("deadline.near", "correction")
    standing = [d.near for d in handled_with(ctx(START)).approval("food").deadlines if d.name == "promised"]
    assert standing == [at("Wed 2026-03-11 00:00")]


def handled_with(ctx: Context) -> Case:
    case, _ = submitted(ctx.now, PLAN)
    for event in decide(case, Accept(), ctx):
        case = evolve(case, event)
    return case


def test_whoever_did_their_part_and_waits_for_others_is_neither_warned_nor_carded():
    plan = plan_of(approval("first"), approval("second", joins=("first",)))
    case = do(handled(plan), Decide(item="second", grant=True), moment("2026-03-03"), plan)
    assert case.approval("second").status == "prepared"
    events = settled_events(case, "2026-03-31", plan)
    assert {e.item for e in events if e.kind in ("deadline.near", "card.issued")} == {"first"}
    assert {e.item for e in events if e.kind == "deadline.missed"} == {"first", "second"}


def test_without_the_calendar_of_the_year_before_nobody_guesses():
    plan = plan_of(approval("food", promised=told(4)))
    case = handled(plan, "2026-12-28")
    assert [(d.due, d.near) for d in case.approval("food").deadlines] == [(None, None)] * 2
