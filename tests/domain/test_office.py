from typing import Any

import pytest

from yici.domain.error import Invalid
from yici.domain.office import OfficeHours, sessions_from


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
