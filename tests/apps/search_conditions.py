"""Entries and conditions without a database: what PostgreSQL would answer, read from the lexemes themselves."""

import re
from functools import cache

import jieba

from yici.search import spelling
from yici.search.entry import Entry
from yici.search.lexemes import Indexed, indexed
from yici.search.mixed import pattern
from yici.search.phrase import phrase_of
from yici.search.speller import Spelling
from yici.search.text import as_written, plain


@cache
def words() -> jieba.Tokenizer:
    """This will load the words once."""
    return spelling.dictionary()


@cache
def spelt(name: str) -> Spelling:
    return Spelling(tuple(spelling.syllables(as_written(name))), tuple(spelling.cut(words(), plain(name))))


def entry_of(*names: str, around: tuple[str, ...] = ()) -> Indexed:
    """This will split an entry with these names."""
    told = Entry("item", "x", names[0], aliases=names[1:], around=around)
    return indexed(told, {name: spelt(name) for name in (*names, *around)})


def fulfils(terms: tuple[str, ...], condition: str) -> bool:
    """This will read a condition as PostgreSQL does: quoted lexemes, :* for beginnings, & | and brackets."""
    return Reader(set(terms), condition).either()


class Reader:
    """A condition that is read from left to right."""

    def __init__(self, terms: set[str], condition: str) -> None:
        self.terms, self.rest = terms, condition

    def either(self) -> bool:
        found = self.both()
        while self.taken("|"):
            found = self.both() or found
        return found

    def both(self) -> bool:
        found = self.one()
        while self.taken("&"):
            found = self.one() and found
        return found

    def one(self) -> bool:
        if self.taken("("):
            found = self.either()
            assert self.taken(")")
            return found
        assert self.taken("'"), self.rest
        lexeme, self.rest = self.rest.split("'", 1)
        if self.taken(":*"):
            return any(term.startswith(lexeme) for term in self.terms)
        return lexeme in self.terms

    def taken(self, mark: str) -> bool:
        self.rest = self.rest.lstrip()
        if not self.rest.startswith(mark):
            return False
        self.rest = self.rest[len(mark) :]
        return True


def found_by(entry: Indexed, text: str) -> bool:
    """This will say whether what is typed finds an entry: by its lexemes, or as a mixture of characters and letters."""
    phrase = phrase_of(text)
    if fulfils(entry.terms, phrase.holds()):
        return True
    mixed = phrase.mixed()
    told = re.search(pattern(phrase.plain), entry.spelled) if mixed and fulfils(entry.terms, mixed) else None
    return told is not None
