"""Items that were suspended, cancelled, split or merged, places that ask for less or more, one limit for all."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.planner_samples import (
    BUNDLE,
    CITY,
    FIRE,
    FOOD,
    SHOP,
    SIGN,
    approvals,
    catalogue_of,
    codes,
    day,
    index,
    plan,
)
from tests.domain.planner_vocabulary import LICENSING, days, fact
from yici.domain.bundle import BundleItem
from yici.domain.clock import Limit
from yici.domain.fact import Fact
from yici.domain.item import Basis, Change, MaterialUse, Opinion, SpecialProcedure
from yici.domain.place import LocalItem, Spared

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def changed(item, *changes):
    return replace(item, changes=tuple(Change(standing, since, "law", after) for standing, since, after in changes))


def applies(made):
    return {item.item: item.applies for item in made.items}


@pytest.mark.parametrize(
    ("changes", "food"),
    [
        ((), True),
        ((("suspended", JULY, ()),), True),
        ((("suspended", JUNE, ()),), False),
        ((("suspended", MAY, ()), ("open", JUNE, ())), True),
        ((("open", JUNE, ()), ("suspended", MAY, ())), True),
        ((("cancelled", MAY, ()),), False),
    ],
)
def test_an_item_applies_as_it_stands_on_the_day_of_start(changes, food):
    made = plan(catalogue=catalogue_of(items=(SHOP, changed(FOOD, *changes), FIRE, SIGN)))
    assert applies(made)["food"] is food
    if not food:
        (line,) = [item for item in made.items if item.item == "food"]
        assert codes(line)[-1] in ("item.suspended", "item.cancelled")


def split(since):
    small, large = (replace(FOOD, id=name, name=name, questions=()) for name in ("food_small", "food_large"))
    gone = changed(FOOD, ("cancelled", since, ("food_small", "food_large")))
    made = catalogue_of(items=(SHOP, gone, FIRE, SIGN))
    return replace(made, items={**made.items, **index((small, large))})


def test_what_an_item_was_split_into_takes_its_place_from_that_day_on():
    after = plan(catalogue=split(MAY))
    assert (applies(after)["food"], applies(after)["food_small"], applies(after)["food_large"]) == (False, True, True)
    lines = {item.item: codes(item) for item in after.items}
    assert "item.replaced" in lines["food"]
    assert "item.replaces" in lines["food_small"]
    before = plan(catalogue=split(JULY))
    assert applies(before) == applies(plan())


def test_what_several_items_were_merged_into_applies_once_when_one_of_them_would():
    one = replace(SIGN, id="front", name="门面", needs=())
    fire, sign = (changed(item, ("cancelled", MAY, ("front",))) for item in (FIRE, SIGN))
    made = catalogue_of(items=(SHOP, FOOD, fire, sign))
    made = replace(made, items={**made.items, "front": one})
    told = plan({"has_licence": False, "area": 30, "sign": True, "raw": True}, catalogue=made)
    assert [item.item for item in told.items if item.item == "front" and item.applies] == ["front"]
    none = plan({"has_licence": False, "area": 30, "sign": False, "raw": True}, catalogue=made)
    assert applies(none)["front"] is False


def test_a_paper_that_the_place_asks_for_no_more_is_listed_as_spared_and_by_whose_word():
    city = replace(CITY, items={"food": LocalItem(spares=(Spared("layout", "here"),))})
    (paper,) = [one for one in plan(catalogue=catalogue_of(city=city)).materials if one.material == "layout"]
    # The others still ask for the drawing, so it must be brought; for the food licence alone it is spared.
    assert (paper.how, paper.items) == ("submit", ("food", "fire", "sign"))
    said = {"has_licence": False, "area": 30, "sign": False, "raw": True}
    (alone,) = [one for one in plan(said, catalogue=catalogue_of(city=city)).materials if one.material == "layout"]
    assert alone.how == "spared"
    assert codes(alone)[0] == "material.spared"


def test_a_paper_that_the_place_adds_stands_on_the_list_with_its_basis():
    added = MaterialUse("layout", "卫生布局", "here", "copy", 1, basis="某市条例第九条")
    city = replace(CITY, items={"food": LocalItem(adds=(added,))})
    said = {"has_licence": False, "area": 30, "sign": False, "raw": False}
    plain, more = plan(said), plan(said, catalogue=catalogue_of(city=city))
    assert "layout" not in {one.material for one in plain.materials}
    (paper,) = [one for one in more.materials if one.material == "layout"]
    assert {reason.code: reason.params for reason in paper.reasons}["material.basis"]["basis"] == "某市条例第九条"


def jointly(limit):
    licensing = replace(LICENSING, joint=fact(Limit(45, "working_day"), "law"))
    bundle = replace(BUNDLE, joint_limit=limit)
    made = catalogue_of(bundle=bundle)
    return replace(made, regimes={**made.regimes, "licensing": licensing})


def test_without_a_decision_that_orders_joint_handling_each_keeps_its_own_limit():
    made = plan(catalogue=jointly(Fact()))
    assert (made.schedule.joint, made.schedule.joint_by) == (None, None)
    assert approvals(made)["sign"].legal_by.day == day("Mon 2026-06-22")


def test_with_one_all_licences_have_one_legal_end_and_no_promise_goes_beyond_it():
    made = plan(catalogue=jointly(days(12, "law")))
    known = approvals(made)
    assert made.schedule.joint_by.day == day("Wed 2026-06-17")
    assert {known[name].legal_by.day for name in ("food", "fire", "sign")} == {made.schedule.joint_by.day}
    assert known["sign"].promised_by.day == made.schedule.joint_by.day
    assert "promised.joint" in codes(known["sign"])
    # A filing is no licence: Art. 42 does not speak of it.
    assert "legal.joint" not in codes(known["shop"])


def test_opinions_say_whether_silence_is_consent_and_special_procedures_what_is_not_counted():
    asked = (
        Opinion("city", "外观", "here", days(5)),
        Opinion("fire", "疏散", "here", absence=Basis("某市条例", "第三条", "逾期视为同意", "here")),
        Opinion("fire", "大型活动", "here", when="area > 500"),
    )
    food = replace(FOOD, opinions=asked, special_procedures=(SpecialProcedure("检测", "testing", "law", days(7)),))
    made = approvals(plan(catalogue=catalogue_of(items=(SHOP, food, FIRE, SIGN))))["food"]
    assert [(one.agency, one.absence) for one in made.opinions] == [("city", None), ("fire", ("某市条例", "第三条"))]
    assert [codes(one)[1] for one in made.opinions] == ["opinion.no_absence", "opinion.absence"]
    (procedure,) = made.procedures
    assert (procedure.cause, procedure.limit) == ("testing", Limit(7, "working_day"))


def test_a_member_may_follow_what_took_over_another():
    bundle = replace(BUNDLE, items=(*BUNDLE.items, BundleItem("food_small", "here")))
    made = replace(split(MAY), bundles={bundle.id: bundle})
    assert [name for name, yes in applies(plan(catalogue=made)).items() if yes].count("food_small") == 1
