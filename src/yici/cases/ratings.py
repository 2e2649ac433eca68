"""Ratings that were bad (GB/T 39046: 4 and 5), for whoever watches the quality of a place: with the bodies that handled
the matter, and with a name only where the applicant gave it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from yici.cases import reach, rows
from yici.domain.authority import Grants
from yici.ledger import keys
from yici.ledger.readings import Reader
from yici.ledger.values import Erased

PAGE: Final = 50
ACTION: Final = "card.issue"
"""Whoever may send a card about how a matter was handled sees how it was rated."""


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One bad rating: 4 or 5, when, of which case, and the bodies that handled it. `name` is None unless the applicant
    rated by name."""

    case: UUID
    number: str
    bundle: str
    place: str
    level: int
    rated_at: datetime
    agencies: tuple[str, ...]
    by_name: bool
    name: str | None


ROWS = """WITH page AS MATERIALIZED (
  SELECT c.id, c.number, c.bundle, c.place, c.rating, c.rated_at,
         ARRAY(SELECT DISTINCT b.agency FROM cases_approval b WHERE b.case_id = c.id ORDER BY 1) AS agencies,
         c.rated_by_name, c.subject, c.label
  FROM cases_case c
  WHERE c.rating >= 4{after} AND EXISTS (SELECT FROM cases_approval a WHERE a.case_id = c.id AND {right})
  ORDER BY c.rated_at DESC, c.id DESC LIMIT %s
){noted} SELECT * FROM page ORDER BY rated_at DESC, id DESC"""


def bad_ratings(
    *, grants: Grants, after: tuple[datetime, UUID] | None = None, limit: int = PAGE, reader: Reader | None = None
) -> list[RatingRow]:
    """This will list the bad ratings within a supervisor's reach, the newest first, filtered by right in the query."""
    scope = grants.scope(ACTION)
    if not scope.lines:
        return []
    right, values = reach.right(scope)
    behind = " AND (c.rated_at, c.id) < (%s, %s)" if after else ""
    noted, told = rows.noted(reader, "list")
    statement = ROWS.format(right=right, after=behind, noted=noted)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(after or ()), *values, limit, *told])
        found = cursor.fetchall()
    names = _names(found)
    return [RatingRow(*(*row[:6], tuple(row[6]), row[7], names.get(row[0]))) for row in found]


def _names(found: list[tuple[Any, ...]]) -> dict[UUID, str]:
    """The names of those who gave theirs; nobody else's is even opened."""
    by_name = [row for row in found if row[7] and row[9]]
    opened = keys.open_many([(row[8], bytes(row[9])) for row in by_name]) if by_name else []
    pairs = zip(by_name, opened, strict=True)
    return {row[0]: str(one.get("name", "")) for row, one in pairs if not isinstance(one, Erased)}
