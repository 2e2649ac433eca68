"""Which bodies there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from yici.domain.division import codes_above
from yici.domain.error import NotFound
from yici.people.store import organisations as store

PAGE_LIMIT: Final = 500


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One body. `agency` is its role code, `place` the code of the place that it serves, `uscc` its credit code."""

    id: UUID
    code: str
    name: str
    name_en: str
    agency: str
    place: str
    parent: UUID | None
    uscc: str | None


def organisation(organisation_id: UUID) -> OrganisationRow:
    """This will give one organisation. Raises NotFound("organisation.unknown")."""
    found = store.by_id([organisation_id])
    if not found:
        raise NotFound("organisation.unknown", id=str(organisation_id), remedy="choose one from the list")
    return OrganisationRow(*found[0])


def organisation_coded(code: str) -> OrganisationRow:
    """This will give the organisation with a code. Raises NotFound("organisation.unknown")."""
    found = store.by_code(code)
    if not found:
        raise NotFound("organisation.unknown", id=code, remedy="check its code")
    return OrganisationRow(*found[0])


def organisations(ids: Iterable[UUID]) -> dict[UUID, OrganisationRow]:
    """This will give many organisations at once by id; an unknown id is left out."""
    return {row[0]: OrganisationRow(*row) for row in store.by_id(list(set(ids)))}


def organisation_for(agency: str, place: str) -> OrganisationRow | None:
    """This will find the body with this agency role at a place, else at the nearest place above it."""
    found = store.for_agency(agency, [*codes_above(place), place])
    return OrganisationRow(*found[0]) if found else None


def organisations_at(place: str, after: str = "", limit: int = 100) -> list[OrganisationRow]:
    """This will list the bodies of one place (not of those inside it) by code, from the code behind `after` on."""
    return [OrganisationRow(*row) for row in store.at_place(place, after, min(limit, PAGE_LIMIT))]
