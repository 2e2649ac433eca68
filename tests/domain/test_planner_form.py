"""The one form: each element once, where its value comes from, and the ledger of what was not asked."""

from dataclasses import replace

import pytest

from tests.domain.planner_samples import ALL, FIRE, FOOD, SHOP, SIGN, catalogue_of, plan
from yici.domain.item import Field


def fields(made):
    return {field.element: field for field in (*made.form.fields, *made.form.spared)}


def codes(field):
    return [reason.code for reason in field.reasons]


def test_an_element_that_four_forms_print_is_asked_once_and_says_so():
    name = fields(plan())["shop.name"]
    assert name.origin == "ask"
    assert name.asked_by == ("shop-form", "food-form", "fire-form", "sign-form")
    assert name.printed == 4
    assert name.reasons[-1].params == {"times": "4", "forms": "shop-form, food-form, fire-form, sign-form"}


@pytest.mark.parametrize(
    ("element", "holdings", "origin", "trust", "reason"),
    [
        ("shop.dishes", {}, "ask", "D", "field.only_applicant"),
        ("shop.area", {}, "answered", "D", "field.answered"),
        ("owner.mobile", {}, "ask", "D", "field.account_unknown"),
        ("owner.mobile", {"elements": ["owner.mobile"]}, "account", "B", "field.account"),
        ("owner.mobile", {"elements": ["owner.mobile"], "declared": ["owner.mobile"]}, "account", "D",
         "field.declared"),
        ("owner.name", {}, "ask", "D", "field.register_not_connected"),
        ("owner.name", {"registers": ["population"]}, "register", "A", "field.register_by"),
        ("owner.name", {"registers": ["population"], "elements": ["owner.id_number"]}, "register", "A",
         "field.register"),
        ("owner.name", {"registers": ["population"], "elements": ["owner.name"]}, "register", "A", "field.register_by"),
        ("owner.id_number", {}, "ask", "D", "field.register_key"),
        ("owner.id_number", {"registers": ["population"]}, "ask", "D", "field.register_key"),
        ("owner.id_number", {"elements": ["owner.id_number"]}, "account", "B", "field.account"),
        ("shop.uscc", {}, "produced", "A", "field.produced"),
        ("old.name", {}, "omitted", "D", "field.omitted"),
    ],
)  # fmt: skip
def test_where_a_value_comes_from(element, holdings, origin, trust, reason):
    field = fields(plan(**holdings))[element]
    assert (field.origin, field.trust, codes(field)[0]) == (origin, trust, reason)
    assert field.locked is (trust in "AB")


def test_a_register_that_this_matter_first_fills_cannot_prefill_it():
    name = fields(plan(registers=["business"]))["shop.name"]
    assert name.origin == "ask"
    assert name.reasons[0].params == {"item": "shop", "form": "shop-form"}


def test_a_register_that_exists_before_the_matter_prefills_the_other_forms():
    made = plan({**ALL, "has_licence": True}, registers=["business"], held=["business_licence"])
    assert fields(made)["shop.name"].origin == "held"
    assert fields(plan({**ALL, "has_licence": True}, registers=["business"]))["shop.name"].origin == "register"


def test_a_value_that_another_item_produces_says_which_and_by_which_licence():
    uscc = fields(plan())["shop.uscc"]
    assert (uscc.licence, uscc.given_by) == ("business_licence", "shop")
    assert uscc.items == ("food",)


def test_a_field_that_its_condition_leaves_out_stands_in_the_ledger():
    dishes = replace(FOOD.forms[0].fields[5], when="raw")
    food = replace(FOOD, forms=(replace(FOOD.forms[0], fields=(*FOOD.forms[0].fields[:5], dishes)),))
    catalogue = catalogue_of(items=(SHOP, food, FIRE, SIGN))
    left_out = fields(plan({**ALL, "raw": False}, catalogue=catalogue))["shop.dishes"]
    assert (left_out.origin, codes(left_out)) == ("omitted", ["field.not_applicable"])
    answers = {name: value for name, value in ALL.items() if name != "raw"}
    open_one = fields(plan(answers, catalogue=catalogue))["shop.dishes"]
    assert (open_one.origin, open_one.maybe) == ("ask", True)
    assert open_one.reasons[-1].params == {"when": "raw", "questions": "raw"}
    assert not fields(plan(catalogue=catalogue))["shop.dishes"].maybe


