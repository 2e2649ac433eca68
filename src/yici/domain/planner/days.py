"""Days as far as they are known: adding a limit to a day, the later of two days, and a bound where no date is known."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from yici.domain.clock import Limit, due, legal_day, start_of_day
from yici.domain.plan import Day
from yici.domain.planner.reasons import because
from yici.domain.workdays import Calendar

OFFICE_TIME = frozenset({"working_minute", "working_hour"})
CLOCK_TIME = frozenset({"minute", "hour"})
NOON = timedelta(hours=12)


def day_after(start: Day, limit: Limit | None, calendar: Calendar, item: str) -> Day:
    """This will add the limit of `item` to a day. Without a limit, or where the calendar ends, only a bound is left."""
    bound = start.day or start.not_before
    if limit is None:
        return Day(None, bound, start.reason or because("schedule.limit_unknown", item=item))
    if limit.unit in OFFICE_TIME:
        return Day(None, bound, start.reason or because("schedule.office_hours_missing", item=item))
    if bound is None:
        return start
    end, missing = _due(limit, bound, calendar)
    if missing is not None:
        return Day(None, end, start.reason or because("schedule.calendar_missing", year=str(missing)))
    return Day(end) if start.day else Day(None, end, start.reason)


def _due(limit: Limit, start: date, calendar: Calendar) -> tuple[date, int | None]:
    # A plan knows days, not times of the day: hours run as if the approval began at noon (reason end.hours_from_noon).
    since = start_of_day(start) + NOON if limit.unit in CLOCK_TIME else start_of_day(start)
    ends = due(replace(limit, ends="midnight") if limit.ends != "midnight" else limit, since, calendar)
    if ends.day is not None:
        return ends.day, None
    bound = legal_day(ends.not_before) if ends.not_before else start
    return bound, ends.missing_year or bound.year


def latest(days: Iterable[Day]) -> Day:
    """This will give the latest of some days; without a date for one of them, a bound for all."""
    days = tuple(days)
    bounds = [known for day in days if (known := day.day or day.not_before) is not None]
    bound = max(bounds, default=None)
    unknown = next((day.reason for day in days if day.day is None), None)
    return Day(bound) if unknown is None else Day(None, bound, unknown)


def ordinal(day: Day) -> int:
    """Order days by what is known of them."""
    known = day.day or day.not_before
    return known.toordinal() if known else 0
