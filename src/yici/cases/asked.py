"""Rows of what other departments were asked: for their desks, their right to see, and the ledger of absence."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yici.cases import rows
from yici.domain.case import Approval, AskedOpinion, Case

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Sorts behind everything: what has no end."""


@dataclass(frozen=True, slots=True)
class Question:
    """One row, as the domain has it."""

    id: str
    case_id: UUID
    number: str
    item: str
    place: str
    agency: str
    stance: str
    open: bool
    due: datetime
    bounded: bool
    asked_at: datetime
    noticed_at: datetime | None
    proof: str | None
    law: str | None
    article: str | None
    absent_at: datetime | None
    given_at: datetime | None
    afterwards: str | None


KINDS = {
    "case_id": "uuid", "open": "bool", "bounded": "bool",
    **dict.fromkeys(("due", "asked_at", "noticed_at", "absent_at", "given_at"), "timestamptz"),
}  # fmt: skip
COLUMNS = tuple(field.name for field in fields(Question))
NAMES = ", ".join(COLUMNS)
WRITE = f"""
INSERT INTO cases_opinion ({NAMES})
SELECT {NAMES} FROM json_to_recordset(%s::json) AS x ({", ".join(f"{n} {KINDS.get(n, 'text')}" for n in COLUMNS)})
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{n} = EXCLUDED.{n}" for n in COLUMNS if n != "id")}
"""  # noqa: S608
LISTED = f"SELECT {NAMES} FROM cases_opinion WHERE case_id = ANY(%s) ORDER BY id"  # noqa: S608


def questions(case: Case, approvals: Iterable[Approval]) -> list[Question]:
    """This will give the rows that approvals of a case must have, in order of their ids."""
    return sorted((_row(case, a, one) for a in approvals for one in a.opinions), key=lambda row: row.id)


def _row(case: Case, approval: Approval, one: AskedOpinion) -> Question:
    end = one.deadline
    return Question(
        f"{approval.number}:{one.agency}", UUID(case.id), approval.number, approval.item, case.place_of(approval),
        one.agency, one.stance, one in approval.owing, (end and (end.due or end.not_before)) or NEVER,
        bool(end and end.due is None and end.not_before), one.asked_at, one.noticed_at, one.proof, one.law, one.article,
        one.absent_at, one.given_at, one.afterwards,
    )  # fmt: skip


def write(case: Case, approvals: Iterable[Approval]) -> None:
    """This will write the rows of approvals in one statement; in none where nobody was asked."""
    if told := questions(case, approvals):
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [json.dumps([asdict(row) for row in told], default=str)])


def forget(case_id: UUID) -> None:
    """This will delete the rows of a case."""
    rows.forget("cases_opinion", case_id)


def listed(case_ids: Sequence[UUID]) -> dict[UUID, list[list[Any]]]:
    """This will read the rows of many cases in one statement, to compare with `listing`."""
    return rows.by_case(LISTED, case_ids)


def listing(case: Case) -> list[list[Any]]:
    """This will say what the rows of a case must be, as `listed` reads them."""
    return [[getattr(row, name) for name in COLUMNS] for row in questions(case, case.approvals)]
