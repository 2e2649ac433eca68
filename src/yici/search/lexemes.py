"""What an entry is found by: lexemes of a tsvector, each with one letter in front that says what it is.

A name is found by how it begins, by every pair of neighbouring characters, by its pinyin and its initials from any
character on, by every character beside the initial of its neighbour, and by its words; the names of what it belongs to
by pairs, pinyin and initials. Filters are lexemes too, so that one index answers a whole question.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from yici.domain.division import bounds_of
from yici.search.entry import Entry
from yici.search.speller import Spelling
from yici.search.text import LONGEST, grams, has_han, plain, stem, tokens

NAME: Final = "n"
"""A whole name."""
GRAM: Final = "2"
READ_START: Final = "P"
READ: Final = "p"
"""Pinyin of a whole name, and from a later character on."""
LETTERS_START: Final = "I"
LETTERS: Final = "i"
"""Initials of a whole name, and from a later character on."""
BESIDE: Final = "b"
"""A character and the initial of the next one, or the other way round."""
WORD: Final = "w"
LATIN: Final = "e"
AROUND: Final = "a"
AROUND_LATIN: Final = "A"
AROUND_READ: Final = "r"
AROUND_LETTERS: Final = "l"
"""Pinyin and initials of what it belongs to, from any character on."""
KIND: Final = "k"
THEME: Final = "t"
AGENCY: Final = "g"
AUDIENCE: Final = "u"
TYPE: Final = "y"
TIER: Final = "v"
DEPARTMENT: Final = "d"
OWNER: Final = "o"
"""The place whose list it stands in."""
LONGEST_READING: Final = 24
LONGEST_LETTERS: Final = 12
LONGEST_AROUND: Final = 12
"""Letters of the pinyin of what a thing belongs to: enough to tell, and it is said of hundreds of things."""
LONGEST_WORD: Final = 8
EVERYWHERE: Final = ("000000000000", "999999999999")


@dataclass(frozen=True, slots=True)
class Indexed:
    """One entry as it is stored. `others`, `pinyin`, `initials` and `spelled` are lines, with an empty one before and
    behind; in `spelled` each character stands before its syllable, and a space behind."""

    entry: Entry
    terms: tuple[str, ...]
    plain: str
    plain_en: str
    others: str
    pinyin: str
    initials: str
    spelled: str
    readings: tuple[str, ...]
    low: str
    high: str


def indexed(entry: Entry, spellings: Mapping[str, Spelling]) -> Indexed:
    """This will split one entry."""
    names = entry.names
    read = [(plain(name), spellings[name].syllables) for name in names if has_han(name)]
    low, high = bounds_of(entry.place) if entry.place else EVERYWHERE
    return Indexed(
        entry=entry,
        terms=tuple(sorted({
            *_filters(entry), *_around(entry, spellings), *(t for n in names for t in of_name(n, spellings[n])),
        })),
        plain=plain(entry.title),
        plain_en=plain(entry.title_en),
        others=_lines(plain(alias) for alias in entry.aliases),
        pinyin=_lines("".join(syllables) for _, syllables in read),
        initials=_lines("".join(one[:1] for one in syllables) for _, syllables in read),
        spelled=_lines("".join(f"{one}{syllable} " for one, syllable in zip(*name, strict=True)) for name in read),
        readings=tuple(" ".join(spellings[name].syllables) for name in names),
        low=low,
        high=high,
    )  # fmt: skip


def of_name(name: str, spelling: Spelling) -> Iterator[str]:
    """This will give everything that one name is found by."""
    whole = plain(name)
    if whole:
        yield NAME + whole[:LONGEST]
    yield from (LATIN + stem(word) for word in tokens(name) if not has_han(word))
    if has_han(whole):
        yield from (GRAM + pair for pair in grams(whole))
        yield from _readings(spelling.syllables)
        yield from _beside(whole, spelling.syllables)
        yield from (WORD + word for word in spelling.words)
        if len(whole) <= LONGEST_WORD:
            yield WORD + whole


def _readings(syllables: tuple[str, ...]) -> Iterator[str]:
    letters = "".join(one[:1] for one in syllables)
    yield READ_START + "".join(syllables)[:LONGEST]
    yield LETTERS_START + letters[:LONGEST]
    for start in range(1, len(syllables)):
        yield READ + "".join(syllables[start : start + LONGEST_READING])[:LONGEST_READING]
        yield LETTERS + letters[start : start + LONGEST_LETTERS]


def _beside(whole: str, syllables: tuple[str, ...]) -> Iterator[str]:
    for (one, read), (other, read_next) in pairwise(zip(whole, syllables, strict=True)):
        yield BESIDE + one + read_next[:1]
        yield BESIDE + read[:1] + other


def _around(entry: Entry, spellings: Mapping[str, Spelling]) -> Iterator[str]:
    for text in entry.around:
        yield from (AROUND + pair for pair in grams(plain(text)) if has_han(pair))
        yield from (AROUND_LATIN + stem(word) for word in tokens(text) if not has_han(word))
        if has_han(text):
            yield from _around_read(spellings[text].syllables)


def _around_read(syllables: tuple[str, ...]) -> Iterator[str]:
    letters = "".join(one[:1] for one in syllables)
    for start in range(len(syllables)):
        yield AROUND_READ + "".join(syllables[start : start + LONGEST_AROUND])[:LONGEST_AROUND]
        yield AROUND_LETTERS + letters[start : start + LONGEST_LETTERS]


def _filters(entry: Entry) -> Iterator[str]:
    yield KIND + entry.kind
    yield from (mark + one for mark, one in ((DEPARTMENT, entry.department), (OWNER, entry.owner)) if one)
    yield from (TYPE + one for one in entry.types)
    yield from (TIER + one for one in entry.tiers)
    yield from (THEME + one for one in entry.themes)
    yield from (AGENCY + one for one in entry.agencies)
    yield from (AUDIENCE + one for one in entry.audience)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(["", *(text for text in texts if text), ""])
