"""Every operation, called by everybody who may not: taken from the description, so that none is forgotten."""

import json
from typing import Any

import pytest

from tests.faces.api_paging import everything, pages
from tests.faces.api_projects import code
from tests.faces.api_samples import OUTSIDERS, STAFF, Told, World
from tests.faces.api_schema import Description
from yici.api.v1 import site
from yici.domain.roles import SCOPES
from yici.people.ids import id_at

DOCUMENT = Description(json.loads(site.description()))
NOT_THERE = str(id_at(1, 1))
METHODS = [
    (method, path, operation)
    for path, methods in DOCUMENT.document["paths"].items()
    for method, operation in methods.items()
]
NAMES = [operation["operationId"] for _, _, operation in METHODS]
PROTECTED = [one for one in METHODS if one[2]["security"]]
OF_A_LICENCE = [one for one in PROTECTED if "{licence_id}" in one[1]]
OF_A_PROJECT = [one for one in PROTECTED if "{project_id}" in one[1]]
OF_A_CASE = [one for one in PROTECTED if "{case_id}" in one[1]]
COMMANDS = [one for one in OF_A_CASE if one[0] == "post"]
KNOWN = {"bundle": "open-restaurant", "item": "food-licence", "code": "330800000000"}
HANDLED_BY_NOBODY = "supervisor"
OF_SUPERVISORS = ("issue-card", "urge", "convene", "record-meeting", "call-off-meeting")
"""Whoever watches over limits sends cards, urges and calls meetings, and does nothing else to a case."""
"""May read every case of the place and act on none."""


def ids(one: tuple[str, str, dict[str, Any]]) -> str:
    return str(one[2]["operationId"])


@pytest.fixture(scope="module")
def case(api_world: World) -> Told:
    """A case of Wang's that nobody else of the outsiders has to do with."""
    return api_world.submitted()


def call(
    world: World, one: tuple[str, str, dict[str, Any]], who: str | None, case: str, version: int = 1,
    licence: str = NOT_THERE, project: str = NOT_THERE,
) -> Told:  # fmt: skip
    method, path, operation = one
    path = path.replace("{case_id}", case).replace("{licence_id}", licence)
    path = path.replace("{project_id}", project).replace("{trial_id}", NOT_THERE)
    for name, value in KNOWN.items():
        path = path.replace(f"{{{name}}}", value)
    body = None
    if "requestBody" in operation:
        body = DOCUMENT.example(operation["requestBody"]["content"]["application/json"]["schema"])
    headers = {"Idempotency_Key": str(id_at(2, version)), "If_Match": f'"{version}"'} if method == "post" else {}
    return world.call(method.upper(), path, who, body, **headers)


def scope_of(one: tuple[str, str, dict[str, Any]]) -> str:
    return str(one[2]["security"][0]["bearer"][0])


@pytest.mark.parametrize("one", PROTECTED, ids=ids)
def test_without_a_living_token_nothing_is_answered(world: World, case: Told, one: Any) -> None:
    told = {call(world, one, who, case["case"]).content for who in (None, "ended", "revoked", "forged", "garbage")}
    assert len(told) == 1
    assert json.loads(told.pop())["code"] == "token.needed"


@pytest.mark.parametrize("one", PROTECTED, ids=ids)
def test_without_the_scope_nothing_is_answered(world: World, case: Told, one: Any) -> None:
    for scope in SCOPES.keys() - {scope_of(one)}:
        told = call(world, one, f"window-only-{scope}", case["case"])
        assert (told.status, told["code"]) == (403, "token.scope")
        assert told.content == call(world, one, f"wang-only-{scope}", NOT_THERE).content


@pytest.mark.parametrize("one", OF_A_CASE, ids=ids)
def test_a_case_that_is_nobody_elses_business_does_not_exist_for_others(world: World, case: Told, one: Any) -> None:
    for who in OUTSIDERS:
        told, nothing = call(world, one, who, case["case"]), call(world, one, who, NOT_THERE)
        assert (told.status, told["code"]) == (404, "case.unknown"), who
        assert (told.content, told.headers) == (nothing.content, nothing.headers)


