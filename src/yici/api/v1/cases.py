"""Cases: hand in, read, act. Every list is filtered by right inside its query."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from pydantic import TypeAdapter

from yici.api.auth import Token, caller
from yici.api.v1.catalogue import PlanIn, planned
from yici.api.v1.paging import read_cursor, write_cursor
from yici.api.v1.writing import idempotency_key, once, version_seen
from yici.cases import queries
from yici.cases.services import Application, Outcome, case_act, case_submit
from yici.catalogue import queries as catalogue
from yici.domain.case import Case, Paper, deadlines, owner
from yici.domain.error import Invalid
from yici.intake.values import identity_of, label_of, read_form
from yici.ledger.receipts import receipt_of
from yici.people.ids import new_id

router = Router(tags=["cases"])
CASE: TypeAdapter[Case] = TypeAdapter(Case)
SUBMIT, READ, HANDLE = Token("case:submit"), Token("case:read"), Token("case:handle")
MOST = 100


class PaperIn(Schema):
    """One paper handed in, by its canonical id."""

    model_config = {"extra": "forbid"}
    material: str
    form: str | None = None
    copies: Annotated[int, Field(ge=1, le=99)] | None = None


class CaseIn(PlanIn):
    """An application: the plan's question, the form by element, the papers, the signed commitments.

    `commitments` maps each item on commitment to "sha256:" and the SHA-256 of its `told` lines joined by line feeds.
    """

    form: Annotated[dict[str, Any], Field(max_length=500)] = {}
    papers: Annotated[list[PaperIn], Field(max_length=200)] = []
    commitments: Annotated[dict[str, str], Field(max_length=50)] = {}


@router.post("/cases", auth=SUBMIT, response={201: Any})
def submit(request: HttpRequest, body: CaseIn) -> Any:
    """Hand an application in. Needs Idempotency-Key; the same request again gives the same receipt."""
    who = caller(request)
    key = idempotency_key(request, who.actor.id)

    def act() -> dict[str, Any]:
        plan = planned(body, who.now)
        form = read_form(plan, catalogue.current().elements, body.form)
        papers = tuple(Paper(material=p.material, form=p.form, copies=p.copies) for p in body.papers)
        own = UUID(who.actor.id) if who.actor.kind == "person" else None
        application = Application(plan, form, papers, identity_of(form), label_of(form), own, body.commitments)
        done = case_submit(
            case_id=new_id(), subject_id=new_id(), application=application, actor=who.actor, now=who.now, key=key
        )
        return answered(done)

    told = once(key, act)
    return 201, {**told, "query_code": queries.query_code(UUID(told["case"]))}


@router.get("/cases", auth=READ)
def listed(request: HttpRequest, phase: str | None = None, cursor: str | None = None, limit: int = MOST) -> Any:
    """List the cases that the caller may read, newest first."""
    who = caller(request)
    most = max(1, min(limit, MOST))
    after = read_cursor(cursor, 1)
    before = _uuid(after[0]) if after else None
    if who.actor.kind == "person":
        rows = queries.cases_of(applicant=UUID(who.actor.id), before=before, limit=most)
    else:
        rows = queries.cases_readable(grants=who.grants, phase=phase, before=before, limit=most)
    return {"items": rows, "next": write_cursor(rows[-1].id) if len(rows) == most else None}


@router.get("/desk", auth=READ)
def desk(request: HttpRequest, cursor: str | None = None, limit: int = MOST) -> Any:
    """List the open approvals that the caller may see, what is due first first."""
    who = caller(request)
    most = max(1, min(limit, MOST))
    key = read_cursor(cursor, 2)
    after = (_moment(key[0]), key[1]) if key else None
    rows = queries.desk(grants=who.grants, after=after, limit=most)
    end = write_cursor(rows[-1].due.isoformat(), rows[-1].number) if len(rows) == most else None
    return {"items": rows, "next": end}


@router.get("/cases/{case_id}", auth=READ)
def one(request: HttpRequest, response: HttpResponse, case_id: UUID) -> Any:
    """Give one case as the law has it now; the ETag is its version, to be sent as If-Match with a command."""
    who = caller(request)
    view = queries.case_view(case_id=case_id, actor=who.actor, grants=who.grants, now=who.now)
    response["ETag"] = f'"{view.seq}"'
    has = owner(view.case)
    return {
        **CASE.dump_python(view.case, mode="json"), "phase": view.case.phase, "name": view.name, "version": view.seq,
        "owner": {"duty": has[0], "item": has[1]} if has else None,
        "next_deadline": next((d for _, d in deadlines(view.case)), None),
    }  # fmt: skip


@router.get("/cases/{case_id}/events", auth=READ)
def events(request: HttpRequest, case_id: UUID) -> Any:
    """Give what happened to a case: kinds, moments, bodies and hashes; personal parts are left out."""
    who = caller(request)
    queries.case_view(case_id=case_id, actor=who.actor, grants=who.grants, now=who.now)
    return {"items": [_event(line) for line in queries.case_history(case_id)]}


def _event(line: queries.Line) -> dict[str, Any]:
    stored = line.stored
    return {
        "seq": stored.seq,
        "kind": stored.kind,
        "at": stored.at,
        "recorded_at": stored.recorded_at,
        "actor": stored.actor,
        "body": stored.body,
        "hash": stored.hash.hex(),
        "erased": line.erased,
    }


@router.get("/cases/{case_id}/receipt", auth=READ)
def receipt(request: HttpRequest, case_id: UUID, seq: int = 1) -> Any:
    """Give the signed receipt of one event, with the proof that it is in the chain once a checkpoint holds it."""
    who = caller(request)
    queries.case_view(case_id=case_id, actor=who.actor, grants=who.grants, now=who.now)
    return receipt_of(case_id, seq)


def answered(done: Outcome) -> dict[str, Any]:
    """This will give the answer to a write: ids, version, receipt."""
    return {"case": done.case.id, "number": done.case.number, "seq": done.seq, "receipt": done.receipt}


def carry_out(request: HttpRequest, case_id: UUID, command: Any) -> dict[str, Any]:
    """This will carry one command out for the caller: with its key once, and only on the version that was seen."""
    who = caller(request)
    key, version = idempotency_key(request, who.actor.id), version_seen(request)

    def act() -> dict[str, Any]:
        done = case_act(
            case_id=case_id,
            command=command,
            actor=who.actor,
            grants=who.grants,
            now=who.now,
            version=version,
            key=key,
        )
        return answered(done)

    return once(key, act)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid("cursor.invalid", remedy="take the cursor from the answer before") from error


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid("cursor.invalid", remedy="take the cursor from the answer before") from error
