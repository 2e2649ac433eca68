"""How long a licence holds at a place, and how it is renewed there: only by a text that binds there."""

from collections.abc import Mapping
from typing import TypeVar

from yici.domain.fact import Fact, Settled, Source, settle
from yici.domain.item import Item
from yici.domain.planner.prepared import by_id
from yici.domain.regime import Regime
from yici.domain.term import PlannedRenewal, PlannedTerm, Renewal

T = TypeVar("T")


def term_of(item: Item, sources: Mapping[str, Source], place: str) -> PlannedTerm | None:
    """This will settle how long the result holds; None when nobody says so for this place."""
    found = _binding(item.term, sources, place)
    return PlannedTerm(found.value, found.source.id, found.source.title) if found else None


def renewal_of(item: Item, regime: Regime, sources: Mapping[str, Source], place: str) -> PlannedRenewal | None:
    """This will settle how it is renewed, the item's own rule before the regime's (Licensing Law Art. 50: what other
    texts say goes first); None when unknown."""
    found: Settled[Renewal] | None = _binding(item.renewal, sources, place)
    found = found or _binding(regime.renewal, by_id(regime.sources), place)
    return PlannedRenewal(found.value, found.source.id, found.source.title) if found else None


def _binding(fact: Fact[T], sources: Mapping[str, Source], place: str) -> Settled[T] | None:
    settled = settle(fact, sources, place) if fact.claims else None
    # Another place's rule is shown elsewhere as a reference; it ends and renews nothing here.
    return None if settled is None or settled.standing == "reference" else settled
