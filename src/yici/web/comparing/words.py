"""Differences in words: grouped by definition, each a sentence that names the part it is about and whose word it is."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.utils.translation import gettext

from yici.domain.catalogue import Catalogue
from yici.domain.comparing import KINDS, PARTS, Difference, Part
from yici.domain.fact import Source
from yici.domain.item import Question
from yici.web import dates
from yici.web.amounts import amount_text
from yici.web.comparing.code_words import (
    CODE_WORDS,
    DAY_WORDS,
    KIND_WORDS,
    PART_ADDED,
    PART_REMOVED,
    PART_WORDS,
    STANDING_WORDS,
    TAKEN_BACK,
    VALUE_WORDS,
)
from yici.web.comparing.field_words import FIELD_WORDS, SHELVES
from yici.web.words import Names

LIMIT = re.compile(r"(\d+) ([a-z_]+)( closing)?")
OF_SHELF = {
    "paper": "material", "spared": "material", "need": "licence", "member": "item", "local": "item", "subject": "role",
}  # fmt: skip
NO_MORE = "_no_more"


@dataclass(frozen=True, slots=True)
class Group:
    """One definition and everything that is different about it; `kind` and `name` in words, `subject` as its id."""

    subject: str
    kind: str
    name: str
    lines: tuple[str, ...]


def together(*catalogues: Catalogue) -> Catalogue:
    """This will lay catalogues over each other, the last on top, so that names are found that only one of them has."""
    shelves: dict[str, dict[str, object]] = {shelf: {} for shelf in KINDS.values()}
    for one in catalogues:
        for shelf, known in shelves.items():
            known.update(getattr(one, shelf))
    return replace(catalogues[-1], **shelves)  # type: ignore[arg-type]


def groups_of(differences: Iterable[Difference], old: Catalogue, new: Catalogue, known: Catalogue) -> tuple[Group, ...]:
    """This will word differences between two states; `known` lends the names of what is the same in both."""
    whole, english = together(known, old, new), dates.english()
    found = []
    for subject, some in groupby(differences, key=lambda one: one.subject):
        sources = {**_sources(old, subject), **_sources(new, subject)}
        words = Words(Names(whole, _questions(whole, subject), sources, english))
        found.append(Group(subject, *words.heading(subject), tuple(words.line(one) for one in some)))
    return tuple(found)


def _definition(catalogue: Catalogue, subject: str) -> object:
    kind, _, name = subject.partition(":")
    shelf: Mapping[str, object] = getattr(catalogue, KINDS[kind]) if kind in KINDS else {}
    return shelf.get(name)


def _sources(catalogue: Catalogue, subject: str) -> dict[str, Source]:
    return {source.id: source for source in getattr(_definition(catalogue, subject), "sources", ())}


def _questions(catalogue: Catalogue, subject: str) -> dict[str, Question]:
    return {question.id: question for question in getattr(_definition(catalogue, subject), "questions", ())}


class Words:
    """Words about one definition."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def heading(self, subject: str) -> tuple[str, str]:
        """This will give kind and name of the definition."""
        kind, _, name = subject.partition(":")
        found = _definition(self.names.catalogue, subject)
        word = gettext(KIND_WORDS.get(kind, KIND_WORDS["file"]))
        return word, name if found is None else self.names.name(found)

    def line(self, one: Difference) -> str:
        """This will word one difference, the way to its part first."""
        subject, _, what = one.code.partition(".")
        ending = subject in PARTS and what in ("added", "removed")
        way = [self.part(part) for part in (one.parts[:-1] if ending else one.parts)]
        sentence = self._part(one, what) if ending else self._sentence(one)
        return gettext("：").join((gettext("，").join(way), sentence)) if way else sentence

    def part(self, part: Part) -> str:
        """This will name a part with its kind."""
        return gettext("%(kind)s“%(name)s”") % {"kind": gettext(PART_WORDS[part.kind]), "name": self._name(part)}

    def _name(self, part: Part) -> str:
        if part.kind in OF_SHELF:
            named = self.names.of(OF_SHELF[part.kind], part.id)
            return part.name if named == part.id and part.name else named
        if part.kind == "standing":
            return part.id
        return (self.names.english and part.name_en) or part.name or part.id

    def _part(self, one: Difference, what: str) -> str:
        template = PART_ADDED if what == "added" else PART_REMOVED
        return gettext(template) % {"part": self.part(one.parts[-1])}

    def _sentence(self, one: Difference) -> str:
        named = {key: self._named(one, key, value) for key, value in one.params.items()}
        source = one.params.get("source")
        named["cited"] = gettext("（%(source)s）") % {"source": named["source"]} if source else ""
        kind, _, change = one.code.partition(".")
        if kind == "item":
            sentence = gettext(STANDING_WORDS[change.removesuffix(NO_MORE)]) % named
            return gettext(TAKEN_BACK) % {"sentence": sentence} if change.endswith(NO_MORE) else sentence
        return gettext(CODE_WORDS[one.code]) % named

    def _named(self, one: Difference, key: str, value: str) -> str:
        return self._by_key().get(key, self._value)(one, value)

    def _by_key(self) -> dict[str, Callable[[Difference, str], str]]:
        return {
            "what": lambda one, value: field_word(value),
            "since": lambda one, value: dates.day_text(date.fromisoformat(value), year=True),
            "day": lambda one, value: dates.day_text(date.fromisoformat(value), year=True),
            "items": lambda one, value: self.names.of("items", value),
            "source": lambda one, value: self.names.source(value),
            "licence": lambda one, value: self.names.of("licence", value),
        }

    def _value(self, one: Difference, value: str) -> str:
        if one.code in ("name.changed", "condition.added", "condition.removed", "condition.changed"):
            return value
        if one.code == "day.changed":
            return gettext(DAY_WORDS[value]) if value in DAY_WORDS else value
        shelf = SHELVES.get(one.params.get("what", ""))
        return "; ".join(self._one(part, shelf) for part in value.split("; "))

    def _one(self, value: str, shelf: str | None) -> str:
        if value in VALUE_WORDS:
            return gettext(VALUE_WORDS[value])
        if limit := LIMIT.fullmatch(value):
            amount = amount_text(int(limit[1]), limit[2])
            return gettext("%(limit)s（到下班为止）") % {"limit": amount} if limit[3] else amount
        return self.names.of(shelf, value) if shelf else value


def field_word(what: str) -> str:
    """This will name a field of a definition ("Item.fee")."""
    found = FIELD_WORDS.get(what) or FIELD_WORDS.get(what.partition(".")[2])
    return gettext(found) if found else what


def plain_lines(groups: Iterable[Group]) -> Iterator[str]:
    """This will write groups as lines of plain text."""
    for group in groups:
        yield f"{group.kind} {group.name}  [{group.subject}]"
        yield from (f"  - {line}" for line in group.lines)
