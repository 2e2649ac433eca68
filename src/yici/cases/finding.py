"""Finding the case of somebody who stands at a desk: by a number or by the person, as a condition on a case `c`."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yici.ledger import keys

DAY_TOLD = 14
"""A number tells its county and its day in so many digits: any shorter, and all that ever came in would be read."""

BY_NUMBER = """ AND c.id IN (
  SELECT id FROM cases_case WHERE number LIKE %s UNION ALL SELECT case_id FROM cases_approval WHERE number LIKE %s)"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a number of a case or of one of its items, whole or from its start, or a person."""

    number: str = ""
    person: UUID | None = None


def wanted_number(text: str) -> Wanted | None:
    """This will look for a number or the beginning of one; None for a text that cannot be either."""
    plain = "".join(text.split()).upper()
    return Wanted(number=plain) if len(plain) >= DAY_TOLD and plain.isascii() and plain.isalnum() else None


def wanted_person(identity: str) -> Wanted:
    """This will look for the person of an identity number, through its blind index; nobody where it is not known."""
    return Wanted(person=keys.find_subject(identity) or UUID(int=0))


def condition(wanted: Wanted) -> tuple[str, list[Any]]:
    """This will be the condition that a case is looked for, as text with its parameters."""
    if wanted.person:
        return " AND c.subject = %s", [wanted.person]
    return BY_NUMBER, [f"{wanted.number}%"] * 2
