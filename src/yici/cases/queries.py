"""Reading cases: one whole case as the law has it at a moment, lists for applicants and desks, look-up by number.

Lists are plain rows, keyset-paged, filtered by right inside the query. Names are opened for the page at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from psycopg import sql

from yici.cases import codec, context, numbers, store
from yici.cases.access import CLOCK, check_readable
from yici.cases.models import Approval as ApprovalRow
from yici.cases.models import Case as CaseRow
from yici.domain.authority import Grants, Scope
from yici.domain.case import Case, CaseEvent, evolve, settle
from yici.domain.error import NotFound
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.ledger import keys
from yici.ledger.queries import history
from yici.ledger.values import Erased, Stored
from yici.people.queries import scope_filter

PAGE = 50
MOST_EVENTS = 500
CODE = "case.query"


@dataclass(frozen=True, slots=True)
class View:
    """One case as it stands in law at the moment asked for, with the plan it pins, its version and its name."""

    case: Case
    plan: Plan
    seq: int
    name: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One recorded event with who did it; `private` is its sealed part, None when there is none or it is erased."""

    event: CaseEvent
    stored: Stored
    private: dict[str, Any] | None
    erased: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a list."""

    id: UUID
    number: str
    bundle: str
    place: str
    phase: str
    duty: str | None
    duty_item: str | None
    submitted_at: datetime
    due: datetime | None
    name: str | None


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One approval on a desk, those first that fall due first."""

    case: UUID
    number: str
    item: str
    bundle: str
    agency: str
    place: str
    status: str
    due: datetime
    name: str | None


def case_view(*, case_id: UUID, actor: Actor, grants: Grants, now: datetime) -> View:
    """This will give a case to its applicant or to staff with a right to read it. Raises NotFound for anybody else.

    What fell due since the last record is settled in memory, so that the page never shows a state the law has left.
    """
    loaded = store.load(case_id)
    check_readable(loaded.case, actor, grants)
    return _view(loaded, now)


def case_by_number(*, number: str, code: str, now: datetime) -> View:
    """This will give a case to whoever knows its number and its query code. Raises NotFound, never saying which."""
    text = number.strip().upper()
    named = CaseRow.objects.filter(number=text).values_list("id", flat=True)
    found = named.first() if numbers.valid(text) else None
    wanted = found or UUID(int=0)
    if not keys.check_code(code.strip(), CODE, wanted) or found is None:
        raise NotFound("case.unknown_number_or_code", remedy="both are on the receipt; letters may be large or small")
    return _view(store.load(found), now)


def query_code(case_id: UUID) -> str:
    """This will give the code that stands on the receipt."""
    return keys.code(CODE, case_id)


def _view(loaded: store.Loaded, now: datetime) -> View:
    case = loaded.case
    ctx = context.of_case(case, actor=CLOCK, now=now)
    for event in settle(case, ctx):
        case = evolve(case, event)
    return View(case, ctx.plan, loaded.seq, _name(UUID(case.subject), loaded.label))


def _name(subject: UUID, label: bytes) -> str | None:
    return _names([(subject, label)])[0]


def _names(pairs: Sequence[tuple[UUID, bytes]]) -> list[str | None]:
    known = [pair for pair in pairs if pair[1]]
    opened = iter(keys.open_many(known)) if known else iter(())
    return [_named(next(opened)) if label else None for _, label in pairs]


def _named(opened: Any) -> str | None:
    return None if isinstance(opened, Erased) else str(opened.get("name", "")) or None


def case_history(case_id: UUID) -> list[Line]:
    """This will give what happened to a case, oldest first; only for whoever was given the case by `case_view`."""
    return [_line(stored) for stored in history(case_id, limit=MOST_EVENTS)]


def _line(stored: Stored) -> Line:
    private = stored.open()
    erased = isinstance(private, Erased)
    return Line(codec.event_of(stored.kind, stored.at, stored.body), stored, None if erased else private, erased)  # type: ignore[arg-type]


def form_values(lines: Sequence[Line]) -> dict[str, Any]:
    """This will give the form as it stands after every correction; empty when the person was erased."""
    values: dict[str, Any] = {}
    for line in lines:
        values.update((line.private or {}).get("form") or {})
    return values


COLUMNS = (
    "id", "number", "bundle", "place", "phase", "duty", "duty_item", "submitted_at", "due", "subject", "label",
)  # fmt: skip


def cases_of(*, applicant: UUID, before: UUID | None = None, limit: int = PAGE) -> list[Row]:
    """This will list a person's own cases, newest first; `before` is the last id of the page before."""
    rows = CaseRow.objects.filter(applicant=applicant)
    return _rows(rows.filter(id__lt=before) if before else rows, limit)


def cases_readable(
    *, grants: Grants, phase: str | None = None, before: UUID | None = None, limit: int = PAGE
) -> list[Row]:  # fmt: skip
    """This will list the cases that staff may read, newest first, filtered by right inside the query."""
    scope = grants.scope("case.read")
    if not scope.lines:
        return []
    rows = CaseRow.objects.filter(_case_filter(scope))
    if phase:
        rows = rows.filter(phase=phase)
    return _rows(rows.filter(id__lt=before) if before else rows, limit)


def _case_filter(scope: Scope) -> Q:
    allowed = Q(pk__in=[])
    for line in scope.lines:
        if line.agency is None and line.item is None:
            allowed |= Q(place__range=line.bounds)
        else:
            narrowed = {key: value for key, value in (("agency", line.agency), ("item", line.item)) if value}
            held = ApprovalRow.objects.filter(place__range=line.bounds, **narrowed)
            allowed |= Q(pk__in=held.values("case_id"))
    return allowed


def _rows(rows: Any, limit: int) -> list[Row]:
    found = list(rows.order_by("-id").values_list(*COLUMNS)[:limit])
    names = _names([(row[9], bytes(row[10])) for row in found])
    return [Row(*row[:9], name) for row, name in zip(found, names, strict=True)]


DESK = sql.SQL(
    "SELECT a.case_id, a.number, a.item, c.bundle, a.agency, a.place, a.status, a.due, c.subject, c.label"
    " FROM cases_approval a JOIN cases_case c ON c.id = a.case_id"
    " WHERE a.open AND {where}{after} ORDER BY a.due, a.number LIMIT %s"
)
AFTER = sql.SQL(" AND (a.due, a.number) > (%s, %s)")


def desk(
    *, grants: Grants, action: str = "case.read", after: tuple[datetime, str] | None = None, limit: int = PAGE
) -> list[DeskRow]:  # fmt: skip
    """This will list the open approvals that staff may act on, by due date; `after` is the last row's key."""
    scope = grants.scope(action)
    if not scope.lines:
        return []
    where, values = scope_filter(scope, place="a.place", agency="a.agency", item="a.item")
    statement = DESK.format(where=where, after=AFTER if after else sql.SQL(""))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *(after or ()), limit])
        found = cursor.fetchall()
    names = _names([(row[8], bytes(row[9])) for row in found])
    return [DeskRow(*row[:8], name) for row, name in zip(found, names, strict=True)]