@pytest.fixture(scope="module")
def licence(api_world: World) -> str:
    """A licence of Wang's: registering the shop gives it."""
    told = api_world.submitted()
    assert api_world.act(told, "decide", "market", {"item": "individual-registration", "grant": True}).status == 200
    rows = [row for page in pages(api_world, "/licences", "wang") for row in json.loads(page)["items"]]
    return next(str(row["id"]) for row in rows if row["case"] == told["case"])


@pytest.mark.parametrize("one", OF_A_LICENCE, ids=ids)
def test_a_licence_that_is_nobody_elses_business_does_not_exist_for_others(
    world: World, licence: str, case: Told, one: Any
) -> None:
    for who in OUTSIDERS:
        told = call(world, one, who, case["case"], licence=licence)
        assert (told.status, told["code"]) == (404, "licence.unknown"), who
        for other in (NOT_THERE, case["case"]):
            nothing = call(world, one, who, case["case"], licence=other)
            assert (told.content, told.headers) == (nothing.content, nothing.headers)


@pytest.fixture(scope="module")
def project(api_world: World) -> str:
    """A project of Wang's, in which nobody of the outsiders has a part."""
    body = {"code": code(), "name": "演示厂房一期", "place": KNOWN["code"]}
    told = api_world.write("/projects", "wang", body)
    assert told.status == 201, told.content
    return str(told["project"])


@pytest.mark.parametrize("one", OF_A_PROJECT, ids=ids)
def test_a_project_that_is_nobody_elses_business_does_not_exist_for_others(
    world: World, project: str, case: Told, one: Any
) -> None:
    for who in (*OUTSIDERS, "market"):
        told = call(world, one, who, case["case"], project=project)
        assert (told.status, told["code"]) == (404, "project.unknown"), who
        for other in (NOT_THERE, case["case"]):
            nothing = call(world, one, who, case["case"], project=other)
            assert (told.content, told.headers) == (nothing.content, nothing.headers)


@pytest.mark.parametrize("one", COMMANDS, ids=ids)
def test_who_may_read_may_not_act(world: World, case: Told, one: Any) -> None:
    told = call(world, one, HANDLED_BY_NOBODY, case["case"])
    if one[1].endswith(OF_SUPERVISORS):
        assert told.status in (409, 422), told.content
    else:
        assert (told.status, told["code"]) == (403, "authority.missing"), told.content


@pytest.mark.parametrize(
    ("who", "code"), [("health", "authority.missing"), ("window", "authority.missing"), ("fire", "case.unknown")]
)
def test_one_agency_does_not_decide_for_another(world: World, case: Told, who: str, code: str) -> None:
    told = world.act(case, "decide", who, {"item": "food-licence", "grant": True})
    assert told["code"] == code


@pytest.mark.parametrize("who", OUTSIDERS)
def test_lists_hold_nothing_of_others(world: World, case: Told, who: str) -> None:
    for path in ("/cases", "/desk", "/licences", "/projects"):
        told = world.get(path, who)
        assert told.status == 200
        assert case["case"] not in told.content.decode()
        assert case["number"] not in told.content.decode()


@pytest.mark.parametrize("who", ["window", "market", "lead", "supervisor", "platform", "wang"])
def test_who_has_to_do_with_a_case_finds_it(world: World, case: Told, who: str) -> None:
    assert world.get(f"/cases/{case['case']}", who).status == 200
    assert case["case"] in everything(world, "/cases", who)


def test_a_desk_holds_what_its_agency_has_and_no_more(world: World, case: Told) -> None:
    agencies = {"market": "market_regulation", "fire": "fire_rescue", "health": "health"}
    for who, agency in agencies.items():
        rows = [row for page in pages(world, "/desk", who) for row in json.loads(page)["items"]]
        assert {row["agency"] for row in rows} <= {agency}
    assert set(STAFF) >= agencies.keys()


def test_nothing_personal_is_in_what_staff_list(world: World, case: Told) -> None:
    for path in ("/cases", "/desk", "/licences"):
        told = world.get(path, "window").content.decode()
        assert "王小面" not in told
        assert "330802199003070" not in told
        assert "13800000001" not in told
