"""The rows of data subjects: an id, a wrapped key, a blind index."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from yici.ledger.values import Subject

_GET_OR_CREATE = """
WITH made AS (
  INSERT INTO ledger_subject (id, wrapped, blind, created_at) VALUES (%s, %s, %s, %s)
  ON CONFLICT (blind) DO NOTHING RETURNING id, wrapped
)
SELECT id, wrapped FROM made UNION ALL SELECT id, wrapped FROM ledger_subject WHERE blind = %s LIMIT 1
"""
_LOAD = "SELECT id, wrapped FROM ledger_subject WHERE id = ANY(%s)"
_LOAD_ONE = "SELECT id, wrapped FROM ledger_subject WHERE id = %s"
_ATTEMPTS = 3


def get_or_create(made: Subject, *, blind: bytes | None, now: datetime) -> Subject | None:
    """Find the subject of a blind index, else insert the one just made, in one statement.

    None after some attempts that each lost to a concurrent insert not yet visible.
    """
    with connection.cursor() as cursor:
        for _ in range(_ATTEMPTS):
            cursor.execute(_GET_OR_CREATE, [made.id, made.wrapped, blind, now, blind])
            found = cursor.fetchone()
            if found:
                return Subject(*found)
    return None


def find(blind: bytes) -> UUID | None:
    """Find a subject by its blind index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM ledger_subject WHERE blind = %s", [blind])
        found = cursor.fetchone()
    return found[0] if found else None


def find_many(blinds: Iterable[bytes]) -> dict[bytes, Subject]:
    """Find subjects by their blind indexes, with their wrapped keys, in one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT blind, id, wrapped FROM ledger_subject WHERE blind = ANY(%s)", [list(blinds)])
        return {bytes(blind): Subject(*row) for blind, *row in cursor.fetchall()}


def load(subjects: Iterable[UUID]) -> dict[UUID, Subject]:
    """Read the wrapped keys of many subjects in one query."""
    wanted = list(subjects)
    with connection.cursor() as cursor:
        # Equality is planned once; how many elements an array has is looked at each time, and planned for.
        cursor.execute(*((_LOAD_ONE, wanted) if len(wanted) == 1 else (_LOAD, [wanted])))
        return {row[0]: Subject(*row) for row in cursor.fetchall()}


def destroyed(subjects: Iterable[UUID]) -> dict[UUID, datetime]:
    """Say which of the subjects' keys are destroyed, and when."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, destroyed_at FROM ledger_subject WHERE id = ANY(%s) AND destroyed_at IS NOT NULL",
            [list(subjects)],
        )
        return dict(cursor.fetchall())


def destroy(subject: UUID, now: datetime) -> bool:
    """Forget a subject's key and blind index; False when there was none to forget."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_subject SET wrapped = NULL, blind = NULL, destroyed_at = %s"
            " WHERE id = %s AND destroyed_at IS NULL",
            [now, subject],
        )
        return bool(cursor.rowcount)


def count_destroyed() -> int:
    """Count the subjects whose keys are destroyed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_subject WHERE destroyed_at IS NOT NULL")
        return int(cursor.fetchone()[0])


def samples() -> list[bytes]:
    """Read the wrapped keys of the first and the last subject that have one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "(SELECT wrapped FROM ledger_subject WHERE wrapped IS NOT NULL ORDER BY id LIMIT 1) UNION ALL"
            " (SELECT wrapped FROM ledger_subject WHERE wrapped IS NOT NULL ORDER BY id DESC LIMIT 1)"
        )
        return [row[0] for row in cursor.fetchall()]
