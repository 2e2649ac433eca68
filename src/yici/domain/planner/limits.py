"""Which limits an approval runs under at a place: the promised and the legal one, each with where it was read."""

from collections.abc import Mapping
from typing import NamedTuple

from yici.domain.clock import Limit
from yici.domain.extension import AllowedExtension
from yici.domain.fact import Fact, Settled, Source, settle
from yici.domain.item import Item
from yici.domain.lengths import surely_longer
from yici.domain.plan import Told
from yici.domain.planner.prepared import by_id
from yici.domain.planner.reasons import because
from yici.domain.reason import Reason
from yici.domain.regime import Extension, Regime

Sourced = tuple[Fact[Limit], Mapping[str, Source]]
NOTHING: Sourced = (Fact(), {})


class Limits(NamedTuple):
    """The promised and the legal limit of one approval, and the reasons for both."""

    promised: Told | None
    legal: Told | None
    reasons: tuple[Reason, ...]


def limits_of(
    item: Item,
    regime: Regime,
    sources: Mapping[str, Source],
    place: str,
    *,
    committed: bool = False,
    local: Sourced = NOTHING,
) -> Limits:
    """This will settle both limits. The law caps a promise that is longer, and stands in where there is none.

    `local` is the promise in the definition of the place, with the sources that it may name.
    """
    legal, legal_reason = _legal(item, regime, sources, place)
    promised, reason = _promised(item, sources, place, committed=committed, local=local)
    if promised is None:
        promised = legal
        reason = because("promised.legal", source=legal.source) if legal else because("promised.unknown")
    elif legal is not None and legal.standing == "law" and surely_longer(promised.limit, legal.limit):
        reason = because("promised.capped", source=promised.source)
        promised = _capped(legal, promised)
    return Limits(promised, legal, (reason, legal_reason))


def told(fact: Fact[Limit], sources: Mapping[str, Source], place: str) -> Told | None:
    """This will settle a limit for a place and keep who says otherwise; None when nobody says anything."""
    return _told(settle(fact, sources, place)) if fact.claims else None


def extension_of(
    item: Item, regime: Regime, sources: Mapping[str, Source], place: str
) -> AllowedExtension | None:  # fmt: skip
    """This will settle the extension of the decision limit, the item's own before the regime's; None when unknown."""
    return allowed(item.extension, sources, place) or allowed(regime.extension, by_id(regime.sources), place)


def allowed(fact: Fact[Extension], sources: Mapping[str, Source], place: str) -> AllowedExtension | None:
    """This will settle an extension that a text allows here; None when none does."""
    settled = settle(fact, sources, place) if fact.claims else None
    # What another place may do is shown elsewhere as a reference; it lets nobody here take longer.
    if settled is None or settled.standing == "reference":
        return None
    value, source = settled.value, settled.source
    return AllowedExtension(value.limit, value.approver, source.id, source.title)


def _told(settled: Settled[Limit] | None) -> Told | None:
    if settled is None:
        return None
    source = settled.source
    return Told(
        limit=settled.value,
        source=source.id,
        standing=settled.standing,
        source_title=source.title,
        source_place=source.place_name or source.place,
        others=tuple((limit, other.id) for limit, other in settled.others),
    )


def _promised(
    item: Item, sources: Mapping[str, Source], place: str, *, committed: bool, local: Sourced
) -> tuple[Told | None, Reason]:
    if committed and item.commitment is not None:
        found = told(item.commitment.promised_limit, sources, place)
        return found, because("promised.commitment", source=item.commitment.source)
    found = told(*local, place)
    if found is not None:
        return found, because("promised.place", source=found.source)
    found = told(item.promised_limit, sources, place)
    return found, because("promised.item", source=found.source if found else "")


def _legal(item: Item, regime: Regime, sources: Mapping[str, Source], place: str) -> tuple[Told | None, Reason]:
    found = told(item.legal_limit, sources, place)
    if found is not None:
        return found, because("legal.item", source=found.source)
    found = told(regime.decision, by_id(regime.sources), place)
    if found is not None:
        return found, because("legal.regime", regime=regime.id, source=found.source)
    return None, because("legal.unknown")


def _capped(legal: Told, promised: Told) -> Told:
    others = (*legal.others, (promised.limit, promised.source))
    return Told(
        limit=legal.limit,
        source=legal.source,
        standing=legal.standing,
        source_title=legal.source_title,
        source_place=legal.source_place,
        others=tuple(dict.fromkeys(others)),
    )
