"""Which items apply, which questions are open, and every fault of the answers at once."""

from dataclasses import replace

import pytest

from tests.domain.planner_samples import BUNDLE, CITY, FIRE, FOOD, SHOP, catalogue_of, plan
from tests.domain.planner_vocabulary import CALENDAR, MONDAY, PLACE
from yici.domain.bundle import BundleItem
from yici.domain.error import Invalid, NotFound
from yici.domain.item import Question
from yici.domain.planner import make_plan
from yici.domain.policy import Holdings, Policy
from yici.domain.vocabulary import Option


def applying(made):
    return {item.item: item.applies for item in made.items}


def codes(reasons):
    return [reason.code for reason in reasons]


def test_without_answers_only_unconditional_items_apply_and_the_rest_is_open():
    assert applying(plan({})) == {"shop": None, "food": True, "fire": None, "sign": None}


def test_answers_decide_and_the_reason_names_condition_and_question():
    made = plan({"has_licence": False, "area": 50, "sign": False})
    assert applying(made) == {"shop": True, "food": True, "fire": False, "sign": False}
    fire = made.items[2]
    assert codes(fire.reasons) == ["item.listed", "item.when_false"]
    assert fire.reasons[1].params == {"when": "area > 50", "questions": "area"}


def test_open_items_take_no_part_in_form_materials_or_schedule():
    made = plan({})
    assert [approval.item for approval in made.schedule.approvals] == ["food"]
    assert {name for field in made.form.fields for name in field.items} == {"food"}
    assert {"burden.item_open"} < set(codes(made.savings.after.unknown))


def test_while_an_item_is_open_the_finish_is_only_a_bound_and_says_why():
    settled = plan({"has_licence": True, "area": 20, "sign": False, "raw": False}).schedule
    finish = plan({"has_licence": True, "area": 20}).schedule.finish
    assert settled.finish.day is not None
    assert (finish.day, finish.not_before) == (None, settled.finish.day)
    assert (finish.reason.code, finish.reason.params) == ("schedule.items_open", {"count": "1"})


def test_open_questions_are_those_that_can_still_change_something():
    hanging = {question.id: codes(question.reasons) for question in plan({}).questions}
    assert set(hanging) == {"has_licence", "area", "sign", "raw", "fire_way"}
    assert hanging["raw"] == ["question.material"]
    assert hanging["fire_way"] == ["question.commitment"]
    # Without a fire check, how it is done no longer matters.
    assert [question.id for question in plan({"has_licence": True, "area": 20, "sign": False}).questions] == ["raw"]
    assert plan().questions == ()


def test_a_question_that_opens_another_is_listed_as_leading_to_it():
    when = replace(BUNDLE, questions=(*BUNDLE.questions[:2], replace(BUNDLE.questions[2], when="area > 10")))
    made = plan({"has_licence": True}, catalogue=catalogue_of(bundle=when))
    hanging = {question.id: codes(question.reasons) for question in made.questions}
    assert "sign" not in hanging
    assert "question.leads_to" in hanging["area"]


def test_a_condition_that_only_a_question_not_put_could_fulfil_does_not_hold():
    when = replace(BUNDLE, questions=(*BUNDLE.questions[:2], replace(BUNDLE.questions[2], when="area > 10")))
    made = plan({"has_licence": True, "area": 5}, catalogue=catalogue_of(bundle=when))
    assert applying(made)["sign"] is False
    assert codes(made.items[3].reasons) == ["item.listed", "item.not_asked"]


def test_questions_that_hang_on_each_other_in_a_circle_stay_open():
    first, second = replace(BUNDLE.questions[0], when="sign"), replace(BUNDLE.questions[2], when="has_licence")
    made = plan({}, catalogue=catalogue_of(bundle=replace(BUNDLE, questions=(first, BUNDLE.questions[1], second))))
    assert applying(made)["sign"] is None


def test_all_faults_of_the_answers_are_told_at_once():
    drinks = Question("drinks", "饮品", "choices", "", options=(Option("tea", "茶"), Option("beer", "酒")))
    late = Question("late", "夜间", "boolean", "", when="area > 100")
    bundle = replace(BUNDLE, questions=(*BUNDLE.questions, drinks, late))
    wrong = {
        "nobody": 1, "area": True, "sign": "yes", "fire_way": "magic", "has_licence": 0,
        "drinks": ("tea", "gin", "tea"), "late": True,
    }  # fmt: skip
    with pytest.raises(Invalid) as raised:
        plan(wrong, catalogue=catalogue_of(bundle=bundle))
    assert raised.value.code == "answers.invalid"
    assert {(fault["code"], fault["question"]) for fault in raised.value.params["faults"]} == {
        ("answer.unknown_question", "nobody"),
        ("answer.wrong_type", "area"),
        ("answer.wrong_type", "sign"),
        ("answer.not_an_option", "fire_way"),
        ("answer.wrong_type", "has_licence"),
        ("answer.not_an_option", "drinks"),
        ("answer.twice", "drinks"),
    }
    assert raised.value.remedy


