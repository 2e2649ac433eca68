"""The API for a city whose counties take in for each other: every list and address, as everybody who may not."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.apps.routing_scenes import CITY, FOOD, HEALTH, REGISTRATION, A, B
from tests.domain.planner_vocabulary import fact
from tests.faces.api_samples import Told, World
from yici.catalogue import queries as catalogue
from yici.domain.place import LocalItem

OTHERS = (
    "window-c",
    "window-elsewhere",
    "market-elsewhere",
    "other-agency",
    "other-item",
    "no-roles",
    "operator",
    "chen",
)
ASKED = ("", "/plan", "/events", "/receipt", "/readings")


@pytest.fixture(autouse=True)
def counties(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The city says that its counties handle two of the items and take in for each other; the third is the city's."""
    known = catalogue.current()
    said = {
        name: LocalItem(handled_at=fact(level, "Z04"), cross_region=fact("city", "Z04"))
        for name, level in ((FOOD, "county"), (REGISTRATION, "county"), (HEALTH, "city"))
    }
    city = replace(known.places[CITY], items=said, agencies={"health": "衢州市卫生健康委"})
    altered = replace(known, places={**known.places, CITY: city})
    monkeypatch.setattr(catalogue, "current", lambda: altered)
    monkeypatch.setattr(catalogue._known, "places", {})
    yield
    catalogue._known.places.clear()


@pytest.fixture
def told(world: World) -> Told:
    """A matter of county B, handed in at the window of county A."""
    answer = world.write("/cases", "window-a", world.application(place=B))
    assert answer.status == 201, answer.content
    return answer


def items(answer: Told) -> list[dict[str, Any]]:
    assert answer.status == 200, answer.content
    return list(answer["items"])


def desks(world: World, told: Told, who: str, query: str = "?sent_on=false") -> set[str]:
    """The items of the case on a desk, on whichever page: other tests fill desks as well."""
    found, cursor = set(), ""
    while cursor is not None:
        answer = world.get(f"/desk{query}&limit=100{cursor and f'&cursor={cursor}'}", who)
        found |= {row["item"] for row in items(answer) if row["case"] == told["case"]}
        cursor = answer["next"]
    return found


def test_a_case_says_where_each_item_is_handled_and_who_took_it_in(world: World, told: Told) -> None:
    for who in ("window-a", "window-b", "market-b", "window", "supervisor"):
        shown = world.get(f"/cases/{told['case']}", who)
        assert shown.status == 200, who
        assert shown["place"] == B
        assert shown["received"]["place"] == A
        assert {one["item"]: one["place"] for one in shown["approvals"]} == {FOOD: B, REGISTRATION: B, HEALTH: CITY}
    plan = world.get(f"/cases/{told['case']}/plan", "window-a")["plan"]
    seats = {one["item"]: (one["competent"]["place"], one["body"]) for one in plan["schedule"]["approvals"]}
    assert seats == {FOOD: (B, None), REGISTRATION: (B, None), HEALTH: (CITY, "衢州市卫生健康委")}


def test_lists_and_desks_are_those_of_who_handles_it_and_of_who_took_it_in(world: World, told: Told) -> None:
    everybody = ("window-a", "window-b", "market-b", "window", *OTHERS)
    listed = {who for who in everybody if told["case"] in {row["id"] for row in items(world.get("/cases", who))}}
    assert listed == {"window-a", "window-b", "market-b", "window"}
    assert {who: desks(world, told, who) for who in everybody if desks(world, told, who)} == {
        "window-b": {FOOD, REGISTRATION}, "market-b": {FOOD, REGISTRATION}, "window": {FOOD, REGISTRATION, HEALTH}
    }  # fmt: skip
    passed = {who: desks(world, told, who, "?sent_on=true") for who in everybody}
    assert {who: found for who, found in passed.items() if found} == {"window-a": {FOOD, REGISTRATION, HEALTH}}
    assert world.get("/desk?sent_on=perhaps", "window-a").status == 422


@pytest.mark.parametrize("what", ASKED)
def test_nobody_else_reads_anything_of_it(world: World, told: Told, what: str) -> None:
    address = f"/cases/{told['case']}{what}"
    assert world.get(address, "window-a").status == 200
    assert {who: world.get(address, who).status for who in OTHERS} == dict.fromkeys(OTHERS, 404)


def test_the_window_that_took_it_in_hands_over_and_decides_nothing(world: World, told: Told) -> None:
    decision = {"item": REGISTRATION, "grant": True}
    for name, body in (("accept", {}), ("decide", decision), ("withdraw", {})):
        assert world.act(told, name, "window-a", body).status == 403
        assert {world.act(told, name, who, body).status for who in OTHERS} == {404}
    accepted = world.act(told, "accept", "window-b", {"items": [REGISTRATION]})
    assert accepted.status == 200
    decided = world.act(accepted, "decide", "market-b", decision)
    assert decided.status == 200
    handed_over = {"item": REGISTRATION, "way": "window"}
    assert world.act(decided, "deliver", "window-c", handed_over).status == 404
    assert world.act(decided, "deliver", "window-a", handed_over).status == 200


def test_a_window_outside_is_told_who_is_competent(world: World) -> None:
    refused = world.write("/cases", "window-elsewhere", world.application(place=B))
    assert (refused.status, refused["code"]) == (403, "receiving.not_here")
    assert refused["params"]["place"] in (B, CITY)
    assert refused["remedy"]


def test_what_a_person_hands_in_online_has_no_window(world: World) -> None:
    told = world.write("/cases", "wang", world.application(place=B))
    assert world.get(f"/cases/{told['case']}", "wang")["received"] is None
    assert world.get(f"/cases/{told['case']}", "window-a").status == 404


def test_seeing_it_costs_no_more_statements_than_any_case(
    world: World, told: Told, django_assert_max_num_queries
) -> None:
    for address in (f"/cases/{told['case']}", "/cases", "/desk?sent_on=true"):
        world.get(address, "window-a")
        with django_assert_max_num_queries(3):
            world.get(address, "window-a")
