"""Readings: what staff and systems saw is recorded in the statement that shows it, so that no face can forget it.

An applicant's own reading is nobody's business and is not recorded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from yici.cases.models import Reading
from yici.domain.event import Actor
from yici.ledger.readings import COLUMNS, Reader, ReadingRow, What, is_recorded


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One reading, with those of the cases asked about that it showed."""

    reading: ReadingRow
    cases: tuple[UUID, ...]


def readings_of(case_id: UUID, *, before: int | None = None, limit: int = 50) -> list[ReadingRow]:
    """This will list who saw a case, newest first; `before` is the id of the last row of the page before."""
    rows = Reading.objects.filter(cases__contains=[case_id])
    rows = rows.filter(id__lt=before) if before else rows
    return [ReadingRow(*row) for row in rows.order_by("-id").values_list(*COLUMNS)[:limit]]


def readings_of_many(cases: Sequence[UUID], *, before: int | None = None, limit: int = 50) -> list[SeenRow]:
    """This will list who saw any of some cases, newest first, with which of them; `before` is the last row's id."""
    rows = Reading.objects.filter(cases__overlap=list(cases))
    rows = rows.filter(id__lt=before) if before else rows
    wanted, found = set(cases), rows.order_by("-id").values_list(*COLUMNS, "cases")[:limit]
    return [SeenRow(ReadingRow(*row[:-1]), tuple(one for one in row[-1] if one in wanted)) for row in found]


def note(case_id: UUID, what: What, reader: Reader) -> None:
    """This will record that somebody saw a case, where the statement that showed it could not tell that they may."""
    note_all([case_id], what, reader)


def note_all(case_ids: Sequence[UUID], what: What, reader: Reader) -> None:
    """This will record that somebody saw some cases at once, in one row; nothing for none."""
    if case_ids and is_recorded(reader.actor):
        Reading.objects.create(cases=list(case_ids), **reader.values(what))


def note_each(seen: Iterable[tuple[Sequence[UUID], Reader]], what: What) -> None:
    """This will record that somebody saw some cases in one way and some in another, in one statement."""
    rows = [
        Reading(cases=list(ids), **reader.values(what)) for ids, reader in seen if ids and is_recorded(reader.actor)
    ]
    if rows:
        Reading.objects.bulk_create(rows)


def file_seen(case_id: UUID, *, actor: Actor, now: datetime) -> None:
    """This will record that a file of a case was opened, by whom the case was given to."""
    note(case_id, "file", Reader(actor, now))


ONE: Final = """, noted AS (
  INSERT INTO cases_reading (reader, kind, role, channel, what, at, cases)
  SELECT %s, %s, %s, %s, %s, %s, ARRAY[found.id] FROM found
  WHERE found.applicant::text IS DISTINCT FROM %s
    AND (EXISTS (SELECT FROM (SELECT case_id, place, agency, item FROM cases_approval UNION ALL
                              SELECT case_id, place, agency, item FROM cases_opinion) a
                 WHERE a.case_id = found.id AND {right}) OR {taken_in})
)"""
"""To stand behind a `found` with id, applicant and window: an INSERT that happens when `check_readable` passes."""
PAGE: Final = """, noted AS (
  INSERT INTO cases_reading (reader, kind, role, channel, what, at, cases)
  SELECT %s, %s, %s, %s, %s, %s, array_agg(DISTINCT page.id) FROM page HAVING count(*) > 0
)"""
"""To stand behind a `page` with ids of cases."""


def values(actor: Actor, what: What, now: datetime) -> list[Any]:
    """This will give the first parameters of `ONE` and all of `PAGE`."""
    return [*Reader(actor, now).values(what).values()]
