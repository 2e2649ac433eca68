"""`yici import` as somebody types it: a template, faults with cells, a folder of files or nothing."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.apps.catalogue_files import DEFINITIONS
from tests.apps.sheet_samples import book, put
from yici.catalogue.reading import read_folder
from yici.cli import words
from yici.cli.commands import yici
from yici.domain.error import YiciError


def run(*arguments: str) -> Result:
    return CliRunner().invoke(yici, ["import", *arguments])


def refusal(*arguments: str) -> str:
    told = run(*arguments)
    assert isinstance(told.exception, YiciError), told.output
    return words.refusal(told.exception)


def test_a_spreadsheet_becomes_a_folder_that_the_check_finds_sound(tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = run(str(book(tmp_path / "b.xlsx")), "--out", str(out), "--source", "指南；公安局；2026-03-02；http://a;b")
    assert told.exit_code == 0, told.output
    assert "导入 2 个事项" in told.output
    assert "营业执照正本 ≈ business_licence" in told.output
    text = (out / "items" / "dog-registration.yaml").read_text(encoding="utf-8")
    assert "title: 指南" in text
    assert "address: http://a;b" in text
    assert "没有导入" not in told.output
    assert "已经有东西" in refusal(str(tmp_path / "b.xlsx"), "--out", str(out))


def test_nothing_is_written_when_anything_is_wrong(tmp_path: Path) -> None:
    told = run(str(book(tmp_path / "b.xlsx", put("事项", "B2", "=A2"))), "--out", str(tmp_path / "out"))
    assert told.exit_code == 1
    assert "b.xlsx:2: 这一格是公式" in told.output
    assert "[事项!B2]" in told.output
    assert "什么也没有写" in told.output
    assert [path.name for path in tmp_path.iterdir()] == ["b.xlsx"]


def test_machines_get_it_as_json(tmp_path: Path) -> None:
    told = run(str(book(tmp_path / "b.xlsx")), "--out", str(tmp_path / "out"), "--json")
    answer = json.loads(told.output)
    assert (answer["sound"], answer["items"]) == (True, 2)
    assert answer["to_confirm"][0]["guesses"][0]["confidence"] < 1
    told = run(str(book(tmp_path / "c.xlsx", put("事项", "H2", "旬"))), "--out", str(tmp_path / "no"), "--json")
    assert (told.exit_code, json.loads(told.output)["faults"][0]["code"]) == (1, "cell.unit")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_what_a_person_confirmed_holds_in_the_next_import(encoding: str, tmp_path: Path) -> None:
    path = str(book(tmp_path / "b.xlsx"))
    assert run(path, "--out", str(tmp_path / "first")).exit_code == 0
    listed = tmp_path / "first" / "to-confirm.csv"
    confirmed = listed.read_text(encoding="utf-8").replace("营业执照副本,\n", "营业执照副本,business_licence\n")
    (tmp_path / "done.csv").write_text(confirmed.lstrip("\ufeff"), encoding=encoding)
    told = run(path, "--out", str(tmp_path / "second"), "--confirmed", str(tmp_path / "done.csv"))
    assert "营业执照正本" not in told.output
    items = (tmp_path / "second" / "items" / "yang-quan-deng-ji-zhu-xiao.yaml").read_text(encoding="utf-8")
    assert "material: business_licence" in items


def test_the_template_is_written_once(tmp_path: Path) -> None:
    path = str(tmp_path / "t.xlsx")
    assert "模板写好了" in run(path, "--template").output
    assert "不会覆盖" in refusal(path, "--template")


@pytest.mark.parametrize(("arguments", "said"), [
    (("--out", "x", "--place", "3308"), "没有这个区划代码"),
    (("--out", "x", "--confirmed", __file__), "不是导入时写出的待确认清单"),
])  # fmt: skip
def test_what_cannot_be_is_a_sentence(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    assert said in refusal(str(book(tmp_path / "b.xlsx")), *arguments)


def test_a_folder_must_be_named_and_a_list_that_is_named_must_be_there(tmp_path: Path) -> None:
    path = str(book(tmp_path / "b.xlsx"))
    assert run(path).exit_code == 2
    assert run(path, "--out", str(tmp_path / "out"), "--confirmed", "nowhere.csv").exit_code == 2


@pytest.mark.parametrize("with_schemas", [True, False])
def test_the_schemas_that_imported_files_name_are_there(with_schemas: bool, tmp_path: Path) -> None:
    known, out = tmp_path / "known", tmp_path / "far" / "away" / "out"
    for name in ("vocabulary", "regimes", *(("schemas",) if with_schemas else ())):
        shutil.copytree(DEFINITIONS / name, known / name)
    told = run(str(book(tmp_path / "b.xlsx")), "--out", str(out), "--definitions", str(known))
    assert told.exit_code == 0, told.output
    files = list(out.rglob("*.yaml"))
    assert len(files) > 2
    for path in files:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        schema = (path.parent / first.partition("$schema=")[2]).resolve()
        assert schema.is_file()
        assert schema.is_relative_to(known if with_schemas else out)
    assert read_folder(out).files
