"""When the lawful clock stands still: time that a statute takes out of a limit, and what becomes of the limit's end.

Administrative Licensing Law Art. 45: the time needed for a hearing, bidding, an auction, inspection, testing,
quarantine, appraisal or expert review is not counted, and the applicant is told in writing how long it will take.
Nothing else stops a legal limit; waiting for the applicant does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import get_args

from yici.domain.clock import Due, Limit, start_of_day
from yici.domain.error import Refused
from yici.domain.office import OfficeHours
from yici.domain.open_ends import due_known, explain_known
from yici.domain.reason import Reason
from yici.domain.regime import StopCause
from yici.domain.workdays import Calendar, DayLine

LAWFUL: frozenset[str] = frozenset(get_args(StopCause))


@dataclass(frozen=True, slots=True)
class Stop:
    """Legal days that do not count: those after `after`, up to and including `until` (Civil Code Art. 201: the day on
    which a period begins is not part of it)."""

    cause: str
    after: date
    until: date

    def covers(self, day: date) -> bool:
        """True for a day that is taken out."""
        return self.after < day <= self.until


def due_stopped(
    limit: Limit, start: datetime, calendar: Calendar, stops: Sequence[Stop], office: OfficeHours | None = None
) -> Due:
    """This will say when a limit ends of which `stops`, in order and apart from each other, are taken out.

    A stop that began when the limit had ended already changes nothing. Raises Refused("clock.not_stoppable") for a
    limit that is not counted in days.
    """
    longer = _lengthened(limit, start, calendar, stops, office)
    return longer if isinstance(longer, Due) else due_known(longer, start, calendar, office)


def stoppable(limit: Limit) -> bool:
    """This will say whether days can be taken out of a limit."""
    return limit.unit in ("working_day", "day")


def explain_stopped(
    limit: Limit, start: datetime, calendar: Calendar, stops: Sequence[Stop], office: OfficeHours | None = None
) -> list[DayLine]:
    """This will list the days of a limit as `clock.explain` does, those taken out with the cause that stopped it."""
    longer = _lengthened(limit, start, calendar, stops, office)
    number, lines = 0, []
    for line in explain_known(limit if isinstance(longer, Due) else longer, start, calendar, office):
        stop = next((stop for stop in stops if stop.covers(line.day)), None)
        if stop is not None and line.counted:
            line = replace(line, counted=False, number=None, rule=Reason(_rule_of(stop), {"cause": stop.cause}))
        elif line.counted:
            number += 1
            line = replace(line, number=number)
        lines.append(line)
    return lines


def _rule_of(stop: Stop) -> str:
    """A place's own cause is no cause of the law, and moves a promise only."""
    return "day.stopped" if stop.cause in LAWFUL else "day.paused"


def _lengthened(
    limit: Limit, start: datetime, calendar: Calendar, stops: Sequence[Stop], office: OfficeHours | None
) -> Limit | Due:
    for stop in stops:
        end = due_known(limit, start, calendar, office)
        if end.day is not None and end.day <= stop.after:
            continue
        excluded = _excluded(limit, stop, calendar)
        if excluded is None:
            return replace(end, at=None, not_before=start_of_day(stop.until), missing_year=stop.until.year, day=None)
        limit = replace(limit, amount=limit.amount + excluded)
    return limit


def _excluded(limit: Limit, stop: Stop, calendar: Calendar) -> int | None:
    if limit.unit == "working_day":
        return calendar.count(stop.after, stop.until)
    if limit.unit == "day":
        return (stop.until - stop.after).days
    raise Refused("clock.not_stoppable", unit=limit.unit, remedy="only limits counted in days can be stopped")
