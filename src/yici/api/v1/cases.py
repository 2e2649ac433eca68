"""Cases: hand in and read. Every list is filtered by right inside its query; what staff read is recorded."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from yici.api.answers import Answer, says
from yici.api.auth import Caller, Token, caller
from yici.api.bodies import STRICT, json_body
from yici.api.v1.allowed import allowed_to
from yici.api.v1.catalogue import Name, Wish, planned
from yici.api.v1.paging import LARGEST, MOST, Cursor, Limit, following, read_cursor, read_whole
from yici.api.v1.receipt_shapes import FullReceipt, Submitted
from yici.api.v1.shapes import (
    AbsencePage,
    CasePage,
    CaseShown,
    DeskPage,
    EventPage,
    EventShown,
    Owner,
    PinnedPlan,
    ReadingPage,
)
from yici.api.v1.writing import KEY, idempotency_key, once, written
from yici.cases import queries
from yici.cases.access import authorise_submission, check_knows, knows_name
from yici.cases.queries import Reader
from yici.cases.services import Application, case_submit
from yici.catalogue import queries as catalogue
from yici.domain.case import Case, Paper, deadlines, owner
from yici.domain.case.states import Phase
from yici.domain.error import Invalid, NotFound
from yici.domain.plan import Plan
from yici.domain.signing import Signature, Way, content_digest
from yici.intake.signing import same_number
from yici.intake.values import identity_of, label_of, read_form
from yici.ledger.queries import history
from yici.ledger.receipts import receipt_of
from yici.ledger.values import Stored
from yici.people.ids import new_id
from yici.people.queries import user_with
from yici.people.queries.mandates import check_holds, number_of

router = Router(tags=["cases"])
SUBMIT, READ = Token("case:submit"), Token("case:read")
SUBMITTED = Answer[Submitted](Submitted, 201, ("ETag", "Location", "Idempotency-Replayed"), "Handed in")
CASES, DESK, CASE = Answer[CasePage](CasePage), Answer[DeskPage](DeskPage), Answer[CaseShown](CaseShown, 200, ("ETag",))
ABSENCES = Answer[AbsencePage](AbsencePage)
EVENTS, READINGS = Answer[EventPage](EventPage), Answer[ReadingPage](ReadingPage)
PLAN, RECEIPT = Answer[PinnedPlan](PinnedPlan), Answer[FullReceipt](FullReceipt)
PHONE = "applicant.mobile"
FormText = Annotated[str, Field(max_length=4000)]
FormValue = FormText | bool | int | float | Annotated[list[FormText], Field(max_length=100)] | None


class PaperIn(BaseModel):
    """One paper handed in, by its canonical id."""

    model_config = STRICT
    material: Name
    form: Annotated[str | None, Field(max_length=40)] = None
    copies: Annotated[int | None, Field(ge=1, le=99)] = None

    def paper(self) -> Paper:
        """This will give the paper as the domain knows it; files come in another way."""
        return Paper(material=self.material, form=self.form, copies=self.copies)


class CaseIn(Wish):
    """An application: the wish, the form by element, the papers, and what is signed.

    `commitments` are the signed promises: item to the digest of the text that the plan told (`to_sign`). `renews` names
    the licence that an item shall renew. `notify`: somebody without an account agreed to be told by SMS what becomes of
    it, at the `applicant.mobile` of the form. `signed_present` is for windows: role (`seller`) to the identity number
    on the card of whoever signed there; it must be the form's.
    """

    form: Annotated[dict[Name, FormValue], Field(max_length=500)] = {}
    papers: Annotated[list[PaperIn], Field(max_length=200)] = []
    commitments: Annotated[dict[Name, Annotated[str, Field(max_length=100)]], Field(max_length=50)] = {}
    renews: Annotated[dict[Name, UUID], Field(max_length=50)] = {}
    notify: bool = False
    signed_present: Annotated[dict[Name, Annotated[str, Field(max_length=40)]], Field(max_length=40)] = {}


@router.post("/cases", auth=SUBMIT, summary="Hand an application in")
@says(SUBMITTED, needs=(KEY,), finds=True)
def submit(request: HttpRequest, body: json_body(CaseIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Hand an application in and get its number, query code and signed receipt.

    The same request with the same Idempotency-Key gives the same answer. Staff and systems need a role that receives
    every item at the place, or at a window of their own that may take it in for the place; that window is recorded and
    goes on seeing the case. What they hand in belongs to whoever holds number and query code.
    """
    who, asked = caller(request), body
    key = idempotency_key(request, who.actor.id)

    def act() -> dict[str, Any]:
        plan = planned(asked, who.now)
        actor = who.acting("case.receive")
        window = authorise_submission(plan, actor, who.grants)
        application = _application(asked, plan, who)
        done = case_submit(
            case_id=new_id(), subject_id=new_id(), application=application, actor=actor, now=who.now, key=key,
            received=window, phone=_phone(asked, application), grants=who.grants,
        )  # fmt: skip
        return {"case": done.case.id, "number": done.case.number, "seq": done.seq, "receipt": done.receipt}

    told, repeated = once(key, act)
    case_id = UUID(told["case"])
    value = Submitted(case_id, told["number"], told["seq"], told["receipt"], queries.query_code(case_id))
    return written(SUBMITTED, value, repeated, Location=f"/api/v1/cases/{case_id}")


