"""Reading cases: one whole case as the law has it at a moment, lists for applicants and desks, look-up by number.

Lists are plain rows, keyset-paged, filtered by right inside the query. Names are opened for the page at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, Subquery

from yici.cases import context, licensing, lists, numbers, readings, store
from yici.cases.absences import Absence, absences, may_see_absences
from yici.cases.access import CLOCK, check_readable, check_represented, is_readable, knows_name
from yici.cases.codec import CODEC
from yici.cases.desks import DeskRow, desk
from yici.cases.finding import Wanted, wanted_number, wanted_person
from yici.cases.followed import Row, cases_followed, cases_of, cases_of_firms, cases_under, cases_under_each, named
from yici.cases.internal import is_told
from yici.cases.models import Approval as ApprovalRow
from yici.cases.models import Case as CaseRow
from yici.cases.readings import readings_of
from yici.cases.rows import PAGE, fetched, names, noted, optional
from yici.domain.authority import Grants
from yici.domain.case import Case, CaseEvent, Context, evolve, fold, settle
from yici.domain.error import NotFound
from yici.domain.event import Actor
from yici.domain.licence import Asked
from yici.domain.plan import Plan
from yici.ledger import keys
from yici.ledger.codec import subject_of
from yici.ledger.queries import histories, history_told
from yici.ledger.readings import Reader, ReadingRow, What, is_recorded
from yici.ledger.values import Erased, Stored
from yici.licences.asking import Answer

__all__ = [
    "Absence", "DeskRow", "Line", "Reader", "ReadingRow", "Row", "View", "Wanted", "What", "absences", "answers",
    "applicant_of", "case_by_number", "case_history", "case_seen", "case_to_print", "case_view", "case_views",
    "cases_followed", "cases_of", "cases_of_firms", "cases_readable", "cases_under", "cases_under_each", "desk",
    "form_values", "lines_of", "may_see_absences", "own_history", "query_code", "readings_of", "standing",
    "standing_for", "wanted_number", "wanted_person", "whose",
]  # fmt: skip
ROUTINE = frozenset({"case.reminded", "deadline.near"})
"""They come again and again, change nothing and hold nothing that is asked for later."""
CODE = "case.query"


@dataclass(frozen=True, slots=True)
class View:
    """One case as it stands in law at the moment asked for, with the plan it pins, its version and its name.

    `unrecorded` while something of it fell due and nobody has recorded it yet: then the history lacks it.
    """

    case: Case
    plan: Plan
    seq: int
    name: str | None
    unrecorded: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One recorded event with who did it; `private` is its sealed part, None when there is none or it is erased."""

    event: CaseEvent
    stored: Stored
    private: dict[str, Any] | None
    erased: bool


def case_view(*, case_id: UUID, actor: Actor, grants: Grants, now: datetime, what: What = "case") -> View:
    """This will give a case to its applicant or to staff with a right to read it. Raises NotFound for anybody else.

    What fell due since the last record is settled in memory, so that the page never shows a state the law has left.
    `what` staff see of it is recorded.
    """
    return _view(_seen(case_id, actor, grants, now, what), now)


def case_views(case_ids: Sequence[UUID], *, actor: Actor, grants: Grants, now: datetime) -> dict[UUID, View]:
    """This will give, of some cases, those that staff may read, as they stand in law now; in as many statements for
    many as for one. That they were seen is recorded once for all."""
    found = [one for one in store.many(case_ids) if is_readable(one.case, actor, grants)] if case_ids else []
    told = names([(UUID(one.case.subject), one.label) for one in found])
    readings.note_all([UUID(one.case.id) for one in found], "list", Reader(actor, now))
    return {UUID(one.case.id): _settled(one, name, now) for one, name in zip(found, told, strict=True)}


def case_seen(*, case_id: UUID, actor: Actor, grants: Grants, now: datetime) -> Case:
    """This will give a case as recorded last, to whom `case_view` would give it: for what is read beside the case."""
    return _seen(case_id, actor, grants, now).case


def _seen(case_id: UUID, actor: Actor, grants: Grants, now: datetime, what: What = "case") -> store.Loaded:
    if actor.mandate is not None:
        return _represented(case_id, actor, grants, now, what)
    scope = grants.scope("case.read")
    if is_recorded(actor) and scope.lines:
        loaded = store.load(case_id, seen_by=(actor, scope, now), what=what)
    else:
        loaded = store.load(case_id)
    if not is_readable(loaded.case, actor, grants):
        _asked_meanwhile(loaded.case, actor, grants, now, what)
    return loaded


def _represented(case_id: UUID, actor: Actor, grants: Grants, now: datetime, what: What) -> store.Loaded:
    """An agent is shown what the mandate covers, and that they saw it is recorded for whom they act."""
    loaded = store.load(case_id)
    check_represented(loaded.case, actor, grants, now)
    readings.note(case_id, what, Reader(actor, now))
    return loaded


def _asked_meanwhile(case: Case, actor: Actor, grants: Grants, now: datetime, what: What) -> None:
    """Whom the law asks by what fell due and nobody recorded yet, sees the case already; so that is noted here."""
    for event in _fallen(case, now)[1]:
        case = evolve(case, event)
    check_readable(case, actor, grants)
    readings.note(UUID(case.id), what, Reader(actor, now))


def case_by_number(*, number: str, code: str, now: datetime) -> View:
    """This will give a case to whoever knows its number, or that of one of its items, and its query code.

    Raises NotFound, never saying which of the two was wrong.
    """
    text = number.strip().upper()
    of_item = ApprovalRow.objects.filter(number=text).values("case_id")
    named = CaseRow.objects.filter(Q(number=text) | Q(id=Subquery(of_item))).values_list("id", flat=True)
    found = next(iter(named), None) if numbers.valid(text) else None
    if not keys.check_code(code.strip(), CODE, found or UUID(int=0)) or found is None:
        raise NotFound("case.unknown_number_or_code", remedy="both are on the receipt; letters may be large or small")
    return _view(store.load(found), now)


