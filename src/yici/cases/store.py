"""The one place that knows both the rows and the domain's cases. One statement per load, create and save."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yici.cases import asked, cards, codec, inspections, meetings, reach, readings, standing
from yici.cases.listing import head_values, is_bounded, listed_due, seat, window_values
from yici.cases.models import Case as CaseRow
from yici.cases.numbers import IN_ORDER
from yici.domain.authority import Scope
from yici.domain.case import Approval, Case
from yici.domain.error import NotFound
from yici.domain.event import Actor
from yici.ledger.readings import What


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case as its rows say, with what belongs to the row alone."""

    case: Case
    seq: int
    label: bytes


def next_serial(day: date, count: int) -> int:
    """This will take `count` serials of a day and give the last of them; the counter's row is locked until commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_counter AS c (day, last) VALUES (%s, %s)"
            " ON CONFLICT (day) DO UPDATE SET last = c.last + EXCLUDED.last RETURNING last",
            [day, count],
        )
        return int(cursor.fetchone()[0])


LOAD = f"""
SELECT c.state, c.seq, c.label,
       (SELECT string_agg(a.state, E'\\n' ORDER BY {IN_ORDER})
        FROM cases_approval a WHERE a.case_id = c.id)
FROM cases_case c WHERE c.id = %s
"""  # noqa: S608


LOAD_SEEN = """
WITH found AS MATERIALIZED (
  SELECT id, state, seq, label, applicant, received_place, received_by FROM cases_case WHERE id = %s
){noted}
SELECT found.state, found.seq, found.label,
       (SELECT string_agg(a.state, E'\\n' ORDER BY {order})
        FROM cases_approval a WHERE a.case_id = found.id)
FROM found
"""


def load(case_id: UUID, *, seen_by: tuple[Actor, Scope, datetime] | None = None, what: What = "case") -> Loaded:
    """This will read one case; `seen_by` records the reading of `what` where the scope covers it. Raises NotFound."""
    statement, values = LOAD, list[Any]([case_id])
    if seen_by is not None:
        actor, scope, now = seen_by
        (right, told), (taken, known) = reach.right(scope), reach.taken_in(scope, "found")
        statement = LOAD_SEEN.format(order=IN_ORDER, noted=readings.ONE.format(right=right, taken_in=taken))
        values = [case_id, *readings.values(actor, what, now), actor.id, *told, *known]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    if row is None:
        raise NotFound("case.unknown", remedy="check the number")
    return Loaded(codec.case_from(row[0], _texts(row[3])), row[1], bytes(row[2]))


def many(case_ids: Sequence[UUID]) -> list[Loaded]:
    """This will read many cases in one statement, in no order; those that are not there are left out."""
    statement = LOAD.replace("c.id = %s", "c.id = ANY(%s)")
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(case_ids)])
        found = cursor.fetchall()
    return [Loaded(codec.case_from(row[0], _texts(row[3])), row[1], bytes(row[2])) for row in found]


def _texts(lines: str | None) -> list[str]:
    return lines.split("\n") if lines else []


def states(case_ids: Sequence[UUID]) -> dict[UUID, Case | None]:
    """This will read many cases in one statement; None for rows that nobody can read."""
    return {case_id: _readable(*state) for case_id, state in texts(case_ids).items()}


def texts(case_ids: Sequence[UUID]) -> dict[UUID, tuple[str, list[str]]]:
    """This will read the states of many cases in one statement, as they are written: of the head, of the approvals."""
    with connection.cursor() as cursor:
        cursor.execute(LOAD.replace("c.id = %s", "c.id = ANY(%s)").replace("SELECT c.state", "SELECT c.id, c.state"), [
            list(case_ids)
        ])  # fmt: skip
        return {row[0]: (row[1], _texts(row[4])) for row in cursor.fetchall()}


def _readable(head: str, approvals: list[str]) -> Case | None:
    try:
        return codec.case_from(head, approvals)
    except ValueError:
        return None


def count() -> int:
    """This will count the cases."""
    return CaseRow.objects.count()


def _approval_lines(approvals: Sequence[Approval]) -> dict[str, str]:
    columns: dict[str, list[str]] = {
        "numbers": [a.number for a in approvals],
        "items": [a.item for a in approvals],
        "agencies": [a.agency for a in approvals],
        "statuses": [a.status for a in approvals],
        "opens": [str(a.open) for a in approvals],
        "dues": [listed_due(a).isoformat() for a in approvals],
        "bounds": [str(is_bounded(a)) for a in approvals],
        "tasks": ["{" + ",".join(a.tasks) + "}" for a in approvals],
        "states": [codec.approval_text(a) for a in approvals],
    }
    return {name: "\n".join(values) for name, values in columns.items()}


def _seat_lines(case: Case) -> dict[str, str]:
    seats = [seat(approval, case) for approval in case.approvals]
    return {
        "places": "\n".join(place for place, _, _ in seats),
        "outsides": "\n".join(str(outside) for _, outside, _ in seats),
        "windows": "\n".join(window or "" for _, _, window in seats),
    }


def _lines(name: str, kind: str = "text") -> str:
    """Texts with a line per approval: quoting every mark of JSON as an array does costs more than all the rest."""
    return f"string_to_array(%({name})s, E'\\n')::{kind}[]"


CARDS = "/* cards */"
"""Where the lines of cards are written, if there are any: most cases never have one."""

CREATE = f"""
WITH head AS (
  INSERT INTO cases_case (id, number, bundle, place, plan, subject, applicant, firm, phase, duty, duty_item, seq,
                          submitted_at, due, bounded, rating, rated_at, rated_by_name, label, received_place,
                          received_by, spread, state)
  VALUES (%(id)s, %(number)s, %(bundle)s, %(place)s, %(plan)s, %(subject)s, %(applicant)s, %(firm)s, %(phase)s,
          %(duty)s, %(duty_item)s, %(seq)s, %(submitted_at)s, %(due)s, %(bounded)s, %(rating)s, %(rated_at)s,
          %(rated_by_name)s, %(label)s, %(received_place)s, %(received_by)s, %(spread)s, %(state)s)
){CARDS}, made AS (
INSERT INTO cases_approval (number, case_id, item, place, agency, status, open, due, bounded, tasks, outside, received,
                            state)
SELECT n, %(id)s, i, p, g, s, o, d, b, k::text[], e, NULLIF(w, ''), t
FROM unnest({_lines("numbers")}, {_lines("items")}, {_lines("agencies")}, {_lines("statuses")},
            {_lines("opens", "bool")}, {_lines("dues", "timestamptz")}, {_lines("bounds", "bool")}, {_lines("tasks")},
            {_lines("states")}, {_lines("places")}, {_lines("outsides", "bool")}, {_lines("windows")})
     AS a (n, i, g, s, o, d, b, k, t, p, e, w)
RETURNING {standing.RETURNED}
) {standing.made("made")}
"""  # noqa: S608


def create(case: Case, *, seq: int, label: bytes) -> None:
    """This will write the rows of a new case."""
    also, of_cards = cards.written(case, case.approvals)
    told: dict[str, Any] = {
        **values_of(case, seq, label),
        **_approval_lines(case.approvals),
        **_seat_lines(case),
        **of_cards,
    }
    with connection.cursor() as cursor:
        cursor.execute(CREATE.replace(CARDS, also), told)
    asked.write(case, case.approvals)
    inspections.write(case)
    meetings.write(case)


def values_of(case: Case, seq: int, label: bytes) -> dict[str, Any]:
    """This will give every column of a case's row."""
    return {
        "id": UUID(case.id),
        "number": case.number,
        "bundle": case.bundle,
        "place": case.place,
        "plan": case.plan,
        "subject": UUID(case.subject),
        "applicant": UUID(case.applicant) if case.applicant else None,
        "firm": UUID(case.firm) if case.firm else None,
        "submitted_at": case.submitted_at,
        "label": label,
        **head_values(case, seq),
        **window_values(case),
    }


