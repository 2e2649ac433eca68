"""Releases for everybody with a token, proposals for editors only."""

from typing import Any

import pytest
from django.test import override_settings

from tests.apps.catalogue_files import altered_files, definitions
from tests.apps.changes_prepared import prepared
from tests.faces.api_samples import MONDAY, PLACE, World
from yici.catalogue import queries
from yici.catalogue.proposals import proposal_make, proposal_release
from yici.domain.event import Actor
from yici.people.ids import new_id
from yici.people.queries import grants_of


def asked(world: World, who: str) -> dict[str, Any]:
    actor = Actor(kind="staff", id=str(world.users[who]), role="catalogue_editor", channel="cli")
    return {"actor": actor, "grants": grants_of(world.users[who], MONDAY), "place": PLACE, "now": MONDAY}


@pytest.fixture
def proposed(world: World) -> int:
    """A proposal of the first editor; the name is another one each time, for these tests commit."""
    queries.refresh()
    reading = altered_files(definitions(), "item:food-licence", name_en=f"Food licence {new_id()}")
    change = prepared(reading, MONDAY)
    return proposal_make(proposal_id=new_id(), change=change, note="内部说明", **asked(world, "editor"))


def test_editors_see_proposals_with_what_they_change_and_do(world: World, proposed: int) -> None:
    told = world.get(f"/proposals/{proposed}", "editor2")
    assert told.status == 200
    assert (told["proposal"]["state"], told["proposal"]["author"]) == ("open", str(world.users["editor"]))
    assert {one["subject"] for one in told["differences"]} == {"item:food-licence"}
    assert [one["bundle"] for one in told["effects"]["bundles"]] == ["open-restaurant"]
    assert proposed in [one["number"] for one in world.get("/proposals", "editor2")["items"]]


@pytest.mark.parametrize("who", ["wang", "no-roles", "operator", "window", "lead", "market-elsewhere"])
def test_nobody_else_learns_what_is_proposed(world: World, proposed: int, who: str) -> None:
    for path in ("/proposals", f"/proposals/{proposed}", "/proposals/999999"):
        told = world.get(path, who)
        assert (told.status, told["code"]) == (403, "authority.missing")
        assert "内部说明" not in told.content.decode()


def test_an_editor_of_another_place_is_nobody_here(world: World, proposed: int) -> None:
    with override_settings(YICI_PLACE="330000000000"):
        assert world.get("/proposals", "editor2").status == 403
    with override_settings(YICI_PLACE=PLACE):
        assert world.get("/proposals", "editor2").status == 200


def test_the_scope_is_needed_beside_the_role(world: World) -> None:
    assert world.get("/proposals", "window-only-case:read")["code"] == "token.scope"
    assert world.get("/proposals").status == 401


def test_a_release_is_listed_without_the_names_of_those_who_made_it(world: World, proposed: int) -> None:
    base = queries.proposal(proposed).base
    # What other tests released before is taken back by this one, which starts from the files.
    intended = world.get(f"/proposals/{proposed}", "editor")["differences"]
    number = proposal_release(number=proposed, **asked(world, "editor2")).number
    rows = world.get("/releases", "wang")["items"]
    assert [row["number"] for row in rows] == list(range(number, 0, -1))
    assert rows[0].keys() == {"number", "digest", "published_at", "way"}
    assert (rows[0]["way"], rows[-1]["way"]) == ("proposal", "bootstrap")
    first = world.get("/releases?limit=1", "wang")
    rest = world.get(f"/releases?limit=1&cursor={first['next']}", "wang")
    assert rest["items"][0]["number"] == number - 1
    found = world.get(f"/releases/{number}/differences", "wang")
    assert (found["old"], found["new"]) == (base, number)
    assert found["differences"] == intended
    assert "Item.name_en" in [one["params"]["what"] for one in intended]
    assert world.get(f"/releases/{number}/differences?since={number}", "wang")["differences"] == []
    for wrong in (f"/releases/{number + 5}/differences", f"/releases/{number}/differences?since={number + 5}"):
        assert (world.get(wrong, "wang").status, world.get(wrong, "wang")["code"]) == (404, "release.unknown")
    assert world.get("/proposals/999999", "editor")["code"] == "proposal.unknown"


def test_what_differs_between_releases_comes_in_pages(world: World) -> None:
    queries.refresh()
    reading = altered_files(
        definitions(), "item:food-licence", name_en=f"Food licence {new_id()}", notes=(f"{new_id()}", f"{new_id()}")
    )
    change = prepared(reading, MONDAY)
    made = proposal_make(proposal_id=new_id(), change=change, note="", **asked(world, "editor"))
    number = proposal_release(number=made, **asked(world, "editor2")).number
    path = f"/releases/{number}/differences"
    whole = world.get(path, "wang")
    assert len(whole["differences"]) > 1
    assert whole["next"] is None
    seen, cursor = [], ""
    while cursor is not None:
        page = world.get(f"{path}?limit=1{cursor}", "wang")
        assert len(page["differences"]) == 1
        seen += page["differences"]
        cursor = page["next"] and f"&cursor={page['next']}"
    assert seen == whole["differences"]
    assert world.get(f"{path}?cursor=%2B", "wang")["code"] == "cursor.invalid"
