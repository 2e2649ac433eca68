"""Who waits for whom, when each approval starts and ends, and what is said while a date is not known."""

from dataclasses import replace

import pytest

from tests.domain.planner_samples import (
    ALL,
    BUNDLE,
    CITY,
    FIRE,
    FOOD,
    SHOP,
    SIGN,
    approvals,
    catalogue_of,
    codes,
    day,
    plan,
)
from tests.domain.planner_vocabulary import days, fact
from yici.domain.clock import Limit
from yici.domain.error import Refused
from yici.domain.fact import Claim, Fact
from yici.domain.item import Need
from yici.domain.place import LocalItem
from yici.domain.regime import Extension
from yici.domain.workdays import calendar_from

PROMISED = {**ALL, "fire_way": "promise"}


# item, starts, promised by, legal by; submission on the day in the first column. 1-7 October rest, Sat 10 is worked.
DATES = [
    ("Mon 2026-06-01", "shop", "Mon 2026-06-01", "Mon 2026-06-01", None),
    ("Mon 2026-06-01", "food", "Mon 2026-06-01", "Thu 2026-06-11", "Mon 2026-06-29"),
    ("Mon 2026-06-01", "fire", "Mon 2026-06-01", "Thu 2026-06-18", "Thu 2026-06-18"),
    ("Mon 2026-06-01", "sign", "Mon 2026-06-01", "Mon 2026-06-22", "Mon 2026-06-22"),
    ("Wed 2026-09-30", "food", "Wed 2026-09-30", "Fri 2026-10-16", "Tue 2026-11-03"),
    # Nobody registers on a Sunday.
    ("Sun 2026-06-07", "food", "Mon 2026-06-08", "Thu 2026-06-18", "Mon 2026-07-06"),
]


@pytest.mark.parametrize(("start", "item", "starts", "promised", "legal"), DATES)
def test_dates_of_the_approvals(start, item, starts, promised, legal):
    approval = approvals(plan(start=day(start)))[item]
    assert approval.starts.day == day(starts)
    assert approval.promised_by.day == day(promised)
    assert approval.legal_by.day == (day(legal) if legal else None)


def test_submission_counts_as_acceptance_and_the_plan_says_so():
    shop = approvals(plan())["shop"]
    assert "start.accepted_on_submission" in codes(shop)
    assert "start.after" in codes(approvals(plan())["food"])


def test_an_item_waits_for_the_item_that_gives_its_licence():
    late = replace(SHOP, promised_limit=days(3))
    made = plan(catalogue=catalogue_of(items=(late, FOOD, FIRE, SIGN)))
    assert [(edge.item, edge.needs, edge.licence) for edge in made.graph] == [
        (name, "shop", "business_licence") for name in ("food", "fire", "sign")
    ]
    assert approvals(made)["food"].starts.day == day("Thu 2026-06-04")
    assert approvals(made)["food"].needs == ("shop",)
    assert made.schedule.critical == ("shop", "sign")
    assert [approval.item for approval in made.schedule.approvals if approval.critical] == ["shop", "sign"]
    assert made.schedule.finish.day == day("Thu 2026-06-25")


def test_a_licence_held_needs_no_waiting_and_one_that_nobody_gives_is_told():
    held = plan({**ALL, "has_licence": True}, held=["business_licence"])
    assert held.graph == ()
    assert "need.held" in [reason.code for reason in held.items[1].reasons]
    unmet = plan({**ALL, "has_licence": True})
    assert "need.unmet" in [reason.code for reason in unmet.items[1].reasons]
    assert "start.assumes_licence" in codes(approvals(unmet)["food"])
    answers = {name: value for name, value in ALL.items() if name != "has_licence"}
    assert "need.may_be_given" in [reason.code for reason in plan(answers).items[1].reasons]


def test_without_parallel_the_items_come_strictly_one_after_another():
    made = plan(off=["parallel"])
    assert approvals(made)["fire"].starts == approvals(made)["food"].promised_by
    assert approvals(made)["sign"].starts == approvals(made)["fire"].promised_by
    assert made.schedule.critical == ("shop", "food", "fire", "sign")
    assert made.savings.after.days == 36


def test_the_given_comes_before_the_needing_whatever_the_order_of_the_bundle():
    backwards = replace(BUNDLE, items=BUNDLE.items[::-1])
    made = plan(catalogue=catalogue_of(bundle=backwards), off=["parallel"])
    assert made.schedule.critical[0] == "shop"


def with_need(item, *relax):
    return replace(item, needs=(Need("business_licence", "law", relax=relax),))


