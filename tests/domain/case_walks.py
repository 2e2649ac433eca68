"""Walks of the sample matter through commands of every kind at growing times."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from tests.domain.case_commands import COMMANDS, START
from tests.domain.case_samples import WIDE, context, submitted
from yici.domain.case import Case, CaseEvent, Command, Context, decide, evolve, settle
from yici.domain.error import YiciError


def context_of(now: datetime) -> Context:
    return context(now, WIDE)


STEPS = st.lists(st.tuples(st.integers(0, 8 * 24 * 60), COMMANDS), max_size=14)


def run(steps: list[tuple[int, Command]]) -> tuple[list[Case], list[CaseEvent]]:
    """Walk through commands at growing times; refused ones change nothing, what fell due happens before each."""
    case, history = submitted(START, WIDE)
    cases, now = [case], START
    for minutes, command in steps:
        now += timedelta(minutes=minutes)
        ctx = context_of(now)
        happened = settle(case, ctx)
        for event in happened:
            case = evolve(case, event)
        try:
            decided = decide(case, command, ctx)
        except YiciError:
            decided = []
        for event in decided:
            case = evolve(case, event)
        history += [*happened, *decided]
        cases.append(case)
    return cases, history
