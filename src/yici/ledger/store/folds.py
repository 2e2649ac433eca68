"""By which number of its fold the rows of each kind of stream were made."""

from collections.abc import Mapping

from django.db import connection

_NOTE = """
INSERT INTO ledger_fold (kind, number) SELECT * FROM unnest(%s::text[], %s::int[])
ON CONFLICT (kind) DO UPDATE SET number = excluded.number
"""


def numbers() -> dict[str, int]:
    """Read the number of each kind that was noted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, number FROM ledger_fold")
        return dict(cursor.fetchall())


def note(numbers: Mapping[str, int]) -> None:
    """Note numbers, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [list(numbers), list(numbers.values())])
