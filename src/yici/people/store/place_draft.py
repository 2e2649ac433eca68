"""Statements that load places in bulk: copy a draft, look at it, merge it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from django.db import connection

from yici.people.store.statement import Row, rows, run

BATCH_ROWS: Final = 20_000
DraftLine = tuple[str, int, str, str, int, str, str, str]

_DRAFT = """
CREATE TEMPORARY TABLE place_load (
    file text, line integer, code text COLLATE "C", name text COLLATE "C", level smallint,
    parent text COLLATE "C", path text, initials text COLLATE "C"
) ON COMMIT DROP
"""
_REPEATED = """
SELECT file, line, code, first
FROM (
    SELECT file, line, code, row_number() OVER same AS nth, first_value(file || ':' || line) OVER same AS first
    FROM place_load WINDOW same AS (PARTITION BY code ORDER BY file, line)
) AS numbered
WHERE nth > 1
ORDER BY file, line
"""
_RENAMED = """
SELECT code, held.name, held.path, draft.name, draft.path
FROM place_load AS draft JOIN people_place AS held USING (code)
WHERE draft.level < 5 AND draft.path <> held.path
"""
_RESTATE = """
UPDATE people_place AS below SET path = above.path || substr(below.path, length(above.former) + 1)
FROM (
    SELECT DISTINCT ON (inside.code) inside.code, renamed.former, renamed.path
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) AS renamed(low, high, former, path)
    JOIN people_place AS inside
        ON inside.code > renamed.low AND inside.code <= renamed.high AND starts_with(inside.path, renamed.former)
    WHERE NOT EXISTS (SELECT FROM place_load AS draft WHERE draft.code = inside.code)
    ORDER BY inside.code, renamed.low DESC
) AS above
WHERE below.code = above.code
"""
# Only what differs is written: an upsert of every row would lock and log all of them for nothing.
_MERGE = """
MERGE INTO people_place AS held
USING (SELECT * FROM place_load ORDER BY code) AS draft ON held.code = draft.code
WHEN MATCHED AND (held.name, held.level, coalesce(held.parent_id, ''), held.path, held.initials)
    IS DISTINCT FROM (draft.name, draft.level, draft.parent, draft.path, draft.initials)
THEN UPDATE SET name = draft.name, level = draft.level, parent_id = nullif(draft.parent, ''),
    path = draft.path, initials = draft.initials
WHEN NOT MATCHED THEN INSERT (code, name, level, parent_id, path, initials)
    VALUES (draft.code, draft.name, draft.level, nullif(draft.parent, ''), draft.path, draft.initials)
"""
_COUNT = "SELECT count(*) FROM people_place"


def lock_for_load() -> None:
    """This will let one load run at a time, without keeping readers out."""
    run("LOCK TABLE people_place IN SHARE ROW EXCLUSIVE MODE")


def upper_places() -> dict[str, tuple[str, str]]:
    """This will give name and full name of every place above the villages, by code."""
    return {
        code: (name, path) for code, name, path in rows("SELECT code, name, path FROM people_place WHERE level < 5")
    }


def copy_draft(lines: Iterable[DraftLine], told: Callable[[int], None]) -> int:
    """This will copy rows (file, line, code, name, level, parent, path, initials) into a draft and count them."""
    run("DROP TABLE IF EXISTS pg_temp.place_load")
    run(_DRAFT)
    count = 0
    with connection.cursor() as cursor, cursor.copy("COPY place_load FROM STDIN (FORMAT csv, NULL '\\N')") as copy:
        for batch in _batches(lines):
            copy.write(_csv(batch))
            count += len(batch)
            told(count)
    run("ANALYZE place_load")
    return count


def repeated_in_draft() -> list[Row]:
    """This will list each row of the draft whose code stands in an earlier one: file, line, code, the earlier place."""
    return rows(_REPEATED)


def renamed_by_draft() -> list[Row]:
    """This will list places whose full name the draft changes: code, old name and full name, new name and full name."""
    return rows(_RENAMED)


def restate_paths(changes: Sequence[tuple[str, str, str, str]]) -> None:
    """This will begin the full names below renamed places anew; a change is (low code, high code, former, present)."""
    run(_RESTATE, [list(column) for column in zip(*changes, strict=True)])


def merge_draft() -> tuple[int, int]:
    """This will write what is new or different and count both."""
    before = rows(_COUNT)[0][0]
    written = run(_MERGE)
    added = rows(_COUNT)[0][0] - before
    return added, written - added


def _batches(lines: Iterable[DraftLine]) -> Iterator[list[DraftLine]]:
    source = iter(lines)
    while batch := list(islice(source, BATCH_ROWS)):
        yield batch


def _csv(lines: Iterable[DraftLine]) -> str:
    # Three times as fast as the csv module. What the file says in words may hold quotes, codes and numbers may not.
    return "".join(
        f"{_quoted(file)},{line},{code},{_quoted(name)},{level},{parent},{_quoted(path)},{_quoted(initials)}\n"
        for file, line, code, name, level, parent, path, initials in lines
    )


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
