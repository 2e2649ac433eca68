"""What is published needs no token, may be kept for a minute, and is asked for only so often from one address."""

import pytest

from tests.faces.api_samples import BUNDLE, PLACE, SMALL, World
from yici.api import limits
from yici.api.v1 import catalogue

LISTED = "511602000000"
READ = [
    "/search?q=kfd", "/bundles", f"/bundles/{BUNDLE}", "/items?limit=3", "/items/food-licence", "/places",
    f"/places/{PLACE}", f"/places/{LISTED}/items?limit=3", f"/lists/{PLACE}", f"/lists/{LISTED}/share",
]  # fmt: skip
WISH = {"bundle": BUNDLE, "place": PLACE, "answers": SMALL}


@pytest.mark.parametrize("path", READ)
def test_who_reads_makes_no_difference(world: World, path: str) -> None:
    told = {world.get(path, who).content for who in (None, "wang", "window-only-case:read", "ended", "garbage")}
    assert len(told) == 1
    assert world.get(path).status == 200


@pytest.mark.parametrize("path", READ)
def test_what_somebody_has_already_is_not_sent_again(world: World, path: str) -> None:
    first = world.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    tag = first.headers["ETag"]
    for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = world.get(path, If_None_Match=held)
        assert (again.status, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert world.get(path, If_None_Match='"other"').content == first.content
    assert world.call("HEAD", path, If_None_Match=tag).status == 304


def test_what_is_somebody_s_own_is_kept_by_nobody_in_between(world: World) -> None:
    for path, who in (("/cases", "wang"), ("/desk", "window"), ("/releases", "wang"), ("/nothing", None)):
        told = world.get(path, who, If_None_Match="*")
        assert told.status in (200, 404)
        assert told.headers["Cache-Control"] == "no-store"


def test_a_plan_is_computed_for_everybody_and_kept_nowhere(world: World) -> None:
    told = world.call("POST", "/plans", None, WISH)
    assert (told.status, told.headers["Cache-Control"]) == (200, "no-store")
    assert told.content == world.call("POST", "/plans", "wang", WISH).content


def test_a_matter_whose_items_nobody_names_has_no_figures_and_no_day(world: World) -> None:
    plan = world.call("POST", "/plans", None, {"bundle": "school-enrolment", "place": PLACE, "answers": {}})["plan"]
    assert plan["items"] == []
    for side in ("before", "after"):
        burden = dict(plan["savings"][side])
        assert [reason["code"] for reason in burden.pop("unknown")] == ["burden.items_unknown"]
        assert set(burden.values()) == {None}
    finish = plan["schedule"]["finish"]
    assert (finish["day"], finish["not_before"], finish["reason"]["code"]) == (None, None, "schedule.items_unknown")


def test_an_address_asks_so_often_and_an_account_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = limits.ANONYMOUS.clock()
    monkeypatch.setattr(limits.ANONYMOUS, "clock", lambda: moment)
    for number in range(limits.ANONYMOUS.rate):
        assert world.get("/places", "garbage" if number % 2 else None).status == 200
    refused = world.get("/places")
    assert (refused.status, refused["code"]) == (429, "request.too_many")
    assert int(refused.headers["Retry-After"]) >= 1
    assert world.get("/places", "garbage").status == 429
    assert world.get("/places", "wang").status == 200


def test_a_matter_is_written_anew_when_another_definition_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = world.get(f"/bundles/{BUNDLE}")
    monkeypatch.setattr(catalogue, "questions_of", lambda *_: ["asked-by-an-item"])
    assert world.get(f"/bundles/{BUNDLE}").content == first.content
    monkeypatch.setattr(catalogue.catalogue, "state", lambda: "another")
    told = world.get(f"/bundles/{BUNDLE}")
    assert told["questions"] == ["asked-by-an-item"]
    assert told.headers["ETag"] != first.headers["ETag"]
    catalogue._kept.cache_clear()