SAVE = f"""
WITH told AS (
  SELECT * FROM unnest({_lines("numbers")}, {_lines("statuses")}, {_lines("opens", "bool")},
                       {_lines("dues", "timestamptz")}, {_lines("bounds", "bool")}, {_lines("tasks")},
                       {_lines("states")}) AS u (n, s, o, d, b, k, t)
), {standing.BEFORE}, changed AS (
  UPDATE cases_approval SET status = s, open = o, due = d, bounded = b, tasks = k::text[], state = t
  FROM told WHERE number = n RETURNING {standing.RETURNED}
), moved AS ({standing.moved("changed")}){CARDS}
UPDATE cases_case SET phase = %(phase)s, duty = %(duty)s, duty_item = %(duty_item)s, seq = %(seq)s, due = %(due)s,
       bounded = %(bounded)s, rating = %(rating)s, rated_at = %(rated_at)s, rated_by_name = %(rated_by_name)s,
       state = %(state)s
WHERE id = %(id)s
"""  # noqa: S608


def save(case: Case, *, seq: int, changed: Sequence[Approval]) -> None:
    """This will write the head and the approvals that changed."""
    values = _approval_lines(changed)
    del values["items"], values["agencies"]
    with connection.cursor() as cursor:
        also, told = cards.written(case, changed)
        cursor.execute(SAVE.replace(CARDS, also), {"id": UUID(case.id), **head_values(case, seq), **values, **told})
    asked.write(case, changed)
    inspections.write(case)
    meetings.write(case)


FORGET = f"""
WITH dropped AS (DELETE FROM cases_approval WHERE case_id = %s RETURNING {standing.RETURNED})
{standing.gone("dropped")}
"""  # noqa: S608


def forget(case_id: UUID) -> None:
    """This will delete the rows of a case that no event speaks of (a rebuild found none)."""
    cards.forget(case_id)
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [case_id])
        cursor.execute("DELETE FROM cases_case WHERE id = %s", [case_id])
    asked.forget(case_id)
    inspections.forget(case_id)
    meetings.forget(case_id)


def bounded(after: UUID | None, limit: int) -> list[UUID]:
    """This will list cases with an end that an unloaded calendar keeps open, in order of id, after a given one."""
    rows = CaseRow.objects.filter(bounded=True)
    if after is not None:
        rows = rows.filter(id__gt=after)
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])
