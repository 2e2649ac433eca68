"""`yici people`: bodies, accounts and roles of an empty installation, and what cannot be done told with a way out."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.apps.catalogue_files import DEFINITIONS
from tests.apps.people_samples import CITY, COUNTY, load_county
from tests.faces.command_runs import run
from yici.cli import people, words
from yici.cli.commands import yici
from yici.domain.error import YiciError
from yici.people.queries import grants_of, profile_of, user_named

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
    (
        ("grant", "li", "clerk", "--body", "market", "--place", COUNTY),
        "没有这个角色：clerk",
        "helper, officer",
    ),
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
    assert "window_clerk  综合窗口" in run("people", "roles").output
