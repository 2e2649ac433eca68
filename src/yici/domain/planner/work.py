"""What a plan is made of, each part computed once for the levers that it depends on.

Savings look at the same matter under many policies. Most parts depend on few levers, so each part is kept under the
values of just those: the form under two, the papers under four, the dates under two.
"""

from collections.abc import Callable
from typing import TypeVar

from yici.domain.item import Item
from yici.domain.plan import Day, PlannedVisit, Trip
from yici.domain.planner.choose import Chosen
from yici.domain.planner.form import Line, Sheet, make_sheet, printed_keys, used_forms
from yici.domain.planner.graph import Graph, make_graph
from yici.domain.planner.papers import Paper, Stack, make_stack
from yici.domain.planner.reasons import because
from yici.domain.planner.request import Request
from yici.domain.planner.schedule import Timeline, make_timeline
from yici.domain.planner.trips import plan_trips
from yici.domain.planner.visits import plan_visits
from yici.domain.policy import Policy

T = TypeVar("T")


class Work:
    """The parts of one plan under any policy."""

    def __init__(self, request: Request, chosen: Chosen) -> None:
        self.request = request
        self.chosen = chosen
        self._names = frozenset(item.id for item in chosen.applying)
        self._open = frozenset(item.id for item in chosen.maybe)
        self._used = used_forms(request, self._names)
        self._printed = printed_keys(request, self._used)
        self._willing = frozenset(item.id for item in chosen.applying if _willing(request, item))
        self._made: dict[tuple[object, ...], object] = {}

    def sheet(self, policy: Policy) -> Sheet:
        """Give the form as far as it hangs on no single answer."""
        return self.once(
            ("sheet", policy.merged_form, policy.reuse),
            lambda: make_sheet(self.request, self._names, self._used, self._printed, policy),
        )

    def committed(self, policy: Policy) -> frozenset[str]:
        """Name the items that run in their commitment variant."""
        return self._willing if policy.commitment else frozenset()

    def form(self, policy: Policy) -> list[Line]:
        """Give the lines of the form."""
        sheet = self.sheet(policy)
        return self.once(("form", policy.merged_form, policy.reuse), lambda: sheet.lines(self.request.judge))

    def stack(self, policy: Policy) -> Stack:
        """Give the papers."""
        levers = (policy.merged_form, policy.reuse, policy.tolerance, policy.commitment)
        sheet, committed = self.sheet(policy), self.committed(policy)
        return self.once(
            ("stack", *levers), lambda: make_stack(self.request, sheet, self._names, self._open, committed, policy)
        )

    def papers(self, policy: Policy) -> list[Paper]:
        """Give the lines of the list of papers."""
        return self.stack(policy).papers

    def graph(self, policy: Policy) -> Graph:
        """Give the graph of approvals. Raises Circle."""
        levers = (policy.parallel, policy.commitment)
        return self.once(
            ("graph", *levers), lambda: make_graph(self.request, self.chosen.applying, self.chosen.maybe, policy)
        )

    def timeline(self, policy: Policy) -> Timeline:
        """Give the dates."""
        graph, committed = self.graph(policy), self.committed(policy)
        return self.once(
            ("timeline", policy.parallel, policy.commitment),
            lambda: make_timeline(self.request, graph, committed, policy),
        )

    def finish(self, policy: Policy) -> Day:
        """Give the last day of all; while other items hang on an answer, that of those that apply is only a bound."""
        known, open_items = self.timeline(policy).finish, len(self.chosen.maybe)
        if not open_items or known.day is None:
            return known
        return Day(not_before=known.day, reason=because("schedule.items_open", count=str(open_items)))

    def visits(self, policy: Policy) -> tuple[PlannedVisit, ...]:
        """Give the visits to the premises."""
        graph, timeline, committed = self.graph(policy), self.timeline(policy), self.committed(policy)
        return self.once(
            ("visits", policy.parallel, policy.commitment, policy.joint_inspection),
            lambda: plan_visits(self.request, graph, timeline, committed, policy),
        )

    def trips(self, policy: Policy) -> tuple[Trip, ...]:
        """Give the applicant's trips."""
        lines = self.papers(policy)
        levers = (policy.merged_form, policy.reuse, policy.tolerance, policy.commitment)
        return self.once(("trips", *levers), lambda: plan_trips(self.request, self.chosen.applying, lines, policy))

    def once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Give what was made under a key, or make it now; the key holds the levers that it depends on."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]  # type: ignore[return-value]


def _willing(request: Request, item: Item) -> bool:
    return item.commitment is not None and request.judge(item.commitment.when).holds is True
