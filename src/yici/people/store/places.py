"""Statements that read places."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from yici.people.store.statement import Row, rows

HIGHEST: Final = "\U0010ffff"
_PLACE = "code, name, level, parent_id, path, initials, valid_from, valid_until, successor_id"
# Without a day: whatever has no end.
_VALID = """
coalesce(valid_until, 'infinity') >= coalesce(%(at)s::date, 'infinity')
AND coalesce(valid_from, '-infinity') <= coalesce(%(at)s::date, 'infinity')
"""
_BY_CODE = f"SELECT {_PLACE} FROM people_place WHERE code = ANY(%(codes)s::text[]) ORDER BY level, code"
_CHILDREN = f"""
SELECT {_PLACE} FROM people_place
WHERE parent_id IS NOT DISTINCT FROM %(code)s::text AND code > %(after)s::text AND {_VALID}
ORDER BY code LIMIT %(limit)s::integer
"""
# One bounded walk in the index per level and ending: a single letter costs no more than a whole name.
_FIND = """
SELECT DISTINCT ON (level, code) {place}
FROM generate_series(1, 5) AS wanted(level_wanted)
CROSS JOIN unnest(%(beginnings)s::text[]) AS typed(beginning)
CROSS JOIN LATERAL (
    SELECT {place} FROM people_place
    WHERE level = level_wanted AND {column} >= beginning AND {column} < beginning || %(highest)s::text
        AND strpos(path, %(within_path)s::text) > 0
        AND code BETWEEN %(low)s::text AND %(high)s::text AND {valid}
    ORDER BY {column}, code LIMIT %(limit)s::integer
) AS found
ORDER BY level, code LIMIT %(limit)s::integer
"""
_FIND_BY_NAME = _FIND.format(place=_PLACE, column="name", valid=_VALID)
_FIND_BY_INITIALS = _FIND.format(place=_PLACE, column="initials", valid=_VALID)


def by_code(codes: Sequence[str]) -> list[Row]:
    """This will read the places with these codes, from the province down."""
    return rows(_BY_CODE, {"codes": list(codes)})
