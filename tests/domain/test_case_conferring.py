"""Meetings (会商): who is called, who comes, what is recorded; no limit moves and nobody agrees by staying away."""

from dataclasses import replace

import pytest

from tests.domain.case_samples import WIDE, approval, at, context, do, plan_of, submitted
from yici.domain.case import (
    Accept,
    AnswerInvitation,
    AskOpinions,
    CallOffMeeting,
    Case,
    Command,
    Convene,
    Decide,
    DeliverTogether,
    RecordMeeting,
    decide,
    evolve,
)
from yici.domain.case.conferring import MOST_MEETINGS
from yici.domain.error import YiciError
from yici.domain.plan import Plan

START = at("2026-03-02")
PLAN = plan_of(approval("food", agency="market"), approval("fire", agency="brigade"))
CALL = Convene(about="joint_review", at=at("2026-03-05", 14), where="Room 3")
RECORD = RecordMeeting(meeting="meeting-1", attended=("market",), result="agreed", record="Both agree.")


def handled(plan: Plan = PLAN) -> Case:
    return do(submitted(START, plan)[0], Accept(), START, plan)


def called() -> Case:
    return do(handled(), CALL, START, PLAN)


def fault(case: Case, command: Command, day: str = "2026-03-02", plan: Plan = PLAN) -> str:
    with pytest.raises(YiciError) as told:
        decide(case, command, context(at(day), plan))
    assert told.value.remedy
    return told.value.code


def test_the_departments_of_all_open_items_are_called_and_the_place_is_sealed():
    [event] = decide(handled(), CALL, context(START, PLAN))
    [meeting] = evolve(handled(), event).meetings
    assert [one.agency for one in meeting.invited] == ["market", "brigade"]
    assert meeting.items == ("food", "fire")
    assert event.private == {"where": "Room 3", "note": ""}  # type: ignore[attr-defined]


def test_a_moment_without_a_zone_is_legal_time():
    naive = replace(CALL, at=CALL.at.replace(tzinfo=None))
    [event] = decide(handled(), naive, context(START, PLAN))
    assert event.meeting.at == CALL.at  # type: ignore[attr-defined]


def test_what_cannot_be_convened():
    case = handled()
    assert fault(case, replace(CALL, at=START)) == "meeting.in_the_past"
    assert fault(case, replace(CALL, where=" ")) == "meeting.no_place"
    assert fault(case, replace(CALL, items=("food",))) == "meeting.alone"
    assert fault(case, replace(CALL, items=("food", "boat"))) == "case.unknown_item"
    assert fault(case, replace(CALL, agencies=("navy",))) == "meeting.unknown_department"
    granted = do(case, Decide(item="fire", grant=True), START, PLAN)
    assert fault(granted, replace(CALL, items=("food", "fire"))) == "meeting.item_over"
    for _ in range(MOST_MEETINGS):
        case = do(case, CALL, START, PLAN)
    assert fault(case, CALL) == "meeting.too_many"


def test_a_department_that_was_asked_may_be_called_too():
    case = do(handled(WIDE), AskOpinions(item="site"), START, WIDE)
    items = tuple(a.item for a in case.approvals if a.item == "site")
    case = do(case, replace(CALL, items=items, agencies=("water",)), START, WIDE)
    assert [one.agency for one in case.meetings[0].invited] == [case.approval("site").agency, "water"]


def test_a_department_says_whether_it_comes_and_may_say_otherwise_later():
    stays = AnswerInvitation(meeting="meeting-1", agency="brigade", comes=False, note="another visit")
    assert fault(called(), replace(stays, note=" ")) == "meeting.no_reason"
    assert fault(called(), replace(stays, agency="navy")) == "meeting.not_invited"
    assert fault(called(), replace(stays, meeting="meeting-2")) == "meeting.not_open"
    case = do(called(), stays, START, PLAN)
    assert [one.answer for one in case.meetings[0].invited] == ["invited", "declined"]
    case = do(case, replace(stays, comes=True), START, PLAN)
    assert [one.answer for one in case.meetings[0].invited] == ["invited", "accepted"]


def test_a_meeting_is_recorded_once_it_has_begun_and_moves_nothing():
    case = called()
    assert fault(case, RECORD, "2026-03-04") == "meeting.too_early"
    assert fault(case, replace(RECORD, record=" "), "2026-03-06") == "meeting.no_minutes"
    assert fault(case, replace(RECORD, attended=("navy",)), "2026-03-06") == "meeting.not_invited"
    held = do(case, RECORD, at("2026-03-06"), PLAN)
    assert held.approvals == case.approvals
    assert [one.came for one in held.meetings[0].invited] == [True, False]
    assert held.meetings[0].result == "agreed"
    assert not held.meetings[0].open
    assert fault(held, RECORD, "2026-03-06") == "meeting.not_open"
    assert fault(held, CallOffMeeting(meeting="meeting-1"), "2026-03-06") == "meeting.not_open"


def test_a_meeting_that_is_called_off_takes_place_no_more():
    case = do(called(), CallOffMeeting(meeting="meeting-1"), START, PLAN)
    assert case.meetings[0].called_off
    assert fault(case, RECORD, "2026-03-06") == "meeting.not_open"


def test_results_of_several_bodies_are_handed_out_at_once_or_not_at_all():
    case = handled()
    assert fault(case, DeliverTogether(way="window")) == "delivery.nothing_ready"
    case = do(case, Decide(item="food", grant=True), START, PLAN)
    assert fault(case, DeliverTogether(items=("food", "fire"), way="window")) == "case.wrong_state"
    case = do(case, Decide(item="fire", grant=True), START, PLAN)
    assert fault(case, DeliverTogether(way="pigeon")) == "delivery.way"
    done = do(case, DeliverTogether(way="window"), START, PLAN)
    assert {a.status for a in done.approvals} == {"delivered"}
