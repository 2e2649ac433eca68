"""Case numbers: place, day, serial and a check character that finds slips of the pen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yici.cases.numbers import number, numbers, valid

PLACES = st.sampled_from(("330800000000", "110000000000", "659011505001"))
DAYS = st.dates(date(2020, 1, 1), date(2099, 12, 31))
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_a_number_is_place_day_serial_and_check_character():
    made = number("330800000000", date(2026, 3, 2), 17)
    assert made[:-1] == "330800" + "20260302" + "0000017"
    assert len(made) == 22


def test_numbers_of_one_application_follow_each_other_and_end_with_the_last_serial_taken():
    given_out = numbers("330800000000", date(2026, 3, 2), 12, 4)
    assert [one[14:21] for one in given_out] == ["0000009", "0000010", "0000011", "0000012"]
    assert list(given_out) == sorted(given_out)


@given(PLACES, DAYS, st.integers(1, 10**9))
def test_every_number_is_valid_and_longer_ones_never_meet_shorter_ones(place, day, serial):
    made = number(place, day, serial)
    assert valid(made)
    assert len(made) == 15 + max(7, len(str(serial)))
    assert made != number(place, day, serial + 1)


@given(PLACES, DAYS, st.integers(1, 9_999_999), st.integers(0, 21), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(place, day, serial, where, wrong):
    made = number(place, day, serial)
    slipped = made[:where] + wrong + made[where + 1 :]
    assert valid(slipped) == (slipped == made)


@given(PLACES, DAYS, st.integers(1, 9_999_999), st.integers(0, 20))
def test_two_characters_swapped_are_found(place, day, serial, where):
    made = number(place, day, serial)
    slipped = made[:where] + made[where + 1] + made[where] + made[where + 2 :]
    assert valid(slipped) == (slipped == made)


@pytest.mark.parametrize("text", ["", "0", "\0" * 22, "一" * 22, " " * 22, "３" * 22, "-" * 22, "3" * 21])
def test_what_is_no_number_at_all_is_not_valid(text):
    assert not valid(text)