@pytest.mark.parametrize(
    ("relax", "off", "relaxed", "starts", "ends"),
    [
        ((), (), None, "Thu 2026-06-04", "Tue 2026-06-16"),
        (("commitment",), (), "commitment", "Mon 2026-06-01", "Thu 2026-06-11"),
        (("commitment",), ("commitment",), None, "Thu 2026-06-04", "Tue 2026-06-16"),
        (("concurrent",), (), "concurrent", "Mon 2026-06-01", "Thu 2026-06-11"),
        (("pre_opinion",), ("parallel",), None, "Thu 2026-06-04", "Tue 2026-06-16"),
    ],
)  # fmt: skip
def test_a_need_is_relaxed_only_as_it_says_and_as_the_policy_allows(relax, off, relaxed, starts, ends):
    items = (replace(SHOP, promised_limit=days(3)), with_need(FOOD, *relax), FIRE, SIGN)
    made = plan(catalogue=catalogue_of(items=items), off=off)
    assert next(edge.relaxed for edge in made.graph if edge.item == "food") == relaxed
    food = approvals(made)["food"]
    assert (food.starts.day, food.promised_by.day) == (day(starts), day(ends))


def test_what_runs_beside_its_need_does_not_end_before_it():
    items = (replace(SHOP, promised_limit=days(12)), with_need(FOOD, "concurrent"), FIRE, SIGN)
    food = approvals(plan(catalogue=catalogue_of(items=items)))["food"]
    assert food.promised_by.day == day("Wed 2026-06-17")
    assert "end.not_before" in codes(food)


def test_a_circle_of_needs_is_refused_and_named():
    shop = replace(SHOP, needs=(Need("food_licence", "law"),))
    with pytest.raises(Refused) as raised:
        plan(catalogue=catalogue_of(items=(shop, FOOD, FIRE, SIGN)))
    assert raised.value.code == "plan.circle"
    assert raised.value.params["circle"] == ("food", "shop", "food")
    relaxed = replace(SHOP, needs=(Need("food_licence", "law", relax=("commitment",)),))
    assert plan(catalogue=catalogue_of(items=(relaxed, FOOD, FIRE, SIGN))).schedule.finish.day


def test_a_limit_nobody_has_published_leaves_the_end_open_and_all_that_follows():
    shop = replace(SHOP, promised_limit=Fact(unknown="looked for in vain"))
    made = plan(catalogue=catalogue_of(items=(shop, FOOD, FIRE, SIGN)))
    known = approvals(made)
    assert known["shop"].promised_by.day is None
    assert known["shop"].promised_by.reason.code == "schedule.limit_unknown"
    assert known["food"].starts.day is None
    assert known["food"].promised_by.not_before == day("Thu 2026-06-11")
    assert made.schedule.finish.day is None
    assert made.schedule.finish.not_before == day("Mon 2026-06-22")
    assert made.savings.after.days == 15
    assert [reason.params for reason in made.savings.after.unknown if reason.code == "burden.days_unknown"] == [
        {"item": "shop"}
    ]


def test_a_year_not_loaded_gives_a_bound_and_so_does_all_that_follows():
    made = plan(start=day("Mon 2026-12-28"))
    food = approvals(made)["food"]
    assert food.promised_by.day is None
    assert food.promised_by.not_before == day("Fri 2027-01-01")
    assert food.promised_by.reason.code == "schedule.calendar_missing"
    assert food.promised_by.reason.params == {"year": "2027"}
    assert made.schedule.finish.not_before == day("Fri 2027-01-01")
    # The limits themselves are known, so their sum is.
    assert made.savings.after.days == 15
    assert made.savings.before.days == 36


def test_no_calendar_at_all_still_plans():
    made = plan(calendar=calendar_from([]))
    assert made.schedule.finish.day is None
    assert approvals(made)["shop"].promised_by.not_before == day("Mon 2026-06-01")


def test_the_place_promises_before_the_item_and_the_law_stands_in_for_a_missing_promise():
    made = approvals(plan())
    assert made["food"].promised.limit.amount == 8
    assert "promised.place" in codes(made["food"])
    assert made["sign"].promised == made["sign"].legal
    assert "promised.legal" in codes(made["sign"])
    elsewhere = approvals(plan(catalogue=catalogue_of(city=replace(CITY, items={}))))["food"]
    assert (elsewhere.promised.limit.amount, codes(elsewhere)[1]) == (10, "promised.item")


def test_another_places_word_is_a_reference_and_both_sides_of_a_contradiction_are_kept():
    claims = Fact((Claim(Limit(9, "working_day"), "there"), Claim(Limit(11, "working_day"), "here")))
    food = replace(FOOD, promised_limit=claims)
    city = replace(CITY, items={})
    told = approvals(plan(catalogue=catalogue_of(items=(SHOP, food, FIRE, SIGN), city=city)))["food"].promised
    assert (told.limit.amount, told.standing, told.others) == (11, "own", ((Limit(9, "working_day"), "there"),))
    fire = approvals(plan())["fire"].promised
    assert (fire.standing, fire.source_place) == ("reference", "外地")


