"""Writing many rows by COPY."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection


def copy_rows(target: str, rows: Iterable[Collection[Any]]) -> None:
    """This will write rows into `target`, a table with its columns in brackets, in the transaction that is open."""
    # Django wraps the errors of `execute`, not those of `copy`.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {target} FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(tuple(row))