def test_a_form_that_is_not_used_prints_nothing():
    food = replace(FOOD, forms=(replace(FOOD.forms[0], when="raw"),))
    catalogue = catalogue_of(items=(SHOP, food, FIRE, SIGN))
    assert plan(catalogue=catalogue).form.printed - plan({**ALL, "raw": False}, catalogue=catalogue).form.printed == 7
    answers = {name: value for name, value in ALL.items() if name != "raw"}
    maybe = fields(plan(answers, catalogue=catalogue))["shop.dishes"]
    assert (maybe.maybe, maybe.reasons[-1].params["when"]) == (True, "raw")


def test_a_field_is_mandatory_if_one_form_says_so_and_unknown_if_none_says_anything():
    made = fields(plan())
    assert made["owner.mobile"].mandatory is True
    shop = replace(SHOP, forms=(replace(SHOP.forms[0], fields=(Field("电话", "owner.mobile"),)),))
    alone = plan({**ALL, "area": 10}, catalogue=catalogue_of(items=(shop, replace(FOOD, forms=()), FIRE, SIGN)))
    assert fields(alone)["owner.mobile"].mandatory is None


def test_every_printed_box_is_accounted_for():
    form = plan().form
    assert form.printed == 20
    assert sum(field.printed for field in (*form.fields, *form.spared)) == form.printed
    assert form.distinct == len(form.fields) + len(form.spared) == 10


def test_without_merging_each_form_asks_for_itself_what_no_register_knows():
    asked = [field.element for field in plan(off=["merged_form"]).form.fields]
    assert asked.count("owner.mobile") == 2
    assert asked.count("shop.area") == 2
    # The shop's form must ask the name; the licence that it leads to tells it to the others.
    assert asked.count("shop.name") == 1
    assert [field.element for field in plan(off=["merged_form", "reuse"]).form.fields].count("shop.name") == 4


def test_without_reuse_nothing_comes_from_registers_account_or_licences():
    everything = {"registers": ["population", "business"], "elements": ["owner.mobile"], "held": ["business_licence"]}
    spared = plan({**ALL, "has_licence": True}, off=["reuse"], **everything).form.spared
    assert {field.origin for field in spared} <= {"answered", "omitted"}


def test_a_register_filled_in_this_matter_knows_nothing_that_other_forms_ask_either():
    # The former name is in the register's record of the shop, but a shop that is only now registered has none.
    printed = (Field("原名称", "old.name"), Field("信用代码", "shop.uscc"))
    food = replace(FOOD, forms=(replace(FOOD.forms[0], fields=printed),))
    catalogue = catalogue_of(items=(SHOP, food, FIRE, SIGN))
    new = fields(plan(catalogue=catalogue, registers=["business"]))["old.name"]
    assert (new.origin, new.reasons[0].params) == ("ask", {"item": "shop", "form": "shop-form"})
    old = fields(plan({**ALL, "has_licence": True}, catalogue=catalogue, registers=["business"]))["old.name"]
    assert old.origin == "register"


def test_a_licence_held_tells_nothing_to_the_form_that_leads_to_a_new_one():
    assert fields(plan(held=["business_licence"]))["shop.name"].origin == "ask"


def test_what_one_form_surely_knows_and_another_may_have_to_ask_is_perhaps_asked():
    shop = replace(SHOP, forms=(replace(SHOP.forms[0], when="raw"),))
    catalogue = catalogue_of(items=(shop, FOOD, FIRE, SIGN))
    answers = {name: value for name, value in ALL.items() if name != "raw"}
    made = plan(answers, catalogue=catalogue)
    name = fields(made)["shop.name"]
    assert (name.origin, name.maybe) == ("ask", True)
    assert made.savings.after.fields == len([field for field in made.form.fields if not field.maybe])
    open_ones = len([field for field in made.form.fields if field.maybe])
    assert {"count": str(open_ones)} in [reason.params for reason in made.savings.after.unknown]


