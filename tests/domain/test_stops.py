"""Administrative Licensing Law Art. 45: what is taken out of a limit, with dates and weekdays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.national_calendar import NATIONAL, at
from yici.domain.clock import Limit, due, end_of_day
from yici.domain.error import Refused
from yici.domain.stops import Stop, due_stopped, explain_stopped

TWENTY = Limit(20, "working_day")
STOPPED = [  # limit, start, stops (cause, after, until), the end without, the end with
    (TWENTY, "Mon 2026-03-02 10:00", [("hearing", "2026-03-09", "2026-03-16")], "Mon 2026-03-30", "Tue 2026-04-07"),
    # Spring Festival rests 15–23 February, Sat 14 works: of these eleven days only two were worked.
    (TWENTY, "Wed 2026-02-11 10:00", [("expert_review", "2026-02-13", "2026-02-24")],
     "Tue 2026-03-17", "Thu 2026-03-19"),
    # A weekend takes nothing out.
    (TWENTY, "Mon 2026-03-02 10:00", [("testing", "2026-03-06", "2026-03-08")], "Mon 2026-03-30", "Mon 2026-03-30"),
    # Begun and ended on one day.
    (TWENTY, "Mon 2026-03-02 10:00", [("appraisal", "2026-03-09", "2026-03-09")], "Mon 2026-03-30", "Mon 2026-03-30"),
    # Begun on the last day: its own day has run, one day more is not needed.
    (Limit(5, "working_day"), "Mon 2026-03-02 10:00", [("hearing", "2026-03-09", "2026-03-20")],
     "Mon 2026-03-09", "Mon 2026-03-09"),
    # Begun a day before the last: one day is left when it is over.
    (Limit(5, "working_day"), "Mon 2026-03-02 10:00", [("hearing", "2026-03-06", "2026-03-20")],
     "Mon 2026-03-09", "Mon 2026-03-23"),
    # Begun when the limit had run out: nothing revives it.
    (Limit(5, "working_day"), "Mon 2026-03-02 10:00", [("hearing", "2026-03-10", "2026-03-20")],
     "Mon 2026-03-09", "Mon 2026-03-09"),
    # Twice: the second begins in what the first has added.
    (Limit(5, "working_day"), "Mon 2026-03-02 10:00",
     [("testing", "2026-03-04", "2026-03-06"), ("hearing", "2026-03-10", "2026-03-12")],
     "Mon 2026-03-09", "Fri 2026-03-13"),
    # Calendar days, moved on from a rest day: 30 days from 9 March and seven taken out.
    (Limit(30, "day"), "Mon 2026-03-09 10:00", [("inspection", "2026-03-13", "2026-03-20")],
     "Wed 2026-04-08", "Wed 2026-04-15"),
]  # fmt: skip


def stops_of(told: list[tuple[str, str, str]]) -> list[Stop]:
    return [Stop(cause, date.fromisoformat(after), date.fromisoformat(until)) for cause, after, until in told]


@pytest.mark.parametrize(("limit", "start", "told", "without", "end"), STOPPED)
def test_the_time_of_a_cause_is_not_counted(limit, start, told, without, end):
    assert due(limit, at(start), NATIONAL).at == at(f"{without} 24:00")
    assert due_stopped(limit, at(start), NATIONAL, stops_of(told)).at == at(f"{end} 24:00")


def test_a_stop_into_a_year_not_loaded_leaves_the_end_open():
    stops = stops_of([("hearing", "2026-12-30", "2027-01-05")])
    end = due_stopped(TWENTY, at("Mon 2026-12-21 10:00"), NATIONAL, stops)
    assert (end.at, end.missing_year) == (None, 2027)
    assert end.not_before is not None


def test_hours_cannot_be_stopped_by_days():
    with pytest.raises(Refused, match=r"clock\.not_stoppable"):
        due_stopped(
            Limit(48, "hour"), at("Mon 2026-03-02 10:00"), NATIONAL, stops_of([("testing", "2026-03-02", "2026-03-03")])
        )


days = st.dates(date(2025, 1, 1), date(2026, 6, 30))


@given(start=days, amount=st.integers(1, 60), after=st.integers(0, 80), length=st.integers(0, 60))
def test_an_end_with_a_stop_is_that_of_a_walk_that_leaves_the_days_out(start, amount, after, length):
    begin = start + timedelta(days=after)
    stop = Stop("hearing", begin, begin + timedelta(days=length))
    limit = Limit(amount, "working_day")
    plain = NATIONAL.add(start, amount)
    day, counted = start, 0
    while counted < amount:
        day += timedelta(days=1)
        counted += NATIONAL.is_workday(day) and not (begin < plain and stop.covers(day))
    assert due_stopped(limit, end_of_day(start) - timedelta(hours=8), NATIONAL, [stop]).day == day


@given(start=days, amount=st.integers(1, 40), after=st.integers(0, 50), length=st.integers(0, 40))
def test_the_explanation_counts_to_the_limit_and_ends_on_its_day(start, amount, after, length):
    begin = start + timedelta(days=after)
    stops = [Stop("hearing", begin, begin + timedelta(days=length))]
    limit, moment = Limit(amount, "working_day"), end_of_day(start) - timedelta(hours=8)
    if begin >= NATIONAL.add(start, amount):
        return
    lines = explain_stopped(limit, moment, NATIONAL, stops)
    counted = [line for line in lines if line.counted]
    assert [line.number for line in counted] == list(range(1, amount + 1))
    assert counted[-1].day == due_stopped(limit, moment, NATIONAL, stops).day
    assert not any(stops[0].covers(line.day) for line in counted)
