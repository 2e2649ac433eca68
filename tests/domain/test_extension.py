"""Administrative Licensing Law Art. 42: what is added to a limit, with dates and weekdays, alone and beside a stop."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.national_calendar import NATIONAL, TABLES, at
from yici.domain.clock import Limit, due, end_of_day
from yici.domain.extension import Extended, due_extended, explain_extended
from yici.domain.stops import Stop, due_stopped
from yici.domain.workdays import calendar_from

TWENTY = Limit(20, "working_day")


def by(days: int, unit: str = "working_day") -> Extended:
    return Extended(Limit(days, unit), "licensing-42")  # type: ignore[arg-type]


def stop(cause: str, after: str, until: str) -> Stop:
    return Stop(cause, date.fromisoformat(after), date.fromisoformat(until))


EXTENDED = [  # limit, start, extended by, stops, the end without, the end with
    (TWENTY, "Mon 2026-03-02 10:00", by(10), [], "Mon 2026-03-30", "Tue 2026-04-14"),  # Mon 6 April: Qingming
    (TWENTY, "Mon 2026-02-02 10:00", by(10), [], "Fri 2026-03-06", "Fri 2026-03-20"),  # Spring Festival in the limit
    (TWENTY, "Thu 2026-09-17 10:00", by(10), [], "Wed 2026-10-21", "Wed 2026-11-04"),  # National Day in it
    (TWENTY, "Mon 2026-03-02 10:00", by(1), [], "Mon 2026-03-30", "Tue 2026-03-31"),
    (Limit(3, "working_day"), "Tue 2026-09-29 10:00", by(3), [], "Fri 2026-10-09", "Tue 2026-10-13"),
    # A stop inside the limit moves both ends, one inside the extension only the second.
    (TWENTY, "Mon 2026-03-02 10:00", by(10), [stop("hearing", "2026-03-09", "2026-03-16")],
     "Tue 2026-04-07", "Tue 2026-04-21"),
    (TWENTY, "Mon 2026-03-02 10:00", by(10), [stop("hearing", "2026-04-01", "2026-04-08")],
     "Mon 2026-03-30", "Mon 2026-04-20"),
    # Begun on the last day of the limit: it is the extension that waits.
    (TWENTY, "Mon 2026-03-02 10:00", by(10), [stop("testing", "2026-03-30", "2026-04-01")],
     "Mon 2026-03-30", "Thu 2026-04-16"),
    # One limit in calendar days, its extension in working days: from the day that the limit ended on.
    (Limit(30, "day"), "Mon 2026-03-09 10:00", by(10), [], "Wed 2026-04-08", "Wed 2026-04-22"),
    # On the spot: the day of the papers, and three working days more.
    (Limit(0, "on_the_spot"), "Mon 2026-03-02 10:00", by(3), [], "Mon 2026-03-02", "Thu 2026-03-05"),
]  # fmt: skip


@pytest.mark.parametrize(("limit", "start", "extended", "stops", "without", "end"), EXTENDED)
def test_the_days_granted_are_counted_from_the_end_of_the_limit(limit, start, extended, stops, without, end):
    assert due_extended(limit, at(start), NATIONAL, stops, None).at == at(f"{without} 24:00")
    assert due_extended(limit, at(start), NATIONAL, stops, extended).at == at(f"{end} 24:00")


def test_an_extension_into_a_year_not_loaded_is_open_and_one_of_an_open_limit_too():
    only_2026 = calendar_from([table for table in TABLES if table.year == 2026])
    known = due_extended(TWENTY, at("Tue 2026-12-01 10:00"), only_2026, [], by(10))
    assert (known.at, known.not_before) == (None, at("Fri 2027-01-01 00:00"))
    limit = due(TWENTY, at("Mon 2026-12-21 10:00"), only_2026)
    assert due_extended(TWENTY, at("Mon 2026-12-21 10:00"), only_2026, [], by(10)) == limit
    lines = explain_extended(TWENTY, at("Mon 2026-12-21 10:00"), only_2026, [], by(10))
    assert lines[-1].rule.code == "day.year_not_loaded"


def test_the_explanation_shows_the_extension_as_a_step_of_its_own_with_its_source():
    lines = explain_extended(TWENTY, at("Mon 2026-03-02 10:00"), NATIONAL, [], by(10))
    counted = [line for line in lines if line.counted]
    assert [line.number for line in counted] == list(range(1, 31))
    assert {line.rule.code for line in counted[:20]} == {"day.workday"}
    assert {(line.rule.code, line.rule.params.get("source")) for line in counted[20:]} == {
        ("day.extended", "licensing-42")
    }
    assert [str(line.day) for line in counted[19:21]] == ["2026-03-30", "2026-03-31"]
    assert [line.rule.params["name"] for line in lines if line.rule.code == "day.holiday"] == ["清明节"] * 3


def test_a_make_up_workday_of_an_extension_still_says_what_it_is():
    lines = explain_extended(Limit(3, "working_day"), at("Wed 2026-09-30 10:00"), NATIONAL, [], by(1))
    assert [(str(line.day), line.rule.code) for line in lines if line.counted] == [
        ("2026-10-08", "day.workday"),
        ("2026-10-09", "day.workday"),
        ("2026-10-10", "day.make_up_workday"),
        ("2026-10-12", "day.extended"),
    ]


days = st.dates(date(2025, 1, 1), date(2026, 6, 30))


@given(
    start=days, amount=st.integers(1, 40), more=st.integers(1, 20), after=st.integers(0, 80), length=st.integers(0, 40)
)
def test_working_days_and_more_of_them_are_one_longer_limit_whatever_stops_it(start, amount, more, after, length):
    begin = start + timedelta(days=after)
    moment, stops = end_of_day(start) - timedelta(hours=8), [Stop("hearing", begin, begin + timedelta(days=length))]
    extended = by(more)
    end = due_extended(Limit(amount, "working_day"), moment, NATIONAL, stops, extended)
    assert end.at == due_stopped(Limit(amount + more, "working_day"), moment, NATIONAL, stops).at
    lines = explain_extended(Limit(amount, "working_day"), moment, NATIONAL, stops, extended)
    counted = [line for line in lines if line.counted]
    assert [line.number for line in counted] == list(range(1, amount + more + 1))
    assert counted[-1].day == end.day
    assert [line.day for line in lines] == [start + timedelta(days=n) for n in range((end.day - start).days + 1)]
