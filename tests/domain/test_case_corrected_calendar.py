"""A calendar that is corrected afterwards: what its day had brought by then stays, whoever ran, and when."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.case_samples import CLERK, approval, at, plan_of, submitted
from tests.domain.national_calendar import NATIONAL, TABLES
from yici.domain.case import Accept, Case, CaseEvent, Context, Counting, deadlines, decide, evolve, settle
from yici.domain.workdays import calendar_from

PLAN = plan_of(approval("a"))
CORRECTED_AT = at("2026-03-12")
REST = {date(2026, 3, day): "a rest day that was forgotten" for day in (9, 10, 11, 12)}
CORRECTED = calendar_from(
    [replace(one, holidays={**one.holidays, **REST}) if one.year == 2026 else one for one in TABLES]
)


def settled(case: Case, now: datetime, *, elsewhere: bool = False) -> tuple[Case, list[CaseEvent]]:
    """This will settle as a worker does at a moment: over the calendar that holds then."""
    calendar, since = (CORRECTED, CORRECTED_AT) if now >= CORRECTED_AT else (NATIONAL, None)
    ctx = Context(now=now, actor=CLERK, plan=PLAN, calendar=calendar, since=since)
    if elsewhere:
        there = Counting(calendar, ctx.remind, since=since)
        ctx = replace(ctx, calendar=NATIONAL, since=None, elsewhere={"a": there})
    happened = settle(case, ctx)
    for event in happened:
        case = evolve(case, event)
    return case, happened


@pytest.mark.parametrize("elsewhere", [False, True])
def test_an_end_that_had_passed_when_the_calendar_was_corrected_stays_passed_also_after_an_outage(elsewhere):
    # The window ends on Monday 9 March by the calendar that held until the 12th.
    case, _ = submitted(at("2026-03-02"), PLAN)
    late, happened = settled(case, at("2026-03-12"), elsewhere=elsewhere)
    ran, _ = settled(settled(case, at("2026-03-10"))[0], at("2026-03-12"), elsewhere=elsewhere)
    assert (late.approval("a").status, late.approval("a").by_silence) == ("handling", True)
    accepted = next(event for event in happened if event.kind == "approval.accepted")
    assert accepted.at == at("2026-03-10", 0)
    assert late == ran


def test_an_end_that_was_still_ahead_when_the_calendar_was_corrected_moves_with_it():
    case, _ = submitted(at("2026-03-06"), PLAN)
    assert deadlines(case)[0][1].due == at("2026-03-14", 0)
    late, happened = settled(case, at("2026-03-16"))
    assert late.approval("a").status == "received"
    # The office was warned on the 12th, and is again before the day that it became.
    assert "approval.accepted" not in [event.kind for event in happened]
    assert deadlines(late)[0][1].due > at("2026-03-16")


@given(st.integers(0, 20), st.lists(st.integers(0, 40), max_size=3), st.booleans())
def test_when_a_worker_ran_before_decides_nothing(handed_in, ran, accepts):
    start = date(2026, 3, 2).toordinal()
    case, _ = submitted(at(date.fromordinal(start + min(handed_in, 9)).isoformat()), PLAN)
    if accepts:
        ctx = Context(now=case.submitted_at, actor=CLERK, plan=PLAN, calendar=NATIONAL)
        for event in decide(case, Accept(), ctx):
            case = evolve(case, event)
    often = case
    for day in sorted(ran):
        now = max(at(date.fromordinal(start + day).isoformat(), 10), case.submitted_at)
        often, _ = settled(often, now)
    end = at("2026-04-20")
    once, _ = settled(case, end)
    often, _ = settled(often, end)
    assert [(a.status, a.accepted_at, a.by_silence) for a in once.approvals] == [
        (a.status, a.accepted_at, a.by_silence) for a in often.approvals
    ]
    assert [(i, d.name, d.due, d.missed) for i, d in deadlines(once)] == [
        (i, d.name, d.due, d.missed) for i, d in deadlines(often)
    ]
