"""What is due when: the columns of the figures by department, as a numbered and versioned rule of the platform.

Rule 4, version 1. What waits for the applicant alone is nobody's delay and stands apart; what waits for another item,
or has an end that nobody can date, has no day. The rest goes by its end: late, today, the next working day, the rest of
the week (to Sunday), later. "Late", "today" and "the next working day" are the red and yellow of the lights.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, get_args

from yici.domain.clock import end_of_day, ending_day, legal_day
from yici.domain.lights import ENDLESS
from yici.domain.workdays import Calendar, NotBefore

RULE: Final = 4
VERSION: Final = 1
Bucket = Literal["late", "today", "next_day", "week", "later", "applicant", "no_date"]
BUCKETS: Final[tuple[Bucket, ...]] = get_args(Bucket)
Stand = Literal["applicant", "no_date", "dated"]
NO_DAY: Final = date(9999, 12, 31)
"""The day of what stands by none, so that counts have one for everything."""
WAITS: Final = {"applicant": "correct", "other": "wait"}
"""The only thing to be done next, where nothing is the turn of an office."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The moments between the columns: now, and the ends of today, the next working day and the week."""

    now: datetime
    today: datetime
    next_day: datetime
    week: datetime


def marks_at(now: datetime, calendar: Calendar) -> Marks:
    """This will give the moments between the columns over a calendar; where it ends, the next working day is the day
    at which it does."""
    today = legal_day(now)
    following = calendar.next_workday(today)
    day = following.day if isinstance(following, NotBefore) else following
    sunday = today + timedelta(days=6 - today.weekday())
    return Marks(now, end_of_day(today), end_of_day(day), max(end_of_day(sunday), end_of_day(day)))


def stands(due: datetime, tasks: Collection[str], *, bounded: bool = False) -> tuple[Stand, date]:
    """This will say how something stands whatever the moment is, and the legal day that it stands by."""
    if set(tasks) == {WAITS["applicant"]}:
        return "applicant", NO_DAY
    if bounded or due.year >= ENDLESS or set(tasks) == {WAITS["other"]}:
        return "no_date", NO_DAY
    return "dated", ending_day(due)


def bucket(due: datetime, tasks: Collection[str], marks: Marks, *, bounded: bool = False) -> Bucket:
    """This will say in which column something stands."""
    stand, _ = stands(due, tasks, bounded=bounded)
    if stand != "dated":
        return stand
    if due <= marks.now:
        return "late"
    for name, end in (("today", marks.today), ("next_day", marks.next_day), ("week", marks.week)):
        if due <= end:
            return name  # type: ignore[return-value] # the names are those of the columns
    return "later"
