"""What a place takes over from the places above it: whose word is the nearest, and that files have no order."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.planner_vocabulary import days, fact
from yici.domain.catalogue import Catalogue, calendar_names, place_at
from yici.domain.checking.places import check_place
from yici.domain.clock import Limit
from yici.domain.fact import UNKNOWN, Source
from yici.domain.inheritance import ITS_OWN, chain_of, inherited
from yici.domain.item import Item, MaterialUse
from yici.domain.place import LocalItem, PlaceDefinition, Spared
from yici.domain.vocabulary import Material

PROVINCE, CITY, COUNTY, TOWN, VILLAGE = "330000000000", "330800000000", "330881000000", "330881121000", "330881121201"
NEXT_COUNTY = "330802000000"
DOG = "dog"
AGENCY_OF = {DOG: "police"}
GUIDE = Source("guide", "指南", "official")


def place(code: str, dog: LocalItem | None = None, **more: Any) -> PlaceDefinition:
    return PlaceDefinition(code, f"地方 {code}", items={DOG: dog} if dog else {}, **more)


def use(material: str, printed: str = "") -> MaterialUse:
    return MaterialUse(material, printed or material, "guide", basis="办法第五条")


def at(code: str, *places: PlaceDefinition) -> PlaceDefinition:
    chain = chain_of({one.code: one for one in places}, code)
    return inherited(chain, AGENCY_OF)


def dog_at(code: str, *places: PlaceDefinition) -> LocalItem:
    return at(code, *places).items[DOG]


NEAREST = [  # field of the item, at the city, at the county, what holds in a town of the county
    ("promised_limit", days(5), UNKNOWN, days(5)),
    ("promised_limit", days(5), days(2), days(2)),
    ("promised_limit", UNKNOWN, days(2), days(2)),
    ("name", "养犬", None, "养犬"),
    ("name", "养犬", "养犬（县）", "养犬（县）"),
    ("code", "11330800X", None, "11330800X"),
    ("handled_at", fact("city", "guide"), UNKNOWN, fact("city", "guide")),
    ("handled_at", fact("city", "guide"), fact("town", "guide"), fact("town", "guide")),
    ("cross_region", fact("city", "guide"), UNKNOWN, fact("city", "guide")),
    ("cross_region", fact("city", "guide"), fact("none", "guide"), fact("none", "guide")),
]


@pytest.mark.parametrize(("name", "city", "county", "holds"), NEAREST)
def test_the_nearest_word_on_an_item_holds_field_by_field(name, city, county, holds):
    above, below = place(CITY, LocalItem(**{name: city})), place(COUNTY, LocalItem(**{name: county}))
    assert getattr(dog_at(TOWN, above, below), name) == holds
    assert getattr(dog_at(TOWN, below, above), name) == holds
    assert getattr(dog_at(NEXT_COUNTY, above, below), name) == city


WHO = [  # at the city, at the county, body and address that hold in the county
    ({"body": "市局", "address": "市里"}, {}, ("市局", "市里")),
    ({"body": "市局", "address": "市里"}, {"body": "县局"}, ("县局", None)),  # the city's address is not the county's
    ({"body": "市局", "address": "市里"}, {"address": "县里"}, ("市局", "县里")),
    ({"body": "市局", "address": "市里"}, {"body": "县局", "address": "县里"}, ("县局", "县里")),
    ({"body": "市局", "address": "市里"}, {"handled_at": fact("town", "guide")}, (None, None)),
]


@pytest.mark.parametrize(("city", "county", "holds"), WHO)
def test_a_body_comes_with_its_address(city, county, holds):
    dog = dog_at(COUNTY, place(CITY, LocalItem(**city)), place(COUNTY, LocalItem(**county)))
    assert (dog.body, dog.address) == holds


def test_a_nearer_body_for_the_role_comes_before_a_farther_one_for_the_item():
    city = place(CITY, LocalItem(body="市局", address="市里"), agencies={"police": "市公安局", "tax": "市税务局"})
    county = place(COUNTY, agencies={"police": "县公安局"})
    found = at(TOWN, city, county)
    assert (found.items[DOG].body, found.items[DOG].address) == (None, None)
    assert found.agencies == {"police": "县公安局", "tax": "市税务局"}
    assert at(NEXT_COUNTY, city, county).items[DOG].body == "市局"


PAPERS = [  # spared and added at the city, at the county; spared and added that hold in the county
    (("photo",), (), (), (), ("photo",), ()),
    (("photo",), (), ("card",), (), ("photo", "card"), ()),
    (("photo",), (), (), ("photo",), (), ("photo",)),  # the county asks for it all the same, by its own basis
    ((), ("photo",), (), (), (), ("photo",)),
    ((), ("photo",), (), ("card",), (), ("photo", "card")),
    (
        (),
        ("photo",),
        ("photo",),
        (),
        ("photo",),
        ("photo",),
    ),  # what the city adds the county spares: both stand to read
]


@pytest.mark.parametrize(("spared", "added", "spares", "adds", "all_spared", "all_added"), PAPERS)
def test_papers_add_up_unless_the_nearer_place_says_otherwise(spared, added, spares, adds, all_spared, all_added):
    def dog(out: tuple[str, ...], more: tuple[str, ...], word: str) -> LocalItem:
        return LocalItem(spares=tuple(Spared(m, "guide") for m in out), adds=tuple(use(m, word) for m in more))

    found = dog_at(COUNTY, place(CITY, dog(spared, added, "市")), place(COUNTY, dog(spares, adds, "县")))
    assert tuple(one.material for one in found.spares) == all_spared
    assert tuple(one.material for one in found.adds) == all_added


def test_of_the_same_added_paper_the_nearer_form_holds():
    city, county = (place(code, LocalItem(adds=(use("photo", word),))) for code, word in ((CITY, "市"), (COUNTY, "县")))
    assert [one.printed for one in dog_at(COUNTY, city, county).adds] == ["县"]


def test_calendar_and_reminder_come_from_the_nearest_place_that_has_one():
    province = place(PROVINCE, calendars=("cn",), remind_after=Limit(9, "day"))
    city = place(CITY, calendars=("cn", "quzhou"))
    county = place(COUNTY, remind_after=Limit(3, "day"))
    places = {one.code: one for one in (county, province, city)}
    for code, calendars, remind in (
        (VILLAGE, ("cn", "quzhou"), 3), (COUNTY, ("cn", "quzhou"), 3), (NEXT_COUNTY, ("cn", "quzhou"), 9),
        (CITY, ("cn", "quzhou"), 9), ("330100000000", ("cn",), 9),
    ):  # fmt: skip
        found = at(code, *places.values())
        assert (found.calendars, found.remind_after) == (calendars, Limit(remind, "day"))
        assert calendar_names(Catalogue(places=places), code) == calendars
    assert calendar_names(Catalogue(places=places), "510000000000") == ("cn",)


def test_two_sources_of_one_id_stay_two_wherever_they_are_cited():
    here, there = Source("guide", "县指南", "official", place=COUNTY), Source("guide", "市指南", "official", place=CITY)
    city = place(CITY, LocalItem(promised_limit=days(5, "guide"), spares=(Spared("photo", "guide"),)), sources=(there,))
    county = place(COUNTY, LocalItem(spares=(Spared("card", "guide"),)), sources=(here,))
    found = at(COUNTY, city, county)
    titles = {one.id: one.title for one in found.sources}
    assert titles == {"guide": "县指南", f"guide@{CITY}": "市指南"}
    dog = found.items[DOG]
    assert titles[dog.promised_limit.claims[0].source] == "市指南"
    assert [(one.material, titles[one.source]) for one in dog.spares] == [("photo", "市指南"), ("card", "县指南")]
    assert at(COUNTY, city, replace(county, sources=(there,))).sources == (there,)


def test_a_place_may_spare_what_a_place_above_it_adds_and_nothing_that_nobody_asks_for():
    item = Item(DOG, "养犬", "reference", "confirmation", "police", ("person",), (GUIDE,))
    city = place(CITY, LocalItem(adds=(use("photo"),)), sources=(GUIDE,))
    county = place(COUNTY, LocalItem(spares=(Spared("photo", "guide"), Spared("card", "guide"))), sources=(GUIDE,))
    papers = {name: Material(name, name) for name in ("photo", "card")}
    catalogue = Catalogue(items={DOG: item}, materials=papers, places={CITY: city, COUNTY: county})
    assert [(one.code, one.params["material"]) for one in check_place(catalogue, county, {})] == [
        ("place.spares_unasked", "card")
    ]


words = st.sampled_from((None, "甲", "乙"))
limits = st.sampled_from((UNKNOWN, days(1, "guide"), days(2, "guide")))
papers = st.lists(st.sampled_from(("photo", "card", "form")), max_size=2, unique=True)
locals_ = st.builds(
    lambda name, body, address, limit, handled, spares, adds: LocalItem(
        name, None, body, limit, address, tuple(Spared(m, "guide") for m in spares), tuple(map(use, adds)), handled
    ),
    words, words, words, limits, st.sampled_from((UNKNOWN, fact("town", "guide"), fact("county", "guide"))), papers,
    papers,
)  # fmt: skip
places_ = st.lists(
    st.builds(
        lambda code, dog, agencies, title, calendars: place(
            code, dog, agencies=agencies, sources=(Source("guide", title, "official"),), calendars=calendars
        ),
        st.sampled_from((PROVINCE, CITY, COUNTY, TOWN, VILLAGE, NEXT_COUNTY)), st.one_of(st.none(), locals_),
        st.dictionaries(st.sampled_from(("police", "tax")), st.sampled_from(("甲局", "乙局"))),
        st.sampled_from(("一", "二")), st.sampled_from(((), ("cn",), ("cn", "quzhou"))),
    ),
    min_size=1, unique_by=lambda one: one.code,
)  # fmt: skip
codes = st.sampled_from((PROVINCE, CITY, COUNTY, TOWN, VILLAGE, NEXT_COUNTY, "330881121999"))
ITEMS = {DOG: Item(DOG, "养犬", "reference", "confirmation", "police", ("person",), ())}


@given(places_, codes, st.randoms())
def test_files_have_no_order(places, code, chance):
    shuffled = chance.sample(places, len(places))
    first, second = (
        place_at(Catalogue(items=ITEMS, places={one.code: one for one in several}), code)
        for several in (places, shuffled)
    )
    assert first == second
    assert (first is None) == (not any(one.code in (code, *ABOVE[code]) for one in places))


@given(places_, codes)
def test_what_is_cited_is_at_hand_and_a_silent_file_changes_nothing(places, code):
    known = {one.code: one for one in places}
    found = place_at(Catalogue(items=ITEMS, places=known), code)
    if found is None:
        return
    cited = {one.source for local in found.items.values() for one in (*local.spares, *local.adds)}
    cited |= {claim.source for local in found.items.values() for claim in local.promised_limit.claims}
    assert cited <= {source.id for source in found.sources}
    assert len({source.id for source in found.sources}) == len(found.sources)
    below = "330881121999"
    silent = place_at(Catalogue(items=ITEMS, places={**known, below: PlaceDefinition(below, "静")}), below)
    same = place_at(Catalogue(items=ITEMS, places=known), below)
    told = [one.name for one in fields(PlaceDefinition) if one.name not in ITS_OWN]
    assert same is None or [getattr(silent, name) for name in told] == [getattr(same, name) for name in told]


ABOVE = {
    PROVINCE: (), CITY: (PROVINCE,), COUNTY: (PROVINCE, CITY), TOWN: (PROVINCE, CITY, COUNTY),
    VILLAGE: (PROVINCE, CITY, COUNTY, TOWN), NEXT_COUNTY: (PROVINCE, CITY),
    "330881121999": (PROVINCE, CITY, COUNTY, TOWN),
}  # fmt: skip
