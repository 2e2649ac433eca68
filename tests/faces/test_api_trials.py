"""What-if over the API: asked for as a job, bounded, one's own, and called a model."""

import pytest

from tests.faces.api_courses import DECIDERS, inspected, latest
from tests.faces.api_samples import OUTSIDERS, PLACE, SMALL, Told, World
from yici.oversight.models import Trial
from yici.oversight.services import trial_run
from yici.people.ids import new_id

ASKED = {"place": PLACE, "policy": {"parallel": False}}


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    Trial.objects.all().delete()


def decided(world: World) -> Told:
    told = world.submitted(SMALL)
    case = told["case"]
    assert world.act(told, "accept", "window").status == 200
    while waiting := [one["item"] for one in latest(world, case)["approvals"] if one["status"] == "handling"]:
        now = latest(world, case)
        ready = [one for one in waiting if one != "food-licence"]
        if not ready:
            inspected(world, now, case)
            ready = waiting
        done = world.act(latest(world, case), "decide", DECIDERS[ready[0]], {"item": ready[0], "grant": True})
        assert done.status == 200, done.content
    return latest(world, case)


def test_it_is_asked_for_run_elsewhere_and_read_until_it_is_done(world: World) -> None:
    decided(world)
    asked = world.write("/whatif", "supervisor", ASKED | {"limits": {"food-licence": 0}, "bundle": "open-restaurant"})
    assert (asked.status, asked["state"], asked["result"]) == (202, "waiting", None), asked.content
    assert asked.headers["Location"] == f"/api/v1/whatif/{asked['id']}"
    assert asked["total"] >= 1
    assert trial_run(now=world.clock()) is not None
    done = world.get(f"/whatif/{asked['id']}", "supervisor")
    assert (done["state"], done["looked_at"]) == ("done", asked["total"])
    result = done["result"]
    assert result["model"] is True
    assert result["looked_at"] == result["compared"] + sum(result["lacking"].values())
    assert result["compared"] >= 1
    assert {"days_median", "visits", "papers", "late"} <= result["after"].keys()
    for one in result["worst"]:
        assert world.get(f"/cases/{one['case']}", "supervisor").status == 200
    assert all(one["after"] != one["before"] for one in result["worst"])
    listed = world.get("/whatif", "supervisor")
    assert [(one["id"], one["result"]) for one in listed["items"]] == [(asked["id"], None)]


def test_the_same_key_asks_once(world: World) -> None:
    key = str(new_id())
    first, again = (world.write("/whatif", "supervisor", ASKED, key=key) for _ in range(2))
    assert (first.status, again["id"]) == (202, first["id"])
    other = world.write("/whatif", "supervisor", ASKED | {"most": 5}, key=key)
    assert (other.status, other["code"]) == (409, "idempotency.key_reused")
    busy = world.write("/whatif", "supervisor", ASKED)
    assert (busy.status, busy["code"]) == (409, "whatif.busy")
    assert Trial.objects.count() == 1


@pytest.mark.parametrize("who", [*OUTSIDERS, "window", "market", "lead", "editor", "surveyor", "wang"])
def test_nobody_else_asks_lists_or_reads(world: World, who: str) -> None:
    asked = world.write("/whatif", "supervisor", ASKED)
    for told in (
        world.write("/whatif", who, ASKED),
        world.get("/whatif", who),
        world.get(f"/whatif/{asked['id']}", who),
    ):
        assert (told.status, told["code"]) == (403, "authority.missing")
    assert Trial.objects.count() == 1


def test_without_a_token_or_its_scope_nothing_is_answered(world: World) -> None:
    assert world.get("/whatif").status == 401
    assert world.get("/whatif", "window-only-case:submit")["code"] == "token.scope"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"place": PLACE}, 409),
        ({"place": "330100000000", "policy": {"parallel": False}}, 403),
        (ASKED | {"policy": {"speed": False}}, 422),
        (ASKED | {"limits": {"food-licence": 366}}, 422),
        (ASKED | {"limits": {"no-such": 3}}, 422),
        (ASKED | {"limits": {f"item-{n}": 3 for n in range(51)}}, 422),
        (ASKED | {"most": 0}, 422),
        (ASKED | {"most": 10**9}, 422),
        (ASKED | {"since": "2026-03-02", "until": "2026-03-01"}, 422),
        (ASKED | {"since": "yesterday"}, 422),
        (ASKED | {"release": "no-such"}, 404),
        (ASKED | {"speed": 1}, 422),
    ],
)
def test_what_cannot_be_tried_is_refused_and_nothing_waits(world: World, body: dict[str, object], status: int) -> None:
    told = world.write("/whatif", "supervisor", body)
    assert told.status == status, told.content
    assert not Trial.objects.exists()


def test_an_unknown_one_is_not_there(world: World) -> None:
    told = world.get(f"/whatif/{new_id()}", "supervisor")
    assert (told.status, told["code"]) == (404, "whatif.unknown")
