"""What is due today, by department: a page for the centre, the lead and the window, and the same as a file."""

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yici.cases.figures import DueFigures, due_by_department
from yici.catalogue import queries as catalogue_queries
from yici.domain.authority import Grants
from yici.domain.clock import ending_day
from yici.domain.division import covers
from yici.domain.due_by import BUCKETS, Bucket, Marks, marks_at
from yici.domain.error import NotFound
from yici.people import queries as people
from yici.web import dates
from yici.web.desk.due_words import bar, changed_words, column_words, keys, lead, rule_words
from yici.web.desk.views import target_of
from yici.web.desk.who import Staff, staff_who_may
from yici.web.here import describe, described, is_code
from yici.web.words import Names

FIGURES: Final = "figures.read"
READ: Final = "case.read"
MOST_PLACES: Final = 60
PART: Final = "due"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number; `href` opens its list, empty where there is none or it may not be opened."""

    kind: Bucket
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """One department with its numbers."""

    code: str
    name: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: whose figures, of which place, at which moment."""

    staff: Staff
    place: str
    marks: Marks
    figures: DueFigures


@require_safe
@staff_who_may(FIGURES)
def desk_due(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will show what is late and what is due today, by department; a script that asks again gets an empty answer
    as long as nothing changed."""
    asked = _asked(request, staff)
    seen = _digest(asked.figures, asked.marks)
    again = target_of(request) == PART
    if again and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = _context(asked, seen)
    if again:
        return render(request, "yici/desk/due/figures.html", {**context, "said": changed_words(asked.figures.total)})
    return render(request, "yici/desk/due/page.html", context)


@require_safe
@staff_who_may(FIGURES)
def desk_due_file(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will give the figures as a CSV file that a spreadsheet opens."""
    asked = _asked(request, staff)
    words, lines = column_words(asked.marks), _lines(asked)
    text = StringIO()
    sheet = csv.writer(text)
    sheet.writerow([gettext("部门"), *(words[kind] for kind in BUCKETS), gettext("合计")])
    sheet.writerows([one.name, *(cell.count for cell in one.cells), one.total] for one in lines)
    day = dates.last_day(asked.marks.now).isoformat()
    headers = {"Content-Disposition": f'attachment; filename="due-{asked.place}-{day}.csv"'}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _asked(request: HttpRequest, staff: Staff) -> Asked:
    place = place_of(staff.grants, request.GET.get("place", ""))
    marks = marks_at(staff.now, catalogue_queries.calendar_for(place))
    return Asked(staff, place, marks, due_by_department(grants=staff.grants, marks=marks, place=place))


def place_of(grants: Grants, wanted: str) -> str:
    """This will give the place that is asked for, the first of one's own when none is. Raises NotFound for one that the
    grants do not reach."""
    own = sorted(grants.scope(FIGURES).places)
    if not wanted:
        return own[0]
    if is_code(wanted) and any(covers(one, wanted) for one in own):
        return wanted
    raise NotFound("place.unknown", code=wanted, remedy="choose one of the places that are listed")


def _digest(figures: DueFigures, marks: Marks) -> str:
    told = sorted((agency, sorted(row.items())) for agency, row in figures.by_agency.items())
    return hashlib.sha256(repr((told, ending_day(marks.today))).encode()).hexdigest()[:16]


def _context(asked: Asked, seen: str) -> dict[str, Any]:
    total, lines = asked.figures.total, _lines(asked)
    known = described([asked.place])
    name = known[asked.place].name if asked.place in known else asked.place
    words = column_words(asked.marks)
    return {
        "staff": asked.staff, "place": name, "lead": lead(total, name), "pieces": bar(total),
        "keys": keys(total, asked.marks), "columns": [(kind, words[kind]) for kind in BUCKETS], "lines": lines,
        "sums": [_cell(asked, None, kind, total[kind]) for kind in BUCKETS], "all": sum(total.values()),
        "cut": asked.figures.cut, "when": dates.moment_text(asked.staff.now), "rule": rule_words(),
        "again": _href("desk_due", place=asked.place, seen=seen),
        "file": _href("desk_due_file", place=asked.place), "places": list(_places(asked)),
    }  # fmt: skip


def _lines(asked: Asked) -> list[DepartmentLine]:
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    lines = [_line(asked, agency, names) for agency in asked.figures.by_agency]
    return sorted(lines, key=lambda line: ([-cell.count for cell in line.cells[:3]], line.name))


def _line(asked: Asked, agency: str, names: Names) -> DepartmentLine:
    row = asked.figures.by_agency[agency]
    cells = tuple(_cell(asked, agency, kind, row.get(kind, 0)) for kind in BUCKETS)
    return DepartmentLine(agency, names.of("agency", agency), cells, sum(row.values()))


def _cell(asked: Asked, agency: str | None, kind: Bucket, count: int) -> Cell:
    opens = count and READ in asked.staff.grants.actions()
    return Cell(kind, count, _href("desk", due=kind, agency=agency or "", place=asked.place) if opens else "")


def _href(name: str, **query: str) -> str:
    return f"{reverse(name)}?{urlencode({key: value for key, value in query.items() if value})}"


def _places(asked: Asked) -> Iterable[tuple[str, str, bool]]:
    """One's own places and those within the chosen one, each with its address."""
    own = sorted(asked.staff.grants.scope(FIGURES).places)
    known = described(own)
    found = {code: known[code].name for code in own if code in known}
    found |= {row.code: describe(row).name for row in people.children(asked.place, limit=MOST_PLACES)}
    for code, name in found.items():
        yield name, _href("desk_due", place=code), code == asked.place
