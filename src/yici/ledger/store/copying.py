"""Writing many rows by COPY."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

Row = tuple[Any, ...]


def events(rows: Iterable[Row]) -> None:
    """Write events, column by column as `Event` lists them up to `subject`."""
    _copy(
        "ledger_event (stream, seq, kind, format, algorithm, at, recorded_at, actor, cause, content, hash, sealed,"
        " subject)",
        rows,
    )


def heads(rows: Iterable[Row]) -> None:
    """Write heads: stream, kind, seq, hash."""
    _copy("ledger_head (stream, kind, seq, hash)", rows)


def timers(rows: Iterable[Row]) -> None:
    """Write timers: stream, kind, due_at, ready_at."""
    _copy("ledger_timer (stream, kind, due_at, ready_at)", rows)


def subjects(rows: Iterable[Row]) -> None:
    """Write data subjects: id, wrapped, blind, created_at."""
    _copy("ledger_subject (id, wrapped, blind, created_at)", rows)


def _copy(target: str, rows: Iterable[Row]) -> None:
    # Django wraps the errors of `execute`, not those of `copy`.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {target} FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
