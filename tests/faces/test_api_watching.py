"""Cards, ratings and simulated approval over the API."""

from typing import Any

import pytest

from tests.faces.api_samples import OUTSIDERS, Told, World

FOOD, SHOP = "food-licence", "individual-registration"
SENT = {"item": FOOD, "about": "slow", "red": True, "note": "Nobody answered the phone three times."}


@pytest.fixture
def handled(world: World) -> Told:
    told = world.act(world.submitted(), "accept", "window")
    told = world.act(told, "decide", "market", {"item": SHOP, "grant": True})
    assert told.status == 200, told.content
    return told


def cards_of(world: World, case: str, who: str = "supervisor", query: str = "") -> list[dict[str, Any]]:
    told = world.get(f"/cards?limit=100{query}", who)
    assert told.status == 200, told.content
    return [one for one in told["items"] if one["case"] == case]


def test_a_card_is_sent_listed_and_answered(world: World, handled: Told) -> None:
    case = handled["case"]
    sent = world.act(handled, "issue-card", "supervisor", SENT)
    assert sent.status == 200, sent.content
    [card] = cards_of(world, case, query="&state=open")
    assert (card["agency"], card["colour"], card["rule"]) == ("market_regulation", "red", 0)
    assert cards_of(world, case, "market", "&side=answering") == [card]
    assert cards_of(world, case, query="&side=sent&state=open") == [card]
    for who in ("market", "wang"):
        assert cards_of(world, case, who, "&side=sent") == []
    name = card["id"].partition("/")[2]
    empty = world.act(sent, "answer-card", "market", {"item": FOOD, "card": name, "note": " "})
    assert (empty.status, empty["code"]) == (422, "card.no_answer")
    answered = world.act(sent, "answer-card", "market", {"item": FOOD, "card": name, "note": "Done."})
    assert answered.status == 200, answered.content
    assert cards_of(world, case, query="&state=open") == []
    [after] = cards_of(world, case, query="&state=answered")
    assert after["answered_at"]
    again = world.act(answered, "answer-card", "market", {"item": FOOD, "card": name, "note": "Again."})
    assert (again.status, again["code"]) == (409, "card.not_open")
    kinds = {
        who: [one["kind"] for one in world.get(f"/cases/{case}/events", who)["items"]] for who in ("wang", "market")
    }
    assert {"card.issued", "card.answered"} <= {*kinds["market"]}
    assert not {"card.issued", "card.answered"} & {*kinds["wang"]}
    assert all(not one["cards"] for one in world.get(f"/cases/{case}", "wang")["approvals"])


def test_cards_and_ratings_are_nobody_elses(world: World, handled: Told) -> None:
    case = handled["case"]
    assert world.act(handled, "issue-card", "market", SENT)["code"] == "authority.missing"
    sent = world.act(handled, "issue-card", "supervisor", SENT)
    assert world.act(sent, "rate", "wang", {"level": 5}).status == 200
    for who in OUTSIDERS:
        for side in ("watching", "answering", "sent"):
            assert cards_of(world, case, who, f"&side={side}") == []
        assert case not in [one["case"] for one in world.get("/ratings", who)["items"]]
    assert world.get("/cards", "wang")["items"] == world.get("/ratings", "wang")["items"] == []


def test_a_case_is_rated_once_by_its_applicant(world: World, handled: Told) -> None:
    assert world.act(handled, "rate", "wang", {"level": 9})["code"] == "rating.level"
    told = world.act(handled, "rate", "wang", {"level": 5, "note": "Too slow.", "named": False})
    assert told.status == 200, told.content
    assert world.act(told, "rate", "wang", {"level": 1})["code"] == "rating.once"
    [row] = [one for one in world.get("/ratings", "supervisor")["items"] if one["case"] == handled["case"]]
    assert (row["level"], row["name"], row["by_name"]) == (5, None, False)
    assert "market_regulation" in row["agencies"]
    early = world.submitted()
    assert world.act(early, "rate", "wang", {"level": 1})["code"] == "rating.too_early"
