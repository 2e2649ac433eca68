"""A licence for food, and how it goes on: what tests of the licence machine share."""

from datetime import date, datetime
from typing import Any

from tests.domain.case_samples import at
from tests.domain.national_calendar import NATIONAL
from yici.domain.clock import Limit
from yici.domain.licence import (
    ApplyForRenewal,
    Issue,
    Licence,
    LicenceCommand,
    LicenceContext,
    LicenceEvent,
    decide,
    evolve,
)
from yici.domain.licence import settle as settle_licence
from yici.domain.term import PlannedRenewal, PlannedTerm, Renewal, Term

__all__ = ["at"]
LICENSING = PlannedRenewal(Renewal(Limit(30, "day"), "renewed"), "licensing-50", "行政许可法")
"""Administrative Licensing Law Art. 50."""
THIRTY_WORKING_DAYS = PlannedRenewal(Renewal(Limit(30, "working_day"), "renewed"), "local", "a local rule")
FIVE_YEARS = PlannedTerm(Term("fixed", Limit(5, "year")), "rule", "a rule")
APPLY: dict[str, Any] = {"case": "renewal", "item": "food", "subject": "s", "gives": ("food",)}


def planned(term: Term) -> PlannedTerm:
    return PlannedTerm(term, "s", "s")


def context(now: datetime, calendar: Any = NATIONAL) -> LicenceContext:
    return LicenceContext(now, calendar)


def issued(now: datetime, **changes: Any) -> Licence:
    """This will give a licence that was granted now."""
    values: dict[str, Any] = {
        "id": "licence", "number": "L1", "type": "food", "subject": "s", "holder": "h", "agency": "market",
        "place": "330800000000", "case": "case", "item": "food", "rule": LICENSING, "remedies": "remedies",
    }  # fmt: skip
    [event] = decide(None, Issue(**values | changes), context(now))
    return evolve(None, event)


def until(day: str, **changes: Any) -> Licence:
    """This will give a licence that holds until a day."""
    return issued(at("2025-07-01"), until=date.fromisoformat(day), **changes)


def settled(licence: Licence, now: datetime, calendar: Any = NATIONAL) -> tuple[Licence, list[LicenceEvent]]:
    events = settle_licence(licence, context(now, calendar))
    for event in events:
        licence = evolve(licence, event)
    return licence, events


def do(
    licence: Licence, command: LicenceCommand, now: datetime, *, settle: bool = True, calendar: Any = NATIONAL
) -> Licence:
    """This will settle, decide and fold one command."""
    if settle:
        licence, _ = settled(licence, now, calendar)
    for event in decide(licence, command, context(now, calendar)):
        licence = evolve(licence, event)
    return licence


def apply(licence: Licence, now: datetime, *, calendar: Any = NATIONAL, **changes: Any) -> Licence:
    """This will ask for renewal under the licensing law, unless said otherwise."""
    return do(licence, ApplyForRenewal(**APPLY | {"rule": LICENSING} | changes), now, calendar=calendar)
