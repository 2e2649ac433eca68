import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.condition_texts import TEXTS
from yici.domain.condition import MOST_CHARACTERS, Condition, ConditionFault, parse


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("area>50", "area > 50"),
        ("50 < area", "area > 50"),
        ("50 >= area", "area <= 50"),
        ("area == 50.50", "area == 50.5"),
        ("area == -0.0", "area == 0"),
        ("area == 100", "area == 100"),
        ("'a' == kind", 'kind == "a"'),
        ("kind == 'a \"b\" c'", "kind == 'a \"b\" c'"),
        ("((a)) and (b and c)", "a and b and c"),
        ("a or (b or c)", "a or b or c"),
        ("a and b or c", "(a and b) or c"),
        ("a and (b or c)", "a and (b or c)"),
        ("not (a or b)", "not (a or b)"),
        ("not not a", "a"),
        ("not (x in (1,))", "x not in (1,)"),
        ("not (x not in [1, 2])", "x in (1, 2)"),
        ("0 < area <= 50", "area > 0 and area <= 50"),
        ("True and False", "true and false"),
        ("not area > 5", "not area > 5"),
    ],
)
def test_a_condition_has_one_canonical_text(text: str, canonical: str) -> None:
    condition = parse(text)
    assert str(condition) == canonical
    assert parse(canonical) == condition
    assert hash(parse(canonical)) == hash(condition)


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "condition.empty", 1),
        (" \n ", "condition.empty", 1),
        ('__import__("os")', "condition.not_allowed", 1),
        ('__import__("os").system("true")', "condition.not_allowed", 1),
        ("a.__class__", "condition.name", 1),
        ("_a", "condition.name", 1),
        ("().__class__.__mro__", "condition.not_allowed", 1),
        ('"x".upper == 1', "condition.not_allowed", 1),
        ("print(a)", "condition.not_allowed", 1),
        ("lambda: a", "condition.character", 7),
        ("[x for x in y]", "condition.not_allowed", 1),
        ("(x for x in y)", "condition.not_allowed", 1),
        ("{x for x in y}", "condition.character", 1),
        ('f"{a}" == b', "condition.text", 2),
        ('b"a" == b', "condition.text", 2),
        ('"a" f"{b}" == c', "condition.text", 6),
        ("(a := 5)", "condition.character", 4),
        ("9**9**9 > a", "condition.character", 2),
        ("a + 1 > 5", "condition.character", 3),
        ("a -1 > 5", "condition.not_allowed", 1),
        ("a > --5", "condition.character", 5),
        ("a[0]", "condition.not_allowed", 1),
        ("a if b else c", "condition.not_allowed", 1),
        ("await a", "condition.not_allowed", 1),
        ("yield", "condition.syntax", 1),
        ("a, b", "condition.not_allowed", 1),
        ("a == ...", "condition.not_allowed", 6),
        ("a == None", "condition.not_allowed", 6),
        ("a is b", "condition.is", 1),
        ("a = 5", "condition.character", 3),
        ("a & b", "condition.character", 3),
        ("a ＞ 5", "condition.character", 3),
        ("a > “5”", "condition.character", 5),
        ("a > 5 # and b", "condition.character", 7),
        ("a > 5; b", "condition.character", 6),
        ("a\x00", "condition.character", 2),
        ('a == "\x00"', "condition.character", 6),
        ('a == "\\n"', "condition.character", 6),
        ('a == "\ud800"', "condition.character", 6),
        ('a == """b"""', "condition.text", 8),
        ('kind in ("a" "b")', "condition.text", 14),
        ("a > 1e5", "condition.number", 5),
        ("a > 0x1f", "condition.number", 5),
        ("a > 1_000", "condition.number", 5),
        ("a > 1.", "condition.number", 5),
        ("a > 5and b", "condition.number", 5),
        ("a > 5j", "condition.number", 5),
        ("a > 007", "condition.syntax", 5),
        pytest.param("a > " + "9" * 1900, "condition.number", 5, id="a number of 1900 digits"),
        ("5", "condition.value_alone", 1),
        ('a and "b"', "condition.value_alone", 7),
        ("5 > 3", "condition.no_name", 1),
        ('a == "b" == "c"', "condition.no_name", 6),
        ('"a" in "abc"', "condition.in", 8),
        ('"a" in ("a", "b")', "condition.in", 1),
        ('kind in ("a")', "condition.in", 10),
        ("kind in kinds", "condition.in", 1),
        ("5 in dishes", "condition.in", 1),
        ("kind in ()", "condition.options", 9),
        ('kind in ("a", 5)', "condition.options", 9),
        ('kind in ("a", other)', "condition.options", 9),
        ('kind < "b"', "condition.ordering", 1),
        ('kind < "2020-02-30"', "condition.ordering", 1),
        ("owns >= true", "condition.ordering", 1),
        ("a == (b > 5)", "condition.not_allowed", 7),
        ("(a", "condition.syntax", 1),
        ("a)", "condition.syntax", 2),
        ("a and", "condition.syntax", 1),
        ("  class == 1", "condition.syntax", 3),
        ('"面馆" == 名称 and 5', "condition.value_alone", 16),
        pytest.param("x" * (MOST_CHARACTERS + 1), "condition.too_long", MOST_CHARACTERS + 1, id="2001 characters"),
    ],
)
def test_what_is_no_condition_is_refused_with_its_column_and_a_remedy(text: str, code: str, column: int) -> None:
    with pytest.raises(ConditionFault) as caught:
        parse(text)
    assert (caught.value.code, caught.value.column) == (code, column)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "(" * 2000,
        "(" * 1000 + ")" * 1000,
        "(" * 999 + "a" + ")" * 999,
        "not " * 499 + "a",
        "-" * 1999 + "1",
        "a == " + "-" * 1900 + "1",
        "a." * 999 + "a == 1",
        "[" * 999 + "]" * 999,
        "a in " + "(" * 900 + ")" * 900,
        "a<" * 999 + "a",
        "a or " * 399 + "a",
        "(a and(b or" * 150 + " c" + "))" * 150,
        " " * 10_000_000,
        "not " * 2_500_000 + "a",
    ],
    ids=lambda text: f"{len(text)} characters, {text[:8]!r} first",
)
def test_the_longest_and_deepest_texts_are_read_or_refused_at_once(text: str) -> None:
    try:
        assert isinstance(parse(text), Condition)
    except ConditionFault as fault:
        assert fault.remedy


