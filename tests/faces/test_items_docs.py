"""docs/items.md: every file, piece, condition and command of it does what the page says."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.apps.catalogue_files import DEFINITIONS
from tests.apps.schema_rules import as_an_editor
from tests.faces.items_page import (
    CONDITIONS,
    DOCS,
    ENGLISH,
    PAGE,
    ROW,
    all_keys,
    all_used,
    commands,
    files,
    pieces,
    shown_in,
)
from yici.catalogue.reading import read_folder
from yici.catalogue.schemas import schemas
from yici.catalogue.writing import yaml_text
from yici.cli import words
from yici.cli.commands import yici
from yici.domain.checking.conditions import check_condition, declared_names
from yici.domain.error import YiciError


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the definitions with the files of the page beside them."""
    shutil.copytree(DEFINITIONS, tmp_path / "definitions")
    for name, text in files().items():
        path = tmp_path / name
        assert not path.exists(), "the page must not depend on a file that is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.django_db
def test_every_command_of_the_page_prints_what_stands_below_it(checkout: Path) -> None:
    ran = 0
    for line, shown in commands():
        program, *arguments = shlex.split(line)
        assert program == ".venv/bin/yici"
        done = CliRunner().invoke(yici, arguments)
        said = words.refusal(done.exception) if isinstance(done.exception, YiciError) else ""
        assert shown_in(shown, done.output + said), (line, done.output, done.exception)
        ran += 1
    assert ran > 2


def test_every_piece_of_a_definition_on_the_page_is_sound_where_it_belongs(checkout: Path) -> None:
    whole = {"item": "items/dog-registration", "bundle": "bundles/keep-a-dog"}
    # It spares a paper that not every piece asks for.
    (checkout / "definitions" / "places" / "330803000000.yaml").unlink()
    for kind, name in whole.items():
        assert pieces(kind)
        path = checkout / "definitions" / f"{name}.yaml"
        base = path.read_text(encoding="utf-8")
        for piece in pieces(kind):
            path.write_text(with_piece(base, piece), encoding="utf-8")
            told = CliRunner().invoke(yici, ["check", "definitions", "--no-warnings"])
            assert told.exit_code == 0, (piece, told.output)
        path.write_text(base, encoding="utf-8")


def with_piece(base: str, piece: str) -> str:
    """This will put the keys of a piece in the place of those of a file; its sources are added."""
    tree, other = as_an_editor(base), as_an_editor(piece)
    return yaml_text(tree | other | {"sources": [*tree["sources"], *other.get("sources", [])]})


def test_every_condition_in_the_tables_is_right_or_wrong_as_it_says(checkout: Path) -> None:
    catalogue = read_folder(checkout / "definitions").catalogue
    home = catalogue.bundles["house-transfer-utilities"]
    declared = declared_names(catalogue, [*catalogue.items["dog-registration"].questions, *home.questions])
    wrong_from = CONDITIONS.index("| 写成 | 检查说 |")
    counted = {True: 0, False: 0}
    for row in ROW.finditer(CONDITIONS):
        faults = list(check_condition("item:x", "when", row["condition"], declared))
        counted[bool(faults)] += 1
        assert bool(faults) == (row.start() > wrong_from), row["condition"]
        assert not faults or row["said"].strip() in words.fault(faults[0])
    assert min(counted.values()) > 6


def test_every_key_has_its_row_and_an_example() -> None:
    assert all_keys("item", "bundle", "place") - all_used() == set()
    for kind in ("item", "bundle", "place"):
        assert [key for key in schemas()[kind]["properties"] if f"| `{key}` |" not in PAGE] == []


def test_the_english_page_has_the_same_sections_and_leads_here() -> None:
    assert len(re.findall("^## ", PAGE, re.M)) == len(re.findall("^## ", ENGLISH, re.M))
    assert "(items.md)" in ENGLISH
    assert [key for key in schemas()["item"]["properties"] if f"`{key}`" not in ENGLISH] == []


def test_the_page_is_led_to() -> None:
    for name in ("README.md", "README.zh.md", "docs/tour.md"):
        assert "items.md" in (DOCS.parent / name).read_text(encoding="utf-8")
