"""Changing the definitions from the command line: compared, proposed, looked at, released by another account."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.apps.case_scenes import forgetful
from tests.apps.catalogue_files import CALENDAR, ITEM, TOWN, swapped
from tests.apps.catalogue_files import PLACE as PLACE_FILE
from tests.apps.people_samples import load_county, make_bodies, make_role, make_user
from yici.catalogue import queries
from yici.catalogue.reading import read_folder
from yici.cli import environment, words
from yici.cli.commands import yici
from yici.demo.accounts import create_accounts
from yici.demo.publishing import publish_definitions
from yici.people.present import now

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
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "old")


def written(folder: Path, **changed: str) -> Path:
    folder.mkdir()
    for name, text in {**TOWN, **{f"{name}.yaml": text for name, text in changed.items()}}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    return written(tmp_path / "new", item=swapped(ITEM, "    when: cold\n", "    form: original\n"))


@pytest.fixture
def editors(db: None, tmp_path: Path) -> None:
    load_county(tmp_path)
    make_bodies()
    for number, name in enumerate(("ann", "ben", "eve"), 1):
        user = make_user(number, username=name)
        if name != "eve":
            make_role(user, "catalogue_editor", number=number)


def test_two_folders_are_compared_without_a_database(folder, changed):
    lines = told("compare", folder, changed).splitlines()
    assert lines[0] == "事项 食品经营许可  [item:food]"
    assert lines[1:3] == [
        "  - 所需材料“管理制度”：形式由没有写改为原件",
        "  - 所需材料“管理制度”：改为总是适用（原来只在 cold 时）",
    ]
    assert "  - Paper “管理制度”: Form: from not told to original" in told("compare", folder, changed, "--lang", "en")
    plain = json.loads(told("compare", folder, changed, "--json"))
    assert [one["code"] for one in plain["differences"]] == ["paper.form_changed", "condition.removed"]
    assert environment._compares_folders(["yici", "compare", str(folder), str(changed), "--json"])
    assert not environment._compares_folders(["yici", "compare", "1", str(changed)])


def test_comparing_can_plan_what_is_touched(folder, changed):
    output = told("compare", folder, changed, "--effects", "--start", "2026-03-02")
    assert "1 件事要重新算（一共 1 件）。" in output
    assert re.search(r"要交的材料：不变 ～ 多 1（\d+ 个方案）", output)


@pytest.mark.usefixtures("db")
def test_what_is_no_folder_and_no_release_cannot_be_compared(folder):
    assert "既不是文件夹" in refusal("compare", folder, "nowhere")
    assert "没有第 7 版" in refusal("compare", folder, "7")


@pytest.mark.usefixtures("editors")
def test_from_setting_up_to_a_release_by_two(folder, changed):
    assert "第 1 版" in told("publish", folder)
    assert "再改要两个人" in refusal("publish", changed)
    output = told("publish", changed, "--by", "ann", "--note", "不分冷热")
    assert "改为总是适用" in output
    assert "1 件事要重新算" in output
    [number] = re.findall(r"第 (\d+) 号提案", output)
    assert re.search(rf"^{number}  待定 open  ann  第 1 版  .*不分冷热$", told("proposals"), re.MULTILINE)
    assert "改为总是适用" in told("proposals", number)
    assert "Now always applies" in told("proposals", number, "--lang", "en")
    shown = json.loads(told("proposals", number, "--json"))
    assert (shown["author"], shown["effects"]["bundles"][0]["bundle"]) == ("ann", "open")
    assert "自己提的不能由自己公布" in refusal("release", number, "--by", "ann")
    assert "没有权限" in refusal("release", number, "--by", "eve")
    assert "没有这个账号" in refusal("release", number, "--by", "nobody")
    assert "第 2 版：新增 0，修改 1" in told("release", number, "--by", "ben")
    assert "已经办完" in refusal("release", number, "--by", "ben")
    assert "没有待定的提案" in told("proposals")
    assert "已公布 released" in told("proposals", "--all")
    assert "改为总是适用" in told("compare", "1", "2")
    assert json.loads(told("verify", "--json"))["faults"] == []


@pytest.mark.usefixtures("editors")
def test_declining_and_withdrawing(folder, changed):
    told("publish", folder)
    first = json.loads(told("publish", changed, "--by", "ann", "--json"))["number"]
    assert "未采纳" in told("decline", first, "--by", "ben", "--reason", "依据不对")
    second = json.loads(told("publish", changed, "--by", "ann", "--json"))["number"]
    assert "别人提的不能由您撤回" in refusal("withdraw", second, "--by", "ben")
    assert "已撤回" in told("withdraw", second, "--by", "ann")
    assert [one.state for one in queries.proposals()] == ["withdrawn", "declined"]
    assert "没有权限" in refusal("publish", changed, "--by", "eve")


@pytest.mark.usefixtures("editors")
def test_a_missing_year_is_loaded_at_once_and_a_correction_is_proposed(folder, tmp_path):
    told("publish", folder)
    year = tmp_path / "cn-2027.yaml"
    year.write_text(CALENDAR.replace("2026", "2027"), encoding="utf-8")
    assert "第 2 版" in told("load-calendar", year)
    year.write_text(
        CALENDAR.replace("2026", "2027").replace("workdays: []", "workdays: [2027-01-02]"), encoding="utf-8"
    )
    assert "已经装入" in refusal("load-calendar", year)
    output = told("load-calendar", year, "--by", "ann")
    assert "2027年1月2日（周六）：由照星期改为调休上班" in output
    [number] = re.findall(r"第 (\d+) 号提案", output)
    told("release", number, "--by", "ben")
    assert queries.release_row(3).way == "proposal"


@pytest.mark.usefixtures("db")
def test_a_demonstration_of_a_newer_software_publishes_its_definitions_as_two_editors(tmp_path, folder):
    load_county(tmp_path)
    accounts = create_accounts(now=now())
    other = written(tmp_path / "later", place=swapped(PLACE_FILE, "衢州市", "衢州"))
    assert publish_definitions(read_folder(folder), accounts, now=now()) == 1
    assert publish_definitions(read_folder(folder), accounts, now=now()) == 1
    assert publish_definitions(read_folder(other), accounts, now=now()) == 2
    made = queries.release_row(2)
    assert (made.author, made.actor) == tuple(str(accounts.users[name]) for name in ("editor", "editor2"))
