"""What a proposal adds, whole: an item as its page will show it, a matter with its items and questions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue
from yici.domain.comparing import Difference
from yici.web.citizen.item_page import Guide, item_guide
from yici.web.list_words import list_names
from yici.web.words import Names

MOST = 20
"""So many new definitions are shown whole; a proposal of more is a new catalogue and is read in its files."""


@dataclass(frozen=True, slots=True)
class AddedItem:
    """A new item: its guide, and the sources that it cites."""

    guide: Guide
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddedMatter:
    """A new matter: its name, items, questions and sources."""

    name: str
    items: tuple[str, ...]
    questions: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What is new; `more` definitions are not shown."""

    items: tuple[AddedItem, ...]
    matters: tuple[AddedMatter, ...]
    more: int


def added_words(differences: Iterable[Difference], whole: Catalogue, today: date) -> Added:
    """This will word the items and matters that are new in a state."""
    items, matters = (list(_new(differences, kind)) for kind in ("item", "bundle"))
    return Added(
        tuple(_item(whole, name, today) for name in items[:MOST]),
        tuple(_matter(whole, whole.bundles[name]) for name in matters[:MOST]),
        len(items[MOST:]) + len(matters[MOST:]),
    )


def _new(differences: Iterable[Difference], kind: str) -> Iterator[str]:
    for one in differences:
        of, _, name = one.subject.partition(":")
        if of == kind and one.code == "definition.added":
            yield name


def _item(whole: Catalogue, name: str, today: date) -> AddedItem:
    item = whole.items[name]
    names = list_names(whole, [name])
    return AddedItem(item_guide(whole, item, "", today), tuple(names.cited(source) for source in item.sources))


def _matter(whole: Catalogue, bundle: Bundle) -> AddedMatter:
    names: Names = list_names(whole, [member.item for member in bundle.items])
    return AddedMatter(
        names.name(bundle),
        tuple(names.of("item", member.item) for member in bundle.items),
        tuple(names.name(question) for question in bundle.questions),
        tuple(names.cited(source) for source in bundle.sources),
    )
