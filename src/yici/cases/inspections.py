"""Visits as lines of their own, an item each: written with the case, listed by day and by who goes, verified."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from yici.cases import reach, rows
from yici.cases.rows import fetched, noted
from yici.domain.authority import Grants
from yici.domain.case import Case
from yici.domain.case.rights import COORDINATE
from yici.ledger.readings import Reader

MOST: Final = 500
READ: Final = "case.read"
INSPECT: Final = "approval.inspect"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a visit, as the domain has it."""

    id: str
    case_id: UUID
    visit: str
    on: date
    place: str
    agency: str
    item: str
    officers: list[str]
    open: bool


COLUMNS: Final = tuple(one.name for one in fields(Line))
KINDS: Final = {"case_id": "uuid", "on": "date", "officers": "text[]", "open": "bool"}
NAMES: Final = ", ".join(f'"{name}"' for name in COLUMNS)
WRITE: Final = f"""
WITH gone AS (DELETE FROM cases_inspection WHERE case_id = %s AND id <> ALL(%s))
INSERT INTO cases_inspection ({NAMES})
SELECT {NAMES} FROM json_to_recordset(%s::json) AS x ({", ".join(f'"{n}" {KINDS.get(n, "text")}' for n in COLUMNS)})
ON CONFLICT (id) DO UPDATE SET {", ".join(f'"{n}" = EXCLUDED."{n}"' for n in COLUMNS if n != "id")}
"""  # noqa: S608
LISTED: Final = f"SELECT {NAMES} FROM cases_inspection WHERE case_id = ANY(%s)"  # noqa: S608


def lines(case: Case) -> list[Line]:
    """This will give the lines that the visits of a case must have, in order of their ids."""
    found = [
        Line(
            f"{case.number}/{visit.id}/{item}", UUID(case.id), visit.id, visit.on, case.place_of(case.approval(item)),
            case.approval(item).agency, item, list(visit.officers), item in case.pending(visit),
        )
        for visit in case.visits
        for item in visit.items
    ]  # fmt: skip
    return sorted(found, key=lambda line: line.id)


def write(case: Case) -> None:
    """This will write the lines of a case in one statement; in none where nobody goes to look."""
    if case.visits:
        told = lines(case)
        with connection.cursor() as cursor:
            cursor.execute(
                WRITE, [UUID(case.id), [one.id for one in told], json.dumps([asdict(one) for one in told], default=str)]
            )


def forget(case_id: UUID) -> None:
    """This will delete the lines of a case."""
    rows.forget("cases_inspection", case_id)


def listed(case_ids: Sequence[UUID]) -> dict[UUID, list[list[Any]]]:
    """This will read the lines of many cases in one statement, to compare with `listing`."""
    found = rows.by_case(LISTED, case_ids)
    return {
        case_id: [[*row[:3], row[3].isoformat(), *row[4:]] for row in sorted(told)] for case_id, told in found.items()
    }


def listing(case: Case) -> list[list[Any]]:
    """This will say what the lines of a case must be, as `listed` reads them."""
    return [
        [one.id, one.case_id, one.visit, one.on.isoformat(), *(getattr(one, n) for n in COLUMNS[4:])]
        for one in lines(case)
    ]


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One item of a visit in a list: of which case and matter, when, by whom; `open` while it is to be looked at."""

    case: UUID
    case_number: str
    bundle: str
    visit: str
    on: date
    place: str
    agency: str
    item: str
    officers: tuple[str, ...]
    open: bool


VISITS: Final = """WITH page AS MATERIALIZED (
  SELECT a.case_id AS id, c.number, c.bundle, a.visit, a."on", a.place, a.agency, a.item, a.officers, a.open,
         a.id AS key
  FROM cases_inspection a JOIN cases_case c ON c.id = a.case_id
  WHERE {right}{more} ORDER BY a."on", a.id LIMIT %s
){noted} SELECT id, number, bundle, visit, "on", place, agency, item, officers, open FROM page ORDER BY "on", key"""


def visits_between(*, grants: Grants, first: date, last: date, reader: Reader, limit: int = MOST) -> list[VisitRow]:
    """This will list the visits of the days from `first` to `last` that staff may see, filtered by right inside the
    query, an item a row; the reading is recorded."""
    scope = grants.scope(READ)
    if not scope.lines:
        return []
    right, values = reach.right(scope)
    record, who = noted(reader, "list")
    statement = VISITS.format(right=right, more=' AND a."on" BETWEEN %s AND %s', noted=record)
    return [_row(one) for one in fetched(statement, [*values, first, last, limit, *who])]


OWN: Final = """a.officers @> ARRAY[%s] AND ({own} OR (a.case_id, a.visit) IN (
  SELECT a.case_id, a.visit FROM cases_inspection a WHERE a.officers @> ARRAY[%s] AND {whole}))"""
"""Items of one's own department, and whole visits to whoever brings the departments together."""


def visits_of(*, officer: str, grants: Grants, until: date, reader: Reader, limit: int = MOST) -> list[VisitRow]:
    """This will list what an officer is to look at and may record up to a day: what the others of a joint visit have
    still to record is not theirs. Filtered by right inside the query; the reading is recorded."""
    own, told = _within(grants, INSPECT)
    whole, reached = _within(grants, COORDINATE)
    record, who = noted(reader, "list")
    right = OWN.format(own=own, whole=whole)
    statement = VISITS.format(right=right, more=' AND a.open AND a."on" <= %s', noted=record)
    return [_row(one) for one in fetched(statement, [officer, *told, officer, *reached, until, limit, *who])]


def _within(grants: Grants, action: str) -> reach.Condition:
    scope = grants.scope(action)
    return reach.right(scope) if scope.lines else reach.NOTHING


def _row(values: tuple[Any, ...]) -> VisitRow:
    case, number, bundle, visit, on, place, agency, item, officers, still_open = values
    return VisitRow(case, number, bundle, visit, on, place, agency, item, tuple(officers), still_open)
