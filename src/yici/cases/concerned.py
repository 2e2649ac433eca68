"""Whom the record concerns, for an operator who is to erase somebody and knows a number, an account or an id."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q, Subquery

from yici.cases.models import Approval, Case
from yici.domain.error import NotFound
from yici.ledger import keys
from yici.ledger.values import Erased

CLOSED: Final = "closed"


@dataclass(frozen=True, slots=True)
class Concerned:
    """One person as cases know them: the `name` of the newest (None without one, or erased), and how many there are."""

    subject: UUID
    name: str | None
    cases: int
    open: int


def subject_of_case(number: str) -> UUID:
    """This will find whom a case concerns by its number, or that of one of its items. Raises NotFound."""
    return _numbered(number).subject


def case_of_number(number: str) -> UUID:
    """This will find a case by its number, or that of one of its items. Raises NotFound."""
    return _numbered(number).id


def _numbered(number: str) -> Case:
    text = number.strip().upper()
    of_item = Approval.objects.filter(number=text).values("case_id")
    found = Case.objects.filter(Q(number=text) | Q(id=Subquery(of_item))).only("id", "subject").first()
    if found is None:
        raise NotFound("case.unknown", remedy="check the number: it stands on the receipt")
    return found


def concerned(subject: UUID) -> Concerned:
    """This will say what cases know of one person."""
    theirs = Case.objects.filter(subject=subject)
    newest = theirs.order_by("-id").first()
    name = _name(subject, bytes(newest.label)) if newest and newest.label else None
    return Concerned(subject, name, theirs.count(), theirs.exclude(phase=CLOSED).count())


def cases_beside(applicant: UUID, subject: UUID | None) -> int:
    """This will count the cases that an account handed in whose data is sealed under somebody else."""
    theirs = Case.objects.filter(applicant=applicant)
    return (theirs.exclude(subject=subject) if subject else theirs).count()


def _name(subject: UUID, label: bytes) -> str | None:
    [opened] = keys.open_many([(subject, label)])
    return None if isinstance(opened, Erased) else str(opened.get("name", "")) or None
