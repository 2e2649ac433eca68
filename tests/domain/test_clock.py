from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.national_calendar import NATIONAL, TABLES, WEEKDAYS, at
from yici.domain.clock import (
    LONGEST,
    Due,
    Limit,
    days_left,
    due,
    end_of_day,
    ending_day,
    explain,
    legal_day,
    start_of_day,
)
from yici.domain.error import Invalid
from yici.domain.office import OfficeHours, sessions_from
from yici.domain.workdays import calendar_from

OFFICE = OfficeHours(sessions_from("9:00-12:00 13:30-17:00"), {5: sessions_from("9:00-12:00")})
DAY_UNITS = ["on_the_spot", "working_day", "day", "month", "year"]


ENDS = [
    # Working days, over Spring Festival 2026 (rest 15-23 February, the Saturdays 14 and 28 work).
    (Limit(5, "working_day"), "Wed 2026-02-11 10:00", "Wed 2026-02-25 24:00"),
    (Limit(5, "working_day"), "Wed 2026-02-11 00:00", "Wed 2026-02-25 24:00"),
    (Limit(5, "working_day"), "Wed 2026-02-11 23:59", "Wed 2026-02-25 24:00"),
    (Limit(20, "working_day"), "Thu 2026-09-17 16:59", "Wed 2026-10-21 24:00"),
    (Limit(30, "working_day"), "Thu 2026-09-17 16:59", "Wed 2026-11-04 24:00"),
    (Limit(10, "working_day", "closing"), "Tue 2026-09-29 09:00", "Mon 2026-10-19 17:00"),
    (Limit(4, "working_day", "closing"), "Mon 2026-03-09 09:00", "Fri 2026-03-13 12:00"),
    (Limit(0, "working_day"), "Mon 2026-03-09 09:00", "Mon 2026-03-09 24:00"),
    (Limit(0, "working_day"), "Sat 2026-10-03 09:00", "Thu 2026-10-08 24:00"),
    (Limit(0, "working_day", "closing"), "Mon 2026-03-09 17:00", "Tue 2026-03-10 17:00"),
    (Limit(0, "working_day"), "Mon 2026-03-09 23:52", "Tue 2026-03-10 24:00"),
    # On the spot: the same day, or the next one on which anybody is at the spot.
    (Limit(0, "on_the_spot"), "Sat 2026-10-03 09:00", "Thu 2026-10-08 24:00"),
    (Limit(0, "on_the_spot"), "Mon 2026-03-09 09:00", "Mon 2026-03-09 24:00"),
    (Limit(0, "on_the_spot", "closing"), "Mon 2026-03-09 09:00", "Mon 2026-03-09 17:00"),
    # What comes in when the office has closed is on the spot when it opens again; before it opens, that day.
    (Limit(0, "on_the_spot"), "Mon 2026-03-09 23:52", "Tue 2026-03-10 24:00"),
    (Limit(0, "on_the_spot"), "Mon 2026-03-09 17:00", "Tue 2026-03-10 24:00"),
    (Limit(0, "on_the_spot"), "Mon 2026-03-09 16:59", "Mon 2026-03-09 24:00"),
    (Limit(0, "on_the_spot"), "Mon 2026-03-09 12:40", "Mon 2026-03-09 24:00"),
    (Limit(0, "on_the_spot"), "Mon 2026-03-09 05:00", "Mon 2026-03-09 24:00"),
    (Limit(0, "on_the_spot"), "Fri 2026-03-13 12:00", "Mon 2026-03-16 24:00"),
    (Limit(0, "on_the_spot", "closing"), "Fri 2026-03-13 18:00", "Mon 2026-03-16 17:00"),
    (Limit(0, "on_the_spot"), "Sat 2026-03-14 23:52", "Mon 2026-03-16 24:00"),
    (Limit(0, "on_the_spot"), "Wed 2026-09-30 23:52", "Thu 2026-10-08 24:00"),
    # Calendar days: the last day moves on from a rest day (Civil Code Art. 203).
    (Limit(30, "day"), "Mon 2026-03-09 10:00", "Wed 2026-04-08 24:00"),
    (Limit(5, "day"), "Mon 2026-03-09 10:00", "Mon 2026-03-16 24:00"),
    (Limit(15, "day"), "Wed 2026-09-16 10:00", "Thu 2026-10-08 24:00"),
    (Limit(15, "day", "closing"), "Wed 2026-09-16 10:00", "Thu 2026-10-08 17:00"),
    (Limit(9, "day"), "Thu 2026-10-01 10:00", "Sat 2026-10-10 24:00"),
    (Limit(0, "day"), "Sun 2026-03-15 10:00", "Mon 2026-03-16 24:00"),
    # Months and years: the corresponding day, else the last of the month (Art. 202), then Art. 203.
    (Limit(1, "month"), "Mon 2026-03-09 10:00", "Thu 2026-04-09 24:00"),
    (Limit(1, "month"), "Sat 2026-01-31 10:00", "Sat 2026-02-28 24:00"),
    (Limit(6, "month"), "Mon 2025-08-11 10:00", "Wed 2026-02-11 24:00"),
    (Limit(3, "month"), "Sun 2023-12-31 10:00", "Mon 2024-04-01 24:00"),
    (Limit(2, "month"), "Sun 2023-12-31 10:00", "Thu 2024-02-29 24:00"),
    (Limit(1, "year"), "Thu 2024-02-29 10:00", "Fri 2025-02-28 24:00"),
    (Limit(1, "year"), "Wed 2025-10-01 10:00", "Thu 2026-10-08 24:00"),
    # Clock time runs from the moment, day and night (Art. 201).
    (Limit(24, "hour"), "Fri 2026-10-02 16:30", "Sat 2026-10-03 16:30"),
    (Limit(24, "hour"), "Fri 2026-10-02 00:00", "Fri 2026-10-02 24:00"),
    (Limit(0, "hour"), "Fri 2026-10-02 00:00", "Fri 2026-10-02 00:00"),
    (Limit(3, "minute"), "Thu 2026-12-31 23:59", "Fri 2027-01-01 00:02"),
    # Office time runs only while the office is open; Friday closes at noon.
    (Limit(2, "working_hour"), "Mon 2026-03-09 09:30", "Mon 2026-03-09 11:30"),
    (Limit(2, "working_hour"), "Mon 2026-03-09 11:00", "Mon 2026-03-09 14:30"),
    (Limit(2, "working_hour"), "Mon 2026-03-09 12:40", "Mon 2026-03-09 15:30"),
    (Limit(2, "working_hour"), "Mon 2026-03-09 16:00", "Tue 2026-03-10 10:00"),
    (Limit(2, "working_hour"), "Mon 2026-03-09 20:00", "Tue 2026-03-10 11:00"),
    (Limit(2, "working_hour"), "Fri 2026-03-13 10:00", "Fri 2026-03-13 12:00"),
    (Limit(2, "working_hour"), "Fri 2026-03-13 11:00", "Mon 2026-03-16 10:00"),
    (Limit(90, "working_minute"), "Sat 2026-02-14 16:30", "Tue 2026-02-24 10:00"),
    (Limit(0, "working_hour"), "Sun 2026-03-15 10:00", "Mon 2026-03-16 09:00"),
]