def test_a_promise_longer_than_the_law_allows_is_capped_by_it():
    city = replace(CITY, items={"food": LocalItem(promised_limit=days(30))})
    food = approvals(plan(catalogue=catalogue_of(city=city)))["food"]
    assert (food.promised.limit.amount, food.promised.standing) == (20, "law")
    assert food.promised.others == ((Limit(30, "working_day"), "here"),)
    assert "promised.capped" in codes(food)


def test_the_commitment_variant_has_its_own_limit_and_what_was_told():
    fire = approvals(plan(PROMISED))["fire"]
    assert (fire.committed, fire.promised.limit.amount, fire.inspections, fire.officers) == (True, 1, (), 0)
    assert (fire.told, fire.verification) == (("标准",), Limit(20, "working_day"))
    assert "item.committed" in [reason.code for reason in plan(PROMISED).items[2].reasons]
    ordinary = approvals(plan(PROMISED, off=["commitment"]))["fire"]
    assert (ordinary.committed, ordinary.promised.limit.amount, ordinary.officers) == (False, 13, 2)
    answers = {name: value for name, value in ALL.items() if name != "fire_way"}
    assert "item.commitment_open" in [reason.code for reason in plan(answers).items[2].reasons]


@pytest.mark.parametrize(
    ("limit", "ends", "reason"),
    [
        (Limit(1, "hour"), "Mon 2026-06-01", "end.hours_from_noon"),
        (Limit(24, "hour"), "Tue 2026-06-02", "end.hours_from_noon"),
        (Limit(5, "day"), "Mon 2026-06-08", "promised.item"),
        (Limit(1, "month"), "Wed 2026-07-01", "promised.item"),
        (Limit(3, "working_day", "closing"), "Thu 2026-06-04", "promised.item"),
    ],
)  # fmt: skip
def test_limits_in_other_units_end_on_their_day(limit, ends, reason):
    shop = replace(SHOP, promised_limit=fact(limit))
    made = approvals(plan(catalogue=catalogue_of(items=(shop, FOOD, FIRE, SIGN))))["shop"]
    assert made.promised_by.day == day(ends)
    assert reason in codes(made)


def test_office_time_has_no_date_without_office_hours():
    shop = replace(SHOP, promised_limit=fact(Limit(2, "working_hour")))
    made = approvals(plan(catalogue=catalogue_of(items=(shop, FOOD, FIRE, SIGN))))["shop"]
    assert made.promised_by.not_before == day("Mon 2026-06-01")
    assert made.promised_by.reason.code == "schedule.office_hours_missing"


def test_the_approval_carries_what_the_case_machine_needs():
    food = approvals(plan())["food"]
    assert (food.agency, food.body, food.regime) == ("market", "某市市场监督管理局", "licensing")
    assert (food.counted_from, food.outcomes, food.missed) == (
        "acceptance",
        ("granted", "refused"),
        "accepted_from_receipt",
    )
    assert (food.correction_window, food.delivery, food.reply) == (
        Limit(5, "working_day"),
        Limit(10, "working_day"),
        None,
    )
    assert food.basis == (("食品安全法", "第三十五条"),)
    assert food.remedies == "行政复议、行政诉讼"


def test_two_items_that_give_a_licence_are_both_waited_for_since_nobody_says_which_is_meant():
    food = replace(FOOD, gives=("food_licence", "business_licence"), needs=())
    made = plan(catalogue=catalogue_of(items=(SHOP, food, FIRE, SIGN)))
    assert approvals(made)["fire"].needs == ("food", "shop")


def test_another_places_reading_of_the_law_caps_nothing():
    food = replace(FOOD, legal_limit=days(5, "there"))
    made = approvals(plan(catalogue=catalogue_of(items=(SHOP, food, FIRE, SIGN))))["food"]
    assert (made.promised.limit.amount, made.legal.standing) == (8, "reference")


def longer(amount, source="law"):
    return fact(Extension(Limit(amount, "working_day"), f"head by {source}"), source)


# what the item says, what its regime says, what the plan allows
EXTENSIONS = [
    (Fact(), longer(10), (10, "head by law", "law", "行政许可法")),
    (longer(5, "here"), longer(10), (5, "head by here", "here", "本市办事指南")),
    (longer(5), Fact(), (5, "head by law", "law", "行政许可法")),
    (Fact(), Fact(), None),
    # What another place may do lets nobody here take longer.
    (longer(15, "there"), longer(10), (10, "head by law", "law", "行政许可法")),
    (longer(15, "there"), Fact(), None),
]


@pytest.mark.parametrize(("own", "general", "allowed"), EXTENSIONS)
def test_the_extension_is_the_items_own_else_that_of_its_regime(own, general, allowed):
    catalogue = catalogue_of(items=(SHOP, replace(FOOD, extension=own), FIRE, SIGN))
    regimes = {**catalogue.regimes, "licensing": replace(catalogue.regimes["licensing"], extension=general)}
    found = approvals(plan(catalogue=replace(catalogue, regimes=regimes)))["food"].extension
    assert (found and (found.limit.amount, found.approver, found.source, found.source_title)) == allowed
