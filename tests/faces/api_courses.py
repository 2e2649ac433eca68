"""How a restaurant goes on over the API: who decides what, looked at, as it stands."""

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
        told = world.act(told, "record-inspection", who, {"visit": visit["id"], "officers": OFFICERS})
        assert told.status == 200, told.content
    return told
