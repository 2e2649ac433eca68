"""Extending the limit of a decision over the API: done once, told to the applicant, and refused with its reason."""

from typing import Any

import pytest

from tests.faces.api_samples import Told, World

FOOD = "food-licence"
ASKED = {"item": FOOD, "days": 10, "approver": "Head, Zhang", "note": "The layout is compared with the site again."}


@pytest.fixture
def handled(world: World) -> Told:
    """A restaurant that is registered and whose food licence is handled since Monday 2 March."""
    told = world.act(world.submitted(), "accept", "window")
    told = world.act(told, "decide", "market", {"item": "individual-registration", "grant": True})
    assert told.status == 200, told.content
    return told


def legal(world: World, case: str) -> dict[str, Any]:
    [food] = [one for one in world.get(f"/cases/{case}", "wang")["approvals"] if one["item"] == FOOD]
    [found] = [one for one in food["deadlines"] if one["name"] == "legal"]
    return found


def test_the_limit_moves_once_and_the_case_says_by_how_much_and_by_what_text(world: World, handled: Told) -> None:
    before = legal(world, handled["case"])
    told = world.act(handled, "extend", "market", ASKED)
    assert told.status == 200, told.content
    after = legal(world, told["case"])
    assert (before["due"], after["due"]) == ("2026-03-30T16:00:00Z", "2026-04-14T16:00:00Z")
    assert after["extended"]["limit"]["amount"] == 10
    assert after["extended"]["source"] == "licensing-42"
    [event] = [one for one in world.get(f"/cases/{told['case']}/events", "wang")["items"] if "extended" in one["kind"]]
    assert "Zhang" not in str(event["body"])
    assert "layout" not in str(event["body"])
    again = world.act(told, "extend", "market", ASKED)
    assert (again.status, again["code"]) == (409, "extension.only_once")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"days": 11}, 422, "extension.days"),
        ({"days": 0}, 422, "extension.days"),
        ({"note": " "}, 422, "extension.no_reason"),
        ({"approver": ""}, 422, "extension.no_approver"),
        ({"note": None}, 422, "request.invalid"),
        ({"cause": "holidays"}, 422, "request.invalid"),
        ({"item": "individual-registration"}, 409, "case.wrong_state"),
        ({"item": "nothing"}, 403, "authority.missing"),
    ],
)
def test_what_the_law_does_not_allow_is_refused_by_name(
    world: World, handled: Told, changes: dict[str, Any], status: int, code: str
) -> None:
    told = world.act(handled, "extend", "market", ASKED | changes)
    assert (told.status, told["code"]) == (status, code), told.content


@pytest.mark.parametrize("who", ["window", "fire", "other-item"])
def test_only_whoever_may_extend_this_item_does(world: World, handled: Told, who: str) -> None:
    assert world.act(handled, "extend", who, ASKED).status in (403, 404)


def test_a_certificate_without_a_text_is_refused_naming_why(world: World, handled: Told) -> None:
    told = world.act(handled, "extend", "health", ASKED | {"item": "health-certificate"})
    assert (told.status, told["code"]) == (409, "extension.not_allowed"), told.content
    assert "no text" in told["remedy"]
