"""What an item needs and gives, with the items at the other end; and the matters that contain it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from yici.domain.catalogue import Catalogue
from yici.domain.item import Item
from yici.domain.planner.judge import Judge
from yici.web.citizen.item_page.papers import when_words
from yici.web.words import Names

RELAXATIONS: dict[str, str] = {
    "commitment": gettext_noop("可以告知承诺"),
    "pre_opinion": gettext_noop("可以先给预审意见"),
    "concurrent": gettext_noop("可以同时办"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """An item or a matter to go to."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Tie:
    """One licence between items: its name, the items at the other end, and how and when it may be relaxed."""

    name: str
    items: tuple[Link, ...]
    when: str
    relax: str


def needs_words(item: Item, catalogue: Catalogue, judge: Judge, names: Names) -> tuple[Tie, ...]:
    """This will say which licences must be there before, and which items give them."""
    return tuple(
        Tie(
            names.of("licence", need.licence),
            links(names, (one for one in catalogue.items.values() if need.licence in one.gives and one.id != item.id)),
            when_words(need.when, judge, names),
            names.listed(gettext(RELAXATIONS[way]) for way in need.relax),
        )
        for need in item.needs
    )


def gives_words(item: Item, catalogue: Catalogue, names: Names) -> tuple[Tie, ...]:
    """This will say which licences it ends with, and which items need them."""
    return tuple(
        Tie(
            names.of("licence", licence),
            links(
                names,
                (
                    one
                    for one in catalogue.items.values()
                    if one.id != item.id and any(need.licence == licence for need in one.needs)
                ),
            ),
            "",
            "",
        )
        for licence in item.gives
    )


def bundles_words(item: Item, catalogue: Catalogue, names: Names) -> tuple[Link, ...]:
    """This will list the matters that contain an item."""
    containing = (b for b in catalogue.bundles.values() if any(member.item == item.id for member in b.items))
    return tuple(Link(one.id, names.name(one)) for one in sorted(containing, key=lambda one: one.id))


def links(names: Names, items: Iterable[Item]) -> tuple[Link, ...]:
    """This will make addresses of items."""
    return tuple(Link(one.id, names.name(one)) for one in items)
