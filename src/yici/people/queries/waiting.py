"""Mandates that wait for their agent's word, and the accounts of whom they name: for telling them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yici.ledger import keys
from yici.ledger.values import Erased
from yici.people.models import User
from yici.people.store import mandates as store


@dataclass(frozen=True, slots=True)
class Account:
    """An account of a person, with the subject that what concerns them is sealed under."""

    id: UUID
    subject: UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mandate that waits to be accepted: until when it would hold, and the accounts of whom it names."""

    until: datetime
    accounts: tuple[Account, ...]


def accounts_of(numbers: Iterable[str]) -> dict[str, list[Account]]:
    """This will find the accounts of people that state these identity numbers, in two statements."""
    wanted = {one for one in numbers if one}
    subjects = keys.find_subjects(wanted) if wanted else {}
    found = User.objects.filter(
        subject__in=[one.id for one in subjects.values()], kind=User.Kind.CITIZEN, is_active=True
    ).values_list("subject", "id")
    told: dict[UUID, list[Account]] = {}
    for subject, user in found:
        if subject is not None:
            told.setdefault(subject, []).append(Account(user, subject))
    return {number: told.get(subject.id, []) for number, subject in subjects.items()}


def waiting(mandate_ids: Iterable[UUID]) -> dict[UUID, Waiting]:
    """This will say, of some mandates, which still wait for a person, and who that is: for telling them."""
    found = [one for one in store.many(mandate_ids) if one.mandate.phase == "offered" and one.wanted]
    labels = keys.open_many([(UUID(one.mandate.subject), one.label) for one in found]) if found else []
    numbers = {
        one.mandate.id: "" if isinstance(label, Erased) else str(label.get("number", ""))
        for one, label in zip(found, labels, strict=True)
    }
    accounts = accounts_of(numbers.values())
    return {
        UUID(one.mandate.id): Waiting(one.mandate.period.until, tuple(accounts.get(numbers[one.mandate.id], ())))
        for one in found
    }
