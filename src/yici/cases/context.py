"""What the domain needs of a case's surroundings: the pinned plan, the calendar of its place, the moment, the actor."""

from datetime import datetime

from yici.catalogue import queries as catalogue
from yici.domain.case import REMIND_AFTER, Case, Context
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.intake import queries as intake


def of_plan(plan: Plan, *, actor: Actor, now: datetime) -> Context:
    """This will give the context of a plan about to be handed in."""
    definition = catalogue.place_definition(plan.place)
    remind = definition.remind_after if definition and definition.remind_after else REMIND_AFTER
    return Context(now=now, actor=actor, plan=plan, calendar=catalogue.calendar_for(plan.place), remind=remind)


def of_case(case: Case, *, actor: Actor, now: datetime) -> Context:
    """This will give the context of a case under the plan that it pins."""
    return of_plan(intake.plan(case.plan), actor=actor, now=now)
