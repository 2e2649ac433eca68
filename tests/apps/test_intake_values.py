"""Reading what was typed: one table per type, and whatever else may come in is read or refused, never an accident."""

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.apps.case_scenes import person
from yici.domain.error import Invalid
from yici.domain.form import Form, FormField
from yici.domain.vocabulary import Element, ElementType, Option
from yici.intake import values
from yici.intake.values import identity_of, label_of, read_form, read_value

OPTIONS = (Option("a", "甲"), Option("b", "乙"))
WRONG = object()


def element(kind: str, name: str = "x.y", *, options: tuple[Option, ...] = ()) -> Element:
    return Element(name, "名", kind, "self", options=options)  # type: ignore[arg-type]


def read(kind: str, raw: object, *, options: tuple[Option, ...] = ()) -> object:
    """The value, or the code of what is wrong with it."""
    try:
        return read_value(element(kind, options=options), raw)
    except values._Wrong as wrong:
        return wrong.fault[0]


NUMBER, WANG = "form.not_a_number", person("wang").id_number
READ = [  # type, typed, value or fault
    ("text", " 王 小面 ", "王 小面"),
    ("text", "一\x00二\x1b[31m", "一二[31m"),
    ("text", "一\ud800二\uffff", "一二"),
    ("text", "   ", None),
    ("text", None, None),
    ("text", 3, "3"),
    ("text", "长" * 201, "form.too_long"),
    ("text", ["一"], "form.not_one_value"),
    ("text", {"一": 1}, "form.not_one_value"),
    ("long_text", "长\n" * 1000, ("长\n" * 1000).strip()),
    ("long_text", "长" * 2001, "form.too_long"),
    ("integer", "007", "7"),
    ("integer", "-3", "-3"),
    ("integer", "３", "3"),
    ("integer", "3.0", "form.not_whole"),
    ("integer", "9" * 16, "form.not_whole"),
    ("integer", True, "form.not_whole"),
    ("decimal", "1,234.50", "1234.5"),
    ("decimal", "８６.５", "86.5"),
    ("decimal", "-0", "0"),
    ("decimal", "1e3", "1000"),
    ("decimal", "0e999999999", "0"),
    ("decimal", "1e999999999", NUMBER),
    ("decimal", "NaN", NUMBER),
    ("decimal", "Infinity", NUMBER),
    ("decimal", "0.0000001", NUMBER),
    ("decimal", "八十", NUMBER),
    ("money", "10 元", NUMBER),
    ("date", "2026-03-02", "2026-03-02"),
    ("date", "2026-02-30", "form.not_a_date"),
    ("date", "三月二日", "form.not_a_date"),
    ("boolean", "YES", True),
    ("boolean", "0", False),
    ("boolean", False, False),
    ("boolean", "是", "form.not_yes_or_no"),
    ("choice", "a", "a"),
    ("choice", "甲", "form.not_an_option"),
    ("choices", ["b", "a", ""], ["b", "a"]),
    ("choices", "b", ["b"]),
    ("choices", [], None),
    ("choices", ["c"], "form.not_an_option"),
    ("choices", [["a"]], "form.not_one_value"),
    ("phone", "138 0000 0001", "138 0000 0001"),
    ("phone", "１３８００００００００", "13800000000"),
    ("phone", "+86-570-3081234", "+86-570-3081234"),
    ("phone", "12345", "form.not_a_phone"),
    ("phone", "打我电话", "form.not_a_phone"),
    ("email", "wang@example.cn", "wang@example.cn"),
    ("email", "wang＠example.cn", "wang@example.cn"),
    ("email", "wang@", "form.not_an_email"),
    ("postcode", "３２４０００", "324000"),
    ("postcode", "32400", "form.not_a_postcode"),
    ("url", "https://example.cn/一", "https://example.cn/一"),
    ("url", "javascript:alert(1)", "form.not_a_url"),
    ("id_number", WANG, WANG),
    ("id_number", " " + WANG[:6] + " " + WANG[6:], WANG),
    ("id_number", WANG[:-1] + str((int(WANG[-1]) + 1) % 10), "form.not_an_id_number"),
    ("id_number", "330802199013010024", "form.not_an_id_number"),
    ("id_number", "一" * 18, "form.not_an_id_number"),
    ("uscc", "91110000600037341L", "91110000600037341L"),
    ("uscc", "９１１１００００６０００３７３４１Ｌ", "91110000600037341L"),
    ("uscc", "91110000600037341M", "form.not_a_uscc"),
    ("address", "衢州市（一）号", "衢州市（一）号"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "raw", "value"), READ)
