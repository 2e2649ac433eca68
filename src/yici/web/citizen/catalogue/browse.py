"""Browsing: the basic items by theme, department, type and level; a place's list by department and type."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yici.catalogue import queries as catalogue_queries
from yici.catalogue.list_queries import (
    departments_of,
    list_of,
    listed_by_code,
    listed_items,
    nearest_list,
    types_of,
)
from yici.domain.catalogue import Catalogue
from yici.domain.item import Item
from yici.domain.local_list import ListedItem, LocalList
from yici.lists.queries import confirmed_items
from yici.search.queries import Asked
from yici.web import here
from yici.web.citizen.catalogue.filters import Filter, filter_of
from yici.web.citizen.catalogue.paging import Page, asked_in, found_page, page_of, reading, turned
from yici.web.list_words import list_names, listed_type, main_item, type_name
from yici.web.reason_words import TIERS
from yici.web.words import Names

Values = Callable[[Item], Iterable[str]]
KEYS: dict[str, Values] = {
    "theme": lambda item: item.themes,
    "agency": lambda item: (item.agency,),
    "type": lambda item: {claim.value for claim in item.type.claims},
    "tier": lambda item: {claim.value for claim in item.tier.claims},
}
"""What basic items are narrowed by. An item of which sources say different things stands under each of them."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One basic item in the list; `also` is another name of it, by which it was found."""

    id: str
    name: str
    also: str
    agency: str
    types: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One item of a place's list, with the basic items that it is confirmed to be."""

    code: str
    name: str
    department: str
    main_item: str
    type: str
    basics: tuple[tuple[str, str], ...]


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """This will show the basic items, narrowed as the address says: by name, or what is looked for, the best first."""
    known = catalogue_queries.current()
    names = list_names(known, ())
    query = asked_in(request, *KEYS)
    place = here.here(request)
    page, also = _looked_for(known, query) if query["q"] else (_by_name(known, query, names), {})
    context = {
        "rows": [_row(item, names, also.get(item.id, "")) for item in page.rows],
        "filters": _filters(known, query, names),
        "local": _local(place.code if place else "", names),
        "lists": [(head.place, names.name(head), head.count) for head in known.lists.values()],
        **turned(query, page),
    }
    return render(request, "yici/catalogue/catalogue.html", context)


def _by_name(known: Catalogue, query: dict[str, str], names: Names) -> Page[Item]:
    def key(item: Item) -> str:
        return _key(item, names)

    return page_of(reading(sorted(_narrowed(known, query), key=key), key), key, query)


def _looked_for(known: Catalogue, query: dict[str, str]) -> tuple[Page[Item], dict[str, str]]:
    """The items, and the names by which they were found. What is indexed may be a moment newer than what this process
    knows: that is left out."""
    asked = Asked(kinds=("item",), theme=query["theme"], agency=query["agency"], type=query["type"], tier=query["tier"])
    page = found_page(asked, query)
    rows = tuple(known.items[hit.id] for hit in page.rows if hit.id in known.items)
    also = {hit.id: hit.names[hit.shown.at] for hit in page.rows if any(piece.found for piece in hit.shown.pieces)}
    return Page(rows, page.before, page.after, page.likely), also


def _key(item: Item, names: Names) -> str:
    """Names may be equal, so the id decides."""
    return f"{names.name(item)} {item.id}"


def _narrowed(known: Catalogue, query: dict[str, str], but: str = "") -> list[Item]:
    wanted = [(values, query[key]) for key, values in KEYS.items() if query[key] and key != but]
    return [item for item in known.items.values() if all(one in values(item) for values, one in wanted)]


def _filters(known: Catalogue, query: dict[str, str], names: Names) -> list[Filter]:
    """Each filter counts what its values would leave of what the other filters leave; of what is looked for nothing is
    counted."""
    named: dict[str, tuple[str, Callable[[str], str]]] = {
        "theme": (gettext("主题"), lambda one: names.name(known.themes[one]) if one in known.themes else one),
        "agency": (gettext("部门"), lambda one: names.of("agency", one)),
        "type": (gettext("事项类型"), type_name),
        "tier": (gettext("行使层级"), lambda one: gettext(TIERS.get(one, one))),
    }
    made = []
    for key, (title, name) in named.items():
        counts = Counter(value for item in _narrowed(known, query, key) for value in KEYS[key](item))
        values = sorted(counts, key=lambda value: (-counts[value], name(value)))
        told = ((value, name(value), None if query["q"] else counts[value]) for value in values)
        made.append(filter_of(title, key, told, query))
    return made


def _row(item: Item, names: Names, also: str) -> ItemRow:
    types, name = dict.fromkeys(type_name(claim.value) for claim in item.type.claims), names.name(item)
    other = also if also != name else ""
    return ItemRow(item.id, name, other, names.of("agency", item.agency), names.listed(types))


def _local(place: str, names: Names) -> tuple[str, str] | None:
    head = nearest_list(place) if place else None
    return (head.place, names.name(head)) if head else None


@require_safe
def local_list(request: HttpRequest, place: str) -> HttpResponse:
    """This will show a place's own list, narrowed by department and type: by code, or what is looked for, the best
    first."""
    head = list_of(place)
    query = asked_in(request, "department", "type")
    page = _looked_for_in(head, query) if query["q"] else _by_code(head, query)
    names = list_names(catalogue_queries.current(), ())
    context = {
        "head": head,
        "name": names.name(head),
        "place": here.described([place]).get(place),
        "rows": _listed_rows(head, page.rows, names),
        "filters": _list_filters(head, query),
        "sources": [names.cited(source) for source in head.sources],
        **turned(query, page),
    }
    return render(request, "yici/catalogue/local_list.html", context)


def _by_code(head: LocalList, query: dict[str, str]) -> Page[ListedItem]:
    def read(after: str, before: str, limit: int) -> list[ListedItem]:
        return listed_items(
            head, after=after, before=before, limit=limit, department=query["department"], task_type=query["type"]
        )

    return page_of(read, lambda row: row.code, query)


def _looked_for_in(head: LocalList, query: dict[str, str]) -> Page[ListedItem]:
    asked = Asked(kinds=("listed",), owner=head.place, department=query["department"], type=query["type"])
    page = found_page(asked, query)
    codes = [hit.id.partition("/")[2] for hit in page.rows]
    listed = listed_by_code(head, codes)
    return Page(tuple(listed[code] for code in codes if code in listed), page.before, page.after, page.likely)


def _list_filters(head: LocalList, query: dict[str, str]) -> list[Filter]:
    counted = sorted(types_of(head), key=lambda one: -one[1])
    types = [(value, listed_type(head, value), count) for value, count in counted]
    departments = [(name, name, count) for name, count in departments_of(head)]
    return [
        filter_of(title, key, ((value, name, None if query["q"] else count) for value, name, count in values), query)
        for title, key, values in (
            (gettext("部门"), "department", departments),
            (gettext("事项类型"), "type", types),
        )
    ]


def _listed_rows(head: LocalList, page: Iterable[ListedItem], names: Names) -> list[ListedRow]:
    listed = list(page)
    confirmed = confirmed_items(head.place, [one.code for one in listed])
    return [
        ListedRow(
            code=one.code,
            name=one.name,
            department=one.department,
            main_item=main_item(one.main_item),
            type=listed_type(head, one.type),
            basics=tuple((item, names.of("item", item)) for item in confirmed.get(one.code, ())),
        )
        for one in listed
    ]
