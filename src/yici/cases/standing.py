"""Counts of open approvals by place, department and day, changed in the statement that changes the approvals.

A change is a row of its own, so that those who write never wait for each other; a worker adds the changes up. Counts
and changes together are at every moment what the approvals say: `verify` compares them, `rebuild` mends them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from yici.cases import listing
from yici.database.copying import copy_rows
from yici.domain.case import Approval, Case
from yici.domain.due_by import stands

ENDLESS: Final = "9999-01-01+00"
APPLICANT: Final = "a.tasks = ARRAY['correct']"
OTHER: Final = "a.tasks = ARRAY['wait']"
NO_DATE: Final = f"(a.bounded OR a.due >= '{ENDLESS}')"
KEY: Final = "place, agency, stand, day"
# Legal days end at 24:00, and that moment is still theirs.
STANDS: Final = f"""a.place, a.agency,
  CASE WHEN {APPLICANT} THEN 'applicant' WHEN {NO_DATE} OR {OTHER} THEN 'no_date' ELSE 'dated' END AS stand,
  CASE WHEN {APPLICANT} OR {NO_DATE} OR {OTHER} THEN DATE '9999-12-31'
       ELSE ((a.due - interval '1 microsecond') AT TIME ZONE INTERVAL '+08:00')::date END AS day"""
"""How an approval `a` stands: the same as the domain's `stands`, which a test holds it against."""
RETURNED: Final = "place, agency, open, due, bounded, tasks"
"""What a statement must return of the approvals that it changes."""
BEFORE: Final = f"stood AS (SELECT {STANDS} FROM cases_approval a JOIN told ON a.number = told.n WHERE a.open)"  # noqa: S608
"""How the approvals `told` stood before the statement that this is part of."""
_SUMMED: Final = """INSERT INTO cases_standingchange (place, agency, stand, day, by)
SELECT place, agency, stand, day, sum(by) FROM ({told}) AS m GROUP BY place, agency, stand, day HAVING sum(by) <> 0"""
_AFTER: Final = f"SELECT {STANDS}, {{by}} AS by FROM {{rows}} a WHERE a.open"  # noqa: S608


def made(rows: str) -> str:
    """This will be the statement that counts the approvals in `rows` in."""
    return _SUMMED.format(told=_AFTER.format(by=1, rows=rows))


def gone(rows: str) -> str:
    """This will be the statement that counts the approvals in `rows` out."""
    return _SUMMED.format(told=_AFTER.format(by=-1, rows=rows))


def moved(rows: str) -> str:
    """This will be the statement that counts `stood` out and the approvals in `rows` in; nothing where all stand as
    before."""
    return _SUMMED.format(told=f"SELECT {KEY}, -1 AS by FROM stood UNION ALL {_AFTER.format(by=1, rows=rows)}")  # noqa: S608


def copied(cases: Iterable[Case]) -> None:
    """This will count the approvals of many new cases in."""
    found = Counter(
        key for case in cases for approval in case.approvals if approval.open for key in _key(case, approval)
    )
    if found:
        rows = [(*key, count) for key, count in found.items()]
        copy_rows(f"cases_standingchange ({KEY}, by)", rows)


def _key(case: Case, approval: Approval) -> Iterator[tuple[str, str, str, date]]:
    place, _, _ = listing.seat(approval, case)
    due, bounded = listing.listed_due(approval), listing.is_bounded(approval)
    yield place, approval.agency, *stands(due, approval.tasks, bounded=bounded)


ADDED_UP: Final = f"""
WITH taken AS (
  DELETE FROM cases_standingchange WHERE id IN (
    SELECT id FROM cases_standingchange ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED) RETURNING {KEY}, by
)
INSERT INTO cases_standing AS s ({KEY}, count)
SELECT {KEY}, sum(by) FROM taken GROUP BY {KEY} HAVING sum(by) <> 0 ORDER BY {KEY}
ON CONFLICT ({KEY}) DO UPDATE SET count = s.count + EXCLUDED.count
"""  # noqa: S608
EMPTIED: Final = f"""
DELETE FROM cases_standing WHERE ({KEY}) IN (
  SELECT {KEY} FROM cases_standing WHERE count = 0 FOR UPDATE SKIP LOCKED)
"""  # noqa: S608
"""Whoever is adding to such a row keeps it: to wait for them while holding others could wait for ever."""
AT_ONCE: Final = 20_000
DIFFERENCES: Final = f"""
SELECT {KEY}, sum(n) AS by FROM (
  SELECT {STANDS}, 1 AS n FROM cases_approval a WHERE a.open
  UNION ALL SELECT {KEY}, -count FROM cases_standing
  UNION ALL SELECT {KEY}, -by FROM cases_standingchange
) AS m GROUP BY {KEY} HAVING sum(n) <> 0
"""  # noqa: S608
"""What is missing in the counts, read in one snapshot."""
MENDED: Final = f"INSERT INTO cases_standingchange ({KEY}, by) {DIFFERENCES}"


def standings_add_up(*, limit: int = AT_ONCE) -> None:
    """This will add changes up, so that few of them are left to read; many workers may do it at once."""
    with connection.cursor() as cursor:
        cursor.execute(ADDED_UP, [limit])
        cursor.execute(EMPTIED)


@transaction.atomic
def standings_mend() -> None:
    """This will make the counts say what the approvals say; work may go on meanwhile, another mending not: it would
    correct the same difference once more."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE cases_standing IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(MENDED)


def standings_wrong() -> Iterator[str]:
    """This will say for `verify` which counts differ from the approvals."""
    with connection.cursor() as cursor:
        cursor.execute(f"{DIFFERENCES} ORDER BY {KEY} LIMIT 100")
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    for place, agency, stand, day, by in rows:
        yield f"the count of open approvals of {agency} at {place} ({stand}, {day}) is wrong by {-by}: run yici rebuild"
