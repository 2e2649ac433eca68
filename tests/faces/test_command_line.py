"""The `yici` command as an operator types it: exit codes, JSON, sentences instead of tracebacks."""

import json

import click
import pytest

from tests.apps.catalogue_files import DEFINITIONS
from tests.apps.people_samples import CITY, load_county
from tests.faces.command_runs import run
from yici.cli import demonstration, environment, words
from yici.domain.error import YiciError


def test_check_finds_the_shipped_definitions_sound():
    result = run("check", str(DEFINITIONS), "--json")
    assert result.exit_code == 0
    assert json.loads(result.output)["sound"]


def test_check_names_file_line_and_remedy_and_exits_with_one(tmp_path):
    (tmp_path / "item.yaml").write_text("format: 1\nkind: item\nid: x\nnmae: y\n", encoding="utf-8")
    (tmp_path / "gbk.yaml").write_bytes("name: 餐饮".encode("gbk"))
    result = run("check", str(tmp_path))
    assert result.exit_code == 1
    assert "item.yaml:4:" in result.output
    assert "nmae" in result.output
    assert "gbk.yaml:1:" in result.output
    assert "UTF-8" in result.output


@pytest.mark.django_db
def test_publish_refuses_what_check_refuses(tmp_path):
    (tmp_path / "bundle.yaml").write_text("format: 1\nkind: bundle\n", encoding="utf-8")
    result = run("publish", str(tmp_path))
    assert isinstance(result.exception, YiciError)
    assert "bundle.yaml" in words.refusal(result.exception)


@pytest.mark.django_db
def test_search_finds_and_tells_as_text_and_as_json(tmp_path):
    load_county(tmp_path)
    shown = run("search", "qu", "zhou").output
    assert "地方 places" in shown
    assert "330800000000                 衢州市" in shown
    told = json.loads(run("search", "quzhou", "--kind", "place", "--limit", "1", "--json").output)
    [group] = told["groups"]
    assert [(hit["id"], hit["rank"]) for hit in group["hits"]] == [(CITY, "pinyin")]
    assert group["after"] is not None


@pytest.mark.django_db
@pytest.mark.parametrize("words", [(), ("😀",), ("'; --",), ("x" * 10_000,)])
def test_search_for_nothing_that_is_there_says_so(words):
    result = run("search", *words)
    assert result.exit_code == 0
    assert "没有找到" in result.output


@pytest.mark.django_db(transaction=True)
def test_verify_of_a_clean_record_exits_with_nothing():
    result = run("verify", "--json")
    assert (result.exit_code, json.loads(result.output)["faults"]) == (0, [])


def test_a_receipt_that_is_none_is_refused_with_a_sentence(tmp_path):
    file = tmp_path / "receipt.json"
    file.write_text('{"statement": {}, "signature": {}}', encoding="utf-8")
    result = run("receipt", "verify", str(file), "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["faults"]


def test_a_refusal_is_a_sentence_on_standard_error_and_never_a_traceback(capsys):
    @click.command()
    def refuse() -> None:
        raise YiciError("case.unknown", remedy="check the number")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["yici"])
        code = environment.run(refuse)
    said = capsys.readouterr().err
    assert code == 1
    assert "没有这个办件" in said
    assert "check the number" in said
    assert "Traceback" not in said


def test_schemas_are_printed_for_every_kind():
    schemas = json.loads(run("schema").output)
    assert {"item", "bundle", "regime", "place", "calendar", "elements"} <= schemas.keys()


def test_a_demonstration_that_ends_says_what_goes_on_and_how_to_stop_it(monkeypatch):
    monkeypatch.setenv("YICI_HOME", "/somewhere/home")
    said = demonstration._goes_on()
    assert "-m yici.database stop --home /somewhere/home" in said
