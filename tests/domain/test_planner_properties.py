"""What holds of every plan, over catalogues at random."""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.domain.planner_keys import chain, given_of, keys_of, never_found
from tests.domain.planner_samples import plan
from tests.domain.planner_towns import Town, answers, reformed, registered, towns
from yici.domain.catalogue import Catalogue
from yici.domain.condition import parse
from yici.domain.plan import Plan
from yici.domain.planner import REASONS
from yici.domain.policy import LEVERS, Policy
from yici.domain.reason import Reason

PLAN = TypeAdapter(Plan)


def reasons_in(value: object) -> Iterator[Reason]:
    if isinstance(value, Reason):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from reasons_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from reasons_in(one)


def applying(made: Plan) -> set[str]:
    return {item.item for item in made.items if item.applies}


@given(reformed | registered.map(lambda town: replace(town, policy=Policy())))
def test_nothing_held_shared_or_produced_is_asked(town: Town):
    made = town.plan()
    for field in made.form.fields:
        assert field.element not in town.holdings.elements
        element = town.catalogue.elements[field.element]
        own = {licence for name in field.items for licence in town.catalogue.items[name].gives}
        if not any(field.element in town.catalogue.licences[licence].certifies for licence in own):
            assert not tells(town, made, element.id)
            given_here = {licence for name in applying(made) for licence in town.catalogue.items[name].gives}
            for licence in given_here | town.holdings.licences:
                first = any(
                    element.register in form.captures
                    for name in field.items
                    for form in town.catalogue.items[name].forms
                )
                assert first or field.element not in town.catalogue.licences[licence].certifies
    for paper in made.materials:
        if paper.how in ("submit", "deferrable", "commitment"):
            assert town.catalogue.materials[paper.material].licence not in town.holdings.licences
            assert not town.catalogue.materials[paper.material].is_form


def tells(town: Town, made: Plan, element: str) -> bool:
    """A connected register has a record of the subject, open before this matter, and one of its keys is known or asked.
    What is part of a key it need not tell: by that it is asked."""
    catalogue, register = town.catalogue, town.catalogue.elements[element].register
    if register not in town.holdings.registers or opens(town, made, register, element):
        return False
    keys = list(keys_of(catalogue, register, element))
    known = given_of(catalogue, town.holdings, made) | surely_printed(town, made)
    return not any(element in key for key in keys) and any(key <= known for key in keys)


def opens(town: Town, made: Plan, register: str, element: str) -> bool:
    """A form of this matter first fills the record in which an element stands."""
    catalogue = town.catalogue
    filled = [
        field.element
        for name in applying(made)
        for form in catalogue.items[name].forms
        if register in form.captures and holds(form.when, town) is not False
        for field in form.fields
        if field.omit is None and catalogue.elements[field.element].register == register
    ]
    record = chain(catalogue, register, element)[-1]
    return any(chain(catalogue, register, one)[-1] == record for one in filled)


def surely_printed(town: Town, made: Plan) -> set[str]:
    return {
        field.element
        for name in applying(made)
        for form in town.catalogue.items[name].forms
        if holds(form.when, town)
        for field in form.fields
        if field.omit is None and holds(field.when, town)
    }


@given(towns | registered)
def test_nothing_is_spared_by_a_register_that_could_not_be_asked(town: Town):
    made = town.plan()
    assert never_found(town.catalogue, town.holdings, made) == set()
    for field in made.form.spared:
        if field.origin == "register":
            assert field.register in town.holdings.registers


@given(registered)
def test_what_is_part_of_a_key_of_its_subject_is_asked_wherever_the_forms_print_it(town: Town):
    made = town.plan()
    for field in made.form.spared:
        if field.origin == "register":
            asked = [reason.params["elements"] for reason in field.reasons if reason.code == "field.register_by"]
            assert field.element not in ", ".join(asked).split(", ")
            nearest = chain(town.catalogue, field.register, field.element)[0]
            own = {part for key in keys_of(town.catalogue, field.register, field.element) for part in key}
            if field.element in own:
                # Only another key of the very same subject tells it.
                assert all(name.startswith(f"{nearest}.") for name in ", ".join(asked).split(", ") if name)


@given(reformed)
def test_nothing_is_asked_twice(town: Town):
    made = town.plan()
    lines = Counter(field.element for field in (*made.form.fields, *made.form.spared))
    assert all(count == 1 for count in lines.values())
    papers = Counter(paper.material for paper in made.materials)
    assert all(count == 1 for count in papers.values())
    assert len(made.trips) <= 1


@given(towns)
def test_every_line_has_a_reason_and_every_reason_stands_in_the_table(town: Town):
    made = town.plan()
    lines = (
        *made.questions, *made.items, *made.form.fields, *made.form.spared, *made.materials,
        *made.schedule.approvals, *made.schedule.visits, *made.trips,
    )  # fmt: skip
    assert all(line.reasons for line in lines)
    for reason in reasons_in(made):
        assert tuple(reason.params) == REASONS[reason.code]
        assert all(isinstance(value, str) for value in reason.params.values())


def holds(condition: str | None, town: Town) -> bool | None:
    known = {name: frozenset(value) if isinstance(value, tuple) else value for name, value in town.answers.items()}
    if "q1" in known:
        known["thing.e0"] = known["q1"]
    return True if condition is None else parse(condition).evaluate(known)


