"""Conditions that can hold, alone and together, and bundles whose items exclude or wait for each other."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.planner_samples import BUNDLE, FIRE, FOOD, SHOP, SIGN, catalogue_of
from tests.domain.planner_towns import CONDITIONS, QUESTIONS, answers
from yici.domain.bundle import BundleItem
from yici.domain.checking import check_catalogue
from yici.domain.checking.possible import can_hold
from yici.domain.condition import parse
from yici.domain.item import MaterialUse, Need, Question
from yici.domain.vocabulary import Element, Option

ASKED = {question.id: question for question in QUESTIONS}
ELEMENTS = {
    one.id: one
    for one in (
        Element("thing.items", "项目", "choices", "self", options=(Option("bulk", "散装"), Option("cold", "冷食"))),
        Element("thing.weight", "重量", "decimal", "self"),
    )
}


@pytest.mark.parametrize(
    ("conditions", "possible"),
    [
        (["q0"], True),
        (["q0", "not q0"], False),
        (["q0 and not q0"], False),
        (["q1 > 5", "q1 < 3"], False),
        (["q1 > 5", "q1 < 7"], True),
        # Answers are whole numbers: between 5 and 6 lies none.
        (["q1 > 5", "q1 < 6"], False),
        (["thing.weight > 5", "thing.weight < 6"], True),
        (['q2 == "a"', 'q2 == "b"'], False),
        (['q2 != "a"', 'q2 != "b"'], False),
        (['"x" in q3', '"y" in q3'], True),
        (['"bulk" in thing.items', 'not ("bulk" in thing.items)'], False),
        # q4 is put only where q0 is yes.
        (["q4", "not q0"], False),
        (["q4", "q0"], True),
        # q1 fills this element.
        (["q1 > 5", "thing.e0 < 3"], False),
        ([None, "q0"], True),
        ([], True),
    ],
)
def test_conditions_hold_together_only_where_some_answers_make_them(conditions, possible):
    assert can_hold(conditions, ASKED, ELEMENTS) is possible


def test_a_number_is_tried_only_where_it_may_be_answered():
    area = {"area": Question("area", "面积", "number", "", at_least=1, at_most=100)}
    assert not can_hold(["area < 1"], area, {})
    assert not can_hold(["area > 100"], area, {})
    assert can_hold(["area >= 100"], area, {})


def test_what_cannot_be_read_or_takes_too_long_is_taken_as_possible():
    assert can_hold(["q0 and"], ASKED, {})
    many = {f"n{number}": Question(f"n{number}", "?", "boolean", "") for number in range(20)}
    assert can_hold([" and ".join((*many, "not n0"))], many, {})


@given(st.lists(st.sampled_from(CONDITIONS), min_size=1, max_size=4), answers())
def test_what_some_answers_make_true_is_never_called_impossible(conditions, given_answers):
    known = {name: frozenset(value) if isinstance(value, tuple) else value for name, value in given_answers.items()}
    if "q1" in known:
        known["thing.e0"] = known["q1"]
    if all(parse(text).evaluate(known) for text in conditions):
        assert can_hold(conditions, ASKED, ELEMENTS)


def found(*, items=(SHOP, FOOD, FIRE, SIGN), bundle=BUNDLE):
    faults = check_catalogue(catalogue_of(items=items, bundle=bundle))
    kinds = ("bundle.item_never", "bundle.excluding", "bundle.circle", "condition.never")
    return [(fault.code, fault.path) for fault in faults if fault.code in kinds]


def members(*whens):
    names = ("shop", "food", "fire", "sign")
    return replace(
        BUNDLE, items=tuple(BundleItem(name, "here", when) for name, when in zip(names, whens, strict=False))
    )


def test_a_sound_bundle_has_nothing_of_the_kind():
    assert found() == []


def test_a_member_that_never_applies_is_named_with_its_place():
    assert found(bundle=members(None, "area > 50 and area < 50", None)) == [("bundle.item_never", "items.1.when")]


def test_members_of_which_never_two_apply_exclude_each_other():
    excluding = members("area < 10", "area > 10 and area < 20", "area > 20")
    assert found(bundle=excluding) == [("bundle.excluding", "items")]


def test_a_paper_that_is_never_asked_for_is_found():
    food = replace(FOOD, materials=(MaterialUse("layout", "图", "here", when="raw and not raw"),))
    assert found(items=(SHOP, food, FIRE, SIGN)) == [("condition.never", "materials.0.when")]


# The shop waits for the food licence, which waits for the shop's licence.
def waiting(*relax, when=None):
    return replace(SHOP, needs=(Need("food_licence", "law", relax, when),))


def test_a_circle_that_nothing_may_relax_is_refused_before_it_is_published():
    assert found(items=(waiting(), FOOD, FIRE, SIGN)) == [("bundle.circle", "items.1.item")]
    assert found(items=(waiting("commitment"), FOOD, FIRE, SIGN)) == []


def test_items_that_never_apply_together_are_no_circle():
    apart = members("area < 10", "area > 10", None, None)
    assert found(items=(waiting(), FOOD, FIRE, SIGN), bundle=apart) == []
    assert found(items=(waiting(when="area > 9000 and has_licence"), FOOD, FIRE, SIGN)) == []
