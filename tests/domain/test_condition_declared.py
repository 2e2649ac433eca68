import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yici.domain.condition import Condition, ConditionFault, Declared, parse

DECLARED = {
    "area": Declared("number"),
    "staff": Declared("number"),
    "kind": Declared("choice", frozenset({"snack", "meal"})),
    "dishes": Declared("choices", frozenset({"cold", "hot"})),
    "tags": Declared("choices"),
    "owns": Declared("boolean"),
    "name": Declared("text"),
    "founded": Declared("date"),
    "moved": Declared("date"),
    "premises.area": Declared("number"),
}


@pytest.mark.parametrize(
    "text",
    [
        'area > 50 and "cold" in dishes and owns',
        'kind in ("snack", "meal") and kind != "snack" and name == "x" and kind == name',
        'founded < "2020-01-01" and founded <= moved and founded in ("2019-01-01",)',
        'area < staff and premises.area in (1, 2) and "any" in tags',
        "owns == true and not owns",
        "true",
    ],
)
def test_a_condition_that_fits_its_declarations_has_no_fault(text: str) -> None:
    assert parse(text).check(DECLARED) == []


@pytest.mark.parametrize(
    ("text", "code", "remedy"),
    [
        ("aera > 50", "condition.unknown_name", "Did you mean area?"),
        ("zzz", "condition.unknown_name", "Declare it"),
        ("owns.x == 1", "condition.unknown_name", "owns"),
        ("area", "condition.not_boolean", "Compare"),
        ('area == "big"', "condition.type", "number"),
        ("kind == 5", "condition.type", "choice"),
        ("owns == 1", "condition.type", "boolean"),
        ('area in ("a",)', "condition.type", "number"),
        ('dishes == "cold"', "condition.type", "several"),
        ('dishes in ("cold",)', "condition.type", "several"),
        ('founded == "last year"', "condition.type", "YYYY-MM-DD"),
        ('kind == "snak"', "condition.unknown_option", 'Use an option of the question: "snack".'),
        ('kind in ("snack", "xyz")', "condition.unknown_option", '"meal", "snack"'),
        ('"raw" in dishes', "condition.unknown_option", '"cold"'),
        ('"a" in kind', "condition.not_choices", 'kind == "a"'),
        ('name < "2020-01-01"', "condition.ordering", "=="),
        ("kind < name", "condition.ordering", "=="),
        ("founded < name", "condition.ordering", "=="),
        ("owns < owns", "condition.ordering", "=="),
        ("area == name", "condition.type", "same type"),
        ("dishes == tags", "condition.type", "same type"),
    ],
)
def test_what_does_not_fit_the_declarations_is_told(text: str, code: str, remedy: str) -> None:
    [fault] = parse("owns and " + text).check(DECLARED)
    assert (fault.code, fault.column) == (code, 10)
    assert remedy in fault.remedy


def test_all_faults_are_told_at_once_in_the_order_of_the_text() -> None:
    faults = parse('aera > 50 and ("raw" in dishes or kind == 5) and nam == stuff').check(DECLARED)
    assert [fault.column for fault in faults] == sorted(fault.column for fault in faults)
    assert [fault.code.removeprefix("condition.") for fault in faults] == [
        "unknown_name",
        "unknown_option",
        "type",
        "unknown_name",
        "unknown_name",
    ]


CHECKED: dict[str, tuple[Declared, st.SearchStrategy[Any]]] = {
    "area": (
        DECLARED["area"],
        st.one_of(st.integers(-(10**20), 10**20), st.decimals(-5, 100, places=2), st.floats(-5, 100)),
    ),
    "kind": (DECLARED["kind"], st.sampled_from(["snack", "meal"])),
    "dishes": (DECLARED["dishes"], st.frozensets(st.sampled_from(["cold", "hot"]))),
    "owns": (DECLARED["owns"], st.booleans()),
    "founded": (DECLARED["founded"], st.dates().map(str)),
}
WORDS = ["area", "kind", "dishes", "owns", "founded", "5", '"snack"', '"cold"', '"2020-01-01"', "true"]
OPERATORS = ["==", "!=", "<", ">=", "in", "not in"]


def read(text: str) -> Condition | None:
    try:
        return parse(text)
    except ConditionFault:
        return None


READ = [read(f"{left} {op} {right}") for left, op, right in itertools.product(WORDS, OPERATORS, WORDS)]
FITTING = [found for found in READ if found and not found.check(DECLARED)]


@given(st.fixed_dictionaries({name: answer for name, (_, answer) in CHECKED.items()}))
def test_what_passes_the_check_never_meets_an_answer_it_cannot_judge(answers: dict[str, Any]) -> None:
    assert len(FITTING) > 30
    assert {condition.evaluate(answers) for condition in FITTING} == {True, False}
