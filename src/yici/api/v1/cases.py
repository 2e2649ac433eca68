"""Cases: hand in, which there are, and one as it stands.

Every list is filtered by right inside its query; what staff read is recorded.
"""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from yici.api.answers import Answer, says
from yici.api.auth import Caller, Token, caller
from yici.api.bodies import json_body
from yici.api.v1.allowed import allowed_to
from yici.api.v1.applications import CaseIn, application_of, phone_of
from yici.api.v1.catalogue import planned
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor
from yici.api.v1.receipt_shapes import Submitted
from yici.api.v1.shapes import CasePage, CaseShown, Owner
from yici.api.v1.writing import KEY, idempotency_key, once, written
from yici.cases import queries
from yici.cases.access import authorise_submission, is_applicant, knows_name
from yici.cases.internal import told_of
from yici.cases.queries import Reader
from yici.cases.services import case_submit
from yici.domain.case import Case, deadlines, owner
from yici.domain.case.states import Phase
from yici.people.ids import new_id
from yici.people.queries.mandates import check_holds

router = Router(tags=["cases"])
SUBMIT, READ = Token("case:submit", agents=True), Token("case:read", agents=True)
SUBMITTED = Answer[Submitted](Submitted, 201, ("ETag", "Location", "Idempotency-Replayed"), "Handed in")
CASES, CASE = Answer[CasePage](CasePage), Answer[CaseShown](CaseShown, 200, ("ETag",))


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
        application = application_of(asked, plan, who)
        if application.firm is not None:
            actor = replace(actor, on_behalf_of=application.firm)
        done = case_submit(
            case_id=new_id(), subject_id=new_id(), application=application, actor=actor, now=who.now, key=key,
            received=window, phone=phone_of(asked, application), grants=who.grants,
        )  # fmt: skip
        return {"case": done.case.id, "number": done.case.number, "seq": done.seq, "receipt": done.receipt}

    told, repeated = once(key, act)
    case_id = UUID(told["case"])
    value = Submitted(case_id, told["number"], told["seq"], told["receipt"], queries.query_code(case_id))
    return written(SUBMITTED, value, repeated, Location=f"/api/v1/cases/{case_id}")


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
        rows = queries.cases_followed(
            applicant=who.person, firms=who.grants.firms, phase=phase, before=before, limit=limit
        )
    else:
        reader = Reader(who.actor, who.now)
        rows = queries.cases_readable(grants=who.grants, phase=phase, before=before, limit=limit, reader=reader)
    return CASES(CasePage(rows, following(rows, limit, lambda row: (row.id,))))


@router.get("/cases/{case_id}", auth=READ, summary="Give one case")
@says(CASE, finds=True)
def one(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give one case as the law has it now; the ETag is its version, to be sent as If-Match with a command."""
    who = caller(request)
    view = queries.case_view(case_id=case_id, actor=who.actor, grants=who.grants, now=who.now)
    return CASE(shown(view, who), ETag=f'"{view.seq}"')


def shown(view: queries.View, who: Caller) -> CaseShown:
    """This will give a case as answers show it to a caller, with what they may do."""
    case = view.case if _of_office(view.case, who) else told_of(view.case)
    standing = deadlines(case)
    approvals = tuple(replace(one, place=case.place_of(one)) for one in case.approvals)
    return CaseShown(
        UUID(case.id), case.number, view.seq, case.bundle, case.place, case.plan, case.phase,
        view.name if knows_name(case, who.actor, who.grants) else None,
        case.submitted_at, owner_of(case), standing[0][1] if standing else None, approvals, case.defects,
        case.owed, case.visits, case.received, allowed_to(who, view),
    )  # fmt: skip


def _of_office(case: Case, who: Caller) -> bool:
    return who.mandate is None and not is_applicant(case, who.actor, who.grants)


def owner_of(case: Case) -> Owner | None:
    """This will say who has a case now."""
    has = owner(case)
    return Owner(*has) if has else None
