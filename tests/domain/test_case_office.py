"""Limits that hang on office hours, in a case: counted where the hours are known, open and never guessed where not."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.case_commands import COMMANDS, START
from tests.domain.case_samples import TEN_MORE, WIDE, approval, at, context, plan_of, submitted
from tests.domain.national_calendar import at as dated
from yici.domain.case import (
    Accept,
    Case,
    CaseEvent,
    Command,
    Context,
    Deadline,
    ExtendDecision,
    Suspend,
    deadlines,
    decide,
    evolve,
    explain,
    fold,
    next_due,
    settle,
)
from yici.domain.clock import Limit
from yici.domain.error import Refused, YiciError
from yici.domain.office import OfficeHours, sessions_from
from yici.domain.plan import Plan, Told

OFFICE = OfficeHours(sessions_from("9:00-12:00 13:30-17:00"))
FOUR_HOURS, CLOSING = Limit(4, "working_hour"), Limit(2, "working_day", "closing")


def told(limit: Limit) -> Told:
    return Told(limit, "source", "law", "source")


def hours_of(**changes: Any) -> Plan:
    return plan_of(approval("food", **changes))


QUICK = hours_of(promised=told(FOUR_HOURS), legal=told(CLOSING), correction_window=None, missed="none")


def ctx(now: datetime, office: OfficeHours | None = OFFICE, plan: Plan = QUICK) -> Context:
    return replace(context(now, plan), office=office)


def accepted(now: datetime, office: OfficeHours | None = OFFICE, plan: Plan = QUICK) -> Case:
    case, _ = submitted(now, plan)
    return after(case, decide(case, Accept(), ctx(now, office, plan)))


def after(case: Case, events: list[CaseEvent]) -> Case:
    for event in events:
        case = evolve(case, event)
    return case


def named(case: Case, name: str) -> Deadline:
    return next(d for _, d in deadlines(case) if d.name == name)


@pytest.mark.parametrize(
    ("start", "promised", "closing"),
    [
        (at("2026-03-02", 9), "Mon 2026-03-02 14:30", "Wed 2026-03-04 17:00"),
        (at("2026-03-02", 16), "Tue 2026-03-03 12:00", "Wed 2026-03-04 17:00"),
        # Friday afternoon: the rest of it is on Monday.
        (at("2026-03-06", 15), "Mon 2026-03-09 11:00", "Tue 2026-03-10 17:00"),
        # 14 February 2026 is a make-up workday, 15-23 February rest.
        (at("2026-02-14", 15), "Tue 2026-02-24 11:00", "Wed 2026-02-25 17:00"),
    ],
)
def test_hours_run_while_the_office_is_open_and_a_day_ends_when_it_closes(start, promised, closing):
    case = accepted(start)
    assert named(case, "promised").due == dated(promised)
    assert named(case, "legal").due == dated(closing)
    assert named(case, "legal").lacks is None


def test_without_office_hours_both_stay_open_not_before_a_day_that_is_certain_and_nothing_falls_due():
    case = accepted(at("2026-03-06", 15), None)
    for name, bound in (("promised", "Fri 2026-03-06 00:00"), ("legal", "Tue 2026-03-10 00:00")):
        standing = named(case, name)
        assert (standing.due, standing.lacks) == (None, "office_hours")
        assert standing.not_before == dated(bound)
        assert standing.not_before.date() <= named(accepted(at("2026-03-06", 15)), name).due.date()
        assert explain(standing, ctx(START).calendar)[-1].rule.code == "day.office_hours_unknown"
    assert next_due(case) is None
    assert settle(case, ctx(at("2026-06-01"), None)) == []


def test_once_the_hours_are_recorded_the_ends_are_computed_and_what_has_passed_is_on_the_record():
    case = accepted(at("2026-03-06", 15), None)
    happened = settle(case, ctx(at("2026-03-09", 12)))
    assert [event.kind for event in happened[:3]] == ["deadline.recomputed", "deadline.recomputed", "deadline.missed"]
    case = after(case, happened)
    assert named(case, "legal").due == dated("Tue 2026-03-10 17:00")
    assert (named(case, "promised").due, named(case, "promised").missed) == (dated("Mon 2026-03-09 11:00"), True)
    assert named(case, "legal").lacks is None


def test_hours_that_change_move_what_still_runs_and_hours_that_are_lost_make_nothing_unknown():
    case = accepted(at("2026-03-02", 9))
    late = OfficeHours(sessions_from("9:00-12:00 14:00-18:00"))
    moved = after(case, settle(case, ctx(at("2026-03-02", 10), late)))
    assert named(moved, "legal").due == dated("Wed 2026-03-04 18:00")
    assert settle(moved, ctx(at("2026-03-02", 10), None)) == []


def test_what_runs_in_office_hours_cannot_be_stopped_by_days_and_is_refused_before_it_stands_still():
    case = accepted(at("2026-03-02", 9))
    with pytest.raises(Refused, match=r"clock\.not_stoppable"):
        decide(case, Suspend(item="food", cause="testing", days=3), ctx(at("2026-03-02", 10)))


@pytest.mark.parametrize("office", [OFFICE, None])
def test_what_ends_at_closing_can_be_stopped_and_extended(office):
    plan = hours_of(promised=None, legal=told(Limit(20, "working_day", "closing")), extension=TEN_MORE)
    case = accepted(at("2026-03-02", 10), office, plan)
    for command, day in (
        (ExtendDecision(item="food", days=10, approver="head", note="why"), "2026-03-03"),
        (Suspend(item="food", cause="testing", days=3), "2026-03-04"),
    ):
        now = ctx(at(day), office, plan)
        case = after(case, settle(case, now))
        case = after(case, decide(case, command, now))
    case = after(case, settle(case, ctx(at("2026-03-12"), office, plan)))
    # Twenty days end on 30 March, three of testing make it 2 April; the ten granted end at 24:00 of 17 April.
    legal = named(case, "legal")
    assert legal.due == dated("Fri 2026-04-17 24:00")
    assert [line.day for line in explain(legal, ctx(START).calendar, office)][-1].isoformat() == "2026-04-17"


HOURLY = replace(
    WIDE,
    schedule=replace(
        WIDE.schedule,
        approvals=tuple(
            replace(
                one, promised=one.promised and told(Limit(30 + n, "working_hour")),
                legal=told(Limit(12, "working_day", "closing")),
                delivery=one.delivery and Limit(90, "working_minute"),
            )
            for n, one in enumerate(WIDE.schedule.approvals)
        ),
    ),
)  # fmt: skip
HOURS = st.sampled_from((OFFICE, None))
STEPS = st.lists(st.tuples(st.integers(0, 8 * 24 * 60), COMMANDS), max_size=12)


def run(steps: list[tuple[int, Command]], office: OfficeHours | None) -> tuple[Case, list[CaseEvent], datetime]:
    case, history = submitted(START, HOURLY)
    # The sample is handed in where no hours are recorded; they are from here on, or not.
    told, now = settle(case, ctx(START, office, HOURLY)), START
    case, history = after(case, told), [*history, *told]
    for minutes, command in steps:
        now += timedelta(minutes=minutes)
        here = ctx(now, office, HOURLY)
        happened = settle(case, here)
        case = after(case, happened)
        try:
            decided = decide(case, command, here)
        except YiciError:
            decided = []
        case = after(case, decided)
        history += [*happened, *decided]
    return case, history, now


@given(STEPS, HOURS)
def test_folding_and_settling_hold_with_limits_in_office_time_known_or_not(steps, office):
    case, history, now = run(steps, office)
    assert fold(history) == case
    at_once = after(case, settle(case, ctx(now + timedelta(days=300), office, HOURLY)))
    pieces = case
    for days in (*range(0, 300, 5), 300):
        pieces = after(pieces, settle(pieces, ctx(now + timedelta(days=days), office, HOURLY)))
    assert at_once == pieces
    assert settle(at_once, ctx(now + timedelta(days=300), office, HOURLY)) == []


@given(STEPS)
def test_recording_the_hours_later_leaves_no_end_open_for_want_of_them(steps):
    case, _, now = run(steps, None)
    case = after(case, settle(case, ctx(now, OFFICE, HOURLY)))
    assert [d for _, d in deadlines(case) if d.lacks and not d.missed] == []
