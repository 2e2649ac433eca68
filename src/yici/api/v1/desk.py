"""What a desk has before it: open approvals by due date, and whose silence counted as consent."""

from dataclasses import replace
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from yici.api.answers import Answer, says
from yici.api.auth import Token, caller
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor, read_moment
from yici.api.v1.shapes import AbsencePage, DeskPage
from yici.cases import queries
from yici.cases.queries import Reader

router = Router(tags=["cases"])
READ = Token("case:read")
DESK, ABSENCES = Answer[DeskPage](DeskPage), Answer[AbsencePage](AbsencePage)


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
    behind = read_cursor(cursor, read_moment, str)
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
    behind = read_cursor(cursor, read_moment, str)
    after = (behind[0], behind[1]) if behind else None
    rows = queries.absences(grants=who.grants, after=after, limit=limit, reader=Reader(who.actor, who.now))
    return ABSENCES(AbsencePage(rows, following(rows, limit, lambda row: (row.absent_at.isoformat(), row.key))))
