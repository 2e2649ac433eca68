"""Recorded cases with their whole histories, in pages, for whoever watches over all: nothing personal is in them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from yici.cases.codec import CODEC
from yici.cases.models import Case
from yici.domain.case import CaseEvent
from yici.domain.clock import end_of_day, start_of_day
from yici.domain.division import bounds_of
from yici.domain.error import Refused
from yici.ledger.queries import histories, history
from yici.ledger.values import Stored


@dataclass(frozen=True, slots=True)
class Past:
    """One recorded case: `plan` is the digest of the plan that it pins, `events` its history, oldest first."""

    id: UUID
    number: str
    place: str
    plan: str
    events: tuple[CaseEvent, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases. `since` and `until` are legal days of submission, both inclusive; `place` covers what is within."""

    bundle: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None


def past(wanted: Wanted, *, after: UUID | None = None, limit: int = 200) -> list[Past]:
    """This will read recorded cases in order of id, two statements a page unless
    it is long; `after` is the last id of the one before."""
    rows = _wanted(wanted)
    if after is not None:
        rows = rows.filter(id__gt=after)
    found = list(rows.order_by("id").values_list("id", "number", "place", "plan")[:limit])
    told = _told([row[0] for row in found])
    return [Past(*row, tuple(CODEC.event_of(one.kind, one.at, one.body) for one in told[row[0]])) for row in found]


def _told(cases: list[UUID]) -> dict[UUID, list[Stored]]:
    """The histories of a page, in halves where they are too much for one statement, a long one piece by piece."""
    try:
        return histories(cases)
    except Refused as refused:
        if refused.code != "ledger.too_many_events":
            raise
    if len(cases) == 1:
        return {cases[0]: _long(cases[0])}
    half = len(cases) // 2
    return _told(cases[:half]) | _told(cases[half:])


def _long(case: UUID) -> list[Stored]:
    found: list[Stored] = []
    while page := history(case, after=found[-1].seq if found else 0):
        found += page
    return found


def how_many(wanted: Wanted, *, most: int) -> int:
    """This will count recorded cases, and no further than `most`."""
    return _wanted(wanted).order_by()[:most].count()


def _wanted(wanted: Wanted) -> QuerySet[Case]:
    rows = Case.objects.all()
    if wanted.bundle is not None:
        rows = rows.filter(bundle=wanted.bundle)
    if wanted.place is not None:
        rows = rows.filter(place__range=bounds_of(wanted.place))
    if wanted.since is not None:
        rows = rows.filter(submitted_at__gte=start_of_day(wanted.since))
    if wanted.until is not None:
        rows = rows.filter(submitted_at__lt=end_of_day(wanted.until))
    return rows