def _application(asked: CaseIn, plan: Plan, who: Caller) -> Application:
    form = read_form(plan, catalogue.current().elements, asked.form)
    forms = tuple(Paper(material=one.material, form="electronic") for one in plan.materials if one.how == "form")
    named = {paper.material for paper in asked.papers}
    return Application(
        plan=plan,
        form=form,
        signatures=_signatures(asked, plan, form, who),
        papers=(*(one for one in forms if one.material not in named), *(one.paper() for one in asked.papers)),
        identity=identity_of(form),
        label=_masked(form),
        applicant=who.person,
        commitments=asked.commitments,
        renews=asked.renews,
    )


def _phone(asked: CaseIn, application: Application) -> str:
    """Whoever has an account chose there how to be told."""
    if not asked.notify or application.applicant is not None:
        return ""
    phone = str(application.form.get(PHONE) or "")
    if not phone:
        raise Invalid("notice.no_phone", remedy="send applicant.mobile in the form, or leave notify out")
    return phone


def _signatures(asked: CaseIn, plan: Plan, form: dict[str, Any], who: Caller) -> tuple[Signature, ...]:
    """At a window: those whose cards the clerk read, if the numbers are those of the form. Online: the caller's own."""
    if not plan.signers:
        return ()
    content = {"bundle": plan.bundle, "place": plan.place, "form": form, "items": [one.item for one in plan.items]}
    digest, numbers = (
        content_digest(content),
        {one.role: asked.signed_present.get(one.role, "") for one in plan.signers},
    )
    if who.person:
        user = user_with(who.person)
        numbers = dict.fromkeys(numbers, number_of(user) if user else "")
    way: Way = "account" if who.person else "window"
    return tuple(
        Signature(role, who.actor.id, who.now, digest, way, who.actor.mandate)
        for role, number in numbers.items()
        if same_number(number, str(form.get(f"{role}.id_number", "")))
    )


def _masked(form: dict[str, Any]) -> str:
    """A shop's name as it is, of a person's the first character: lists show no more."""
    label = label_of(form)
    return label if label == form.get("enterprise.name") else label[:1] + "*" * min(max(len(label) - 1, 0), 2)


