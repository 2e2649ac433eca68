"""The at-most-once list (“最多跑一次”清单) of a place: every item with how often people must come, and the share.

A place that has published its list of items is shown by that list: an item that is confirmed to be a basic item has its
answer, every other is unknown. A place without a list is shown by the basic items that its definition gives a body to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from yici.catalogue import queries as catalogue_queries
from yici.catalogue.list_queries import departments_of_all, listed_by_code, listed_items, listed_of_all
from yici.domain.catalogue import Catalogue
from yici.domain.division import level_of
from yici.domain.error import NotFound
from yici.domain.local_list import ListedItem, LocalList
from yici.domain.once import NOT_MATCHED, Answer, Share, carried_out, of_several, share_of
from yici.lists.once_answers import answers, attempted
from yici.lists.queries import confirmed_at, confirmed_items

PAGE_LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class OnceRow:
    """One item of a place. `code` is that of the place's list, else the id of the basic item; `type` a number of the
    list's code list; `items` are the basic items that it is known to be."""

    code: str
    name: str
    department: str
    type: str
    items: tuple[str, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Publication:
    """What a place publishes: the share of all its items, and by department, by name. `beside` names basic items that
    the place carries out and that no item of its list was matched with: they are not counted."""

    place: str
    level: int
    head: LocalList | None
    share: Share
    departments: tuple[tuple[str, Share], ...]
    beside: tuple[OnceRow, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What is stored of a place's list, as far as a share hangs on it: only what is confirmed can be known."""

    head: LocalList
    confirmed: dict[str, tuple[str, ...]]
    listed: dict[str, ListedItem]
    departments: tuple[tuple[str, int], ...]


def publishing_places() -> list[str]:
    """This will name the places that have a list or a definition of their own, by code."""
    catalogue = catalogue_queries.current()
    defined = {place for place in catalogue.places if carried_out(catalogue, place)}
    return sorted(defined | catalogue.lists.keys())


def publication(place: str, today: date) -> Publication:
    """This will compute a place's share, whole and by department. Raises NotFound("list.unknown")."""
    catalogue = catalogue_queries.current()
    head = catalogue.lists.get(place)
    if head is not None:
        return _by_list(catalogue, _read([head])[place], today)
    found = _by_definition(catalogue, place, today)
    if found is None:
        raise NotFound("list.unknown", place=place, remedy="choose a place that has published its list of items")
    return found


def publications(places: Iterable[str], today: date) -> dict[str, Publication | None]:
    """This will compute the shares of some places in three statements; None, and the cause in the log, for a place
    whose share cannot be computed."""
    catalogue, named = catalogue_queries.current(), list(places)
    read = _read([catalogue.lists[place] for place in named if place in catalogue.lists])
    return {place: attempted(partial(_of, catalogue, read, place, today), f"the share of {place}") for place in named}


def _of(catalogue: Catalogue, read: dict[str, Read], place: str, today: date) -> Publication | None:
    if place in read:
        return _by_list(catalogue, read[place], today)
    return _by_definition(catalogue, place, today)


def _by_definition(catalogue: Catalogue, place: str, today: date) -> Publication | None:
    rows = _basics(catalogue, place, carried_out(catalogue, place), today)
    if not rows:
        return None
    by_department: dict[str, list[OnceRow]] = {}
    for row in rows:
        by_department.setdefault(row.department, []).append(row)
    departments = tuple((name, _share(found)) for name, found in sorted(by_department.items()))
    return Publication(place, level_of(place), None, _share(rows), departments, ())


def _read(heads: list[LocalList]) -> dict[str, Read]:
    confirmed = confirmed_at([head.place for head in heads])
    listed = listed_of_all({head.digest: confirmed.get(head.place, {}).keys() for head in heads})
    departments = departments_of_all(heads)
    return {
        head.place: Read(head, confirmed.get(head.place, {}), listed[head.digest], departments[head.digest])
        for head in heads
    }


def _share(rows: Iterable[OnceRow]) -> Share:
    return share_of(row.answer.coming for row in rows)


def _by_list(catalogue: Catalogue, read: Read, today: date) -> Publication:
    """Only what is confirmed is looked at; the rest is counted by department."""
    head, listed = read.head, read.listed
    known: dict[str, list[OnceRow]] = {}
    for row in _rows(head, listed.values(), read.confirmed, today):
        known.setdefault(row.department, []).append(row)
    departments = []
    for name, count in read.departments:
        rest = Share({"unknown": count - len(known.get(name, ()))})
        departments.append((name, _share(known.get(name, ())) + rest))
    matched = {item for code, items in read.confirmed.items() if code in listed for item in items}
    beside = [name for name in carried_out(catalogue, head.place) if name not in matched]
    return Publication(
        place=head.place,
        level=level_of(head.place),
        head=head,
        share=sum((share for _, share in departments), Share()),
        departments=tuple(departments),
        beside=tuple(_basics(catalogue, head.place, beside, today)),
    )


def once_page(
    place: str, today: date, *, after: str = "", before: str = "", limit: int = PAGE_LIMIT, department: str = ""
) -> list[OnceRow]:
    """This will list some items of a place by code, of one department if named, from the code behind `after` on, or the
    last ones in front of `before`.

    Raises NotFound("list.unknown").
    """
    limit, head = min(limit, PAGE_LIMIT), catalogue_queries.current().lists.get(place)
    if head is not None:
        page = listed_items(head, after=after, before=before, limit=limit, department=department)
        return _rows(head, page, confirmed_items(place, [one.code for one in page]), today)
    names = defined_items(place, department)
    if before:
        return once_rows(place, today, [name for name in names if name < before][-limit:])
    return once_rows(place, today, [name for name in names if name > after][:limit])


def defined_items(place: str, department: str = "") -> list[str]:
    """This will name the basic items that a place without a list of its own carries out, those of one department if
    named, by id. Raises NotFound("list.unknown")."""
    catalogue = catalogue_queries.current()
    names = carried_out(catalogue, place)
    if not names:
        raise NotFound("list.unknown", place=place, remedy="choose a place that has published its list of items")
    return sorted(name for name in names if not department or _body(catalogue, place, name) == department)


def once_rows(place: str, today: date, codes: Iterable[str]) -> list[OnceRow]:
    """This will give the items of a place with these codes, in this order; what the place does not have is left out."""
    catalogue, wanted = catalogue_queries.current(), list(codes)
    head = catalogue.lists.get(place)
    if head is None:
        return _basics(catalogue, place, [name for name in wanted if name in catalogue.items], today)
    listed = listed_by_code(head, wanted)
    page = [listed[code] for code in wanted if code in listed]
    return _rows(head, page, confirmed_items(place, [one.code for one in page]), today)


def _rows(
    head: LocalList, listed: Iterable[ListedItem], confirmed: dict[str, tuple[str, ...]], today: date
) -> list[OnceRow]:  # fmt: skip
    page = list(listed)
    wanted = {item for one in page for item in confirmed.get(one.code, ())}
    known = answers(head.place, wanted, today) if wanted else {}
    return [_row(one, confirmed.get(one.code, ()), known) for one in page]


def _row(one: ListedItem, items: tuple[str, ...], known: dict[str, Answer]) -> OnceRow:
    found = {item: known[item] for item in items if item in known}
    answer = of_several(found) if found else NOT_MATCHED
    return OnceRow(one.code, one.name, one.department, one.type, tuple(found), answer)


def _basics(catalogue: Catalogue, place: str, items: Iterable[str], today: date) -> list[OnceRow]:
    names = list(items)
    known = answers(place, names, today) if names else {}
    return [
        OnceRow(name, catalogue.items[name].name, _body(catalogue, place, name), "", (name,), known[name])
        for name in names
    ]


def _body(catalogue: Catalogue, place: str, name: str) -> str:
    local, item = catalogue_queries.place_definition(place), catalogue.items[name]
    own = local.items.get(name) if local else None
    named = (own and own.body) or (local.agencies.get(item.agency) if local else None)
    return named or catalogue.agencies[item.agency].name
