"""`yici deadline` and `yici plan`: days counted and explained, every part of a plan, what cannot be planned."""

import json

import pytest

from tests.apps.catalogue_files import DEFINITIONS
from tests.faces.command_runs import run

ANSWERS = {
    "applicant_kind": "individual", "business_composition": "individual", "cold_dishes": False, "fresh_juice": False,
    "raw_fish": False, "premises_area": 45, "premises_rented": False, "sign_exceeds_name": False, "sign_large": False,
    "uses_agent": False, "needs_prior_approval": False, "online_ordering": False, "vending_machine": False,
    "has_business_licence": False,
}  # fmt: skip
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
