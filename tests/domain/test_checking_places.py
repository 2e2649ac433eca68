"""What a place adds is checked as an item's own papers are: its condition, its sources, its basis."""

from dataclasses import replace

import pytest

from tests.domain.planner_samples import ALL, BUNDLE, CITY, FIRE, FOOD, SHOP, SIGN, approvals, catalogue_of, plan
from tests.domain.planner_vocabulary import LAW, days, fact
from yici.domain.checking import check_catalogue
from yici.domain.clock import Limit
from yici.domain.item import Basis, Deferral, MaterialUse
from yici.domain.place import LocalItem

ADDED = MaterialUse("layout", "平面图", "here", basis="某市条例第三条")


def city(**local):
    return replace(CITY, items={"food": LocalItem(**local)})


def found(use):
    faults = check_catalogue(catalogue_of(city=city(adds=(use,))))
    return [(fault.code, fault.path) for fault in faults if fault.path.startswith("items.food.adds")]


def test_a_sound_paper_is_added_also_on_what_the_bundle_asks():
    assert found(ADDED) == []
    assert found(replace(ADDED, when="raw and area > 50")) == []
    assert found(replace(ADDED, deferral=Deferral("here", Limit(5, "working_day")))) == []


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("cellar", "condition.unknown_name"),
        ("raw and", "condition.syntax"),
        ("raw and not raw", "condition.never"),
    ],
)
def test_the_condition_of_an_added_paper_is_checked_as_an_items(when, code):
    assert found(replace(ADDED, when=when)) == [(code, "items.food.adds.0.when")]


def test_the_source_that_lets_an_added_paper_come_later_must_be_listed():
    use = replace(ADDED, deferral=Deferral("nowhere"))
    assert found(use) == [("name.unknown", "items.food.adds.0.deferral.source")]


def test_a_question_on_which_only_an_added_paper_hangs_is_asked():
    local = city(adds=(replace(ADDED, material="premises_proof", when="sign"),))
    bundle = replace(catalogue_of().bundles["open-shop"], items=catalogue_of().bundles["open-shop"].items[:3])
    answers = {name: value for name, value in ALL.items() if name != "sign"}
    made = plan(answers, catalogue=catalogue_of(bundle=bundle, city=local))
    [asked] = [one for one in made.questions if one.id == "sign"]
    assert [reason.code for reason in asked.reasons] == ["question.material"]


def longer(item, limit):
    place = replace(CITY, items={item.id: LocalItem(promised_limit=fact(limit))})
    others = [one for one in (SHOP, FOOD, FIRE, SIGN) if one.id != item.id]
    faults = check_catalogue(catalogue_of(items=(item, *others), city=place))
    return [(fault.code, fault.severity) for fault in faults if "promised_limit" in fault.path]


TOO_LONG, BASIC, MAYBE = (
    ("place.longer_than_law", "fault"), ("place.longer_than_basic", "fault"), ("place.maybe_longer", "warning"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("item", "limit", "told"),
    [
        (FIRE, Limit(13, "working_day"), []),
        (FIRE, Limit(14, "working_day"), [TOO_LONG]),
        (FIRE, Limit(1, "year"), [TOO_LONG]),
        (FIRE, Limit(15, "day"), [MAYBE]),
        (FIRE, Limit(2, "day"), []),
        # The law of the regime holds where the item has none of its own: 20 working days.
        (FOOD, Limit(10, "working_day"), []),
        (FOOD, Limit(11, "working_day"), [BASIC]),
        (FOOD, Limit(21, "working_day"), [TOO_LONG, BASIC]),
        # What another place has written of itself is no measure.
        (replace(FOOD, promised_limit=days(3, "there")), Limit(10, "working_day"), []),
        (SHOP, Limit(1, "working_day"), [BASIC]),
    ],
)
def test_a_place_promises_nothing_longer_than_the_law_or_the_basic_item(item, limit, told):
    assert longer(item, limit) == told


def test_a_promise_in_another_unit_that_is_surely_longer_is_capped_by_the_law():
    place = replace(CITY, items={"fire": LocalItem(promised_limit=fact(Limit(1, "year")))})
    made = approvals(plan(catalogue=catalogue_of(city=place)))["fire"]
    assert made.promised.limit == Limit(13, "working_day")


SOUND = Basis("食品安全法", "第三十五条", "…", "law")


def basis_faults(*basis, level="in_force", bundle="reference"):
    food = replace(FOOD, level=level, basis=basis)
    catalogue = catalogue_of(
        items=(SHOP, food, FIRE, SIGN), bundle=replace(BUNDLE, level=bundle, items=BUNDLE.items[1:2])
    )
    found = check_catalogue(catalogue)
    wanted = ("item.no_basis", "item.basis_no_law", "bundle.item_without_basis")
    return [
        (one.code, one.path) for one in found if one.code in wanted and one.subject in ("item:food", "bundle:open-shop")
    ]


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        ((SOUND,), []),
        ((), [("item.no_basis", "basis")]),
        ((replace(SOUND, article=" "),), [("item.basis_no_law", "basis.0")]),
        ((replace(SOUND, law=""),), [("item.basis_no_law", "basis.0")]),
        ((SOUND, replace(SOUND, source="here")), [("item.basis_no_law", "basis.1")]),
    ],
)
def test_what_is_in_force_rests_on_an_article_of_a_law_that_is_listed(basis, told):
    assert LAW.kind == "law"
    assert basis_faults(*basis) == told


def test_a_bundle_in_force_takes_no_items_that_rest_on_no_law():
    assert basis_faults(SOUND, level="reference", bundle="in_force") == []
    told = basis_faults(replace(SOUND, source="here"), level="reference", bundle="in_force")
    assert told == [("bundle.item_without_basis", "items.0.item")]
    assert ("bundle.item_without_basis", "items.0.item") in basis_faults(level="reference", bundle="in_force")
    assert basis_faults(level="reference") == [("item.no_basis", "basis")]


@pytest.mark.parametrize(
    ("basis", "cited"),
    [
        (None, False), ("s", False), ("本地规定", False), ("某市条例第三条", True), ("某市条例第十二条之一", True),
        ("某政发〔2020〕12号", True), ("某局公告2021年第3号", True),
    ],
)  # fmt: skip
def test_what_a_place_adds_names_the_text_and_the_article(basis, cited):
    told = found(replace(ADDED, basis=basis))
    assert told == ([] if cited else [("place.adds_without_basis", "items.food.adds.0.basis")])
