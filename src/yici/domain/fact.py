"""What a source says, kept beside what other sources say. An unknown fact stays unknown and says why.

Guides contradict statutes and each other. All claims are kept; the law wins, then the place's own word, then the
general one, then another place's, which is shown as a reference (参照). Nothing fills a gap.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Literal, TypeVar

from yici.domain.division import covers

T = TypeVar("T")
Strict = Mapping[str, str]
SourceKind = Literal["law", "standard", "official", "law-site", "reprint", "media", "repo", "operator"]
Standing = Literal["law", "own", "general", "reference"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. `place` is the 12-digit code of the place it speaks for, empty when it speaks for all."""

    id: str
    title: str
    kind: SourceKind
    publisher: str | None = None
    date: str | None = None
    address: str | None = None
    article: str | None = None
    place: str | None = None
    place_name: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Claim(Generic[T]):
    """One source's word for a fact. `note` keeps a caveat of the source or of the compiler."""

    value: T
    source: str
    note: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """Every claim about one thing; no claim means unknown, and `unknown` says what was looked for in vain."""

    claims: tuple[Claim[T], ...] = ()
    unknown: str | None = None
    __pydantic_config__: ClassVar[Strict] = {"extra": "forbid"}


NOT_SAID = "填写时没有写明"
"""What stands for `unknown` where whoever wrote the definition left it empty: nobody has looked yet."""
UNKNOWN: Fact[Any] = Fact()
"""Nobody has said anything, and nobody has said what was looked for."""


@dataclass(frozen=True, slots=True)
class Settled(Generic[T]):
    """The claim that holds at a place, on what standing, and the claims that say otherwise."""

    value: T
    source: Source
    standing: Standing
    others: tuple[tuple[T, Source], ...] = ()


def standing_of(source: Source, place: str) -> Standing:
    """This will say on what ground a source speaks for a place; the code of the nation is as good as no code."""
    own = source.place if source.place and source.place.strip("0") else None
    if source.kind == "law" and (own is None or covers(own, place)):
        return "law"
    if own is not None:
        return "own" if covers(own, place) else "reference"
    return "reference" if source.place_name else "general"


RANK: dict[Standing, int] = {"law": 0, "own": 1, "general": 2, "reference": 3}


def settle(fact: Fact[T], sources: Mapping[str, Source], place: str) -> Settled[T] | None:
    """This will choose the claim that holds at a place: law, own, general, reference, each in the order written."""
    ranked = sorted(
        ((claim, sources[claim.source]) for claim in fact.claims),
        key=lambda pair: RANK[standing_of(pair[1], place)],
    )
    if not ranked:
        return None
    best, source = ranked[0]
    return Settled(best.value, source, standing_of(source, place), tuple(_others(ranked[1:], best.value)))


def _others(ranked: Iterable[tuple[Claim[T], Source]], held: T) -> Iterable[tuple[T, Source]]:
    return ((claim.value, source) for claim, source in ranked if claim.value != held)
