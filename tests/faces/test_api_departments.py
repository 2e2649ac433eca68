"""Urging, meetings, one outlet and figures by department over the API."""

from typing import Any

import pytest

from tests.faces.api_samples import OUTSIDERS, PLACE, Told, World

FOOD, SHOP, HEALTH = "food-licence", "individual-registration", "health-certificate"
WHERE = "Third floor, room 301"
CALL = {"about": "joint_review", "at": "2099-03-04T14:30:00+08:00", "where": WHERE}


@pytest.fixture
def handled(world: World) -> Told:
    told = world.act(world.submitted(), "accept", "window")
    assert told.status == 200, told.content
    return told


def test_a_unit_is_urged_and_answers_with_a_day(world: World, handled: Told) -> None:
    sent = world.act(handled, "urge", "supervisor", {"item": HEALTH, "about": "others_wait", "note": "Please."})
    assert sent.status == 200, sent.content
    again = world.act(sent, "urge", "supervisor", {"item": HEALTH, "about": "late"})
    assert (again.status, again["code"]) == (409, "urging.again_too_soon")
    cards = world.get("/cards?limit=100&state=open", "supervisor")["items"]
    [card] = [one for one in cards if one["case"] == handled["case"]]
    assert (card["colour"], card["agency"], card["expected"]) == ("urging", "health", None)
    other = world.act(sent, "urge", "market", {"item": HEALTH, "about": "late"})
    assert other["code"] == "authority.missing"
    unknown = world.act(sent, "urge", "supervisor", {"item": SHOP, "about": "Li Lei, 13800000001"})
    assert (unknown.status, unknown["code"]) == (422, "command.not_a_code")


def test_a_meeting_is_convened_listed_and_called_off(world: World, handled: Told) -> None:
    called = world.act(handled, "convene", "supervisor", CALL)
    assert called.status == 200, called.content
    listed = world.get("/meetings?side=convening&limit=100", "supervisor")["items"]
    mine = [one for one in listed if one["case"] == handled["case"]]
    assert {one["agency"] for one in mine} >= {"market_regulation", "health"}
    assert {one["answer"] for one in mine} == {"invited"}
    own = [one for one in world.get("/meetings?limit=100", "market")["items"] if one["case"] == handled["case"]]
    assert [one["agency"] for one in own] == ["market_regulation"]
    comes = {"meeting": "meeting-1", "agency": "market_regulation", "comes": True}
    answered = world.act(called, "answer-invitation", "market", comes)
    assert answered.status == 200, answered.content
    early = {"meeting": "meeting-1", "attended": [], "result": "agreed", "record": "r"}
    assert world.act(answered, "record-meeting", "supervisor", early)["code"] == "meeting.too_early"
    assert world.act(answered, "call-off-meeting", "supervisor", {"meeting": "meeting-1"}).status == 200
    after = world.get("/meetings?side=convening&limit=100", "supervisor")["items"]
    assert not [one for one in after if one["case"] == handled["case"]]
    events = world.get(f"/cases/{handled['case']}/events", "wang").content.decode()
    assert "meeting.convened" in events
    assert WHERE not in events


def test_results_are_handed_over_at_once(world: World, handled: Told) -> None:
    nothing = world.act(handled, "deliver-together", "window", {"way": "window"})
    assert (nothing.status, nothing["code"]) == (409, "delivery.nothing_ready")
    granted = world.act(handled, "decide", "market", {"item": SHOP, "grant": True})
    done = world.act(granted, "deliver-together", "window", {"way": "window"})
    assert done.status == 200, done.content


def test_figures_are_counted_within_reach(world: World, handled: Told) -> None:
    found = world.get("/figures/due", "supervisor")
    assert found.status == 200, found.content
    columns = {"late", "today", "next_day", "week", "later", "applicant", "no_date"}
    assert found["place"] == PLACE
    assert set(found["total"]) == columns
    for line in found["departments"]:
        assert line["total"] == sum(line["due"].values())
    health = next(one for one in found["departments"] if one["agency"] == "health")
    assert health["total"] >= 1
    assert world.get("/figures/due?place=330802000000", "supervisor").status == 200
    assert world.get("/figures/due?place=330100000000", "supervisor").status == 404
    assert world.get("/figures/due?place=33", "supervisor").status == 422


def test_figures_and_meetings_are_nobody_elses(world: World, handled: Told) -> None:
    world.act(handled, "convene", "supervisor", CALL)
    for who in ("wang", "market"):
        refused = world.get("/figures/due", who)
        assert (refused.status, refused["code"]) == (403, "authority.missing")
    for who in OUTSIDERS:
        for side in ("called", "convening"):
            told: Any = world.get(f"/meetings?limit=100&side={side}", who)
            assert handled["case"] not in [one["case"] for one in told["items"]]
    for who in ("chen", "no-roles"):
        assert world.get("/figures/due", who).status == 403
    elsewhere = world.get("/figures/due", "market-elsewhere")
    assert elsewhere.status == 403 or elsewhere.json.get("place") != PLACE
