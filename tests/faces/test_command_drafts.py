"""Drafts of definitions from the command line: out into a folder, changed there, in again."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.apps.case_scenes import forgetful
from tests.apps.catalogue_files import TOWN
from tests.apps.people_samples import load_county, make_bodies, make_role, make_user
from yici.catalogue.reading import read_folder
from yici.cli import words
from yici.cli.commands import yici

__all__ = ["forgetful"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(yici, [str(one) for one in arguments])


def told(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.exception
    return result.stdout


def refusal(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exception is not None
    return words.refusal(result.exception)


@pytest.fixture
def published(db: None, tmp_path: Path) -> None:
    load_county(tmp_path)
    make_bodies()
    for number, name in enumerate(("ann", "ben", "eve"), 1):
        user = make_user(number, username=name)
        if name != "eve":
            make_role(user, "catalogue_editor", number=number)
    folder = tmp_path / "town"
    folder.mkdir()
    for name, text in TOWN.items():
        (folder / name).write_text(text, encoding="utf-8")
    told("publish", folder)


@pytest.mark.usefixtures("published")
def test_a_draft_goes_out_as_a_folder_and_comes_in_again(tmp_path):
    new = tmp_path / "new" / "vocabulary"
    new.mkdir(parents=True)
    text = "# 主题\nformat: 1\nkind: themes\nid: more\nthemes:\n  - {id: dogs, name: 养犬, audience: person}\n"
    (new / "more.yaml").write_text(text, encoding="utf-8")
    made = json.loads(told("drafts", "import", tmp_path / "new", "--by", "ann", "--name", "主题", "--json"))
    assert (made["sound"], made["files"]) == (True, ["vocabulary/more.yaml"])
    assert "主题" in told("drafts", "list", "--by", "ben")
    out = tmp_path / "out"
    told("drafts", "export", made["id"], out, "--by", "ben")
    assert (out / "vocabulary" / "more.yaml").read_text(encoding="utf-8") == text
    told("drafts", "export", made["id"], tmp_path / "whole", "--by", "ben", "--all")
    assert read_folder(tmp_path / "whole").sound
    (out / "vocabulary" / "more.yaml").write_text(text.replace("养犬", "养猫"), encoding="utf-8")
    told("drafts", "import", out, "--by", "ben", "--draft", made["id"], "--step", 1)
    assert "别人刚刚改过" in refusal("drafts", "import", out, "--by", "ann", "--draft", made["id"], "--step", 1)
    assert "请" in refusal("drafts", "export", made["id"], out, "--by", "ben")
    for command in (("list",), ("export", made["id"], tmp_path / "x"), ("import", out)):
        assert "没有权限" in refusal("drafts", *command, "--by", "eve")
    assert json.loads(told("drafts", "list", "--by", "ann", "--json"))[0]["step"] == 2
