"""What a place adds is checked as an item's own papers are: its condition, its sources, its basis."""

from dataclasses import replace

import pytest

from tests.domain.planner_samples import ALL, CITY, catalogue_of, plan
from yici.domain.checking import check_catalogue
from yici.domain.clock import Limit
from yici.domain.item import Deferral, MaterialUse
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
