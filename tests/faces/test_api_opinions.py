"""Opinions over the API: asked, signed for, answered by the department alone, and the ledger of absence, paged."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import MONDAY, account, at
from tests.apps.opinion_scenes import CITY, FIRE, FOOD, asking_definitions, handled, noticed
from tests.apps.opinion_scenes import asked as asked_case
from tests.faces import desk_scene
from tests.faces.api_samples import YEAR, Clock, Told, World
from tests.faces.desk_scene import moment, people
from yici.api import auth, limits
from yici.api.v1 import public
from yici.cases.services import case_settle
from yici.domain.case import Case
from yici.domain.roles import SCOPES
from yici.people.ids import new_id
from yici.people.services import token_issue

__all__ = ["moment", "people"]
NAMES = ("market", "city", "fire", "window", "supervisor", "wang")


@pytest.fixture(autouse=True)
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    """The city's definitions ask two departments about a food licence."""
    monkeypatch.setattr(desk_scene, "definitions", asking_definitions)


@pytest.fixture
def api(asking: None, people: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The API of that city on Monday morning, with a token for each of its people."""
    clock = Clock()
    for module in (auth, public):
        monkeypatch.setattr(module, "now", clock)
    for bucket in (limits.ANONYMOUS, limits.ACCOUNTS):
        bucket.forget()
    users = {name: account(name) for name in NAMES}
    return World(clock, users, {name: _token(user) for name, user in users.items()})


def _token(user: UUID) -> str:
    told = {"scopes": SCOPES, "expires": MONDAY + YEAR, "now": MONDAY - YEAR + timedelta(days=300)}
    return token_issue(token_id=new_id(), user_id=user, name="t", **told).secret


def seen(api: World, case: Case, who: str) -> Told:
    return api.get(f"/cases/{case.id}", who)


def act(api: World, case: Case, name: str, who: str, body: dict[str, Any]) -> Told:
    return api.act(seen(api, case, "market"), name, who, {"item": FOOD, **body})


def stances(api: World, case: Case) -> dict[str, str]:
    [food] = [one for one in seen(api, case, "wang")["approvals"] if one["item"] == FOOD]
    return {one["agency"]: one["stance"] for one in food["opinions"]}


def test_a_department_is_asked_sees_it_at_its_desk_and_answers(api: World) -> None:
    case = handled()
    assert seen(api, case, "city").status == 404
    assert act(api, case, "ask-opinions", "market", {}).status == 200
    [row] = api.get("/desk", "city")["items"]
    assert (row["item"], row["agency"], row["asked"], row["tasks"]) == (FOOD, CITY, True, ["opine"])
    assert act(api, case, "confirm-notice", "city", {"agency": CITY, "proof": "signed:1"}).status == 200
    given = act(api, case, "give-opinion", "city", {"agency": CITY, "agrees": True, "note": "secret words"})
    assert given.status == 200, given.content
    assert stances(api, case) == {CITY: "agreed", FIRE: "asked"}
    events = api.get(f"/cases/{case.id}/events", "wang")["items"]
    assert "secret words" not in str(events)


def named(api: World, case: Case) -> list[str | None]:
    shown, [row], [line] = (
        seen(api, case, "city"),
        api.get("/desk", "city")["items"],
        api.get("/cases", "city")["items"],
    )
    return [shown["name"], row["name"], line["name"]]


def test_a_department_knows_the_name_as_long_as_it_owes_its_opinion(api: World) -> None:
    case = asked_case()
    assert all(named(api, case))
    assert act(api, case, "give-opinion", "city", {"agency": CITY, "agrees": True}).status == 200
    assert seen(api, case, "city")["name"] is None
    assert [row["name"] for row in api.get("/cases", "city")["items"]] == [None]
    assert [row["name"] for row in api.get("/desk", "city")["items"]] in ([], [None])
    for who in ("market", "window", "wang", "supervisor"):
        assert seen(api, case, who)["name"]
        assert api.get("/cases", who)["items"][0]["name"]


def test_the_plan_is_open_to_a_department_as_long_as_it_owes_its_opinion(api: World) -> None:
    case = asked_case()
    assert api.get(f"/cases/{case.id}/plan", "city").status == 200
    assert act(api, case, "give-opinion", "city", {"agency": CITY, "agrees": True}).status == 200
    told = api.get(f"/cases/{case.id}/plan", "city")
    assert (told.status, told["code"]) == (403, "case.only_asked")
    for who in ("market", "window", "wang", "supervisor"):
        assert api.get(f"/cases/{case.id}/plan", who).status == 200


REFUSED = [
    ("give-opinion", "market", {"agency": CITY, "agrees": True}, 403, "authority.missing"),
    ("give-opinion", "city", {"agency": FIRE, "agrees": True}, 403, "authority.missing"),
    ("give-opinion", "city", {"agency": CITY, "agrees": False}, 422, "opinion.grounds"),
    ("give-opinion", "wang", {"agency": CITY, "agrees": True}, 403, "authority.missing"),
    ("confirm-notice", "city", {"agency": FIRE, "proof": "signed:1"}, 403, "authority.missing"),
    ("confirm-notice", "market", {"agency": CITY, "proof": ""}, 422, "opinion.no_proof"),
    ("confirm-notice", "market", {"agency": CITY, "proof": "by hand, Zhang"}, 422, "command.not_a_code"),
    ("confirm-notice", "market", {"agency": "health", "proof": "signed:1"}, 409, "opinion.not_asked"),
    ("ask-opinions", "market", {"agencies": ["health"]}, 422, "opinion.not_planned"),
    ("ask-opinions", "market", {}, 409, "opinion.nobody_to_ask"),
    ("ask-opinions", "city", {}, 403, "authority.missing"),
    ("decide", "city", {"grant": True}, 403, "authority.missing"),
]


@pytest.mark.parametrize(("name", "who", "body", "status", "code"), REFUSED)
def test_what_is_not_allowed_is_refused_by_name(
    api: World, name: str, who: str, body: dict[str, Any], status: int, code: str
) -> None:
    told = act(api, asked_case(), name, who, body)
    assert (told.status, told["code"]) == (status, code), told.content


def test_the_ledger_is_paged_and_filtered_by_right(api: World) -> None:
    for number in (1, 2, 3):
        case = noticed(asked_case(number))
        case_settle(stream=UUID(case.id), now=at("2026-03-06"))
    api.clock.on(at("2026-03-06"))
    first = api.get("/absences?limit=2", "supervisor")
    assert first.status == 200, first.content
    rest = api.get(f"/absences?limit=2&cursor={first['next']}", "supervisor")
    keys = [one["key"] for one in (*first["items"], *rest["items"])]
    assert len(keys) == len(set(keys)) == 3
    [entry, *_] = first["items"]
    assert (entry["agency"], entry["law"], entry["proof"], entry["owed"]) == (
        CITY, "某市并联审批办法", "signed:r-1", True,
    )  # fmt: skip
    assert [len(api.get("/absences", who)["items"]) for who in ("city", "fire", "market", "window", "wang")] == [
        3, 0, 0, 0, 0,
    ]  # fmt: skip
    assert api.get("/absences?cursor=x", "supervisor")["code"] == "cursor.invalid"
    again = act(api, case, "give-opinion", "city", {"agency": CITY, "agrees": True})
    assert again.status == 200, again.content
    told = act(api, case, "give-opinion", "city", {"agency": CITY, "agrees": True})
    assert (told.status, told["code"]) == (409, "opinion.given_already")