@router.get("/cases", auth=READ, summary="List cases")
@says(CASES)
def listed(
    request: HttpRequest,
    phase: Annotated[Phase | None, Query(None, description="only cases in this phase")] = None,
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> HttpResponse:
    """List the cases that the caller may read, newest first: a person's own, else those that the roles reach."""
    who = caller(request)
    behind = read_cursor(cursor, UUID)
    before = behind[0] if behind else None
    if who.mandate is not None:
        check_holds(who.mandate, who.now)
        rows = queries.cases_under(
            who.mandate, reader=Reader(who.actor, who.now), phase=phase, before=before, limit=limit
        )
    elif who.person:
        rows = queries.cases_of(applicant=who.person, phase=phase, before=before, limit=limit)
    else:
        reader = Reader(who.actor, who.now)
        rows = queries.cases_readable(grants=who.grants, phase=phase, before=before, limit=limit, reader=reader)
    return CASES(CasePage(rows, following(rows, limit, lambda row: (row.id,))))


@router.get("/desk", auth=READ, summary="List open approvals by due date")
@says(DESK)
def desk(
    request: HttpRequest,
    sent_on: Annotated[
        bool, Query(False, description="only what was taken in at the caller's window and is handled elsewhere")
    ] = False,
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> HttpResponse:
    """List the open approvals that the account's roles reach and the questions to its department, by due date; `place`
    is where each is handled."""
    who = caller(request)
    behind = read_cursor(cursor, _moment, str)
    after = (behind[0], behind[1]) if behind else None
    reader = Reader(who.actor, who.now)
    rows = queries.desk(grants=who.grants, after=after, limit=limit, reader=reader, sent_on=sent_on)
    # A question that was answered is no reason any more to know whom it was about.
    rows = [replace(row, name=None) if row.asked and not row.open else row for row in rows]
    return DESK(DeskPage(rows, following(rows, limit, lambda row: (row.due.isoformat(), row.key))))


@router.get("/absences", auth=READ, summary="List departments whose silence counted as consent")
@says(ABSENCES)
def absent(request: HttpRequest, cursor: Cursor = None, limit: Limit = MOST) -> HttpResponse:
    """List the ledger of absence, the newest first: supervisors see that of their place, a department its own."""
    who = caller(request)
    behind = read_cursor(cursor, _moment, str)
    after = (behind[0], behind[1]) if behind else None
    rows = queries.absences(grants=who.grants, after=after, limit=limit, reader=Reader(who.actor, who.now))
    return ABSENCES(AbsencePage(rows, following(rows, limit, lambda row: (row.absent_at.isoformat(), row.key))))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


@router.get("/cases/{case_id}", auth=READ, summary="Give one case")
@says(CASE, finds=True)
def one(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give one case as the law has it now; the ETag is its version, to be sent as If-Match with a command."""
    who = caller(request)
    view = queries.case_view(case_id=case_id, actor=who.actor, grants=who.grants, now=who.now)
    return CASE(shown(view, who), ETag=f'"{view.seq}"')


def shown(view: queries.View, who: Caller) -> CaseShown:
    """This will give a case as answers show it to a caller, with what they may do."""
    case = view.case
    standing = deadlines(case)
    approvals = tuple(replace(one, place=case.place_of(one)) for one in case.approvals)
    return CaseShown(
        UUID(case.id), case.number, view.seq, case.bundle, case.place, case.plan, case.phase,
        view.name if knows_name(case, who.actor, who.grants) else None,
        case.submitted_at, owner_of(case), standing[0][1] if standing else None, approvals, case.defects,
        case.owed, case.visits, case.received, allowed_to(who, view),
    )  # fmt: skip


def owner_of(case: Case) -> Owner | None:
    """This will say who has a case now."""
    has = owner(case)
    return Owner(*has) if has else None


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
    """List the events of a case, oldest first: kinds, moments, bodies and hashes; personal parts are left out."""
    behind = read_cursor(cursor, read_whole)
    _seen(request, case_id)
    rows = history(case_id, after=behind[0] if behind else 0, limit=limit)
    return EVENTS(EventPage([_event(row) for row in rows], following(rows, limit, lambda row: (row.seq,))))


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
