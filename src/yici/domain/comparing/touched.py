"""Which matters a change touches, where, and from which days on."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from yici.domain.catalogue import Catalogue, items_of, questions_of
from yici.domain.fact import Source
from yici.domain.item import Item
from yici.domain.vocabulary import role_of

MOST_DAYS: Final = 3
Named = tuple[str, str]


def touched_bundles(old: Catalogue, new: Catalogue) -> tuple[str, ...]:
    """This will name the bundles that something a plan of theirs rests on is different for, in the order of ids."""
    names = sorted(old.bundles.keys() | new.bundles.keys())
    everywhere = _everywhere(old) != _everywhere(new)
    return tuple(name for name in names if everywhere or _content(old, name) != _content(new, name))


def _everywhere(catalogue: Catalogue) -> tuple[object, ...]:
    """What every plan rests on: the calendars by what they say, and which place counts by which."""
    known = {name: calendar.digest for name, calendar in catalogue.calendars.items()}
    return known, {code: place.calendars for code, place in catalogue.places.items()}, dict(catalogue.registers)


def _content(catalogue: Catalogue, bundle: str) -> dict[Named, object]:
    found = catalogue.bundles.get(bundle)
    if found is None:
        return {}
    items = items_of(catalogue, found)
    content: dict[Named, object] = {("bundle", bundle): found}
    for name, item in items.items():
        content |= {("item", name): item, ("regime", item.regime): catalogue.regimes.get(item.regime)}
        content |= _words(catalogue, item)
    for code, place in catalogue.places.items():
        own = {name: local for name, local in place.items.items() if name in items}
        content["place", code] = (own, place.sources if own else ())
    return content


def _words(catalogue: Catalogue, item: Item) -> dict[Named, object]:
    words: dict[Named, object] = {}
    for use in item.materials:
        words["material", use.material] = catalogue.materials.get(use.material)
    for form in item.forms:
        for field in form.fields:
            words["element", field.element] = catalogue.elements.get(field.element)
            words["role", role_of(field.element)] = None
    for licence in (*item.gives, *(need.licence for need in item.needs)):
        words["licence", licence] = catalogue.licences.get(licence)
    return words


def places_of(old: Catalogue, new: Catalogue, bundle: str) -> tuple[str, ...]:
    """This will give the places with definitions, first those that carry something out in their own way or that a
    source speaks for: the others are like each other."""
    codes = sorted(old.places.keys() | new.places.keys())
    own = {code for catalogue in (old, new) for code in _own(catalogue, bundle)}
    return (*(code for code in codes if code in own), *(code for code in codes if code not in own))


def _own(catalogue: Catalogue, bundle: str) -> Iterator[str]:
    found = catalogue.bundles.get(bundle)
    items = items_of(catalogue, found) if found else {}
    for code, place in catalogue.places.items():
        if place.items.keys() & items.keys():
            yield code
    for source in (source for item in items.values() for source in item.sources):
        yield from _spoken_for(source, catalogue)


def _spoken_for(source: Source, catalogue: Catalogue) -> Iterator[str]:
    if source.place in catalogue.places:
        yield str(source.place)


def days_of(old: Catalogue, new: Catalogue, bundle: str, start: date) -> tuple[date, ...]:
    """This will give the days of submission to look at: `start`, and the next days from which on an item of the bundle
    stands otherwise than it did."""
    since = {change for change in _changes(new, bundle) ^ _changes(old, bundle) if change[1] > start}
    return (start, *sorted({day for _, day in since})[: MOST_DAYS - 1])


def _changes(catalogue: Catalogue, bundle: str) -> set[tuple[str, date]]:
    found = catalogue.bundles.get(bundle)
    items = items_of(catalogue, found) if found else {}
    return {(f"{name} {change}", change.since) for name, item in items.items() for change in item.changes}


def conditions_of(catalogue: Catalogue, bundle: str) -> Iterator[str]:
    """This will give every condition that a plan of a bundle may judge."""
    found = catalogue.bundles[bundle]
    yield from (member.when for member in found.items if member.when)
    yield from (question.when for question in questions_of(catalogue, found).values() if question.when)
    for item in items_of(catalogue, found).values():
        inner = (
            *item.materials, *item.needs, *item.inspections, *item.opinions, *item.special_procedures, *item.forms,
            *(field for form in item.forms for field in form.fields), *((item.commitment,) if item.commitment else ()),
        )  # fmt: skip
        yield from (one.when for one in inner if one.when)
