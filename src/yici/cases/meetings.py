"""Meetings as lines of their own, one for each department that is called: for its desk, listed by right, verified."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from yici.cases import reach, rows
from yici.domain.authority import Grants
from yici.domain.case import Case, Invited, Meeting
from yici.ledger.readings import Reader

PAGE: Final = 40
MARK: Final = "/"


@dataclass(frozen=True, slots=True)
class Line:
    """One department called to one meeting, as its row has it."""

    id: str
    case_id: UUID
    meeting: str
    item: str
    place: str
    agency: str
    about: str
    at: datetime
    remote: bool
    answer: str
    open: bool


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One line of a list: which department, about which case, when, and what it said."""

    id: str
    case: UUID
    case_number: str
    bundle: str
    meeting: str
    item: str
    place: str
    agency: str
    about: str
    at: datetime
    remote: bool
    answer: str


COLUMNS: Final = tuple(field.name for field in fields(Line))
NAMES: Final = ", ".join(COLUMNS)
WRITE: Final = f"""
INSERT INTO cases_meeting ({NAMES}) VALUES ({", ".join(["%s"] * len(COLUMNS))})
ON CONFLICT (id) DO UPDATE SET answer = EXCLUDED.answer, open = EXCLUDED.open
WHERE (cases_meeting.answer, cases_meeting.open) IS DISTINCT FROM (EXCLUDED.answer, EXCLUDED.open)
"""  # noqa: S608
LISTED: Final = f'SELECT {NAMES} FROM cases_meeting WHERE case_id = ANY(%s) ORDER BY id COLLATE "C"'  # noqa: S608
ROWS: Final = """WITH page AS MATERIALIZED (
  SELECT a.id AS line, a.case_id AS id, c.number, c.bundle, a.meeting, a.item, a.place, a.agency, a.about, a.at,
         a.remote, a.answer
  FROM cases_meeting a JOIN cases_case c ON c.id = a.case_id
  WHERE a.open AND {right}{after} ORDER BY a.at, a.id LIMIT %s
){noted} SELECT line, id, number, bundle, meeting, item, place, agency, about, at, remote, answer
  FROM page ORDER BY at, line"""


def lines(case: Case) -> list[Line]:
    """This will give the lines of a case, in order of their ids."""
    return sorted((line for meeting in case.meetings for line in _of(case, meeting)), key=lambda line: line.id)


def _of(case: Case, meeting: Meeting) -> Iterator[Line]:
    for one in meeting.invited:
        yield _line(case, meeting, one)


def _line(case: Case, meeting: Meeting, one: Invited) -> Line:
    return Line(
        MARK.join((case.number, meeting.id, one.agency)), UUID(case.id), meeting.id, one.item,
        case.place_of(case.approval(one.item)), one.agency, meeting.about, meeting.at, meeting.remote, one.answer,
        meeting.open and case.phase != "closed",
    )  # fmt: skip


def write(case: Case) -> None:
    """This will write the lines of a case; no statement where nobody was called."""
    if case.meetings:
        with connection.cursor() as cursor:
            cursor.executemany(WRITE, [list(asdict(line).values()) for line in lines(case)])


def forget(case_id: UUID) -> None:
    """This will delete the lines of a case."""
    rows.forget("cases_meeting", case_id)


def listed(case_ids: Sequence[UUID]) -> dict[UUID, list[list[Any]]]:
    """This will read the lines of many cases in one statement, to compare with `listing`."""
    return rows.by_case(LISTED, case_ids)


def listing(case: Case) -> list[list[Any]]:
    """This will say what the lines of a case must be, as `listed` reads them."""
    return [[getattr(line, name) for name in COLUMNS] for line in lines(case)]


def meetings(
    *, grants: Grants, action: str = "approval.opine", after: tuple[datetime, str] | None = None, limit: int = PAGE,
    reader: Reader | None = None,
) -> list[MeetingRow]:  # fmt: skip
    """This will list the meetings to come, the next one first, filtered by right inside the query.

    `action` "approval.opine" is that of the departments which are called, "approval.convene" of who calls them;
    `after` is the moment and id of the last row.
    """
    scope = grants.scope(action)
    if not scope.lines:
        return []
    right, values = reach.right(scope)
    behind = " AND (a.at, a.id) > (%s, %s)" if after else ""
    noted, told = rows.noted(reader, "list")
    statement = ROWS.format(right=right, after=behind, noted=noted)
    return [MeetingRow(*row) for row in rows.fetched(statement, [*values, *(after or ()), limit, *told])]
