"""Writing the rows of many new cases by COPY: the same columns as `store.create` writes."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from yici.cases import asked, cards, codec, inspections, listing, meetings, standing, store
from yici.database.copying import copy_rows
from yici.domain.case import Approval, Case


def copy(cases: Sequence[tuple[Case, int, bytes]]) -> None:
    """This will write new cases, each with its version and label, in the transaction that is open."""
    heads = [store.values_of(*one) for one in cases]
    approvals = [_approval_values(case, approval) for case, _, _ in cases for approval in case.approvals]
    beside = {
        "cases_card": [_card_values(case, line) for case, _, _ in cases for line in cards.lines(case, case.approvals)],
        "cases_inspection": [
            {f'"{name}"': value for name, value in asdict(row).items()}
            for case, _, _ in cases
            for row in inspections.lines(case)
        ],
        "cases_opinion": [asdict(row) for case, _, _ in cases for row in asked.questions(case, case.approvals)],
        "cases_meeting": [asdict(line) for case, _, _ in cases for line in meetings.lines(case)],
    }
    for table, rows in (("cases_case", heads), ("cases_approval", approvals), *beside.items()):
        if rows:
            copy_rows(f"{table} ({', '.join(rows[0])})", (row.values() for row in rows))
    standing.copied(case for case, _, _ in cases)


def _card_values(case: Case, line: tuple[Any, ...]) -> dict[str, Any]:
    return {"case_id": UUID(case.id), **dict(zip(cards.LINE, line, strict=True))}


def _approval_values(case: Case, approval: Approval) -> dict[str, Any]:
    place, outside, received = listing.seat(approval, case)
    return {
        "number": approval.number, "case_id": UUID(case.id), "item": approval.item, "place": place,
        "agency": approval.agency, "status": approval.status, "open": approval.open,
        "due": listing.listed_due(approval), "bounded": listing.is_bounded(approval), "tasks": list(approval.tasks),
        "outside": outside, "received": received, "state": codec.approval_text(approval),
    }  # fmt: skip
