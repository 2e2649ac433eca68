"""Readings: what staff and systems saw is recorded in the statement that shows it, so that no face can forget it.

An applicant's own reading is nobody's business and is not recorded.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, Literal
from uuid import UUID

from yici.cases.models import Reading
from yici.domain.authority import Reachable, Scope
from yici.domain.event import Actor
from yici.people.queries import scope_filter

What = Literal["case", "list", "desk", "person"]
RECORDED: Final = frozenset({"staff", "system"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a list, and when."""

    actor: Actor
    now: datetime


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One time that a case was seen by somebody who is not its applicant: as a case, in a list, on a desk, or
    what the account told of them (`person`)."""

    at: datetime
    reader: str
    kind: str
    role: str | None
    channel: str | None
    what: What
    id: int


def readings_of(case_id: UUID, *, before: int | None = None, limit: int = 50) -> list[ReadingRow]:
    """This will list who saw a case, newest first; `before` is the id of the last row of the page before."""
    rows = Reading.objects.filter(cases__contains=[case_id])
    rows = rows.filter(id__lt=before) if before else rows
    columns = ("at", "reader", "kind", "role", "channel", "what", "id")
    return [ReadingRow(*row) for row in rows.order_by("-id").values_list(*columns)[:limit]]


def is_recorded(actor: Actor) -> bool:
    """This will say whether what an actor reads is recorded."""
    return actor.kind in RECORDED


ONE: Final = """, noted AS (
  INSERT INTO cases_reading (reader, kind, role, channel, what, at, cases)
  SELECT %s, %s, %s, %s, %s, %s, ARRAY[found.id] FROM found
  WHERE found.applicant::text IS DISTINCT FROM %s
    AND EXISTS (SELECT FROM cases_approval a WHERE a.case_id = found.id AND {right})
)"""
"""To stand behind a `found` with id and applicant: an INSERT that happens when `check_readable` will pass."""
PAGE: Final = """, noted AS (
  INSERT INTO cases_reading (reader, kind, role, channel, what, at, cases)
  SELECT %s, %s, %s, %s, %s, %s, array_agg(DISTINCT page.id) FROM page HAVING count(*) > 0
)"""
"""To stand behind a `page` with ids of cases."""


def values(actor: Actor, what: What, now: datetime) -> list[Any]:
    """This will give the first parameters of `ONE` and all of `PAGE`."""
    return [actor.id, actor.kind, actor.role, actor.channel, what, now]


@lru_cache(maxsize=1024)
def right(scope: Scope) -> tuple[str, tuple[str, ...]]:
    """This will give the condition that an approval `a` lies within a scope, as text, with its parameters."""
    condition, told = scope_filter(scope, place="a.place", agency="a.agency", item="a.item")
    return condition.as_string(), tuple(told)


COUNTY = 6
"""So many digits name a county; the rest of a code says what lies in it."""


def _within(line: Reachable) -> tuple[str, list[str]]:
    """A range of places alone must not lead: all cases ever handled there would be read and sorted for one page."""
    low, high = line.bounds
    if low[:COUNTY] == high[:COUNTY]:
        return "(left(c.place, 6) = %s AND c.place BETWEEN %s AND %s)", [low[:COUNTY], low, high]
    return "c.place BETWEEN %s AND %s", [low, high]


@lru_cache(maxsize=1024)
def right_to_case(scope: Scope) -> tuple[str, tuple[str, ...]]:
    """This will give the condition that one approval of a case `c` lies within a scope, as text, with its parameters.

    Lines for a whole place are told from the case itself, which spares looking at approvals.
    """
    whole = tuple(line for line in scope.lines if line.agency is None and line.item is None)
    parts, told = [], list[str]()
    for line in whole:
        within, bounds = _within(line)
        parts.append(within)
        told += bounds
    if rest := tuple(line for line in scope.lines if line not in whole):
        condition, narrow = right(Scope(rest))
        parts.append(f"c.id IN (SELECT a.case_id FROM cases_approval a WHERE {condition})")  # noqa: S608
        told += narrow
    return f"({' OR '.join(parts)})", tuple(told)
