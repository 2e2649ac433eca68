"""The `yici` command as an operator types it: exit codes, JSON, sentences instead of tracebacks."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from yici.cli import environment, words
from yici.cli.commands import yici
from yici.domain.error import YiciError

DEFINITIONS = Path(__file__).parents[2] / "definitions"
ANSWERS = {
    "applicant_kind": "individual", "business_composition": "individual", "cold_dishes": False, "fresh_juice": False,
    "raw_fish": False, "premises_area": 45, "premises_rented": False, "sign_exceeds_name": False, "sign_large": False,
    "uses_agent": False, "needs_prior_approval": False, "online_ordering": False, "vending_machine": False,
    "has_business_licence": False,
}  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(yici, list(arguments))


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


DEADLINES = [
    ("2026-03-02", 5, "2026-03-09"),  # Mon → Mon
    ("2026-02-12", 5, "2026-02-26"),  # Thu → Thu over Spring Festival
    ("2026-09-30", 3, "2026-10-10"),  # Wed → Sat, which is worked
]


@pytest.mark.parametrize(("start", "days", "end"), DEADLINES)
def test_deadline_counts_working_days(start, days, end):
    result = run("deadline", "--from", start, "--days", str(days), "--json")
    assert (result.exit_code, json.loads(result.output)["day"]) == (0, end)


def test_deadline_explains_every_day():
    told = json.loads(run("deadline", "--from", "2026-03-05", "--days", "2", "--explain", "--json").output)["explain"]
    assert [line["counted"] for line in told] == [False, True, False, False, True]


def test_deadline_in_a_missing_year_says_not_before_and_exits_with_one():
    result = run("deadline", "--from", "2026-12-28", "--days", "20", "--json")
    told = json.loads(result.output)
    assert (result.exit_code, told["not_before"], told["missing_year"]) == (1, "2027-01-01", 2027)


@pytest.mark.django_db
def test_plan_prints_every_part_as_json(tmp_path, monkeypatch):
    assert run("publish", str(DEFINITIONS)).exit_code == 0
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(ANSWERS), encoding="utf-8")
    arguments = (
        "plan",
        "open-restaurant",
        "--place",
        "330800000000",
        "--start",
        "2026-03-02",
        "--answers",
        str(answers),
    )
    told = json.loads(run(*arguments, "--json").output)
    assert {"items", "form", "materials", "graph", "schedule", "visits", "savings"} <= told.keys()
    summary = run(*arguments, "--policy", "parallel=off")
    assert summary.exit_code == 0
    assert "开办餐饮店" in summary.output


@pytest.mark.django_db
def test_plan_refuses_an_unknown_reform_and_a_file_that_is_no_json(tmp_path):
    wrong = run("plan", "open-restaurant", "--place", "330800000000", "--policy", "magic=off")
    assert wrong.exception is not None
    assert "policy.unknown" in str(wrong.exception)
    broken = tmp_path / "answers.json"
    broken.write_bytes(b"\xff\xfe{")
    refused = run("plan", "open-restaurant", "--place", "330800000000", "--answers", str(broken))
    assert "file.json" in str(refused.exception)


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
    schemas = json.loads(run("schemas").output)
    assert {"item", "bundle", "regime", "place", "calendar", "elements"} <= schemas.keys()
