"""Reading the catalogue that holds, releases and proposals.

Each process keeps the newest release in memory and looks for a newer one.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from time import monotonic

from yici.catalogue import store
from yici.catalogue.store import ProposalRow, ReleaseRow
from yici.domain.catalogue import Catalogue, alone, calendar_names, calendar_of, place_at
from yici.domain.comparing import Difference, compare
from yici.domain.comparing.effects import Effects
from yici.domain.error import NotFound
from yici.domain.inheritance import chain_of
from yici.domain.place import PlaceDefinition
from yici.domain.workdays import Calendar

__all__ = [
    "Compared", "ProposalRow", "ReleaseRow", "calendar_for", "calendars_digest", "catalogue_of", "compared",
    "counted_since", "current", "digest_before", "effects", "newest_release", "place_definition", "proposal",
    "proposals", "refresh", "release", "release_row", "releases", "state",
]  # fmt: skip
PAGE = 100
LOOK_BACK = 200
"""Releases that are looked through for the one since which a place counts as it does: a case that nobody settled
through that many has other troubles."""
LOOK_AGAIN_AFTER = 2.0
"""Seconds that a process may serve the release it knows before it asks whether there is a newer one."""


@dataclass(slots=True)
class _Known:
    release: tuple[int, str] | None = (-1, "")
    looked_at: float = float("-inf")
    catalogue: Catalogue = field(default_factory=Catalogue)
    calendars: dict[tuple[str, ...], Calendar] = field(default_factory=dict)
    places: dict[str, PlaceDefinition | None] = field(default_factory=dict)
    counted: str = ""
    since: dict[str, datetime | None] = field(default_factory=dict)


_known = _Known()


def current() -> Catalogue:
    """This will give the catalogue that holds now, at most `LOOK_AGAIN_AFTER` seconds old."""
    if monotonic() - _known.looked_at >= LOOK_AGAIN_AFTER:
        refresh()
    return _known.catalogue


def of_one(bundle: str, item: str) -> Catalogue:
    """This will give the catalogue in which a bundle is one item of it alone, the same one as long as the same release
    holds. Raises NotFound("bundle.unknown" | "item.unknown")."""
    if bundle not in current().bundles:
        raise NotFound("bundle.unknown", bundle=bundle, remedy="choose one from the catalogue")
    return _of_one(state(), bundle, item)


@lru_cache(maxsize=32)
def _of_one(_: str, bundle: str, item: str) -> Catalogue:
    return alone(_known.catalogue, bundle, item)


def release() -> int:
    """This will give the number of the release that `current` gives, 0 before the first."""
    current()
    return _known.release[0] if _known.release else 0


def state() -> str:
    """This will give the digest of all that `current` gives together: what is kept by it is never out of date."""
    current()
    return _known.release[1] if _known.release else ""


def refresh() -> Catalogue:
    """This will ask for the newest release at once and load it if it is new."""
    newest = store.newest()
    # By its digest, too: a database restored under running workers has other releases of the same numbers.
    if newest != _known.release:
        members = tuple(sorted(store.members(newest[1]).values())) if newest else ()
        _known.catalogue, _known.release, _known.calendars, _known.counted = _loaded(members), newest, {}, ""
        _known.places, _known.since = {}, {}
    _known.looked_at = monotonic()
    return _known.catalogue


@lru_cache(maxsize=4)
def _loaded(members: tuple[str, ...]) -> Catalogue:
    return store.load(members)


def place_definition(code: str) -> PlaceDefinition | None:
    """This will give what holds at a place, by its own definition and those of the places above it."""
    known = current()
    nearest = next((one.code for one in reversed(chain_of(known.places, code))), None)
    if nearest is None:
        return None
    # The nearest definition tells the whole chain.
    if nearest not in _known.places:
        _known.places[nearest] = place_at(known, nearest)
    return _known.places[nearest]


def calendar_for(code: str) -> Calendar:
    """This will give the working-day calendar of a place: the nation's, overlaid with its own or that of the nearest
    place above it that has one. NotFound without any."""
    known = current()
    names = calendar_names(known, code)
    if names not in _known.calendars:
        found = calendar_of(known, names)
        if found is None:
            raise NotFound("calendar.none", place=code, remedy="load one: yici load-calendar FILE")
        _known.calendars[names] = found
    return _known.calendars[names]


def counted_since(code: str) -> datetime | None:
    """This will say when the release came since which a place counts as it does: over these years of its calendars, by
    these definitions of itself and the places above it (its hours). None: since the first release, or further back
    than one looks."""
    known = current()
    if code not in _known.since:
        _known.since[code] = _since(calendar_names(known, code), [one.code for one in chain_of(known.places, code)])
    return _known.since[code]


def _since(calendars: tuple[str, ...], places: list[str]) -> datetime | None:
    wanted = {f"calendar:{name}" for name in calendars} | {f"place:{one}" for one in places}
    since, standing = None, None
    for published_at, members in store.states(LOOK_BACK):
        # The id of a year is the name of its calendar and the year.
        here = {key: digest for key, digest in members.items() if {key, key.rpartition("-")[0]} & wanted}
        if standing is not None and here != standing:
            return since
        since, standing = published_at, here
    return None


def calendars_digest() -> str:
    """This will give one digest over the calendars that hold, and which of them hold where: another one means that
    ends have to be counted again."""
    known = current()
    if not _known.counted:
        lines = [f"{name} {one.digest}" for name, one in sorted(known.calendars.items())]
        lines += [f"{code} {' '.join(place.calendars)}" for code, place in sorted(known.places.items())]
        _known.counted = "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return _known.counted


def catalogue_of(digest: str) -> Catalogue:
    """This will give the whole catalogue of a state by the digest of its members."""
    return _loaded(tuple(sorted(store.members(digest).values())))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states, as far as they are not the same, and what differs between them."""

    old: Catalogue
    new: Catalogue
    differences: tuple[Difference, ...]


