"""Why it is this very day: each counted and each skipped day of a limit, and the rule behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from yici.domain.case import Deadline, explain
from yici.domain.clock import days_left, ending_day, legal_day
from yici.domain.office import OfficeHours
from yici.domain.plan import PlannedApproval
from yici.domain.workdays import Calendar, DayLine
from yici.web import dates
from yici.web.amounts import amount_text
from yici.web.case_words import DEADLINE_WORDS
from yici.web.causes import day_rule
from yici.web.citizen.application.field_words import about
from yici.web.limit_sources import source_text
from yici.web.words import Names

# Of these a reader wants to know by name; weekends speak for themselves.
TOLD_RULES = {
    "day.holiday", "day.make_up_workday", "day.moved_on", "day.stopped", "day.paused", "day.year_not_loaded",
    "day.office_hours_unknown", "day.after_closing",
}  # fmt: skip
EXTENDED = "day.extended"


@dataclass(frozen=True, slots=True)
class DayShown:
    """One day of a limit; `kind` is "on" (counted), "off" (skipped) or "end"."""

    number: str
    weekday: str
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One deadline and why it ends when it ends."""

    name: str
    until: str
    limit: str
    source: str
    since: str
    days: tuple[DayShown, ...]
    told: tuple[str, ...]
    late: bool


def weekday_short(day: date) -> str:
    """This will write a weekday as short as it can be read."""
    return dates.WEEKDAYS_EN[day.weekday()][:3] if dates.english() else f"周{'一二三四五六日'[day.weekday()]}"


def until_text(deadline: Deadline) -> str:
    """This will write until when: a day, not before which day and why it is open, or that nobody knows."""
    if deadline.due is not None:
        return dates.day_text(ending_day(deadline.due))
    if deadline.not_before is not None:
        return gettext("不早于 %(day)s") % {"day": dates.day_text(legal_day(deadline.not_before), year=True)}
    return gettext("期限没有查到")


def by_text(deadline: Deadline, now: datetime) -> str:
    """This will write a day as an end: by 16 March, today, not before 1 January 2027, or that nobody knows."""
    if is_last_day(deadline, now):
        return gettext("今天之内") if _is_midnight(deadline) else gettext("今天下班前")
    if deadline.due is not None:
        return gettext("%(day)s前") % {"day": dates.day_text(ending_day(deadline.due))}
    return until_text(deadline)


def is_last_day(deadline: Deadline, now: datetime) -> bool:
    """This will say whether an end is still ahead, and today."""
    return deadline.due is not None and deadline.due > now and ending_day(deadline.due) == legal_day(now)


def _is_midnight(deadline: Deadline) -> bool:
    return deadline.due is not None and ending_day(deadline.due) < legal_day(deadline.due)


def left_text(deadline: Deadline, now: datetime, calendar: Calendar) -> str:
    """This will write how many working days are left, or by how many it is late."""
    if deadline.lacks == "office_hours":
        return gettext("本地的办公时间没有登记，定不下来是几点")
    if deadline.due is None:
        return gettext("放假安排还没有公布，定不下来是哪天")
    left = days_left(deadline.due, now, calendar)
    if left is None:
        return ""
    if left < 0:
        return gettext("已经超过 %(days)s") % {"days": amount_text(-left, "working_day")}
    return gettext("还剩 %(days)s") % {"days": amount_text(left, "working_day")} if left else gettext("这是最后一天")


def late_text(deadline: Deadline, now: datetime, calendar: Calendar) -> str:
    """This will write by how many working days a deadline is passed, as short as a list needs it."""
    left = days_left(deadline.due, now, calendar) if deadline.due is not None else None
    if left is None:
        return gettext("超过期限")
    return gettext("超过期限 %(days)s") % {"days": amount_text(-left, "working_day")}


def is_late(deadline: Deadline, now: datetime) -> bool:
    """This will say whether a deadline has passed with its duty undone."""
    return deadline.missed or (deadline.due is not None and deadline.due <= now)


def explained(
    deadline: Deadline, planned: PlannedApproval | None, names: Names, calendar: Calendar, now: datetime,
    office: OfficeHours | None = None,
) -> Explained:  # fmt: skip
    """This will explain one deadline; without a limit (an order names a day) there are no days to list."""
    lines = explain(deadline, calendar, office)
    last = len(lines) - 1
    days = tuple(
        DayShown(
            _numbered(line.day.day, line.day.month, at == 0 or line.day.day == 1),
            weekday_short(line.day),
            "end" if at == last and deadline.due is not None else "on" if line.counted else "off",
            day_rule(line, planned, names),
        )
        for at, line in enumerate(lines)
    )
    told = [about(dates.day_text(one.day), day_rule(one, planned, names)) for one in _to_tell(lines)]
    return Explained(
        name=gettext(DEADLINE_WORDS[deadline.name]),
        until=until_text(deadline),
        limit=dates.limit_text(deadline.limit) if deadline.limit else "",
        source=source_text(deadline, planned, names),
        since=dates.day_text(legal_day(deadline.since)),
        days=days,
        told=tuple(dict.fromkeys(told)),
        late=is_late(deadline, now),
    )


def _to_tell(lines: Sequence[DayLine]) -> list[DayLine]:
    """The days that a reader wants to know of by name; of an extension the first, from which on it counts."""
    first = next((one for one in lines if one.rule.code == EXTENDED), None)
    return [one for one in lines if one.rule.code in TOLD_RULES or one is first]


def _numbered(day: int, month: int, with_month: bool) -> str:
    return f"{month}/{day}" if with_month else str(day)
