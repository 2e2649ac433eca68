"""What a decision needs and the state does not hold: the moment, the actor, the pinned plan, the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from yici.domain.changing import changed
from yici.domain.clock import Limit, legal_day
from yici.domain.event import Actor
from yici.domain.licence import Licence
from yici.domain.office import OfficeHours
from yici.domain.plan import Plan, PlannedApproval
from yici.domain.workdays import Calendar

REMIND_AFTER = Limit(5, "working_day")
"""How long the platform itself waits before it reminds, where no text binds anybody; a place may set another."""
WARN_BEFORE = 1
"""How many working days before the last one the office is warned of a limit; a place may set another number."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How a place counts: its calendar, how long it waits before it is reminded, how many working days before its last
    one it is warned of a limit, its office hours where they are recorded; `since` when it counts so (None: always)."""

    calendar: Calendar
    remind: Limit
    warn: int = WARN_BEFORE
    office: OfficeHours | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to `decide` by a service. `remind` is the place's own reminder period, `warn` its working days of warning;
    neither moves a lawful limit. `office` are the hours of the place; while nobody has recorded them, ends that hang on
    them stay open. `since` is when the place began to count over this calendar and these hours, None where it always
    did: what an end had brought before, it brought.

    `elsewhere` says by item how the place counts that handles it, where that is not as the plan's place does.
    `breaches` names approvals of the same person that rested on a commitment which was broken and not repaired.
    `licences` are those that the case renews, by id, settled up to `now`. `ahead` names by item, where the number of
    grants is limited, the approvals of others that were accepted earlier and are not decided.
    """

    now: datetime
    actor: Actor
    plan: Plan
    calendar: Calendar
    remind: Limit = REMIND_AFTER
    elsewhere: Mapping[str, Counting] = field(default_factory=dict)
    licences: Mapping[str, Licence] = field(default_factory=dict)
    warn: int = WARN_BEFORE
    office: OfficeHours | None = None
    ahead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    breaches: tuple[str, ...] = ()
    since: datetime | None = None

    def at(self, item: str) -> "Context":
        """This will give the context as the place counts that handles an item."""
        local = self.elsewhere.get(item)
        if local is None:
            return self
        return changed(
            self, calendar=local.calendar, remind=local.remind, warn=local.warn, office=local.office, elsewhere={},
            since=local.since,
        )  # fmt: skip

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
