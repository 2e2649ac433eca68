"""Browsing: the basic items by theme, department, type and level; a place's list by department and type."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yici.catalogue import queries as catalogue_queries
from yici.catalogue.list_queries import departments_of, list_of, listed_items, nearest_list, types_of
from yici.domain.catalogue import Catalogue
from yici.domain.item import Item
from yici.domain.local_list import ListedItem, LocalList
from yici.lists.queries import confirmed_items
from yici.web import here
from yici.web.citizen.catalogue.filters import Filter, address, filter_of
from yici.web.list_words import list_names, listed_type, main_item, type_name
from yici.web.reason_words import TIERS
from yici.web.words import Names

PAGE = 50
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
    """One basic item in the list."""

    id: str
    name: str
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
    """This will show the basic items, narrowed as the address says, by name; each page begins behind the one before."""
    known = catalogue_queries.current()
    names = list_names(known, ())
    query = {key: request.GET.get(key, "")[:300] for key in (*KEYS, "after")}
    found = sorted(_narrowed(known, query), key=lambda item: (names.name(item), item.id))
    page = [item for item in found if not query["after"] or _key(item, names) > query["after"]]
    place = here.here(request)
    context = {
        "rows": [_row(item, names) for item in page[:PAGE]],
        "count": len(found),
        "filters": _filters(known, query, names),
        "following": address(query, "after", _key(page[PAGE - 1], names)) if len(page) > PAGE else "",
        "start": address(query, "after", "") if query["after"] else "",
        "local": _local(place.code if place else "", names),
        "lists": [(head.place, names.name(head), head.count) for head in known.lists.values()],
    }
    return render(request, "yici/catalogue/catalogue.html", context)


def _key(item: Item, names: Names) -> str:
    """Names may be equal, so the id decides."""
    return f"{names.name(item)} {item.id}"


def _narrowed(known: Catalogue, query: dict[str, str], but: str = "") -> list[Item]:
    wanted = [(values, query[key]) for key, values in KEYS.items() if query[key] and key != but]
    return [item for item in known.items.values() if all(one in values(item) for values, one in wanted)]


def _filters(known: Catalogue, query: dict[str, str], names: Names) -> list[Filter]:
    """Each filter counts what its values would leave of what the other filters leave."""
    named: dict[str, tuple[str, Callable[[str], str]]] = {
        "theme": (gettext("主题"), lambda one: names.name(known.themes[one]) if one in known.themes else one),
        "agency": (gettext("部门"), lambda one: names.of("agency", one)),
        "type": (gettext("事项类型"), type_name),
        "tier": (gettext("行使层级"), lambda one: gettext(TIERS.get(one, one))),
    }
    made = []
    for key, (title, name) in named.items():
        counts = Counter(value for item in _narrowed(known, query, key) for value in KEYS[key](item))
        values = sorted(
            ((value, name(value), count) for value, count in counts.items()), key=lambda one: (-one[2], one[1])
        )
        made.append(filter_of(title, key, values, query))
    return made


def _row(item: Item, names: Names) -> ItemRow:
    types = dict.fromkeys(type_name(claim.value) for claim in item.type.claims)
    return ItemRow(item.id, names.name(item), names.of("agency", item.agency), names.listed(types))


def _local(place: str, names: Names) -> tuple[str, str] | None:
    head = nearest_list(place) if place else None
    return (head.place, names.name(head)) if head else None


@require_safe
def local_list(request: HttpRequest, place: str) -> HttpResponse:
    """This will show a place's own list by code, narrowed by department and type."""
    head = list_of(place)
    query = {key: request.GET.get(key, "")[:300] for key in ("department", "type", "after")}
    listed = listed_items(
        head, after=query["after"], limit=PAGE + 1, department=query["department"], task_type=query["type"]
    )
    page, following = listed[:PAGE], len(listed) > PAGE
    names = list_names(catalogue_queries.current(), ())
    context = {
        "head": head,
        "name": names.name(head),
        "place": here.described([place]).get(place),
        "rows": _listed_rows(head, page, names),
        "filters": _list_filters(head, query),
        "following": address(query, "after", page[-1].code) if following else "",
        "start": address(query, "after", "") if query["after"] else "",
        "sources": [names.cited(source) for source in head.sources],
    }
    return render(request, "yici/catalogue/local_list.html", context)


def _list_filters(head: LocalList, query: dict[str, str]) -> list[Filter]:
    counted = sorted(types_of(head), key=lambda one: -one[1])
    types = [(value, listed_type(head, value), count) for value, count in counted]
    departments = [(name, name, count) for name, count in departments_of(head)]
    return [
        filter_of(gettext("部门"), "department", departments, query),
        filter_of(gettext("事项类型"), "type", types, query),
    ]


def _listed_rows(head: LocalList, page: list[ListedItem], names: Names) -> list[ListedRow]:
    confirmed = confirmed_items(head.place, [one.code for one in page])
    return [
        ListedRow(
            code=one.code,
            name=one.name,
            department=one.department,
            main_item=main_item(one.main_item),
            type=listed_type(head, one.type),
            basics=tuple((item, names.of("item", item)) for item in confirmed.get(one.code, ())),
        )
        for one in page
    ]
