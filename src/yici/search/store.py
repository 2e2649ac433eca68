"""The statements of the one table: writing entries, and asking it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from yici.search.answer import After
from yici.search.lexemes import Indexed
from yici.search.text import storable

Found = tuple[Any, ...]
BATCH: Final = 500
FIELDS: Final = (
    "kind", "identity", "title", "title_en", "detail", "names", "readings", "place", "themes", "agencies", "audience",
    "weight", "size", "key",
)  # fmt: skip
_SHOWN: Final = ", ".join(FIELDS)
_AMONG: Final = "(%(among)s::text[] IS NULL OR identity = ANY(%(among)s::text[]))"
_FITS: Final = """low <= %(high)s::text AND high >= %(low)s::text AND (kind <> 'place' OR low >= %(low)s::text)"""
_HERE: Final = f"{_FITS} AND {_AMONG}"
# An English word is meant whole before it is meant as the beginning of another one: a house is no household.
_WHOLE: Final = "coalesce(terms @@ %(whole)s::tsquery, true)"
_WORDS: Final = """NOT EXISTS (
        SELECT FROM unnest(%(words)s::text[]) AS word WHERE strpos(plain || plain_en || others, word) = 0
    )"""
_TIER: Final = f"""CASE
    WHEN plain = %(plain)s::text OR plain_en = %(plain)s::text THEN 0
    WHEN (starts_with(plain, %(plain)s::text) OR starts_with(plain_en, %(plain)s::text)) AND {_WHOLE} THEN 1
    WHEN strpos(others, %(line)s::text) > 0 THEN 2
    WHEN strpos(others, %(start)s::text) > 0 AND {_WHOLE} THEN 3
    WHEN %(latin)s::boolean AND strpos(pinyin, %(line)s::text) > 0 THEN 4
    WHEN %(latin)s::boolean AND strpos(pinyin, %(start)s::text) > 0 THEN 5
    WHEN %(latin)s::boolean AND strpos(initials, %(line)s::text) > 0 THEN 6
    WHEN %(latin)s::boolean AND strpos(initials, %(start)s::text) > 0 THEN 7
    WHEN (strpos(plain, %(plain)s::text) > 0 OR strpos(plain_en, %(plain)s::text) > 0) AND {_WHOLE} THEN 8
    WHEN strpos(others, %(plain)s::text) > 0 AND {_WHOLE} THEN 9
    WHEN {_WORDS} AND {_WHOLE} THEN 10
    WHEN %(latin)s::boolean AND strpos(pinyin, %(plain)s::text) > 0 THEN 11
    WHEN %(latin)s::boolean AND strpos(initials, %(plain)s::text) > 0 THEN 12
    WHEN {_WORDS} THEN 13
    WHEN terms @@ %(around)s::tsquery THEN 14
    ELSE 15
END"""
# What may be a mixture of characters and pinyin comes behind everything else. Names are long, so whether it is one is
# looked at last, in the order of the page, until the page is full.
MIXED: Final = 16
_MAY_BE_MIXED: Final = f"""UNION ALL
    SELECT key, kind, weight, size, {MIXED} FROM search_entry WHERE terms @@ (SELECT %(mixed)s::tsquery) AND {_HERE}"""  # noqa: S608
_IS_MIXED: Final = f"""WHERE tier < {MIXED}
        OR (SELECT spelled ~ %(pattern)s::text FROM search_entry AS found WHERE found.key = ordered.key)"""  # noqa: S608
_UP: Final = "tier, -weight, size, key"
_DOWN: Final = "tier DESC, -weight DESC, size DESC, key DESC"


# The index is asked once, whatever the number of lists; only what decides the order is kept of what it finds. The
# condition stands in a SELECT of its own: a planner that sees hundreds of alternatives in it would read every row.
def _page(*, backwards: bool, mixed: bool) -> str:
    return f"""
