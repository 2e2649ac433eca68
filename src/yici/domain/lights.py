"""Lights: how near the end of what somebody must do is, by a numbered and versioned rule of the platform.

No law speaks of lights. Rule 1, version 1: red once an end has passed; yellow when it is today or the next working day;
grey while there is no end to speak of, because the approval waits for another one or a calendar is not loaded; else
green. A change of the rule is a new version, so that what was shown can be explained later.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from yici.domain.case.state import Approval
from yici.domain.clock import days_left, ending_day, legal_day
from yici.domain.workdays import Calendar, NotBefore

RULE: Final = 1
VERSION: Final = 1
ENDLESS: Final = 9999
"""The year in which rows put what has no end yet, so that it sorts behind everything."""

Colour = Literal["green", "yellow", "red", "grey"]
Why = Literal["in_time", "today", "next_day", "late", "open", "waits"]


@dataclass(frozen=True, slots=True)
class Light:
    """One light and why. `left` are the working days left (negative: late), None while they cannot be counted."""

    colour: Colour
    why: Why
    left: int | None = None
    rule: int = RULE
    version: int = VERSION


def light(end: datetime | None, *, now: datetime, calendar: Calendar, bounded: bool = False) -> Light:
    """This will give the light of one end; None is an end that nobody knows yet, a bounded one is only the earliest."""
    if end is None or end.year >= ENDLESS:
        return Light("grey", "waits")
    if bounded:
        return Light("grey", "open")
    left = days_left(end, now, calendar)
    if end <= now:
        return Light("red", "late", left)
    if ending_day(end) <= legal_day(now):
        return Light("yellow", "today", left)
    if ending_day(end) <= _next_day(legal_day(now), calendar):
        return Light("yellow", "next_day", left)
    # An end at the last midnight of what is loaded may be a bound only: the day that begins there is not known.
    if not calendar.loaded(legal_day(end).year):
        return Light("grey", "open")
    return Light("green", "in_time", left)


def _next_day(today: date, calendar: Calendar) -> date:
    following = calendar.next_workday(today)
    return following.day if isinstance(following, NotBefore) else following


def end_of(approval: Approval) -> datetime | None:
    """This will give the end that an approval's light is about: the earliest that stands, passed ones included."""
    ends = [d.due or d.not_before for d in approval.ends]
    return min((end for end in ends if end is not None), default=None)


def light_of(approval: Approval, *, now: datetime, calendar: Calendar) -> Light:
    """This will give the light of an approval; whoever has done their part and waits for another one is not late."""
    if approval.status == "prepared":
        return Light("grey", "waits")
    end = end_of(approval)
    return light(end, now=now, calendar=calendar, bounded=all(d.due != end for d in approval.ends))
