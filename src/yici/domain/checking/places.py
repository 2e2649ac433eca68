"""Checking one place: its code, its calendars, what it asks for, and that it promises nothing longer than the law."""

from collections.abc import Iterator, Mapping
from typing import Any

from yici.domain.catalogue import Catalogue
from yici.domain.checking.conditions import check_possible, declared_names
from yici.domain.checking.faults import check_sources, missing
from yici.domain.clock import Limit
from yici.domain.fact import Fact
from yici.domain.fault import Fault
from yici.domain.item import Item, Question
from yici.domain.place import LocalItem, PlaceDefinition


def check_place(
    catalogue: Catalogue, place: PlaceDefinition, around: Mapping[str, list[Question]]
) -> Iterator[Fault]:  # fmt: skip
    """This will find everything wrong in one place; `around` gives by item what the bundles ask that hold it."""
    subject = f"place:{place.code}"
    if not (len(place.code) == 12 and place.code.isdigit()):
        yield Fault("place.code", "code", {"code": place.code}, "fault", subject)
    for n, name in enumerate(place.calendars):
        if name not in catalogue.calendars:
            yield missing(subject, f"calendars.{n}", "calendar", name)
    for name in place.agencies:
        if name not in catalogue.agencies:
            yield missing(subject, f"agencies.{name}", "agency", name)
    yield from check_sources(subject, place.sources, _facts(place))
    for name, local in place.items.items():
        item = catalogue.items.get(name)
        if item is None:
            yield missing(subject, f"items.{name}", "item", name)
            continue
        yield from _papers(catalogue, place, name, local, subject)
        yield from _conditions(catalogue, item, local, around.get(name, []), subject)
        yield from _longer_than_law(item, local.promised_limit, f"items.{name}.promised_limit", subject)


def _facts(place: PlaceDefinition) -> Iterator[tuple[str, Fact[Any]]]:
    for name, local in place.items.items():
        yield f"items.{name}.promised_limit", local.promised_limit
        for n, use in enumerate(local.adds):
            yield f"items.{name}.adds.{n}.keeps", use.keeps


def _papers(catalogue: Catalogue, place: PlaceDefinition, name: str, local: LocalItem, subject: str) -> Iterator[Fault]:
    """A place may ask for less as it likes; for each paper that it adds it must name the text that lets it."""
    sources = {source.id for source in place.sources}
    asked = {use.material for use in catalogue.items[name].materials}
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
        if not use.basis:
            params = {"material": use.material, "item": name}
            yield Fault("place.adds_without_basis", f"{path}.basis", params, "fault", subject)


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


def _longer_than_law(item: Item, promised: Fact[Limit], path: str, subject: str) -> Iterator[Fault]:
    lawful = [claim.value for claim in item.legal_limit.claims]
    for claim in promised.claims:
        for limit in lawful:
            if limit.unit == claim.value.unit and claim.value.amount > limit.amount:
                params = {"promised": str(claim.value.amount), "legal": str(limit.amount), "unit": limit.unit}
                yield Fault("place.longer_than_law", path, params, "fault", subject)
