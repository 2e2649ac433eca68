"""Finding over the API: best first, page by page, filters, and whatever a caller writes."""

from urllib.parse import quote

import pytest

from tests.faces.api_samples import World
from yici.api.v1.paging import write_cursor


def found(world: World, query: str) -> list[tuple[str, str, str]]:
    told = world.get(f"/search?{query}", "wang")
    assert told.status == 200, told.content
    return [(one["kind"], one["id"], one["rank"]) for one in told["items"]]


def test_a_matter_is_found_by_initials_with_the_name_that_was_found(world: World) -> None:
    told = world.get("/search?q=bdc", "wang")
    assert told["likely"] is False
    assert told["next"] is None
    best = told["items"][0]
    assert (best["kind"], best["id"], best["rank"]) == ("bundle", "house-transfer-utilities", "initials_beginning")
    assert best["found_by"] == "不动产转移登记"
    assert best["themes"] == ["housing", "home_utilities"]


def test_filters_narrow(world: World) -> None:
    assert {kind for kind, _, _ in found(world, "q=%E7%99%BB%E8%AE%B0&kind=item")} == {"item"}
    themed = world.get("/search?theme=birth&limit=100", "wang")["items"]
    assert themed
    assert all("birth" in one["themes"] for one in themed)
    handled = world.get("/search?agency=tax", "wang")["items"]
    assert handled
    assert all("tax" in one["agencies"] for one in handled)
    everywhere = [one for one in found(world, "q=bdc") if one[0] != "listed"]
    assert found(world, "q=bdc&place=330800000000") == everywhere
    assert found(world, "q=bdc&place=511602000000") == found(world, "q=bdc")


def test_pages_join(world: World) -> None:
    path = f"/search?q={quote('登记')}"
    whole = world.get(f"{path}&limit=100", "wang")["items"]
    assert len(whole) > 6
    rows, cursor = [], ""
    while True:
        told = world.get(f"{path}&limit=3{cursor}", "wang")
        rows += told["items"]
        if told["next"] is None or len(rows) >= len(whole):
            break
        cursor = f"&cursor={told['next']}"
    assert rows[: len(whole)] == whole
    assert len({(one["kind"], one["id"]) for one in rows}) == len(rows)


def test_a_guess_says_so(world: World) -> None:
    told = world.get(f"/search?q={quote('开餐店')}", "wang")
    assert told["likely"] is True
    assert told["items"][0]["id"] == "open-restaurant"


@pytest.mark.parametrize("text", ["", "!!!", "😀", "'", "a:* | !b", "\\", "%", "x" * 10_000])
def test_whatever_is_asked_is_answered(world: World, text: str) -> None:
    assert world.get(f"/search?q={quote(text)}", "wang").status == 200


@pytest.mark.parametrize("key", ["item:\ud83d", "", "x" * 200, "' | ''"])
def test_a_cursor_of_somebody_else_is_no_fault(world: World, key: str) -> None:
    for number in ("0", "-1", "9" * 50, "32000"):
        cursor = write_cursor(number, number, number, key)[:400]
        assert world.get(f"/search?q=kd&cursor={cursor}", "wang").status in (200, 422)


REFUSED = [
    "kind=none",
    "place=33",
    "limit=0",
    "limit=101",
    "cursor=x",
    "q=a&q=b",
    "nothing=1",
    f"q={'x' * 10_001}",
    "q=%00",
]


@pytest.mark.parametrize("query", REFUSED)
def test_what_the_description_forbids_is_refused(world: World, query: str) -> None:
    assert world.get(f"/search?{query}", "wang").status == 422
