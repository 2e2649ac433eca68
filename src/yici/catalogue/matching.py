"""Printed names and the canonical things they mean: taken when sure, else made new and put before a person."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from yici.catalogue.slugs import free, slug
from yici.domain.catalogue import Catalogue
from yici.domain.likeness import SURE, Guess, Names, paper_name

NEW = frozenset({"新", "new"})
"""What a person writes who says that a name means nothing known."""
AREA = re.compile(r"^.{2,12}?(?:自治区|自治州|自治县|省|市|区|县|旗|州)(?=.{2})")
BODY = re.compile(r"(?:管理|监督管理)?(?:部门|机关|委员会|机构|中心|局|厅|委)$")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that may mean something known. `taken` is what stands for it until somebody has looked."""

    kind: str
    name: str
    guesses: tuple[Guess, ...]
    taken: str


@dataclass(slots=True)
class Shelf:
    """The known things of one kind by name, and those that names made new."""

    kind: str
    names: Names
    taken: set[str]
    decided: Mapping[str, str]
    new: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, Doubt] = field(default_factory=dict)
    _found: dict[str, str] = field(default_factory=dict)

    def id_of(self, name: str) -> str:
        """This will give the id of what a name means; one that nobody knows gets an id of its own."""
        if name not in self._found:
            self._found[name] = self._meant(name)
        return self._found[name]

    def _meant(self, name: str) -> str:
        decided = self.decided.get(name, "")
        if decided and decided not in NEW:
            return decided
        called = (name, *(core(name) for core in (CORES.get(self.kind),) if core))
        sure = () if decided else filter(None, map(self.names.sure, called))
        return next(iter(sure), None) or self._made(name, decided)

    def _made(self, name: str, decided: str) -> str:
        made = free(slug(name, "_"), self.taken, "_")
        self.taken.add(made)
        self.new[made] = name
        guesses = () if decided else tuple(self.names.guesses(name))
        if guesses:
            self.doubts[name] = Doubt(self.kind, name, guesses, made)
        return made


def shelf(kind: str, known: Mapping[str, Any], decided: Mapping[str, str]) -> Shelf:
    """This will put known words (papers, licences, bodies) on a shelf by their names and aliases."""
    return Shelf(kind, names_of(kind, known), set(known), decided)


def names_of(kind: str, known: Mapping[str, Any]) -> Names:
    """This will list known words by their names; bodies also by what they are called without area and rank, papers
    without the word that a copy is wanted."""
    return Names({identity: _called(kind, word) for identity, word in known.items()})


def _called(kind: str, word: Any) -> Iterable[str]:
    names = (word.name, *getattr(word, "aliases", ()))
    core = CORES.get(kind)
    return (*names, *map(core, names)) if core else names


def body_core(name: str) -> str:
    """This will take the areas and the rank off a body's name: 市场监督 of 衢州市市场监督管理局."""
    core = name
    while (shorter := AREA.sub("", core)) != core:
        core = shorter
    return BODY.sub("", core) or name


CORES: Final[Mapping[str, Callable[[str], str]]] = {"agency": body_core, "material": paper_name}
"""By kind: what a name comes to without the words that tell of no other thing."""


def guesses_for(catalogue: Catalogue, kind: str, name: str, most: int = 5) -> list[Guess]:
    """This will give the known words of a kind that a name may mean, the likest first; a sure one has confidence 1."""
    known: Mapping[str, Any] = getattr(catalogue, {"agency": "agencies"}.get(kind, f"{kind}s"))
    found = names_of(kind, known).guesses(name, most)
    core = CORES.get(kind)
    if core and not any(guess.confidence == SURE for guess in found):
        found = names_of(kind, known).guesses(core(name), most) or found
    return found
