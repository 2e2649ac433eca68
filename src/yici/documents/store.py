"""The one place that knows the rows of documents, their counters and the queue of those that wait for a seal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yici.documents.codec import CODEC
from yici.documents.models import Document as Row
from yici.domain.document import Document

COLUMNS = (
    "case", "source", "event", "kind", "key", "body", "year", "serial", "number", "code", "sealing", "validity", "seq",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document as its row says, with its version."""

    document: Document
    seq: int


def load(ids: Sequence[UUID]) -> dict[UUID, Loaded]:
    """This will read documents in one statement; those that are not there are left out."""
    rows = Row.objects.filter(id__in=ids).values_list("id", "state", "seq")
    return {name: Loaded(CODEC.state_from(state), seq) for name, state, seq in rows}


def of_case(case: UUID) -> list[Document]:
    """This will read the documents of a case in the order in which they were issued."""
    states = Row.objects.filter(case=case).order_by("id").values_list("state", flat=True)
    return [CODEC.state_from(state) for state in states]


def coded(code: str) -> Document | None:
    """This will read the document that a code names."""
    state = Row.objects.filter(code=code).values_list("state", flat=True).first()
    return CODEC.state_from(state) if state else None


def listed(document: Document, seq: int) -> dict[str, Any]:
    """This will say what a row must go by for a document."""
    return {
        "case": UUID(document.case), "source": UUID(document.source), "event": document.seq, "kind": document.kind,
        "key": document.key, "body": document.body, "year": document.year, "serial": document.serial,
        "number": document.number, "code": document.code, "sealing": document.sealing,
        "validity": document.validity, "seq": seq,
    }  # fmt: skip


def listings(ids: Sequence[UUID]) -> dict[UUID, tuple[list[str], str]]:
    """This will read what rows go by, and their states as written, many in one statement."""
    rows = Row.objects.filter(id__in=ids).values_list("id", *COLUMNS, "state")
    return {row[0]: ([str(value) for value in row[1:-1]], row[-1]) for row in rows}


def create(document: Document, *, seq: int, seal_after: datetime | None) -> None:
    """This will write the row of a new document."""
    Row.objects.create(
        id=UUID(document.id), state=CODEC.text_of(document), seal_after=seal_after, **listed(document, seq)
    )


def save(document: Document, *, seq: int) -> None:
    """This will write a document that changed; what has its seal waits no longer."""
    values = {name: value for name, value in listed(document, seq).items() if name in ("sealing", "validity", "seq")}
    if document.sealing != "waiting":
        values["seal_after"] = None
    Row.objects.filter(id=UUID(document.id)).update(state=CODEC.text_of(document), **values)


def forget(document_id: UUID) -> None:
    """This will delete the row of a document that no event speaks of."""
    Row.objects.filter(id=document_id).delete()


def count() -> int:
    """This will count the documents."""
    return Row.objects.count()


_TAKE = """
INSERT INTO documents_counter AS c (body, kind, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (body, kind, year) DO UPDATE SET last = c.last + 1 RETURNING last
"""


def next_serial(body: str, kind: str, year: int) -> int:
    """This will take the next serial; the counter's row is locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [body, kind, year])
        return int(cursor.fetchone()[0])


def to_seal(bodies: Sequence[str] | None, now: datetime) -> bool:
    """This will say whether a document of one of these bodies (None: of any) may be tried to be sealed."""
    found = Row.objects.filter(sealing="waiting", seal_after__lte=now)
    return (found if bodies is None else found.filter(body__in=bodies)).exists()


_CLAIM = """
UPDATE documents_document SET seal_after = %s WHERE id IN (
    SELECT id FROM documents_document WHERE sealing = 'waiting' AND seal_after <= %s AND (%s OR body = ANY(%s))
    ORDER BY seal_after, id LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING id
"""


def claim(bodies: Sequence[str] | None, *, now: datetime, until: datetime, limit: int) -> list[UUID]:
    """This will lease documents that wait for a seal until a moment."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [until, now, bodies is None, list(bodies or ()), limit])
        return sorted(row[0] for row in cursor.fetchall())


def waiting() -> dict[str, int]:
    """This will count what waits for a seal, by body."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, count(*) FROM documents_document WHERE sealing = 'waiting' GROUP BY body")
        return dict(cursor.fetchall())
