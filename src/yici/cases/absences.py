"""The ledger of absence: departments whose silence counted as consent, and what became of the opinion they owed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from yici.cases import reach
from yici.cases.rows import PAGE, fetched, noted
from yici.domain.authority import Grants, Scope
from yici.ledger.readings import Reader

SUPERVISES, ANSWERS = "card.issue", "approval.opine"
"""Supervisors see those of their place; a department sees its own."""


@dataclass(frozen=True, slots=True)
class Absence:
    """One entry. `law` and `article` made silence a consent at `absent_at`, after the notice had arrived at
    `noticed_at` by `proof`. `owed`: the opinion is still owed, until `due`; `given_at` and `afterwards` say when it
    came after all and what it was."""

    key: str
    case: UUID
    case_number: str
    number: str
    item: str
    bundle: str
    place: str
    agency: str
    law: str
    article: str
    asked_at: datetime
    noticed_at: datetime
    proof: str
    absent_at: datetime
    due: datetime
    bounded: bool
    owed: bool
    given_at: datetime | None
    afterwards: str | None


ABSENCES: Final = """WITH page AS MATERIALIZED (
  SELECT a.id AS key, a.case_id AS id, c.number AS case_number, a.number, a.item, c.bundle, a.place, a.agency, a.law,
         a.article, a.asked_at, a.noticed_at, a.proof, a.absent_at, a.due, a.bounded, a.open, a.given_at, a.afterwards
  FROM cases_opinion a JOIN cases_case c ON c.id = a.case_id
  WHERE a.absent_at IS NOT NULL AND {right}{after} ORDER BY a.absent_at DESC, a.id DESC LIMIT %s
){noted} SELECT * FROM page ORDER BY absent_at DESC, key DESC"""


def absences(
    *, grants: Grants, after: tuple[datetime, str] | None = None, limit: int = PAGE, reader: Reader | None = None
) -> list[Absence]:
    """This will list the entries that staff may see, the newest first, filtered by right inside the query; `after` is
    the moment and the key of the last entry of the page before. The reading is recorded."""
    scope = _scope(grants)
    if not scope.lines:
        return []
    right, values = reach.right(scope)
    behind = " AND (a.absent_at, a.id) < (%s, %s)" if after else ""
    record, who = noted(reader, "list")
    statement = ABSENCES.format(right=right, after=behind, noted=record)
    return [Absence(*row) for row in fetched(statement, [*values, *(after or ()), limit, *who])]


def may_see_absences(grants: Grants) -> bool:
    """This will say whether there is a place or a department whose entries these grants show."""
    return bool(_scope(grants).lines)


def _scope(grants: Grants) -> Scope:
    return Scope((*grants.scope(SUPERVISES).lines, *reach.of_bodies(grants.scope(ANSWERS)).lines))
