"""Pages of a list, one way for every list of the catalogue: behind a place in its order, or in front of one.

The address names the place (`after`, `before`), so what comes in meanwhile moves nothing, and nothing is counted.
What is looked for in a list stands in its address too (`q`): then the order is how well it fits.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from django.http import HttpRequest

from yici.search.queries import After, Asked, Group, Hit, find
from yici.web.citizen.catalogue.filters import address
from yici.web.citizen.hits import read_after, written

PAGE = 50
LONGEST = 300
TURNED = ("after", "before")
Row = TypeVar("Row")
Read = Callable[[str, str, int], Sequence[Row]]
"""Reads some rows in order: the first behind a key, or, if the second key is not empty, the last in front of that."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page, and the keys that the pages in front and behind are named by, empty where there is none.
    `likely`: what was looked for is not there, these are guesses."""

    rows: tuple[Row, ...]
    before: str = ""
    after: str = ""
    likely: bool = False


def asked_in(request: HttpRequest, *filters: str) -> dict[str, str]:
    """This will read what an address asks of a list: what is looked for, what narrows, where the page lies."""
    told = {name: request.GET.get(name, "")[:LONGEST].replace("\0", "") for name in ("q", *filters, *TURNED)}
    return told | {"q": told["q"].strip()}


def page_of(read: Read[Row], key: Callable[[Row], str], query: Mapping[str, str]) -> Page[Row]:
    """This will read the page that is asked for. In front of the second page lies the first, whatever it is called."""
    if query["before"]:
        rows = read("", query["before"], PAGE + 1)
        if len(rows) > PAGE:
            return Page(tuple(rows[-PAGE:]), key(rows[-PAGE]), key(rows[-1]))
    after = "" if query["before"] else query["after"]
    rows = read(after, "", PAGE + 1)
    page = tuple(rows[:PAGE])
    return Page(page, key(page[0]) if after and page else "", key(page[-1]) if len(rows) > PAGE else "")


def reading(rows: Sequence[Row], key: Callable[[Row], str]) -> Read[Row]:
    """This will read from rows that stand in the order of their keys."""

    def read(after: str, before: str, limit: int) -> Sequence[Row]:
        if before:
            end = bisect_left(rows, before, key=key)
            return rows[max(0, end - limit) : end]
        start = bisect_right(rows, after, key=key) if after else 0
        return rows[start : start + limit]

    return read


def found_page(asked: Asked, query: Mapping[str, str]) -> Page[Hit]:
    """This will look in a list for `q`, the best first, and give the page that is asked for."""
    wanted = replace(asked, text=query["q"], limit=PAGE)
    if query["before"]:
        group = _group(replace(wanted, before=read_after(query["before"])))[0]
        if group.before is not None:
            return _page(group)
    group, likely = _group(replace(wanted, after=After() if query["before"] else read_after(query["after"])))
    return _page(group, likely)


def _group(asked: Asked) -> tuple[Group, bool]:
    found = find(asked)
    return (found.groups or (Group(None, ()),))[0], found.likely


def _page(group: Group, likely: bool = False) -> Page[Hit]:
    before, after = (written(place) if place else "" for place in (group.before, group.after))
    return Page(group.hits, before, after, likely)


def turned(query: dict[str, str], page: Page[Row]) -> dict[str, object]:
    """This will give what the templates of a list need: the addresses of the pages around, what was looked for, what
    else the address holds."""
    began = query["before"] or query["after"]
    return {
        "start": address(query, "after", "") if began and (page.before or not page.rows) else "",
        "preceding": address(query, "before", page.before) if page.before else "",
        "following": address(query, "after", page.after) if page.after else "",
        "typed": query["q"],
        "likely": page.likely,
        "without": address(query, "q", ""),
        "kept": [(name, value) for name, value in query.items() if value and name not in ("q", *TURNED)],
    }
