import pytest
from hypothesis import given
from hypothesis import strategies as st

from yici.domain.division import bounds_of, codes_above, covers, is_code, level_of, prefix_of

LEVELS = [
    # code, level, prefix, above
    ("330000000000", 1, "33", ()),
    ("500000000000", 1, "50", ()),
    ("330800000000", 2, "3308", ("330000000000",)),
    ("331000000000", 2, "3310", ("330000000000",)),
    ("330881000000", 3, "330881", ("330000000000", "330800000000")),
    ("441900000000", 2, "4419", ("440000000000",)),
    ("441900003000", 4, "441900003", ("440000000000", "441900000000")),
    ("330881121000", 4, "330881121", ("330000000000", "330800000000", "330881000000")),
    ("330881121205", 5, "330881121205", ("330000000000", "330800000000", "330881000000", "330881121000")),
    ("330881121200", 5, "330881121200", ("330000000000", "330800000000", "330881000000", "330881121000")),
]


@pytest.mark.parametrize(("code", "level", "prefix", "above"), LEVELS)
def test_a_code_tells_its_level_its_prefix_and_what_is_above(code, level, prefix, above):
    assert (level_of(code), prefix_of(code), codes_above(code)) == (level, prefix, above)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("330881000000", "330881121205", True),
        ("330881000000", "330881000000", True),
        ("330881121205", "330881000000", False),
        ("330881121000", "330881122000", False),
        # A trailing zero inside a group is a digit of the group: Chongqing is not Sichuan, Taizhou is not Lishui.
        ("500000000000", "510000000000", False),
        ("331000000000", "331100000000", False),
        ("330881121200", "330881121205", False),
        ("441900000000", "441900003000", True),
    ],
)
def test_a_place_covers_itself_and_what_lies_within_and_nothing_else(above, below, expected):
    assert covers(above, below) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("330881121205", True),
        ("33088112120", False),
        ("3308811212050", False),
        ("030881121205", False),
        ("33088112120a", False),
        ("３３０８８１１２１２０５", False),
        ("330881121205\n", False),
    ],
)
def test_a_code_is_twelve_ascii_digits_of_which_the_first_is_not_zero(text, expected):
    assert is_code(text) is expected


CODES = st.integers(min_value=10**11, max_value=10**12 - 1).map(str)


@given(CODES, CODES)
def test_the_bounds_say_the_same_as_covers(above, below):
    low, high = bounds_of(above)
    assert (low <= below <= high) is covers(above, below)


@given(CODES)
def test_everything_above_covers_the_code(code):
    assert all(covers(above, code) and level_of(above) < level_of(code) for above in codes_above(code))
