"""Several items that give one licence: who waits for whom, whatever the order of the lines; open needs in circles."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planner_samples import ALL, FIRE, FOOD, SHOP, SIGN, approvals, catalogue_of, codes, plan
from tests.domain.planner_towns import LICENCES, Town, reformed
from tests.domain.planner_vocabulary import days
from yici.domain.error import Refused
from yici.domain.item import Need
from yici.domain.planner.graph import Circle

SHARED = st.lists(st.sampled_from(LICENCES[:2]), max_size=2, unique=True).map(tuple)
WANTED = st.lists(st.builds(Need, st.sampled_from(LICENCES[:2]), st.just("law"), st.just(("concurrent",))), max_size=2)


@st.composite
def sharing(draw):
    """Several items give the same licences and several need them."""
    town = draw(reformed)
    items = {
        name: replace(found, gives=draw(SHARED), needs=tuple(draw(WANTED)), forms=found.forms)
        for name, found in town.catalogue.items.items()
    }
    return replace(town, catalogue=replace(town.catalogue, items=items))


def told(town: Town):
    """What a plan says, without the order in which it is listed."""
    try:
        made = town.plan()
    except Refused as refused:
        return refused.code
    return (
        {(edge.item, edge.needs, edge.licence, edge.relaxed) for edge in made.graph},
        {
            one.item: (set(one.needs), one.starts, one.promised_by, one.legal_by, one.opinion_by)
            for one in made.schedule.approvals
        },
        made.schedule.finish,
        set(made.schedule.critical),
        {
            (one.element, one.origin, one.given_by, one.licence, one.maybe)
            for one in made.form.fields + made.form.spared
        },
        {(one.material, one.how, one.form, one.copies, one.maybe, one.mandatory, one.later) for one in made.materials},
        replace(made.savings.after, unknown=()),
    )


@settings(deadline=None, max_examples=60)
@given(sharing(), st.randoms(use_true_random=False))
def test_a_plan_does_not_depend_on_the_order_of_the_lines_of_a_bundle(town, chance):
    bundle = town.catalogue.bundles["b"]
    members = list(bundle.items)
    chance.shuffle(members)
    catalogue = replace(town.catalogue, bundles={"b": replace(bundle, items=tuple(members))})
    assert told(replace(town, catalogue=catalogue)) == told(town)


def test_of_several_givers_only_those_that_apply_are_waited_for():
    food = replace(FOOD, gives=("food_licence", "business_licence"), needs=(), promised_limit=days(30))
    both = approvals(plan(catalogue=catalogue_of(items=(SHOP, food, FIRE, SIGN))))
    assert both["fire"].needs == ("food", "shop")
    alone = approvals(plan({**ALL, "has_licence": True}, catalogue=catalogue_of(items=(SHOP, food, FIRE, SIGN))))
    assert alone["fire"].needs == ("food",)


# The shop's registration needs the food licence of raw food only: while that is open, nobody says it is a circle.
WAITING = replace(SHOP, needs=(Need("food_licence", "law", (), "raw"),))


@pytest.mark.parametrize(("raw", "circle"), [(True, True), (False, False), (None, False)])
def test_an_open_need_that_would_close_a_circle_is_not_taken_for_one(raw, circle):
    answers = {name: value for name, value in ({**ALL, "raw": raw}).items() if value is not None}
    catalogue = catalogue_of(items=(WAITING, FOOD, FIRE, SIGN))
    if circle:
        with pytest.raises(Circle):
            plan(answers, catalogue=catalogue)
        return
    made = plan(answers, catalogue=catalogue)
    (shop,) = [item for item in made.items if item.item == "shop"]
    assert ("need.may_be_given" in codes(shop)) is (raw is None)
    assert ("need.open" in codes(shop)) is (raw is None)
    assert approvals(made)["shop"].needs == ()
