"""The machine under random commands and times: folding, owners, deadlines, lawful edges, lawful moves of limits."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import given

from tests.domain.case_commands import COMMANDS, START
from tests.domain.case_samples import WIDE
from tests.domain.case_walks import STEPS, context_of, run
from tests.domain.national_calendar import NATIONAL
from yici.domain.authority import Grant, Grants
from yici.domain.case import (
    ACTIONS,
    EDGES,
    Rate,
    Recuse,
    check_permitted,
    deadlines,
    evolve,
    fold,
    next_due,
    owner,
    permits,
    required,
    settle,
    touched,
)  # fmt: skip
from yici.domain.clock import end_of_day, ending_day
from yici.domain.error import Forbidden

CAPS = {one.item: one.extension.limit.amount for one in WIDE.schedule.approvals if one.extension}


@given(STEPS)
def test_folding_the_events_gives_the_state(steps):
    cases, history = run(steps)
    assert fold(history) == cases[-1]


@given(STEPS)
def test_everything_open_has_an_owner_and_a_deadline(steps):
    for case in run(steps)[0]:
        open_now = [a for a in case.approvals if a.open]
        assert (owner(case) is not None) == bool(open_now)
        assert bool(deadlines(case)) == bool(open_now)
        for one in open_now:
            # What the applicant let pass keeps nobody busy: somebody else's end stands beside it.
            assert not one.standing or any(not (d.missed and d.duty == "applicant") for d in one.standing), one.item


@given(STEPS)
def test_every_event_comes_along_a_declared_edge(steps):
    _, history = run(steps)
    case = None
    for event in history:
        edge = EDGES.get(event.kind)
        if edge and case is not None:
            named = [event.item] if hasattr(event, "item") else list(event.deadlines)
            assert all(case.approval(name).status in edge.origins for name in named)
        case = evolve(case, event)


@given(STEPS)
def test_legal_limits_move_only_when_acceptance_or_receipt_or_a_calendar_says_so(steps):
    _, history = run(steps)
    lawful = {
        "approval.accepted", "approval.started", "case.correction_supplied", "case.correction_requested",
        "case.correction_withdrawn", "deadline.recomputed", "approval.resumed", "approval.extended",
    }  # fmt: skip
    case = None
    for event in history:
        after = evolve(case, event)
        if case is not None and event.kind not in lawful:
            before = {(a.item, d.name): d.due for a in case.approvals for d in a.deadlines if d.name == "legal"}
            now = {(a.item, d.name): d.due for a in after.approvals for d in a.deadlines if d.name == "legal"}
            assert all(now[key] == due for key, due in before.items() if key in now)
        case = after


@given(STEPS)
def test_a_clock_that_stands_still_loses_no_limit_and_shortens_none(steps):
    cases, _ = run(steps)
    for before, after in itertools.pairwise(cases):
        for one in before.approvals:
            then = after.approval(one.item)
            if one.suspension is not None and then.status == "handling":
                ends = {d.name: d for d in then.deadlines}
                assert ends.keys() == {d.name for d in one.suspension.held}
                assert all(ends[d.name].due >= d.due for d in one.suspension.held if d.due and ends[d.name].due)


@given(STEPS)
def test_a_limit_is_extended_once_by_what_was_granted_and_only_while_it_runs(steps):
    case, extended = None, []
    for event in run(steps)[1]:
        after = evolve(case, event)
        if event.kind == "approval.extended":
            before, then = case.approval(event.item), after.approval(event.item)
            [was] = [d for d in before.deadlines if d.name == "legal"]
            [now] = [d for d in then.deadlines if d.name == "legal"]
            assert event.at < was.due < now.due
            assert now.due == end_of_day(NATIONAL.add(ending_day(was.due), event.extended.limit.amount))
            assert [d for d in before.deadlines if d.missed] == [d for d in then.deadlines if d.missed]
            assert {d.duty for d in then.deadlines if d.extended} == {"agency"}
            assert CAPS[event.item] >= event.extended.limit.amount
            extended.append(event.item)
        case = after
    assert len(extended) == len(set(extended))


@given(STEPS)
def test_settling_twice_adds_nothing_and_settling_in_pieces_is_settling_at_once(steps):
    cases, _ = run(steps)
    case, late = cases[-1], START + timedelta(days=400)
    at_once, in_pieces = case, case
    for event in settle(at_once, context_of(late)):
        at_once = evolve(at_once, event)
    for days in range(0, 401, 7):
        for event in settle(in_pieces, context_of(START + timedelta(days=days))):
            in_pieces = evolve(in_pieces, event)
    for event in settle(in_pieces, context_of(late)):
        in_pieces = evolve(in_pieces, event)
    assert at_once == in_pieces
    assert settle(at_once, context_of(late)) == []


@given(STEPS)
def test_the_next_due_moment_is_where_settling_next_does_something(steps):
    cases, _ = run(steps)
    case = cases[-1]
    moment = next_due(case)
    if moment is not None:
        assert settle(case, context_of(moment))
        assert settle(case, context_of(moment - timedelta(microseconds=1))) == []


@given(STEPS)
def test_only_changed_approvals_are_written(steps):
    cases, _ = run(steps)
    for before, after in itertools.pairwise(cases):
        changed = {a.item for a in touched(before, after)}
        assert {a.item for a in after.approvals if a != before.approval(a.item)} <= changed


@given(STEPS)
def test_what_is_open_is_what_has_a_task(steps):
    for case in run(steps)[0]:
        assert all(bool(a.tasks) == a.open for a in case.approvals)
        assert all(("decide" in a.tasks) >= (a.status == "handling") for a in case.approvals)
        assert all(("verify" in a.tasks) == (a.verification == "due") for a in case.approvals)


@given(STEPS)
def test_a_visit_is_recorded_when_every_item_of_it_is(steps):
    for case in run(steps)[0]:
        for visit in case.visits:
            assert set(visit.seen) <= set(visit.items)
            assert len(visit.seen) == len(set(visit.seen))
            if visit.recorded:
                assert case.pending(visit) == ()
                assert all(case.approval(one).inspected for one in visit.items)
                assert not visit.parts or set(visit.seen) == set(visit.items)


@given(STEPS, COMMANDS)
def test_every_command_says_which_authority_it_takes(steps, command):
    case = run(steps)[0][-1]
    ways = required(case, command)
    assert ways
    assert all(ways)
    known = {a.agency for a in WIDE.schedule.approvals} | {"water", "air", "nobody"}
    assert {line.agency for way in ways for line in way} <= known
    action = "approval.recuse_others" if isinstance(command, Recuse) else ACTIONS[type(command)]
    assert {line.action for line in ways[0]} == {action}


@given(STEPS, COMMANDS)
def test_whoever_may_everything_on_every_item_is_permitted_and_nobody_who_holds_nothing(steps, command):
    case = run(steps)[0][-1]
    held = tuple(Grant("lead", a.agency, a.agency, case.place) for a in case.approvals)
    asked = tuple(Grant("officer", one, one, case.place) for one in ("water", "air", "nobody"))
    whole = tuple(Grant(role, "hall", "hall", case.place) for role in ("window_clerk", "supervisor"))
    everything = Grants((*held, *asked, *whole))
    # To rate is the applicant's own: no role allows it.
    assert permits(case, command, everything) != isinstance(command, Rate)
    assert not permits(case, command, Grants())
    if not isinstance(command, Rate):
        check_permitted(case, command, everything)
    with pytest.raises(Forbidden, match=r"authority\.missing"):
        check_permitted(case, command, Grants())
