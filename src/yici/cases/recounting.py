"""After a calendar was loaded or corrected: every open case is counted again, in the background, so that lists and
timers are true without anybody opening a case.

Settling a case over the calendar that holds is the same whether a step or this pass does it, and happens once. So the
pass only has to come by: it notes how far it is, and whoever finds it broken off goes on from there.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from yici.cases import context, store
from yici.cases.models import Recount
from yici.cases.services import case_settle
from yici.catalogue import queries as catalogue
from yici.domain.case import Case, known_windows, shifted
from yici.domain.error import YiciError
from yici.domain.office import OfficeHours
from yici.domain.workdays import Calendar
from yici.ledger import timers

_log = logging.getLogger(__name__)
ONE: Final = 1
BATCH: Final = 200
SETTLE_DOWN: Final = timedelta(seconds=5)
"""Longer than any process serves a release that is not the newest: nobody counts over the old calendar any more."""
LEASE: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Recounted:
    """What one call did: how many cases it looked at, and of how many ends had moved."""

    seen: int
    moved: int


NOTHING: Final = Recounted(0, 0)

BEGIN = """
INSERT INTO cases_recount AS r (id, calendars, after, done, seen, moved, begun_at, leased_until)
VALUES (%(one)s, %(calendars)s, NULL, false, 0, 0, %(now)s, %(until)s)
ON CONFLICT (id) DO UPDATE SET calendars = EXCLUDED.calendars, after = NULL, done = false, seen = 0, moved = 0,
  begun_at = EXCLUDED.begun_at, leased_until = EXCLUDED.leased_until
WHERE r.calendars <> EXCLUDED.calendars
"""
CLAIM = """
UPDATE cases_recount SET leased_until = %(until)s
WHERE id = %(one)s AND calendars = %(calendars)s AND NOT done AND leased_until <= %(now)s RETURNING after
"""
ADVANCE = """
UPDATE cases_recount SET after = coalesce(%(after)s::uuid, after), done = %(done)s, seen = seen + %(seen)s,
  moved = moved + %(moved)s, leased_until = %(now)s
WHERE id = %(one)s AND calendars = %(calendars)s AND leased_until = %(until)s RETURNING seen, moved
"""


def cases_recount(*, now: datetime, batch: int = BATCH, limit: int = 5 * BATCH) -> Recounted:
    """This will count up to `limit` open cases again if the calendars are not those of the last pass.

    1. Note a new pass when the calendars changed; it starts when every process must have noticed. 2. Lease the pass.
    3. Settle the cases of a batch whose ends moved, each in its own transaction; the events say what moved. 4. Note how
    far it came, and log it. Many workers may call it at once; it must not run inside a transaction.
    """
    calendars, seen, moved = catalogue.calendars_digest(), 0, 0
    known = Recount.objects.filter(id=ONE).values_list("calendars", "done").first()
    if known == (calendars, True):
        return NOTHING
    if known is None or known[0] != calendars:
        _run(BEGIN, calendars, now, until=now + SETTLE_DOWN)
        return NOTHING
    while seen < limit:
        done = _batch(calendars, now, batch)
        seen, moved = seen + done.seen, moved + done.moved
        if not done.seen:
            break
    return Recounted(seen, moved)


def _batch(calendars: str, now: datetime, size: int) -> Recounted:
    until = now + LEASE
    leased = _run(CLAIM, calendars, now, until=until)
    if leased is None:
        return NOTHING
    page = _page(leased[0], size)
    moved = sum(_counted_again(case_id, now) for case_id in _moved(page))
    told = {"after": page[-1] if page else None, "done": len(page) < size, "seen": len(page), "moved": moved}
    totals = _run(ADVANCE, calendars, now, until=until, **told)
    if totals is not None:
        _log.info("counted again over new calendars: %s cases, %s moved%s", *totals, ", done" if told["done"] else "")
    return Recounted(len(page), moved)


def _page(after: UUID | None, size: int) -> list[UUID]:
    """Whatever still has an end ahead has a timer, or an end that an unloaded calendar keeps open."""
    open_ones = {*timers.waiting("case", after=after, limit=size), *store.bounded(after, size)}
    return sorted(open_ones)[:size]


def _moved(page: Sequence[UUID]) -> list[UUID]:
    """Those with an end that the calendar moves; a case that nobody can read is for `verify` to tell."""
    found = store.states(page) if page else {}
    return [case_id for case_id in page if (case := found.get(case_id)) is not None and _moves(case)]


def _moves(case: Case) -> bool:
    def counted(item: str | None) -> tuple[Calendar, OfficeHours | None]:
        place = case.place_of(case.approval(item)) if item else case.place
        return catalogue.calendar_for(place), context.office_hours(place)

    return bool(shifted(case, counted) or known_windows(case, counted))


def _counted_again(case_id: UUID, now: datetime) -> bool:
    try:
        return case_settle(stream=case_id, now=now) > 0
    except Exception as error:  # noqa: BLE001 - one case's fault must not keep the others from their ends
        fault = error.code if isinstance(error, YiciError) else type(error).__name__
        _log.warning("case %s could not be counted again: %s", case_id, fault)
        return False


def _run(statement: str, calendars: str, now: datetime, **values: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"one": ONE, "calendars": calendars, "now": now, **values})
        return cursor.fetchone() if cursor.description else None
