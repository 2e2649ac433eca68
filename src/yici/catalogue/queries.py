"""Reading the catalogue that holds. Each process keeps the newest release in memory and looks for a newer one."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic

from yici.catalogue import store
from yici.domain.catalogue import Catalogue, calendar_names, calendar_of, place_at
from yici.domain.error import NotFound
from yici.domain.place import PlaceDefinition
from yici.domain.workdays import Calendar

LOOK_AGAIN_AFTER = 2.0
"""Seconds that a process may serve the release it knows before it asks whether there is a newer one."""


@dataclass(slots=True)
class _Known:
    number: int = -1
    looked_at: float = float("-inf")
    catalogue: Catalogue = field(default_factory=Catalogue)
    calendars: dict[tuple[str, ...], Calendar] = field(default_factory=dict)


_known = _Known()


def current() -> Catalogue:
    """This will give the catalogue that holds now, at most `LOOK_AGAIN_AFTER` seconds old."""
    if monotonic() - _known.looked_at >= LOOK_AGAIN_AFTER:
        refresh()
    return _known.catalogue


def release() -> int:
    """This will give the number of the release that `current` gives."""
    current()
    return _known.number


def refresh() -> Catalogue:
    """This will ask for the newest release at once and load it if it is new."""
    number = store.newest_number()
    if number != _known.number:
        release = store.newest()
        members = tuple(sorted(json.loads(release[1]).values())) if release else ()
        _known.catalogue, _known.number, _known.calendars = _loaded(members), number, {}
    _known.looked_at = monotonic()
    return _known.catalogue


@lru_cache(maxsize=4)
def _loaded(members: tuple[str, ...]) -> Catalogue:
    return store.load(members)


def place_definition(code: str) -> PlaceDefinition | None:
    """This will give the settings of a place, or of the nearest place above it that has any."""
    return place_at(current(), code)


def calendar_for(code: str) -> Calendar:
    """This will give the working-day calendar of a place: the nation's, overlaid with its own. NotFound without any."""
    known = current()
    names = calendar_names(known, code)
    if names not in _known.calendars:
        found = calendar_of(known, names)
        if found is None:
            raise NotFound("calendar.none", place=code, remedy="load one: yici load-calendar FILE")
        _known.calendars[names] = found
    return _known.calendars[names]
