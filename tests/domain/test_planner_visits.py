"""Visits to the premises, joined where no approval ends later by it, and the trips of the applicant."""

from dataclasses import replace
from datetime import date

from tests.domain.planner_samples import ALL, FIRE, FOOD, SHOP, SIGN, catalogue_of, plan
from tests.domain.planner_vocabulary import fact
from yici.domain.fact import Fact
from yici.domain.item import Deferral, Inspection, MaterialUse, Need

PROMISED = {**ALL, "fire_way": "promise"}


def codes(line):
    return [reason.code for reason in line.reasons]


def test_inspections_whose_windows_overlap_are_one_visit():
    (visit,) = plan().schedule.visits
    assert visit.items == ("food", "fire")
    assert visit.agencies == ("market", "fire")
    assert visit.points == ("布局", "设备", "疏散")
    assert visit.officers == 2
    # Food promises Thu 2026-06-11, the fire check must be within ten working days: Mon 2026-06-15.
    assert (visit.earliest.day, visit.latest.day) == (date(2026, 6, 1), date(2026, 6, 11))
    assert codes(visit) == ["visit.inspection", "visit.inspection", "visit.before_promise", "visit.joined"]


def test_without_joint_inspection_each_item_has_its_own_visit():
    visits = plan(off=["joint_inspection"]).schedule.visits
    assert [visit.items for visit in visits] == [("food",), ("fire",)]
    assert visits[1].latest.day == date(2026, 6, 15)
    assert "visit.within" in codes(visits[1])


def test_what_one_item_has_to_see_twice_is_one_visit_even_alone():
    twice = replace(FOOD, inspections=(*FOOD.inspections, Inspection("cold", "冷食", ("冷食区",), "here", officers=3)))
    visits = plan(catalogue=catalogue_of(items=(SHOP, twice, FIRE, SIGN)), off=["joint_inspection"]).schedule.visits
    assert [(visit.inspections, visit.officers) for visit in visits] == [
        (("food-visit", "cold"), 3),
        (("fire-visit",), 2),
    ]


def test_windows_that_do_not_overlap_are_not_joined():
    made = plan(off=["parallel"])
    assert [visit.items for visit in made.schedule.visits] == [("food",), ("fire",)]


def test_an_item_is_never_visited_with_the_item_whose_licence_it_waits_for():
    fire = replace(FIRE, needs=(Need("food_licence", "law"),))
    made = plan(catalogue=catalogue_of(items=(SHOP, FOOD, fire, SIGN)))
    # The windows touch on the day that the food licence is due.
    assert [visit.items for visit in made.schedule.visits] == [("food",), ("fire",)]


def test_an_inspection_that_must_stay_alone_says_so():
    alone = replace(FIRE, inspections=(replace(FIRE.inspections[0], joinable=False),))
    visits = plan(catalogue=catalogue_of(items=(SHOP, FOOD, alone, SIGN))).schedule.visits
    assert len(visits) == 2
    assert "visit.not_joinable" in codes(visits[1])


def test_a_commitment_instead_of_the_inspection_needs_no_visit():
    assert [visit.items for visit in plan(PROMISED).schedule.visits] == [("food",)]
    keeps = replace(FIRE, commitment=replace(FIRE.commitment, instead_of_inspection=False))
    made = plan(PROMISED, catalogue=catalogue_of(items=(SHOP, FOOD, keeps, SIGN)))
    assert [visit.items for visit in made.schedule.visits] == [("fire", "food")]


def test_an_inspection_under_an_open_condition_is_planned_and_marked():
    cold = replace(FOOD, inspections=(replace(FOOD.inspections[0], when="raw"),))
    catalogue = catalogue_of(items=(SHOP, cold, FIRE, SIGN))
    answers = {name: value for name, value in ALL.items() if name != "raw"}
    (visit,) = plan(answers, catalogue=catalogue).schedule.visits
    assert "visit.open" in codes(visit)
    (visit,) = plan({**ALL, "raw": False}, catalogue=catalogue).schedule.visits
    assert visit.items == ("fire",)


