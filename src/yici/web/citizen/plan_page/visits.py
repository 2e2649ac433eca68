"""Who comes to the premises, when, and what they look at; how often the applicant must come, and why."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from yici.domain.plan import Plan, PlannedVisit
from yici.domain.plan import Trip as PlannedTrip
from yici.web import dates
from yici.web.words import Names, grouped, worded


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to the premises. `window` says between which days, `short` is what the time axis writes."""

    name: str
    window: str
    short: str
    officers: str
    points: tuple[str, ...]
    reasons: tuple[str, ...]
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Trip:
    """One time that the applicant comes: sure reasons, and those that only what nobody has published could make so."""

    sure: bool
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


def visit_words(visit: PlannedVisit, plan: Plan, names: Names) -> Visit:
    """This will put one visit to the premises into words."""
    agencies = names.listed(names.of("agency", agency) for agency in visit.agencies)
    many = len(visit.agencies) > 1
    title = gettext("一次联合勘验，%(agencies)s一起来") if many else gettext("一次现场核查，%(agencies)s来")
    return Visit(
        name=title % {"agencies": agencies},
        window=_window(visit, plan.schedule.start),
        short=gettext("联合勘验") if many else gettext("现场核查"),
        officers=ngettext("至少 %(n)s 人", "至少 %(n)s 人", visit.officers) % {"n": visit.officers},
        points=names.texts(visit.points),
        reasons=tuple(dict.fromkeys(worded(reason, names) for reason in visit.reasons)),
        first=visit.earliest.day or visit.earliest.not_before,
        last=visit.latest.day,
    )


def _window(visit: PlannedVisit, start: date) -> str:
    first = dates.plan_day(visit.earliest, since=start)
    if visit.latest.day is None:
        return gettext("%(first)s起，最晚哪天还说不出") % {"first": first}
    return gettext("%(first)s到 %(last)s之间") % {
        "first": first,
        "last": dates.plan_day(visit.latest, since=start),
    }


def trip_words(trip: PlannedTrip, names: Names) -> Trip:
    """This will put one trip into words."""
    sure = [reason for reason in trip.reasons if not reason.code.endswith("_unknown")]
    unsure = [reason for reason in trip.reasons if reason.code.endswith("_unknown")]
    return Trip(
        trip.sure,
        grouped(sure, names),
        grouped(unsure, names),
    )
