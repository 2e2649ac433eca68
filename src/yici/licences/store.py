"""The one place that knows both the rows and the domain's licences. One statement per load, create and save."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from yici.domain.licence import Licence
from yici.licences.codec import CODEC
from yici.licences.models import Licence as LicenceRow

COLUMNS = ("number", "type", "subject", "holder", "case", "item", "agency", "place", "status", "until", "seq")
"""What lists and look-ups go by, beside the state."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A licence as its row says, with its version."""

    licence: Licence
    seq: int


def load(ids: Sequence[UUID]) -> dict[UUID, Loaded]:
    """This will read licences in one statement; those that are not there are left out."""
    rows = LicenceRow.objects.filter(id__in=ids).values_list("id", "state", "seq")
    return {name: Loaded(CODEC.state_from(state), seq) for name, state, seq in rows}


def of_approval(case: UUID, item: str) -> list[UUID]:
    """This will name the licences that an approval gave first."""
    return list(LicenceRow.objects.filter(case=case, item=item).order_by("id").values_list("id", flat=True))


def of_case(case: UUID) -> list[Loaded]:
    """This will read the licences that a case gave first."""
    rows = LicenceRow.objects.filter(case=case).order_by("id").values_list("state", "seq")
    return [Loaded(CODEC.state_from(state), seq) for state, seq in rows]


def states(ids: Sequence[UUID]) -> dict[UUID, Licence | None]:
    """This will read many licences in one statement; None for rows that nobody can read."""
    rows = LicenceRow.objects.filter(id__in=ids).values_list("id", "state")
    return {name: _readable(state) for name, state in rows}


def _readable(state: str) -> Licence | None:
    try:
        return CODEC.state_from(state)
    except ValueError:
        return None


def listed(ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """This will read what lists go by, many licences in one statement, to compare with `listing`."""
    return {name: columns for name, (columns, _) in texts(ids).items()}


def texts(ids: Sequence[UUID]) -> dict[UUID, tuple[list[Any], str]]:
    """This will read what lists go by, and the state as it is written, many licences in one statement."""
    rows = LicenceRow.objects.filter(id__in=ids).values_list("id", *COLUMNS, "state")
    return {row[0]: ([None if value is None else str(value) for value in row[1:-1]], row[-1]) for row in rows}


def listing(licence: Licence, seq: int) -> list[Any]:
    """This will say what lists must go by for a licence, as `listed` reads."""
    row = _listed(licence, seq)
    return [None if row[name] is None else str(row[name]) for name in COLUMNS]


def _row(licence: Licence, seq: int) -> dict[str, Any]:
    return {
        **_listed(licence, seq), "id": UUID(licence.id), "subject": UUID(licence.subject), "case": UUID(licence.case),
        "holder": UUID(licence.holder) if licence.holder else None, "state": CODEC.text_of(licence),
    }  # fmt: skip


def _listed(licence: Licence, seq: int) -> dict[str, Any]:
    return {
        "number": licence.number, "type": licence.type, "subject": licence.subject, "holder": licence.holder,
        "case": licence.case, "item": licence.item, "agency": licence.agency, "place": licence.place,
        "status": licence.status, "until": licence.period.until, "seq": seq,
    }  # fmt: skip


CREATE = """
INSERT INTO licences_licence (id, number, type, subject, holder, "case", item, agency, place, status, until, seq, state)
SELECT * FROM unnest(%(id)s::uuid[], %(number)s::text[], %(type)s::text[], %(subject)s::uuid[], %(holder)s::uuid[],
                     %(case)s::uuid[], %(item)s::text[], %(agency)s::text[], %(place)s::text[], %(status)s::text[],
                     %(until)s::date[], %(seq)s::int[], string_to_array(%(state)s, E'\\n'))
"""


def create(licences: Sequence[tuple[Licence, int]]) -> None:
    """This will write the rows of new licences, all in one statement."""
    rows = [_row(licence, seq) for licence, seq in licences]
    values: dict[str, Any] = {name: [row[name] for row in rows] for name in ("id", *COLUMNS)}
    with connection.cursor() as cursor:
        cursor.execute(CREATE, {**values, "state": "\n".join(row["state"] for row in rows)})


def save(licence: Licence, *, seq: int) -> None:
    """This will write a licence that changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE licences_licence SET status = %s, until = %s, seq = %s, state = %s WHERE id = %s",
            [licence.status, licence.period.until, seq, CODEC.text_of(licence), UUID(licence.id)],
        )


def forget(licence_id: UUID) -> None:
    """This will delete the row of a licence that no event speaks of (a rebuild found none)."""
    LicenceRow.objects.filter(id=licence_id).delete()


def count() -> int:
    """This will count the licences."""
    return LicenceRow.objects.count()
