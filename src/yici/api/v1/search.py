"""Finding matters, items and places by what somebody types."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from yici.api.answers import Published, says
from yici.api.v1.catalogue import DIGITS
from yici.api.v1.paging import MOST, Cursor, Limit, read_cursor, write_cursor
from yici.api.v1.shapes import SearchLine, SearchPage
from yici.search.entry import Kind
from yici.search.queries import After, Asked, Hit, find

router = Router(tags=["catalogue"])
LARGEST = 32_000
LONGEST_TEXT = 10_000
LONGEST_ID = 100
FOUND = Published[SearchPage](SearchPage)
Text = Annotated[
    str,
    Query(
        "",
        max_length=LONGEST_TEXT,
        description="Chinese, pinyin, initials or English: a part of a name, words, or a sentence. Several words are "
        "all looked for. Only the beginning of a long text is read.",
    ),
]
Id = Annotated[str | None, Query(None, max_length=LONGEST_ID)]


def _small(text: str) -> int:
    """A number of a cursor: whatever somebody writes there, the database can take it."""
    return max(-LARGEST, min(LARGEST, int(text[:6])))


@router.get("/search", summary="Find matters, items and places")
@says(FOUND)
def search(
    request: HttpRequest,
    q: Text = "",
    kind: Annotated[Kind | None, Query(None, description="only this kind")] = None,
    theme: Id = None,
    agency: Id = None,
    place: Annotated[
        str | None, Query(None, pattern=DIGITS, description="what holds at this place, and places inside it")
    ] = None,
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> HttpResponse:
    """Find by a part of a name, pinyin, initials, alias, theme or department; what fits best comes first.

    Without `q` the filters alone decide. `likely` says that nothing is quite what was asked for: then
    there is one page.
    """
    behind = read_cursor(cursor, _small, _small, _small, str)
    found = find(Asked(
        q, (kind,) if kind else (), theme=theme or "", agency=agency or "", place=place or "", limit=limit,
        after=After(*behind) if behind else After(),
    ))  # fmt: skip
    hits = [hit for group in found.groups for hit in group.hits]
    after = next((group.after for group in found.groups if group.after), None)
    following = write_cursor(after.tier, after.weight, after.size, after.key) if after else None
    return FOUND(SearchPage([_line(hit) for hit in hits], found.likely, found.place or None, following))


def _line(hit: Hit) -> SearchLine:
    return SearchLine(
        hit.kind, hit.id, hit.title, hit.title_en or None, hit.names[hit.shown.at], hit.rank, hit.detail or None,
        hit.place or None, list(hit.themes), list(hit.agencies), list(hit.audience),
    )  # fmt: skip
