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
BUILDING = {
    "project_kind": "building", "special_project": False, "civil_defence_basement": True, "produces_sewage": True,
    "uses_agent": False,
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
    assert {"items", "form", "materials", "graph", "circles", "schedule", "visits", "savings"} <= told.keys()
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


def _planned(tmp_path, bundle: str, place: str, start: str, answers: dict[str, object], *more: str) -> str:
    assert run("publish", str(DEFINITIONS)).exit_code == 0
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    result = run("plan", bundle, "--place", place, "--start", start, "--answers", str(file), *more)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.django_db
def test_plan_tells_the_circle_and_what_opens_it(tmp_path):
    told = json.loads(_planned(tmp_path, "joint-acceptance", "330800000000", "2026-03-02", BUILDING, "--json"))
    [circle] = told["circles"]
    assert circle["items"] == sorted(circle["items"])
    assert circle["exact"] is True
    assert [edge in told["graph"] for edge in circle["relaxed"]] == [True] * len(circle["relaxed"])
    said = run("plan", "joint-acceptance", "--place", "330800000000", "--start", "2026-03-02", "--answers",
               str(tmp_path / "answers.json"))  # fmt: skip
    [line] = [line for line in said.output.splitlines() if "互相等对方的结果" in line]
    assert line.count("要的") == len(circle["relaxed"])
    assert "可以" in line
    assert not [edge for edge in circle["relaxed"] if edge["licence"] in line]


@pytest.mark.django_db
def test_plan_tells_why_a_day_is_open(tmp_path):
    said = _planned(tmp_path, "open-restaurant", "330800000000", "2026-12-28", ANSWERS)
    open_ = [line for line in said.splitlines() if "不早于 " in line]
    assert open_
    assert [line for line in open_ if "（" not in line.partition("不早于 ")[2].partition(")")[2]] == []
    assert "2027 年的放假安排还没有公布或者装入" in said


@pytest.mark.django_db
def test_plan_of_a_matter_whose_items_nobody_names_says_so_and_no_figure(tmp_path):
    said = _planned(tmp_path, "school-enrolment", "330802000000", "2026-03-02", {})
    assert "这件事由哪些事项组成没有查到，要办什么、交什么都算不出来。" in said
    assert said.splitlines()[-1] == "全部办好：未知（这件事由哪些事项组成没有查到）"
    assert "材料 " not in said
    assert "None" not in said