def without_number(item):
    """The item, whose forms do not ask who the owner is."""
    forms = tuple(
        replace(form, fields=tuple(field for field in form.fields if field.element != "owner.id_number"))
        for form in item.forms
    )
    return replace(item, forms=forms)


def test_a_register_spares_nothing_about_somebody_of_whom_no_form_asks_who_they_are():
    catalogue = catalogue_of(items=(without_number(SHOP), FOOD, FIRE, SIGN))
    made = plan(catalogue=catalogue, registers=["population"])
    name = fields(made)["owner.name"]
    assert (name.origin, codes(name)[0]) == ("ask", "field.register_key_not_asked")
    # Connecting the register would not help, so that is not what is said either.
    alone = fields(plan(catalogue=catalogue))["owner.name"]
    assert codes(alone)[0] == "field.register_key_not_asked"
    # The account tells the number: then the register can be asked.
    told = fields(plan(catalogue=catalogue, registers=["population"], elements=["owner.id_number"]))["owner.name"]
    assert (told.origin, codes(told)[0]) == ("register", "field.register")


def test_a_register_that_nobody_has_said_how_to_ask_spares_nothing():
    catalogue = catalogue_of()
    population = replace(catalogue.registers["population"], keys=())
    catalogue = replace(catalogue, registers={**catalogue.registers, "population": population})
    assert fields(plan(catalogue=catalogue, registers=["population"]))["owner.name"].origin == "ask"


def test_what_a_register_spares_says_by_what_on_the_forms_it_was_found():
    reason = fields(plan(registers=["population"]))["owner.name"].reasons[0]
    assert (reason.params["register"], reason.params["elements"]) == ("population", "owner.id_number")


def test_without_merging_the_key_on_another_items_form_does_not_help():
    # The shop's form asks the number, the food form only the name.
    names = [
        field.items
        for field in plan(registers=["population"], off=["merged_form"]).form.fields
        if field.element == "owner.name"
    ]
    assert names == [("food",)]


def test_while_it_is_open_whether_the_key_is_asked_the_rest_is_asked_too():
    number = replace(SHOP.forms[0].fields[1], when="raw")
    assert number.element == "owner.id_number"
    printed = (SHOP.forms[0].fields[0], number, *SHOP.forms[0].fields[2:])
    shop = replace(SHOP, forms=(replace(SHOP.forms[0], fields=printed),))
    catalogue = catalogue_of(items=(shop, FOOD, FIRE, SIGN))
    answers = {name: value for name, value in ALL.items() if name != "raw"}
    for raw, origin in (({}, "ask"), ({"raw": False}, "ask"), ({"raw": True}, "register")):
        assert (
            fields(plan({**answers, **raw}, catalogue=catalogue, registers=["population"]))["owner.name"].origin
            == origin
        )


def test_what_would_name_a_subject_itself_is_not_brought_by_the_record_around_it():
    # A branch has a number of its own, which no form asks; the record of the shop cannot say which of its branches.
    known = catalogue_of()
    elements = [replace(known.elements["old.name"], id=name) for name in ("branch.name", "branch.code", "branch.use")]
    business = replace(known.registers["business"], keys=(("name", "code"), ("uscc",)), within={"branch": "shop"})
    printed = (Field("信用代码", "shop.uscc"), Field("分店", "branch.name"), Field("用途", "branch.use"))
    food = replace(FOOD, forms=(replace(FOOD.forms[0], fields=printed),))
    catalogue = replace(
        known,
        items={**known.items, "food": food},
        elements={**known.elements, **{element.id: element for element in elements}},
        registers={**known.registers, "business": business},
    )
    made = fields(plan({**ALL, "has_licence": True}, catalogue=catalogue, registers=["business"]))
    assert (made["branch.name"].origin, codes(made["branch.name"])[0]) == ("ask", "field.register_key")
    assert (made["branch.use"].origin, codes(made["branch.use"])[0]) == ("register", "field.register_by")
