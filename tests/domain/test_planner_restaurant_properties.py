"""What holds of every plan of a restaurant, whatever is answered, held and switched off."""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.domain.planner_keys import never_found
from tests.domain.restaurant_samples import CATALOGUE, plan
from yici.domain.catalogue import questions_of
from yici.domain.item import Question
from yici.domain.plan import AnswerValue, Plan
from yici.domain.planner import REASONS
from yici.domain.planner.judge import Judge
from yici.domain.policy import LEVERS, Holdings, Policy
from yici.domain.reason import Reason

QUESTIONS = questions_of(CATALOGUE, CATALOGUE.bundles["open-restaurant"])
PLAN = TypeAdapter(Plan)


@st.composite
def answers(draw):
    """Valid answers to some of the questions, in the order in which they are asked."""
    given_so_far: dict[str, AnswerValue] = {}
    for name, question in QUESTIONS.items():
        if Judge(QUESTIONS, given_so_far)(question.when).holds and draw(st.integers(0, 4)):
            given_so_far[name] = draw(_value(question))
    return given_so_far


def _value(question: Question) -> st.SearchStrategy[AnswerValue]:
    options = st.sampled_from([option.value for option in question.options] or [""])
    return {"boolean": st.booleans(), "number": st.integers(0, 200), "choice": options}[question.type]


holdings = st.builds(
    Holdings,
    licences=st.frozensets(st.sampled_from(sorted(CATALOGUE.licences)), max_size=3),
    registers=st.frozensets(st.sampled_from(sorted(CATALOGUE.registers)), max_size=4),
    elements=st.frozensets(st.sampled_from(sorted(CATALOGUE.elements)), max_size=4),
)
places = st.sampled_from(sorted(CATALOGUE.places))
policies = st.builds(Policy, **{lever: st.booleans() for lever in LEVERS})


def reasons_in(value: object) -> Iterator[Reason]:
    if isinstance(value, Reason):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from reasons_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from reasons_in(one)


@given(answers(), places, holdings, policies)
def test_every_plan_of_a_restaurant_is_whole(given_answers, place, held, policy):
    made = plan(given_answers, place=place, holdings=held, policy=policy)
    assert PLAN.validate_json(PLAN.dump_json(made)) == made
    assert {reason.code for reason in reasons_in(made)} <= REASONS.keys()
    lines = (*made.items, *made.form.fields, *made.form.spared, *made.materials, *made.schedule.visits, *made.trips)
    assert all(line.reasons for line in lines)
    assert sum(field.printed for field in (*made.form.fields, *made.form.spared)) == made.form.printed
    assert never_found(CATALOGUE, held, made) == set()
    if policy.merged_form:
        assert max(Counter(field.element for field in made.form.fields).values(), default=1) == 1
        assert max(Counter(paper.material for paper in made.materials).values(), default=1) == 1


@given(answers(), holdings, policies, st.sampled_from(LEVERS))
def test_no_reform_of_a_restaurant_makes_it_harder(given_answers, held, policy, lever):
    on = plan(given_answers, holdings=held, policy=replace(policy, **{lever: True})).savings.after
    off = plan(given_answers, holdings=held, policy=replace(policy, **{lever: False})).savings.after
    assert off.fields >= on.fields
    assert off.papers >= on.papers
    assert off.departments >= on.departments
    if off.days is not None and on.days is not None:
        assert off.days >= on.days
