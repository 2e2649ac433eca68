"""What an entry is found by: lexemes of a tsvector, each with one letter in front that says what it is.

A name is found by how it begins, by every pair of neighbouring characters, by its pinyin and its initials from any
character on, and by its words. Filters are lexemes too, so that one index answers a whole question.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
WORD: Final = "w"
LATIN: Final = "e"
AROUND: Final = "a"
AROUND_LATIN: Final = "A"
KIND: Final = "k"
THEME: Final = "t"
AGENCY: Final = "g"
AUDIENCE: Final = "u"
LONGEST_READING: Final = 24
LONGEST_LETTERS: Final = 12
LONGEST_WORD: Final = 8
EVERYWHERE: Final = ("000000000000", "999999999999")


@dataclass(frozen=True, slots=True)
class Indexed:
    """One entry as it is stored. `others`, `pinyin` and `initials` are lines, with an empty one before and behind."""

    entry: Entry
    terms: tuple[str, ...]
    plain: str
    plain_en: str
    others: str
    pinyin: str
    initials: str
    readings: tuple[str, ...]
    low: str
    high: str


def indexed(entry: Entry, spellings: Mapping[str, Spelling]) -> Indexed:
    """This will split one entry."""
    names = entry.names
    read = [spellings[name].syllables for name in names if has_han(name)]
    low, high = bounds_of(entry.place) if entry.place else EVERYWHERE
    return Indexed(
        entry=entry,
        terms=tuple(sorted({*_filters(entry), *_around(entry), *(t for n in names for t in of_name(n, spellings[n]))})),
        plain=plain(entry.title),
        plain_en=plain(entry.title_en),
        others=_lines(plain(alias) for alias in entry.aliases),
        pinyin=_lines("".join(syllables) for syllables in read),
        initials=_lines("".join(one[:1] for one in syllables) for syllables in read),
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


def _around(entry: Entry) -> Iterator[str]:
    for text in entry.around:
        yield from (AROUND + pair for pair in grams(plain(text)) if has_han(pair))
        yield from (AROUND_LATIN + stem(word) for word in tokens(text) if not has_han(word))


def _filters(entry: Entry) -> Iterator[str]:
    yield KIND + entry.kind
    yield from (THEME + one for one in entry.themes)
    yield from (AGENCY + one for one in entry.agencies)
    yield from (AUDIENCE + one for one in entry.audience)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(["", *(text for text in texts if text), ""])