@pytest.mark.parametrize(
    ("levels", "text"),
    [
        (50, "(" * 50 + "a" + ")" * 50),
        (51, "(" * 51 + "a" + ")" * 51),
        (50, "not " * 49 + "a"),
        (51, "not " * 50 + "a"),
        (51, "not " * 49 + "(1 < a < 2)"),
        (50, "not " * 48 + "(1 < a < 2)"),
    ],
)
def test_fifty_levels_are_allowed_and_no_more(levels: int, text: str) -> None:
    if levels <= 50:
        assert parse(text).names == {"a"}
    else:
        with pytest.raises(ConditionFault, match=r"condition\.too_deep"):
            parse(text)


FRAGMENTS = [
    *["a", "b.c", "kind", "true", "not ", " and ", " or ", " in ", " not in ", " is ", "==", "!=", "<", "<=", ">", " "],
    *[
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        '"x"',
        "'y'",
        '"',
        "'",
        "5",
        "0.5",
        "-1",
        "1e9",
        "**",
        "lambda",
        ":",
        ":=",
        "f",
        "#",
    ],
    *[
        " if ",
        " else ",
        " for ",
        "__import__",
        "{",
        "}",
        "\\",
        "\n",
        "\x00",
        "None",
        "yield",
        "await ",
        "中",
        "*",
        "`",
        "@",
    ],
]
NOISE = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join))


@given(NOISE)
def test_any_text_is_a_condition_or_a_fault(text: str) -> None:
    try:
        condition = parse(text)
    except ConditionFault as fault:
        assert fault.remedy
        assert 1 <= fault.column <= len(text) + 1
    else:
        assert parse(str(condition)) == condition
        assert condition.evaluate({}) in (True, False, None)


@given(TEXTS)
def test_the_canonical_text_reads_back(text: str) -> None:
    condition = parse(text)
    again = parse(str(condition))
    assert (again, str(again)) == (condition, str(condition))
