"""Several approvals at once, and the visits of some days: what the desk offers, for systems of departments."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from yici.api.answers import Answer, says
from yici.api.auth import Caller, Token, caller
from yici.api.bodies import STRICT, json_body
from yici.api.v1.catalogue import Name
from yici.api.v1.writing import KEY, idempotency_key
from yici.cases import batches
from yici.cases.batches import MOST, BatchRow, Told
from yici.cases.inspections import VisitRow, visits_between
from yici.cases.queries import Reader
from yici.domain.case.together import Deed
from yici.domain.error import Forbidden, Invalid

router = Router(tags=["together"])
READ, HANDLE = Token("case:read"), Token("case:handle")
MOST_DAYS: Final = 31


class ChosenIn(BaseModel):
    """One approval: its case and item, and the version of the case that was seen."""

    model_config = STRICT
    case: UUID
    item: Name
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class TogetherIn(BaseModel):
    """A deed, and the approvals that it is to be done with. `on` and `officers` (ids of accounts) are of a visit."""

    model_config = STRICT
    deed: Deed
    approvals: Annotated[list[ChosenIn], Field(min_length=1, max_length=MOST)]
    on: date | None = None
    officers: Annotated[list[UUID], Field(max_length=10)] = []


class StopIn(BaseModel):
    """What is wanted of a batch: that it stops."""

    model_config = STRICT
    state: Literal["stopped"]


@dataclass(frozen=True, slots=True)
class May:
    """Whether a deed would be done with one approval now; `code` says why not."""

    case: UUID
    item: str
    may: bool
    code: str | None


@dataclass(frozen=True, slots=True)
class LineShown:
    """What became of one approval; `code` says why nothing did."""

    case: UUID
    item: str
    state: str
    code: str | None


@dataclass(frozen=True, slots=True)
class BatchShown:
    """One batch: how far it is, and what became of each approval."""

    id: UUID
    deed: str
    state: str
    total: int
    done: int
    lines: list[LineShown]


LOOK = Answer[list[May]](list[May])
ASKED = Answer[BatchShown](BatchShown, 202, ("Location",), "Asked for: it is done beside, look at it until it is done")
BATCH, VISITS = Answer[BatchShown](BatchShown), Answer[list[VisitRow]](list[VisitRow])


@router.post("/batches/preview", auth=HANDLE, summary="Say whether a deed may be done with several approvals")
@says(LOOK)
def batch_preview(request: HttpRequest, body: json_body(TogetherIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Say for each approval whether a deed would be done with it now, and why not. Nothing is done."""
    who, asked = _staff(request), body
    chosen = [(one.case, one.item) for one in asked.approvals]
    found = batches.preview(deed=asked.deed, chosen=chosen, actor=who.actor, grants=who.grants, now=who.now)
    return LOOK([May(one.case, one.item, one.may, one.code or None) for one in found])


@router.post("/batches", auth=HANDLE, summary="Do something with several approvals")
@says(ASKED, needs=(KEY,))
def batch_begin(request: HttpRequest, body: json_body(TogetherIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Do a deed with several approvals, each in a transaction of its own and with the rights that the caller has then.
    What changed since the version that was seen, or has to be weighed by a person, is left out and says why."""
    who, asked = _staff(request), body
    key = idempotency_key(request, who.actor.id)
    batch_id = UUID(bytes=hashlib.sha256(f"{key.scope} {key.key}".encode()).digest()[:16])
    batches.batch_ask(
        batch_id=batch_id, deed=asked.deed, told=Told(asked.on, tuple(map(str, asked.officers))), by=UUID(who.actor.id),
        chosen=[(one.case, one.item, one.version) for one in asked.approvals], now=who.now,
        request_hash=key.request_hash.hex(),
    )  # fmt: skip
    return ASKED(_shown(batches.batch_of(batch_id, UUID(who.actor.id))), Location=f"/api/v1/batches/{batch_id}")


@router.get("/batches/{batch_id}", auth=HANDLE, summary="Give one batch")
@says(BATCH, finds=True)
def batch_one(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Give a batch of the caller's own: how far it is, and what became of each approval."""
    return BATCH(_shown(batches.batch_of(batch_id, UUID(caller(request).actor.id))))


@router.post("/batches/{batch_id}", auth=HANDLE, summary="Stop a batch")
@says(BATCH, needs=(KEY,), finds=True)
def batch_stop(request: HttpRequest, batch_id: UUID, body: json_body(StopIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Keep from being done what was not done yet; what was done stays. Asked again, it is stopped already."""
    who = caller(request)
    idempotency_key(request, who.actor.id)
    batches.batch_stop(batch_id=batch_id, by=UUID(who.actor.id), now=who.now)
    return BATCH(_shown(batches.batch_of(batch_id, UUID(who.actor.id))))


@router.get("/visits", auth=READ, summary="List the visits of some days")
@says(VISITS)
def visits(
    request: HttpRequest,
    since: Annotated[date, Query(..., description="the first day")],
    until: Annotated[date, Query(..., description="the last day, at most 31 days on")],
) -> HttpResponse:
    """List the visits that the caller may see, by day, an item a row; `open` while it is still to be looked at."""
    who = caller(request)
    if not 0 <= (until - since).days <= MOST_DAYS:
        raise Invalid("whatif.days", remedy=f"give a first day, and a last one at most {MOST_DAYS} days on")
    reader = Reader(who.actor, who.now)
    return VISITS(visits_between(grants=who.grants, first=since, last=until, reader=reader))


def _staff(request: HttpRequest) -> Caller:
    who = caller(request)
    if who.person is not None:
        raise Forbidden("authority.missing", action="case.handle", remedy="use the token of an account of staff")
    return who


def _shown(row: BatchRow) -> BatchShown:
    lines = [LineShown(one.case, one.item, one.state, one.code or None) for one in batches.lines_of(row.id)]
    return BatchShown(row.id, row.deed, row.state, row.total, row.done, lines)
