"""What no linter sees: where things may lie, what they may be called, and what may not stand in them."""

import ast
import fnmatch
import os
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGE = CHECKOUT / "src" / "yici"
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}
LONGEST = 500
# These look at what is installed and load nothing.
READ_ONLY_IMPORTLIB = {"importlib.util", "importlib.resources", "importlib.metadata"}
# Written in parts, because this file is read like every other.
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "registry.npm" + "js", "deb.debian" + ".org")
HOST_PATHS = re.compile(
    r"(?<![\w.~-])/(?:" + "|".join(("work" + "/main", "work" + "/shared", "root" + "/", "tmp" + "/")) + ")"
)
BINARY = {".png", ".gz", ".mo", ".pdf", ".ttf", ".otf", ".woff2", ".ico", ".ttc"}


@cache
def ignored() -> tuple[str, ...]:
    lines = (CHECKOUT / ".gitignore").read_text(encoding="utf-8").split()
    return (".git", *(line.strip("/") for line in lines))


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file of the checkout but those that .gitignore names: git itself need not be there."""
    return tuple(walk())


def walk() -> Iterator[Path]:
    for folder, folders, files in os.walk(CHECKOUT):
        here = Path(folder)
        folders[:] = [name for name in folders if not is_ignored(here / name)]
        yield from (here / name for name in files if not is_ignored(here / name))


def is_ignored(path: Path) -> bool:
    spoken = path.relative_to(CHECKOUT).as_posix()
    return any(fnmatch.fnmatch(path.name, pattern) or spoken == pattern for pattern in ignored())


def python_files(*tops: str) -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".py" and path.relative_to(CHECKOUT).parts[0] in tops]


def spoken(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=spoken(path))


@pytest.fixture(scope="module", autouse=True)
def _forgetful() -> Iterator[None]:
    """Nobody reads the trees any more: they hold 300 MB, through which the collector of garbage would walk."""
    yield
    syntax.cache_clear()


def imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import():
            return [alias.name for alias in node.names]
        case ast.ImportFrom():
            return ["." * node.level + (node.module or "")]
    return []


def imports_of(tree: ast.AST) -> list[str]:
    return [name for node in ast.walk(tree) for name in imported(node)]


def test_the_walk_sees_this_file_and_nothing_that_git_ignores() -> None:
    files = {spoken(path) for path in tracked_files()}
    assert "tests/test_layout.py" in files
    assert not [name for name in files if name.startswith((".venv/", ".yici/", ".git/")) or "__pycache__" in name]


def test_no_module_is_a_drawer() -> None:
    names = [path for path in python_files("src", "tests", "bench", "tools") if DRAWERS & {path.stem, path.parent.name}]
    assert [spoken(path) for path in names] == []


def test_no_python_file_is_longer_than_the_hard_stop() -> None:
    long = {
        spoken(path): len(path.read_bytes().splitlines()) for path in python_files("src", "tests", "bench", "tools")
    }
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


COMMANDS = "src/yici/cli/commands.py"
"""Here alone modules are loaded by their names: a command needs little of what all of them need together."""


def test_nothing_is_imported_by_a_string() -> None:
    offenders = [
        f"{spoken(path)} imports {name}"
        for path in python_files("src")
        if spoken(path) != COMMANDS
        for name in imports_of(syntax(path))
        if name == "importlib" or (name.startswith("importlib.") and name not in READ_ONLY_IMPORTLIB)
    ]
    assert offenders == []


def test_loading_by_a_string_is_not_done_the_other_ways_either() -> None:
    names = {"__import__", "import_module", "import_string", "module_from_spec", "spec_from_file_location"}
    offenders = [
        f"{spoken(path)}:{node.lineno}"
        for path in python_files("src")
        if spoken(path) != COMMANDS
        for node in ast.walk(syntax(path))
        if (isinstance(node, ast.Name) and node.id in names) or (isinstance(node, ast.Attribute) and node.attr in names)
    ]
    assert offenders == []


def test_no_function_imports() -> None:
    offenders = [
        f"{spoken(path)}:{inner.lineno}"
        for path in python_files("src")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert offenders == []


@pytest.mark.parametrize("what", [*REGISTRIES, HOST_PATHS.pattern])
def test_no_file_names_a_registry_or_a_path_of_one_machine(what: str) -> None:
    pattern = re.compile(what if what == HOST_PATHS.pattern else re.escape(what))
    offenders = [
        f"{spoken(path)}: {found.group()}"
        for path in tracked_files()
        if path.suffix not in BINARY
        if (found := pattern.search(path.read_text(encoding="utf-8")))
    ]
    assert offenders == []


def test_every_app_is_held_to_the_same_floors() -> None:
    contracts = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    floors = next(contract for contract in contracts if contract["name"] == "The same floors inside every app")
    with_tables = {path.parent.name for path in PACKAGE.glob("*/models.py")} | {
        path.parent.parent.name for path in PACKAGE.glob("*/models/__init__.py")
    }
    held = {name.removeprefix("yici.") for name in floors["containers"]}
    assert with_tables <= held


def test_the_python_of_the_wheel_metadata_is_the_one_the_locks_were_made_for() -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"--python-version {project['requires-python'].removeprefix('>=')}" in makefile


def test_what_test_modules_share_stands_in_a_module_beside_them() -> None:
    offenders = [
        f"{spoken(path)} imports {name}"
        for path in python_files("tests")
        for name in imports_of(syntax(path))
        if name.startswith("tests.") and name.rpartition(".")[2].startswith("test_")
    ]
    assert offenders == []
