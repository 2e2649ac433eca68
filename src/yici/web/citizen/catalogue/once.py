"""The at-most-once lists: which places publish one, one place by department, its items, and all of them as a table."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yici.catalogue import queries as catalogue_queries
from yici.domain.clock import legal_day
from yici.domain.division import level_of
from yici.domain.local_list import LocalList
from yici.domain.once import Share
from yici.lists.once_queries import (
    OnceRow,
    Publication,
    defined_items,
    once_page,
    once_rows,
    publication,
    publications,
    publishing_places,
)
from yici.people.present import now
from yici.search.queries import Asked
from yici.web import dates, here
from yici.web.citizen.catalogue.paging import Page, asked_in, found_page, page_of, reading, turned
from yici.web.list_words import (
    LEVELS,
    coming_word,
    list_names,
    list_worded,
    listed_type,
    share_sentence,
)

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One line with a share: a place or a department. None: it cannot be computed for now."""

    href: str
    name: str
    share: Share | None


@dataclass(frozen=True, slots=True)
class Level:
    """The places of one level of government, and their share together where all of it is at hand."""

    name: str
    share: Share | None
    places: tuple[ShareRow, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One item with how often people must come, and why."""

    href: str
    code: str
    name: str
    department: str
    type: str
    coming: str
    tone: str
    reasons: tuple[str, ...]


def today() -> date:
    """This will give the present legal day."""
    return legal_day(now())


@require_safe
def once_places(request: HttpRequest) -> HttpResponse:
    """This will list the places that publish a list, by level of government, some at a time in the order of codes."""
    query = asked_in(request)
    page = page_of(reading(publishing_places(), str), str, query)
    told = publications(page.rows, today())
    context = {"levels": _levels(told, whole=not page.before and not page.after), **turned(query, page)}
    return render(request, "yici/catalogue/once_places.html", context)


def _levels(told: dict[str, Publication | None], *, whole: bool) -> list[Level]:
    """A level's share is told only where all of its places are here and could be computed."""
    named, defined = here.described(list(told)), catalogue_queries.current().places
    levels: dict[int, list[ShareRow]] = {}
    for code, found in told.items():
        name = named[code].path if code in named else defined[code].name if code in defined else code
        row = ShareRow(reverse("once", args=[code]), name, found.share if found else None)
        levels.setdefault(level_of(code), []).append(row)
    return [
        Level(gettext(LEVELS[level]), _together(rows) if whole else None, tuple(rows))
        for level, rows in sorted(levels.items())
    ]


def _together(rows: list[ShareRow]) -> Share | None:
    known = [row.share for row in rows if row.share is not None]
    return sum(known, Share()) if len(known) == len(rows) else None


@require_safe
def once(request: HttpRequest, place: str) -> HttpResponse:
    """This will show one place: its share, each department's, or the items of one department."""
    told, day = publication(place, today()), today()
    query = asked_in(request, "department")
    address, names = reverse("once", args=[place]), list_names(catalogue_queries.current(), ())
    context = {
        "where": _where(place),
        "code": place,
        "level": gettext(LEVELS[told.level]),
        "head": told.head,
        "head_name": names.name(told.head) if told.head else "",
        "share": told.share,
        "sentence": share_sentence(told.share),
        "day": dates.day_text(day, year=True),
        "departments": [
            ShareRow(f"{address}?{urlencode({'department': name})}", name, share) for name, share in told.departments
        ],
        "beside": _rows(place, told.head, list(told.beside)),
    }
    if not query["department"]:
        return render(request, "yici/catalogue/once.html", context)
    return render(request, "yici/catalogue/once_department.html", context | _department(told, query, day))


def _department(told: Publication, query: dict[str, str], day: date) -> dict[str, object]:
    """The items of one department: by code, or what is looked for, the best first."""
    place, department = told.place, query["department"]

    def read(after: str, before: str, limit: int) -> list[OnceRow]:
        return once_page(place, day, after=after, before=before, limit=limit, department=department)

    page = _looked_for(told, query, day) if query["q"] else page_of(read, lambda row: row.code, query)
    share = dict(told.departments).get(department, Share())
    return {
        "department": department,
        "share": share,
        "sentence": share_sentence(share),
        "rows": _rows(place, told.head, list(page.rows)),
        **turned(query, page),
    }


def _looked_for(told: Publication, query: dict[str, str], day: date) -> Page[OnceRow]:
    if told.head:
        asked = Asked(kinds=("listed",), owner=told.place, department=query["department"])
    else:
        asked = Asked(kinds=("item",), among=tuple(defined_items(told.place, query["department"])))
    page = found_page(asked, query)
    rows = once_rows(told.place, day, [hit.id.rpartition("/")[2] for hit in page.rows])
    return Page(tuple(rows), page.before, page.after, page.likely)


def _where(place: str) -> str:
    """The full name of a place, as it is loaded or as its definition has it."""
    known = here.described([place]).get(place)
    defined = catalogue_queries.current().places.get(place)
    return known.path if known else defined.name if defined else place


def _rows(place: str, head: LocalList | None, rows: list[OnceRow]) -> list[Row]:
    known = catalogue_queries.current()
    names = list_names(known, {item for row in rows for item in row.items})
    made = []
    for row in rows:
        word, tone = coming_word(row.answer.coming)
        basic = row.code in row.items
        made.append(
            Row(
                href=reverse("item", args=[row.code]) if basic else reverse("local_item", args=[place, row.code]),
                code="" if basic else row.code,
                name=names.of("item", row.code) if basic else row.name,
                department=row.department,
                type=listed_type(head, row.type) if head and row.type else "",
                coming=word,
                tone=tone,
                reasons=tuple(dict.fromkeys(list_worded(reason, names) for reason in row.answer.reasons)),
            )
        )
    return made


class _Echo:
    """What the writer writes is what it gives back, so that a table is sent line by line."""

    def write(self, text: str) -> str:
        return text


@require_safe
def once_table(request: HttpRequest, place: str) -> StreamingHttpResponse:
    """This will give the whole list of a place as a table for a spreadsheet, line by line."""
    head, day = publication(place, today()).head, today()
    answer = StreamingHttpResponse(_table(place, head, day), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="at-most-once-{place}-{day.isoformat()}.csv"'
    return answer


def _table(place: str, head: LocalList | None, day: date) -> Iterator[str]:
    writer = csv.writer(_Echo())
    titles = [
        gettext("编码"), gettext("事项"), gettext("部门"), gettext("事项类型"), gettext("要跑几次"), gettext("为什么"),
    ]  # fmt: skip
    # With the mark spreadsheets know that it is UTF-8.
    yield "\ufeff" + writer.writerow(titles)
    after = ""
    while page := once_page(place, day, after=after):
        for code, row in zip([one.code for one in page], _rows(place, head, page), strict=True):
            cells = (code, row.name, row.department, row.type, row.coming, dates.joined(row.reasons))
            yield writer.writerow([harmless(cell) for cell in cells])
        after = page[-1].code


def harmless(cell: str) -> str:
    """This will keep a spreadsheet from taking a cell for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
