"""What lies where."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from yici.domain.division import bounds_of, codes_above
from yici.domain.error import NotFound
from yici.people.store import places as store

PAGE_LIMIT: Final = 500
LONGEST_TEXT: Final = 64
UPPER: Final = 3
EVERYWHERE: Final = ("100000000000", "999999999999")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place. `path` is the full name, `initials` the pinyin letters of the name; the dates bound its code's life.

    From the day `valid_until` on, `successor` (a code) holds in its stead.
    """

    code: str
    name: str
    level: int
    parent: str | None
    path: str
    initials: str
    valid_from: date | None
    valid_until: date | None
    successor: str | None


def place(code: str) -> PlaceRow:
    """This will give one place, also one whose code has ended. Raises NotFound("place.unknown")."""
    found = store.by_code([code])
    if not found:
        raise _unknown(code)
    return PlaceRow(*found[0])


def places(codes: Iterable[str]) -> dict[str, PlaceRow]:
    """This will give many places at once by code; an unknown code is left out."""
    return {row[0]: PlaceRow(*row) for row in store.by_code(list(set(codes)))}


def children(code: str | None, after: str = "", limit: int = 100, *, at: date | None = None) -> list[PlaceRow]:
    """This will list what lies right below a place (None: the provinces) by code, from the code behind `after` on.

    Without a day `at`, codes that have or will have an end are left out. At most 500 rows. Raises
    NotFound("place.unknown").
    """
    found = store.children(code, after, min(limit, PAGE_LIMIT), at)
    if not found and code is not None:
        place(code)
    return [PlaceRow(*row) for row in found]


def upper_places(lowest: int) -> list[PlaceRow]:
    """This will give every place down to a level of at most 3 (some thousands) whose code has no end, by code."""
    return [PlaceRow(*row) for row in store.upper(min(lowest, UPPER))]


def find(text: str, limit: int = 20, *, within: str | None = None, at: date | None = None) -> list[PlaceRow]:
    """This will find places while somebody types, from the province down.

    Chinese: the beginning of a name ("丰益"), or of a full name from any level on ("贺村镇丰益"). Latin letters: the
    beginning of the pinyin initials ("fyc"). `within` keeps to one place and what lies inside it.
    """
    plain = "".join(text.split())[:LONGEST_TEXT]
    if not plain:
        return []
    bounds = EVERYWHERE if within is None else bounds_of(within)
    letters = unicodedata.normalize("NFKC", plain).casefold()
    capped = min(limit, PAGE_LIMIT)
    if letters.isascii():
        found = store.find("initials", [letters], "", bounds, capped, at)
    else:
        found = store.find("name", _endings(plain), plain, bounds, capped, at)
    return [PlaceRow(*row) for row in found]


def ancestors(code: str) -> list[PlaceRow]:
    """This will list what lies above a place, the province first. Raises NotFound("place.unknown")."""
    found = [PlaceRow(*row) for row in store.by_code([*codes_above(code), code])]
    if not any(row.code == code for row in found):
        raise _unknown(code)
    return [row for row in found if row.code != code]


def _endings(text: str) -> list[str]:
    # The last piece of a full name begins the name itself; single characters would begin too many.
    return [text, *(text[start:] for start in range(1, len(text) - 1))]


def _unknown(code: str) -> NotFound:
    return NotFound(
        "place.unknown",
        code=code,
        remedy="check the twelve digits; if townships or villages are not loaded yet, run `yici load-places`",
    )
