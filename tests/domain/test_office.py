from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.domain.national_calendar import NATIONAL
from yici.domain.clock import Limit, closing, due, end_of_day
from yici.domain.error import Invalid
from yici.domain.office import OfficeHours, sessions_from

HOURS = OfficeHours(sessions_from("9:00-12:00 13:30-17:00"), {5: sessions_from("9:00-12:00")})


def test_hours_are_read_as_minutes_of_the_day() -> None:
    assert sessions_from("9:00-12:00 13:30-17:00") == ((540, 720), (810, 1020))
    assert sessions_from(" 09:00-12:00, 13:30-24:00 ") == ((540, 720), (810, 1440))


def test_a_weekday_may_have_its_own_hours() -> None:
    hours = OfficeHours(((540, 1020),), {5: ((540, 720),)})
    assert [hours.closes(weekday) for weekday in (4, 5, 6)] == [1020, 720, 1020]


@pytest.mark.parametrize("text", ["", "9-12", "9:00-12:00;13:00-17:00", "9:60-12:00", "9:00", "09:00-12:00 x"])
def test_office_hours_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"office\.text"):
        sessions_from(text)


@pytest.mark.parametrize(
    ("sessions", "by_weekday"),
    [
        ((), {}),
        (((720, 540),), {}),
        (((540, 720), (700, 800)), {}),
        (((540, 1500),), {}),
        (((-5, 700),), {}),
        (((540, 720),), {5: ()}),
        (((540, 720),), {0: ((540, 720),)}),
    ],
)
def test_office_hours_that_make_no_sense_are_refused(sessions: Any, by_weekday: Any) -> None:
    with pytest.raises(Invalid) as caught:
        OfficeHours(sessions, by_weekday)
    assert caught.value.remedy


def test_the_office_closes_at_the_end_of_its_last_session() -> None:
    assert closing(date(2026, 3, 9), HOURS) == datetime(2026, 3, 9, 9, tzinfo=UTC)
    assert closing(date(2026, 3, 13), HOURS) == datetime(2026, 3, 13, 4, tzinfo=UTC)
    all_day = OfficeHours(sessions_from("0:00-24:00"))
    assert closing(date(2026, 3, 9), all_day) == end_of_day(date(2026, 3, 9))


@pytest.mark.parametrize("limit", [Limit(1, "working_hour"), Limit(1, "day", "closing"), Limit(0, "working_minute")])
def test_a_limit_that_needs_office_hours_is_not_given_any_by_default(limit: Limit) -> None:
    with pytest.raises(Invalid, match=r"clock\.office_hours_missing"):
        due(limit, datetime(2026, 3, 9, 2, tzinfo=UTC), NATIONAL)
