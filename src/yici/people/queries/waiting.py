"""Whom mandates are between, and the accounts of whom they name: for telling them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from yici.domain.mandate import Mandate
from yici.ledger import keys
from yici.ledger.values import Erased
from yici.people.firms import members_of
from yici.people.models import User
from yici.people.store import mandates as store
from yici.people.store.mandates import Loaded

MOST: Final = 50
"""Helpers of one organisation that are told together."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of a person, with the subject that what concerns them is sealed under."""

    id: UUID
    subject: UUID


@dataclass(frozen=True, slots=True)
class Sides:
    """Whom a mandate is between, as accounts: who gave it, for a firm whoever acts for it now, and who acts under it,
    or is asked to; until when it is, and whether it `waits` to be accepted."""

    principals: tuple[Account, ...]
    agents: tuple[Account, ...]
    until: datetime
    waits: bool


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


def sides_of(mandate_ids: Iterable[UUID], now: datetime) -> dict[UUID, Sides]:
    """This will say whom some mandates are between, for telling them; in a fixed number of statements."""
    found = store.many(mandate_ids)
    numbers = _numbers([one for one in found if one.mandate.agent is None and one.wanted is not None])
    asked = accounts_of(numbers.values())
    members = members_of(UUID(one.mandate.firm) for one in found if one.mandate.firm)
    helpers = store.helpers({UUID(one.mandate.organisation) for one in found if one.mandate.organisation}, now, MOST)
    named = accounts_among(
        {UUID(account) for one in found for account in (one.mandate.principal, one.mandate.agent) if account}.union(
            *members.values()
        )
    )
    return {
        UUID(one.mandate.id): Sides(
            tuple(named[user] for user in _givers(one.mandate, members) if user in named),
            _agents(one.mandate, named, helpers) or tuple(asked.get(numbers.get(one.mandate.id, ""), ())),
            one.mandate.period.until, one.mandate.phase == "offered",
        )
        for one in found
    }  # fmt: skip


def _givers(mandate: Mandate, members: dict[UUID, list[UUID]]) -> list[UUID]:
    return members.get(UUID(mandate.firm), []) if mandate.firm else [UUID(mandate.principal)]


def _agents(mandate: Mandate, named: dict[UUID, Account], helpers: dict[UUID, list[UUID]]) -> tuple[Account, ...]:
    """What helpers are told is sealed with the mandate: it concerns nobody but its principal."""
    if mandate.organisation:
        return tuple(Account(one, UUID(mandate.subject)) for one in helpers.get(UUID(mandate.organisation), []))
    return (named[UUID(mandate.agent)],) if mandate.agent and UUID(mandate.agent) in named else ()


def _numbers(found: list[Loaded]) -> dict[str, str]:
    """The identity numbers that mandates name, by mandate; none where it was erased."""
    labels = keys.open_many([(UUID(one.mandate.subject), one.label) for one in found]) if found else []
    return {
        one.mandate.id: "" if isinstance(label, Erased) else str(label.get("number", ""))
        for one, label in zip(found, labels, strict=True)
    }


def accounts_among(users: set[UUID]) -> dict[UUID, Account]:
    """This will give those of some accounts that are people's and in use, with what concerns them sealed under."""
    rows = User.objects.filter(id__in=users, kind=User.Kind.CITIZEN, is_active=True).values_list("id", "subject")
    return {user: Account(user, subject) for user, subject in rows if subject is not None}
