"""A limit that was lawfully extended: the days granted are counted from its end, its stops taken out as ever.

Administrative Licensing Law Art. 42: what cannot be decided in the limit may, with approval of the head of the agency,
take some days more, and the applicant is told why. Other laws give other days.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from yici.domain.clock import CALENDAR_DAY, Due, Limit, start_of_day
from yici.domain.office import OfficeHours
from yici.domain.reason import Reason
from yici.domain.stops import Stop, due_stopped, explain_stopped
from yici.domain.workdays import WORKDAY, Calendar, DayLine

PLAIN = (WORKDAY, CALENDAR_DAY)
"""A day that counts for no other reason shows the text that added it; a make-up workday keeps its own."""


@dataclass(frozen=True, slots=True)
class AllowedExtension:
    """The one extension of the decision limit: how much at most, who must approve it, and where that was read."""

    limit: Limit
    approver: str
    source: str
    source_title: str


@dataclass(frozen=True, slots=True)
class Extended:
    """By how much a limit was extended, and the source of the text that allows it. `unknown_at`: when it was given,
    where nobody knew then whether the limit was over. If it was, nothing is left that could be extended (Licensing Law
    Art. 42: what cannot be decided within the limit), and the limit ends where it did."""

    limit: Limit
    source: str
    unknown_at: datetime | None = None

    def counts(self, end: Due) -> bool:
        """This will say whether it moves a limit that ends there without it."""
        return self.unknown_at is None or end.at is None or self.unknown_at < end.at


def due_extended(
    limit: Limit, start: datetime, calendar: Calendar, stops: Sequence[Stop], extended: Extended | None,
    office: OfficeHours | None = None,
) -> Due:  # fmt: skip
    """This will say when a limit ends of which `stops` are taken out and to which `extended`, if any, is added.

    While the end of the limit itself is open, so is the new one, and not before the same bound.
    """
    end = due_stopped(limit, start, calendar, stops, office)
    if extended is None or end.day is None or not extended.counts(end):
        return end
    return due_stopped(extended.limit, start_of_day(end.day), calendar, _later(stops, end.day), office)


def explain_extended(
    limit: Limit, start: datetime, calendar: Calendar, stops: Sequence[Stop], extended: Extended | None,
    office: OfficeHours | None = None,
) -> list[DayLine]:  # fmt: skip
    """This will list the days of a limit, then those of its extension, numbered on, with the text that gives them."""
    lines = explain_stopped(limit, start, calendar, stops, office)
    end = due_stopped(limit, start, calendar, stops, office)
    if extended is None or end.day is None or not extended.counts(end):
        return lines
    added = explain_stopped(extended.limit, start_of_day(end.day), calendar, _later(stops, end.day), office)
    counted = max([line.number or 0 for line in lines], default=0)
    # The first line is the day that the limit ends on: it stands there already.
    return lines + [_added(line, counted, extended) for line in added[1:]]


def _later(stops: Sequence[Stop], end: date) -> list[Stop]:
    """Those that began when the limit itself had run: before that they have moved its end already."""
    return [stop for stop in stops if stop.after >= end]


def _added(line: DayLine, counted: int, extended: Extended) -> DayLine:
    if line.number is None:
        return line
    rule = Reason("day.extended", {"source": extended.source}) if line.rule in PLAIN else line.rule
    return replace(line, number=line.number + counted, rule=rule)
