"""Licences: read, take back, strike off. Every list is filtered by right inside its query."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yici.api.answers import Answer, says
from yici.api.auth import Token, caller
from yici.api.bodies import json_body
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor
from yici.api.v1.receipt_shapes import Receipt
from yici.api.v1.writing import KEY, REPLAYED, VERSION, idempotency_key, once, version_seen
from yici.domain.licence import CancelLicence, Licence, Period, RevokeLicence
from yici.domain.licence.state import Asked
from yici.domain.licence.states import LicenceStatus
from yici.licences import queries, services
from yici.licences.access import ACTIONS
from yici.licences.queries import Row

router = Router(tags=["licences"])
READ, HANDLE = Token("case:read"), Token("case:handle")


@dataclass(frozen=True, slots=True)
class LicenceShown:
    """A licence as the law has it now. `version` is what was recorded last: it comes as ETag, too.

    `period` has no `until` where no end is known; `before` are the periods that are over; `asked` the application for
    renewal that is open, and whether it came in time; `late` that it expired because one came too late.
    """

    id: UUID
    number: str
    version: int
    type: str
    item: str
    agency: str
    place: str
    case: UUID
    status: LicenceStatus
    holds: bool
    period: Period
    before: tuple[Period, ...]
    asked: Asked | None
    late: bool


@dataclass(frozen=True, slots=True)
class LicencePage:
    """One page of licences, newest first; `next` is the cursor of the page behind, null at the end."""

    items: list[Row]
    next: str | None


@dataclass(frozen=True, slots=True)
class LicenceWritten:
    """The answer to a command: the licence, its newest version (the number of its last event), the signed receipt."""

    licence: UUID
    number: str
    version: int
    receipt: Receipt


LICENCES, LICENCE = Answer[LicencePage](LicencePage), Answer[LicenceShown](LicenceShown, 200, ("ETag",))
WRITTEN = Answer[LicenceWritten](LicenceWritten, 200, ("ETag", REPLAYED), "Done and recorded")


@router.get("/licences", auth=READ, summary="List licences")
@says(LICENCES)
def licences(request: HttpRequest, cursor: Cursor = None, limit: Limit = MOST) -> HttpResponse:
    """List the licences that the caller may read, newest first: a person's own, else those that the roles reach."""
    who = caller(request)
    behind = read_cursor(cursor, UUID)
    before = behind[0] if behind else None
    if who.person:
        rows = queries.licences_of(holder=who.person, before=before, limit=limit)
    else:
        rows = queries.licences_readable(grants=who.grants, before=before, limit=limit)
    return LICENCES(LicencePage(rows, following(rows, limit, lambda row: (row.id,))))


@router.get("/licences/{licence_id}", auth=READ, summary="Give one licence")
@says(LICENCE, finds=True)
def licence(request: HttpRequest, licence_id: UUID) -> HttpResponse:
    """Give one licence as the law has it now; the ETag is its version, to be sent as If-Match with a command."""
    who = caller(request)
    view = queries.licence_view(licence_id=licence_id, actor=who.actor, grants=who.grants, now=who.now)
    return LICENCE(_shown(view.licence, view.seq), ETag=f'"{view.seq}"')


def _shown(licence: Licence, seq: int) -> LicenceShown:
    return LicenceShown(
        UUID(licence.id), licence.number, seq, licence.type, licence.item, licence.agency, licence.place,
        UUID(licence.case), licence.status, licence.holds, licence.period, licence.before, licence.asked, licence.late,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """One command as an operation: the domain's own command as its body, and the service that carries it out."""

    name: str
    command: type
    summary: str
    service: Callable[..., services.Outcome]


COMMANDS: tuple[Offered, ...] = (
    Offered("revoke", RevokeLicence, "Take a licence back", services.licence_revoke),
    Offered("cancel", CancelLicence, "Strike a licence off", services.licence_cancel),
)


def _route(offered: Offered) -> None:
    def act(request: HttpRequest, licence_id: UUID, body: Any) -> HttpResponse:
        return _carried_out(request, licence_id, offered, body)

    act.__annotations__["body"] = json_body(offered.command)
    act.__name__ = f"{offered.name}_licence"
    act.__doc__ = (offered.command.__doc__ or "").partition("\n\n")[0]
    told = says(WRITTEN, needs=(KEY, VERSION), finds=True)(act)
    router.post(f"/licences/{{licence_id}}/{offered.name}", auth=HANDLE, summary=offered.summary)(told)


def _carried_out(request: HttpRequest, licence_id: UUID, offered: Offered, body: Any) -> HttpResponse:
    """Carry one command out for the caller: with its key once, and only on the version that was seen."""
    who = caller(request)
    key, version = idempotency_key(request, who.actor.id), version_seen(request)

    def act() -> dict[str, Any]:
        done = offered.service(
            licence_id=licence_id, command=body, actor=who.acting(ACTIONS[offered.command]), grants=who.grants,
            now=who.now, version=version, key=key,
        )  # fmt: skip
        return {"licence": done.licence.id, "number": done.licence.number, "seq": done.seq, "receipt": done.receipt}

    told, repeated = once(key, act)
    value = LicenceWritten(UUID(told["licence"]), told["number"], told["seq"], told["receipt"])
    more = {REPLAYED: "true"} if repeated else {}
    return WRITTEN(value, ETag=f'"{value.version}"', **more)


for _offered in COMMANDS:
    _route(_offered)
