"""Statements that read places."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Q
from psycopg import sql

from yici.people.models import Place
from yici.people.store.statement import Row, rows

HIGHEST: Final = "\U0010ffff"
FIELDS: Final = ("code", "name", "level", "parent_id", "path", "initials", "valid_from", "valid_until", "successor_id")
# One bounded walk in the index per level and beginning: a single letter costs no more than a whole name.
_FIND: Final = sql.SQL(
    """
SELECT DISTINCT ON (level, code) {place}
FROM generate_series(1, 5) AS wanted(wanted_level)
CROSS JOIN unnest(%(beginnings)s::text[]) AS typed(beginning)
CROSS JOIN LATERAL (
    SELECT {place} FROM people_place
    WHERE level = wanted_level AND {column} >= beginning AND {column} < beginning || %(highest)s::text
        AND strpos(path, %(contained)s::text) > 0 AND code BETWEEN %(low)s::text AND %(high)s::text
        AND (valid_until IS NULL OR valid_until > %(at)s::date)
        AND (valid_from IS NULL OR valid_from <= coalesce(%(at)s::date, 'infinity'))
    ORDER BY {column}, code LIMIT %(limit)s::integer
) AS found
ORDER BY level, code LIMIT %(limit)s::integer
"""
)


def by_code(codes: Sequence[str]) -> list[Row]:
    """This will read the places with these codes, from the province down."""
    return list(Place.objects.filter(code__in=codes).order_by("level", "code").values_list(*FIELDS))


def children(code: str | None, after: str, limit: int, at: date | None) -> list[Row]:
    """This will read one page of the places right below one (None: the provinces), in the order of codes."""
    below = Place.objects.filter(_valid(at), parent_id=code, code__gt=after)
    return list(below.order_by("code").values_list(*FIELDS)[:limit])


def upper(lowest: int) -> list[Row]:
    """This will read every place down to a level whose code has no end, in the order of codes."""
    found = Place.objects.filter(level__lte=lowest, valid_until=None)
    return list(found.order_by("code").values_list(*FIELDS))


def find(
    column: str, beginnings: Sequence[str], contained: str, bounds: tuple[str, str], limit: int, at: date | None
) -> list[Row]:
    """This will read places whose name or initials begin so, and whose full name contains something, level by level."""
    place = sql.SQL(", ").join(map(sql.Identifier, FIELDS))
    statement = _FIND.format(place=place, column=sql.Identifier(column))
    low, high = bounds
    params = {"beginnings": list(beginnings), "contained": contained, "low": low, "high": high, "limit": limit}
    return rows(statement, {**params, "highest": HIGHEST, "at": at})


def _valid(at: date | None) -> Q:
    if at is None:
        return Q(valid_until=None)
    return (Q(valid_until=None) | Q(valid_until__gt=at)) & (Q(valid_from=None) | Q(valid_from__lte=at))
