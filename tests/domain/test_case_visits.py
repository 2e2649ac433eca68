"""Joint visits: who may set one, who may move it, and how it is recorded, at once or by each department for itself."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.domain.case_samples import (
    REGISTRATION,
    TWO,
    WORKING,
    approval,
    at,
    context,
    material,
    plan_of,
    settled,
    submitted,
)  # fmt: skip
from tests.domain.case_samples import do as done
from yici.domain.authority import Grant, Grants
from yici.domain.case import (
    Accept,
    Case,
    Command,
    Decide,
    Part,
    PlanInspection,
    RecordInspection,
    Withdraw,
    check_permitted,
    decide,
    permits,
    required,
    role_for,
)
from yici.domain.case import events as e
from yici.domain.case.evolve import evolve
from yici.domain.clock import Limit
from yici.domain.error import Forbidden, Invalid, Refused, YiciError
from yici.domain.plan import Day, Plan, PlannedVisit

FOOD = approval("food", needs=("registration",), inspections=("food-site", "food-again"))
FIRE = approval("fire", needs=("registration",), inspections=("fire-site",))
SIGN = approval("sign", agency="agency of fire", officers=3, inspections=("sign-site",))
THURSDAY = date(2026, 3, 5)
HERE = "330800000000"


def together(plan: Plan, *points: str) -> Plan:
    """The plan joins the three visits; it knows the points of all of them, each once."""
    visit = PlannedVisit(
        "visit-1", ("food", "fire", "sign"), ("food-site", "food-again", "fire-site", "sign-site"),
        ("agency of food", "agency of fire"), points, 3, Day(), Day(), (),
    )  # fmt: skip
    return replace(plan, schedule=replace(plan.schedule, visits=(visit,)))


PLAN = together(
    plan_of(
        REGISTRATION, FOOD, FIRE, SIGN,
        materials=(material("drawing", ("fire",), "deferrable", later=Limit(5, WORKING)),),
    ),
    "light", "water", "exit",
)  # fmt: skip
VISIT = PlanInspection(visit="v", items=("food", "fire", "sign"), on=THURSDAY, officers=("a", "b", "c"))
THREE = ("a", "b", "c")


def do(case: Case, command: Command, moment: Any) -> Case:
    return done(case, command, moment, PLAN)


@pytest.fixture
def ready() -> Case:
    case, _ = submitted(at("2026-03-02"), PLAN)
    return do(do(case, Accept(), at("2026-03-02")), Decide(item="registration", grant=True), at("2026-03-02"))


@pytest.fixture
def planned(ready: Case) -> Case:
    return do(ready, VISIT, at("2026-03-03"))


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


def test_a_visit_recorded_at_once_is_over_for_everybody(planned):
    record = RecordInspection(visit="v", officers=("a", "b", "d"), failed=("food:food-site#2",), evidence=("sha256:1",))
    [event] = decided(planned, record, at("2026-03-05"))
    assert (event.items, event.evidence) == (("food", "fire", "sign"), ("sha256:1",))
    [visit] = evolve(planned, event).visits
    assert (visit.recorded, visit.officers, visit.parts) == (True, ("a", "b", "d"), ())
    assert visit.failed == ("food:food-site#2",)


def decided(case: Case, command: Command, moment: Any) -> list[Any]:
    return decide(settled(case, moment, PLAN), command, context(moment, PLAN))


def test_a_visit_recorded_in_parts_is_recorded_when_every_part_is(planned):
    one = RecordInspection(visit="v", items=("food",), officers=THREE, failed=("food:food-again#1",))
    case = do(planned, one, at("2026-03-05", 15))
    [visit] = case.visits
    assert (visit.recorded, case.pending(visit), visit.officers) == (False, ("fire", "sign"), THREE)
    assert [case.approval(item).inspected for item in ("food", "fire", "sign")] == [True, False, False]
    two = RecordInspection(visit="v", items=("fire", "sign"), officers=("d", "e", "f"), failed=("fire:fire-site#3",))
    case = do(case, two, at("2026-03-06"))
    [visit] = case.visits
    assert visit.recorded
    assert visit.failed == ("food:food-again#1", "fire:fire-site#3")
    assert visit.parts == (Part(("food",), THREE, THURSDAY), Part(("fire", "sign"), ("d", "e", "f"), THURSDAY))
    assert all(case.approval(item).inspected for item in ("food", "fire", "sign"))


def test_the_rest_of_a_visit_can_be_moved_and_what_is_recorded_stands(planned):
    case = do(planned, RecordInspection(visit="v", items=("food",), officers=THREE), at("2026-03-05"))
    with pytest.raises(Refused, match=r"inspection\.recorded_already"):
        do(case, VISIT, at("2026-03-05"))
    rest = PlanInspection(visit="v", items=("fire",), on=date(2026, 3, 9), officers=TWO)
    case = do(case, rest, at("2026-03-05"))
    [visit] = case.visits
    assert (visit.items, visit.on, case.pending(visit)) == (("food", "fire"), date(2026, 3, 9), ("fire",))
    case = do(case, RecordInspection(visit="v", officers=TWO), at("2026-03-09"))
    [visit] = case.visits
    assert [part.on for part in visit.parts] == [THURSDAY, date(2026, 3, 9)]
    assert visit.recorded
    assert not case.approval("sign").inspected


def test_what_is_withdrawn_meanwhile_keeps_no_visit_open(planned):
    case = do(planned, Withdraw(items=("fire", "sign")), at("2026-03-04"))
    assert case.pending(case.visits[0]) == ("food",)
    case = do(case, RecordInspection(visit="v", officers=THREE), at("2026-03-05"))
    [visit] = case.visits
    assert (visit.recorded, visit.items) == (True, ("food",))
    assert not case.approval("fire").inspected


def test_a_visit_of_which_nothing_is_left_is_not_recorded(planned):
    case = do(planned, Withdraw(items=("food", "fire", "sign")), at("2026-03-04"))
    with pytest.raises(Refused, match=r"inspection\.not_planned"):
        do(case, RecordInspection(visit="v", officers=THREE), at("2026-03-05"))


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


def test_nothing_is_recorded_twice_or_after_the_end_of_its_item(planned):
    case = do(planned, RecordInspection(visit="v", items=("food",), officers=THREE), at("2026-03-05"))
    with pytest.raises(Refused, match=r"inspection\.recorded_already"):
        do(case, RecordInspection(visit="v", items=("food", "fire"), officers=THREE), at("2026-03-05"))
    case = do(case, Withdraw(items=("fire",)), at("2026-03-05"))
    with pytest.raises(Refused, match=r"inspection\.wrong_state"):
        do(case, RecordInspection(visit="v", items=("fire",), officers=THREE), at("2026-03-05"))
    case = do(case, RecordInspection(visit="v", officers=THREE), at("2026-03-05"))
    with pytest.raises(Refused, match=r"inspection\.not_planned"):
        do(case, RecordInspection(visit="v", officers=THREE), at("2026-03-05"))


def test_a_visit_is_not_recorded_before_its_day_but_on_it_and_after_it(planned):
    record = RecordInspection(visit="v", officers=THREE)
    with pytest.raises(Refused, match=r"inspection\.too_early") as refusal:
        do(planned, record, at("2026-03-04", 23, 59))  # Wednesday
    assert (refusal.value.params["on"], refusal.value.remedy) == ("2026-03-05", "move the visit first")
    for moment in (at("2026-03-05", 0), at("2026-03-06")):  # Thursday, Friday
        assert do(planned, record, moment).visits[0].recorded


POINTS = [  # food has two inspections in the plan, and three points are known for the whole visit
    ("food:food-site#1", None),
    ("food:food-again#3", None),
    ("fire:fire-site#2", None),
    ("food:food-site#4", "inspection.unknown_point"),
    ("food:food-site#0", "inspection.unknown_point"),
    ("food:food-site#", "inspection.unknown_point"),
    ("food:food-site", "inspection.unknown_point"),
    ("food:food-site#٣", "inspection.unknown_point"),
    ("food:food-site#" + "9" * 5000, "inspection.unknown_point"),
    ("food:fire-site#1", "inspection.unknown_point"),
    ("food", "inspection.unknown_point"),
    ("sign:sign-site#1", "inspection.foreign_point"),
    ("nothing:food-site#1", "inspection.foreign_point"),
    (":", "inspection.foreign_point"),
]


@pytest.mark.parametrize(("point", "code"), POINTS)
def test_only_points_of_the_pinned_plan_can_fail(planned, point, code):
    record = RecordInspection(visit="v", items=("food", "fire"), officers=THREE, failed=(point,))
    if code is None:
        assert do(planned, record, at("2026-03-05")).visits[0].failed == (point,)
        return
    with pytest.raises(Invalid) as refusal:
        do(planned, record, at("2026-03-05"))
    assert refusal.value.code == code


def test_where_the_plan_knows_no_points_any_of_its_inspection_may_be_named(ready):
    silent = together(PLAN)
    moment = at("2026-03-05")
    for point, known in (("fire:fire-site#9", True), ("fire:other#1", False)):
        case = done(ready, VISIT, at("2026-03-03"), silent)
        record = RecordInspection(visit="v", items=("fire",), officers=THREE, failed=(point,))
        if known:
            assert done(case, record, moment, silent).visits[0].failed == (point,)
        else:
            with pytest.raises(Invalid, match=r"inspection\.unknown_point"):
                done(case, record, moment, silent)


def test_a_record_of_before_there_were_parts_still_speaks_of_the_whole_visit(planned):
    old = e.InspectionRecorded(
        at=at("2026-03-05"), visit="v", officers=THREE, failed=(), evidence=(), supplied=("drawing",)
    )
    case = evolve(planned, old)
    assert (case.visits[0].recorded, case.visits[0].parts) == (True, ())
    assert case.owed == ()
    unheard = e.InspectionRecorded(at=at("2026-03-05"), visit="x", officers=(), failed=(), evidence=(), supplied=())
    assert evolve(planned, unheard) == planned
