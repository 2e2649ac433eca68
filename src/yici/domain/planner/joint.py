"""The one limit of approvals that are handled jointly, where a decision orders it (Licensing Law Art. 26, 42): it ends
all of them, and it ends nothing whose turn comes only after it, behind what it does not bind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yici.domain.plan import Day, Told
from yici.domain.planner.course import Stage
from yici.domain.planner.days import day_after
from yici.domain.planner.limits import told
from yici.domain.planner.prepared import by_id
from yici.domain.planner.reasons import because
from yici.domain.planner.request import Request
from yici.domain.policy import Policy
from yici.domain.reason import Reason


@dataclass(frozen=True, slots=True)
class Joint:
    """The limit with its decision, its last day, and the items whose regime knows such a limit."""

    told: Told
    by: Day
    items: frozenset[str]

    def end(self, name: str, starts: Day, promised: Day) -> Day:
        """Give the promised end of an approval that starts on a day: none later than the last day for all."""
        return self.by if self._caps(name, starts, promised) else promised

    def _caps(self, name: str, starts: Day, promised: Day) -> bool:
        known = None not in (starts.day, promised.day, self.by.day)
        return name in self.items and known and not _after(starts, self.by) and _after(promised, self.by)

    def binds(self, name: str, stage: Stage[Day]) -> bool:
        """Say whether an approval falls under the limit: not if it cannot begin, or be decided, before that is over."""
        return name in self.items and not _after(stage.ends, self.by)

    def reasons(self, name: str, stage: Stage[Day], promised: Day) -> Iterator[Reason]:
        """Say what the limit does to an approval; `promised` is what it would be promised without it."""
        if name not in self.items:
            return
        if not self.binds(name, stage):
            yield because("legal.joint_over", source=self.told.source)
            return
        yield because("legal.joint", source=self.told.source)
        if self._caps(name, stage.starts, promised):
            yield because("promised.joint", source=self.told.source)


def joint_of(request: Request, names: Iterable[str], policy: Policy) -> Joint | None:
    """This will give the joint limit of a plan. None without a decision that holds at the place, and where each item is
    handled by itself, one after another."""
    found = told(request.bundle.joint_limit, by_id(request.bundle.sources), request.place)
    # What another place has decided binds nobody here.
    if found is None or found.standing == "reference" or not policy.parallel:
        return None
    by = day_after(Day(request.start), found.limit, request.calendar, "")
    return Joint(found, by, frozenset(name for name in names if request.facts(name).regime.joint.claims))


def _after(one: Day, other: Day) -> bool:
    """True when one day is surely after another."""
    least = one.day or one.not_before
    return least is not None and other.day is not None and least > other.day
