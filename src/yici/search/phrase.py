"""What somebody typed, as conditions on lexemes."""

from dataclasses import dataclass
from typing import Final

from yici.search import lexemes as of
from yici.search.condition import NOTHING, all_of, any_of, lexeme, pairs
from yici.search.mixed import mixed
from yici.search.text import LONGEST, has_han, pieces, plain, runs, stem, typed

SHORTEST_READING: Final = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was typed: in one piece, and word by word. A single Latin letter says nothing: a fifth of all begins so.

    `joined`: characters and letters without a space between them, so that one thing is meant, not several words.
    """

    plain: str
    words: tuple[str, ...]
    joined: bool = False

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
        return all_of(lexeme(of.LATIN + stem(word)) for word in words) if words else None

    def around(self) -> str:
        """This will be the condition of one of its words in the names of what a thing belongs to."""
        return any_of(
            way
            for word in self.words or (self.plain,)
            for way in ([pairs(of.AROUND, word)] if has_han(word) else _around(word))
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
        return any_of(ways)

    def holds(self) -> str:
        """This will be the condition of everything that is found: in one piece somewhere, or, unless they were typed
        as one, all its words."""
        ways = [self.starts(), word_asked(self.plain)]
        return any_of([*ways, *([] if self.joined else self._word_by_word())])

    def apart(self) -> str:
        """This will be the condition of all its words, whatever stands between them."""
        return any_of([self.starts(), *self._word_by_word()])

    def mixed(self) -> str:
        """This will be the condition of what it may be a mixture of characters, pinyin and initials of; "" if none."""
        return mixed(self.plain) if self.joined or self.words == (self.plain,) or not self.latin else ""

    def _word_by_word(self) -> list[str]:
        return [all_of(word_asked(word) for word in self.words)] if self.words != (self.plain,) else []


def phrase_of(text: str) -> Phrase:
    """This will read what somebody typed; whatever it is, it can be asked for."""
    seen = typed(text)
    found = pieces(seen)
    words = [run for piece in found for run in runs(piece)]
    meant = [word for word in words if len(word) > 1 or has_han(word)] or words
    distinct = tuple(word[:LONGEST] for word in dict.fromkeys(meant))[:12]
    return Phrase(plain(seen)[:LONGEST], distinct, len(found) == 1 < len(words))


def word_asked(word: str) -> str:
    """This will be the condition of one word: in a name, or in the names of what the thing belongs to."""
    return any_of(_han(word) if has_han(word) else _latin(word))


def _han(word: str) -> list[str]:
    if len(word) == 1:
        return [lexeme(of.GRAM + word, begins=True)]
    return [pairs(of.GRAM, word), pairs(of.AROUND, word)]


def _around(word: str) -> list[str]:
    """Of letters at least three: so much belongs to a theme or a department that two would say nothing."""
    ways = [lexeme(of.AROUND_LATIN + stem(word), begins=True)]
    if word.isascii() and len(word) >= SHORTEST_READING:
        ways.append(lexeme(of.AROUND_READ + word[: of.LONGEST_AROUND], begins=True))
        ways.append(lexeme(of.AROUND_LETTERS + word[: of.LONGEST_LETTERS], begins=True))
    return ways


def _latin(word: str) -> list[str]:
    if len(word) == 1:
        return [NOTHING] if word.isalpha() else [lexeme(of.GRAM + word, begins=True)]
    ways = [lexeme(of.LATIN + stem(word), begins=True)]
    ways += [*_around(word), pairs(of.GRAM, word)]
    if word.isascii():
        letters = word[: of.LONGEST_LETTERS]
        ways += [lexeme(of.LETTERS + letters, begins=True), lexeme(of.LETTERS_START + letters, begins=True)]
        ways += _read(word) if len(word) >= SHORTEST_READING else []
    return ways


def _read(word: str) -> list[str]:
    return [lexeme(of.READ + word[: of.LONGEST_READING], begins=True), lexeme(of.READ_START + word, begins=True)]
