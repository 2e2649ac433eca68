"""Statements over organisations."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from yici.people.models import Organisation
from yici.people.store.statement import Row

FIELDS: Final = ("id", "code", "name", "name_en", "agency", "place_id", "parent_id", "uscc")


def by_id(ids: Sequence[UUID]) -> list[Row]:
    """This will read the organisations with these ids."""
    return list(Organisation.objects.filter(id__in=ids).order_by("code").values_list(*FIELDS))


def by_code(code: str) -> list[Row]:
    """This will read the organisation with a code."""
    return list(Organisation.objects.filter(code=code).values_list(*FIELDS))


def for_agency(agency: str, places: Sequence[str]) -> list[Row]:
    """This will read the one organisation of an agency at the innermost of some places that cover one another."""
    there = Organisation.objects.filter(agency=agency, place_id__in=places)
    return list(there.order_by("-place_id", "code").values_list(*FIELDS)[:1])


def at_place(place: str, after: str, limit: int) -> list[Row]:
    """This will read one page of the organisations of a place in the order of codes."""
    return list(
        Organisation.objects.filter(place_id=place, code__gt=after).order_by("code").values_list(*FIELDS)[:limit]
    )
