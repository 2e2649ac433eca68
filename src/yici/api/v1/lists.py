"""Browsing the catalogue: basic items, places' own lists, and the at-most-once lists with their share."""

from dataclasses import dataclass
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from yici.api.answers import Published, says
from yici.api.auth import asked_at
from yici.api.v1.catalogue import DIGITS
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor
from yici.catalogue import queries as catalogue
from yici.catalogue.list_queries import list_of, listed_items
from yici.domain.clock import legal_day
from yici.domain.item import Tier
from yici.domain.local_list import ListedItem, LocalList
from yici.domain.once import Coming, Share
from yici.domain.reason import Reason
from yici.lists.once_queries import OnceRow, once_page, publication
from yici.lists.queries import confirmed_items

router = Router(tags=["catalogue"])
LONGEST_NAME = 300
Named = Annotated[str | None, Query(None, max_length=LONGEST_NAME)]
Code = Annotated[str, Path(..., pattern=DIGITS)]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One basic item in the list; `types` and `tiers` are what its sources say, each once."""

    id: str
    name: str
    name_en: str | None
    agency: str
    themes: tuple[str, ...]
    types: tuple[str, ...]
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One page of basic items; `next` is the cursor of the page behind, null at the end."""

    items: list[ItemLine]
    next: str | None


@dataclass(frozen=True, slots=True)
class ListedLine:
    """One item of a place's list, as published. `type` is the list's own number and `type_name` its meaning; `items`
    are the basic items that a person has confirmed it to be."""

    code: str
    name: str
    department: str
    main_item: str
    type: str
    type_name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedPage:
    """One page of a place's list; `next` as in other lists."""

    items: list[ListedLine]
    next: str | None


@dataclass(frozen=True, slots=True)
class OnceLine:
    """One item and how often people must come for it, with the codes of the reasons. `code` is that of the place's
    list, or the id of a basic item where the place has no list."""

    code: str
    name: str
    department: str
    items: tuple[str, ...]
    coming: Coming
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class OncePage:
    """One page of an at-most-once list; `next` as in other lists."""

    items: list[OnceLine]
    next: str | None


@dataclass(frozen=True, slots=True)
class ShareShown:
    """`at_most_once` of the `known` items need at most one visit. `percent` is that of all items, rounded down, and
    null while of any item it is `unknown`."""

    total: int
    known: int
    unknown: int
    at_most_once: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class DepartmentShare:
    """The share of one department, by its name in the list."""

    department: str
    share: ShareShown


@dataclass(frozen=True, slots=True)
class PublicationShown:
    """The share of a place. `level`: 1 province, 2 city, 3 county, 4 township, 5 village. `unmatched` are basic items
    that the place carries out and that nobody has matched with its list: they are not counted."""

    place: str
    level: int
    share: ShareShown
    departments: list[DepartmentShare]
    unmatched: list[str]


ITEMS, LISTED = Published[ItemPage](ItemPage), Published[ListedPage](ListedPage)
ONCE, SHARE = Published[OncePage](OncePage), Published[PublicationShown](PublicationShown)


@router.get("/items", summary="List the basic items")
@says(ITEMS)
def items(
    request: HttpRequest,
    theme: Named = None,
    agency: Named = None,
    type: Named = None,  # noqa: A002 - its name in the address
    tier: Named = None,
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> HttpResponse:
    """List the basic items by id, narrowed by theme, agency, type and level as the definitions name them."""
    behind = read_cursor(cursor, str)
    lines = [_line(name) for name in sorted(catalogue.current().items) if behind is None or name > behind[0]]
    wanted = [
        line
        for line in lines
        if (theme is None or theme in line.themes)
        and agency in (None, line.agency)
        and (type is None or type in line.types)
        and (tier is None or tier in line.tiers)
    ][:limit]
    return ITEMS(ItemPage(wanted, following(wanted, limit, lambda line: (line.id,))))


def _line(name: str) -> ItemLine:
    item = catalogue.current().items[name]
    types = tuple(dict.fromkeys(claim.value for claim in item.type.claims))
    tiers = tuple(dict.fromkeys(claim.value for claim in item.tier.claims))
    return ItemLine(item.id, item.name, item.name_en, item.agency, item.themes, types, tiers)


@router.get("/places/{code}/items", summary="List the items of a place's own list")
@says(LISTED, finds=True)
def place_items(
    request: HttpRequest,
    code: Code,
    department: Named = None,
    type: Named = None,  # noqa: A002 - its name in the address
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> HttpResponse:
    """List what a place has published itself, by code, narrowed by department and by the list's own type number."""
    head, behind = list_of(code), read_cursor(cursor, str)
    rows = listed_items(
        head, after=behind[0] if behind else "", limit=limit, department=department or "", task_type=type or ""
    )
    confirmed = confirmed_items(code, [row.code for row in rows])
    lines = [_listed(head, row, confirmed.get(row.code, ())) for row in rows]
    return LISTED(ListedPage(lines, following(lines, limit, lambda line: (line.code,))))


def _listed(head: LocalList, row: ListedItem, confirmed: tuple[str, ...]) -> ListedLine:
    option = head.type_named(row.type)
    name = option.name if option else ""
    return ListedLine(row.code, row.name, row.department, row.main_item, row.type, name, confirmed)


@router.get("/lists/{place}", summary="Give the at-most-once list of a place")
@says(ONCE, finds=True)
def once_list(
    request: HttpRequest,
    place: Annotated[str, Path(..., pattern=DIGITS)],
    department: Named = None,
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> HttpResponse:
    """List every item of a place with how often people must come for it: none, once, more or unknown, and why."""
    behind = read_cursor(cursor, str)
    day = legal_day(asked_at(request))
    rows = once_page(place, day, after=behind[0] if behind else "", limit=limit, department=department or "")
    return ONCE(OncePage([_once(row) for row in rows], following(rows, limit, lambda row: (row.code,))))


def _once(row: OnceRow) -> OnceLine:
    return OnceLine(row.code, row.name, row.department, row.items, row.answer.coming, row.answer.reasons)


@router.get("/lists/{place}/share", summary="Give the share of items that need at most one visit")
@says(SHARE, finds=True)
def once_share(request: HttpRequest, place: Annotated[str, Path(..., pattern=DIGITS)]) -> HttpResponse:
    """Give the share of a place and of each department, with numerator, denominator, and the unknown apart."""
    told = publication(place, legal_day(asked_at(request)))
    departments = [DepartmentShare(name, _share(share)) for name, share in told.departments]
    unmatched = [row.code for row in told.beside]
    return SHARE(PublicationShown(place, told.level, _share(told.share), departments, unmatched))


def _share(share: Share) -> ShareShown:
    return ShareShown(share.total, share.known, share.unknown, share.at_most_once, share.percent)
