"""The columns of what is due: each moment stands in one, and the colours of the lights agree."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.case_samples import at
from tests.domain.national_calendar import NATIONAL
from yici.domain.due_by import BUCKETS, bucket, marks_at
from yici.domain.lights import light

FRIDAY = at("2026-03-06", 10)
MARKS = marks_at(FRIDAY, NATIONAL)


@pytest.mark.parametrize(
    ("due", "column"),
    [
        (at("2026-03-06", 10), "late"),  # Friday, at this moment
        (at("2026-03-06", 11), "today"),
        (at("2026-03-07", 0), "today"),  # Friday's last moment
        (at("2026-03-07", 1), "next_day"),  # Saturday: whoever works on Monday has it until then
        (at("2026-03-10", 0), "next_day"),  # Monday's last moment
        (at("2026-03-10", 1), "later"),  # Tuesday is next week
    ],
)
def test_friday_s_columns(due: datetime, column: str):
    assert bucket(due, ("decide",), MARKS) == column


def test_on_monday_the_rest_of_the_week_has_a_column():
    marks = marks_at(at("2026-03-02"), NATIONAL)
    assert bucket(at("2026-03-05"), ("decide",), marks) == "week"
    assert bucket(at("2026-03-09", 0), ("decide",), marks) == "week"
    assert bucket(at("2026-03-09", 9), ("decide",), marks) == "later"


def test_what_waits_stands_apart_and_what_has_no_end_has_no_day():
    late = at("2026-03-01")
    assert bucket(late, ("correct",), MARKS) == "applicant"
    assert bucket(late, ("correct", "end"), MARKS) == "late"
    assert bucket(late, ("wait",), MARKS) == "no_date"
    assert bucket(late, ("decide",), MARKS, bounded=True) == "no_date"
    assert bucket(datetime(9999, 12, 31, tzinfo=UTC), ("decide",), MARKS) == "no_date"


@given(st.integers(-400, 400))
def test_late_and_today_are_what_the_lights_call_so(hours: int):
    due = FRIDAY + timedelta(hours=hours)
    found, lamp = bucket(due, ("decide",), MARKS), light(due, now=FRIDAY, calendar=NATIONAL)
    assert found in BUCKETS
    assert (found == "late") == (lamp.colour == "red")
    assert (found == "today") == (lamp.why == "today")
    assert (found == "next_day") == (lamp.why == "next_day")
