"""Licences over the API: granted, found by their case, ended."""

from typing import Any

from tests.apps.licence_scenes import RUNNING, SIGN
from tests.faces.api_samples import Told, World
from yici.people.ids import new_id


def granted(world: World, until: str | None = "2026-06-30") -> Told:
    """This will hand in and grant a sign, and give the licence."""
    told = world.submitted(RUNNING)
    told = world.act(told, "accept", "city", {"items": [SIGN]})
    body = {"item": SIGN, "grant": True} | ({"valid_until": until} if until else {})
    told = world.act(told, "decide", "city", body)
    assert told.status == 200, told.content
    return of_case(world, told["case"])


def of_case(world: World, case: str) -> Told:
    rows = world.get("/licences?limit=100", "wang")["items"]
    return world.get(f"/licences/{next(row['id'] for row in rows if row['case'] == case)}", "wang")


def end(world: World, licence: Told, name: str, body: Any, who: str = "city", **headers: str) -> Told:
    sent = {"If_Match": f'"{licence["version"]}"', "Idempotency_Key": str(new_id()), **headers}
    return world.call("POST", f"/licences/{licence['id']}/{name}", who, body, **sent)