WITH ranked (key, kind, weight, size, tier) AS MATERIALIZED (
    SELECT key, kind, weight, size, {_TIER} FROM search_entry
    WHERE terms @@ (SELECT %(asked)s::tsquery) AND {_HERE} {_MAY_BE_MIXED if mixed else ""}
)
SELECT wanted.number, {_SHOWN}, best.tier
FROM unnest(%(lists)s::text[]) WITH ORDINALITY AS wanted(one, number)
CROSS JOIN LATERAL (
    SELECT key, tier FROM (
        SELECT * FROM ranked
        WHERE (wanted.one = '' OR ranked.kind = wanted.one) AND ({_UP}) {"<" if backwards else ">"}
            (%(tier)s::integer, -%(weight)s::integer, %(size)s::integer, %(key)s::text)
        ORDER BY {_DOWN if backwards else _UP} OFFSET 0
    ) AS ordered {_IS_MIXED if mixed else ""}
    LIMIT %(limit)s::integer
) AS best
JOIN search_entry USING (key)
ORDER BY wanted.number, best.tier, -weight, size, key
"""  # noqa: S608 (pieces written here)


_PAGES: Final = {
    (backwards, mixed): _page(backwards=backwards, mixed=mixed)
    for backwards in (False, True)
    for mixed in (False, True)
}
_COMMON: Final = """
SELECT number, amount, place
FROM unnest(%(asked)s::text[], %(named)s::text[]) WITH ORDINALITY AS word(asked, named, number)
CROSS JOIN LATERAL (
    SELECT count(*) FROM (SELECT FROM search_entry WHERE terms @@ asked::tsquery LIMIT %(most)s::integer) AS first
) AS counted(amount)
LEFT JOIN LATERAL (
    SELECT identity FROM search_entry WHERE terms @@ named::tsquery ORDER BY -weight, size, key LIMIT 1
) AS best(place) ON amount > 0
WHERE amount > 0 ORDER BY number
"""
_SCORED: Final = f"""
WITH scored AS (
    SELECT hit.key, sum(worth) AS score FROM unnest(%(asked)s::text[], %(worths)s::float8[]) AS word(asked, worth)
    CROSS JOIN LATERAL (
        SELECT key FROM search_entry
        WHERE terms @@ asked::tsquery AND {_HERE}
    ) AS hit
    GROUP BY hit.key HAVING sum(worth) >= %(least)s::float8
), numbered AS (
    SELECT {_SHOWN}, score, row_number() OVER (PARTITION BY kind ORDER BY score DESC, -weight, size, key) AS nth
    FROM scored JOIN search_entry USING (key)
)
SELECT {_SHOWN}, score FROM numbered WHERE nth <= %(limit)s::integer ORDER BY score DESC, -weight, size, key
"""  # noqa: S608 (pieces written here)
_WRITTEN: Final = (
    *FIELDS,
    "low",
    "high",
    "plain",
    "plain_en",
    "others",
    "pinyin",
    "initials",
    "spelled",
    "digest",
    "terms",
)
_PUT: Final = f"""
INSERT INTO search_entry ({", ".join(_WRITTEN)})
VALUES ({", ".join("array_to_tsvector(%s::text[])" if name == "terms" else "%s" for name in _WRITTEN)})
ON CONFLICT (key) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _WRITTEN if name != "key")}
"""  # noqa: S608 (pieces written here)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page is to have: the condition, and that of what may be a mixture, with the pattern of it ("" for none);
    the texts that decide the order; how far the places reach; the ids to look among, if not all."""

    asked: str
    mixed: str
    pattern: str
    plain: str
    words: Sequence[str]
    whole: str | None
    around: str
    bounds: tuple[str, str]
    among: Sequence[str] | None


def page(wanted: Wanted, lists: Sequence[str], *, at: After, backwards: bool, limit: int) -> list[Found]:
    """This will give the best rows of each list, one kind each or all kinds for an empty name: the number of the list
    from 1, the fields, and how well it fits. `backwards`: the last ones before `at`, in the same order."""
    plain, mixed = wanted.plain, {"mixed": wanted.mixed, "pattern": wanted.pattern} if wanted.mixed else {}
    return _rows(_PAGES[backwards, bool(mixed)], {
        "asked": wanted.asked, **mixed, "lists": list(lists), "plain": plain, "line": f"\n{plain}\n",
        "start": f"\n{plain}", "latin": plain.isascii(), "words": list(wanted.words), "whole": wanted.whole,
        "around": wanted.around, "low": wanted.bounds[0], "high": wanted.bounds[1],
        "among": wanted.among if wanted.among is None else list(wanted.among),
        "tier": at.tier, "weight": at.weight, "size": at.size, "key": storable(at.key), "limit": limit,
    })  # fmt: skip


def common(asked: Sequence[str], named: Sequence[str], most: int) -> list[Found]:
    """This will say of conditions that something fulfils: their number from 1, how many do (at most `most` are
    counted), and the best that fulfils the condition beside it, if anything does."""
    return _rows(_COMMON, {"asked": list(asked), "named": list(named), "most": most})


def scored(
    asked: Sequence[str], worths: Sequence[float], *, least: float, bounds: tuple[str, str],
    among: Sequence[str] | None, limit: int,
) -> list[Found]:  # fmt: skip
    """This will add up what the conditions that an entry fulfils are worth: the fields of the best of each kind."""
    low, high = bounds
    return _rows(_SCORED, {
        "asked": list(asked), "worths": list(worths), "least": least, "low": low, "high": high,
        "among": among if among is None else list(among), "limit": limit,
    })  # fmt: skip


def lock() -> None:
    """This will let one writer index at a time, without keeping readers out, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE search_entry IN SHARE ROW EXCLUSIVE MODE")


def digests(kinds: Iterable[str]) -> dict[str, str]:
    """This will give what is indexed of some kinds: key and digest."""
    found = _rows("SELECT key, digest FROM search_entry WHERE kind = ANY(%(kinds)s::text[])", {"kinds": list(kinds)})
    return dict(found)


def put(entries: Sequence[Indexed]) -> None:
    """This will write entries, new or in place of what stood under their keys."""
    with connection.cursor() as cursor:
        for start in range(0, len(entries), BATCH):
            cursor.executemany(_PUT, [_values(one) for one in entries[start : start + BATCH]])


def drop(keys: Iterable[str]) -> None:
    """This will take entries out."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_entry WHERE key = ANY(%s::text[])", [list(keys)])


def _values(one: Indexed) -> list[Any]:
    entry = one.entry
    return [
        entry.kind, entry.id, entry.title, entry.title_en, entry.detail, list(entry.names), list(one.readings),
        entry.place, list(entry.themes), list(entry.agencies), list(entry.audience), entry.weight,
        min(len(entry.title), 999), entry.key, one.low, one.high, one.plain, one.plain_en, one.others, one.pinyin,
        one.initials, one.spelled, entry.digest(), list(one.terms),
    ]  # fmt: skip


def _rows(statement: str, params: Mapping[str, Any]) -> list[Found]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