@given(towns)
def test_no_paper_and_no_box_that_applies_is_ever_lost(town: Town):
    made = town.plan()
    represented = {(paper.material, item) for paper in made.materials for item in paper.items}
    lines = {field.element for field in (*made.form.fields, *made.form.spared)}
    for name in applying(made):
        item = town.catalogue.items[name]
        for use in item.materials:
            if holds(use.when, town):
                assert (use.material, name) in represented
        for form in item.forms:
            if holds(form.when, town):
                assert {field.element for field in form.fields} <= lines
    assert sum(field.printed for field in (*made.form.fields, *made.form.spared)) == made.form.printed


@given(towns)
def test_items_apply_exactly_as_their_conditions_say(town: Town):
    made = town.plan()
    for member, item in zip(town.catalogue.bundles["b"].items, made.items, strict=True):
        judged = holds(member.when, town)
        # A question that is not put (q4 while q0 is no) will not make its condition true.
        assert item.applies == judged or (judged is None and town.answers.get("q0") is False)


@given(towns | registered, st.sampled_from(LEVERS))
def test_switching_a_lever_off_never_lowers_fields_or_papers(town: Town, lever: str):
    on = town.plan(policy=replace(town.policy, **{lever: True})).savings.after
    off = town.plan(policy=replace(town.policy, **{lever: False})).savings.after
    assert off.fields >= on.fields
    assert off.papers >= on.papers


@given(towns)
def test_before_is_never_less_than_after_where_both_are_known(town: Town):
    savings = town.plan().savings
    assert savings.before.fields >= savings.after.fields
    assert savings.before.papers >= savings.after.papers
    assert savings.before.departments >= savings.after.departments
    if savings.before.days is not None and savings.after.days is not None:
        assert savings.before.days >= savings.after.days or town.policy.commitment


@given(towns, st.randoms(use_true_random=False))
def test_the_order_of_the_catalogue_makes_no_difference(town: Town, chance):
    def shuffled(mapping):
        pairs = list(mapping.items())
        chance.shuffle(pairs)
        return dict(pairs)

    names = [field.name for field in dataclasses.fields(Catalogue)]
    mixed = Catalogue(**{name: shuffled(getattr(town.catalogue, name)) for name in names})
    again = town.plan(catalogue=mixed, answers=shuffled(town.answers))
    assert PLAN.dump_json(again) == PLAN.dump_json(town.plan())


@given(towns, answers())
def test_a_further_answer_never_makes_a_decided_item_undecided_or_otherwise(town: Town, more):
    further = {**more, **town.answers}
    if further.get("q0") is False:
        further.pop("q4", None)
    if "q4" in town.answers and "q4" not in further:
        return
    before, after = town.plan(), town.plan(answers=further)
    for early, late in zip(before.items, after.items, strict=True):
        assert early.applies is None or early.applies == late.applies


@given(towns)
def test_only_questions_that_can_still_change_something_are_open(town: Town):
    made = town.plan()
    for question in made.questions:
        assert question.id not in town.answers
    if not made.questions:
        assert all(item.applies is not None for item in made.items)


@given(towns)
def test_a_frozen_plan_reads_back_equal(town: Town):
    made = town.plan()
    assert PLAN.validate_json(PLAN.dump_json(made)) == made


@given(towns)
def test_no_approval_starts_before_what_it_waits_for_has_ended(town: Town):
    made = town.plan()
    approvals = {approval.item: approval for approval in made.schedule.approvals}
    for approval in approvals.values():
        for name in approval.needs:
            needed = approvals[name].promised_by
            if approval.starts.day is not None:
                assert needed.day is not None
                assert needed.day <= approval.starts.day
        if approval.promised_by.day is not None:
            assert approval.starts.day is not None
            assert approval.starts.day <= approval.promised_by.day
        assert (approval.promised_by.day is None) == (approval.promised_by.reason is not None)
    assert set(made.schedule.critical) <= set(approvals)


@given(towns)
def test_a_visit_lies_in_the_window_of_every_approval_that_it_serves(town: Town):
    made = town.plan()
    approvals = {approval.item: approval for approval in made.schedule.approvals}
    seen = Counter(name for visit in made.schedule.visits for name in visit.inspections)
    assert all(count == 1 for count in seen.values())
    assert set(seen) == {name for approval in approvals.values() for name in approval.inspections}
    for visit in made.schedule.visits:
        for name in visit.items:
            starts, ends = approvals[name].starts.day, approvals[name].promised_by.day
            if starts is not None and visit.earliest.day is not None:
                assert visit.earliest.day >= starts
            if ends is not None and visit.latest.day is not None:
                assert visit.latest.day <= ends


@given(towns)
def test_planning_twice_gives_the_same_and_leaves_no_trace(town: Town):
    # Lines are kept between plans; a plan made in between must not be seen.
    first = town.plan()
    town.plan(answers={}, holdings=replace(town.holdings, registers=frozenset()))
    assert town.plan() == first


@given(reformed)
def test_definitions_that_have_served_others_plan_like_definitions_read_anew(town: Town):
    for name in town.answers:
        town.plan(answers=otherwise(town.answers, name))
    assert town.plan() == town.plan(catalogue=replace(town.catalogue))


def otherwise(given_answers: dict, name: str) -> dict:
    """The same answers but for one; what is then not asked any more falls away."""
    said = given_answers[name]
    others = {"q1": (2, 8), "q2": ("a", "b"), "q3": ((), ("x",))}.get(name, (True, False))
    changed = {**given_answers, name: next(other for other in others if other != said)}
    return {key: value for key, value in changed.items() if key != "q4" or changed.get("q0") is not False}


def test_every_reason_of_the_shop_is_in_the_table_too():
    assert {reason.code for reason in reasons_in(plan())} <= REASONS.keys()
