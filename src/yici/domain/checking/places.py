"""Checking one place: its code, its calendars, and that it promises nothing longer than the law allows.

A file is checked as it is written; what it takes over from the places above it was checked there.
"""

import re
from collections.abc import Iterator
from typing import Any, get_args

from yici.domain.catalogue import Catalogue
from yici.domain.checking.faults import check_sources, doubled, missing
from yici.domain.clock import Limit
from yici.domain.competence import LEVELS
from yici.domain.division import is_code
from yici.domain.error import Invalid
from yici.domain.fact import Fact
from yici.domain.fault import Fault
from yici.domain.inheritance import chain_of
from yici.domain.item import Item
from yici.domain.office import OfficeHours, sessions_from
from yici.domain.place import LocalItem, PlaceDefinition
from yici.domain.regime import StopCause

CAUSE = re.compile(r"[a-z][a-z0-9_]{0,59}")
"""As a cause is named in a command and an event."""

MOST_WARNING = 20
"""Working days: who is warned a month ahead of every limit hears nothing any more."""


def check_place(catalogue: Catalogue, place: PlaceDefinition) -> Iterator[Fault]:
    """This will find everything wrong in one place."""
    subject = f"place:{place.code}"
    if not (len(place.code) == 12 and place.code.isdigit()):
        yield Fault("place.code", "code", {"code": place.code}, "fault", subject)
    if place.warn_before is not None and not 1 <= place.warn_before <= MOST_WARNING:
        params = {"days": str(place.warn_before), "most": str(MOST_WARNING)}
        yield Fault("place.warn_before", "warn_before", params, "fault", subject)
    for n, name in enumerate(place.calendars):
        if name not in catalogue.calendars:
            yield missing(subject, f"calendars.{n}", "calendar", name)
    for name in place.agencies:
        if name not in catalogue.agencies:
            yield missing(subject, f"agencies.{name}", "agency", name)
    yield from check_sources(subject, place.sources, _facts(place))
    yield from _hours(place, subject)
    yield from _causes(place, subject)
    for name, local in place.items.items():
        item = catalogue.items.get(name)
        if item is None:
            yield missing(subject, f"items.{name}", "item", name)
            continue
        yield from _papers(catalogue, place, name, local, subject)
        yield from _nowhere(name, local, subject)
        yield from _longer_than_law(item, local.promised_limit, f"items.{name}.promised_limit", subject)


def _facts(place: PlaceDefinition) -> Iterator[tuple[str, Fact[Any]]]:
    yield "office_hours", place.office_hours
    for name, local in place.items.items():
        for key in ("promised_limit", "handled_at", "cross_region"):
            yield f"items.{name}.{key}", getattr(local, key)


def _nowhere(name: str, local: LocalItem, subject: str) -> Iterator[Fault]:
    """Where an item is handled is a level of government below the nation, or one place."""
    for n, claim in enumerate(local.handled_at.claims):
        if claim.value not in LEVELS and not is_code(claim.value):
            params = {"item": name, "value": claim.value, "levels": ", ".join(LEVELS)}
            yield Fault("place.handled_at", f"items.{name}.handled_at.claims.{n}.value", params, "fault", subject)


def _hours(place: PlaceDefinition, subject: str) -> Iterator[Fault]:
    for n, claim in enumerate(place.office_hours.claims):
        try:
            OfficeHours(sessions_from(claim.value))
        except Invalid:
            path = f"office_hours.claims.{n}.value"
            yield Fault("place.office_hours", path, {"hours": claim.value[:60]}, "fault", subject)


def _causes(place: PlaceDefinition, subject: str) -> Iterator[Fault]:
    """A place's own rule may let its promise wait; under the name of a lawful cause it would pass for one."""
    sources, lawful = {source.id for source in place.sources}, get_args(StopCause)
    yield from doubled(subject, "local_causes", (cause.id for cause in place.local_causes))
    for n, cause in enumerate(place.local_causes):
        if cause.source not in sources:
            yield missing(subject, f"local_causes.{n}.source", "source", cause.source)
        if cause.id in lawful:
            yield Fault("place.cause_of_law", f"local_causes.{n}.id", {"cause": cause.id}, "fault", subject)
        if not CAUSE.fullmatch(cause.id):
            yield Fault("place.cause_id", f"local_causes.{n}.id", {"cause": cause.id[:60]}, "fault", subject)


def _papers(catalogue: Catalogue, place: PlaceDefinition, name: str, local: LocalItem, subject: str) -> Iterator[Fault]:
    """A place may ask for less as it likes; for each paper that it adds it must name the text that lets it."""
    sources = {source.id for source in place.sources}
    asked = {use.material for use in catalogue.items[name].materials} | _added_above(catalogue, place.code, name)
    for n, spared in enumerate(local.spares):
        if spared.material not in asked:
            params = {"material": spared.material, "item": name}
            yield Fault("place.spares_unasked", f"items.{name}.spares.{n}.material", params, "fault", subject)
        if spared.source not in sources:
            yield missing(subject, f"items.{name}.spares.{n}.source", "source", spared.source)
    for n, use in enumerate(local.adds):
        path = f"items.{name}.adds.{n}"
        if use.material not in catalogue.materials:
            yield missing(subject, f"{path}.material", "material", use.material)
        if use.source not in sources:
            yield missing(subject, f"{path}.source", "source", use.source)
        if not use.basis:
            params = {"material": use.material, "item": name}
            yield Fault("place.adds_without_basis", f"{path}.basis", params, "fault", subject)


def _added_above(catalogue: Catalogue, code: str, name: str) -> set[str]:
    """What the places above add is asked for here, too, so it can be spared here."""
    above = chain_of(catalogue.places, code)[:-1]
    return {use.material for one in above if name in one.items for use in one.items[name].adds}


def _longer_than_law(item: Item, promised: Fact[Limit], path: str, subject: str) -> Iterator[Fault]:
    lawful = [claim.value for claim in item.legal_limit.claims]
    for claim in promised.claims:
        for limit in lawful:
            if limit.unit == claim.value.unit and claim.value.amount > limit.amount:
                params = {"promised": str(claim.value.amount), "legal": str(limit.amount), "unit": limit.unit}
                yield Fault("place.longer_than_law", path, params, "fault", subject)
