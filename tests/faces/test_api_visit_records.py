"""Records of visits over the API: nobody's word stands for another's, whatever program sends it."""

from typing import Any

import pytest

from tests.faces.api_courses import latest, recorded
from tests.faces.api_samples import OUTSIDERS, Told, World
from yici.people.ids import new_id

FOOD = "food-licence"


def visited(world: World) -> Told:
    """A case whose visit is set for today."""
    told = world.act(world.submitted(), "accept", "window")
    told = world.act(told, "decide", "market", {"item": "individual-registration", "grant": True})
    day = world.clock().date().isoformat()
    planned = {"visit": "v", "items": [FOOD], "on": day, "officers": there(world)}
    told = world.act(told, "plan-inspection", "lead", planned)
    assert told.status == 200, told.content
    return told


def there(world: World) -> list[str]:
    return [str(world.users[one]) for one in ("market", "lead")]


def sent(world: World, told: Told, who: str = "market", **but: Any) -> Told:
    return world.act(told, "record-inspection", who, {"visit": "v", "officers": there(world), **but})


def kinds(world: World, case: str) -> list[str]:
    return [one["kind"] for one in world.get(f"/cases/{case}/events", "wang")["items"]]


def test_a_record_waits_until_everybody_confirmed_with_their_own_token(world: World) -> None:
    told = visited(world)
    first = sent(world, told, note="店主在场")
    assert (first.status, first["state"], first["items"]) == (202, "waiting", [FOOD]), first.content
    assert first["confirmed"] == [str(world.users["market"])]
    assert "inspection.recorded" not in kinds(world, told["case"])
    [listed] = [one for one in world.get("/visit-records", "lead").json if one["id"] == first["id"]]
    assert listed["note"] == "店主在场"
    again = world.write(f"/visit-records/{first['id']}", "market", {"state": "confirmed"})
    assert (again.status, again["state"]) == (200, "waiting")
    for _ in range(2):
        done = world.write(f"/visit-records/{first['id']}", "lead", {"state": "confirmed"})
        assert (done.status, done["state"]) == (200, "done")
    assert kinds(world, told["case"]).count("inspection.recorded") == 1
    assert not [one for one in world.get("/visit-records", "lead").json if one["id"] == first["id"]]


def test_the_same_key_is_one_record_and_another_record_under_it_is_refused(world: World) -> None:
    told, key = visited(world), str(new_id())
    first, second = (sent_under(world, told, key) for _ in range(2))
    assert (first.status, second["id"]) == (202, first["id"])
    other = sent_under(world, told, key, note="别的")
    assert (other.status, other["code"]) == (409, "idempotency.key_reused")


def sent_under(world: World, told: Told, key: str, **but: Any) -> Told:
    body = {"visit": "v", "officers": there(world), **but}
    return world.act(told, "record-inspection", "market", body, Idempotency_Key=key)


def test_whoever_was_not_there_sends_nothing_and_confirms_nothing(world: World) -> None:
    told = visited(world)
    absent = sent(world, told, officers=[str(world.users["lead"]), str(world.users["fire"])])
    assert (absent.status, absent["code"]) == (422, "onsite.not_there")
    first = sent(world, told)
    for outsider in (*OUTSIDERS, "fire", "wang"):
        answer = world.write(f"/visit-records/{first['id']}", outsider, {"state": "confirmed"})
        assert answer.status in (403, 404), (outsider, answer.content)
    assert "inspection.recorded" not in kinds(world, told["case"])


def test_a_record_is_sent_back_by_the_other_and_made_anew(world: World) -> None:
    told = visited(world)
    first = sent(world, told)
    back = world.write(f"/visit-records/{first['id']}", "lead", {"state": "declined"})
    assert (back.status, back["state"]) == (200, "declined")
    late = world.write(f"/visit-records/{first['id']}", "lead", {"state": "confirmed"})
    assert (late.status, late["code"]) == (409, "onsite.over")
    assert recorded(world, told, "market", {"visit": "v"})["visits"][0]["recorded"]


def test_a_record_of_a_case_that_went_on_is_refused(world: World) -> None:
    told = visited(world)
    newer = world.act(told, "suspend", "market", {"item": FOOD, "cause": "appraisal", "days": 3})
    assert newer.status == 200, newer.content
    stale = sent(world, told)
    assert (stale.status, stale["code"]) == (412, "case.stale")
    assert latest(world, told["case"])["visits"][0]["recorded"] is False


@pytest.mark.parametrize("state", ["done", "waiting", ""])
def test_nobody_says_anything_else(world: World, state: str) -> None:
    first = sent(world, visited(world))
    assert world.write(f"/visit-records/{first['id']}", "lead", {"state": state}).status == 422
