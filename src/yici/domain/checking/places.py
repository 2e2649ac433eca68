"""Checking one place: its code, its calendars, what it asks for, and that it promises nothing longer than the law.

A file is checked as it is written; what it takes over from the places above it was checked there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, get_args

from yici.domain.catalogue import Catalogue
from yici.domain.checking.conditions import check_possible, declared_names
from yici.domain.checking.faults import check_sources, doubled, missing
from yici.domain.clock import Limit
from yici.domain.competence import LEVELS
from yici.domain.division import is_code
from yici.domain.error import Invalid
from yici.domain.fact import Fact, Source, standing_of
from yici.domain.fault import Fault
from yici.domain.inheritance import chain_of
from yici.domain.item import Item, Question
from yici.domain.lengths import maybe_longer, surely_longer
from yici.domain.office import OfficeHours, sessions_from
from yici.domain.place import LocalItem, PlaceDefinition
from yici.domain.regime import StopCause

CAUSE = re.compile(r"[a-z][a-z0-9_]{0,59}")
"""As a cause is named in a command and an event."""

CITED = re.compile(r"第[一二三四五六七八九十百千零〇0-9]+条|〔[0-9]{4}〕[0-9]+号|[0-9]{4}年第[0-9]+号")
"""What a text that is cited as a basis names: an article, or the number of a document."""

MOST_WARNING = 20
"""Working days: who is warned a month ahead of every limit hears nothing any more."""


def check_place(
    catalogue: Catalogue, place: PlaceDefinition, around: Mapping[str, list[Question]]
) -> Iterator[Fault]:  # fmt: skip
    """This will find everything wrong in one place; `around` gives by item what the bundles ask that hold it."""
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
        yield from _conditions(catalogue, item, local, around.get(name, []), subject)
        yield from _longer(catalogue, place, item, local)


def _facts(place: PlaceDefinition) -> Iterator[tuple[str, Fact[Any]]]:
    yield "office_hours", place.office_hours
    for name, local in place.items.items():
        for key in ("promised_limit", "handled_at", "cross_region"):
            yield f"items.{name}.{key}", getattr(local, key)
        for n, use in enumerate(local.adds):
            yield f"items.{name}.adds.{n}.keeps", use.keeps


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
        if use.deferral and use.deferral.source not in sources:
            yield missing(subject, f"{path}.deferral.source", "source", use.deferral.source)
        if not use.basis or not CITED.search(use.basis):
            params = {"material": use.material, "item": name}
            yield Fault("place.adds_without_basis", f"{path}.basis", params, "fault", subject)


def _added_above(catalogue: Catalogue, code: str, name: str) -> set[str]:
    """What the places above add is asked for here, too, so it can be spared here."""
    above = chain_of(catalogue.places, code)[:-1]
    return {use.material for one in above if name in one.items for use in one.items[name].adds}


def _conditions(
    catalogue: Catalogue, item: Item, local: LocalItem, around: list[Question], subject: str
) -> Iterator[Fault]:
    """A paper that a place adds may hang on what the item and the bundles around it ask, as one of the item's own."""
    conditional = [(n, use.when) for n, use in enumerate(local.adds) if use.when is not None]
    if not conditional:
        return
    declared = declared_names(catalogue, item.questions, around)
    asked = {one.id: one for one in (*item.questions, *around)}
    for n, when in conditional:
        yield from check_possible(subject, f"items.{item.id}.adds.{n}.when", when, declared, asked, catalogue.elements)


def _longer(catalogue: Catalogue, place: PlaceDefinition, item: Item, local: LocalItem) -> Iterator[Fault]:
    """A place may shorten: what it promises longer than the law or the basic item has it is a fault, or in doubt where
    two units can only be told apart on the calendar. What is another place's word is no measure."""
    path, subject = f"items.{item.id}.promised_limit", f"place:{place.code}"
    legal = _measures(item.legal_limit, item.sources, place) or _default(catalogue, item, place)
    basic = _measures(item.promised_limit, item.sources, place)
    promised = [claim.value for claim in local.promised_limit.claims]
    for own, limit in product(promised, legal):
        if surely_longer(own, limit):
            params = {"promised": _said(own), "legal": _said(limit)}
            yield Fault("place.longer_than_law", path, params, "fault", subject)
    for own, limit in product(promised, basic):
        if surely_longer(own, limit):
            params = {"promised": _said(own), "basic": _said(limit)}
            yield Fault("place.longer_than_basic", path, params, "fault", subject)
    for own, limit in product(promised, dict.fromkeys((*legal, *basic))):
        if maybe_longer(own, limit) and not surely_longer(own, limit):
            params = {"promised": _said(own), "limit": _said(limit)}
            yield Fault("place.maybe_longer", path, params, "warning", subject)


def _said(limit: Limit) -> str:
    return f"{limit.amount} {limit.unit}"


def _measures(fact: Fact[Limit], sources: Iterable[Source], place: PlaceDefinition) -> list[Limit]:
    known = {source.id: source for source in sources}
    cited = [(claim.value, known[claim.source]) for claim in fact.claims if claim.source in known]
    return [limit for limit, source in cited if standing_of(source, place.code) != "reference"]


def _default(catalogue: Catalogue, item: Item, place: PlaceDefinition) -> list[Limit]:
    regime = catalogue.regimes.get(item.regime)
    return _measures(regime.decision, regime.sources, place) if regime else []
