"""Checking one regime: its sources and its outcomes."""

from collections.abc import Iterator
from typing import Any

from yici.domain.checking.faults import check_sources, missing
from yici.domain.fact import Fact
from yici.domain.fault import Fault
from yici.domain.regime import Regime


def check_regime(regime: Regime) -> Iterator[Fault]:
    """This will find everything wrong in one regime."""
    facts: list[tuple[str, Fact[Any]]] = [
        ("decision", regime.decision), ("extension", regime.extension), ("delivery", regime.delivery),
        ("joint", regime.joint), ("joint_extension", regime.joint_extension), ("remedies", regime.remedies),
        ("renewal", regime.renewal), ("review", regime.review), ("assignment", regime.assignment),
        ("correction.window", regime.correction.window), ("correction.reply", regime.correction.reply),
    ]  # fmt: skip
    yield from check_sources(f"regime:{regime.id}", regime.sources, facts)
    if regime.hearing and regime.hearing.source not in {source.id for source in regime.sources}:
        yield missing(f"regime:{regime.id}", "hearing.source", "source", regime.hearing.source)
    if not regime.outcomes:
        yield Fault("regime.no_outcome", "outcomes", {}, "fault", f"regime:{regime.id}")