@pytest.mark.parametrize(("limit", "start", "end"), ENDS)
def test_a_limit_ends_at_the_instant_found_by_hand(limit: Limit, start: str, end: str) -> None:
    found = due(limit, at(start), NATIONAL, OFFICE)
    assert found.at == at(end)
    last = date.fromisoformat(end.split()[1])
    assert found == Due(found.at, None, NATIONAL.digest, None, found.rule, last)
    assert found.rule.code == f"limit.{limit.unit}"
    assert found.rule.params == {"amount": str(limit.amount), "ends": limit.ends}


@pytest.mark.parametrize(
    ("limit", "start", "bound", "year"),
    [
        (Limit(5, "working_day"), "Fri 2026-12-25 10:00", "Fri 2027-01-01 00:00", 2027),
        (Limit(20, "working_day", "closing"), "Mon 2026-12-07 10:00", "Fri 2027-01-01 00:00", 2027),
        (Limit(5, "working_day"), "Mon 2027-03-01 10:00", "Tue 2027-03-02 00:00", 2027),
        (Limit(0, "working_day"), "Mon 2027-03-01 10:00", "Mon 2027-03-01 00:00", 2027),
        (Limit(30, "day"), "Mon 2026-12-07 10:00", "Wed 2027-01-06 00:00", 2027),
        (Limit(1, "month"), "Tue 2026-12-01 10:00", "Fri 2027-01-01 00:00", 2027),
        (Limit(10, "year"), "Mon 2026-03-09 10:00", "Sun 2036-03-09 00:00", 2036),
        (Limit(8, "working_hour"), "Thu 2026-12-31 16:00", "Fri 2027-01-01 00:00", 2027),
    ],
)
def test_a_limit_into_a_year_not_loaded_ends_not_before_a_day(limit: Limit, start: str, bound: str, year: int) -> None:
    found = due(limit, at(start), NATIONAL, OFFICE)
    assert found == Due(None, at(bound), NATIONAL.digest, year, found.rule, None)
    assert found.at is None
    lines = explain(limit, at(start), NATIONAL, OFFICE)
    assert (lines[-1].day, lines[-1].rule.code) == (legal_day(at(bound)), "day.year_not_loaded")


