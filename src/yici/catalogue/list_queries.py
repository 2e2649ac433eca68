"""Reading the lists of places. What a version of a list holds never changes, so what was counted once is kept."""

from collections.abc import Iterable, Iterator, Mapping

from yici.catalogue import store
from yici.catalogue.queries import current
from yici.domain.division import codes_above
from yici.domain.error import NotFound
from yici.domain.local_list import ListedItem, LocalList

PAGE_LIMIT = 500
MOST_COUNTED = 1024


def list_of(place: str) -> LocalList:
    """This will give the head of the list that holds at a place. Raises NotFound("list.unknown")."""
    found = current().lists.get(place)
    if found is None:
        raise NotFound("list.unknown", place=place, remedy="choose a place that has published its list of items")
    return found


def nearest_list(place: str) -> LocalList | None:
    """This will give the list of a place, or of the nearest place above it that has one."""
    lists = current().lists
    above = (place, *reversed(codes_above(place)))
    return next((lists[code] for code in above if code in lists), None)


def listed_items(
    head: LocalList, *, after: str = "", before: str = "", limit: int = 100, department: str = "", task_type: str = ""
) -> list[ListedItem]:
    """This will list some items in the order of codes, from the code behind `after` on, or the last ones in front of
    `before`; at most 500."""
    rows = store.lines_page(
        head.digest, after=after, before=before, limit=min(limit, PAGE_LIMIT), department=department,
        task_type=task_type,
    )  # fmt: skip
    return [ListedItem(*row) for row in rows]


def listed_item(place: str, code: str) -> ListedItem:
    """This will give one item of a place's list. Raises NotFound("list.unknown" | "listed.unknown")."""
    found = listed_by_code(list_of(place), [code]).get(code)
    if found is None:
        raise NotFound("listed.unknown", code=code, remedy="take a code from the list of the place")
    return found


def listed_by_code(head: LocalList, codes: Iterable[str]) -> dict[str, ListedItem]:
    """This will give many items of a list at once; an unknown code is left out."""
    return {row[0]: ListedItem(*row) for row in store.lines_of(head.digest, codes)}


def all_listed(head: LocalList) -> Iterator[ListedItem]:
    """This will walk through a whole list, page by page."""
    page = listed_items(head, limit=PAGE_LIMIT)
    while page:
        yield from page
        page = listed_items(head, after=page[-1].code, limit=PAGE_LIMIT)


def listed_of_all(codes: Mapping[str, Iterable[str]]) -> dict[str, dict[str, ListedItem]]:
    """This will give items of several lists in one statement: by the digest of the list's lines, and by code."""
    wanted = {digest: frozenset(some) for digest, some in codes.items()}
    found: dict[str, dict[str, ListedItem]] = {digest: {} for digest in wanted}
    every = frozenset[str]().union(*wanted.values())
    for digest, code, *rest in store.lines_of_all(wanted, every) if every else ():
        if code in wanted[digest]:
            found[digest][code] = ListedItem(code, *rest)
    return found


def departments_of(head: LocalList) -> tuple[tuple[str, int], ...]:
    """This will name the departments of a list, each with its number of items."""
    return departments_of_all([head])[head.digest]


def departments_of_all(heads: Iterable[LocalList]) -> dict[str, tuple[tuple[str, int], ...]]:
    """This will do so for several lists in one statement, by the digest of their lines."""
    return _counted([head.digest for head in heads], "department")


def types_of(head: LocalList) -> tuple[tuple[str, int], ...]:
    """This will name the types that occur in a list by their numbers, each with its number of items."""
    return _counted([head.digest], "task_type")[head.digest]


_COUNTS: dict[tuple[str, str], tuple[tuple[str, int], ...]] = {}


def _counted(lines: Iterable[str], column: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """Lines never change under their digest; what was counted longest ago is forgotten first."""
    wanted = list(lines)
    known = {one: _COUNTS[one, column] for one in wanted if (one, column) in _COUNTS}
    missing = [one for one in wanted if one not in known]
    if missing:
        made: dict[str, tuple[tuple[str, int], ...]] = dict.fromkeys(missing, ())
        for one, name, count in store.lines_counted(missing, column):
            made[one] = (*made[one], (name, count))
        known |= made
        _COUNTS.update({(one, column): counts for one, counts in made.items()})
        for old in list(_COUNTS)[: max(0, len(_COUNTS) - MOST_COUNTED)]:
            _COUNTS.pop(old, None)
    return known
