"""What the domain needs of a case's surroundings: pinned plan, calendars and hours of its places, moment, actor."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from yici.catalogue import queries as catalogue
from yici.domain.case import REMIND_AFTER, WARN_BEFORE, Case, Context, Counting, handled_at, otherwise
from yici.domain.event import Actor
from yici.domain.fact import settle
from yici.domain.office import OfficeHours, sessions_from
from yici.domain.plan import Plan
from yici.intake import queries as intake


def of_plan(plan: Plan, *, actor: Actor, now: datetime) -> Context:
    """This will give the context of a plan about to be handed in."""
    here = _counting(plan.place)
    handled = {one.item: handled_at(one, plan) for one in plan.schedule.approvals}
    there = {place: _counting(place) for place in set(handled.values()) - {plan.place}}
    return Context(
        now=now, actor=actor, plan=plan, calendar=here.calendar, remind=here.remind, warn=here.warn,
        office=here.office,
        elsewhere={item: there[place] for item, place in handled.items() if there.get(place, here) != here},
    )  # fmt: skip


def _counting(place: str) -> Counting:
    definition = catalogue.place_definition(place)
    remind = definition.remind_after if definition and definition.remind_after else REMIND_AFTER
    warn = definition.warn_before if definition and definition.warn_before else WARN_BEFORE
    return Counting(catalogue.calendar_for(place), remind, warn, office_hours(place))


def of_case(case: Case, *, actor: Actor, now: datetime) -> Context:
    """This will give the context of a case under the plan that it pins.

    Since when its places count as they do is asked only where an end stands otherwise than it is counted now.
    """
    ctx = of_plan(intake.plan(case.plan), actor=actor, now=now)
    return _since(ctx) if otherwise(case, ctx) else ctx


def _since(ctx: Context) -> Context:
    there = {
        item: replace(local, since=catalogue.counted_since(handled_at(ctx.planned(item), ctx.plan)))
        for item, local in ctx.elsewhere.items()
    }
    return replace(ctx, since=catalogue.counted_since(ctx.plan.place), elsewhere=there)


def office_hours(place: str) -> OfficeHours | None:
    """This will give the office hours of a place as its definition has them; None where nobody has recorded any.

    Another place's hours say nothing about this one.
    """
    definition = catalogue.place_definition(place)
    if definition is None or not definition.office_hours.claims:
        return None
    settled = settle(definition.office_hours, {one.id: one for one in definition.sources}, place)
    return _read(settled.value) if settled and settled.standing != "reference" else None


@lru_cache(maxsize=64)
def _read(text: str) -> OfficeHours:
    return OfficeHours(sessions_from(text))
