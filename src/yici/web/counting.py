"""How an end was counted: each day that counts and each that does not, with the rule behind it (怎么算的)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from yici.domain.case import Deadline, explain
from yici.domain.clock import legal_day
from yici.domain.office import OfficeHours
from yici.domain.plan import PlannedApproval
from yici.domain.workdays import Calendar, DayLine
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.case_words import DEADLINE_WORDS, worded
from yici.web.causes import day_rule
from yici.web.limit_sources import source_text
from yici.web.open_words import open_note
from yici.web.words import Names

MOST_DAYS = 120


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day: `kind` is start, counted, off, end or open; `number` its place in the count, empty when it has none.
    `added`: an extension gives it."""

    day: str
    weekday: str
    number: str
    kind: str
    rule: str
    added: bool = False


@dataclass(frozen=True, slots=True)
class SkippedDays:
    """One rule by which days do not count, or were added, and the days."""

    rule: str
    days: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One end in words: what it is, how long, from when, until when, whose word that is, and every day of the count.

    `reference` marks another place's word (参照), `differing` lists who says otherwise, `note` says what is open.
    """

    name: str
    limit: str
    since: str
    ends: str
    source: str
    reference: str
    missed: bool
    days: tuple[CountedDay, ...]
    skipped: tuple[SkippedDays, ...]
    differing: tuple[str, ...] = ()
    note: str = ""


def end_text(deadline: Deadline, today: date) -> str:
    """This will write when an end is: 3月16日（周一）, or not before which day, or unknown."""
    if deadline.due is not None:
        return day_of(deadline.due, today)
    if deadline.not_before is not None:
        return bound_text(deadline.not_before, today)
    return gettext("还算不出")


def bound_text(not_before: datetime, today: date) -> str:
    """This will write the earliest day that an open end can be."""
    return gettext("不早于 %(day)s") % {"day": _dated(legal_day(not_before), today)}


def day_of(end: datetime, today: date) -> str:
    """This will write the last day of an end, with the year where it is not this one."""
    return _dated(dates.last_day(end), today)


def _dated(day: date, today: date) -> str:
    return dates.day_text(day, year=day.year != today.year)


def counted(
    deadline: Deadline, planned: PlannedApproval, *, calendar: Calendar, names: Names, today: date,
    office: OfficeHours | None = None,
) -> Counted:  # fmt: skip
    """This will put an end and the way it was counted into words."""
    days = days_of(deadline, calendar=calendar, names=names, office=office, planned=planned)
    return Counted(
        name=worded(DEADLINE_WORDS, deadline.name),
        limit=limit_text(deadline.limit) if deadline.limit else "",
        since=dates.moment_text(deadline.since),
        ends=end_text(deadline, today),
        source=source_text(deadline, planned, names),
        reference="",
        missed=deadline.missed,
        days=days,
        skipped=skipped_days(days, names),
        note=_note(deadline, planned, calendar),
    )


def days_of(
    deadline: Deadline,
    *,
    calendar: Calendar,
    names: Names,
    office: OfficeHours | None = None,
    planned: PlannedApproval | None = None,
) -> tuple[CountedDay, ...]:
    """This will list the days of an end; none when it was set by hand."""
    lines = explain(deadline, calendar, office)[:MOST_DAYS]
    return tuple(_day(line, at, lines, day_rule(line, planned, names)) for at, line in enumerate(lines))


def skipped_days(days: Sequence[CountedDay], names: Names) -> tuple[SkippedDays, ...]:
    """This will gather the days that do not count, and those added, by the rule that says so, in their order."""
    found: dict[str, list[str]] = {}
    for day in days:
        if day.added or day.kind in ("start", "off", "open"):
            found.setdefault(day.rule, []).append(day.day)
    return tuple(SkippedDays(rule, names.listed(same)) for rule, same in found.items())


def _day(line: DayLine, at: int, lines: Sequence[DayLine], rule: str) -> CountedDay:
    return CountedDay(
        day=cell_day(line.day),
        weekday=weekday(line.day),
        number=str(line.number) if line.number else "",
        kind=_kind(line, at, lines),
        rule=rule,
        added=line.rule.code == "day.extended",
    )


def _kind(line: DayLine, at: int, lines: Sequence[DayLine]) -> str:
    if line.rule.code in ("day.year_not_loaded", "day.office_hours_unknown"):
        return "open"
    if at == len(lines) - 1:
        return "end"
    if at == 0 and not line.counted:
        return "start"
    return "counted" if line.counted else "off"


def cell_day(day: date) -> str:
    """This will write a day as shortly as a cell needs it: 3/16, 16 Mar."""
    return dates.short_day(day) if dates.english() else f"{day.month}/{day.day}"


def _from_elsewhere(deadline: Deadline, planned: PlannedApproval) -> bool:
    """Whether what is to be done on the spot counts to the next working day: nobody met whoever handed it in."""
    told = {"promised": planned.promised, "legal": planned.joint or planned.legal}.get(deadline.name)
    limit = planned.correction_window if deadline.name == "correction" else told.limit if told else None
    spot = limit is not None and limit.unit == "on_the_spot"
    return spot and deadline.limit is not None and deadline.limit.unit != "on_the_spot"


def weekday(day: date) -> str:
    """This will write the weekday of a day as shortly as a cell needs it: 周一, Mon."""
    return dates.WEEKDAYS_EN[day.weekday()][:3] if dates.english() else f"周{'一二三四五六日'[day.weekday()]}"


def _note(deadline: Deadline, planned: PlannedApproval, calendar: Calendar) -> str:
    if waits := open_note(deadline):
        return waits
    if _from_elsewhere(deadline, planned):
        return gettext("应当当场办；不是在窗口交的，这里又没有登记办公时间，算到下一个工作日。")
    if deadline.calendar != calendar.digest:
        return gettext("按当时的放假安排算出；下面按现在装入的放假安排列出。")
    return ""