def test_a_last_day_at_the_end_of_the_loaded_year_that_rests_moves_into_the_unknown() -> None:
    until_2023 = calendar_from(table for table in TABLES if table.year <= 2023)
    found = due(Limit(1, "month"), at("Thu 2023-11-30 10:00"), until_2023)
    assert (found.not_before, found.missing_year) == (at("Mon 2024-01-01 00:00"), 2024)


def test_the_legal_day_turns_at_sixteen_hours_utc() -> None:
    assert legal_day(datetime(2026, 3, 9, 15, 59, 59, 999999, tzinfo=UTC)) == date(2026, 3, 9)
    assert legal_day(datetime(2026, 3, 9, 16, tzinfo=UTC)) == date(2026, 3, 10)
    assert end_of_day(date(2026, 3, 9)) == datetime(2026, 3, 9, 16, tzinfo=UTC) == start_of_day(date(2026, 3, 10))


def test_an_end_at_twenty_four_hours_belongs_to_the_day_that_ends() -> None:
    assert ending_day(at("Mon 2026-03-09 24:00")) == date(2026, 3, 9)
    assert ending_day(at("Mon 2026-03-09 17:00")) == date(2026, 3, 9)
    assert legal_day(at("Mon 2026-03-09 24:00")) == date(2026, 3, 10)


def test_legal_time_knows_no_summer_time() -> None:
    # Clocks in China were put forward in the summers of 1986 to 1991; periods of law are counted at +08:00 throughout.
    assert end_of_day(date(1988, 7, 1)) == datetime(1988, 7, 1, 16, tzinfo=UTC)


def test_an_instant_of_another_offset_is_the_same_instant() -> None:
    elsewhere = at("Wed 2026-02-11 10:00").astimezone(timezone(timedelta(hours=-5)))
    limits = [Limit(5, "working_day"), Limit(0, "working_day", "closing"), Limit(2, "hour"), Limit(2, "working_hour")]
    for limit in limits:
        there = due(limit, elsewhere, NATIONAL, OFFICE)
        assert there == due(limit, at("Wed 2026-02-11 10:00"), NATIONAL, OFFICE)
        assert there.at
        assert there.at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("instant", "code"),
    [
        (datetime(2026, 3, 9), "clock.naive_instant"),  # noqa: DTZ001
        (datetime.max.replace(tzinfo=UTC), "clock.out_of_range"),
        (datetime(1, 1, 2, tzinfo=UTC), "clock.out_of_range"),
    ],
)
@pytest.mark.parametrize("unit", ["on_the_spot", "hour", "working_hour", "working_day", "day", "month"])
def test_an_instant_that_nobody_can_mean_is_refused(instant: datetime, code: str, unit: Any) -> None:
    for ask in (due, explain):
        with pytest.raises(Invalid) as caught:
            ask(Limit(0, unit), instant, NATIONAL, OFFICE)
        assert (caught.value.code, bool(caught.value.remedy)) == (code, True)


