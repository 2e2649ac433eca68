"""Finding a matter while somebody types: by a part of its name, by pinyin (`canyin`), by initials (`cyd`).

The catalogue of one instance is some thousands of names, so they are kept in memory and looked through in one pass.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from yici.domain.catalogue import Catalogue

LONGEST_QUERY = 40
LIMIT = 12
SURE, LIKELY = 0, 1
FILLERS = re.compile(
    "^(请问|你好|我们?|想要?|要|需要|准备|打算|怎么|怎样|如何|在?哪里?|办理?|申请)+"
    "|[一1两2](家|个|间|所)|(都?需?要)?(什么|哪些)(手续|材料|条件|证件?)|怎么办|[呢吗啊]$"
)
"""What people say around the matter they mean: 我想开一家餐馆, 开饭店要什么材料."""


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: a bundle, or an item with the bundles that contain it. `likely`: only nearly what was typed."""

    kind: str
    id: str
    bundles: tuple[str, ...]
    likely: bool
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name in the shapes in which it may be typed. `starts` are the places in `pinyin` where a syllable begins."""

    text: str
    plain: str
    pinyin: str
    initials: str
    starts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found, its own name first."""

    kind: str
    id: str
    bundles: tuple[str, ...]
    spellings: tuple[Spelling, ...]


class Index:
    """The names of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.entries = tuple(_entries(catalogue))

    def find(self, text: str) -> list[Found]:
        """This will list what fits, bundles first, sure hits before likely ones; nothing for an empty text."""
        query = plain(text)[:LONGEST_QUERY]
        said, meant = self._hits(query), self._hits(FILLERS.sub("", query))
        return meant if meant and not meant[0].likely else said or meant

    def _hits(self, query: str) -> list[Found]:
        if not query:
            return []
        ranked = sorted(
            (rank, number, entry, alias)
            for number, entry in enumerate(self.entries)
            for rank, alias in [_fits(entry, query)]
            if rank is not None
        )
        sure = [hit for hit in ranked if hit[0] < LIKELY]
        return [
            Found(entry.kind, entry.id, entry.bundles, rank >= LIKELY, alias)
            for rank, _, entry, alias in (sure or ranked)[:LIMIT]
        ]


class _Newest:
    """The index of the catalogue that was asked for last; a new release makes a new one."""

    index: Index | None = None


def index_of(catalogue: Catalogue) -> Index:
    """This will give the index of a catalogue, made once."""
    if _Newest.index is None or _Newest.index.catalogue is not catalogue:
        _Newest.index = Index(catalogue)
    return _Newest.index


def plain(text: str) -> str:
    """This will bring what is typed to one shape: no spaces or dashes, half-width, lower case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def _entries(catalogue: Catalogue) -> Iterator[Entry]:
    containing: dict[str, list[str]] = {}
    for bundle in catalogue.bundles.values():
        for member in bundle.items:
            containing.setdefault(member.item, []).append(bundle.id)
        yield Entry("bundle", bundle.id, (bundle.id,), _spellings(bundle.name, bundle.name_en, bundle.aliases))
    for item in catalogue.items.values():
        if item.id in containing:
            spellings = _spellings(item.name, item.name_en, item.aliases)
            yield Entry("item", item.id, tuple(containing[item.id]), spellings)


def _spellings(name: str, name_en: str | None, aliases: tuple[str, ...]) -> tuple[Spelling, ...]:
    return tuple(spelling(text) for text in (name, *([name_en] if name_en else []), *aliases))


@lru_cache(maxsize=20_000)
def spelling(text: str) -> Spelling:
    """This will spell a name in pinyin; words decide how a character with several readings is read."""
    syllables = [plain(one) for one in lazy_pinyin(text, style=Style.NORMAL)]
    starts, length = set(), 0
    for syllable in syllables:
        starts.add(length)
        length += len(syllable)
    initials = "".join(plain(one)[:1] for one in lazy_pinyin(text, style=Style.FIRST_LETTER) if plain(one))
    return Spelling(text, plain(text), "".join(syllables), initials, frozenset(starts))


def _fits(entry: Entry, query: str) -> tuple[float | None, str]:
    best: tuple[float | None, str] = (None, "")
    for number, one in enumerate(entry.spellings):
        rank = _rank(one, query)
        if rank is not None and (best[0] is None or rank < best[0]):
            best = (rank, one.text if number else "")
    return best


def _rank(one: Spelling, query: str) -> float | None:
    if query in one.plain:
        return SURE + 0.1 * (not one.plain.startswith(query))
    if query.isascii():
        return _rank_letters(one, query)
    shared = len(set(query) & set(one.plain)) / len(set(query))
    return LIKELY + 1 - shared if shared >= 0.5 else None


def _rank_letters(one: Spelling, query: str) -> float | None:
    if query in one.initials:
        return SURE + 0.2 + 0.1 * (not one.initials.startswith(query))
    if any(one.pinyin.startswith(query, start) for start in one.starts):
        return SURE + 0.4
    if 3 <= len(query) <= 8 and any(
        _one_letter_off(one.initials[start : start + len(query)], query) for start in range(len(one.initials))
    ):
        return LIKELY + 0.5
    return None


def _one_letter_off(letters: str, query: str) -> bool:
    return len(letters) == len(query) and sum(a != b for a, b in zip(letters, query, strict=True)) == 1
