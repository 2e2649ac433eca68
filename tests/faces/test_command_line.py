"""The `yici` command as an operator types it: exit codes, JSON, sentences instead of tracebacks."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from tests.apps.people_samples import CITY, COUNTY, load_county
from yici.cli import demonstration, environment, people, words
from yici.cli.commands import yici
from yici.domain.error import YiciError
from yici.people.queries import grants_of, profile_of, user_named

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


@pytest.mark.django_db
def test_search_finds_and_tells_as_text_and_as_json(tmp_path):
    load_county(tmp_path)
    shown = run("search", "qu", "zhou").output
    assert "地方 places" in shown
    assert "330800000000                衢州市" in shown
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
    schemas = json.loads(run("schema").output)
    assert {"item", "bundle", "regime", "place", "calendar", "elements"} <= schemas.keys()


MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)  # 09:00 of the legal day


@pytest.fixture
def office(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A county and the definitions; nobody works there yet."""
    monkeypatch.setattr(people, "now", lambda: MONDAY)
    load_county(tmp_path)
    assert run("publish", str(DEFINITIONS)).exit_code == 0


def told(*arguments: str) -> Any:
    answered = run("people", *arguments, "--json")
    assert answered.exit_code == 0, answered.exception
    return json.loads(answered.output)


def refused(*arguments: str) -> str:
    answered = run("people", *arguments)
    assert isinstance(answered.exception, YiciError), answered.output
    return words.refusal(answered.exception)


def add_bureau() -> None:
    told(
        "add-body",
        "market",
        "市场监督管理局",
        "--agency",
        "market_regulation",
        "--place",
        COUNTY,
        "--name-en",
        "Market",
    )


def test_an_empty_installation_gets_a_body_an_account_and_a_role_and_loses_the_role(office):
    add_bureau()
    made = told("add-account", "li", "--staff", "--name", "李明")
    assert user_named("li").check_password(made["password"])
    granted = told("grant", "li", "officer", "--body", "market", "--place", COUNTY, "--item", "food-licence")
    [held] = grants_of(user_named("li").pk, MONDAY).held
    assert (held.role, held.agency, held.place, held.item) == ("officer", "market_regulation", COUNTY, "food-licence")
    shown = told("list")
    assert [body["code"] for body in shown["bodies"]] == ["market"]
    assert [(account["username"], account["display_name"]) for account in shown["accounts"]] == [("li", "李明")]
    assert [(role["id"], role["username"], role["role"]) for role in shown["roles"]] == [
        (granted["id"], "li", "officer")
    ]
    assert run("people", "revoke", granted["id"]).exit_code == 0
    assert told("list")["roles"] == []
    assert not grants_of(user_named("li").pk, MONDAY).held
    assert "已经结束" in refused("revoke", granted["id"])


def test_a_role_is_held_through_its_last_day(office):
    add_bureau()
    told("add-account", "li", "--staff")
    granted = told("grant", "li", "lead", "--body", "market", "--place", COUNTY, "--until", "2026-03-31")
    user = user_named("li").pk
    assert grants_of(user, datetime(2026, 3, 31, 15, 59, tzinfo=UTC)).held
    assert not grants_of(user, datetime(2026, 3, 31, 16, tzinfo=UTC)).held
    assert granted["id"] in run("people", "list").output
    assert "最后一天" in refused("grant", "li", "lead", "--body", "market", "--place", COUNTY, "--until", "2026-03-01")


def test_a_password_from_standard_input_is_not_shown_and_one_that_is_made_is_shown_once(office):
    typed = CliRunner().invoke(
        yici, ["people", "add-account", "zhang", "--staff", "--password-stdin"], input="long-enough-9-words\n"
    )
    assert typed.exit_code == 0
    assert "long-enough-9-words" not in typed.output
    assert user_named("zhang").check_password("long-enough-9-words")
    made = run("people", "add-account", "wang", "--staff")
    password = made.output.split()[-1]
    assert user_named("wang").check_password(password)
    assert password not in run("people", "list").output


def test_a_citizen_has_a_sealed_name_and_is_in_no_list(office):
    made = told("add-account", "chen", "--citizen", "--name", "陈芳")
    user = user_named("chen")
    assert (str(user.pk), user.display_name, profile_of(user.pk).name) == (made["id"], "", "陈芳")
    assert told("list")["accounts"] == []


