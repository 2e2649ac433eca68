"""What all lists of cases share: a statement's rows, names, optional conditions, the record of reading."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from yici.cases import readings
from yici.ledger import keys
from yici.ledger.readings import Reader, What, is_recorded
from yici.ledger.values import Erased

PAGE = 50


def fetched(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """This will read the rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def forget(table: str, case_id: UUID) -> None:
    """This will delete the rows of a case in a table of ours."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE case_id = %s", [case_id])  # noqa: S608 - named in these modules


def by_case(statement: str, case_ids: Sequence[UUID]) -> dict[UUID, list[list[Any]]]:
    """This will read the rows of many cases in one statement, in its order; the second column is the case."""
    found: dict[UUID, list[list[Any]]] = {case_id: [] for case_id in case_ids}
    for row in fetched(statement, [list(case_ids)]):
        found[row[1]].append(list(row))
    return found


def names(pairs: Sequence[tuple[UUID, bytes]]) -> list[str | None]:
    """This will open the sealed labels of subjects, all at once; None for one without a name, or erased."""
    known = [pair for pair in pairs if pair[1]]
    opened = iter(keys.open_many(known)) if known else iter(())
    return [_named(next(opened)) if label else None for _, label in pairs]


def _named(opened: Any) -> str | None:
    return None if isinstance(opened, Erased) else str(opened.get("name", "")) or None


def optional(condition: str, value: Any) -> tuple[str, list[Any]]:
    """This will be a condition where there is a value for it."""
    return (condition, [value]) if value else ("", [])


def noted(reader: Reader | None, what: What) -> tuple[str, list[Any]]:
    """This will be the part of a statement that records who read its page, with its parameters."""
    if reader is None or not is_recorded(reader.actor):
        return "", []
    return readings.PAGE, readings.values(reader.actor, what, reader.now)