def compared(old: str | None, new: str | None) -> Compared:
    """This will compare two states by the digests of their members; None is the state before the first release."""
    return _compared(old, new)


@lru_cache(maxsize=32)
def _compared(old: str | None, new: str | None) -> Compared:
    # What was stored under a digest never changes, and only what differs has to be read.
    before, after = store.members(old), store.members(new)
    gone = {name: digest for name, digest in before.items() if after.get(name) != digest}
    came = {name: digest for name, digest in after.items() if before.get(name) != digest}
    sides = store.load(gone.values()), store.load(came.values())
    return Compared(*sides, compare(*sides))


def newest_release() -> tuple[int, str] | None:
    """This will give number and digest of the newest release; None before the first."""
    return store.newest()


def release_row(number: int) -> ReleaseRow:
    """This will give one release. Raises NotFound("release.unknown")."""
    found = store.release(number)
    if found is None:
        raise NotFound("release.unknown", number=number, remedy="choose one from the list of releases")
    return found


def releases(before: int | None = None, limit: int = PAGE) -> list[ReleaseRow]:
    """This will list releases, the newest first, from the one behind `before` on."""
    return store.releases(before, min(limit, PAGE))


def digest_before(number: int) -> str | None:
    """This will give the digest of the release before one; None before the first."""
    return release_row(number - 1).digest if number > 1 else None


def proposal(number: int) -> ProposalRow:
    """This will give one proposal; who may see it is for the caller to check. Raises NotFound("proposal.unknown")."""
    found = store.proposal(number)
    if found is None:
        raise NotFound("proposal.unknown", number=number, remedy="choose one from the list of proposals")
    return found


def proposals(before: int | None = None, limit: int = PAGE, state: str | None = None) -> list[ProposalRow]:
    """This will list proposals, the newest first, from the one behind `before` on."""
    return store.proposals(before, min(limit, PAGE), state)


def effects(old: str | None, new: str) -> Effects | None:
    """This will give what a change does to plans, as it was computed when it was proposed; None for any other."""
    return store.effects(old, new)
