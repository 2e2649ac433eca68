"""Every fault that a check can find has a sentence in both languages that says what to do, and no sentence is idle."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

import yici
from tests.apps.catalogue_files import ITEM, said, swapped, town
from yici.catalogue.amounts import TYPES, UNITS
from yici.catalogue.fault_words import KINDS, PROBLEM_OF, PROBLEMS
from yici.catalogue.tree import read_tree
from yici.cli.words import REFUSALS, SENTENCES, fault, refusal
from yici.domain.clock import Unit
from yici.domain.error import Invalid
from yici.domain.fault import Fault
from yici.domain.item import QuestionType

PACKAGE = Path(yici.__file__).parent
CODE = re.compile(r"[a-z]+\.[a-z0-9_]+")
MAKERS = {"Fault", "TableFault", "ConditionFault", "LimitError", "_wrong", "_fault"}
ASKED_WITH = ("answer_type",)
"""Raised of answers, never of definitions."""
TO_DO = re.compile("请|应|要|不要|只能|改|补|删|选|核对|不能|不可|写")
IMPERATIVE = re.compile(
    r"\b(write|add|check|keep|split|change|choose|use|ask|save|name|take|leave|compare|translate|list|give|delete|must|put|"
    r"only|needs?|allowed|needed|rewrite|shorten|move)",
    re.IGNORECASE,
)


def modules() -> list[Path]:
    folders = [PACKAGE / "domain" / "checking", PACKAGE / "domain" / "condition", PACKAGE / "catalogue"]
    alone = [PACKAGE / "domain" / "year_table.py", PACKAGE / "domain" / "clock.py"]
    return [*alone, *(path for folder in folders for path in folder.rglob("*.py"))]


def codes_in(path: Path) -> set[str]:
    """Literals given to what makes faults, and every other literal that begins as the codes of faults do."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node) in MAKERS]
    given = {text for call in calls for text in texts(call.args[:3])}
    areas = {code.partition(".")[0] for code in SENTENCES} - {"place", "item", "bundle", "limit"}
    return given | {text for text in texts([tree]) if text.partition(".")[0] in areas}


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def texts(nodes: list[ast.AST] | list[ast.expr]) -> set[str]:
    found = {n.value for node in nodes for n in ast.walk(node) if isinstance(n, ast.Constant)}
    return {text for text in found if isinstance(text, str) and CODE.fullmatch(text)}


def raised() -> set[str]:
    found = {code for path in modules() for code in codes_in(path)}
    said_elsewhere = OTHER - SENTENCES.keys()
    return {code for code in found if not code.endswith((*ASKED_WITH, "limit.unit", "limit.ends"))} - said_elsewhere


OTHER = {"catalogue.published_meanwhile", "condition.holds", "condition.fails", "condition.unknown", *REFUSALS}
"""Refusals and reasons that stand in the same modules: they are said of no definition."""


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert raised() - SENTENCES.keys() == set()
    assert SENTENCES.keys() - raised() == set()


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_is_chinese_then_english_and_says_what_to_do(code: str) -> None:
    chinese, english = re.split(r"(?<=[。？！]) (?=[A-Z])", SENTENCES[code], maxsplit=1)
    assert re.search("[\u3400-\u9fff]", chinese)
    assert TO_DO.search(chinese)
    assert not re.search("[\u3400-\u9fff]", english)
    assert IMPERATIVE.search(english), english


def test_every_kind_of_name_has_its_chinese_word() -> None:
    tree = [ast.parse(path.read_text(encoding="utf-8")) for path in (PACKAGE / "domain" / "checking").glob("*.py")]
    calls = [
        node for one in tree for node in ast.walk(one) if isinstance(node, ast.Call) and name_of(node) == "missing"
    ]
    assert {arg.value for call in calls for arg in call.args[2:3] if isinstance(arg, ast.Constant)} <= KINDS.keys()


@pytest.mark.parametrize("code", sorted(code for code, sentence in SENTENCES.items() if "{problem}" in sentence))
def test_what_a_parser_or_the_system_says_in_english_is_said_in_chinese(code: str) -> None:
    told = said(Fault(code, params={"problem": "did not find what nobody expected", "given": "x"}))
    assert "did not find" not in told
    assert PROBLEM_OF[code] in told


@pytest.mark.parametrize("text", ["a: b: c", "- x\ny", "a: [1", "a: {b", 'a: "b', "a: %b", 'a: "\\q"', "a: - b"])
def test_what_the_parser_says_of_common_slips_has_its_own_words(text: str) -> None:
    [fault] = [fault for fault in read_tree(text.encode()).faults if fault.code == "file.yaml"]
    assert PROBLEMS[fault.params["problem"]] in said(fault)


MISSPELT = [
    ("agency: market", "agency: markt", "market"),
    ("regime: plain", "regime: plane", "plain"),
    ("    source: s\n", "    source: ss\n", "s"),
    ("level: reference", "level: referense", "reference"),
    ("when: cold", "when: colt", "cold"),
    ("when: cold", 'when: "cold = true"', "=="),
    ("when: cold", "when: （cold）", "("),
    ("[food_licence]", "[food_license]", "food_licence"),
]


@pytest.mark.parametrize(("right", "wrong", "meant"), MISSPELT)
def test_what_was_misspelt_is_told_with_what_was_meant(right: str, wrong: str, meant: str) -> None:
    [fault] = [fault for fault in town(item=swapped(ITEM, right, wrong)).faults if fault.file == "item.yaml"]
    assert f"是不是“{meant}”" in said(fault)


def test_a_name_like_no_other_is_told_without_a_guess() -> None:
    [fault] = town(item=swapped(ITEM, "agency: market", "agency: 民政")).faults
    assert "是不是" not in said(fault)


def test_amounts_and_types_are_words_in_both_languages() -> None:
    params = {"promised": "400 working_day", "legal": "20 working_day"}
    told = fault(Fault("place.longer_than_law", "items.food.promised_limit", params, "fault", "place:330800000000"))
    assert "承诺 400 个工作日 比法定 20 个工作日 长" in told
    assert "The law has 20 working days" in told
    assert "working_day" not in told
    wrong = Invalid("answers.invalid", faults=[{"code": "answer.wrong_type", "question": "area", "type": "number"}])
    assert "应是 整数。 Give an answer of this type: a whole number" in refusal(wrong)


def test_every_unit_and_every_type_of_answer_has_words() -> None:
    assert set(get_args(Unit)) == UNITS.keys()
    assert set(get_args(QuestionType)) == TYPES.keys()
