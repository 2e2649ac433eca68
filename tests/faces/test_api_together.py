"""Deeds with several approvals over the API, and the visits of some days: bounded, one's own, asked once."""

from datetime import date
from uuid import UUID

import pytest

from tests.faces.api_samples import OUTSIDERS, SMALL, World
from yici.cases.batch_running import batch_run
from yici.people.ids import new_id

FOOD = "food-licence"


def asked(world: World, count: int = 2, **but: object) -> dict[str, object]:
    told = [world.submitted(SMALL) for _ in range(count)]
    approvals = [{"case": one["case"], "item": FOOD, "version": one["version"]} for one in told]
    return {"deed": "accept", "approvals": approvals} | but


def test_a_look_then_a_batch_then_what_came_of_it(world: World) -> None:
    body = asked(world)
    look = world.write("/batches/preview", "window", body)
    assert look.status == 200, look.content
    assert all(one["may"] for one in look.json)
    first = world.write("/batches", "window", body)
    assert (first.status, first["state"], first["total"]) == (202, "waiting", 2), first.content
    assert batch_run(now=world.clock(), batch_id=UUID(first["id"])) is not None
    done = world.get(f"/batches/{first['id']}", "window")
    assert (done["state"], [line["state"] for line in done["lines"]]) == ("done", ["done", "done"])
    again = world.write("/batches", "window", body)
    assert again["id"] != first["id"]
    assert batch_run(now=world.clock(), batch_id=UUID(again["id"])) is not None
    left = world.get(f"/batches/{again['id']}", "window")
    assert {line["code"] for line in left["lines"]} == {"bulk.not_now"}


def test_the_same_key_asks_once(world: World) -> None:
    key, body = str(new_id()), asked(world)
    first, again = (world.write("/batches", "window", body, key=key) for _ in range(2))
    assert (first.status, again["id"]) == (202, first["id"])
    other = world.write("/batches", "window", body | {"deed": "grant"}, key=key)
    assert (other.status, other["code"]) == (409, "idempotency.key_reused")
    stopped = world.write(f"/batches/{first['id']}", "window", {"state": "stopped"})
    assert (stopped.status, stopped["state"]) == (200, "stopped")


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_a_batch_is_its_askers_own(world: World, outsider: str) -> None:
    first = world.write("/batches", "window", asked(world))
    if outsider != "window":
        assert world.get(f"/batches/{first['id']}", outsider).status in (401, 403, 404)
    world.write(f"/batches/{first['id']}", "window", {"state": "stopped"})


def test_visits_are_listed_by_days_within_bounds(world: World) -> None:
    day = world.clock().date().isoformat()
    assert world.get(f"/visits?since={day}&until={day}", "market").status == 200
    far = date(2031, 1, 1).isoformat()
    assert world.get(f"/visits?since={day}&until={far}", "market").status == 422
