"""What publishing a catalogue and loading places index, in the same transaction."""

from datetime import UTC, datetime

import pytest

from tests.apps.case_scenes import forget_everything_kept
from tests.apps.catalogue_files import ITEM, altered_files, definitions, swapped, town
from tests.apps.people_samples import CITY, COUNTY, PROVINCE, ROWS, written
from yici.catalogue.services import catalogue_index, catalogue_publish, release_add
from yici.catalogue.store import newest
from yici.domain.error import Conflict
from yici.domain.event import Actor
from yici.people.load import load_places
from yici.search import store
from yici.search.entry import KINDS, Entry
from yici.search.places import places_index
from yici.search.queries import Asked, find
from yici.search.services import entries_replace

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _forgotten():
    """What this process keeps of a catalogue goes with the database of the test."""
    forget_everything_kept()
    yield
    forget_everything_kept()


def titles(text: str) -> list[str]:
    return [hit.title for group in find(Asked(text, kinds=("item",))).groups for hit in group.hits]


def publish_newer(reading):
    """This will put a newer state over the first, as releasing a proposal does."""
    actor = Actor(kind="staff", id="op", role="operator", channel="cli")
    release_add(reading.files, newest(), way="calendar", actor=actor, now=NOW)


def test_publishing_indexes_what_it_publishes_and_takes_out_what_it_drops():
    catalogue_publish(reading=town(), actor="op", now=NOW)
    assert titles("食品") == ["食品经营许可"]
    assert [hit.id for hit in find(Asked("kd", kinds=("bundle",))).groups[0].hits] == ["open"]
    publish_newer(town(item=swapped(ITEM, "食品经营许可", "饮食经营许可")))
    assert titles("食品") == []
    assert titles("饮食") == ["饮食经营许可"]
    assert titles("市监局") == ["饮食经营许可"]


def test_a_release_that_fails_leaves_what_was_indexed(monkeypatch):
    catalogue_publish(reading=town(), actor="op", now=NOW)

    def conflict(*_, **__):
        raise Conflict("catalogue.published_meanwhile")

    monkeypatch.setattr("yici.catalogue.store.add_release", conflict)
    with pytest.raises(Conflict):
        publish_newer(town(item=swapped(ITEM, "食品经营许可", "饮食经营许可")))
    assert titles("食品") == ["食品经营许可"]


def test_what_was_published_before_can_be_indexed_again():
    catalogue_publish(reading=town(), actor="op", now=NOW)
    store.drop(store.digests(KINDS))
    assert catalogue_index() == 2
    assert titles("食品") == ["食品经营许可"]


def test_a_place_calls_an_item_by_a_name_of_its_own():
    reading = definitions()
    catalogue_publish(
        reading=altered_files(reading, "place:330800000000", items={"food-licence": {"name": "小馆子开张证"}}),
        actor="op", now=NOW,
    )  # fmt: skip
    assert titles("小馆子") == ["食品经营许可核发（餐饮服务）"]


def test_loading_places_indexes_them_down_to_the_counties(tmp_path):
    load_places(files=[written(tmp_path, ROWS)])
    groups = find(Asked("jiangshan", kinds=("place",))).groups
    assert [(hit.id, hit.title, hit.detail) for hit in groups[0].hits] == [(COUNTY, "江山市", "浙江省衢州市江山市")]
    assert find(Asked("Zhejiang", kinds=("place",))).groups[0].hits[0].id == PROVINCE
    assert not find(Asked("贺村镇", kinds=("place",)))
    load_places(files=[written(tmp_path, [*ROWS[:2], (COUNTY, "江海市", "3", CITY)])])
    assert not find(Asked("jiangshan", kinds=("place",)))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("衢州", [CITY, COUNTY]),
        ("浙江衢州", [CITY, COUNTY]),
        ("quzhou city", [CITY, COUNTY]),
        ("qz", [CITY, COUNTY]),
        ("衢州市江山", [COUNTY]),
    ],
)
def test_a_place_is_found_short_and_in_full(tmp_path, text, codes):
    load_places(files=[written(tmp_path, ROWS)])
    assert [hit.id for hit in find(Asked(text, kinds=("place",))).groups[0].hits] == codes


def test_a_named_place_is_told_beside_the_matter(tmp_path):
    load_places(files=[written(tmp_path, ROWS)])
    entries_replace(kinds=("item",), entries=[Entry("item", "x", "开饭店")])
    found = find(Asked("我想在衢州开个饭店", grouped=True))
    assert (found.place, found.likely) == (CITY, False)
    assert [[hit.title for hit in group.hits] for group in found.groups] == [[], ["开饭店"], [], ["衢州市"]]


def test_an_instance_of_before_is_indexed_when_it_is_brought_up_to_date(tmp_path):
    load_places(files=[written(tmp_path, ROWS)])
    store.drop(store.digests(KINDS))
    assert load_places(files=[written(tmp_path, ROWS)]).changed == 0
    assert not find(Asked("衢州"))
    assert places_index() == 3
    assert find(Asked("衢州"))
