"""Circles of needs that nothing may relax: what the planner would refuse for some answers, the check tells before."""

from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planner_samples import BUNDLE, CITY, FIRE, FOOD, SHOP, SIGN, catalogue_of, index
from tests.domain.planner_towns import CONDITIONS, LICENCES, QUESTIONS, VOCABULARIES
from tests.domain.planner_vocabulary import CALENDAR, SOURCES
from yici.domain.bundle import Bundle, BundleItem
from yici.domain.checking import check_catalogue
from yici.domain.error import Invalid
from yici.domain.item import Change, Need
from yici.domain.planner.choose import choose_items
from yici.domain.planner.graph import Circle, make_graph
from yici.domain.planner.request import make_request
from yici.domain.policy import Holdings, Policy

START = date(2026, 3, 2)


def circles(catalogue):
    return {fault.params["items"] for fault in check_catalogue(catalogue) if fault.code == "bundle.circle"}


def needing(item, *needs):
    return replace(item, needs=tuple(Need(licence, "law", relax, when) for licence, relax, when in needs))


def always(*items):
    bundle = replace(BUNDLE, items=tuple(BundleItem(item.id, "here") for item in items))
    return catalogue_of(items=items, bundle=bundle)


def test_a_licence_that_several_give_is_waited_for_from_each():
    shop = needing(replace(SHOP, gives=("business_licence", "sign_licence")), ("food_licence", (), None))
    food = needing(FOOD, ("sign_licence", (), None))
    assert circles(always(shop, food, needing(FIRE), needing(SIGN))) == {"食品经营许可 → 个体工商户登记 → 食品经营许可"}


def test_two_needs_of_one_giver_under_different_conditions_are_both_tried():
    shop = needing(SHOP, ("food_licence", (), "not raw"), ("food_licence", (), "raw and sign"))
    food = needing(FOOD, ("business_licence", (), "raw"))
    assert len(circles(always(shop, food, needing(FIRE), needing(SIGN)))) == 1


def test_two_circles_that_share_a_need_are_both_told():
    shop = needing(SHOP, ("food_licence", (), None))
    food = needing(FOOD, ("business_licence", (), None), ("fire_opinion", (), None))
    fire = needing(FIRE, ("business_licence", (), None))
    assert len(circles(always(shop, food, fire, needing(SIGN)))) == 2


def test_what_took_an_items_place_is_no_circle_with_it():
    old = replace(needing(SHOP, ("food_licence", (), None)), changes=(Change("cancelled", START, "law", ("food",)),))
    food = needing(FOOD, ("business_licence", (), None))
    assert circles(always(old, food, needing(FIRE), needing(SIGN))) == {"食品经营许可 → 个体工商户登记 → 食品经营许可"}
    bundle = replace(BUNDLE, items=(BundleItem("shop", "here"),))
    later = replace(old, changes=(replace(old.changes[0], since=date.min),))
    assert circles(catalogue_of(items=(later, food), bundle=bundle)) == set()


def test_a_thicket_of_needs_is_told_in_reasonable_time():
    names = [f"i{number}" for number in range(14)]
    items = [
        replace(needing(SHOP, *((f"l{other}", (), None) for other in range(14) if f"i{other}" != name)), id=name)
        for name in names
    ]
    items = [replace(item, gives=(f"l{item.id[1:]}",)) for item in items]
    catalogue = replace(always(*items), licences={f"l{n}": replace(LICENCE, id=f"l{n}") for n in range(14)})
    assert circles(catalogue)


LICENCE = next(iter(VOCABULARIES[0]["licences"].values()))
NEEDS = st.lists(
    st.builds(
        Need, st.sampled_from(LICENCES[:3]), st.just("law"), st.sampled_from(((), (), (), ("concurrent",))),
        st.none() | st.sampled_from(CONDITIONS),
    ),
    max_size=3,
).map(tuple)  # fmt: skip
CHANGES = st.lists(
    st.builds(
        Change, st.sampled_from(("cancelled", "suspended", "open")), st.sampled_from((START, date(2026, 1, 1))),
        st.just("law"), st.sampled_from(((), (), ("i2",), ("i3",))),
    ),
    max_size=1,
).map(tuple)  # fmt: skip


@st.composite
def catalogues(draw):
    """Four items that give and need few licences under conditions; some were replaced by later ones."""
    items = [
        replace(
            SHOP, id=f"i{number}", forms=(), materials=(), needs=draw(NEEDS),
            changes=draw(CHANGES) if number < 2 else (),
            gives=tuple(draw(st.lists(st.sampled_from(LICENCES[:3]), max_size=2, unique=True))),
        )
        for number in range(4)
    ]  # fmt: skip
    members = tuple(BundleItem(item.id, "here", draw(st.none() | st.sampled_from(CONDITIONS))) for item in items)
    return replace(
        catalogue_of(items=items, bundle=Bundle("b", "事", "reference", members, SOURCES, questions=QUESTIONS)),
        **VOCABULARIES[0],
        places={CITY.code: replace(CITY, items={})},
        items=index(items),
    )


ANSWERS = list(
    product((None, True, False), (None, 1, 4, 7), (None, "a", "b"), (None, (), ("x",), ("y",)), (None, True, False))
)


def refused(catalogue, values):
    """Whether the planner finds a circle for some of these answers, all of them or none."""
    answers = {
        name: value for name, value in zip(("q0", "q1", "q2", "q3", "q4"), values, strict=True) if value is not None
    }
    try:
        request = make_request(
            catalogue, bundle="b", place=CITY.code, answers=answers, holdings=Holdings(), calendar=CALENDAR, start=START
        )
    except Invalid:
        return False
    chosen = choose_items(request)
    try:
        make_graph(request, chosen.applying, chosen.maybe, Policy())
    except Circle:
        return True
    return False


@settings(max_examples=40, deadline=None)
@given(catalogues())
def test_whatever_the_planner_refuses_for_some_answers_the_check_has_told(catalogue):
    told = bool(circles(catalogue))
    met = any(refused(catalogue, values) for values in ANSWERS)
    assert told or not met
    if not any(item.changes for item in catalogue.items.values()):
        # Without changes there is only this day, so that what is told does come about.
        assert told == met
