"""Where an item is handled for somebody who applies at a place, why there, and whose windows may take it in.

Apply anywhere, handled where competent: a place's own word comes first (delegation, a centre, a higher body), then the
level of government that exercises the item. Where nobody has said anything that holds at the place, the item is handled
at the place itself, and the reason says so: another place's word moves nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yici.domain.division import at_level, covers, is_code
from yici.domain.fact import Source, settle
from yici.domain.item import Item
from yici.domain.place import LocalItem, PlaceDefinition, Reach
from yici.domain.reason import Reason

LEVELS: Final[Mapping[str, int]] = {"province": 1, "city": 2, "county": 3, "town": 4, "village": 5}
"""The levels of government that places stand for; the nation is no place of ours."""
AS_FAR_AS: Final[Mapping[str, int]] = {"city": 2, "province": 1}
REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    "handled.place_says": ("place", "source"),
    "handled.level": ("tier", "place", "source"),
    "handled.level_open": ("tier", "place", "source"),
    "handled.unknown": (),
}
"""The codes of this module with their parameters."""

NOBODY_SAID: Final = Reason("handled.unknown")


@dataclass(frozen=True, slots=True)
class Competent:
    """The place whose body handles an item, and why it is this one. `reach` says whose windows may take it in, by the
    word of `reach_source`; None: nobody has said so."""

    place: str
    reason: Reason
    reach: Reach | None = None
    reach_source: str | None = None


def competent(item: Item, place: str, local: PlaceDefinition | None) -> Competent:
    """This will say where an item is handled for an application at a place; `local` is what holds there."""
    own = {source.id: source for source in local.sources} if local else {}
    said = (local and local.items.get(item.id)) or LocalItem()
    handled, reason = _handled(item, place, said, own)
    reach = settle(said.cross_region, own, place) if said.cross_region.claims else None
    return Competent(handled, reason, reach.value if reach else None, reach.source.id if reach else None)


def _handled(item: Item, place: str, said: LocalItem, own: Mapping[str, Source]) -> tuple[str, Reason]:
    word = settle(said.handled_at, own, place) if said.handled_at.claims else None
    if word is not None:
        if is_code(word.value):
            return word.value, Reason("handled.place_says", {"place": word.value, "source": word.source.id})
        return _at(word.value, place, word.source.id)
    tier = settle(item.tier, {source.id: source for source in item.sources}, place) if item.tier.claims else None
    if tier is not None and tier.standing != "reference":
        return _at(tier.value, place, tier.source.id)
    return place, NOBODY_SAID


def _at(tier: str, place: str, source: str) -> tuple[str, Reason]:
    """Who applies at a city says nothing of the town, so what towns handle stays with the city."""
    found = at_level(place, LEVELS[tier]) if tier in LEVELS else None
    told = {"tier": tier, "place": found or place, "source": source}
    return found or place, Reason("handled.level" if found else "handled.level_open", told)


def may_take_in(window: str, reach: Reach | None, *, place: str, handled: str) -> bool:
    """This will say whether a window may take in an application at a place for the body that handles it.

    The windows of both may, and those that serve them with a wider place; others as far as `reach` goes.
    """
    if covers(window, place) or covers(window, handled) or reach == "nation":
        return True
    level = AS_FAR_AS.get(reach or "none")
    if level is None:
        return False
    region = at_level(window, level)
    return region is not None and region in (at_level(place, level), at_level(handled, level))