WRONG = [  # what is typed, what the sentence says in both languages, what can be done
    (
        ("add-body", "b", "局", "--agency", "health", "--place", "999999999999"),
        "没有这个区划代码",
        "twelve digits",
    ),
    (("add-body", "b", "局", "--agency", "marekt", "--place", COUNTY), "没有这种机构：marekt", "market_regulation"),
    (("add-body", "market", "局", "--agency", "health", "--place", CITY), "已经有了", "choose another code"),
    (("add-account", "li", "--staff"), "用户名已经有人用了", "choose another user name"),
    (("add-account", "LI", "--citizen"), "用户名已经有人用了", "choose another user name"),
    (("add-account", "sun"), "请写明", "--staff or --citizen"),
    (("add-account", "a b", "--staff"), "账号没有添加", "mend what is named"),
    (("grant", "li", "clerk", "--body", "market", "--place", COUNTY), "没有这个角色：clerk", "window_clerk, officer"),
    (("grant", "li", "officer", "--body", "tax", "--place", COUNTY), "没有这个机构：tax", "add the body first"),
    (("grant", "li", "officer", "--body", "market", "--place", "111111111111"), "没有这个区划代码", "twelve digits"),
    (
        ("grant", "li", "officer", "--body", "market", "--place", COUNTY, "--item", "x"),
        "没有这个事项：x",
        "food-licence",
    ),
    (("grant", "sun", "officer", "--body", "market", "--place", COUNTY), "没有这个账号", "create the user"),
    (("grant", "chen", "officer", "--body", "market", "--place", COUNTY), "另开工作账号", "kind staff"),
    (("revoke", "01890000-0000-7000-8000-000000000000"), "没有这个角色", "list of roles"),
]


def test_what_cannot_be_done_is_said_in_chinese_and_english_with_a_way_out(office):
    add_bureau()
    told("add-account", "li", "--staff")
    told("add-account", "chen", "--citizen")
    for typed, said, way_out in WRONG:
        answer = refused(*typed)
        assert said in answer, answer
        assert way_out in answer, answer
    empty = CliRunner().invoke(yici, ["people", "add-account", "x", "--staff", "--password-stdin"], input="")
    assert "没有读到密码" in words.refusal(empty.exception)


def test_a_long_list_is_read_page_by_page_to_its_end(office, monkeypatch):
    monkeypatch.setattr("yici.people.queries.roster.PAGE_LIMIT", 2)
    for number in range(5):
        told("add-body", f"body-{number}", "局", "--agency", "health", "--place", COUNTY)
    assert len(told("list")["bodies"]) == 5


def test_every_role_is_listed_with_its_use(office):
    assert {"window_clerk", "officer", "operator"} <= told("roles").keys()
    assert "window_clerk" in run("people", "roles").output


def test_a_demonstration_that_ends_says_what_goes_on_and_how_to_stop_it(monkeypatch):
    monkeypatch.setenv("YICI_HOME", "/somewhere/home")
    said = demonstration._goes_on()
    assert "-m yici.database stop --home /somewhere/home" in said


@pytest.mark.django_db
def test_matches_are_listed_decided_and_taken_back():
    place, code, item = (
        "511602000000",
        "511A0074300005-511602000000-000-115113016823646795-1-00",
        "individual-registration",
    )
    assert run("publish", str(DEFINITIONS)).exit_code == 0
    proposed = json.loads(run("match", "list", place, "--json").output)
    assert proposed[0]["score"] == 100
    assert (code, item) in [(row["code"], row["item"]) for row in proposed]
    assert run("match", "confirm", place, code, item).exit_code == 0
    assert run("match", "reject", place, code, item).exception.code == "match.decided"
    [decided] = json.loads(run("match", "list", place, "--decided", "--json").output)
    assert (decided["standing"], decided["decided_by"], decided["item_name"]) == (
        "confirmed",
        "operator",
        "个体工商户设立登记",
    )
    assert "个体工商户设立登记" in run("match", "list", place, "--decided").output
    assert run("match", "undo", place, code, item).exit_code == 0
    assert run("match", "reject", place, code, item).exit_code == 0
    shown = run("match", "list", place, "--least", "99").output
    assert code not in shown
    assert "没有找到相近的基本目录事项" in shown
