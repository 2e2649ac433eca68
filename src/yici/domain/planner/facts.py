"""What holds of an item at a place: limits, steps, ways of delivery, each settled among its sources; made once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from yici.domain.clock import Limit
from yici.domain.competence import Competent, competent
from yici.domain.extension import AllowedExtension
from yici.domain.fact import Fact, Source, settle
from yici.domain.inheritance import NOTHING
from yici.domain.item import Item
from yici.domain.place import PlaceDefinition
from yici.domain.plan import Told
from yici.domain.planner.limits import Limits, allowed, extension_of, limits_of, told
from yici.domain.planner.prepared import Prepared, by_id
from yici.domain.planner.terms import renewal_of, term_of
from yici.domain.regime import Regime
from yici.domain.term import PlannedRenewal, PlannedTerm

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One item at one place. None is unknown. `ordinary` and `committed` are the limits of its two variants, `within`
    the limits of its inspections by their id, `ways` how the result may be delivered, `seat` where it is handled."""

    item: Item
    regime: Regime
    body: str | None
    seat: Competent
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
    joint_extension: AllowedExtension | None
    term: PlannedTerm | None
    renewal: PlannedRenewal | None
    review: Limit | None
    assignment: Limit | None


def facts_of(prepared: Prepared, place: str) -> Mapping[str, ItemFacts]:
    """This will settle the facts of every item of a bundle at one place."""
    return prepared.facts.get(place, lambda: {name: _facts(prepared, place, name) for name in prepared.items})


def _facts(prepared: Prepared, place: str, name: str) -> ItemFacts:
    item = prepared.items[name]
    regime = prepared.catalogue.regimes[item.regime]
    local = prepared.place(place)
    carried_out = (local and local.items.get(name)) or NOTHING
    seat = competent(item, place, local)
    own, general = prepared.sources[name], by_id(regime.sources)
    promised = carried_out.promised_limit, {**own, **by_id(local.sources if local else ())}
    steps = _settled(item.steps, own, place)
    ways = _settled(item.delivery, own, place)
    return ItemFacts(
        item=item,
        regime=regime,
        body=_body(prepared, item, local, seat.place),
        seat=seat,
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
        joint_extension=allowed(regime.joint_extension, general, place),
        term=term_of(item, own, place),
        renewal=renewal_of(item, regime, own, place),
        review=_settled(regime.review, general, place),
        assignment=_settled(regime.assignment, general, place),
    )


def _body(prepared: Prepared, item: Item, local: PlaceDefinition | None, handled: str) -> str | None:
    """Who has the item where it is handled; a place that hands it elsewhere may name the body there, too."""
    there = prepared.place(handled)
    named = there.items.get(item.id, NOTHING).body or there.agencies.get(item.agency) if there else None
    return named or (local.items.get(item.id, NOTHING).body if local else None)


def _settled(fact: Fact[T], sources: Mapping[str, Source], place: str) -> T | None:
    settled = settle(fact, sources, place) if fact.claims else None
    return settled.value if settled else None
