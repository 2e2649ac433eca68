"""The firms that a person may act for: told by the identity provider each time, and gone when it tells them no more."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from yici.domain.error import NotFound
from yici.ledger import keys
from yici.ledger.values import ERASED
from yici.people.ids import new_id
from yici.people.models import Firm, User

Part = Literal["representative", "authorised"]
MOST: Final = 50
"""Firms of one person that are kept and shown."""


@dataclass(frozen=True, slots=True, repr=False)
class FirmClaim:
    """One firm as the provider tells it; `part` is what the person is in it. Never printed."""

    uscc: str
    name: str
    representative: str
    part: Part


@dataclass(frozen=True, slots=True, repr=False)
class FirmRow:
    """One firm that a person may act for now."""

    id: UUID
    uscc: str
    name: str
    representative: str
    part: Part


def firms_told(*, user_id: UUID, firms: Iterable[FirmClaim], now: datetime) -> None:
    """This will keep the firms that the provider tells of a person, and end those that it tells no more.

    It runs in the transaction of whoever locked the account; the account has a subject by then.
    """
    subject = User.objects.filter(id=user_id).values_list("subject", flat=True).get()
    if subject is None:
        return
    held = keys.load_subjects([subject])[subject]
    told = {keys.blind("uscc", firm.uscc): firm for firm in tuple(firms)[:MOST]}
    Firm.objects.filter(user_id=user_id, ended_at=None).exclude(blind__in=told).update(ended_at=now)
    of_person = {"user_id": user_id, "subject": subject, "told_at": now}
    rows = [
        Firm(id=new_id(), blind=blind, sealed=keys.seal(held, asdict(firm)), **of_person)
        for blind, firm in told.items()
    ]
    Firm.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "blind"],
        update_fields=["subject", "sealed", "told_at", "ended_at"],
    )  # fmt: skip


def firms_of(user_id: UUID) -> list[FirmRow]:
    """This will list the firms that a person may act for now, their own first, in two statements."""
    rows = list(Firm.objects.filter(user_id=user_id, ended_at=None)[:MOST])
    opened = keys.open_many([(row.subject, bytes(row.sealed)) for row in rows])
    firms = [FirmRow(row.id, **data) for row, data in zip(rows, opened, strict=True) if data is not ERASED]
    return sorted(firms, key=lambda firm: (firm.part != "representative", firm.uscc))


def has_firms(user_id: UUID) -> bool:
    """This will say whether there is any firm that a person may act for now."""
    return bool(Firm.objects.filter(user_id=user_id, ended_at=None).exists())


def firm_of(user_id: UUID, firm_id: UUID) -> FirmRow:
    """This will give one firm that a person may act for now. Raises NotFound("firm.unknown") for any other."""
    for firm in firms_of(user_id):
        if firm.id == firm_id:
            return firm
    raise NotFound("firm.unknown", remedy="choose one of your own firms")
