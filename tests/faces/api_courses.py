"""How a restaurant goes on over the API: who decides what, looked at, as it stands."""

from typing import Any

from tests.faces.api_samples import Told, World

OFFICERS = ["officer-1", "officer-2"]
DECIDERS = {
    "individual-registration": "market",
    "food-licence": "market",
    "fire-check": "fire",
    "outdoor-sign": "city",
    "health-certificate": "health",
    "lease-filing": "housing",
}


def latest(world: World, case: str) -> Told:
    return world.get(f"/cases/{case}", "wang")


def inspected(world: World, told: Told, case: str) -> Told:
    plan = world.get(f"/cases/{case}/plan", "lead")["plan"]
    day = world.clock().date().isoformat()
    for visit in plan["schedule"]["visits"]:
        who = "lead" if set(visit["agencies"]) == {"market_regulation"} else DECIDERS[visit["items"][0]]
        planned = {"visit": visit["id"], "items": visit["items"], "on": day, "officers": OFFICERS}
        told = world.act(told, "plan-inspection", who, planned)
        assert told.status == 200, told.content
        told = recorded(world, latest(world, case), who, {"visit": visit["id"]})
    return told


def recorded(world: World, told: Told, who: str, body: dict[str, Any]) -> Told:
    """This will record a visit as one of two who were there, confirmed by the other; it gives the case after it."""
    other = "lead" if who != "lead" else "market"
    there = [str(world.users[one]) for one in (who, other)]
    sent = world.act(told, "record-inspection", who, {**body, "officers": there})
    assert (sent.status, sent["state"], sent["confirmed"]) == (202, "waiting", there[:1]), sent.content
    done = world.write(f"/visit-records/{sent['id']}", other, {"state": "confirmed"})
    assert (done.status, done["state"]) == (200, "done"), done.content
    return latest(world, sent["case"])
