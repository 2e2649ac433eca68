"""Case numbers: place, day, serial and a check character that finds slips of the pen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yici.cases.numbers import implementing_code, number, numbers, valid
from yici.licences import numbers as licences

PLACES = st.sampled_from(("330800000000", "110000000000", "659011505001"))
DAYS = st.dates(date(2020, 1, 1), date(2099, 12, 31))
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_a_number_is_place_day_serial_and_check_character():
    made = number("330800000000", date(2026, 3, 2), 17)
    assert made[:-1] == "330800" + "20260302" + "0000017"
    assert len(made) == 22


def test_numbers_of_one_application_follow_each_other_and_end_with_the_last_serial_taken():
    given_out = numbers("330800000000", date(2026, 3, 2), 12, (None,) * 3)
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


CODE = "11330800MB1234567M" + "3" + "330100000000"
BODY = "11330000002482131B"
KNOWN = BODY + "3" + "330123456001"
"""A credit code that checks, the level of a city, a basic code."""


def test_a_number_by_implementing_code_is_code_day_and_serial():
    made = number("330800000000", date(2026, 3, 2), 17, KNOWN)
    assert made == KNOWN + "20260302" + "0017"
    assert (len(made), valid(made)) == (43, True)


@given(DAYS, st.integers(1, 10**9))
def test_its_serial_widens_and_never_wraps(day, serial):
    made = number("330800000000", day, serial, KNOWN)
    assert len(made) == 39 + max(4, len(str(serial))) <= 50
    assert made != number("330800000000", day, serial + 1, KNOWN)
    assert valid(made)


def test_a_case_keeps_the_number_of_its_place_and_each_approval_has_the_form_it_can_have():
    case, coded, plain = numbers("330800000000", date(2026, 3, 2), 12, (KNOWN, None))
    assert (case[:-1], coded, plain[:-1]) == ("330800202603020000010", KNOWN + "202603020011", "330800202603020000012")


@pytest.mark.parametrize(
    "text",
    [
        None, "", "511Z07001006-511602000000-000-11511301008778183N-1-00", KNOWN[:-1], KNOWN + "1", CODE,
        KNOWN[:18] + "8" + KNOWN[19:], KNOWN[:19] + "O" + KNOWN[20:], KNOWN[:19] + "I" + KNOWN[20:],
        KNOWN[:19] + "S" + KNOWN[20:], KNOWN[:19] + "V" + KNOWN[20:], KNOWN[:19] + "Z" + KNOWN[20:],
    ],
)  # fmt: skip
def test_what_is_no_implementing_code_is_not_taken_for_one(text):
    assert implementing_code(text) is None


def test_hyphens_in_an_implementing_code_are_left_out():
    assert implementing_code(f"{BODY}-3-330123456001".lower()) == KNOWN


@pytest.mark.parametrize("tail", ["202602300017", "20260302001A", "2026030200"])
def test_a_long_number_with_no_day_or_no_serial_is_none(tail):
    assert not valid(KNOWN + tail)


def test_a_licence_of_such_an_approval_has_the_form_of_all_licences():
    made = licences.number(KNOWN + "202603020011", "food")
    assert (made[:6], made[10:25], licences.valid(made)) == ("330000", "202603020000011", True)
