"""What was done while nobody knew the end of a window or a limit, once a calendar tells it (Licensing Law Art. 32, 42).

2027 is not loaded when the papers come in on Tuesday 29 December 2026; with 1 January off, the window of five working
days ends on Wednesday 6 January 2027, twenty working days from receipt on Wednesday 27 January.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.domain.case_samples import CLERK, approval, at, plan_of, submitted, told
from tests.domain.national_calendar import NATIONAL, TABLES
from yici.domain.case import (
    Accept,
    Case,
    CaseEvent,
    Command,
    Context,
    Defect,
    ExtendDecision,
    Paper,
    RequestCorrection,
    Resume,
    SupplyCorrection,
    Suspend,
    WithdrawCorrection,
    decide,
    evolve,
    known_windows,
    settle,
)
from yici.domain.clock import Limit
from yici.domain.plan import Plan
from yici.domain.workdays import Calendar, calendar_from
from yici.domain.year_table import YearTable

LOADED = calendar_from([*TABLES, YearTable(2027, {date(2027, 1, 1): "元旦"}, frozenset(), "t")])
PLAN = plan_of(approval("a"))
RECEIVED, WINDOW, LOADED_AT = at("2026-12-29"), at("2027-01-07", 0), at("2027-02-01")
WRONG = RequestCorrection(defects=(Defect("a", "x", "field.wrong"),))


def context(now: datetime, plan: Plan, calendar: Calendar) -> Context:
    since = LOADED_AT if calendar is LOADED else None
    return Context(now=now, actor=CLERK, plan=plan, calendar=calendar, since=since)


def done(case: Case, command: Command, day: str, plan: Plan = PLAN) -> Case:
    """This will do something on a day at nine while 2027 is not loaded."""
    ctx = context(at(day), plan, NATIONAL)
    for event in settle(case, ctx):
        case = evolve(case, event)
    for event in decide(case, command, ctx):
        case = evolve(case, event)
    return case


def loaded(case: Case, plan: Plan = PLAN, now: datetime = LOADED_AT) -> tuple[Case, list[CaseEvent]]:
    """This will settle when 2027 was loaded; settling again must find nothing more."""
    ctx = context(now, plan, LOADED)
    events = settle(case, ctx)
    for event in events:
        case = evolve(case, event)
    assert settle(case, ctx) == []
    assert known_windows(case, lambda _: (LOADED, None)) == []
    return case, events


def received(plan: Plan = PLAN) -> Case:
    return submitted(RECEIVED, plan)[0]


def dues(case: Case, item: str = "a") -> dict[str, Any]:
    mine = case.approval(item)
    held = mine.suspension.held if mine.suspension else ()
    return {d.name: d.due for d in (*mine.deadlines, *held)}


def test_an_acceptance_after_the_window_counts_from_receipt_as_if_nobody_had_acted():
    alone, _ = loaded(received())
    late, events = loaded(done(received(), Accept(), "2027-01-20"))
    assert (late.approval("a").accepted_at, late.approval("a").by_silence) == (RECEIVED, True)
    assert dues(late)["legal"] == dues(alone)["legal"] == at("2027-01-28", 0)
    assert events[0].kind == "window.counted"
    assert (events[0].answered.window.due, events[0].answered.at) == (WINDOW, at("2027-01-20"))
    # What had ended by then is missed as of its own day, with its card.
    missed = [(event.name, event.at) for event in events if event.kind == "deadline.missed"]
    assert ("legal", at("2027-01-28", 0)) in missed


@pytest.mark.parametrize(("day", "since"), [("2027-01-06", "2027-01-06"), ("2027-01-07", "2026-12-29")])
def test_on_the_last_day_of_the_window_it_is_in_time_and_stays(day, since):
    late, events = loaded(done(received(), Accept(), day))
    mine = late.approval("a")
    assert (mine.accepted_at, mine.by_silence) == (at(since), since == "2026-12-29")
    assert [event.kind for event in events].count("window.counted") == 1


def test_before_the_window_can_have_ended_nothing_is_to_be_judged():
    case = done(received(), Accept(), "2026-12-30")
    assert case.approval("a").answered == ()


def test_a_request_for_correction_after_the_window_asks_for_nothing_any_more():
    late, events = loaded(done(received(), WRONG, "2027-01-20"))
    mine = late.approval("a")
    assert [event.kind for event in events[:3]] == ["window.counted", "case.correction_withdrawn", "approval.accepted"]
    assert (events[1].late, events[2].at, events[2].by_silence) == (True, WINDOW, True)
    assert (mine.status, mine.accepted_at, mine.by_silence) == ("handling", RECEIVED, True)
    assert late.defects == ()
    assert dues(late)["legal"] == at("2027-01-28", 0)


def test_a_request_within_the_window_stands():
    late, _ = loaded(done(received(), WRONG, "2027-01-05"))
    assert (late.approval("a").status, len(late.defects)) == ("correcting", 1)


@pytest.mark.parametrize("accepts", [False, True])
def test_what_was_supplied_in_answer_to_a_late_request_sets_no_later_beginning(accepts):
    case = done(received(), WRONG, "2027-01-20")
    case = done(case, SupplyCorrection(papers=(Paper(material="x"),)), "2027-01-25")
    if accepts:
        case = done(case, Accept(), "2027-01-26")
    late, _ = loaded(case)
    mine = late.approval("a")
    assert (mine.status, mine.accepted_at, mine.by_silence) == ("handling", RECEIVED, True)
    assert dues(late)["legal"] == at("2027-01-28", 0)


def test_a_late_request_that_was_taken_back_changes_nothing_of_it():
    case = done(done(received(), WRONG, "2027-01-20"), WithdrawCorrection(), "2027-01-21")
    late, _ = loaded(case)
    assert late.approval("a").accepted_at == RECEIVED


def test_a_stop_takes_its_days_out_of_the_limit_that_was_set_back():
    case = done(received(), Accept(), "2027-01-11")
    case = done(case, Suspend(item="a", cause="testing", days=10), "2027-01-12")
    standing, _ = loaded(case, now=LOADED_AT)
    # Ten working days, 13 to 26 January, are taken out: 27 January becomes Wednesday 10 February.
    assert dues(standing)["legal"] == at("2027-02-11", 0)
    early = done(case, Resume(item="a"), "2027-01-14")
    assert dues(loaded(early)[0])["legal"] < at("2027-02-11", 0)


def test_where_no_text_makes_anything_of_silence_nothing_is_set_back():
    plan = plan_of(approval("a", missed=None))
    late, _ = loaded(done(received(plan), Accept(), "2027-01-20", plan), plan)
    assert (late.approval("a").accepted_at, late.approval("a").by_silence) == (at("2027-01-20"), False)


def test_what_waits_for_another_approval_begins_when_that_exists_all_the_same():
    plan = plan_of(approval("a"), approval("b", needs=("a",)))
    late, _ = loaded(done(received(plan), Accept(), "2027-01-20", plan), plan)
    assert (late.approval("b").status, late.approval("b").accepted_at) == ("waiting", None)
    assert late.approval("a").accepted_at == RECEIVED


def test_the_one_limit_of_joint_handling_moves_back_for_all():
    joint = told(45)
    plan = plan_of(approval("a", joint=joint), approval("b", joint=joint, correction_window=None))
    case = done(received(plan), Accept(), "2027-01-20", plan)
    late, events = loaded(case, plan)
    assert dues(late, "a")["legal"] == dues(late, "b")["legal"]
    assert [e.item for e in events if e.kind == "deadline.recomputed" and e.why == "whole"] == ["b"]


def accepted_in_time() -> Case:
    """Accepted on 16 December; its twenty working days end on Thursday 14 January 2027, which nobody knows."""
    return done(submitted(at("2026-12-15"), PLAN)[0], Accept(), "2026-12-16")


MORE = ExtendDecision(item="a", days=10, approver="h", note="n")


def test_an_extension_of_a_limit_that_was_over_moves_nothing():
    plain, _ = loaded(accepted_in_time())
    late, events = loaded(done(accepted_in_time(), MORE, "2027-01-20"))
    assert dues(late)["legal"] == dues(plain)["legal"] == at("2027-01-15", 0)
    assert ("legal", at("2027-01-15", 0)) in [(e.name, e.at) for e in events if e.kind == "deadline.missed"]
    # It was given once all the same.
    assert late.approval("a").extended


def test_an_extension_that_came_in_time_stands():
    late, _ = loaded(done(accepted_in_time(), MORE, "2027-01-12"))
    assert dues(late)["legal"] == at("2027-01-29", 0)


def test_an_extension_while_the_end_was_known_has_nothing_to_be_judged():
    case = done(submitted(at("2026-03-02"), PLAN)[0], Accept(), "2026-03-03")
    case = done(case, MORE, "2026-03-10")
    assert [d.extended.unknown_at for d in case.approval("a").deadlines if d.extended] == [None, None]


def test_office_hours_that_were_not_known_are_no_excuse_either():
    plan = plan_of(approval("a", correction_window=Limit(8, "working_hour")))
    case, _ = submitted(at("2026-03-02"), plan)
    case = done(case, Accept(), "2026-03-09", plan)
    assert [one.window.lacks for one in case.approval("a").answered] == ["office_hours"]
    assert replace(case.approval("a"), answered=()).accepted_at == at("2026-03-09")
