"""What-if counts lateness as the case machine did: what the machine did not miss is not late in the model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.case_samples import WORKING, approval, at, context, plan_of, submitted, told
from tests.domain.national_calendar import NATIONAL
from yici.domain.case import (
    Accept,
    Case,
    CaseEvent,
    Command,
    Decide,
    ExtendDecision,
    Resume,
    Suspend,
    decide,
    evolve,
    settle,
)  # fmt: skip
from yici.domain.clock import Limit
from yici.domain.error import Refused
from yici.domain.lived import Lacking, Longer, lived
from yici.domain.plan import Plan
from yici.domain.regime import LocalCause
from yici.domain.whatif import replay

MONDAY = "2026-03-02"
OWN = (LocalCause("supplement", "等待补充", "local rule"),)
MORE = ExtendDecision(item="a", days=10, approver="x", note="y")
STOP = Suspend(item="a", cause="testing", days=30)
PAUSE = Suspend(item="a", cause="supplement", days=5)
GRANT = Decide(item="a", grant=True)


def history(plan: Plan, *steps: tuple[str, Command]) -> list[CaseEvent]:
    """This will give the events of what was done on some days; what is refused was not done."""
    case: Case
    case, events = submitted(at(MONDAY), plan, papers=())
    for day, command in steps:
        ctx = context(at(day, 10), plan)
        for make in (settle, lambda case, ctx, command=command: decide(case, command, ctx)):
            try:
                made = make(case, ctx)
            except Refused:
                made = []
            for event in made:
                events.append(event)
                case = evolve(case, event)
    return events


def late(plan: Plan, *steps: tuple[str, Command]) -> int:
    return replay(plan, lived(history(plan, *steps), NATIONAL), NATIONAL).late


@pytest.mark.parametrize("technical", [None, Limit(5, WORKING)])
def test_a_lawful_stop_counts_as_long_as_the_clock_stood_also_while_others_are_named(technical):
    plan = plan_of(approval("a", promised=None, technical=technical is not None, assign=technical))
    steps = ((MONDAY, Accept()), ("2026-03-03", STOP), ("2026-04-24", GRANT))
    # It runs on by itself at 24:00 of the thirtieth day.
    assert lived(history(plan, *steps), NATIONAL).longer["a"] == (Longer(1, 30, "stop"),)
    assert late(plan, *steps) == 0


def test_what_was_decided_in_the_days_of_an_extension_is_not_late():
    plan = plan_of(approval("a", promised=None))
    steps = ((MONDAY, Accept()), ("2026-03-05", MORE))
    assert late(plan, *steps, ("2026-04-14", GRANT)) == 0  # Monday 30 March and ten more, Qingming at rest
    assert late(plan, *steps, ("2026-04-15", GRANT)) == 1


def test_an_extension_does_not_mend_a_promise_that_was_broken_before():
    plan = plan_of(approval("a", promised=told(2)))
    steps = ((MONDAY, Accept()), ("2026-03-05", MORE), ("2026-03-06", GRANT))
    assert "deadline.missed" in [event.kind for event in history(plan, *steps)]
    assert late(plan, *steps) == 1


def test_forty_five_days_of_joint_handling_run_from_the_first_of_its_items():
    plan = plan_of(approval("a", promised=None, joint=told(45)), approval("b", promised=None, joint=told(45)))
    other = Decide(item="b", grant=True)
    steps = ((MONDAY, Accept(items=("b",))), ("2026-03-06", Accept(items=("a",))))
    assert late(plan, *steps, ("2026-05-08", GRANT), ("2026-05-08", other)) == 0
    assert late(plan, *steps, ("2026-05-09", GRANT), ("2026-05-09", other)) == 2


def test_after_silence_the_limits_run_from_receipt():
    plan = plan_of(approval("a", promised=None))
    assert lived(history(plan, ("2026-03-27", GRANT)), NATIONAL).silent == {"a"}
    assert late(plan, ("2026-03-30", GRANT)) == 0
    assert late(plan, ("2026-03-31", GRANT)) == 1


def test_a_pause_of_the_place_s_own_moves_its_promise_and_not_the_law():
    plan = plan_of(approval("a", local_causes=OWN))
    steps = ((MONDAY, Accept()), ("2026-03-03", PAUSE))
    assert late(plan, *steps, ("2026-03-23", GRANT)) == 0
    assert late(plan, *steps, ("2026-03-24", GRANT)) == 1
    law = plan_of(approval("a", promised=told(19), local_causes=OWN))
    assert late(law, *steps, ("2026-03-31", GRANT)) == 1


STEPS = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from([Accept(), MORE, STOP, PAUSE, Resume(item="a"), GRANT])),
    min_size=2, max_size=6,
)  # fmt: skip
PLANS = st.sampled_from(
    [
        plan_of(approval("a", local_causes=OWN)),
        plan_of(approval("a", promised=None)),
        plan_of(approval("a", assign=Limit(5, WORKING), joint=told(45))),
        plan_of(approval("a", counted_from="receipt")),
    ]
)


@given(PLANS, STEPS)
def test_the_model_of_the_plan_that_was_lived_is_late_where_the_machine_was(plan, steps):
    start = at(MONDAY).toordinal()
    dated = [
        (at(MONDAY).fromordinal(start + day).date().isoformat(), made)
        for day, made in sorted(steps, key=lambda s: s[0])
    ]
    events = history(plan, *dated)
    try:
        life = lived(events, NATIONAL)
    except Lacking:
        return
    missed = any(event.kind == "deadline.missed" and event.name in ("promised", "legal") for event in events)
    assert replay(plan, life, NATIONAL).late == missed
