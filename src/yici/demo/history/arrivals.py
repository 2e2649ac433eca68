"""How many come on which day."""

import math
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from yici.demo.history.behaviour import Behaviour
from yici.domain.clock import legal_day
from yici.domain.error import Refused
from yici.domain.workdays import Calendar

MONTHS_A_YEAR = 12


def first_day(until: datetime, months: int) -> date:
    """This will give the day on which a history of so many months up to a moment begins."""
    day = legal_day(until)
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 - months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def arrivals(
    cases: int, first: date, last: date, calendar: Calendar, behaviour: Behaviour
) -> Mapping[date, int]:  # fmt: skip
    """This will spread cases over days by the weights of their weekdays; the largest remainders get what is left.

    Raises Refused("calendar.year_not_loaded").
    """
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    weights = [_weight(day, calendar, behaviour) for day in days]
    total = math.fsum(weights)
    shares = [cases * weight / total for weight in weights]
    counts = {day: int(share) for day, share in zip(days, shares, strict=True)}
    left = cases - sum(counts.values())
    by_rest = sorted(zip(days, shares, strict=True), key=lambda one: (int(one[1]) - one[1], one[0]))
    for day, _ in by_rest[:left]:
        counts[day] += 1
    return {day: count for day, count in counts.items() if count}


def _weight(day: date, calendar: Calendar, behaviour: Behaviour) -> float:
    if not calendar.loaded(day.year):
        remedy = f"load the calendar of {day.year} (yici load-calendar FILE), or fill another time (--until, --months)"
        raise Refused("calendar.year_not_loaded", year=day.year, place=calendar.place, remedy=remedy)
    return behaviour.weekdays[day.weekday()] if calendar.is_workday(day) else behaviour.day_of_rest
