"""Items that take each other's place: names that lead nowhere, and circles, are told and never followed for ever."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from tests.domain.planner_samples import FIRE, FOOD, SHOP, SIGN, catalogue_of, plan
from yici.domain.checking import check_catalogue
from yici.domain.item import Change

EARLY, LATE = date(2026, 1, 1), date(2026, 9, 1)


def gone(item, *successors, since=EARLY):
    return replace(item, changes=(*item.changes, Change("cancelled", since, "law", successors)))


def back(item, since=LATE):
    return replace(item, changes=(*item.changes, Change("open", since, "law")))


def found(*items):
    faults = check_catalogue(catalogue_of(items=items))
    return [(fault.code, fault.subject, fault.path) for fault in faults if "changes" in fault.path]


def test_a_successor_that_is_no_item_is_told_and_the_check_goes_on():
    items = (gone(SHOP, "nothing"), FOOD, FIRE, SIGN)
    assert found(*items) == [("name.unknown", "item:shop", "changes.0.successors.0")]
    assert plan(catalogue=catalogue_of(items=items)).items[0].applies is False


CIRCLE = [("item.successor_circle", "item:shop", "changes.0.successors.0")]


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ((gone(SHOP, "shop"), FOOD, FIRE, SIGN), CIRCLE),
        (
            (gone(SHOP, "food"), gone(FOOD, "shop"), FIRE, SIGN),
            [("item.successor_circle", "item:food", "changes.0.successors.0"), *CIRCLE],
        ),
    ],
)
def test_successors_in_a_circle_are_a_fault_and_the_planner_ends(items, told):
    assert found(*items) == told
    made = plan(catalogue=catalogue_of(items=items))
    assert not any(item.applies for item in made.items if item.item in ("shop",))


def test_every_successor_in_every_circle_is_told():
    items = (gone(SHOP, "food", "fire"), gone(FOOD, "shop"), gone(FIRE, "sign"), gone(SIGN, "shop"))
    assert {(subject, path) for _, subject, path in found(*items)} == {
        ("item:shop", "changes.0.successors.0"), ("item:shop", "changes.0.successors.1"),
        ("item:food", "changes.0.successors.0"), ("item:fire", "changes.0.successors.0"),
        ("item:sign", "changes.0.successors.0"),
    }  # fmt: skip


def test_an_item_that_comes_back_when_its_successor_goes_is_no_circle():
    assert found(back(gone(SHOP, "food")), gone(FOOD, "shop", since=LATE), FIRE, SIGN) == []


def test_a_long_line_of_successors_exhausts_nothing():
    names = [f"shop{number}" for number in range(3000)]
    line = [replace(gone(SHOP, after), id=name) for name, after in pairwise(names)]
    items = (gone(SHOP, names[0]), *line, replace(SHOP, id=names[-1]), FOOD, FIRE, SIGN)
    assert found(*items) == []
    made = plan(catalogue=catalogue_of(items=items))
    assert {item.item: item.applies for item in made.items}[names[-1]] is True
