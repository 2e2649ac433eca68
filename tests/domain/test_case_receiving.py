"""Handed in at one window, handled at other places: what the machine records, who may do what, by whose calendar."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.domain.case_samples import FOOD, REGISTRATION, SIGN, at, context, plan_of, submitted
from tests.domain.national_calendar import NATIONAL
from yici.domain.authority import Grant, Grants
from yici.domain.case import (
    Accept,
    Case,
    Command,
    Context,
    Counting,
    Decide,
    Deliver,
    Received,
    RequestCorrection,
    Submit,
    SupplyPaper,
    Withdraw,
    decide,
    evolve,
    fold,
    may,
    permits,
    role_for,
    settle,
)
from yici.domain.case.commands import SupplyCorrection
from yici.domain.case.state import Defect
from yici.domain.clock import Limit
from yici.domain.competence import NOBODY_SAID, Competent
from yici.domain.error import Forbidden
from yici.domain.plan import Plan, PlannedApproval
from yici.domain.year_table import YearTable

CITY, A, B, C, VILLAGE = "330800000000", "330802000000", "330803000000", "330822000000", "330803001201"
HALL_A, HALL_B, HALL_C = (Grant("window_clerk", f"hall-{place}", "service_centre", place) for place in (A, B, C))
WINDOW = Received(A, HALL_A.organisation)
MONDAY = at("2026-03-02")


def handled(planned: PlannedApproval, place: str, reach: Any = "city") -> PlannedApproval:
    return replace(planned, needs=(), competent=Competent(place, NOBODY_SAID, reach, "s"))


def plan(place: str = VILLAGE, reach: Any = "city") -> Plan:
    """A matter of a village of county B: one item of the county, one of the city."""
    return replace(plan_of(handled(REGISTRATION, B, reach), handled(FOOD, CITY, reach)), place=place)


def taken_in(received: Received | None = WINDOW, made: Plan | None = None) -> Case:
    case, _ = submitted(MONDAY, made or plan(), received=received, papers=())
    return case


def test_the_case_says_where_each_approval_is_handled_and_which_window_took_it_in():
    case = taken_in()
    assert (case.place, case.received) == (VILLAGE, WINDOW)
    assert {one.item: case.place_of(one) for one in case.approvals} == {"registration": B, "food": CITY}
    assert taken_in(None).received is None


def test_what_was_recorded_before_places_were_told_is_handled_at_the_place_of_the_case():
    _, [event] = submitted(MONDAY, plan_of(REGISTRATION, SIGN), papers=())
    old = replace(event, approvals=tuple(replace(one, place=None) for one in event.approvals))
    case = fold([old])
    assert {case.place_of(one) for one in case.approvals} == {CITY}
    assert case.received is None


REFUSED = [  # the window's place, how far its items reach, the item that it may not take in
    (A, None, "registration"), (A, "none", "registration"), ("330282000000", "city", "registration"),
    ("430102000000", "province", "registration"),
]  # fmt: skip


@pytest.mark.parametrize(("window", "reach", "item"), REFUSED)
def test_a_window_outside_is_refused_with_the_body_that_is_competent(window, reach, item):
    made = plan(reach=reach)
    named = replace(made.schedule.approvals[0], body="B 县市场监督管理局")
    made = replace(made, schedule=replace(made.schedule, approvals=(named, *made.schedule.approvals[1:])))
    with pytest.raises(Forbidden) as refused:
        taken_in(Received(window, "hall"), made)
    assert refused.value.code == "receiving.not_here"
    assert refused.value.params == {"item": item, "place": B, "body": "B 县市场监督管理局"}
    assert refused.value.remedy


@pytest.mark.parametrize("window", [VILLAGE, B, CITY, "330000000000"])
def test_windows_that_serve_the_place_need_no_wider_reach(window):
    assert taken_in(Received(window, "hall"), plan(reach=None)).received.place == window


COMMANDS: dict[str, Command] = {
    "accept": Accept(items=("food",)),
    "correct": RequestCorrection(defects=(Defect("food", "x", "paper.unclear"),)),
    "decide": Decide(item="food", grant=True),
    "withdraw": Withdraw(items=("food",)),
    "supply paper": SupplyPaper(papers=()),
    "supply correction": SupplyCorrection(),
    "deliver food": Deliver(item="food", way="window"),
    "deliver registration": Deliver(item="registration", way="window"),
}
LEAD_B, LEAD_CITY = (Grant("lead", "body", "agency of food", place) for place in (B, CITY))
MAY = {  # what who may do with what was taken in at A and is handled at B (registration) and in the city (food)
    HALL_A: {"supply paper", "supply correction", "deliver food", "deliver registration"},
    HALL_B: {"deliver registration"},
    HALL_C: set(),
    Grant("window_clerk", "hall", "service_centre", CITY): {*COMMANDS} - {"decide"},
    LEAD_B: set(),
    LEAD_CITY: {"accept", "correct", "decide"},
    Grant("officer", HALL_A.organisation, "service_centre", A): set(),
    Grant("supervisor", "watch", "oversight", A): set(),
    Grant("window_clerk", "hall", "service_centre", A, "registration"): {"deliver registration"},
}
SEES = {grant: bool(actions) for grant, actions in MAY.items()} | {
    Grant("officer", HALL_A.organisation, "service_centre", A): True,
    Grant("supervisor", "watch", "oversight", A): True,
    Grant("officer", "another", "agency of food", A): False,
    Grant("supervisor", "watch", "oversight", C): False,
    Grant("operator", "it", "it", A): False,
}


@pytest.mark.parametrize("grant", MAY)
def test_the_handling_bodies_act_and_the_receiving_window_only_takes_in_and_hands_out(grant):
    case = taken_in()
    allowed = {name for name, command in COMMANDS.items() if permits(case, command, Grants((grant,)))}
    assert allowed == MAY[grant]
    assert all((role_for(case, COMMANDS[name], Grants((grant,))) == grant.role) for name in allowed)


@pytest.mark.parametrize("grant", SEES)
def test_who_handles_it_or_took_it_in_may_read_it(grant):
    assert may("case.read", taken_in(), Grants((grant,))) == SEES[grant]


def test_what_came_online_is_seen_by_those_who_handle_it_alone():
    case = taken_in(None)
    seen = {grant.place for grant in (HALL_A, HALL_B, HALL_C) if may("case.read", case, Grants((grant,)))}
    assert seen == {B}


REST = YearTable(2026, {date(2026, 3, 4): "县里休息"}, frozenset(), "made for tests")
LOCAL = NATIONAL.overlay([REST], name="local", place=B)


def local(now: Any, made: Plan) -> Context:
    """The county rests on Wednesday 4 March, and waits two days before it reminds."""
    return replace(context(now, made), elsewhere={"registration": Counting(LOCAL, Limit(2, "day"))})


def test_each_approval_counts_as_the_place_does_that_handles_it():
    made = plan_of(handled(FOOD, CITY), replace(handled(FOOD, B), item="registration"))
    made = replace(made, place=VILLAGE)
    case, _ = submitted(MONDAY, made, papers=())
    [event] = decide(None, submit_of(made), local(MONDAY, made))
    case = evolve(None, event)
    ends = {one.item: one.deadlines[0].due for one in case.approvals}
    assert ends == {"food": at("2026-03-10", 0), "registration": at("2026-03-11", 0)}
    missed = settle(case, local(at("2026-03-10", 1), made))
    told = [(one.kind, one.item) for one in missed if one.kind != "deadline.near"]
    assert told == [("approval.accepted", "food")]
    later = settle(case, local(at("2026-03-11", 1), made))
    assert [(one.kind, one.item) for one in later if one.kind != "deadline.near"] == [
        ("approval.accepted", "food"),
        ("approval.accepted", "registration"),
    ]


def submit_of(made: Plan) -> Any:
    numbers = tuple(f"N{n}" for n in range(len(made.schedule.approvals) + 1))
    return Submit(id="case", numbers=numbers, plan="p", subject="s", papers=())


def test_a_reminder_comes_as_the_handling_place_has_it():
    made = replace(plan_of(replace(handled(SIGN, B), item="registration", correction_window=None)), place=VILLAGE)
    [event] = decide(None, submit_of(made), local(MONDAY, made))
    [reminder] = evolve(None, event).approvals[0].deadlines
    assert (reminder.name, reminder.limit) == ("reminder", Limit(2, "day"))
