"""What runs beside another: simulated approval that becomes formal with it, and circles where all hold each other."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.case_samples import approval, at, context, do, plan_of, submitted
from yici.domain.case import Accept, Case, CaseEvent, Decide, Withdraw, decide, evolve
from yici.domain.case.formal import ripe
from yici.domain.clock import Limit
from yici.domain.error import Refused
from yici.domain.plan import Plan, PlannedCircle
from yici.domain.term import PlannedTerm, Term

START = at("2026-03-02")


def circle(*names: str) -> PlannedCircle:
    return PlannedCircle(names, (), exact=True)


def plan(circles: tuple[PlannedCircle, ...] = (), **shapes: dict[str, Any]) -> Plan:
    return replace(plan_of(*(approval(name, **shape) for name, shape in shapes.items())), circles=circles)


def accepted(made: Plan) -> Case:
    return do(submitted(START, made)[0], Accept(), START, made)


def grant(case: Case, item: str, made: Plan, *, refuse: bool = False) -> tuple[Case, list[CaseEvent]]:
    grounds = ("condition.not_met",) if refuse else ()
    events = decide(case, Decide(item=item, grant=not refuse, grounds=grounds), context(START, made))
    for event in events:
        case = evolve(case, event)
    return case, events


def told(events: list[CaseEvent]) -> list[tuple[str, str]]:
    return [(event.kind.partition(".")[2], event.item) for event in events]


def statuses(case: Case) -> dict[str, str]:
    return {one.item: one.status for one in case.approvals}


AHEAD = plan(first={}, second={"joins": ("first",)})


def test_what_runs_ahead_is_prepared_and_becomes_formal_with_what_it_waits_for():
    case, events = grant(accepted(AHEAD), "second", AHEAD)
    assert told(events) == [("prepared", "second")]
    assert statuses(case) == {"first": "handling", "second": "prepared"}
    assert {d.name for d in case.approval("second").deadlines} == {"promised", "legal"}
    case, events = grant(case, "first", AHEAD)
    assert told(events) == [("granted", "first"), ("granted", "second")]
    assert statuses(case) == {"first": "decided", "second": "decided"}


def test_after_the_other_it_is_simply_granted():
    case, _ = grant(accepted(AHEAD), "first", AHEAD)
    assert told(grant(case, "second", AHEAD)[1]) == [("granted", "second")]


def test_a_prepared_item_is_not_granted_by_hand_but_may_still_be_refused_or_withdrawn():
    case, _ = grant(accepted(AHEAD), "second", AHEAD)
    with pytest.raises(Refused, match=r"decision\.prepared_already"):
        grant(case, "second", AHEAD)
    assert statuses(grant(case, "second", AHEAD, refuse=True)[0])["second"] == "refused"
    assert statuses(do(case, Withdraw(items=("second",)), START, AHEAD))["second"] == "withdrawn"


def test_what_hangs_on_a_refused_item_ends_with_it_whether_prepared_or_not():
    for prepared in (True, False):
        case = accepted(AHEAD)
        if prepared:
            case, _ = grant(case, "second", AHEAD)
        case, events = grant(case, "first", AHEAD, refuse=True)
        assert told(events) == [("refused", "first"), ("lapsed", "second")]


ROUND = plan(
    (circle("planning", "fire", "filing"),),
    planning={"joins": ("filing",)}, fire={"needs": ("planning",)}, filing={"needs": ("fire",)},
)  # fmt: skip


def test_in_a_circle_each_starts_on_the_other_s_preparation_and_all_are_decided_at_once():
    case = accepted(ROUND)
    assert statuses(case) == {"planning": "handling", "fire": "waiting", "filing": "waiting"}
    case, events = grant(case, "planning", ROUND)
    assert told(events) == [("prepared", "planning"), ("started", "fire")]
    case, events = grant(case, "fire", ROUND)
    assert told(events) == [("prepared", "fire"), ("started", "filing")]
    case, events = grant(case, "filing", ROUND)
    assert told(events) == [("prepared", "filing"), ("granted", "planning"), ("granted", "fire"), ("granted", "filing")]
    assert {event.at for event in events} == {START}


def test_outside_a_circle_only_the_decision_counts():
    made = plan((circle("a", "b"),), a={"joins": ("b",)}, b={"needs": ("a",)}, after={"needs": ("b",)})
    case, _ = grant(accepted(made), "a", made)
    assert statuses(case)["after"] == "waiting"
    case, events = grant(case, "b", made)
    assert told(events) == [("prepared", "b"), ("granted", "a"), ("granted", "b"), ("started", "after")]


NAMES = tuple("abcdef")


@given(st.dictionaries(st.sampled_from(NAMES), st.sets(st.sampled_from(NAMES), max_size=3), max_size=6), st.data())
def test_the_largest_set_that_hangs_on_itself_becomes_formal(joins, data):
    prepared = data.draw(st.sets(st.sampled_from(NAMES)))
    made = plan(**{name: {"joins": tuple(sorted(joins.get(name, set()) - {name}))} for name in NAMES})
    case = accepted(made)
    approvals = [replace(a, status="prepared" if a.item in prepared else "handling") for a in case.approvals]
    found = set(ripe(approvals))

    def closed(some: set[str]) -> bool:
        return all(set(a.joins) <= some for a in approvals if a.item in some)

    assert found <= prepared
    assert closed(found)
    # Brute force over all sets of six: none that is closed sticks out of it.
    for number in range(1 << len(NAMES)):
        some = {name for at, name in enumerate(NAMES) if number >> at & 1}
        if some <= prepared and closed(some):
            assert some <= found


def prepared(until: date | None, made: Plan = AHEAD, case: Case | None = None, day: str = "2026-03-02") -> Case:
    """`second` prepared on a day while it waits for the others, with a last day of its licence."""
    case = case or accepted(made)
    return do(case, Decide(item="second", grant=True, valid_until=until), at(day), made)


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (date(1990, 1, 1), "term.over"),
        (date(2026, 3, 1), "term.over"),
        (date(2031, 3, 3), "term.exceeded"),
        (date(2026, 3, 2), None),
        (date(2031, 3, 2), None),
    ],
)
def test_the_last_day_that_a_prepared_grant_names_is_one_that_a_licence_can_have(until, code):
    term = PlannedTerm(Term("at_most", Limit(5, "year")), "law", "source")
    made = plan(first={}, second={"joins": ("first",), "term": term})
    if code is None:
        assert prepared(until, made).approval("second").valid_until == until
    else:
        with pytest.raises(Refused, match=re.escape(code)):
            prepared(until, made)


def test_another_last_day_may_be_named_before_it_becomes_formal_and_the_latest_one_counts():
    case = prepared(date(2027, 3, 1))
    for same in (None, date(2027, 3, 1)):
        with pytest.raises(Refused, match=r"decision\.prepared_already"):
            prepared(same, case=case)
    case = prepared(date(2028, 3, 1), case=case)
    _, events = grant(case, "first", AHEAD)
    assert [(event.item, event.valid_until) for event in events] == [("first", None), ("second", date(2028, 3, 1))]


def test_a_last_day_that_passed_while_it_waited_holds_nobody_up_and_is_named_anew():
    """Nobody grants until a day that is over, and nobody else's grant waits for that."""
    case = prepared(date(2026, 3, 10))
    case = do(case, Decide(item="first", grant=True), at("2026-03-11"), AHEAD)
    assert statuses(case) == {"first": "decided", "second": "handling"}
    assert (case.approval("second").tasks, case.approval("second").valid_until) == (("decide",), None)
    case = prepared(date(2027, 3, 1), case=case, day="2026-03-12")
    assert statuses(case)["second"] == "decided"


def test_on_its_last_day_it_still_becomes_formal():
    case = do(prepared(date(2026, 3, 10)), Decide(item="first", grant=True), at("2026-03-10", 17), AHEAD)
    assert statuses(case)["second"] == "decided"


def test_in_a_circle_whose_last_day_passed_is_decided_again_and_then_all_become_formal():
    case = accepted(ROUND)
    case = do(case, Decide(item="planning", grant=True, valid_until=date(2026, 3, 3)), START, ROUND)
    case = do(case, Decide(item="fire", grant=True), START, ROUND)
    case = do(case, Decide(item="filing", grant=True), at("2026-03-04"), ROUND)
    assert statuses(case) == {"planning": "handling", "fire": "prepared", "filing": "prepared"}
    case = do(case, Decide(item="planning", grant=True), at("2026-03-05"), ROUND)
    assert set(statuses(case).values()) == {"decided"}
