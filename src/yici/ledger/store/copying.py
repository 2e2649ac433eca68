"""Writing many rows of the record by COPY."""

from collections.abc import Iterable
from typing import Any

from yici.database.copying import copy_rows

Row = tuple[Any, ...]


def events(rows: Iterable[Row]) -> None:
    """Write events, column by column as `Event` lists them up to `subject`."""
    copy_rows(
        "ledger_event (stream, seq, kind, format, algorithm, at, recorded_at, actor, cause, content, hash, sealed,"
        " subject)",
        rows,
    )


def heads(rows: Iterable[Row]) -> None:
    """Write heads: stream, kind, seq, hash."""
    copy_rows("ledger_head (stream, kind, seq, hash)", rows)


def timers(rows: Iterable[Row]) -> None:
    """Write timers: stream, kind, due_at, ready_at."""
    copy_rows("ledger_timer (stream, kind, due_at, ready_at)", rows)


def subjects(rows: Iterable[Row]) -> None:
    """Write data subjects: id, wrapped, blind, created_at."""
    copy_rows("ledger_subject (id, wrapped, blind, created_at)", rows)
