"""Deciding: a command against state, law and pinned plan gives events, or a refusal that says what to do."""

from yici.domain.case import commands as c
from yici.domain.case import events as e
from yici.domain.case.codes import check_codes, check_words
from yici.domain.case.conferring import CONFERRING
from yici.domain.case.context import Context
from yici.domain.case.evolve import evolve
from yici.domain.case.examine import EXAMINATION
from yici.domain.case.extending import EXTENSION
from yici.domain.case.hearing import HEARING
from yici.domain.case.inspecting import INSPECTION
from yici.domain.case.intake import INTAKE, submit
from yici.domain.case.interested import INTERESTED
from yici.domain.case.kinds import Command
from yici.domain.case.once_each import check_once, forbidden
from yici.domain.case.opinions import OPINIONS
from yici.domain.case.rights import concerned
from yici.domain.case.settle import settled
from yici.domain.case.state import Case
from yici.domain.case.suspending import SUSPENSION
from yici.domain.case.talking import TALKING
from yici.domain.case.urging import URGING
from yici.domain.case.watching import WATCHING
from yici.domain.error import Refused

DECIDERS = (
    INTAKE | INSPECTION | SUSPENSION | EXTENSION | EXAMINATION | OPINIONS | HEARING | INTERESTED | WATCHING | URGING
    | CONFERRING | TALKING
)  # fmt: skip


def decide(case: Case | None, command: Command, ctx: Context) -> list[e.CaseEvent]:
    """This will give the events that a command leads to; the case must be settled up to `ctx.now` before.

    Raises Refused where state or law does not allow it, Invalid for wrong input. Who may ask is `required`'s business.
    """
    happened = _decided(case, command, ctx)
    # Last, so that whoever names what there is not hears that first.
    check_codes(command)
    check_words(command)
    check_once(command)
    # The first event was held to its state by whoever decides; what follows in one go is held to it here.
    if case is not None and len(happened) > 1 and (wrong := next(forbidden(case, happened), None)):
        # No input leads here: rather no answer than a record along a way that is not there.
        raise RuntimeError(f"{wrong[0]} of {wrong[1]} does not follow on {wrong[2]}")
    return happened


def _decided(case: Case | None, command: Command, ctx: Context) -> list[e.CaseEvent]:
    if isinstance(command, c.Submit):
        return [submit(command, ctx)]
    if case is None:
        raise Refused("case.not_submitted", remedy="submit first")
    _check_not_recused(case, command, ctx.actor.id)
    return DECIDERS[type(command)](case, command, ctx)


def _check_not_recused(case: Case, command: Command, actor: str) -> None:
    """Who was taken off an item has no part in it, alone or among others who inspect."""
    if not any(approval.recused for approval in case.approvals):
        return
    people = {actor, *getattr(command, "officers", ())}
    for approval in concerned(case, command):
        if away := sorted(people & set(approval.recused)):
            remedy = "let somebody else do it: who was recused has no part in this item"
            raise Refused("authority.recused", item=approval.item, officers=away, remedy=remedy)


def step(case: Case | None, command: Command, ctx: Context) -> tuple[Case, list[e.CaseEvent]]:
    """This will settle, decide and fold in one go: the whole engine step of one command."""
    happened: list[e.CaseEvent] = []
    if case is not None:
        case, happened = settled(case, ctx)
    for event in decide(case, command, ctx):
        happened.append(event)
        case = evolve(case, event)
    assert case is not None
    return case, happened
