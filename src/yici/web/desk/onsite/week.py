"""The visits of a week by day and department, and where two departments could go together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yici.cases.inspections import VisitRow, visits_between, visits_of
from yici.cases.onsite import onsite_waiting
from yici.cases.queries import Reader
from yici.catalogue import queries as catalogue_queries
from yici.domain.clock import legal_day
from yici.web import dates
from yici.web.desk.who import Staff, staff_only
from yici.web.words import Names

DAYS: Final = 7
MOST_WEEKS: Final = 520


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit on one day: of which case, whose departments, how many go; `mine` when the reader goes."""

    href: str
    number: str
    matter: str
    items: str
    departments: str
    people: int
    joint: bool
    mine: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week; `off` when nobody works then, as far as the calendar is known."""

    name: str
    today: bool
    off: bool
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """A proposal: visits of one case on different days, or of different departments, that could be one."""

    href: str
    number: str
    matter: str
    departments: str
    days: str


@require_safe
@staff_only
def week(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will show the visits of a week that this person may see, and what could be joined."""
    first = _monday(request.GET.get("from", ""), legal_day(staff.now))
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    reader = Reader(staff.reader(), staff.now)
    last = first + timedelta(days=DAYS - 1)
    rows = visits_between(grants=staff.grants, first=first, last=last, reader=reader)
    chosen = request.GET.get("agency", "")
    agencies = sorted({row.agency for row in rows})
    shown = [row for row in rows if not chosen or row.agency == chosen]
    own, today = _own(staff), legal_day(staff.now)
    late = [row for row in own if row.on < today]
    context = {
        "late": [(dates.day_text(row.on, year=True), next(visits([row], names, str(staff.id)))) for row in late],
        "staff": staff, "days": list(_days(first, shown, names, staff)), "joins": list(joins(rows, names)),
        "before": _address(first - timedelta(days=DAYS), chosen),
        "after": _address(first + timedelta(days=DAYS), chosen),
        "span": gettext("%(first)s 到 %(last)s")
        % {"first": dates.day_text(first, year=True), "last": dates.day_text(last)},
        "agencies": [(names.of("agency", one), _address(first, one), one == chosen) for one in agencies],
        "all": _address(first, ""), "chosen": chosen,
        "waiting": len(onsite_waiting(staff.user)),
        "today": len({(row.case, row.visit) for row in own}),
    }  # fmt: skip
    return render(request, "yici/desk/onsite/week.html", context)


def _own(staff: Staff) -> list[VisitRow]:
    reader = Reader(staff.reader(), staff.now)
    return visits_of(officer=str(staff.id), grants=staff.grants, until=legal_day(staff.now), reader=reader)


def _monday(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    if abs((day - today).days) > MOST_WEEKS * DAYS:
        day = today
    return day - timedelta(days=day.weekday())


def _address(first: date, agency: str) -> str:
    pairs = {"from": first.isoformat(), **({"agency": agency} if agency else {})}
    return f"{reverse('desk_visits')}?{urlencode(pairs)}"


def _days(first: date, rows: Sequence[VisitRow], names: Names, staff: Staff) -> Iterator[Day]:
    calendar = catalogue_queries.calendar_for(staff.place or "000000000000")
    for step in range(DAYS):
        day = first + timedelta(days=step)
        own = [row for row in rows if row.on == day]
        off = calendar.loaded(day.year) and not calendar.is_workday(day)
        yield Day(
            dates.day_text(day), day == legal_day(staff.now), off, tuple(visits(own, names, str(staff.id)))
        )  # fmt: skip


def visits(rows: Iterable[VisitRow], names: Names, me: str) -> Iterator[Visit]:
    """This will put the rows of one day together, a visit a line."""
    together: dict[tuple[UUID, str], list[VisitRow]] = defaultdict(list)
    for row in rows:
        together[row.case, row.visit].append(row)
    for parts in together.values():
        first = parts[0]
        agencies = list(dict.fromkeys(one.agency for one in parts))
        yield Visit(
            href=_case(first),
            number=first.case_number,
            matter=matter_of(first.bundle, names),
            items=names.listed(names.of("item", one.item) for one in parts),
            departments=names.listed(names.of("agency", one) for one in agencies),
            people=len(first.officers),
            joint=len(agencies) > 1,
            mine=me in first.officers,
            open=any(one.open for one in parts),
        )


def _case(row: VisitRow) -> str:
    return reverse("desk_case", args=[row.case]) + "?" + urlencode({"item": row.item}) + "#visits"


def matter_of(bundle: str, names: Names) -> str:
    """This will name a matter."""
    known = names.catalogue.bundles.get(bundle)
    return names.name(known) if known else bundle


def joins(rows: Sequence[VisitRow], names: Names) -> Iterator[Join]:
    """This will propose to join the visits of one case in this week that are set apart: one visit for all points."""
    by_case: dict[UUID, list[VisitRow]] = defaultdict(list)
    for row in rows:
        if row.open:
            by_case[row.case].append(row)
    for parts in by_case.values():
        if len({one.visit for one in parts}) < 2:
            continue
        agencies = dict.fromkeys(one.agency for one in parts)
        days = sorted({one.on for one in parts})
        yield Join(
            _case(parts[0]), parts[0].case_number, matter_of(parts[0].bundle, names),
            names.listed(names.of("agency", one) for one in agencies),
            names.listed(dates.day_text(day) for day in days),
        )  # fmt: skip
