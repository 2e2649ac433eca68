"""What a decision needs and the state does not hold: the moment, and the calendar of the place."""

from dataclasses import dataclass
from datetime import date, datetime

from yici.domain.clock import legal_day
from yici.domain.workdays import Calendar


@dataclass(frozen=True, slots=True)
class LicenceContext:
    """Handed to `decide` and `settle` by a service."""

    now: datetime
    calendar: Calendar

    @property
    def day(self) -> date:
        """The legal day of the moment."""
        return legal_day(self.now)