def test_a_visit_without_a_known_limit_may_be_joined_before_the_others_end():
    endless = replace(FOOD, regime="filing", promised_limit=Fact())
    catalogue = catalogue_of(
        items=(SHOP, endless, FIRE, SIGN), city=replace(catalogue_of().places["330100000000"], items={})
    )
    visits = plan(catalogue=catalogue).schedule.visits
    assert {item for visit in visits for item in visit.items} == {"food", "fire"}


def told_whole(item):
    return replace(item, materials_complete=True)


def test_a_list_of_papers_that_is_not_whole_may_cost_a_trip():
    delivery = fact(("electronic",))
    items = [replace(told_whole(item), delivery=delivery, materials=()) for item in (SHOP, FOOD, FIRE)]
    made = plan(catalogue=catalogue_of(items=(*items, replace(SIGN, delivery=delivery, materials_complete=False))))
    assert [(trip.sure, codes(trip)) for trip in made.trips] == [(False, ["trip.papers_unknown"])]
    assert made.trips[0].items == ("sign",)


def test_one_window_means_one_trip_at_most_with_every_reason():
    (trip,) = plan(catalogue=catalogue_of(items=tuple(map(told_whole, (SHOP, FOOD, FIRE, SIGN))))).trips
    assert trip.sure
    assert codes(trip) == ["trip.original", "trip.delivery_unknown", "trip.collect", "trip.delivery_unknown"]


def test_no_trip_when_nothing_is_shown_or_collected_and_unsure_when_nobody_says():
    everything = fact(("window", "courier"))
    shop = replace(SHOP, materials=())
    items = (shop, replace(FOOD, delivery=everything, materials=()), replace(FIRE, delivery=everything, materials=()))
    quiet = catalogue_of(items=tuple(map(told_whole, (*items, replace(SIGN, delivery=everything)))))
    assert plan(catalogue=quiet).trips == ()
    assert plan(catalogue=quiet).savings.after.visits == 0
    unknown = plan(catalogue=catalogue_of(items=tuple(map(told_whole, (*items, SIGN)))))
    assert [(trip.sure, codes(trip)) for trip in unknown.trips] == [(False, ["trip.delivery_unknown"])]
    assert unknown.savings.after.visits == 0
    assert [
        reason.params["item"] for reason in unknown.savings.after.unknown if reason.code == "burden.visits_unknown"
    ] == ["sign"]


def test_a_paper_of_unknown_form_may_cost_a_trip():
    delivery = fact(("electronic",))
    sign = replace(SIGN, delivery=delivery, materials=(MaterialUse("layout", "效果图", "here"),))
    items = (
        replace(SHOP, materials=()),
        replace(FOOD, delivery=delivery, materials=()),
        replace(FIRE, delivery=delivery, materials=()),
    )
    (trip,) = plan(catalogue=catalogue_of(items=tuple(map(told_whole, (*items, sign))))).trips
    assert (trip.sure, trip.reasons[0].params) == (False, {"material": "layout"})


def test_without_merging_each_item_has_its_own_trip():
    made = plan(off=["merged_form"])
    assert [trip.items for trip in made.trips] == [("shop",), ("food",), ("fire",), ("sign",)]


def test_an_original_shown_at_the_inspection_costs_no_trip():
    everything = fact(("electronic",))
    use = MaterialUse("rules", "规章制度", "here", "original", 1, deferral=Deferral("here", at_inspection=True))
    items = [replace(item, delivery=everything, materials=()) for item in (SHOP, FIRE, SIGN)]
    food = replace(FOOD, delivery=everything, materials=(use,))
    whole = catalogue_of(items=tuple(map(told_whole, (*items, food))))
    assert plan(catalogue=whole).trips == ()
    without = plan(catalogue=whole, off=["tolerance"])
    assert [codes(trip) for trip in without.trips] == [["trip.original"]]