def test_each_type_is_read_strictly_and_kindly(kind, raw, value):
    options = OPTIONS if kind.startswith("choice") else ()
    assert read(kind, raw, options=options) == value
    assert type(read(kind, raw, options=options)) is type(value)


def test_every_type_of_element_has_a_reader():
    assert set(values.PARSERS) | {"choices"} == set(get_args(ElementType))
    assert {kind for kind, _, _ in READ} == set(get_args(ElementType))


ANYTHING = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.dates().map(str),
        st.text(st.characters(categories=("Lo", "Nd", "Cc", "Cs", "Zs", "Po"))), st.text("0123456789X-+. :eE年月日１"),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=2)),
    max_leaves=4,
)  # fmt: skip


@given(st.sampled_from(get_args(ElementType)), ANYTHING, st.booleans())
def test_whatever_comes_in_is_read_or_refused_and_what_was_read_reads_the_same_again(kind, raw, bound):
    """A value that was read can be sealed, and reading it again changes nothing."""
    options = OPTIONS if bound else ()
    value = read(kind, raw, options=options)
    if isinstance(value, str) and value.startswith("form."):
        return
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    assert read(kind, value, options=options) == value


class Asked:
    """The part of a plan that reading a form looks at."""

    def __init__(self, *fields: tuple[str, bool | None, bool]) -> None:
        asked = (
            FormField(name, "ask", "D", False, mandatory, (), (), 1, (), maybe=maybe)
            for name, mandatory, maybe in fields
        )
        self.form = Form(tuple(asked), (), 0, 0)


ELEMENTS = {
    name: element(kind, name)
    for name, kind in {
        "a.name": "text", "a.id_type": "text", "a.id_number": "id_number", "a.age": "integer", "a.born": "date",
    }.items()
}  # fmt: skip


def form(raw: dict[str, Any], *fields: tuple[str, bool | None, bool]) -> Any:
    try:
        return read_form(Asked(*fields), ELEMENTS, raw)  # type: ignore[arg-type]
    except Invalid as invalid:
        return {fault.element: fault.code for fault in invalid.params["faults"]}  # type: ignore[attr-defined]


def test_every_fault_of_a_form_is_told_at_once():
    raw = {"a.age": "old", "a.born": "2026-02-30", "b.other": "x", "a.name": ""}
    fields = [("a.name", True, False), ("a.age", None, False), ("a.born", None, False), ("a.id_type", True, False)]
    assert form(raw, *fields) == {
        "a.name": "form.missing", "a.age": "form.not_whole", "a.born": "form.not_a_date", "a.id_type": "form.missing",
        "b.other": "form.surplus",
    }  # fmt: skip


def test_what_nobody_says_is_mandatory_or_hangs_on_an_open_question_may_stay_empty():
    assert form({}, ("a.name", None, False), ("a.age", False, False), ("a.born", True, True)) == {}
    assert form({"a.age": "7"}, ("a.name", None, False), ("a.age", False, False)) == {"a.age": "7"}


def test_a_passports_number_is_no_identity_cards():
    fields = [("a.id_type", None, False), ("a.id_number", None, False)]
    assert form({"a.id_type": "414", "a.id_number": "G12345678"}, *fields)["a.id_number"] == "G12345678"
    assert form({"a.id_type": "111", "a.id_number": "G12345678"}, *fields) == {"a.id_number": "form.not_an_id_number"}
    assert form({"a.id_number": "G12345678"}, *fields[1:]) == {"a.id_number": "form.not_an_id_number"}


def test_the_key_of_a_person_is_found_by_the_applicant_first_and_lists_show_the_shop_first():
    assert identity_of({"agent.id_number": "2", "applicant.id_number": "1"}) == "1"
    assert identity_of({"agent.id_number": "2"}) == "2"
    assert identity_of({}) is None
    assert label_of({"applicant.name": "王", "enterprise.name": "面"}) == "面"
    assert label_of({}) == ""
