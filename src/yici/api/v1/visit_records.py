"""Records of visits: sent by one who was there, confirmed by each with their own account, and only then recorded."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel

from yici.api.answers import Answer, says
from yici.api.auth import Caller, Token, caller
from yici.api.bodies import STRICT, json_body
from yici.api.v1.writing import KEY, VERSION, idempotency_key, version_seen
from yici.cases.confirming import onsite_confirm, onsite_decline
from yici.cases.onsite import OnsiteRow, onsite_tell, onsite_waiting
from yici.cases.queries import standing_for
from yici.domain.case import RecordInspection
from yici.domain.error import Forbidden, NotFound
from yici.people.queries import User, user_with

router = Router(tags=["commands"])
HANDLE = Token("case:handle")


class AnswerIn(BaseModel):
    """What somebody who was there says of a record: it is so (`confirmed`), or it is not (`declined`)."""

    model_config = STRICT
    state: Literal["confirmed", "declined"]


@dataclass(frozen=True, slots=True)
class VisitRecordShown:
    """One record: what was found, who was there (`needed`), who of them has confirmed it. The visit is on the record of
    the case once `state` is `done`."""

    id: UUID
    case: UUID
    visit: str
    state: Literal["waiting", "done", "declined"]
    items: list[str]
    failed: list[str]
    remarks: dict[str, str]
    note: str
    evidence: list[str]
    papers: list[str]
    needed: list[str]
    confirmed: list[str]
    made_at: datetime


SENT = Answer[VisitRecordShown](
    VisitRecordShown, 202, ("ETag",), "Taken in: it waits for the others who were there; the case is as it was"
)
ONE, WAITING = Answer[VisitRecordShown](VisitRecordShown), Answer[list[VisitRecordShown]](list[VisitRecordShown])


@router.post("/cases/{case_id}/record-inspection", auth=HANDLE, summary="Send the record of a visit")
@says(SENT, needs=(KEY, VERSION), finds=True)
def record_inspection(request: HttpRequest, case_id: UUID, body: json_body(RecordInspection)) -> HttpResponse:  # type: ignore[valid-type]
    """Send what a visit found, as one of those who were there. It waits until every one of them has confirmed it with
    their own account, over the API or at the desk; the last one records it."""
    _check_there(caller(request), case_id)
    who, user = _person(request)
    key, version = idempotency_key(request, who.actor.id), version_seen(request)
    row = onsite_tell(
        record_id=UUID(bytes=hashlib.sha256(f"{key.scope}\n{key.key}".encode()).digest()[:16], version=5),
        case_id=case_id, command=body, version=version, user=user, grants=who.grants, now=who.now,
    )  # fmt: skip
    return SENT(_shown(row), ETag=f'"{version}"')


@router.get("/visit-records", auth=HANDLE, summary="List the records of visits that wait")
@says(WAITING)
def visit_records(request: HttpRequest) -> HttpResponse:
    """List the records in waiting of visits where the caller was, the oldest first, at most 100."""
    return WAITING([_shown(row) for row in onsite_waiting(_person(request)[1])])


@router.post("/visit-records/{record_id}", auth=HANDLE, summary="Confirm a record of a visit, or send it back")
@says(ONE, needs=(KEY,), finds=True)
def visit_record_answer(request: HttpRequest, record_id: UUID, body: json_body(AnswerIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Say of a record that it is so, or that it is not; only somebody who was there. Said again, it changes nothing."""
    who, user = _person(request)
    idempotency_key(request, who.actor.id)
    told: dict[str, Any] = {"record_id": record_id, "user": user, "now": who.now}
    row = (
        onsite_confirm(grants=who.grants, **told) if body.state == "confirmed" else onsite_decline(**told)
    )  # fmt: skip
    return ONE(_shown(row))


def _check_there(who: Caller, case_id: UUID) -> None:
    """To whom a case is no business it is not there, whatever they are."""
    if not standing_for([case_id], actor=who.actor, grants=who.grants):
        raise NotFound("case.unknown", remedy="check the number")


def _person(request: HttpRequest) -> tuple[Caller, User]:
    """A member of staff by their own account: a program was nowhere, and confirms for nobody."""
    who = caller(request)
    user = user_with(UUID(who.actor.id)) if who.actor.kind == "staff" else None
    if who.person is not None or user is None:
        raise Forbidden("authority.missing", action="approval.inspect", remedy="use the token of a member of staff")
    return who, user


def _shown(row: OnsiteRow) -> VisitRecordShown:
    found = row.finding
    if found is None:
        raise NotFound("onsite.unknown", remedy="choose one from the list")
    state: Any = row.state
    return VisitRecordShown(
        row.id, row.case, row.visit, state, list(found.items), list(found.failed), dict(found.remarks), found.note,
        list(found.evidence), list(found.papers), list(row.needed), list(row.confirmed), row.made_at,
    )  # fmt: skip