def query_code(case_id: UUID) -> str:
    """This will give the code that stands on the receipt."""
    return keys.code(CODE, case_id)


def _fallen(case: Case, now: datetime) -> tuple[Context, list[CaseEvent]]:
    ctx = licensing.seen(case, context.of_case(case, actor=CLOCK, now=now))
    return ctx, settle(case, ctx)


def answers(asked: Asked, now: datetime) -> list[Answer]:
    """This will give what became of an application for renewal up to `now` and nobody recorded, for its licence."""
    case = store.load(UUID(asked.case)).case
    ctx, due = _fallen(case, now)
    return licensing.answers(case, asked.item, due, ctx)


def case_again(view: View, now: datetime) -> View:
    """This will give a case anew to whoever was given it a moment ago; that it was read is on the record already."""
    return _settled(store.load(UUID(view.case.id)), view.name, now)


def _view(loaded: store.Loaded, now: datetime) -> View:
    return _settled(loaded, _name(UUID(loaded.case.subject), loaded.label), now)


def _settled(loaded: store.Loaded, name: str | None, now: datetime) -> View:
    case = loaded.case
    ctx, due = _fallen(case, now)
    for event in due:
        case = evolve(case, event)
    return View(case, ctx.plan, loaded.seq, name, bool(due))


def _name(subject: UUID, label: bytes) -> str | None:
    return names([(subject, label)])[0]


def case_to_print(case_id: UUID, now: datetime) -> View:
    """This will give a case to the job that prints and seals its documents; to nobody else."""
    return _view(store.load(case_id), now)


def applicant_of(case_id: UUID) -> str | None:
    """This will give the applicant's name, None once it was erased; the public page of a document masks it."""
    loaded = store.load(case_id)
    return _name(UUID(loaded.case.subject), loaded.label)


def case_history(case_id: UUID) -> list[Line]:
    """This will give what happened to a case, oldest first; only for staff who were given the case by `case_view`.

    Of a case with more than 500 events the old reminders are left out.
    """
    return [_line(stored) for stored in history_told(case_id, routine=ROUTINE)]


def own_history(case_id: UUID) -> list[Line]:
    """This will give the history of a case as its applicant may read it: what is sealed for others is left out."""
    return [_own(line) for line in case_history(case_id)]


def lines_of(case_ids: Sequence[UUID]) -> dict[UUID, list[Line]]:
    """This will give what happened to several cases, oldest first, in two statements; only for their applicant, without
    what stays between offices."""
    found = histories(case_ids) if case_ids else {}
    return {case_id: _told([_own(_line(stored)) for stored in events]) for case_id, events in found.items()}


def _told(lines: list[Line]) -> list[Line]:
    case = fold(line.event for line in lines)
    return [line for line in lines if is_told(case, line.event)]


def _own(line: Line) -> Line:
    return replace(line, private=None, erased=False) if subject_of(line.event) else line


def _line(stored: Stored) -> Line:
    private = stored.open()
    erased = isinstance(private, Erased)
    return Line(CODEC.event_of(stored.kind, stored.at, stored.body), stored, None if erased else private, erased)  # type: ignore[arg-type]


def form_values(lines: Sequence[Line]) -> dict[str, Any]:
    """This will give the form as it stands after every correction; empty when the person was erased."""
    values: dict[str, Any] = {}
    for line in lines:
        values.update((line.private or {}).get("form") or {})
    return values


def whose(case_id: UUID) -> Case | None:
    """This will give a case for finding a mandate that covers it, and for nothing else; None where there is none."""
    return standing([case_id]).get(case_id)


def standing(case_ids: Sequence[UUID]) -> dict[UUID, Case]:
    """This will give cases as recorded last, many in one statement; only for whoever was given them by `cases_of`."""
    return {name: case for name, case in store.states(case_ids).items() if case is not None} if case_ids else {}


def standing_for(case_ids: Sequence[UUID], *, actor: Actor, grants: Grants) -> dict[UUID, Case]:
    """This will give, of some cases, those that the actor may read, as recorded last; without any name."""
    return {name: case for name, case in standing(case_ids).items() if is_readable(case, actor, grants)}


def cases_readable(
    *, grants: Grants, phase: str | None = None, before: UUID | None = None, limit: int = PAGE,
    reader: Reader | None = None,
) -> list[Row]:  # fmt: skip
    """This will list the cases that staff may read, newest first, filtered by right inside the query.

    `reader` is who reads: the reading is recorded. Only what nobody sees is read without one.
    """
    scope = grants.scope("case.read")
    if not scope.lines:
        return []
    of_phase, phases = optional(" AND c.phase = %s", phase)
    behind, befores = optional(" AND c.id < %s", before)
    record, who = noted(reader, "list")
    statement, values = lists.readable(scope, of_phase + behind, [*phases, *befores], limit, record)
    found = fetched(statement, [*values, *who])
    rows = named(found)
    return _veiled(rows, [row[0] for row in found if row[11]], reader.actor, grants) if reader else rows


def _veiled(rows: list[Row], about: list[UUID], actor: Actor, grants: Grants) -> list[Row]:
    """Of cases `about` which somebody was asked, a department that was only asked knows the name while it owes."""
    veiled = {name for name, case in standing(about).items() if not knows_name(case, actor, grants)}
    return [replace(row, name=None) if row.id in veiled else row for row in rows]
