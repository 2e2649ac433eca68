"""What lists and look-ups go by: the columns beside a case's state, as they are stored and as they must be."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yici.cases import asked, cards, codec, inspections, meetings, reach
from yici.cases.asked import NEVER
from yici.cases.numbers import IN_ORDER
from yici.domain.case import Approval, Case, ends, next_due, owner
from yici.domain.division import covers

LISTED = f"""
SELECT c.id,
       ARRAY[c.number, c.bundle, c.place, c.plan, c.subject::text, c.applicant::text, c.firm::text, c.phase, c.duty,
             c.duty_item, c.seq::text, c.bounded::text, c.rating::text, c.rated_by_name::text, c.received_place,
             c.received_by, c.spread::text], c.submitted_at, c.due, c.rated_at,
       (SELECT array_agg(ARRAY[a.number, a.item, a.place, a.agency, a.status, a.open::text,
                               a.bounded::text, array_to_string(a.tasks, ' '), a.outside::text, a.received]
                         ORDER BY {IN_ORDER}) FROM cases_approval a WHERE a.case_id = c.id),
       (SELECT array_agg(a.due ORDER BY {IN_ORDER}) FROM cases_approval a WHERE a.case_id = c.id),
       {cards.LISTED}
FROM cases_case c WHERE c.id = ANY(%s)
"""  # noqa: S608


def listed(case_ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """This will read what lists and look-ups go by, many cases in one statement, to compare with `listing`."""
    with connection.cursor() as cursor:
        cursor.execute(LISTED, [list(case_ids)])
        rows = cursor.fetchall()
    questions, visits, called = asked.listed(case_ids), inspections.listed(case_ids), meetings.listed(case_ids)
    return {
        row[0]: [*row[1:5], *(one or [] for one in row[5:]), questions[row[0]], visits[row[0]], called[row[0]]]
        for row in rows
    }  # fmt: skip


DUE = 2
"""At this place `listing` has when the case must be looked at again."""


def listing(case: Case, seq: int) -> list[Any]:
    """This will say what lists and look-ups must go by for a case: the columns beside its state, as `listed` reads."""
    head = _told(case, seq)
    told = [head[name] for name in ("phase", "duty", "duty_item")] + [str(seq), _bool_text(head["bounded"])]
    told += [str(case.rating) if case.rating else None, _bool_text(case.rated_by_name)]
    window = window_values(case)
    received = [window["received_place"], window["received_by"], _bool_text(window["spread"])]
    dues = [listed_due(a) for a in case.approvals]
    return [
        [case.number, case.bundle, case.place, case.plan, case.subject, case.applicant, case.firm, *told, *received],
        case.submitted_at,
        head["due"],
        case.rated_at,
        [_listed_texts(a, case, shown) for a, shown in zip(case.approvals, dues, strict=True)],
        dues,
        cards.listing(case),
        asked.listing(case),
        inspections.listing(case),
        meetings.listing(case),
    ]


def _listed_texts(approval: Approval, case: Case, shown: datetime) -> list[str | None]:
    place, outside, received = seat(approval, case)
    told = [approval.number, approval.item, place, approval.agency, approval.status, _bool_text(approval.open)]
    return [*told, _bool_text(_is_bound(approval, shown)), " ".join(approval.tasks), _bool_text(outside), received]


def seat(approval: Approval, case: Case) -> tuple[str, bool, str | None]:
    """This will say where an approval is handled, whether that is outside the county of the case's place, and the place
    of the window that took it in, where that does not serve the place that handles it."""
    place, window = case.place_of(approval), case.received
    sent_on = window is not None and not covers(window.place, place)
    return place, place[: reach.COUNTY] != case.place[: reach.COUNTY], window.place if window and sent_on else None


def window_values(case: Case) -> dict[str, Any]:
    """This will give the columns of a case's row that tell where it was taken in."""
    return {
        "received_place": case.received.place if case.received else None,
        "received_by": case.received.organisation if case.received else None,
        "spread": any(case.place_of(approval) != case.place for approval in case.approvals),
    }


def _bool_text(value: bool) -> str:
    return "true" if value else "false"


def listed_due(approval: Approval) -> datetime:
    """This will give the end that lists show and are sorted by."""
    ends = [d.due or d.not_before for d in approval.standing if not d.missed or d.due]
    return min((end for end in ends if end is not None), default=NEVER)


def is_bounded(approval: Approval) -> bool:
    """This will say whether the end that lists show is only the earliest that it can be."""
    return _is_bound(approval, listed_due(approval))


def _is_bound(approval: Approval, shown: datetime) -> bool:
    return shown != NEVER and all(d.due != shown for d in approval.standing)


def head_values(case: Case, seq: int) -> dict[str, Any]:
    """This will give the columns of a case's row that change with every step."""
    return {**_told(case, seq), "state": codec.head_text(case)}


def _told(case: Case, seq: int) -> dict[str, Any]:
    """Those beside the state."""
    has = owner(case)
    return {
        "phase": case.phase,
        "duty": has[0] if has else None,
        "duty_item": has[1] if has else None,
        "seq": seq,
        "due": next_due(case),
        "bounded": any(d.due is None for _, d in ends(case)),
        "rating": case.rating,
        "rated_at": case.rated_at,
        "rated_by_name": case.rated_by_name,
    }
