"""Office hours: when a place is open on a working day, in minutes after midnight of legal time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from yici.domain.error import Invalid

MINUTES_A_DAY = 1440
Session = tuple[int, int]

_SESSION = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The sessions of a working day, e.g. ((540, 720), (810, 1020)) for 9:00-12:00 and 13:30-17:00.

    `by_weekday` (1 Monday to 7) replaces them where a weekday differs. A session ends at 1440 (24:00) at the latest.
    Raises Invalid("office.hours") when a day has no session, or sessions overlap or are out of order.
    """

    sessions: tuple[Session, ...]
    by_weekday: Mapping[int, tuple[Session, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not all(1 <= weekday <= 7 for weekday in self.by_weekday):
            raise Invalid("office.weekday", remedy="Number weekdays from 1 (Monday) to 7 (Sunday).")
        for sessions in (self.sessions, *self.by_weekday.values()):
            edges = [edge for session in sessions for edge in session]
            in_order = all(early < late for early, late in pairwise(edges))
            if not edges or not in_order or edges[0] < 0 or edges[-1] > MINUTES_A_DAY:
                remedy = "Give at least one session a day, in order, not overlapping, between 0:00 and 24:00."
                raise Invalid("office.hours", sessions=sessions, remedy=remedy)

    def on(self, weekday: int) -> tuple[Session, ...]:
        """Give the sessions of a weekday, 1 (Monday) to 7."""
        return self.by_weekday.get(weekday, self.sessions)

    def closes(self, weekday: int) -> int:
        """Give the minute after midnight at which the office closes on a weekday."""
        return self.on(weekday)[-1][1]


def sessions_from(text: str) -> tuple[Session, ...]:
    """Read "9:00-12:00 13:30-17:00" (blank or comma between sessions). Raises Invalid("office.text")."""
    parts = re.split(r"[\s,]+", text.strip())
    matches = [_SESSION.fullmatch(part) for part in parts]
    found = [match for match in matches if match]
    if len(found) < len(parts) or any(int(match[group]) > 59 for match in found for group in (2, 4)):
        raise Invalid("office.text", text=text, remedy='Write the hours as "9:00-12:00 13:30-17:00".')
    return tuple((int(m[1]) * 60 + int(m[2]), int(m[3]) * 60 + int(m[4])) for m in found)
