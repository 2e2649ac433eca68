"""When something happens: by the working days of the place and by the hours of the day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from yici.demo.history.behaviour import Hours
from yici.domain.clock import legal_day, start_of_day
from yici.domain.workdays import Calendar, NotBefore

MINUTE = timedelta(minutes=1)
OPEN, CLOSED = 8 * 60 + 40, 17 * 60 + 30
"""Nobody in an office acts before or after, in minutes of the day."""
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Times:
    """Chance and calendar together."""

    chance: Random
    calendar: Calendar
    hours: Hours

    def between(self, days: tuple[int, int]) -> int:
        """This will draw a number of days."""
        return self.chance.randint(*days)

    def happens(self, share: float) -> bool:
        """This will draw whether something happens that does in this share of cases."""
        return self.chance.random() < share

    def office(self, after: datetime, days: int) -> datetime | None:
        """This will give a moment of office time, `days` working days after another moment, and always later than it.

        None where the calendar does not reach.
        """
        day = legal_day(after)
        end = self.calendar.add(day, days) if days else self.calendar.workday_from(day)
        if isinstance(end, NotBefore):
            return None
        at = moment_of(self.chance, self.hours, start_of_day(end))
        return at if at > after else self._soon(after)

    def _soon(self, after: datetime) -> datetime | None:
        """The same day a little later, or the next morning."""
        at = after + MINUTE * self.chance.randint(3, 50)
        begun = start_of_day(legal_day(after))
        if self._works(after) and begun + MINUTE * OPEN <= at <= begun + MINUTE * CLOSED:
            return at
        return self.office(after, 1)

    def _works(self, moment: datetime) -> bool:
        day = legal_day(moment)
        return self.calendar.loaded(day.year) and self.calendar.is_workday(day)


_summed: dict[Hours, list[float]] = {}


def moment_of(chance: Random, hours: Hours, begun: datetime) -> datetime:
    """This will draw a moment of the day that begins at a moment, to the second, by the weights of its hours."""
    summed = _summed.get(hours)
    if summed is None:
        summed = _summed[hours] = list(accumulate(hours))
    [hour] = chance.choices(range(24), cum_weights=summed)
    return begun + timedelta(hours=hour, seconds=chance.randrange(60 * SECONDS))
