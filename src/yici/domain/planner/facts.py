"""What holds of an item at a place: limits, steps, ways of delivery, each settled among its sources; made once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from yici.domain.clock import Limit
from yici.domain.division import covers
from yici.domain.fact import Fact, Source, settle
from yici.domain.item import Item
from yici.domain.place import LocalItem, PlaceDefinition
from yici.domain.plan import AllowedExtension, Told
from yici.domain.planner.limits import Limits, extension_of, limits_of, told
from yici.domain.planner.prepared import Prepared, by_id
from yici.domain.regime import Regime

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One item at one place. None is unknown. `ordinary` and `committed` are the limits of its two variants, `within`
    the limits of its inspections by their id, `ways` how the result may be delivered."""

    item: Item
    regime: Regime
    body: str | None
    ordinary: Limits
    committed: Limits
    within: dict[str, Told | None]
    correction_window: Limit | None
    reply: Limit | None
    delivery: Limit | None
    verification: Limit | None
    remedies: str | None
    steps: int | None
    visits_alone: int | None
    ways: frozenset[str] | None
    extension: AllowedExtension | None


def facts_of(prepared: Prepared, place: str, name: str) -> ItemFacts:
    """This will settle the facts of one item at one place."""
    return prepared.facts.get((place, name), lambda: _facts(prepared, place, name))


def _facts(prepared: Prepared, place: str, name: str) -> ItemFacts:
    item = prepared.items[name]
    regime = prepared.catalogue.regimes[item.regime]
    local = local_of(prepared, place)
    carried_out = (local and local.items.get(name)) or LocalItem()
    own, general = prepared.sources[name], by_id(regime.sources)
    promised = carried_out.promised_limit, {**own, **by_id(local.sources if local else ())}
    steps = _settled(item.steps, own, place)
    ways = _settled(item.delivery, own, place)
    return ItemFacts(
        item=item,
        regime=regime,
        body=carried_out.body or (local.agencies.get(item.agency) if local else None),
        ordinary=limits_of(item, regime, own, place, local=promised),
        committed=limits_of(item, regime, own, place, committed=True),
        within={one.id: told(one.within, own, place) for one in item.inspections},
        correction_window=_settled(regime.correction.window, general, place),
        reply=_settled(item.reply_period, own, place) or _settled(regime.correction.reply, general, place),
        delivery=_settled(regime.delivery, general, place),
        verification=_settled(item.commitment.verification, own, place) if item.commitment else None,
        remedies=_settled(regime.remedies, general, place),
        steps=None if steps is None else len(steps),
        visits_alone=_settled(item.visits_alone, own, place),
        ways=None if ways is None else frozenset(ways),
        extension=extension_of(item, regime, own, place),
    )


def local_of(prepared: Prepared, place: str) -> PlaceDefinition | None:
    """This will find the definition of a place, else that of the nearest place above it; None when there is neither."""
    places = prepared.catalogue.places
    if place in places:
        return places[place]
    above = [known for code, known in places.items() if covers(code, place)]
    return max(above, key=lambda known: (len(known.code.rstrip("0")), known.code), default=None)


def _settled(fact: Fact[T], sources: Mapping[str, Source], place: str) -> T | None:
    settled = settle(fact, sources, place) if fact.claims else None
    return settled.value if settled else None
