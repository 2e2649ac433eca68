"""One statement, on the connection of this thread."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg.sql import Composable

Statement = str | Composable
Row = tuple[Any, ...]
Params = Sequence[Any] | Mapping[str, Any] | None


def run(statement: Statement, params: Params = None) -> int:
    """This will execute a statement and count the rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)


def rows(statement: Statement, params: Params = None) -> list[Row]:
    """This will execute a statement and give its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
