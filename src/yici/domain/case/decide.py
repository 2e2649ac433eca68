"""Deciding: a command against state, law and pinned plan gives events, or a refusal that says what to do."""

from yici.domain.case import commands as c
from yici.domain.case import events as e
from yici.domain.case.codes import check_codes
from yici.domain.case.context import Context
from yici.domain.case.evolve import evolve
from yici.domain.case.examine import EXAMINATION
from yici.domain.case.extending import EXTENSION
from yici.domain.case.inspecting import INSPECTION
from yici.domain.case.intake import INTAKE, submit
from yici.domain.case.settle import settle
from yici.domain.case.state import Case
from yici.domain.case.suspending import SUSPENSION
from yici.domain.error import Refused

DECIDERS = INTAKE | INSPECTION | SUSPENSION | EXTENSION | EXAMINATION


def decide(case: Case | None, command: c.Command, ctx: Context) -> list[e.CaseEvent]:
    """This will give the events that a command leads to; the case must be settled up to `ctx.now` before.

    Raises Refused where state or law does not allow it, Invalid for wrong input. Who may ask is `required`'s business.
    """
    happened = _decided(case, command, ctx)
    # Last, so that whoever names what there is not hears that first.
    check_codes(command)
    return happened


def _decided(case: Case | None, command: c.Command, ctx: Context) -> list[e.CaseEvent]:
    if isinstance(command, c.Submit):
        return [submit(command, ctx)]
    if case is None:
        raise Refused("case.not_submitted", remedy="submit first")
    return DECIDERS[type(command)](case, command, ctx)


def step(case: Case | None, command: c.Command, ctx: Context) -> tuple[Case, list[e.CaseEvent]]:
    """This will settle, decide and fold in one go: the whole engine step of one command."""
    happened: list[e.CaseEvent] = []
    if case is not None:
        happened = settle(case, ctx)
        for event in happened:
            case = evolve(case, event)
    for event in decide(case, command, ctx):
        happened.append(event)
        case = evolve(case, event)
    assert case is not None
    return case, happened
