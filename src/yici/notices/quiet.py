"""Quiet hours: nobody's phone rings at night because an office filed something late."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from yici.domain.clock import LEGAL

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours, in legal time, in which what is not urgent waits; equal ends mean that there are none."""

    begins: time = time(22)
    ends: time = time(8)

    def after(self, moment: datetime) -> datetime:
        """This will give the first moment from `moment` on at which a message may go."""
        local = moment.astimezone(LEGAL)
        if not self._holds(local.time()):
            return moment
        ending = local.replace(hour=self.ends.hour, minute=self.ends.minute, second=0, microsecond=0)
        return (ending if ending > local else ending + DAY).astimezone(moment.tzinfo)

    def _holds(self, at: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends
