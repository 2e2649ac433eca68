"""What a decision needs and the state does not hold: the moment, the actor, the pinned plan, the calendar."""

from dataclasses import dataclass
from datetime import date, datetime

from yici.domain.clock import Limit, legal_day
from yici.domain.event import Actor
from yici.domain.plan import Plan, PlannedApproval
from yici.domain.workdays import Calendar

REMIND_AFTER = Limit(5, "working_day")
"""How long the platform itself waits before it reminds, where no text binds anybody; a place may set another."""


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to `decide` by a service. `remind` is the place's own reminder period; it moves no lawful limit."""

    now: datetime
    actor: Actor
    plan: Plan
    calendar: Calendar
    remind: Limit = REMIND_AFTER

    @property
    def day(self) -> date:
        """The legal day of `now`."""
        return legal_day(self.now)

    def planned(self, item: str) -> PlannedApproval:
        """This will give the plan's approval of an item; KeyError when the plan has none such."""
        for approval in self.plan.schedule.approvals:
            if approval.item == item:
                return approval
        raise KeyError(item)
