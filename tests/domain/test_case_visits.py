"""Joint visits: who may set one, who may move it, whose part is whose to record, and what does not fit."""

from datetime import date

import pytest

from tests.domain.case_samples import TWO, at
from tests.domain.visit_samples import THREE, THURSDAY, VISIT, do, planned, ready
from yici.domain.authority import Grant, Grants
from yici.domain.case import Command, PlanInspection, RecordInspection, check_permitted, permits, required, role_for
from yici.domain.error import Forbidden, YiciError

__all__ = ["planned", "ready"]
HERE = "330800000000"


def held(role: str, agency: str, item: str | None = None, place: str = HERE) -> Grants:
    return Grants((Grant(role, agency, f"agency of {agency}", place, item),))


MAY = [  # who, whether they may set the visit of food, fire and sign, and whether one of food alone
    (held("officer", "food"), False, True),
    (held("chief_representative", "food"), False, True),
    (held("chief_representative", "fire"), False, False),
    (held("lead", "food"), True, True),
    (held("lead", "fire"), True, False),
    (held("lead", "fire", "sign"), True, False),
    (held("lead", "food", place="330802000000"), False, False),  # one of its districts
    (held("lead", "registration"), False, False),  # takes no part
    (held("supervisor", "food"), False, False),
    (held("window_clerk", "food"), False, False),
    (Grants(held("officer", "food").held + held("officer", "fire").held), True, True),
    (Grants(), False, False),
]


@pytest.mark.parametrize(("grants", "joint", "alone"), MAY)
def test_a_joint_visit_takes_every_right_or_that_to_coordinate_for_one_who_takes_part(ready, grants, joint, alone):
    food = PlanInspection(visit="v", items=("food",), on=THURSDAY, officers=TWO)
    assert permits(ready, VISIT, grants) is joint
    assert permits(ready, food, grants) is alone
    assert (role_for(ready, VISIT, grants) is not None) is (joint and len(grants.held) == 1)
    for command, allowed in ((VISIT, joint), (food, alone)):
        if allowed:
            check_permitted(ready, command, grants)
        else:
            with pytest.raises(Forbidden, match=r"authority\.missing"):
                check_permitted(ready, command, grants)


def test_the_usual_way_stands_first_and_one_for_each_who_may_coordinate_behind_it(ready):
    usual, *others = required(ready, VISIT)
    assert [(line.action, line.item) for line in usual] == [
        ("approval.inspect", "food"), ("approval.inspect", "fire"), ("approval.inspect", "sign"),
    ]  # fmt: skip
    assert [[(line.action, line.agency) for line in way] for way in others] == [
        [("approval.coordinate", "agency of food")],
        [("approval.coordinate", "agency of fire")],
        [("approval.coordinate", "agency of fire")],
    ]


def test_nobody_moves_a_visit_out_from_under_those_it_was_planned_for(planned):
    grab = PlanInspection(visit="v", items=("food",), on=date(2026, 3, 9), officers=TWO)
    assert not permits(planned, grab, held("chief_representative", "food"))
    assert permits(planned, grab, held("lead", "food"))
    other = PlanInspection(visit="w", items=("food",), on=date(2026, 3, 9), officers=TWO)
    assert permits(planned, other, held("chief_representative", "food"))


RECORDERS = [  # who, the whole visit, the part of food, the parts of the fire brigade
    (held("officer", "food"), False, True, False),
    (held("officer", "fire"), False, False, True),
    (held("lead", "food"), True, True, True),
    (held("lead", "registration"), False, False, False),
    (Grants(held("officer", "food").held + held("officer", "fire").held), True, True, True),
]


@pytest.mark.parametrize(("grants", "whole", "food", "fire"), RECORDERS)
def test_each_department_records_its_own_part_and_who_coordinates_the_whole(planned, grants, whole, food, fire):
    for items, allowed in (((), whole), (("food",), food), (("fire", "sign"), fire)):
        assert permits(planned, RecordInspection(visit="v", items=items, officers=THREE), grants) is allowed


def test_what_is_left_to_record_is_what_a_record_without_items_takes(planned):
    rest = do(planned, RecordInspection(visit="v", items=("food",), officers=THREE), at("2026-03-05"))
    record = RecordInspection(visit="v", officers=THREE)
    assert permits(rest, record, held("officer", "fire"))
    assert not permits(planned, record, held("officer", "fire"))


WRONG: list[tuple[Command, str]] = [
    (RecordInspection(visit="w", officers=THREE), "inspection.not_planned"),
    (RecordInspection(visit="v", items=("registration",), officers=THREE), "inspection.foreign_item"),
    (RecordInspection(visit="v", items=("nothing",), officers=THREE), "inspection.foreign_item"),
    (RecordInspection(visit="v", officers=TWO), "inspection.too_few_people"),
    (RecordInspection(visit="v", items=("food",), officers=TWO), "inspection.too_few_people"),
    (PlanInspection(visit="v", items=(), on=THURSDAY, officers=THREE), "inspection.no_items"),
    (PlanInspection(visit="v", items=("nothing",), on=THURSDAY, officers=THREE), "case.unknown_item"),
    (PlanInspection(visit="v", items=("registration",), on=THURSDAY, officers=THREE), "inspection.wrong_state"),
    (PlanInspection(visit="v", items=("sign",), on=THURSDAY, officers=TWO), "inspection.too_few_people"),
]


@pytest.mark.parametrize(("command", "code"), WRONG)
def test_what_does_not_fit_the_visit_is_refused_by_its_code(planned, command, code):
    with pytest.raises(YiciError) as refusal:
        do(planned, command, at("2026-03-05"))
    assert refusal.value.code == code
