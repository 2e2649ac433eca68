"""Comparing limits of different units without a calendar: how many days each takes at least and at most.

Whether 30 days exceed 20 working days depends on the dates, so a comparison may stay open. The bounds hold for every
start under the national rest days (全国年节及纪念日放假办法): the longest rest has less than `REST` days, and with
weekends worked in exchange no more than `RUN` working days follow each other.
"""

from collections.abc import Iterable
from math import ceil, floor

from yici.domain.clock import CLOCK_TIME, OFFICE_TIME, SPANS, Limit

REST, RUN = 12, 7
WEEK, WORKED = 7, 5
HOURS_A_DAY, MINUTES_AN_HOUR = 24, 60
OFFICE_HOURS = 4
"""No office is taken to be open for less on a working day."""
WORKDAYS_A_QUARTER = 55
"""Among fewer working days than these there are at most two long rests."""


def bounds(limit: Limit) -> tuple[float, float]:
    """This will say how many days a limit takes at least and at most, counted from its start."""
    amount, unit = limit.amount, limit.unit
    if unit == "on_the_spot" or amount == 0:
        return 0, 0
    if unit in SPANS:
        hours = amount / MINUTES_AN_HOUR if unit.endswith("minute") else amount
        least = hours / HOURS_A_DAY
        return least, least if unit in CLOCK_TIME else _working(ceil(hours / OFFICE_HOURS))[1]
    if unit == "working_day":
        return _working(amount)
    days = {"day": (amount, amount), "month": _months(amount), "year": (365 * amount, 366 * amount)}[unit]
    # A last day that is a rest day moves on (Civil Code Art. 203).
    return days[0], days[1] + REST


def _working(amount: int) -> tuple[int, int]:
    rests = 1 + amount // WORKDAYS_A_QUARTER
    return amount + (amount - 1) // RUN, WEEK * ceil(amount / WORKED) + 2 * REST * rests


def _months(amount: int) -> tuple[int, int]:
    return floor(30.4 * amount) - 3, ceil(30.5 * amount) + 2


def surely_longer(one: Limit, other: Limit) -> bool:
    """This will say whether one limit ends after the other whenever both begin."""
    if one.unit == other.unit:
        return one.amount > other.amount
    return bounds(one)[0] > bounds(other)[1]


def maybe_longer(one: Limit, other: Limit) -> bool:
    """This will say whether one limit can end after the other."""
    if one.unit == other.unit:
        return one.amount > other.amount
    return bounds(one)[1] > bounds(other)[0]


def soonest(limits: Iterable[Limit]) -> Limit | None:
    """This will give the limit that ends first; where that depends on the dates, one that ends no later than any."""
    known = list(dict.fromkeys(limits))
    first = next((one for one in known if not any(maybe_longer(one, other) for other in known)), None)
    if first is not None or not known:
        return first
    least = min(bounds(one)[0] for one in known)
    if any(one.unit in CLOCK_TIME | OFFICE_TIME for one in known):
        return Limit(floor(least * HOURS_A_DAY), "hour")
    # So many days after the start, moved on from a rest day, none of them is over yet.
    return Limit(floor(least), "day")
