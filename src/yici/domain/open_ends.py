"""Ends that hang on office hours which nobody has recorded: the earliest that they can be, and nothing guessed.

An office is open within a working day, whatever its hours: taking the whole of it gives a bound that no hours undercut.
"""

from dataclasses import replace
from datetime import datetime

from yici.domain.clock import OFFICE_TIME, Due, Limit, due, explain, start_of_day
from yici.domain.office import MINUTES_A_DAY, OfficeHours
from yici.domain.reason import Reason
from yici.domain.workdays import Calendar, DayLine

WHOLE_DAY = OfficeHours(((0, MINUTES_A_DAY),))
HOURS_UNKNOWN = Reason("day.office_hours_unknown")


def needs_office(limit: Limit) -> bool:
    """This will say whether the end of a limit hangs on office hours."""
    return limit.unit in OFFICE_TIME or (limit.ends == "closing" and limit.unit not in ("minute", "hour"))


def lacks_office(end: Due) -> bool:
    """This will say whether an end is open because of office hours, and of no calendar."""
    return end.at is None and end.missing_year is None


def due_known(limit: Limit, start: datetime, calendar: Calendar, office: OfficeHours | None) -> Due:
    """This will say when a limit ends as `clock.due` does; without the office hours that it needs it stays open, not
    before the first day on which it can end. The last day of one that ends at closing is known all the same."""
    if office is not None or not needs_office(limit):
        return due(limit, start, calendar, office)
    end = due(limit, start, calendar, WHOLE_DAY)
    if end.at is None or end.day is None:
        return end
    day = None if limit.unit in OFFICE_TIME else end.day
    return replace(end, at=None, not_before=start_of_day(end.day), day=day)


def explain_known(limit: Limit, start: datetime, calendar: Calendar, office: OfficeHours | None) -> list[DayLine]:
    """This will list the days that decide when a limit ends; where office hours are missing, up to the day not before
    which it does, which says so."""
    if office is not None or not needs_office(limit):
        return explain(limit, start, calendar, office)
    lines = explain(limit, start, calendar, WHOLE_DAY)
    known = due(limit, start, calendar, WHOLE_DAY).at is not None
    return [*lines[:-1], replace(lines[-1], rule=HOURS_UNKNOWN)] if known and lines else lines
