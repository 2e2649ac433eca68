"""Roles that several fill: a form and papers for each, and nothing of one taken for the other's."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.national_calendar import NATIONAL
from tests.domain.planner_samples import BUNDLE, FOOD, SHOP, catalogue_of, plan
from tests.domain.real_catalogue import real_catalogue
from yici.domain.bundle import Subject
from yici.domain.error import Invalid
from yici.domain.item import MaterialUse, Question
from yici.domain.occurrence import Shelf, number_of, numbered_element, numbered_material, plain
from yici.domain.planner import make_plan
from yici.domain.policy import Holdings, Policy
from yici.domain.vocabulary import Element, Material, Role

HOW_MANY = Question("owners", "几位经营者", "number", "", at_least=1, at_most=20)
SAID = {"has_licence": False, "area": 80, "sign": True, "raw": True}
OWN_CARD = Material("id_card.owner", "经营者身份证")


def owners(shop=SHOP):
    shop = replace(shop, materials=(MaterialUse("id_card.owner", "身份证", "here"), *shop.materials))
    bundle = replace(BUNDLE, subjects=(Subject("owner", "owners"),), questions=(*BUNDLE.questions, HOW_MANY))
    made = catalogue_of(items=(shop, FOOD), bundle=replace(bundle, items=bundle.items[:2]))
    return replace(made, materials={**made.materials, OWN_CARD.id: OWN_CARD})


def asked(made):
    return [field.element for field in made.form.fields]


def papers(made):
    return [paper.material for paper in made.materials]


def test_each_of_two_has_a_name_and_a_card_of_their_own():
    made = plan({**SAID, "owners": 2}, catalogue=owners())
    assert {"owner.name", "owner-2.name", "owner.id_number", "owner-2.id_number"} <= set(asked(made))
    assert [name for name in papers(made) if name.startswith("id_card.owner")] == ["id_card.owner", "id_card.owner-2"]
    assert "shop-2.name" not in asked(made)


def test_one_is_one_and_while_nobody_says_how_many_the_first_is_asked_and_the_question_is_open():
    alone, open_ = plan({**SAID, "owners": 1}, catalogue=owners()), plan(SAID, catalogue=owners())
    assert asked(alone) == asked(open_)
    assert papers(alone) == papers(open_)
    hanging = {question.id: [reason.code for reason in question.reasons] for question in open_.questions}
    assert hanging["owners"] == ["question.subject"]
    assert "owners" not in {question.id for question in alone.questions}


def test_what_the_account_or_a_licence_tells_of_the_first_it_does_not_tell_of_the_second():
    made = plan({**SAID, "owners": 2}, catalogue=owners(), elements=("owner.mobile", "owner.name"))
    assert not {"owner.mobile", "owner.name"} & set(asked(made))
    assert {"owner-2.mobile", "owner-2.name"} <= set(asked(made))


def test_a_register_tells_of_each_by_the_key_that_each_gives():
    made = plan({**SAID, "owners": 2}, catalogue=owners(), registers=("population",))
    assert {"owner.id_number", "owner-2.id_number"} <= set(asked(made))
    spared = {field.element: field.origin for field in made.form.spared}
    assert spared["owner.name"] == spared["owner-2.name"] == "register"


@pytest.mark.parametrize(("count", "code"), [(0, "answer.too_small"), (21, "answer.too_large")])
def test_nobody_or_a_crowd_is_refused(count, code):
    with pytest.raises(Invalid) as raised:
        plan({**SAID, "owners": count}, catalogue=owners())
    assert [fault["code"] for fault in raised.value.params["faults"]] == [code]


def test_every_box_is_counted_for_each():
    one, three = (plan({**SAID, "owners": number}, catalogue=owners()).form for number in (1, 3))
    boxes = sum(field.printed for field in (*one.fields, *one.spared) if field.element.startswith("owner."))
    assert three.printed == one.printed + 2 * boxes


def test_the_papers_of_several_are_told_apart_in_words():
    made = replace(owners(), roles={"owner": Role("owner", "经营者", "Owner")})
    planned = plan({**SAID, "owners": 3}, catalogue=made).materials
    names = [paper.name for paper in planned if paper.material.startswith("id_card.owner")]
    assert names == ["经营者身份证", "经营者二身份证", "经营者三身份证"]


def test_names_carry_the_number_and_read_back():
    assert numbered_element("seller.name", 2) == "seller-2.name"
    assert numbered_material("identity_card.seller", 12) == "identity_card.seller-12"
    for name, number in (("seller.name", 1), ("seller-2.name", 2), ("identity_card.seller-12", 12), ("layout", 1)):
        assert number_of(name) == number
    assert plain("seller-2.name") == "seller.name"
    assert plain("identity_card.seller-12") == "identity_card.seller"


def test_the_shelf_makes_words_of_further_holders_but_definitions_do_not_have_them():
    shelf = Shelf({"seller.name": Element("seller.name", "卖方姓名", "text", "self", "Seller's name")})
    second = shelf["seller-2.name"]
    assert (second.id, second.name, second.name_en) == ("seller-2.name", "卖方姓名（2）", "Seller's name (2)")
    roles = {"seller": Role("seller", "卖方（转让方）", "Seller")}
    named = Shelf(shelf, roles)["seller-2.name"]
    assert (named.name, named.name_en) == ("卖方二姓名", "Seller's name (seller 2)")
    other = Shelf({"seller.age": Element("seller.age", "年龄", "text", "self")}, roles)["seller-12.age"]
    assert (other.name, other.name_en) == ("年龄（卖方十二）", None)
    assert "seller-2.name" not in shelf
    assert len(shelf) == 1
    for unknown in ("seller.age", "seller-2.age", "seller-0.name", "seller-100.name"):
        with pytest.raises(KeyError):
            shelf[unknown]


def test_the_certificate_of_a_house_is_one_however_many_sell_it():
    catalogue = real_catalogue()
    made = make_plan(
        catalogue, bundle="house-transfer-utilities", place="330800000000", holdings=Holdings(), policy=Policy(),
        calendar=NATIONAL, start=date(2026, 3, 2),
        answers={"transaction": "existing_home", "buyer_count": 2, "seller_count": 2},
    )  # fmt: skip
    names = {paper.material: paper.name for paper in made.materials}
    assert [name for name in names if "certificate.property" in name] == ["real_estate_certificate.property"]
    assert names["identity_card.seller-2"] == "卖方二身份证明"
    assert len(set(names.values())) == len(names)
