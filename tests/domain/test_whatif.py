"""The model of what-if: durations kept, the rest planned and dated anew, both sides alike."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.case_samples import approval, at, context, plan_of, submitted
from tests.domain.national_calendar import NATIONAL
from yici.domain.case import Accept, Case, CaseEvent, Command, Decide, Resume, Suspend, Withdraw, decide, evolve, settle
from yici.domain.lived import Lacking, Lived, Longer, lived
from yici.domain.plan import Plan, PlannedCircle
from yici.domain.policy import Policy
from yici.domain.whatif import replay

MONDAY = date(2026, 3, 2)
TWO = plan_of(approval("first"), approval("second", needs=("first",)))
BESIDE = plan_of(approval("first"), approval("second"))


def life(**work: int) -> Lived:
    return Lived(MONDAY, dict.fromkeys(work, 0), work, {}, MONDAY)


def history(plan: Plan, *steps: tuple[str, Command]) -> list[CaseEvent]:
    """This will give the events of a case handed in on Monday 2 March 2026 and of what was done on some days."""
    case: Case
    case, events = submitted(at("2026-03-02"), plan)
    for day, command in steps:
        ctx = context(at(day, 10), plan)
        for make in (settle(case, ctx), None):
            for event in make if make is not None else decide(case, command, ctx):
                events.append(event)
                case = evolve(case, event)
    return events


def test_one_after_the_other_takes_the_sum_and_beside_each_other_the_longest():
    assert replay(TWO, life(first=3, second=4), NATIONAL).days == 7
    assert replay(BESIDE, life(first=3, second=4), NATIONAL).days == 4
    serial = replace(BESIDE, policy=Policy(parallel=False))
    assert replay(serial, life(first=3, second=4), NATIONAL).days == 7


def test_what_is_read_from_the_record_is_what_each_took():
    told = history(
        TWO,
        ("2026-03-03", Accept()),  # one working day of intake
        ("2026-03-05", Suspend(item="first", cause="testing", days=3)),
        ("2026-03-06", Resume(item="first")),
        ("2026-03-10", Decide(item="first", grant=True)),  # 3 March to 10 March: five, of which one stood still
        ("2026-03-12", Decide(item="second", grant=True)),
    )
    found = lived(told, NATIONAL)
    assert found.intake == {"first": 1, "second": 1}
    assert found.work == {"first": 5, "second": 2}
    assert found.longer == {"first": (Longer(2, 1, "stop"),), "second": ()}
    assert replay(TWO, found, NATIONAL).days == NATIONAL.count(MONDAY, found.ended) == 8


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ((("2026-03-03", Accept()),), "unfinished"),
        ((("2026-03-03", Withdraw()),), "ended_otherwise"),
    ],
)
def test_a_case_that_was_not_decided_says_nothing(steps, why):
    with pytest.raises(Lacking) as lack:
        lived(history(TWO, *steps), NATIONAL)
    assert lack.value.why == why


def test_an_item_that_nobody_handled_or_the_other_procedure_is_not_guessed():
    with pytest.raises(Lacking, match="new_item"):
        replay(BESIDE, life(first=3), NATIONAL)
    promised = plan_of(approval("first", committed=True))
    with pytest.raises(Lacking, match="other_procedure"):
        replay(promised, life(first=3), NATIONAL, as_handled=plan_of(approval("first")))


def test_late_is_judged_by_the_limits_of_the_plan_with_what_stood_still_taken_out():
    assert replay(plan_of(approval("first")), life(first=10), NATIONAL).late == 0
    assert replay(plan_of(approval("first")), life(first=11), NATIONAL).late == 1
    stopped = replace(life(first=13), longer={"first": (Longer(2, 3),)})
    assert replay(plan_of(approval("first")), stopped, NATIONAL).late == 0


def test_in_a_circle_each_works_on_the_other_s_preparation_and_all_end_together():
    made = replace(
        plan_of(approval("a", joins=("b",)), approval("b", needs=("a",)), approval("after", needs=("b",))),
        circles=(PlannedCircle(("a", "b"), (), exact=True),),
    )
    assert replay(made, life(a=2, b=3, after=1), NATIONAL).days == 6


NAMES = ("a", "b", "c", "d")
WORK = st.fixed_dictionaries({name: st.integers(0, 30) for name in NAMES})
NEEDS = st.fixed_dictionaries(
    {name: st.sets(st.sampled_from(NAMES[:at]), max_size=2) if at else st.just(set()) for at, name in enumerate(NAMES)}
)


def planned(needs: dict[str, Any], **changes: Any) -> Plan:
    return replace(plan_of(*(approval(name, needs=tuple(sorted(needs[name]))) for name in NAMES)), **changes)


@given(NEEDS, WORK)
def test_to_wait_for_more_never_ends_earlier_and_serial_is_never_quicker(needs, work):
    days = replay(planned(needs), life(**work), NATIONAL).days
    assert replay(planned({name: set() for name in NAMES}), life(**work), NATIONAL).days <= days
    assert days <= replay(planned(needs, policy=Policy(parallel=False)), life(**work), NATIONAL).days
    assert days <= sum(work.values())


@given(NEEDS, WORK)
def test_the_order_of_the_approvals_does_not_matter(needs, work):
    made = planned(needs)
    turned = replace(made, schedule=replace(made.schedule, approvals=made.schedule.approvals[::-1]))
    assert replay(made, life(**work), NATIONAL) == replay(turned, life(**work), NATIONAL)
