"""Which name of an entry was found, and which of its characters: for whoever looks at the results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yici.search.phrase import Phrase
from yici.search.text import plain


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a name, and whether it is what was looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """The name by which an entry was found, in pieces; `at` is its place among the names."""

    at: int
    pieces: tuple[Piece, ...]


def marked(names: Sequence[str], readings: Sequence[str], phrases: Sequence[Phrase]) -> Marked:
    """This will choose the name that says most of what was looked for, the earliest of equals, and mark it there."""
    best, most, places = 0, 0, frozenset[int]()
    for at, (name, reading) in enumerate(zip(names, readings, strict=True)):
        found = _places(plain(name), reading.split(" "), phrases)
        if len(found) > most:
            best, most, places = at, len(found), found
    return Marked(best, _pieces(names[best], places))


def _places(text: str, syllables: Sequence[str], phrases: Sequence[Phrase]) -> frozenset[int]:
    for phrase in phrases:
        if phrase.plain and (found := _spans(text, syllables, phrase.plain)):
            return frozenset(found)
    words = dict.fromkeys(word for phrase in phrases for word in (*phrase.words, *phrase.stems))
    return frozenset(place for word in words for place in _spans(text, syllables, word))


def _spans(text: str, syllables: Sequence[str], wanted: str) -> list[int]:
    """The characters that say something: as it is written, as it is read, by the first letters, by all of these."""
    start = text.find(wanted)
    if start >= 0:
        return list(range(start, start + len(wanted)))
    if len(syllables) != len(text):
        return []
    if wanted.isascii() and (found := _read(syllables, wanted) or _read([one[:1] for one in syllables], wanted)):
        return found
    return _mixed(text, syllables, wanted)


def _read(syllables: Sequence[str], wanted: str) -> list[int]:
    for start in range(len(syllables)):
        read, end = "", start
        while end < len(syllables) and len(read) < len(wanted):
            read, end = read + syllables[end], end + 1
        if read.startswith(wanted):
            return list(range(start, end))
    return []


def _mixed(text: str, syllables: Sequence[str], wanted: str) -> list[int]:
    """Each character stands for itself or for the beginning of its syllable."""
    for start in range(len(text)):
        reached = {0}
        for end in range(start, len(text)):
            reached = {at for begun in reached for at in _said_by(text[end], syllables[end], wanted, begun)}
            if len(wanted) in reached:
                return list(range(start, end + 1))
            if not reached:
                break
    return []


def _said_by(character: str, syllable: str, wanted: str, at: int) -> set[int]:
    """How far a text is said when this character goes on from here."""
    ways = (character, *(syllable[:length] for length in range(1, len(syllable) + 1)))
    return {at + len(way) for way in ways if wanted.startswith(way, at)}


def _pieces(name: str, places: Iterable[int]) -> tuple[Piece, ...]:
    """Places count the plain characters; the name itself has marks and spaces between them."""
    found, shown, passed = set(places), list[tuple[str, bool]](), 0
    for character in name:
        length = len(plain(character))
        hit = any(place in found for place in range(passed, passed + length))
        passed += length
        if shown and shown[-1][1] == hit:
            shown[-1] = (shown[-1][0] + character, hit)
        else:
            shown.append((character, hit))
    return tuple(Piece(text, hit) for text, hit in shown)
