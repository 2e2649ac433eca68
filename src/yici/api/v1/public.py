"""What needs no token: where a case stands for whoever holds its number and code, the public keys, the description."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yici.api.answers import Answer, says
from yici.api.auth import Anyone, Guesser
from yici.api.bodies import STRICT, json_body
from yici.api.v1.cases import owner_of
from yici.api.v1.shapes import ApprovalStatusShown, DocumentShown, Index, StatusShown
from yici.cases import queries
from yici.documents.queries import document_coded
from yici.domain.case import Approval
from yici.domain.clock import ending_day
from yici.domain.document import Document
from yici.domain.error import NotFound
from yici.domain.plan import Plan
from yici.ledger import keys
from yici.people.present import now

router = Router(tags=["public"], auth=Anyone())
STATUS, KEYS, INDEX = Answer[StatusShown](StatusShown), Answer[dict[str, str]](dict[str, str]), Answer[Index](Index)
CHECKED = Answer[DocumentShown](DocumentShown)
HERE = Index("/api/v1/openapi.json", "/api/v1/docs", "/api/v1/keys")


class StatusIn(BaseModel):
    """The two things that stand on a receipt."""

    model_config = STRICT
    number: Annotated[str, Field(max_length=64)]
    code: Annotated[str, Field(max_length=64)]


@router.get("/", summary="Say where to begin")
@says(INDEX)
def index(request: HttpRequest) -> HttpResponse:
    """Give the addresses of this description, of the page that shows it, and of the public keys."""
    return INDEX(HERE)


@router.post("/status", auth=Guesser(), summary="Say where a case stands")
@says(STATUS, finds=True)
def status(request: HttpRequest, body: json_body(StatusIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Say where a case stands, to whoever holds number and query code. Nothing personal is in the answer."""
    asked: StatusIn = body
    view = queries.case_by_number(number=asked.number, code=asked.code, now=now())
    case = view.case
    approvals = [_approval(one, view.plan) for one in case.approvals]
    return STATUS(StatusShown(case.number, case.phase, case.submitted_at, owner_of(case), approvals))


def _approval(one: Approval, plan: Plan) -> ApprovalStatusShown:
    names = {planned.item: planned.name for planned in plan.schedule.approvals}
    ends = [d.due for d in one.deadlines if d.due is not None and d.source != "platform" and not d.missed]
    by = ending_day(min(ends)) if ends and one.open else None
    return ApprovalStatusShown(one.item, names.get(one.item, one.item), one.number, one.status, one.outcome, by)


class CheckIn(BaseModel):
    """The code beside the QR code of a document, and the SHA-256 of a file, if one is to be compared."""

    model_config = STRICT
    code: Annotated[str, Field(max_length=64)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None


@router.post("/documents/check", auth=Guesser(), summary="Say whether a document exists and how it stands")
@says(CHECKED, finds=True)
def check_document(request: HttpRequest, body: json_body(CheckIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Say what may be told of a document to whoever holds its code, and whether a file is the sealed one.

    Nothing personal is in the answer. `same` is null when no digest was sent, or nothing was sealed.
    """
    asked: CheckIn = body
    found = document_coded(asked.code)
    if found is None:
        raise NotFound("document.unknown_code", remedy="the code stands below the QR code")
    return CHECKED(_checked(found, asked.sha256))


def _checked(one: Document, sha256: str | None) -> DocumentShown:
    seal = one.seal
    same = seal.digest == f"sha256:{sha256}" if seal and sha256 else None
    return DocumentShown(
        one.kind, one.number, one.body_name, one.on, one.validity, one.ended_on, one.replaced_by or None, one.sealing,
        seal.digest if seal else None, seal.scheme if seal else None, seal.demonstration if seal else None, same,
    )  # fmt: skip


@router.get("/keys", summary="Give the public keys")
@says(KEYS)
def public_keys(request: HttpRequest) -> HttpResponse:
    """Give the public keys, present and past, that receipts and checkpoints are verified with, by fingerprint."""
    return KEYS({name: key.hex() for name, key in keys.public_keys().items()})
