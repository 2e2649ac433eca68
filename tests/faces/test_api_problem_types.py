"""Every code that the API can answer with is explained."""

import ast
from collections.abc import Iterator
from pathlib import Path

import yici
from yici.api.problem_types import MEANINGS

ROOT = Path(yici.__file__).parent
REACHED = (
    "domain/case",
    "domain/licence",
    "licences",
    "domain/project",
    "projects",
    "domain/planner",
    "domain/condition",
    "cases",
    "api",
    "intake/services.py",
    "notices/services.py",
    "intake/values.py",
)
KINDS = {"NotFound", "Forbidden", "Conflict", "Refused", "Invalid"}
ELSEWHERE = {
    "condition",
    "case.not_submitted", "case.numbers", "case.submitted_already", "draft.submitted", "draft.unknown", "plan.unknown",
    "notice.kind", "ledger.not_loading", "project.not_opened", "project.no_surveyor", "register.taken",
}  # fmt: skip
"""Raised where no operation of the API leads."""


def raised(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS and node.args:
            code = node.args[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                named = isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "code"
                # A table may have a column of this name.
                if named and isinstance(line.value, ast.Constant):
                    yield str(line.value.value)


def test_every_code_that_can_be_met_is_explained() -> None:
    files = [path for name in REACHED for path in ((ROOT / name).rglob("*.py") if "." not in name else [ROOT / name])]
    codes = {code for path in files for code in raised(path)}
    assert len(codes) > 40
    assert codes - ELSEWHERE - MEANINGS.keys() == set()
