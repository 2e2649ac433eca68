"""One limit for all where a decision orders joint handling: inside the course, never beyond it, and told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planner_samples import BUNDLE, FIRE, FOOD, SHOP, SIGN, approvals, catalogue_of, codes, day, plan
from tests.domain.planner_towns import Town, reformed
from tests.domain.planner_vocabulary import FILING, LICENSING, SOURCES, days, fact
from yici.domain.checking import check_catalogue
from yici.domain.clock import Limit
from yici.domain.fact import Fact, Source
from yici.domain.item import Need

ORDERED = fact(Limit(45, "working_day"), "law")


def jointly(limit, *items):
    made = catalogue_of(items=items or (SHOP, FOOD, FIRE, SIGN), bundle=replace(BUNDLE, joint_limit=limit))
    return replace(made, regimes={**made.regimes, "licensing": replace(LICENSING, joint=ORDERED)})


def in_a_row(food=20, fire=20):
    """Fire waits for food, which waits for the shop's registration."""
    return (
        SHOP,
        replace(FOOD, promised_limit=days(food)),
        replace(FIRE, promised_limit=days(fire), legal_limit=Fact(), commitment=None,
                needs=(Need("food_licence", "law"),)),
        SIGN,
    )  # fmt: skip


def test_what_comes_late_begins_no_later_than_it_ends():
    city_free = replace(jointly(days(5, "law"), *in_a_row()), places=without_promises())
    made = plan(catalogue=city_free)
    known = approvals(made)
    last = made.schedule.joint_by.day
    assert last == day("Mon 2026-06-08")
    assert (known["food"].promised_by.day, known["fire"].starts.day, known["fire"].promised_by.day) == (last,) * 3
    assert made.schedule.finish.day == last
    for name in ("food", "fire"):
        assert "promised.joint" in codes(known[name])


def without_promises():
    return {code: replace(place, items={}) for code, place in catalogue_of().places.items()}


def test_what_waits_for_an_item_outside_of_joint_handling_keeps_its_own_limits_and_says_so():
    slow = replace(SHOP, promised_limit=days(30))
    known = approvals(plan(catalogue=jointly(days(10, "law"), slow, FOOD, FIRE, SIGN)))
    sign = known["sign"]
    assert sign.starts.day > day("Mon 2026-06-15")
    assert sign.starts.day <= sign.promised_by.day == sign.legal_by.day
    assert "legal.joint_over" in codes(sign)
    assert "legal.joint" not in codes(sign)


def test_what_another_place_has_decided_binds_nobody_here():
    made = plan(catalogue=jointly(days(5, "there")))
    assert (made.schedule.joint, made.schedule.joint_by) == (None, None)


def test_one_after_another_nothing_is_handled_jointly():
    made = plan(catalogue=jointly(days(5, "law")), off=("parallel",))
    assert made.schedule.joint is None


@st.composite
def ordered(draw):
    """A town of which a decision orders joint handling within so many days."""
    town = draw(reformed)
    limit = draw(st.sampled_from((days(0), days(1), days(3), days(8), days(20), fact(Limit(10, "day")))))
    bundle = replace(town.catalogue.bundles["b"], joint_limit=limit)
    joint = draw(st.sampled_from((("licensing",), ("licensing", "filing"))))
    regimes = {
        one.id: replace(one, joint=ORDERED) if one.id in joint else one for one in (LICENSING, FILING)
    }  # fmt: skip
    return replace(town, catalogue=replace(town.catalogue, bundles={"b": bundle}, regimes=regimes)), joint


@settings(deadline=None)
@given(ordered())
def test_nothing_begins_after_it_ends_and_nothing_that_the_limit_binds_ends_after_it(drawn: tuple[Town, tuple[str]]):
    town, joint = drawn
    made = town.plan()
    alone = replace(town, catalogue=replace(town.catalogue, bundles={"b": without_limit(town)})).plan()
    last, known, free = made.schedule.joint_by.day, approvals(made), approvals(alone)
    for one in made.schedule.approvals:
        if one.starts.day and one.promised_by.day:
            assert one.starts.day <= one.promised_by.day
            assert free[one.item].promised_by.day >= one.promised_by.day
            if one.promised_by.day < free[one.item].promised_by.day and last:
                behind = [known[name] for name in town_before(made, one.item)]
                assert any("promised.joint" in codes(name) for name in (one, *behind))
    if last and joint == ("licensing", "filing"):
        assert all(one.promised_by.day is None or one.promised_by.day <= last for one in made.schedule.approvals)
        if made.schedule.finish.day:
            assert made.schedule.finish.day <= last


def without_limit(town):
    return replace(town.catalogue.bundles["b"], joint_limit=Fact())


def town_before(made, item):
    found, ahead = set(), [item]
    while ahead:
        name = ahead.pop()
        for edge in made.graph:
            if edge.item == name and edge.needs not in found:
                found.add(edge.needs)
                ahead.append(edge.needs)
    return found


@pytest.mark.parametrize(
    ("source", "sound"),
    [
        (Source("d", "关于联合办理的决定", "law"), False),
        (Source("d", "关于联合办理的决定", "law", article="第二条"), True),
        (Source("d", "关于联合办理的决定", "official"), False),
        (Source("d", "关于联合办理的决定", "official", publisher="某市人民政府", date="2026-01-01"), True),
        (Source("d", "关于联合办理的报道", "media", publisher="某报", date="2026-01-01", article="第二条"), False),
    ],
)
def test_a_joint_limit_needs_the_decision_that_orders_it(source, sound):
    bundle = replace(BUNDLE, sources=(*SOURCES, source), joint_limit=days(45, "d"))
    faults = [fault.code for fault in check_catalogue(catalogue_of(bundle=bundle))]
    assert ("bundle.joint_without_decision" in faults) is not sound
