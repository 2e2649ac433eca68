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
MOST_MEMBERS: Final = 50
"""Accounts of one firm that are told what becomes of its cases."""


@dataclass(frozen=True, slots=True, repr=False)
class FirmClaim:
    """One firm as the provider tells it; `part` is what the person is in it. Never printed."""

    uscc: str
    name: str
    representative: str
    part: Part


@dataclass(frozen=True, slots=True, repr=False)
class FirmRow:
    """One firm that a person may act for now; `firm` is the id that it has for everybody, `id` that of this row."""

    id: UUID
    firm: UUID
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
        Firm(id=new_id(), blind=blind, firm=_firm(blind), sealed=keys.seal(held, asdict(firm)), **of_person)
        for blind, firm in told.items()
    ]
    Firm.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "blind"],
        update_fields=["subject", "sealed", "told_at", "ended_at"],
    )  # fmt: skip


def firm_id(uscc: str) -> UUID:
    """This will give the id that a firm has for everybody: a keyed hash, from which nobody reads the credit code."""
    return _firm(keys.blind("uscc", uscc))


def _firm(blind: bytes) -> UUID:
    return UUID(bytes=blind[:16])


def firm_ids(user_id: UUID) -> frozenset[str]:
    """This will name the firms that a person may act for now, by the ids that they have for everybody."""
    found = Firm.objects.filter(user_id=user_id, ended_at=None).values_list("firm", flat=True)
    return frozenset(map(str, found[:MOST]))


def firm_ids_of(subject: UUID) -> frozenset[str]:
    """This will name the firms that a person may act for now, by whichever of their accounts it is told."""
    found = Firm.objects.filter(user__subject=subject, user__is_active=True, ended_at=None)
    return frozenset(map(str, found.values_list("firm", flat=True)[:MOST]))


def members_of(firms: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """This will name the accounts that may act for firms now, in one statement, `MOST_MEMBERS` of each."""
    found: dict[UUID, list[UUID]] = {}
    rows = Firm.objects.filter(firm__in=set(firms), ended_at=None, user__is_active=True)
    for firm, user in rows.order_by("told_at").values_list("firm", "user_id"):
        members = found.setdefault(firm, [])
        if len(members) < MOST_MEMBERS:
            members.append(user)
    return found


def firms_of(user_id: UUID) -> list[FirmRow]:
    """This will list the firms that a person may act for now, their own first, in two statements."""
    rows = list(Firm.objects.filter(user_id=user_id, ended_at=None)[:MOST])
    opened = keys.open_many([(row.subject, bytes(row.sealed)) for row in rows])
    firms = [FirmRow(row.id, row.firm, **data) for row, data in zip(rows, opened, strict=True) if data is not ERASED]
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


def firm_with(user_id: UUID, uscc: str) -> FirmRow:
    """This will give the firm of a credit code that a person may act for now. Raises NotFound("firm.unknown")."""
    wanted = firm_id(uscc)
    for firm in firms_of(user_id):
        if firm.firm == wanted:
            return firm
    raise NotFound("firm.unknown", remedy="choose one of your own firms")
