"""By what matters and items are found: names, aliases, what a place calls them, themes, departments."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue
from yici.domain.fact import Fact
from yici.domain.item import Item
from yici.domain.local_list import ListedItem, LocalList
from yici.search.entry import Entry

MATTER = 20
PART_OF_A_MATTER = 10
"""What carries people through comes before a part of it, and that before what stands alone."""


def entries_of(catalogue: Catalogue) -> list[Entry]:
    """This will say for every matter and every item by what it is found."""
    members = {member.item for bundle in catalogue.bundles.values() for member in bundle.items}
    local = _local_names(catalogue)
    return [
        *(_matter(catalogue, bundle) for bundle in catalogue.bundles.values()),
        *(_item(catalogue, item, local, item.id in members) for item in catalogue.items.values()),
    ]


def listed_entries(head: LocalList, lines: Iterable[ListedItem]) -> Iterator[Entry]:
    """This will say by what the items of a place's list are found: name, code, department, place."""
    for line in lines:
        yield Entry(
            kind="listed", id=f"{head.place}/{line.code}", title=line.name, aliases=(line.code,),
            around=(line.department, head.name), types=(line.type,), department=line.department, owner=head.place,
            place=head.place, detail=line.department,
        )  # fmt: skip


def _matter(catalogue: Catalogue, bundle: Bundle) -> Entry:
    items = [catalogue.items[member.item] for member in bundle.items]
    agencies = _ordered(item.agency for item in items)
    # A matter of people may hold items that firms ask for, too: its themes say whom it is for.
    whom = _for_whom(catalogue, bundle.themes) or [who for item in items for who in item.audience]
    return Entry(
        kind="bundle", id=bundle.id, title=bundle.name, title_en=bundle.name_en or "", aliases=bundle.aliases,
        around=_named(catalogue.themes, bundle.themes), themes=bundle.themes, agencies=agencies,
        audience=_ordered(whom), weight=MATTER,
    )  # fmt: skip


def _item(catalogue: Catalogue, item: Item, local: Mapping[str, list[str]], part: bool) -> Entry:
    return Entry(
        kind="item", id=item.id, title=item.name, title_en=item.name_en or "",
        aliases=_ordered([*item.aliases, *local.get(item.id, ())]),
        around=_named(catalogue.themes, item.themes) + _named(catalogue.agencies, [item.agency]),
        themes=item.themes, agencies=(item.agency,), audience=item.audience, types=_said(item.type),
        tiers=_said(item.tier),
        weight=PART_OF_A_MATTER if part else 0,
    )  # fmt: skip


def _said(fact: Fact[Any]) -> tuple[str, ...]:
    """What the sources say, each once: an item of which they say different things stands under each of them."""
    return _ordered(str(claim.value) for claim in fact.claims)


def _local_names(catalogue: Catalogue) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for place in catalogue.places.values():
        for item, local in place.items.items():
            names.setdefault(item, []).extend([local.name] if local.name else [])
    return names


def _named(shelf: Mapping[str, object], ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for one in ids if one in shelf for name in _names(shelf[one]))


def _names(thing: object) -> Iterator[str]:
    for key in ("name", "name_en"):
        if name := getattr(thing, key, None):
            yield str(name)


def _for_whom(catalogue: Catalogue, themes: Iterable[str]) -> list[str]:
    return [catalogue.themes[theme].audience for theme in themes if theme in catalogue.themes]


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
