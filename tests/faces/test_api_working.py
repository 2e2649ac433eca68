"""Drafts of definitions over the API: for editors only, whole files, nothing overwritten unseen."""

from typing import Any

import pytest

from tests.faces.api_samples import World

DRAFTS = "/working-drafts"
FILE = "items/api-made.yaml"
TEXT = "# 说明\nformat: 1\nkind: item\nid: api-made\n"


def begun(world: World, key: str | None = None) -> Any:
    return world.write(DRAFTS, "editor", {"name": "接口", "files": {FILE: TEXT}}, key=key)


def test_an_editor_begins_reads_and_changes_a_draft(world: World) -> None:
    made = begun(world, key="once-and-again")
    assert made.status == 201
    assert begun(world, key="once-and-again")["draft"]["id"] == made["draft"]["id"]
    shown = world.get(f"{DRAFTS}/{made['draft']['id']}", "editor2")
    assert shown["files"] == {FILE: TEXT}
    assert not shown["sound"]
    assert {one["file"] for one in shown["faults"]} == {FILE}
    assert made["draft"]["id"] in [one["id"] for one in world.get(DRAFTS, "editor2")["items"]]
    to, body = f"{DRAFTS}/{made['draft']['id']}/files", {"files": {FILE: TEXT + "name: 名\n"}}
    changed = world.call("PUT", to, "editor2", body, **{"Idempotency-Key": "a", "If-Match": '"1"'})
    assert (changed.status, changed["draft"]["step"]) == (200, 2)
    again = world.call("PUT", to, "editor2", body, **{"Idempotency-Key": "a", "If-Match": '"1"'})
    assert (again.status, again["draft"]["step"]) == (200, 2)
    other = {"files": {FILE: None}}
    stale = world.call("PUT", to, "editor", other, **{"Idempotency-Key": "b", "If-Match": '"1"'})
    assert (stale.status, stale["code"]) == (409, "working.changed_meanwhile")
    assert world.call("PUT", to, "editor", other, **{"Idempotency-Key": "c"}).status == 428


@pytest.mark.parametrize("files", [{"../x.yaml": "a"}, {"x": "a"}, {"items/x.yaml": "a\x00"}, {"items/x.yaml": 5}])
def test_wrong_files_are_refused(world: World, files: Any) -> None:
    told = world.write(DRAFTS, "editor", {"name": "x", "files": files})
    assert told.status in (400, 422)


@pytest.mark.parametrize("who", ["wang", "no-roles", "operator", "window", "lead", "market-elsewhere"])
def test_nobody_else_learns_of_drafts(world: World, who: str) -> None:
    draft = begun(world)["draft"]["id"]
    headers = {"Idempotency-Key": "d", "If-Match": '"1"'}
    for told in (
        world.get(DRAFTS, who), world.get(f"{DRAFTS}/{draft}", who),
        world.write(DRAFTS, who, {"name": "x", "files": {}}),
        world.call("PUT", f"{DRAFTS}/{draft}/files", who, {"files": {FILE: ""}}, **headers),
    ):  # fmt: skip
        assert (told.status, told["code"]) == (403, "authority.missing")
    assert world.get(f"{DRAFTS}/01a00000-0000-7000-8000-000000000000", "editor")["code"] == "working.unknown"
    assert world.get(DRAFTS, "window-only-case:read")["code"] == "token.scope"