@pytest.mark.parametrize(("area", "least", "wrong"), [(-1, 0, True), (0, 0, False), (0, 1, True), (1, 1, False)])
def test_a_number_that_cannot_be_is_no_answer(area, least, wrong):
    questions = tuple(replace(one, at_least=least) if one.id == "area" else one for one in BUNDLE.questions)
    catalogue = catalogue_of(bundle=replace(BUNDLE, questions=questions))
    if not wrong:
        assert plan({"area": area}, catalogue=catalogue).answers == {"area": area}
        return
    with pytest.raises(Invalid) as raised:
        plan({"area": area}, catalogue=catalogue)
    assert raised.value.params["faults"] == [{"code": "answer.too_small", "question": "area", "at_least": str(least)}]


@pytest.mark.parametrize(("area", "wrong"), [(1000, False), (1001, True), (10**14, True)])
def test_a_number_beyond_what_can_be_is_no_answer(area, wrong):
    questions = tuple(replace(one, at_most=1000) if one.id == "area" else one for one in BUNDLE.questions)
    catalogue = catalogue_of(bundle=replace(BUNDLE, questions=questions))
    if not wrong:
        assert plan({"area": area}, catalogue=catalogue).answers == {"area": area}
        return
    with pytest.raises(Invalid) as raised:
        plan({"area": area}, catalogue=catalogue)
    assert raised.value.params["faults"] == [{"code": "answer.too_large", "question": "area", "at_most": "1000"}]


def test_an_answer_to_a_question_that_is_not_asked_is_a_fault():
    late = Question("late", "夜间", "boolean", "", when="area > 100")
    catalogue = catalogue_of(bundle=replace(BUNDLE, questions=(*BUNDLE.questions, late)))
    with pytest.raises(Invalid) as raised:
        plan({"area": 80, "late": True, "sign": 3}, catalogue=catalogue)
    faults = {fault["code"]: fault["question"] for fault in raised.value.params["faults"]}
    assert faults == {"answer.wrong_type": "sign", "answer.not_asked": "late"}
    assert plan({"area": 101, "late": True}, catalogue=catalogue).answers == {"area": 101, "late": True}


def test_answers_are_kept_in_the_order_of_questions_and_options():
    drinks = Question("drinks", "饮品", "choices", "", options=(Option("tea", "茶"), Option("beer", "酒")))
    catalogue = catalogue_of(bundle=replace(BUNDLE, questions=(*BUNDLE.questions, drinks)))
    made = plan({"drinks": ("beer", "tea"), "sign": True, "area": 9}, catalogue=catalogue)
    assert list(made.answers.items()) == [("area", 9), ("sign", True), ("drinks", ("tea", "beer"))]


def test_a_licence_already_held_is_noted_on_the_item_that_gives_it():
    shop = plan(held=["business_licence"]).items[0]
    assert shop.applies is True
    assert "item.licence_held" in codes(shop.reasons)


def test_a_guide_that_does_not_list_every_paper_is_said_so():
    notes = {item.item: codes(item.reasons) for item in plan().items}
    assert "materials.incomplete" in notes["food"]
    assert "materials.incomplete" not in notes["shop"]


def call(catalogue, **changes):
    asked = {"bundle": "open-shop", "place": PLACE} | changes
    return make_plan(
        catalogue, **asked, answers={}, holdings=Holdings(), policy=Policy(), calendar=CALENDAR, start=MONDAY
    )


@pytest.mark.parametrize(
    ("changes", "code"), [({"bundle": "fly"}, "bundle.not_found"), ({"place": "440100000000"}, "place.not_found")]
)
def test_a_bundle_or_a_place_without_definition_is_not_found(changes, code):
    with pytest.raises(NotFound) as raised:
        call(catalogue_of(), **changes)
    assert raised.value.code == code


def test_a_district_is_planned_by_the_definition_of_its_city():
    made = call(catalogue_of(), place="330106000000")
    assert made.place == "330106000000"
    assert made.schedule.approvals[0].body == CITY.agencies["market"]


def test_the_plan_pins_the_definitions_that_it_rests_on():
    made = plan()
    assert made.digests["item:food"] == "f"
    assert made.digests["calendar:cn"].startswith("sha256:")
    assert made.schedule.approvals[1].digest == "f"


def test_an_item_whose_condition_is_missing_always_applies():
    bundle = replace(BUNDLE, items=(BundleItem("shop", "here"),))
    made = plan({"area": 1}, catalogue=catalogue_of(items=(SHOP,), bundle=bundle))
    assert codes(made.items[0].reasons) == ["item.listed"]


def test_a_condition_inside_a_form_that_is_not_used_leaves_no_question_open():
    field = replace(FOOD.forms[0].fields[0], when="sign")
    food = replace(FOOD, forms=(replace(FOOD.forms[0], fields=(field,), when="raw"),))
    bundle = replace(BUNDLE, items=BUNDLE.items[:3])
    catalogue = catalogue_of(items=(SHOP, food, FIRE), bundle=bundle)
    answers = {"has_licence": False, "area": 10}
    assert [question.id for question in plan({**answers, "raw": False}, catalogue=catalogue).questions] == []
    assert [question.id for question in plan({**answers, "raw": True}, catalogue=catalogue).questions] == ["sign"]


def test_the_nearest_place_above_counts():
    province = replace(CITY, code="330000000000", agencies={"market": "某省市场监督管理局"})
    catalogue = replace(catalogue_of(), places={CITY.code: CITY, province.code: province})
    assert call(catalogue, place="330106000000").schedule.approvals[0].body == "某市市场监督管理局"
    assert call(catalogue, place="330200000000").schedule.approvals[0].body == "某省市场监督管理局"
