"""Bringing departments together over the API: what is due by department, and the meetings to come."""

from dataclasses import dataclass
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from yici.api.answers import Answer, says
from yici.api.auth import Token, caller
from yici.api.v1.catalogue import DIGITS
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor, read_moment
from yici.cases.figures import due_by_department
from yici.cases.meetings import MeetingRow, meetings
from yici.cases.queries import Reader
from yici.catalogue import queries as catalogue
from yici.domain.authority import Grants
from yici.domain.division import covers
from yici.domain.due_by import BUCKETS, RULE, VERSION, Bucket, Marks, marks_at
from yici.domain.error import Forbidden, NotFound

router = Router(tags=["watching"])
READ = Token("case:read")
FIGURES = "figures.read"


@dataclass(frozen=True, slots=True)
class DepartmentFigures:
    """How many approvals and questions of one department stand in each column; every column is named."""

    agency: str
    due: dict[Bucket, int]
    total: int


@dataclass(frozen=True, slots=True)
class DueFigures:
    """What is due at a place, by department. The columns are parted by the moments in `marks`, by this version of this
    rule of the platform. `cut`: there are more, which fall due later."""

    place: str
    marks: Marks
    departments: list[DepartmentFigures]
    total: dict[Bucket, int]
    cut: bool
    rule: int
    version: int


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One page of meetings to come, one line for each department that is called; `next` as in other lists."""

    items: list[MeetingRow]
    next: str | None


FOUND, MEETINGS = Answer[DueFigures](DueFigures), Answer[MeetingPage](MeetingPage)
Place = Annotated[
    str | None, Query(None, pattern=DIGITS, description="a place within the caller's reach; the first one otherwise")
]
Side = Annotated[
    Literal["called", "convening"],
    Query("called", description="as a department that is called, or as who calls departments together"),
]
ACTIONS = {"called": "approval.opine", "convening": "approval.convene"}


@router.get("/figures/due", auth=READ, summary="Count what is due, by department")
@says(FOUND, finds=True)
def figures_due(request: HttpRequest, place: Place = None) -> HttpResponse:
    """Count what is late, due today, on the next working day, this week, later, waits for the applicant, or has no day,
    by department, within the caller's reach."""
    who = caller(request)
    chosen = _place(who.grants, place)
    marks = marks_at(who.now, catalogue.calendar_for(chosen))
    found = due_by_department(grants=who.grants, marks=marks, place=chosen)
    departments = [
        DepartmentFigures(agency, {one: row.get(one, 0) for one in BUCKETS}, sum(row.values()))
        for agency, row in sorted(found.by_agency.items())
    ]
    return FOUND(DueFigures(chosen, marks, departments, found.total, found.cut, RULE, VERSION))


def _place(grants: Grants, wanted: str | None) -> str:
    own = sorted(grants.scope(FIGURES).places)
    if not own:
        raise Forbidden("authority.missing", action=FIGURES, remedy="ask the operator for a role that allows this")
    if wanted is None:
        return own[0]
    if not any(covers(one, wanted) for one in own):
        raise NotFound("place.unknown", code=wanted, remedy="name a place within your reach")
    return wanted


@router.get("/meetings", auth=READ, summary="List meetings to come")
@says(MEETINGS)
def meetings_listed(
    request: HttpRequest, side: Side = "called", cursor: Cursor = None, limit: Limit = MOST
) -> HttpResponse:
    """List the meetings that are still to be held, the next one first, with what each department answered."""
    who, behind = caller(request), read_cursor(cursor, read_moment, str)
    rows = meetings(
        grants=who.grants, action=ACTIONS[side], after=(behind[0], behind[1]) if behind else None, limit=limit,
        reader=Reader(who.actor, who.now),
    )  # fmt: skip
    return MEETINGS(MeetingPage(rows, following(rows, limit, lambda row: (row.at.isoformat(), row.id))))
