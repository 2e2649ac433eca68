"""What holds of plans over large catalogues with circles and roles."""

import random
from collections import Counter

from hypothesis import assume, given, settings
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


@few
@given(seeds, sizes, st.sampled_from(LEVERS))
def test_switching_a_lever_off_never_moves_the_promised_date_earlier(seed, size, lever):
    catalogue = City(seed, size).catalogue()
    on, off = attempted(catalogue), attempted(catalogue, off=(lever,))
    assume(on is not None and off is not None)
    if on.schedule.finish.day is not None and off.schedule.finish.day is not None:
        assert on.schedule.finish.day <= off.schedule.finish.day
    for approval in on.schedule.approvals:
        twin = next(one for one in off.schedule.approvals if one.item == approval.item)
        if approval.promised_by.day is not None and twin.promised_by.day is not None:
            assert approval.promised_by.day <= twin.promised_by.day


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
