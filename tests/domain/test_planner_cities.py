"""What holds of plans over large catalogues with circles and roles."""

import random
from collections import Counter

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.domain.planner_cities import City, planned
from yici.domain.checking.possible import can_hold
from yici.domain.error import Refused
from yici.domain.occurrence import number_of, plain
from yici.domain.plan import Plan
from yici.domain.planner.circles import EXACT
from yici.domain.policy import LEVERS

PLAN = TypeAdapter(Plan)
seeds, sizes = st.integers(0, 10**6), st.integers(40, 300)
few = settings(max_examples=12, deadline=None)
TRIED = [(37 * number, 40 + 5 * number) for number in range(9)]
"""Seed and size of cities that stand for those that are generated, to see that they are fit for what is asked."""
DATES_MOVE = ("parallel", "commitment")
"""The levers that shorten the way; the others spare papers, lines and visits, and no date may hang on them."""


def attempted(catalogue, **wishes):
    try:
        return planned(catalogue, **wishes)
    except Refused as refused:
        assert refused.code == "plan.circle"
        return None


@few
@given(seeds, sizes)
def test_a_plan_does_not_depend_on_the_order_of_the_files(seed, size):
    city = City(seed, size)
    made = attempted(city.catalogue())
    again = attempted(city.catalogue(random.Random(seed + 1)))
    assert (made is None) == (again is None)
    if made is not None:
        assert PLAN.dump_json(made) == PLAN.dump_json(again)


@few
@given(seeds, sizes)
def test_nothing_is_asked_twice_of_anybody_and_everything_of_each_seller(seed, size):
    made = attempted(City(seed, size).catalogue())
    assume(made is not None)
    lines = Counter(field.element for field in (*made.form.fields, *made.form.spared))
    papers = Counter(paper.material for paper in made.materials)
    assert set(lines.values()) | set(papers.values()) <= {1}
    for name in (*lines, *papers):
        if number_of(name) == 1 and "seller" in name:
            role = name.partition(".")[0] == "seller"
            second = name.replace("seller", "seller-2", 1) if role else f"{name}-2"
            assert second in lines or second in papers
        assert plain(name) in {*lines, *papers}
        assert number_of(name) == 1 or "seller" in name


@few
@given(seeds, sizes)
def test_circles_are_opened_lawfully_and_everybody_ends_after_what_holds_them(seed, size):
    city = City(seed, size)
    made = attempted(city.catalogue())
    assume(made is not None)
    needs = {(item.id, need.licence): need.relax for item in city.items for need in item.needs}
    ends = {approval.item: approval for approval in made.schedule.approvals}
    for circle in made.circles:
        assert circle.relaxed
        assert circle.exact == (len(circle.items) <= EXACT)
        assert all(edge.relaxed in needs[edge.item, edge.licence] for edge in circle.relaxed)
    for edge in made.graph:
        if edge.relaxed != "commitment" and ends[edge.item].promised_by.day is not None:
            assert ends[edge.needs].promised_by.day <= ends[edge.item].promised_by.day


def promised_days(plan):
    """Give every promised day that is known by its item, that of the whole under no item."""
    days = {approval.item: approval.promised_by.day for approval in plan.schedule.approvals}
    return {item: day for item, day in {"": plan.schedule.finish.day, **days}.items() if day is not None}


def with_and_without(catalogue, lever):
    """Give the promised days with a lever on and off, as far as both are known; none where a circle stays closed."""
    on, off = attempted(catalogue), attempted(catalogue, off=(lever,))
    if on is None or off is None:
        return {}
    before, after = promised_days(on), promised_days(off)
    return {item: (before[item], after[item]) for item in before.keys() & after.keys()}


@few
@given(seeds, sizes, st.sampled_from(LEVERS))
def test_switching_a_lever_off_never_moves_the_promised_date_earlier(seed, size, lever):
    compared = with_and_without(City(seed, size).catalogue(), lever)
    event(f"{lever}: end of the whole {'compared' if '' in compared else 'unknown'}")
    assert all(on <= off for on, off in compared.values())
    if lever not in DATES_MOVE:
        assert all(on == off for on, off in compared.values())


@pytest.mark.parametrize("lever", LEVERS)
def test_the_promised_date_of_most_cities_is_known_with_and_without_a_lever(lever):
    """Without this the property above could hold because it never compares anything."""
    compared = [with_and_without(City(seed, size).catalogue(), lever) for seed, size in TRIED]
    wholes = [days[""] for days in compared if "" in days]
    assert len(wholes) > len(TRIED) / 2
    assert sum(on != off for on, off in wholes) > len(TRIED) / 3 or lever not in DATES_MOVE


def test_these_cities_have_circles_and_some_limits_that_nobody_has_published():
    made = [plan for seed, size in TRIED if (plan := attempted(City(seed, size).catalogue())) is not None]
    assert sum(bool(plan.circles) for plan in made) > len(TRIED) / 4
    assert 0 < sum(plan.schedule.finish.day is None for plan in made) < len(TRIED) / 2
    assert any(approval.committed for plan in made for approval in plan.schedule.approvals)
    assert any(paper.how == "deferrable" for plan in made for paper in plan.materials)
    assert any(plan.schedule.visits for plan in made)


@few
@given(seeds, sizes)
def test_a_joined_visit_makes_no_approval_end_later(seed, size):
    catalogue = City(seed, size).catalogue()
    joined, apart = attempted(catalogue), attempted(catalogue, off=("joint_inspection",))
    assume(joined is not None)
    dates = [(approval.item, approval.promised_by) for approval in joined.schedule.approvals]
    assert dates == [(approval.item, approval.promised_by) for approval in apart.schedule.approvals]
    assert len(joined.schedule.visits) <= len(apart.schedule.visits)
    starts = {approval.item: approval.starts.day for approval in joined.schedule.approvals}
    for visit in joined.schedule.visits:
        if visit.latest.day is not None:
            assert all(starts[item] is None or starts[item] <= visit.latest.day for item in visit.items)


def test_the_conditions_of_these_cities_can_all_hold():
    asked = {question.id: question for question in City(1, 40).catalogue().bundles["b"].questions}
    assert can_hold(["area > 50", 'kind == "a"'], asked, {})
