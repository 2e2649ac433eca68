"""What somebody typed, as conditions on lexemes. Everything that reaches the database is a quoted lexeme."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from yici.search import lexemes as of
from yici.search.text import LONGEST, grams, has_han, plain, stem, storable, tokens, typed

SHORTEST_READING: Final = 3
NOTHING: Final = f"'{of.KIND}'"
"""A condition that nothing fulfils: no kind is without a name."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was typed: in one piece, and word by word. A single Latin letter says nothing: a fifth of all begins so."""

    plain: str
    words: tuple[str, ...]

    @property
    def latin(self) -> bool:
        """Whether it may be pinyin or initials."""
        return self.plain.isascii()

    @property
    def stems(self) -> list[str]:
        """The words as they stand in plain names, whatever their number."""
        return [word if has_han(word) else stem(word) for word in self.words]

    def whole(self) -> str | None:
        """This will be the condition of names in which every Latin word stands whole, not as a beginning; None where
        there is no word of letters alone: of a code people type the beginning."""
        words = [word for word in self.words if word.isascii() and word.isalpha()] if self.latin else []
        return _all(lexeme(of.LATIN + stem(word)) for word in words) if words else None

    def around(self) -> str:
        """This will be the condition of one of its words in the names of what a thing belongs to."""
        return _any(
            _pairs(of.AROUND, word) if has_han(word) else lexeme(of.AROUND_LATIN + stem(word), begins=True)
            for word in self.words or (self.plain,)
        )

    def starts(self) -> str:
        """This will be the condition of names that begin so: what fulfils it comes before all others."""
        if self.latin and len(self.plain) == 1:
            return NOTHING
        ways = [lexeme(of.NAME + self.plain, begins=True)]
        if self.latin:
            ways += [
                lexeme(of.READ_START + self.plain, begins=True),
                lexeme(of.LETTERS_START + self.plain, begins=True),
            ]
        return _any(ways)

    def holds(self) -> str:
        """This will be the condition of everything that is found: in one piece somewhere, or all its words."""
        ways = [self.starts(), word_asked(self.plain)]
        if self.words != (self.plain,):
            ways.append(_all(word_asked(word) for word in self.words))
        return _any(ways)


def phrase_of(text: str) -> Phrase:
    """This will read what somebody typed; whatever it is, it can be asked for."""
    seen = typed(text)
    words = tokens(seen)
    meant = [word for word in words if len(word) > 1 or has_han(word)] or words
    return Phrase(plain(seen)[:LONGEST], tuple(word[:LONGEST] for word in dict.fromkeys(meant))[:12])


def lexeme(text: str, *, begins: bool = False) -> str:
    """This will quote one lexeme; `begins`: any that begins so."""
    quoted = storable(text).replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*" if begins else f"'{quoted}'"


def word_asked(word: str) -> str:
    """This will be the condition of one word: in a name, or in the names of what the thing belongs to."""
    return _any(_han(word) if has_han(word) else _latin(word))


def _han(word: str) -> list[str]:
    if len(word) == 1:
        return [lexeme(of.GRAM + word, begins=True)]
    return [_pairs(of.GRAM, word), _pairs(of.AROUND, word)]


def _latin(word: str) -> list[str]:
    if len(word) == 1:
        return [NOTHING] if word.isalpha() else [lexeme(of.GRAM + word, begins=True)]
    ways = [lexeme(of.LATIN + stem(word), begins=True)]
    ways += [lexeme(of.AROUND_LATIN + stem(word), begins=True), _pairs(of.GRAM, word)]
    if word.isascii():
        letters = word[: of.LONGEST_LETTERS]
        ways += [lexeme(of.LETTERS + letters, begins=True), lexeme(of.LETTERS_START + letters, begins=True)]
        ways += _read(word) if len(word) >= SHORTEST_READING else []
    return ways


def _read(word: str) -> list[str]:
    return [lexeme(of.READ + word[: of.LONGEST_READING], begins=True), lexeme(of.READ_START + word, begins=True)]


def _pairs(mark: str, word: str) -> str:
    pairs = grams(word)[:-1] or [word]
    return _all(lexeme(mark + pair) for pair in dict.fromkeys(pairs))


def narrowed(asked: str, kinds: Collection[str], filters: Iterable[tuple[str, str]]) -> str:
    """This will narrow a condition, if there is one, to some kinds, and to filters, each its mark and its value."""
    either = _any(lexeme(of.KIND + kind) for kind in kinds)
    return _all([*([f"({asked})"] if asked else []), either, *(lexeme(mark + value) for mark, value in filters)])


def _any(ways: Iterable[str]) -> str:
    return f"({' | '.join(dict.fromkeys(ways))})"


def _all(ways: Iterable[str]) -> str:
    return f"({' & '.join(ways)})"
