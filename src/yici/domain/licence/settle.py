"""What the end of a licence brings, as of that end: the law acts on its day, whether or not a worker ran then."""

from dataclasses import replace
from datetime import datetime

from yici.domain.licence import events as e
from yici.domain.licence.context import LicenceContext
from yici.domain.licence.deadlines import ends_at
from yici.domain.licence.evolve import evolve
from yici.domain.licence.periods import day_before, silent_period
from yici.domain.licence.state import Asked, Licence


def settle(licence: Licence, ctx: LicenceContext) -> list[e.LicenceEvent]:
    """This will give everything that fell due up to `ctx.now`, in order, each event at its own due moment.

    1. Whether renewal was asked for in time is told, if a calendar that was loaded since can tell.
    2. At its end it is deemed renewed when it was in time and is undecided (Licensing Law Art. 50), else it expires;
       while nobody can tell which, neither. A renewed one may have reached its next end, and so on.
    """
    happened: list[e.LicenceEvent] = []
    while event := _next(licence, ctx):
        happened.append(event)
        licence = evolve(licence, event)
    return happened


def _next(licence: Licence, ctx: LicenceContext) -> e.LicenceEvent | None:
    if licence.asked is not None and licence.asked.in_time is None:
        counted = asked(licence, licence.asked.case, licence.asked.item, ctx, licence.asked)
        if counted.in_time is not None:
            return e.RenewalCounted(at=ctx.now, asked=counted)
    end = ends_at(licence)
    return _at_end(licence, end) if end is not None and end <= ctx.now else None


def _at_end(licence: Licence, end: datetime) -> e.LicenceEvent | None:
    standing = licence.asked
    if standing is None:
        return e.Expired(at=end)
    if licence.rule is None or licence.rule.rule.missed != "renewed":
        return e.Expired(at=end)
    if standing.in_time is None:
        return None
    if not standing.in_time:
        return e.Expired(at=end, late=True)
    period = silent_period(licence.period, standing.case, standing.item, licence.term.term if licence.term else None)
    return e.DeemedRenewed(at=end, period=period)


def asked(licence: Licence, case: str, item: str, ctx: LicenceContext, before: Asked | None = None) -> Asked:
    """This will take an application for renewal down, with the last day in time as far as rule and calendar tell."""
    on = before.on if before else ctx.day
    if licence.period.until is None or licence.rule is None:
        return Asked(case, item, on, None, None)
    latest = day_before(licence.rule.rule.before, licence.period.until, ctx.calendar)
    return replace(Asked(case, item, on, latest, None), in_time=None if latest is None else on <= latest)