@pytest.mark.parametrize(
    ("amount", "unit", "ends", "code"),
    [
        (-1, "day", "midnight", "limit.amount"),
        (1, "on_the_spot", "midnight", "limit.amount"),
        (101, "year", "midnight", "limit.amount"),
        (10**30, "working_day", "midnight", "limit.amount"),
        (1, "week", "midnight", "limit.unit"),
        (1, "day", "noon", "limit.ends"),
    ],
)
def test_a_limit_written_wrongly_is_refused(amount: int, unit: Any, ends: Any, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        Limit(amount, unit, ends)
    assert (caught.value.code, bool(caught.value.remedy)) == (code, True)
    assert isinstance(caught.value, ValueError)


INSTANTS = st.datetimes(datetime(2003, 12, 31), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
LIMITS = st.one_of(
    *(
        st.builds(Limit, st.integers(0, min(most, 3000)), st.just(unit), st.sampled_from(["midnight", "closing"]))
        for unit, most in LONGEST.items()
    )
)


@given(LIMITS, INSTANTS)
def test_every_limit_has_an_end_or_a_bound_and_an_explanation_that_says_the_same(limit: Limit, start: datetime) -> None:
    found = due(limit, start, NATIONAL, OFFICE)
    lines = explain(limit, start, NATIONAL, OFFICE)
    assert (found.at is None) != (found.not_before is None)
    assert lines[0].day == legal_day(start)
    assert all(line.weekday == line.day.isoweekday() for line in lines)
    assert all(early.day < late.day for early, late in pairwise(lines))
    if found.at is None:
        assert found.not_before
        assert lines[-1].day == legal_day(found.not_before)
        assert found.missing_year == lines[-1].day.year
        assert lines[-1].rule.code == "day.year_not_loaded"
    else:
        assert found.at >= start
        assert lines[-1].day == found.day
        assert found.at <= end_of_day(lines[-1].day)


@given(st.sampled_from(DAY_UNITS), st.integers(0, 60), INSTANTS)
def test_whatever_the_hour_the_same_day_starts_the_same_limit(unit: Any, amount: int, start: datetime) -> None:
    limit = Limit(0 if unit == "on_the_spot" else amount, unit)
    assert due(limit, start, NATIONAL) == due(limit, start_of_day(legal_day(start)), NATIONAL)


@given(st.sampled_from(DAY_UNITS[1:]), st.integers(0, 60), INSTANTS, st.timedeltas(timedelta(), timedelta(days=40)))
def test_who_starts_later_never_ends_earlier(unit: Any, amount: int, start: datetime, later: timedelta) -> None:
    first = due(Limit(amount, unit), start, NATIONAL)
    second = due(Limit(amount, unit), start + later, NATIONAL)
    assert (second.at or second.not_before or start) >= (first.at or first.not_before or start)


@given(INSTANTS, st.sampled_from(["midnight", "closing"]))
def test_what_is_to_be_done_on_the_spot_leaves_time_in_which_somebody_is_there(start: datetime, ends: Any) -> None:
    found = due(Limit(0, "on_the_spot", ends), start, NATIONAL, OFFICE)
    if found.day is not None:
        assert NATIONAL.is_workday(found.day)
        assert start_of_day(found.day) + timedelta(minutes=OFFICE.closes(found.day.isoweekday())) > start


@given(st.integers(1, 60), INSTANTS)
def test_the_last_day_of_a_calendar_limit_is_worked_whatever_the_unit(amount: int, start: datetime) -> None:
    for unit in ("working_day", "day", "month", "year"):
        found = due(Limit(min(amount, LONGEST[unit]), unit), start, NATIONAL)
        assert found.day is None or NATIONAL.is_workday(found.day)


def test_an_explanation_shows_how_the_last_day_moves_on() -> None:
    lines = explain(Limit(15, "day"), at("Wed 2026-09-16 10:00"), NATIONAL)
    assert [line.number for line in lines[:16]] == [None, *range(1, 16)]
    told = [(WEEKDAYS[line.weekday - 1], line.counted, line.rule.code, line.rule.params) for line in lines[14:]]
    holiday = {"name": "国庆节"}
    law = "民法典"
    assert told == [
        ("Wed", True, "day.calendar_day", {"law": law, "article": "200"}),
        ("Thu", True, "day.holiday", holiday),
        *[(weekday, False, "day.holiday", holiday) for weekday in ("Fri", "Sat", "Sun", "Mon", "Tue", "Wed")],
        ("Thu", False, "day.moved_on", {"law": law, "article": "203"}),
    ]


@pytest.mark.parametrize(
    ("limit", "start", "told"),
    [
        (Limit(2, "working_day"), "Fri 2026-03-13 10:00", ["start_not_counted", "weekend", "weekend", "workday"] * 1),
        (Limit(1, "month"), "Mon 2026-03-09 10:00", ["start_not_counted", "corresponding"]),
        (Limit(1, "month"), "Sun 2026-02-15 10:00", ["start_not_counted", "weekend", "moved_on"]),
        (Limit(1, "year"), "Wed 2025-10-01 10:00", ["start_not_counted", *["holiday"] * 7, "moved_on"]),
        (Limit(0, "working_day"), "Sat 2026-03-14 10:00", ["weekend", "weekend", "moved_on"]),
        (Limit(0, "working_day"), "Mon 2026-03-09 10:00", ["start_not_counted"]),
        (Limit(0, "on_the_spot"), "Sat 2026-03-14 10:00", ["weekend", "weekend", "moved_on"]),
        (Limit(0, "on_the_spot"), "Mon 2026-03-16 10:00", ["ends_here"]),
        (Limit(0, "on_the_spot"), "Mon 2026-03-16 23:52", ["after_closing", "ends_here"]),
        (Limit(0, "on_the_spot"), "Fri 2026-03-13 23:52", ["after_closing", "weekend", "weekend", "moved_on"]),
        (Limit(24, "hour"), "Sat 2026-03-14 10:00", ["from_the_moment", "ends_here"]),
        (Limit(2, "hour"), "Sat 2026-03-14 10:00", ["from_the_moment"]),
        (Limit(2, "working_hour"), "Fri 2026-03-13 11:00", ["from_the_moment", "weekend", "weekend", "ends_here"]),
    ],
)
def test_an_explanation_names_the_rule_of_every_day_that_decides(limit: Limit, start: str, told: list[str]) -> None:
    codes = [line.rule.code.removeprefix("day.") for line in explain(limit, at(start), NATIONAL, OFFICE)]
    assert codes[: len(told)] == told
    assert len(codes) == len(told) or limit == Limit(2, "working_day")


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("Wed 2026-02-11 10:00", 5),
        ("Sat 2026-02-14 23:59", 2),
        ("Sun 2026-02-15 00:00", 2),
        ("Mon 2026-02-23 12:00", 2),
        ("Tue 2026-02-24 00:00", 1),
        ("Wed 2026-02-25 00:00", 0),
        ("Wed 2026-02-25 23:59", 0),
        ("Wed 2026-02-25 24:00", -1),
        ("Thu 2026-02-26 23:59", -1),
        ("Fri 2026-02-27 00:00", -2),
        ("Sun 2026-03-01 12:00", -3),
        ("Mon 2027-03-01 12:00", None),
    ],
)
def test_the_days_left_are_working_days_and_negative_once_it_is_over(now: str, left: int | None) -> None:
    five = due(Limit(5, "working_day"), at("Wed 2026-02-11 10:00"), NATIONAL)
    assert days_left(five.at, at(now), NATIONAL) == left
    assert five.at
    assert days_left(five.at, at(now), NATIONAL) == left


def test_a_limit_that_ends_at_closing_is_over_from_closing_on() -> None:
    at_closing = due(Limit(1, "working_day", "closing"), at("Fri 2026-03-13 10:00"), NATIONAL, OFFICE)
    nows = ["Mon 2026-03-16 16:59", "Mon 2026-03-16 17:00", "Tue 2026-03-17 09:00"]
    assert [days_left(at_closing.at, at(now), NATIONAL) for now in nows] == [0, -1, -1]


@given(st.integers(1, 40), INSTANTS)
def test_at_the_start_as_many_days_are_left_as_the_limit_has(amount: int, start: datetime) -> None:
    found = due(Limit(amount, "working_day"), start, NATIONAL)
    assert found.at is None or days_left(found.at, start, NATIONAL) == amount
