"""Hearings and recusal over the API: by whom, in which order, and what is refused by which name."""

from typing import Any

import pytest

from tests.apps.case_scenes import at
from tests.faces.api_samples import Told, World

FOOD = "food-licence"
DIGEST = "a" * 64
WHERE = "9:00, hearing room, second floor"


@pytest.fixture
def handled(world: World) -> Told:
    """A restaurant that is registered and whose food licence is handled since Monday 2 March."""
    told = world.act(world.submitted(), "accept", "window")
    told = world.act(told, "decide", "market", {"item": "individual-registration", "grant": True})
    assert told.status == 200, told.content
    return told


def act(world: World, told: Told, command: str, who: str, **body: Any) -> Told:
    answer = world.act(told, command, who, {"item": FOOD, **body})
    assert answer.status == 200, answer.content
    return answer


def refused(world: World, told: Told, command: str, who: str, **body: Any) -> tuple[int, str]:
    answer = world.act(told, command, who, {"item": FOOD, **body})
    return answer.status, answer["code"]


def hearing(world: World, case: str) -> Any:
    [food] = [one for one in world.get(f"/cases/{case}", "wang")["approvals"] if one["item"] == FOOD]
    return food


def test_a_hearing_from_the_offer_to_its_record(world: World, handled: Told) -> None:
    assert refused(world, handled, "request-hearing", "wang") == (409, "hearing.wrong_stage")
    told = act(world, handled, "offer-hearing", "market", note="The layout does not fit.")
    assert refused(world, told, "offer-hearing", "market") == (409, "hearing.offered_already")
    assert refused(world, told, "decide", "market", grant=True) == (409, "decision.hearing_open")
    told = act(world, told, "request-hearing", "wang")
    assert refused(world, told, "set-hearing", "market", on="2026-03-03", note=WHERE) == (422, "hearing.too_soon")
    assert refused(world, told, "set-hearing", "market", on="2026-03-20", note="") == (422, "hearing.no_place")
    told = act(world, told, "set-hearing", "market", on="2026-03-20", note=WHERE)
    assert refused(world, told, "hold-hearing", "market", minutes=DIGEST) == (409, "hearing.too_early")
    world.clock.on(at("2026-03-20", 15))
    assert refused(world, told, "hold-hearing", "market", minutes="") == (422, "hearing.no_minutes")
    told = act(world, told, "hold-hearing", "market", minutes=DIGEST, record="Both sides were heard by Zhang.")
    events = world.get(f"/cases/{told['case']}/events", "wang")["items"]
    kinds = [one["kind"] for one in events if one["kind"].startswith("hearing.")]
    assert kinds == ["hearing.offered", "hearing.requested", "hearing.set", "hearing.held"]
    bodies = str([one["body"] for one in events])
    assert DIGEST in bodies
    assert not any(words in bodies for words in ("Zhang", "does not fit", "second floor"))


NEIGHBOUR = {"name": "吴邻", "address": "3 幢 102 室", "note": "油烟管道正对其窗户", "until": "2026-03-10"}


def test_an_interested_party_is_told_and_heard_before_the_grant(world: World, handled: Told) -> None:
    early = NEIGHBOUR | {"until": "2026-03-03"}
    assert refused(world, handled, "tell-interested", "market", **early) == (422, "interested.too_soon")
    told = act(world, handled, "tell-interested", "market", **NEIGHBOUR)
    allowed = world.get(f"/cases/{told['case']}", "market")["allowed"]
    [offer] = [one for one in allowed if one["command"] == "hear-interested"]
    who = offer["on"].partition(":")[2]
    silent = {"interested": who, "answer": "silent", "proof": "signed:1"}
    assert refused(world, told, "hear-interested", "market", **silent) == (409, "interested.answer_not_now")
    views = {"interested": who, "answer": "views", "minutes": DIGEST, "record": "The flue must go."}
    told = act(world, told, "hear-interested", "market", **views)
    assert refused(world, told, "hear-interested", "market", **views) == (409, "interested.not_waiting")
    for reader in ("wang", "market"):
        bodies = str(world.get(f"/cases/{told['case']}/events", reader))
        assert who in bodies
        assert not any(words in bodies for words in ("吴邻", "102 室", "油烟", "flue"))


@pytest.mark.parametrize("who", ["fire", "other-item", "window", "chen", "wang"])
def test_only_who_may_hear_tells_others(world: World, handled: Told, who: str) -> None:
    assert world.act(handled, "tell-interested", who, {"item": FOOD} | NEIGHBOUR).status in (403, 404)


@pytest.mark.parametrize("who", ["fire", "other-item", "window", "chen"])
def test_only_who_may_hear_offers_a_hearing(world: World, handled: Told, who: str) -> None:
    assert world.act(handled, "offer-hearing", who, {"item": FOOD}).status in (403, 404)


def test_a_registration_has_no_hearing_on_record(world: World, handled: Told) -> None:
    answer = world.act(handled, "offer-hearing", "health", {"item": "health-certificate"})
    assert answer["code"] in ("hearing.not_known", "case.wrong_state")


def test_who_takes_whom_off(world: World, handled: Told) -> None:
    me, lead = str(world.users["market"]), str(world.users["lead"])
    assert refused(world, handled, "recuse", "market", officer=lead, reason="relative") == (403, "authority.missing")
    assert refused(world, handled, "recuse", "market", officer=me, reason="") == (422, "recusal.no_reason")
    told = act(world, handled, "recuse", "market", officer=me, reason="relative")
    assert refused(world, told, "suspend", "market", cause="testing", days=3) == (409, "authority.recused")
    assert refused(world, told, "recuse", "lead", officer=me, reason="relative") == (409, "recusal.recorded_already")
    told = act(world, told, "recuse", "lead", officer=str(world.users["other-item"]), reason="own_interest")
    told = act(world, told, "suspend", "lead", cause="testing", days=3)
    assert told.status == 200
