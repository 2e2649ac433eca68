"""The domain needs nothing but Python, and its tests run with nothing else at hand."""

import ast
import subprocess
import sys
from pathlib import Path

import yici.domain

FOLDER = Path(yici.domain.__file__).parent


def names_imported() -> set[str]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FOLDER.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}


def test_the_domain_imports_only_itself_and_the_standard_library() -> None:
    outside = {name for name in names_imported() if name.split(".")[0] not in {*sys.stdlib_module_names, "yici"}}
    assert outside == set()


def test_the_domain_imports_nothing_of_the_project_but_itself() -> None:
    ours = {name for name in names_imported() if name.split(".")[0] == "yici"}
    assert {name for name in ours if not name.startswith("yici.domain")} == set()


def test_every_module_of_the_domain_loads_where_no_package_is_installed() -> None:
    source = FOLDER.parents[1]
    modules = [path.relative_to(source).with_suffix("").as_posix().replace("/", ".") for path in FOLDER.rglob("*.py")]
    program = f"import sys; sys.path.insert(0, {str(source)!r})\n" + "\n".join(
        f"import {name.removesuffix('.__init__')}" for name in sorted(modules)
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
