"""Definitions to which `yici new` adds: the shared words alone, and what was written."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.apps.catalogue_files import DEFINITIONS
from yici.catalogue.read import read_file
from yici.cli.commands import yici

__all__ = ["folder", "from_file", "names", "run", "written"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Definitions of their own: the shared words alone."""
    for name in ("vocabulary", "regimes", "calendars"):
        (tmp_path / name).symlink_to(DEFINITIONS / name)
    own = tmp_path / "definitions"
    for path in [*DEFINITIONS.glob("vocabulary/*.yaml"), *DEFINITIONS.glob("regimes/*.yaml")]:
        target = own / path.relative_to(DEFINITIONS)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return own


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(yici, ["new", *arguments], input=typed)


def from_file(kind: str, answers: Any, folder: Path) -> Result:
    path = folder.parent / "answers.json"
    path.write_text(json.dumps(answers) if not isinstance(answers, bytes) else answers.decode(), encoding="utf-8")
    return run(kind, "--from", str(path), "--definitions", str(folder))


def written(path: Path) -> Any:
    read, faults = read_file(path.name, path)
    assert read is not None, faults
    return read.definition


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}
