"""What is saved: every figure counted from the lines of the plan, the unknown named and never filled."""

from dataclasses import replace

import pytest

from tests.domain.planner_samples import ALL, BUNDLE, FIRE, FOOD, SHOP, SIGN, catalogue_of, plan
from yici.domain.bundle import BundleItem
from yici.domain.item import Need
from yici.domain.policy import LEVERS
from yici.domain.vocabulary import UNNAMED

ITS_OWN = {name: ALL[name] for name in ("has_licence", "area", "sign")}
"""Answers to what the matter asks of its own."""


def figures(burden):
    return (burden.steps, burden.papers, burden.fields, burden.days, burden.visits, burden.departments)


def codes(burden):
    return [(reason.code, reason.params.get("item")) for reason in burden.unknown]


def test_before_and_after_of_the_shop():
    savings = plan().savings
    # Fields: the shop's form asks the owner's number, by which the population register is asked.
    assert figures(savings.before) == (6, 11, 17, 36, 2, 3)
    assert figures(savings.after) == (5, 5, 7, 15, 1, 1)
    assert (savings.before.inspections, savings.after.inspections) == (2, 1)
    assert (savings.before.later, savings.after.later) == (0, 1)


def test_after_is_counted_from_the_lines_of_the_plan():
    made = plan()
    handed_in = [paper for paper in made.materials if paper.how in ("submit", "deferrable")]
    assert made.savings.after.papers == len(handed_in) + 1
    assert made.savings.after.fields == len(made.form.fields)
    assert made.savings.after.inspections == len(made.schedule.visits)
    assert made.savings.after.visits == len(made.trips)


def test_unpublished_figures_are_named_on_both_sides():
    savings = plan().savings
    for burden in (savings.before, savings.after):
        assert ("burden.steps_unknown", "fire") in codes(burden)
        assert ("burden.materials_incomplete", "food") in codes(burden)
    assert ("burden.visits_unknown", "sign") in codes(savings.before)


def test_when_nobody_publishes_a_figure_it_is_unknown_not_nothing():
    items = (
        replace(SHOP, steps=SIGN.steps, visits_alone=SIGN.visits_alone),
        replace(FOOD, steps=SIGN.steps),
        FIRE,
        SIGN,
    )
    before = plan(catalogue=catalogue_of(items=items)).savings.before
    assert (before.steps, before.visits) == (None, None)


def test_bodies_that_no_source_names_are_not_counted_as_one_but_named():
    whose = {"shop": "market", "food": "market", "fire": UNNAMED, "sign": UNNAMED}
    items = tuple(replace(item, agency=whose[item.id]) for item in (SHOP, FOOD, FIRE, SIGN))
    savings = plan(catalogue=catalogue_of(items=items)).savings
    assert (savings.before.departments, savings.after.departments) == (1, 1)
    unnamed = [item for code, item in codes(savings.before) if code == "burden.departments_unknown"]
    assert unnamed == ["fire", "sign"]
    assert "burden.departments_unknown" not in [code for code, _ in codes(savings.after)]


def test_where_no_source_names_any_body_nobody_knows_how_many_there_are():
    items = tuple(replace(item, agency=UNNAMED) for item in (SHOP, FOOD, FIRE, SIGN))
    savings = plan(catalogue=catalogue_of(items=items)).savings
    assert (savings.before.departments, savings.after.departments) == (None, 1)


def test_levers_are_switched_on_in_their_order_and_end_with_the_policy():
    savings = plan().savings
    assert tuple(effect.lever for effect in savings.levers) == LEVERS
    assert savings.levers[-1].cumulative == savings.after
    assert savings.levers[0].cumulative.days == savings.before.days
    alone = {effect.lever: effect.alone_off for effect in savings.levers}
    assert alone["parallel"].days == 36
    assert alone["reuse"].papers == 6
    assert alone["merged_form"].departments == 3
    assert alone["joint_inspection"].inspections == 2
    assert alone["tolerance"].later == 0


@pytest.mark.parametrize("lever", LEVERS)
def test_a_lever_that_the_policy_has_off_stays_off_in_all_comparisons(lever):
    savings = plan(off=[lever]).savings
    assert next(effect.alone_off for effect in savings.levers if effect.lever == lever) == savings.after
    assert savings.levers[-1].cumulative == savings.after
    assert savings.before == plan().savings.before
    assert savings.after == next(effect.alone_off for effect in plan().savings.levers if effect.lever == lever)


def test_the_commitment_lever_shows_in_days():
    items = (SHOP, FOOD, FIRE, replace(SIGN, legal_limit=FIRE.commitment.promised_limit))
    savings = plan({**ALL, "fire_way": "promise"}, catalogue=catalogue_of(items=items)).savings
    assert savings.after.days == 8
    assert next(effect.alone_off.days for effect in savings.levers if effect.lever == "commitment") == 13


def test_a_circle_that_only_a_lever_opens_leaves_days_unknown_without_it():
    relaxed = replace(SHOP, needs=(Need("food_licence", "law", relax=("commitment",)),))
    savings = plan(catalogue=catalogue_of(items=(relaxed, FOOD, FIRE, SIGN))).savings
    assert savings.after.days == 15
    assert (savings.before.days, savings.before.inspections) == (None, None)
    [circle] = [reason for reason in savings.before.unknown if reason.code == "burden.circle"]
    assert sorted(circle.params["items"].split(", ")) == ["food", "shop"]


def test_a_matter_whose_items_nobody_names_costs_nobody_knows_what():
    made = plan(ITS_OWN, catalogue=catalogue_of(bundle=replace(BUNDLE, items=())))
    assert made.items == ()
    for burden in (made.savings.before, made.savings.after, *(one.alone_off for one in made.savings.levers)):
        assert figures(burden) == (None,) * 6
        assert (burden.inspections, burden.later) == (None, None)
        assert [reason.code for reason in burden.unknown] == ["burden.items_unknown"]
    finish = made.schedule.finish
    assert (finish.day, finish.not_before) == (None, None)
    assert finish.reason.code == "schedule.items_unknown"


def test_a_matter_of_which_no_item_applies_costs_nothing():
    made = plan(
        ITS_OWN, catalogue=catalogue_of(bundle=replace(BUNDLE, items=(BundleItem("sign", "here", "not sign"),)))
    )
    assert figures(made.savings.after) == (0, 0, 0, 0, 0, 0)
    assert made.schedule.finish.day == made.schedule.start
