"""Mandates over the API: given, accepted, used by the header, taken back."""

import pytest

from tests.apps.case_scenes import person
from tests.faces.api_projects import acceptance
from tests.faces.api_samples import World
from yici.people.ids import new_id
from yici.people.queries import Profile, user_named
from yici.people.services import profile_set

BODY = {"acts": ["apply", "withdraw"], "everything": True, "until": "2026-12-31"}


@pytest.fixture(autouse=True)
def _named(world: World) -> None:
    """People whose accounts were checked."""
    for username in ("wang", "chen"):
        who = person(username)
        profile = Profile(name=who.name, id_number=who.id_number)
        profile_set(user_id=user_named(username).id, profile=profile, subject_id=new_id(), now=world.clock())


def given(world: World, **more: object):
    who = person("chen")
    return world.write("/mandates", "wang", BODY | {"agent": {"name": who.name, "identity": who.id_number}} | more)


def test_a_mandate_is_given_accepted_used_and_taken_back(world: World) -> None:
    made, case = given(world), acceptance(world)
    assert (made.status, made["version"]) == (201, 1)
    address = f"/mandates/{made['mandate']}"
    assert world.get(address, "market").status == 404
    assert (world.get(address, "chen")["party"], world.get(address, "chen")["principal"]) == ("agent", None)
    header = {"Mandate": made["mandate"]}
    assert world.call("GET", f"/cases/{case['case']}", "chen", None, **header).status == 404
    assert world.write(f"{address}/accept", "market", {}).status == 404
    assert world.write(f"{address}/accept", "chen", {}).status == 200
    assert world.get(address, "chen")["principal"] == person("wang").name
    seen = world.call("GET", f"/cases/{case['case']}", "chen", None, **header)
    assert seen.status == 200
    assert [one["command"] for one in seen["may"]] == ["withdraw"] if "may" in seen.json else True
    listed = world.call("GET", "/cases", "chen", None, **header)
    assert case["case"] in [one["id"] for one in listed["items"]]
    assert world.call("GET", "/cases", "market", None, **header).status == 404
    assert world.get(f"/cases/{case['case']}", "chen").status == 404
    sent = {"If_Match": seen.headers["ETag"], "Idempotency_Key": str(new_id()), **header}
    done = world.call("POST", f"/cases/{case['case']}/withdraw", "chen", {}, **sent)
    assert done.status == 200, done.content
    history = world.get(f"{address}/history", "wang")
    assert [one["act"] for one in history["items"]] == [None, None, "withdraw"]
    assert world.write(f"{address}/revoke", "wang", {}).status == 200
    assert world.call("GET", f"/cases/{case['case']}", "chen", None, **header).status == 404
    refused = world.call("GET", "/cases", "chen", None, **header)
    assert (refused.status, refused["code"]) == (409, "mandate.not_in_force")
    assert made["mandate"] in [one["id"] for one in world.get("/mandates", "wang")["items"]]
    assert world.get("/mandates?party=agent", "chen")["items"][0]["phase"] == "revoked"
    assert world.get(address, "chen")["principal"] is None


def test_what_makes_no_mandate_is_refused(world: World) -> None:
    for more, code in (
        ({"until": "2020-01-01"}, "mandate.period"), ({"everything": False}, "mandate.no_scope"),
        ({"agent": {"name": "x", "identity": "1"}}, "mandate.agent"), ({"agent": {}}, "mandate.agent"),
    ):  # fmt: skip
        told = given(world, **more)
        assert (told.status, told["code"]) == (422, code)
    assert world.write("/mandates", "window", BODY | {"agent": {}}).status == 404


def test_a_header_that_is_no_mandate_of_theirs_opens_nothing(world: World) -> None:
    case, made = acceptance(world), given(world)
    for header in ("x", str(new_id()), made["mandate"]):
        told = world.call("GET", f"/cases/{case['case']}", "market", None, Mandate=header)
        assert (told.status, told["code"]) == (404, "mandate.unknown")


@pytest.mark.parametrize("state", ["offered", "accepted", "revoked"])
def test_a_mandate_opens_cases_and_nothing_else_of_the_principals(world: World, state: str) -> None:
    made = given(world)
    for step, who in {"offered": [], "accepted": [("accept", "chen")], "revoked": [("revoke", "wang")]}[state]:
        assert world.write(f"/mandates/{made['mandate']}/{step}", who, {}).status == 200
    header, before = {"Mandate": made["mandate"]}, world.get("/projects", "wang")["items"]
    for path in ("/licences", "/projects", "/messages", f"/licences/{new_id()}"):
        told = world.call("GET", path, "chen", None, **header)
        assert (told.status, told["code"]) == (403, "mandate.out_of_scope"), path
    project = {"code": "2601-330803-04-01-123456", "name": "x", "place": "330800000000"}
    told = world.write("/projects", "chen", project, **header)
    assert (told.status, told["code"]) == (403, "mandate.out_of_scope")
    assert world.get("/projects", "wang")["items"] == before
