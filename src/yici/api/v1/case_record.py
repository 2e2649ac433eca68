"""The record of a case: its pinned plan, its events, who read it, its receipts."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from yici.api.answers import Answer, says
from yici.api.auth import Token, caller
from yici.api.v1.paging import LARGEST, MOST, Cursor, Limit, following, read_cursor, read_whole
from yici.api.v1.receipt_shapes import FullReceipt
from yici.api.v1.shapes import EventPage, EventShown, PinnedPlan, ReadingPage
from yici.cases import queries
from yici.cases.access import check_knows, is_applicant
from yici.cases.codec import CODEC
from yici.cases.internal import is_told
from yici.domain.case import Case
from yici.domain.error import NotFound
from yici.ledger.queries import history
from yici.ledger.receipts import receipt_of
from yici.ledger.values import Stored

router = Router(tags=["cases"])
READ = Token("case:read", agents=True)
EVENTS, READINGS = Answer[EventPage](EventPage), Answer[ReadingPage](ReadingPage)
PLAN, RECEIPT = Answer[PinnedPlan](PinnedPlan), Answer[FullReceipt](FullReceipt)


@router.get("/cases/{case_id}/plan", auth=READ, summary="Give the plan of a case")
@says(PLAN, finds=True)
def plan_of(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give the plan that a case was handed in under; it never changes. It says what the applicant answered: a
    department that was asked has it as long as it owes its opinion."""
    who = caller(request)
    view = queries.case_view(case_id=case_id, actor=who.actor, grants=who.grants, now=who.now)
    check_knows(view.case, who.actor, who.grants)
    return PLAN(PinnedPlan(view.case.plan, view.plan))


@router.get("/cases/{case_id}/events", auth=READ, summary="List what happened to a case")
@says(EVENTS, finds=True)
def events(request: HttpRequest, case_id: UUID, cursor: Cursor = None, limit: Limit = MOST) -> HttpResponse:
    """List the events of a case, oldest first: kinds, moments, bodies and hashes; personal parts are left out, and
    cards of supervision for whose case it is."""
    behind = read_cursor(cursor, read_whole)
    case, who = _seen(request, case_id), caller(request)
    rows = history(case_id, after=behind[0] if behind else 0, limit=limit)
    own = who.mandate is not None or is_applicant(case, who.actor, who.grants)
    told = [row for row in rows if not own or is_told(case, CODEC.event_of(row.kind, row.at, row.body))]
    return EVENTS(EventPage([_event(row) for row in told], following(rows, limit, lambda row: (row.seq,))))


def _event(stored: Stored) -> EventShown:
    told = stored.fields
    return EventShown(
        seq=stored.seq, kind=stored.kind, at=told["at"], recorded_at=told["recorded_at"], actor=told["actor"],
        body=stored.body, hash=stored.hash.hex(),
    )  # fmt: skip


@router.get("/cases/{case_id}/readings", auth=READ, summary="List who saw a case")
@says(READINGS, finds=True)
def readings(request: HttpRequest, case_id: UUID, cursor: Cursor = None, limit: Limit = MOST) -> HttpResponse:
    """List which staff and systems saw a case, newest first, by pseudonymous id, role and channel."""
    behind = read_cursor(cursor, read_whole)
    _seen(request, case_id)
    rows = queries.readings_of(case_id, before=behind[0] if behind else None, limit=limit)
    return READINGS(ReadingPage(rows, following(rows, limit, lambda row: (row.id,))))


@router.get("/cases/{case_id}/receipt", auth=READ, summary="Give the receipt of an event")
@says(RECEIPT, finds=True)
def receipt(
    request: HttpRequest,
    case_id: UUID,
    seq: Annotated[int, Query(1, ge=1, le=LARGEST, description="the number of the event")] = 1,
) -> HttpResponse:
    """Give the signed receipt of one event, with the proof that it is in the chain once a checkpoint holds it."""
    _seen(request, case_id)
    found: Any = receipt_of(case_id, seq)
    if found is None:
        raise NotFound("event.unknown", seq=seq, remedy="ask for a number up to the version of the case")
    return RECEIPT(found)


def _seen(request: HttpRequest, case_id: UUID) -> Case:
    who = caller(request)
    return queries.case_seen(case_id=case_id, actor=who.actor, grants=who.grants, now=who.now)
