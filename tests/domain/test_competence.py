"""Where an item is handled, why there, and whose windows may take it in: tables, and plans for villages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.planner_samples import ALL, CITY, SHOP, catalogue_of
from tests.domain.planner_vocabulary import CALENDAR, LAW, MONDAY, YEAR_2026, days, fact
from yici.domain.catalogue import place_at
from yici.domain.competence import LEVELS, competent, may_take_in
from yici.domain.division import at_level, covers, level_of
from yici.domain.fact import UNKNOWN, Source
from yici.domain.place import LocalItem, PlaceDefinition
from yici.domain.plan import Plan, PlannedApproval
from yici.domain.planner import make_plan
from yici.domain.policy import Holdings, Policy
from yici.domain.workdays import calendar_from

PROVINCE, TOWN_CITY, COUNTY, TOWN, VILLAGE = (
    "330000000000", "330100000000", "330109000000", "330109101000", "330109101201"
)  # fmt: skip
NEXT_COUNTY, NEXT_CITY, NEXT_PROVINCE = "330108000000", "330200000000", "430100000000"
GUIDE = Source("guide", "县办事指南", "official", place=COUNTY)

AT_LEVEL = [  # a place, a level, the place of that level that it lies in
    (VILLAGE, 1, PROVINCE), (VILLAGE, 2, TOWN_CITY), (VILLAGE, 3, COUNTY), (VILLAGE, 4, TOWN), (VILLAGE, 5, VILLAGE),
    (COUNTY, 3, COUNTY), (COUNTY, 4, None), (COUNTY, 5, None), (PROVINCE, 2, None),
    ("110101001000", 2, "110000000000"),  # a municipality is its own city
    ("110000000000", 2, "110000000000"),
    ("500229001000", 2, "500000000000"),  # Chongqing's counties, too
    ("429004000000", 2, None),  # governed by its province: there is no city
    ("429004001000", 3, "429004000000"),
    ("441900003000", 3, "441900000000"),  # Dongguan has no counties
]  # fmt: skip


@pytest.mark.parametrize(("code", "level", "found"), AT_LEVEL)
def test_the_place_of_a_level(code, level, found):
    assert at_level(code, level) == found


@given(st.from_regex(r"[1-9][0-9]{11}", fullmatch=True), st.integers(1, 5))
def test_the_place_of_a_level_covers_and_is_not_below_it(code, level):
    found = at_level(code, level)
    assert found is None or (covers(found, code) and level_of(found) <= level)


LAWFUL, ELSEWHERE = fact("city", "law"), fact("town", "there")
HANDLED = [  # the item's tier, handled_at at the county, where somebody applies, who handles it, why
    (UNKNOWN, None, VILLAGE, VILLAGE, "handled.unknown"),
    (LAWFUL, None, VILLAGE, TOWN_CITY, "handled.level"),
    (LAWFUL, None, PROVINCE, PROVINCE, "handled.level_open"),
    (ELSEWHERE, None, VILLAGE, VILLAGE, "handled.unknown"),  # another place's word moves nothing
    (fact("nation", "law"), None, VILLAGE, VILLAGE, "handled.level_open"),
    (LAWFUL, "town", VILLAGE, TOWN, "handled.level"),  # delegated: the place's word before the item's
    (LAWFUL, "town", TOWN, TOWN, "handled.level"),
    (LAWFUL, "town", COUNTY, COUNTY, "handled.level_open"),
    (UNKNOWN, "county", VILLAGE, COUNTY, "handled.level"),
    (UNKNOWN, "village", VILLAGE, VILLAGE, "handled.level"),
    (UNKNOWN, NEXT_COUNTY, VILLAGE, NEXT_COUNTY, "handled.place_says"),  # one centre for the city
    (UNKNOWN, "county", NEXT_COUNTY, NEXT_COUNTY, "handled.unknown"),  # a county speaks for itself
]


@pytest.mark.parametrize(("tier", "handled_at", "place", "handled", "why"), HANDLED)
def test_where_an_item_is_handled(tier, handled_at, place, handled, why):
    local = LocalItem(handled_at=fact(handled_at, "guide") if handled_at else UNKNOWN)
    county = PlaceDefinition(COUNTY, "某县", sources=(GUIDE,), items={"shop": local})
    item = replace(SHOP, tier=tier)
    catalogue = replace(catalogue_of(items=(item,), city=CITY), places={COUNTY: county, TOWN_CITY: CITY})
    found = competent(item, place, place_at(catalogue, place))
    assert (found.place, found.reason.code, found.reach) == (handled, why, None)
    if "source" in found.reason.params:
        assert found.reason.params["source"] == ("guide" if handled_at else "law")
        assert found.reason.params["place"] == handled


def test_the_word_of_the_law_on_a_place_comes_before_its_guide_and_the_nearest_place_before_both():
    county = PlaceDefinition(
        COUNTY, "某县", sources=(GUIDE, LAW),
        items={"shop": LocalItem(handled_at=replace(fact("town", "guide"), claims=(
            *fact("town", "guide").claims, *fact("county", "law").claims)))},
    )  # fmt: skip
    town = PlaceDefinition(TOWN, "某镇", sources=(GUIDE,), items={"shop": LocalItem(handled_at=fact("town", "guide"))})
    places = {COUNTY: county, TOWN: town}
    for place, handled in ((VILLAGE, TOWN), ("330109102201", COUNTY)):
        assert competent(SHOP, place, place_at(replace(catalogue_of(), places=places), place)).place == handled


WINDOWS = [  # a window, how far, whether it may take in what the village applies for and the county handles
    (VILLAGE, None, True), (TOWN, None, True), (COUNTY, None, True), (TOWN_CITY, None, True), (PROVINCE, None, True),
    (NEXT_COUNTY, None, False), (NEXT_CITY, None, False), ("330109101202", None, False),
    (NEXT_COUNTY, "none", False), (COUNTY, "none", True),
    (NEXT_COUNTY, "city", True), ("330108001000", "city", True), (NEXT_CITY, "city", False),
    (NEXT_PROVINCE, "city", False),
    (NEXT_COUNTY, "province", True), (NEXT_CITY, "province", True), (NEXT_PROVINCE, "province", False),
    (NEXT_PROVINCE, "nation", True),
]  # fmt: skip


@pytest.mark.parametrize(("window", "reach", "may"), WINDOWS)
def test_whose_window_may_take_it_in(window, reach, may):
    assert may_take_in(window, reach, place=VILLAGE, handled=COUNTY) == may


def test_districts_of_a_municipality_take_in_for_each_other_within_the_city():
    assert may_take_in("110102000000", "city", place="110101001000", handled="110101000000")
    assert not may_take_in("120101000000", "city", place="110101001000", handled="110101000000")


places = st.sampled_from((PROVINCE, TOWN_CITY, COUNTY, TOWN, VILLAGE, NEXT_COUNTY, NEXT_CITY, NEXT_PROVINCE))


@given(places, places, places)
def test_a_wider_reach_never_takes_a_window_away(window, place, handled):
    reaches = (None, "none", "city", "province", "nation")
    may = [may_take_in(window, reach, place=place, handled=handled) for reach in reaches]
    assert may == sorted(may)
    assert may[-1]


# Competence in plans.
REST = {**YEAR_2026.holidays, MONDAY.replace(day=3): "县里休息"}
LOCAL = calendar_from([replace(YEAR_2026, holidays=REST)], name="local")
COUNTY_FILE = PlaceDefinition(
    COUNTY, "某县", calendars=("local",), sources=(GUIDE,), agencies={"market": "某县市场监督管理局"},
    items={
        "shop": LocalItem(
            handled_at=fact("town", "guide"), cross_region=fact("city", "guide"), body="各镇便民服务中心"
        ),
        "food": LocalItem(handled_at=fact("county", "guide")),
        "sign": LocalItem(handled_at=fact(NEXT_COUNTY, "guide"), body="市容中心"),
    },
)  # fmt: skip


def planned(place: str, *more: PlaceDefinition, tier: str | None = None) -> dict[str, PlannedApproval]:
    return {one.item: one for one in plan_at(place, *more, tier=tier).schedule.approvals}


def plan_at(place: str, *more: PlaceDefinition, tier: str | None = None) -> Plan:
    known = catalogue_of()
    fire = replace(known.items["fire"], tier=fact(tier, "law") if tier else UNKNOWN)
    whole = {one.code: one for one in (CITY, COUNTY_FILE, *more)}
    catalogue = replace(
        known, places=whole, items={**known.items, "fire": fire}, calendars={"cn": CALENDAR, "local": LOCAL},
        digests={f"place:{code}": code for code in whole},
    )  # fmt: skip
    return make_plan(
        catalogue, bundle="open-shop", place=place, answers=ALL, holdings=Holdings(), policy=Policy(),
        calendar=LOCAL if covers(COUNTY, place) else CALENDAR, start=MONDAY,
    )  # fmt: skip


def test_a_plan_for_a_village_says_which_body_handles_what_and_why():
    found = planned(VILLAGE, tier="city")
    told = {name: (one.competent.place, one.competent.reason.code, one.body) for name, one in found.items()}
    assert told == {
        "shop": (TOWN, "handled.level", "各镇便民服务中心"),
        "food": (COUNTY, "handled.level", "某县市场监督管理局"),
        "fire": (TOWN_CITY, "handled.level", None),
        "sign": (NEXT_COUNTY, "handled.place_says", "市容中心"),
    }
    assert (found["shop"].competent.reach, found["shop"].competent.reach_source) == ("city", "guide")
    assert found["food"].competent.reach is None
    # The city's promise is taken over where the county is silent.
    assert found["food"].promised.limit == days(8).claims[0].value


def test_the_nearest_town_names_its_own_body():
    town = PlaceDefinition(TOWN, "某镇", items={"shop": LocalItem(body="某镇便民服务中心")})
    assert planned(VILLAGE, town)["shop"].body == "某镇便民服务中心"
    assert planned("330109102201", town)["shop"].body == "各镇便民服务中心"


def test_without_data_the_place_of_the_application_handles_it_and_the_plan_says_so():
    for one in planned("330110001001").values():
        assert (one.competent.place, one.competent.reason.code) == ("330110001001", "handled.unknown")


def test_a_plan_pins_every_definition_that_it_rests_on():
    digests = plan_at(VILLAGE).digests
    assert {name for name in digests if name.startswith("place:")} == {f"place:{TOWN_CITY}", f"place:{COUNTY}"}


def test_each_approval_runs_on_the_calendar_of_the_place_that_handles_it():
    """Wednesday 3 June is a day of rest in the county, not in the city."""
    county, city = planned(VILLAGE, tier="county")["fire"], planned(VILLAGE, tier="city")["fire"]
    starts = (county.starts.day, city.starts.day)
    assert starts == (MONDAY, MONDAY)
    assert county.legal.limit.amount == city.legal.limit.amount
    assert CALENDAR.next_workday(city.legal_by.day) == county.legal_by.day


def test_every_level_has_a_place():
    assert {level: at_level(VILLAGE, number) for level, number in LEVELS.items()} == {
        "province": PROVINCE, "city": TOWN_CITY, "county": COUNTY, "town": TOWN, "village": VILLAGE
    }  # fmt: skip
