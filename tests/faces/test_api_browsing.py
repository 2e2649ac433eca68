"""Browsing through the API: basic items, a place's own list, and the at-most-once list with its share."""

from typing import Any

import pytest

from tests.faces.api_samples import World

LISTED = "511602000000"


def walked(world: World, path: str) -> list[dict[str, Any]]:
    rows, cursor = [], ""
    while True:
        told = world.get(f"{path}{'&' if '?' in path else '?'}limit=100{cursor}", "wang")
        assert told.status == 200, told.content
        rows += told["items"]
        if told["next"] is None:
            return rows
        cursor = f"&cursor={told['next']}"


def test_basic_items_are_narrowed_by_each_of_their_headings(world: World) -> None:
    everything = walked(world, "/items")
    ids = [one["id"] for one in everything]
    assert ids == sorted(ids)
    assert len(ids) == len(set(ids)) > 90
    for key, held in (("theme", "themes"), ("type", "types"), ("tier", "tiers")):
        value = next(one[held][0] for one in everything if one[held])
        assert walked(world, f"/items?{key}={value}") == [one for one in everything if value in one[held]]
    agency = everything[0]["agency"]
    assert walked(world, f"/items?agency={agency}") == [one for one in everything if one["agency"] == agency]
    assert walked(world, "/items?theme=nothing") == []


def test_a_place_s_own_list_is_given_whole_and_with_its_own_numbers(world: World) -> None:
    rows = walked(world, f"/places/{LISTED}/items")
    assert len(rows) == len({one["code"] for one in rows}) == 1135
    assert {one["type_name"] for one in rows if one["type"] == "20"} == {"公共服务"}
    bureau = walked(world, f"/places/{LISTED}/items?department=区烟草专卖局&type=1")
    assert bureau == [one for one in rows if (one["department"], one["type"]) == ("区烟草专卖局", "1")]
    assert bureau


def test_the_share_agrees_with_the_list_that_it_is_of(world: World) -> None:
    for place in (LISTED, "330800000000"):
        rows = walked(world, f"/lists/{place}")
        told = world.get(f"/lists/{place}/share", "wang").json
        share = told["share"]
        assert share["total"] == len(rows) == sum(one["share"]["total"] for one in told["departments"])
        assert share["unknown"] == sum(one["coming"] == "unknown" for one in rows)
        assert share["at_most_once"] == sum(one["coming"] in ("none", "once") for one in rows)
        assert all(one["reasons"] for one in rows)
    assert (told["level"], share["known"]) == (2, 0)


@pytest.mark.parametrize("path", ["/lists/110000000000", "/lists/110000000000/share", "/places/330800000000/items"])
def test_a_place_without_a_list_says_so(world: World, path: str) -> None:
    told = world.get(path, "wang")
    assert (told.status, told["code"]) == (404, "list.unknown")
