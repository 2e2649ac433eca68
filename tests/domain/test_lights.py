"""Lights against the calendar of 2026; the weekday stands beside every day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.national_calendar import NATIONAL, at, day
from yici.domain.case import Approval, Deadline
from yici.domain.clock import Limit, end_of_day, start_of_day
from yici.domain.lights import RULE, VERSION, end_of, light, light_of

MORNING = at("Mon 2026-03-09 09:00")
FRIDAY = at("Fri 2026-03-13 09:00")
NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "last_day", "colour", "why", "left"),
    [
        (MORNING, "Fri 2026-03-06", "red", "late", -1),
        (MORNING, "Sun 2026-03-08", "red", "late", -1),  # no working day, but it has passed
        (MORNING, "Mon 2026-03-09", "yellow", "today", 0),
        (MORNING, "Tue 2026-03-10", "yellow", "next_day", 1),
        (MORNING, "Wed 2026-03-11", "green", "in_time", 2),
        (FRIDAY, "Sat 2026-03-14", "yellow", "next_day", 0),
        (FRIDAY, "Mon 2026-03-16", "yellow", "next_day", 1),
        (FRIDAY, "Tue 2026-03-17", "green", "in_time", 2),
        # Before the Spring Festival of 2026: Saturday is worked, the next working day after it is Tuesday the 24th.
        (at("Sat 2026-02-14 09:00"), "Tue 2026-02-24", "yellow", "next_day", 1),
        (at("Sat 2026-02-14 09:00"), "Wed 2026-02-25", "green", "in_time", 2),
    ],
)
def test_a_light_is_that_of_the_working_days_left(now, last_day, colour, why, left):
    found = light(end_of_day(day(last_day)), now=now, calendar=NATIONAL)
    assert (found.colour, found.why, found.left) == (colour, why, left)


def test_an_end_is_late_from_the_moment_it_has_come_and_not_a_second_before():
    end = end_of_day(date(2026, 3, 9))
    before = end - timedelta(seconds=1)
    assert [light(end, now=now, calendar=NATIONAL).why for now in (before, end)] == ["today", "late"]


@pytest.mark.parametrize("end", [None, NEVER])
def test_what_waits_for_another_approval_has_a_grey_light(end):
    assert (light(end, now=MORNING, calendar=NATIONAL).colour, light(end, now=MORNING, calendar=NATIONAL).why) == (
        "grey",
        "waits",
    )


def test_a_bound_in_a_year_without_a_calendar_is_grey_and_counts_no_days():
    beyond = NATIONAL.years[-1] + 1
    found = light(start_of_day(date(beyond, 1, 1)), now=MORNING, calendar=NATIONAL)
    assert (found.colour, found.why) == ("grey", "open")
    later = light(start_of_day(date(beyond, 1, 5)), now=MORNING, calendar=NATIONAL)
    assert (later.colour, later.why, later.left) == ("grey", "open", None)


@pytest.mark.parametrize("today", ["2026-12-30", "2026-12-31", "2027-01-01", "2027-03-01"])
def test_what_is_only_a_bound_is_never_late_nor_due_today(today):
    approvals = approval(ending(None, bound=date(2027, 1, 1)))
    moment = start_of_day(date.fromisoformat(today)) + timedelta(hours=12)
    assert light_of(approvals, now=moment, calendar=NATIONAL).why == "open"
    missed = approval(ending(date(2026, 12, 3), missed=True), ending(None, bound=date(2027, 1, 1)))
    assert light_of(missed, now=moment, calendar=NATIONAL).why == "late"


def test_a_light_names_its_rule():
    found = light(None, now=MORNING, calendar=NATIONAL)
    assert (found.rule, found.version) == (RULE, VERSION) == (1, 1)


def approval(*deadlines: Deadline) -> Approval:
    return Approval("food-licence", "1", "market_regulation", "handling", MORNING, (), False, deadlines)


def ending(day: date | None, *, bound: date | None = None, missed: bool = False) -> Deadline:
    due, open_ = (end_of_day(day) if day else None), (start_of_day(bound) if bound else None)
    return Deadline("legal", "agency", Limit(5, "working_day"), MORNING, due, open_, "calendar", "law", missed)


def test_the_light_of_an_approval_is_that_of_its_earliest_end_even_when_that_was_missed():
    passed, ahead = ending(date(2026, 3, 6), missed=True), ending(date(2026, 3, 20))
    assert end_of(approval(ahead, passed)) == passed.due
    assert light_of(approval(ahead, passed), now=MORNING, calendar=NATIONAL).colour == "red"
    assert light_of(approval(), now=MORNING, calendar=NATIONAL).why == "waits"


@given(st.dates(date(2026, 1, 1), date(2026, 12, 30)), st.integers(0, 23))
def test_lights_never_turn_back_while_time_goes_on(last_day, hour):
    order = ["green", "yellow", "red"]
    end = end_of_day(last_day)
    moments = [datetime(2026, month, day, hour, tzinfo=UTC) for month in range(1, 13) for day in (1, 11, 21)]
    seen = [order.index(light(end, now=now, calendar=NATIONAL).colour) for now in moments]
    assert seen == sorted(seen)
