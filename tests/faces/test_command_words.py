"""Every code that a command can meet has a sentence in two languages, so that nobody is shown the code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from yici.cli import words
from yici.cli.words import REFUSALS, REMEDIES
from yici.domain import error
from yici.domain.error import Invalid
from yici.people.place_file import Fault as PlaceFault

PACKAGE = Path(words.__file__).parents[1]
# Met on pages and by callers of the API, which have words of their own; no command acts on a case.
ELSEWHERE = (
    "web/",
    "api/",
    "domain/case/",
    "domain/licence/",
    "licences/",
    "cases/people.py",
    "cases/onsite.py",
    "cases/confirming.py",
    "cases/batches.py",
)
ROOTS = {name for name, one in vars(error).items() if isinstance(one, type) and issubclass(one, error.YiciError)}
# Codes that are put together; what can come out is said here.
COMPOSED = {
    "f'{kind}.unknown'": ("agency.unknown", "item.unknown"),
    "code": ("condition.empty", "match.decided", "match.open"),
}
# What a class adds to every refusal of its own.
OF_CLASS = {"plan.circle": {"circle"}}
REMEDIED = ("Circle",)
"""Errors that bring their own remedy."""
HOLE = re.compile(r"\{([a-z_]+)\}")


@cache
def trees() -> dict[str, ast.Module]:
    files = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    return {name: ast.parse(path.read_text("utf-8")) for name, path in files.items()}


@pytest.fixture(scope="module", autouse=True)
def _forgetful() -> Iterator[None]:
    """Nobody reads the trees any more: they hold 150 MB, through which the collector of garbage would walk."""
    yield
    trees.cache_clear()


@cache
def classes() -> dict[str, str]:
    """Every error class with the code that it has by itself."""
    made = {name: getattr(error, name).code for name in ROOTS}
    bodies = [node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    while more := [
        node for node in bodies if node.name not in made and {ast.unparse(base) for base in node.bases} & made.keys()
    ]:
        made |= {node.name: own_code(node) for node in more}
    return made


def own_code(node: ast.ClassDef) -> str:
    return next(
        (str(ast.literal_eval(one.value)) for one in node.body if isinstance(one, ast.Assign) and assigned(one)), ""
    )


def assigned(node: ast.Assign) -> bool:
    return [ast.unparse(target) for target in node.targets] == ["code"]


def raised() -> Iterator[tuple[str, set[str], str]]:
    """Each code with the parameters that come with it, and where."""
    for name, tree in trees().items():
        if name.startswith(ELSEWHERE):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (kind := ast.unparse(node.func).rpartition(".")[2]) in classes():
                params = {keyword.arg or "" for keyword in node.keywords} - {"remedy", "faults"}
                for code in codes(node, kind):
                    yield code, params | OF_CLASS.get(code, set()), f"{name}:{node.lineno}"


def codes(node: ast.Call, kind: str) -> tuple[str, ...]:
    match node.args:
        case [ast.Constant(value=str(code))]:
            return (code,)
        case [other] if ast.unparse(other) in COMPOSED:
            return COMPOSED[ast.unparse(other)]
    return (classes()[kind],)


def sentence(code: str) -> str:
    return REFUSALS.get(code) or words.FAULTS.get(code) or ""


def test_every_code_that_a_command_can_meet_has_a_sentence() -> None:
    met = list(raised())
    assert len({code for code, _, _ in met}) > 150
    assert sorted({f"{code} ({where})" for code, _, where in met if not sentence(code)}) == []


def test_no_sentence_is_left_of_a_code_that_nobody_raises() -> None:
    assert sorted(REFUSALS.keys() - {code for code, _, _ in raised()}) == []


def test_every_hole_of_a_sentence_is_filled_wherever_it_is_raised() -> None:
    lacking = [
        f"{where}: {hole} of {code}"
        for code, params, where in raised()
        if code in REFUSALS and "" not in params
        for hole in HOLE.findall(REFUSALS[code])
        if hole not in params
    ]
    assert lacking == []


def remedies() -> Iterator[tuple[str, bool, str]]:
    """Each code with whether a remedy comes with it, and where it is raised."""
    for name, tree in trees().items():
        if name.startswith(ELSEWHERE):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (kind := ast.unparse(node.func).rpartition(".")[2]) in classes():
                given = kind in REMEDIED or any(keyword.arg in ("remedy", None) for keyword in node.keywords)
                yield from ((code, given, f"{name}:{node.lineno}") for code in codes(node, kind))


def test_every_refusal_says_what_to_do_in_both_languages() -> None:
    met = list(remedies())
    assert sorted({f"{code} ({where})" for code, given, where in met if not given or code not in REMEDIES}) == []
    assert sorted(REMEDIES.keys() - {code for code, _, _ in met}) == []


@pytest.mark.parametrize("code", sorted(REMEDIES))
def test_the_chinese_of_a_remedy_is_a_sentence_that_comes_before_the_english(code: str) -> None:
    remedy = REMEDIES[code]
    assert re.fullmatch(r"[\u4e00-\u9fff].*。", remedy.replace("UTF-8", "")) or remedy.startswith(("DATABASE", "YICI"))
    assert not HOLE.search(remedy), "values stand in the refusal's own words"
    last = words.refusal(Invalid(code, remedy="mend it")).splitlines()[-1]
    assert last == f"→ {remedy} mend it"


@pytest.mark.parametrize("table", [REFUSALS, words.FAULTS, words.PLACES, words.ANSWERS, words.RULES, words.RECEIPTS])
def test_every_sentence_is_in_both_languages(table: dict[str, str]) -> None:
    one_only = [
        code
        for code, said in table.items()
        if not re.search("[\u4e00-\u9fff]", said) or not re.search("[a-z]{2}", HOLE.sub("", said))
    ]
    assert one_only == []


@pytest.mark.parametrize(
    ("file", "begins", "table"),
    [
        ("domain/planner/answers.py", "answer.", words.ANSWERS),
        ("domain/workdays.py", "day.", words.RULES),
        ("domain/year_table.py", "calendar.", words.FAULTS),
        ("ledger/evidence.py", "receipt.", words.RECEIPTS),
        ("people/place_file.py", "place.", words.PLACES),
        ("people/place_tree.py", "place.", words.PLACES),
    ],
)
def test_what_is_listed_below_a_sentence_has_one_too(file: str, begins: str, table: dict[str, str]) -> None:
    found = {
        node.value
        for node in ast.walk(trees()[file])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(re.escape(begins) + "[a-z0-9_]+", node.value)
    }
    assert found
    assert sorted(found - table.keys()) == []


def test_a_refusal_shows_no_code_and_no_list_of_python() -> None:
    answers = Invalid(
        "answers.invalid", faults=[{"code": "answer.wrong_type", "question": "premises_area", "type": "number"}]
    )
    assert "premises_area：回答应是 整数" in words.refusal(answers)
    assert "answer." not in words.refusal(answers)
    assert "a、b" in words.refusal(Invalid("holdings.unknown", keys=["a", "b"]))
    place = PlaceFault("places.csv", 3, "place.parent_unknown", {"code": "1", "parent": "2"})
    assert words.refusal(Invalid("place.faults", faults=[place])).splitlines()[1].startswith("  places.csv:3: 1 的上级")
