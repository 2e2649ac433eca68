"""Recording a joint visit, at once or by each department for itself, with the points that failed."""

from datetime import date
from typing import Any

import pytest

from tests.domain.case_samples import TWO, at, context, settled
from tests.domain.case_samples import do as done
from tests.domain.visit_samples import PLAN, THREE, THURSDAY, VISIT, do, planned, ready, together
from yici.domain.case import Case, Command, Decide, Part, PlanInspection, RecordInspection, Withdraw, decide
from yici.domain.case import events as e
from yici.domain.case.evolve import evolve
from yici.domain.error import Invalid, Refused

__all__ = ["planned", "ready"]


def test_a_visit_recorded_at_once_is_over_for_everybody(planned):
    record = RecordInspection(
        visit="v", officers=("a", "b", "d"), failed=("food:food-site#2",), evidence=("sha256:" + "1" * 64,)
    )
    [event] = decided(planned, record, at("2026-03-05"))
    assert (event.items, event.evidence) == (("food", "fire", "sign"), ("sha256:" + "1" * 64,))
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


def test_what_failed_is_granted_only_with_words_that_say_why(planned):
    failed = ("food:food-site#1", "food:food-site#2", "fire:fire-site#3")
    case = do(planned, RecordInspection(visit="v", officers=THREE, failed=failed), at("2026-03-05"))
    for silent in ("", "  "):
        with pytest.raises(Invalid, match=r"decision\.failed_points") as told:
            do(case, Decide(item="food", grant=True, note=silent), at("2026-03-06"))
        assert told.value.params["points"] == ["food:food-site#1", "food:food-site#2"]
    said = do(case, Decide(item="food", grant=True, note="mended on the spot"), at("2026-03-06"))
    assert said.approval("food").status == "decided"
    # What passed needs no words, nor what is refused for it.
    assert do(case, Decide(item="sign", grant=True), at("2026-03-06")).approval("sign").status == "decided"
    refused = do(case, Decide(item="food", grant=False, grounds=("inspection.failed",)), at("2026-03-06"))
    assert refused.approval("food").status == "refused"


@pytest.mark.parametrize(
    ("first", "second", "needs_words"), [((), ("food:food-site#1",), True), (("food:food-site#1",), (), False)]
)
def test_the_last_look_counts_whichever_visit_was_planned_first(planned, first, second, needs_words):
    again = PlanInspection(visit="w", items=("food",), on=date(2026, 3, 4), officers=THREE)
    case = do(planned, again, at("2026-03-03"))
    case = do(case, RecordInspection(visit="w", officers=THREE, failed=first), at("2026-03-04"))
    case = do(case, RecordInspection(visit="v", items=("food",), officers=THREE, failed=second), at("2026-03-05"))
    if needs_words:
        with pytest.raises(Invalid, match=r"decision\.failed_points"):
            do(case, Decide(item="food", grant=True), at("2026-03-06"))
    else:
        assert do(case, Decide(item="food", grant=True), at("2026-03-06")).approval("food").status == "decided"


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
