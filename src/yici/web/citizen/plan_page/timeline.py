"""The time axis in words: rows for the drawing, and the same day by day for a phone and for those who listen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from yici.domain.plan import Plan
from yici.web import dates
from yici.web.axis import RowWords
from yici.web.citizen.plan_page.approvals import Approval
from yici.web.citizen.plan_page.visits import Visit
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happens on a day. `mark` is done, begins, visit or open."""

    mark: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One day on the way down, or the end that nobody can date."""

    day: str
    lines: tuple[Line, ...]
    last: bool = False


def rows_of(plan: Plan, approvals: Sequence[Approval], visits: Sequence[Visit]) -> list[RowWords]:
    """This will write the rows of the drawing: approvals first, visits in lanes of their own below them."""
    rows = [RowWords(one.name, _note(one)) for one in approvals]
    return [*rows, *(RowWords(visit.short, visit.window) for visit in visits)]


def _note(one: Approval, *, until: bool = True) -> str:
    committed = gettext("告知承诺") if one.committed else ""
    when = one.when if until and not one.instant and one.promised else ""
    return " · ".join(part for part in (one.limit, committed, when) if part)


def stops_of(plan: Plan, approvals: Sequence[Approval], visits: Sequence[Visit], names: Names) -> tuple[Stop, ...]:
    """This will tell the plan day by day, the undated last."""
    start = plan.schedule.start
    by_day: dict[date, list[Line]] = {start: [Line("begins", gettext("您提交一次"))]}
    for day, line in _lines(plan, approvals, visits, names):
        by_day.setdefault(day, []).append(line)
    days = [Stop(_day(day, start), tuple(by_day[day])) for day in sorted(by_day)]
    open_ = tuple(Line("open", one.name, one.why_open) for one in approvals if one.open)
    if open_:
        days.append(Stop(gettext("还说不出哪一天"), open_, last=True))
    return tuple(days)


def _day(day: date, start: date) -> str:
    text = dates.day_text(day, year=day.year != start.year)
    return gettext("%(day)s，提交当天") % {"day": text} if day == start else text


def _lines(
    plan: Plan, approvals: Sequence[Approval], visits: Sequence[Visit], names: Names
) -> Iterator[tuple[date, Line]]:
    pairs = list(zip(plan.schedule.approvals, approvals, strict=True))
    for planned, shown in pairs:
        if planned.promised_by.day:
            text = gettext("最晚办好：%(name)s") % {"name": shown.name}
            yield planned.promised_by.day, Line("done", text, _note(shown, until=False))
    begun: dict[tuple[date, str], list[str]] = {}
    for planned, shown in pairs:
        first = planned.starts.day or planned.starts.not_before
        if first and planned.starts != planned.promised_by:
            begun.setdefault((first, shown.after), []).append(shown.name)
    for (first, after), started in begun.items():
        yield first, Line("begins", gettext("开始办：%(names)s") % {"names": names.listed(started)}, after)
    for visit in visits:
        if visit.first:
            yield visit.first, Line("visit", visit.name, visit.window)
