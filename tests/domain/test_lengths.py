"""Limits of different units: bounds that hold on every calendar, and a soonest that is never too long."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.national_calendar import NATIONAL
from yici.domain.clock import Limit, due
from yici.domain.lengths import bounds, maybe_longer, soonest, surely_longer

DAYS = {"working_day": 120, "day": 200, "month": 6, "year": 1}
limits = st.sampled_from(sorted(DAYS)).flatmap(lambda unit: st.integers(1, DAYS[unit]).map(lambda n: Limit(n, unit)))
YEARS = sorted(NATIONAL.years)
first, last = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
starts = st.integers(0, (last - first).days - 400).map(lambda day: first + timedelta(days=day))


def end(limit, start):
    """24:00 of the last day."""
    found = due(limit, datetime(start.year, start.month, start.day, 4, tzinfo=UTC), NATIONAL)
    return found.day


@given(limits, starts)
def test_the_bounds_hold_on_the_national_calendar(limit, start):
    least, most = bounds(limit)
    assert least <= (end(limit, start) - start).days <= most


@given(limits, limits, starts)
def test_what_is_surely_longer_ends_later_and_what_ends_later_may_be_longer(one, other, start):
    later = end(one, start) > end(other, start)
    if surely_longer(one, other):
        assert end(one, start) >= end(other, start)
        assert one.unit == other.unit or later
    if later:
        assert maybe_longer(one, other)


@given(st.lists(limits, min_size=1, max_size=4), starts)
def test_the_soonest_ends_no_later_than_any(found, start):
    assert end(soonest(found), start) <= min(end(one, start) for one in found)


@pytest.mark.parametrize(
    ("one", "other", "surely", "maybe"),
    [
        (Limit(1, "year"), Limit(20, "working_day"), True, True),
        (Limit(30, "day"), Limit(20, "working_day"), False, True),
        (Limit(5, "day"), Limit(20, "working_day"), False, False),
        (Limit(1, "working_day"), Limit(0, "on_the_spot"), True, True),
        (Limit(0, "on_the_spot"), Limit(1, "working_day"), False, False),
        (Limit(2, "hour"), Limit(1, "working_day"), False, False),
        (Limit(20, "working_day"), Limit(20, "working_day"), False, False),
        (Limit(21, "working_day"), Limit(20, "working_day"), True, True),
        (Limit(2, "month"), Limit(20, "working_day"), True, True),
        (Limit(100, "day"), Limit(20, "working_day"), True, True),
    ],
)
def test_surely_and_maybe_longer(one, other, surely, maybe):
    assert (surely_longer(one, other), maybe_longer(one, other)) == (surely, maybe)


def test_the_soonest_of_different_units():
    assert soonest([]) is None
    assert soonest([Limit(5, "working_day"), Limit(3, "working_day")]) == Limit(3, "working_day")
    assert soonest([Limit(5, "working_day"), Limit(3, "day")]) == Limit(3, "day")
    assert soonest([Limit(5, "working_day"), Limit(7, "day")]) == Limit(5, "day")
    assert soonest([Limit(1, "working_day"), Limit(30, "hour")]) == Limit(24, "hour")
    assert soonest([Limit(60, "day"), Limit(2, "working_day")]) == Limit(2, "working_day")
