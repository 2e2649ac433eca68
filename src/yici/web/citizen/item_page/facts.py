"""One fact in words: every claim with its source, the one that holds first, and that they contradict each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext

from yici.domain.fact import NOT_SAID, RANK, Fact, Source, standing_of
from yici.web.citizen.plan_page.approvals import link_of
from yici.web.words import Names

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """One claim: what it says, whose word it is, and how another place's word is marked (参照)."""

    text: str
    source: str
    address: str
    reference: str
    note: str


@dataclass(frozen=True, slots=True)
class FactWords:
    """One fact. Without claims nobody has said anything: `unknown` then says what was looked for, if anybody did.
    `by_law`: the claim that holds is that of a law."""

    name: str
    claims: tuple[ClaimWords, ...]
    unknown: str
    differs: bool
    by_law: bool


def fact_words(
    name: str, fact: Fact[T], sources: Mapping[str, Source], place: str, names: Names, write: Callable[[T], str]
) -> FactWords:
    """This will put a fact into words, the claim that holds at a place first."""
    ranked = sorted(fact.claims, key=lambda claim: RANK[standing_of(sources[claim.source], place)])
    claims = tuple(_claim(claim, sources[claim.source], place, names, write) for claim in ranked)
    return FactWords(
        name=name,
        claims=claims,
        # Of who wrote the file, not of any source.
        unknown="" if fact.unknown in (None, NOT_SAID) else fact.unknown,
        differs=len({claim.text for claim in claims}) > 1,
        by_law=bool(ranked) and standing_of(sources[ranked[0].source], place) == "law",
    )


def _claim(claim: Any, source: Source, place: str, names: Names, write: Callable[[Any], str]) -> ClaimWords:
    reference = ""
    if standing_of(source, place) == "reference":
        reference = gettext("参照%(place)s") % {"place": source.place_name or source.place or source.title}
    return ClaimWords(write(claim.value), names.cited(source), link_of(source), reference, claim.note or "")
