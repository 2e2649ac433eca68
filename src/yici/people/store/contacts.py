"""Statements over phones and addresses of people."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from yici.ledger import keys
from yici.ledger.values import ERASED, Subject
from yici.people.models import Contact

FIELDS: Final = ("id", "user", "kind", "subject", "sealed", "verified_at", "asked_at")

_ADD = """
INSERT INTO people_contact (id, user_id, kind, subject, sealed, blind, code, code_until, tries, asked_at)
VALUES (%(id)s, %(user)s, %(kind)s, %(subject)s, %(sealed)s, %(blind)s, NULL, NULL, 0, %(now)s)
ON CONFLICT (user_id, kind, blind) DO UPDATE SET asked_at = people_contact.asked_at
RETURNING id, verified_at
"""
_ASK = """
UPDATE people_contact SET code = %(code)s, code_until = %(until)s, tries = 0, asked_at = %(now)s
WHERE id = %(id)s AND (code IS NULL OR asked_at <= %(since)s) RETURNING id
"""
_TRY = """
UPDATE people_contact SET tries = tries + 1
WHERE id = %(id)s AND user_id = %(user)s AND tries < %(most)s AND code_until > %(now)s RETURNING code
"""


def add(**values: Any) -> tuple[UUID, datetime | None]:
    """This will keep an address, or find it where it is kept already: its id, and since when it is confirmed."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD, values)
        identity, verified_at = cursor.fetchone()
    return identity, verified_at


def ask(**values: Any) -> bool:
    """This will note the hash of a code that goes to an address now; False where another one went too shortly ago."""
    return _one(_ASK, values) is not None


def tried(**values: Any) -> bytes | None:
    """This will count one try and give the hash of the code; None where none is open, or it was tried too often."""
    row = _one(_TRY, values)
    return None if row is None or row[0] is None else bytes(row[0])


def _one(statement: str, values: dict[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def confirmed(contact_id: UUID, now: datetime) -> None:
    """This will note that an address is confirmed; its code is gone."""
    Contact.objects.filter(id=contact_id).update(verified_at=now, code=None, code_until=None)


def remove(contact_id: UUID, user: UUID) -> bool:
    """This will delete one address of somebody; False when they have none such."""
    return bool(Contact.objects.filter(id=contact_id, user_id=user).delete()[0])


def of_users(users: Iterable[UUID], *, verified: bool = False) -> list[tuple[Any, ...]]:
    """This will read the addresses of some people, all or those that are confirmed, in the order of adding."""
    found = Contact.objects.filter(user__in=set(users))
    wanted = found.filter(verified_at__isnull=False) if verified else found
    return list(wanted.order_by("id").values_list(*FIELDS))


def count(user: UUID, kind: str) -> int:
    """This will count the addresses of one kind that somebody has."""
    return Contact.objects.filter(user_id=user, kind=kind).count()


def owners(kind: str, blind: bytes, limit: int) -> list[UUID]:
    """This will name the active accounts that confirmed an address, the earliest first."""
    found = Contact.objects.filter(kind=kind, blind=blind, verified_at__isnull=False, user__is_active=True)
    return list(found.order_by("verified_at", "id").values_list("user", flat=True)[:limit])


def move(user: UUID, subject: Subject) -> None:
    """This will seal somebody's addresses under another key of theirs; what can no longer be opened goes."""
    rows = list(Contact.objects.filter(user_id=user).values_list("id", "subject", "sealed"))
    opened = keys.open_many([(held, bytes(sealed)) for _, held, sealed in rows])
    for (contact_id, _, _), data in zip(rows, opened, strict=True):
        kept = Contact.objects.filter(id=contact_id)
        if data is ERASED:
            kept.delete()
        else:
            kept.update(subject=subject.id, sealed=keys.seal(subject, data))
