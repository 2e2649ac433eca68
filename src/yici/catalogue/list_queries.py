"""Reading the lists of places. What a version of a list holds never changes, so what was counted once is kept."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from yici.catalogue import store
from yici.catalogue.queries import current
from yici.domain.division import codes_above
from yici.domain.error import NotFound
from yici.domain.local_list import ListedItem, LocalList

PAGE_LIMIT = 500


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
    head: LocalList, *, after: str = "", limit: int = 100, department: str = "", task_type: str = ""
) -> list[ListedItem]:
    """This will list some items in the order of codes, from the code behind `after` on; at most 500."""
    rows = store.lines_page(
        head.digest, after=after, limit=min(limit, PAGE_LIMIT), department=department, task_type=task_type
    )
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


def departments_of(head: LocalList) -> tuple[tuple[str, int], ...]:
    """This will name the departments of a list, each with its number of items."""
    return _counted(head.digest, "department")


def types_of(head: LocalList) -> tuple[tuple[str, int], ...]:
    """This will name the types that occur in a list by their numbers, each with its number of items."""
    return _counted(head.digest, "task_type")


@lru_cache(maxsize=64)
def _counted(lines: str, column: str) -> tuple[tuple[str, int], ...]:
    return tuple(store.lines_counted(lines, column))
