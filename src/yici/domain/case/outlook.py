"""How a case goes on from here: when each approval is to be done, who waits for whom, and where the whole ends.

Nothing is guessed: an end is what stands (a limit of the body), or follows from what stands and the limits of the plan.
Where none is known (it is late, it waits for the applicant, nothing was promised, a year is not loaded) it is open, and
`not_before` is the earliest that it can be.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from yici.domain.case.context import Counting
from yici.domain.case.deadlines import PLATFORM, counted_again
from yici.domain.case.parts import Deadline
from yici.domain.case.state import Approval, Case
from yici.domain.case.states import FINAL
from yici.domain.changing import changed
from yici.domain.clock import Limit, ending_day, legal_day, start_of_day
from yici.domain.open_ends import due_known
from yici.domain.plan import Plan, PlannedApproval
from yici.domain.stops import Stop

Why = Literal[
    "over", "limit", "follows", "joined", "late", "applicant", "stopped", "no_limit", "circle", "calendar", "supposed"
]
"""Why an end is as it is: nothing is left to do; a limit stands; it follows from what comes first; it is decided with
another; the limit has passed; it is the applicant's turn; the clock stands; nobody promised anything; items wait for
each other; a calendar is not loaded; it is supposed to be done today."""
DONE = FINAL | {"decided"}
OPEN: frozenset[Why] = frozenset({"late", "applicant", "no_limit", "circle", "calendar"})


@dataclass(frozen=True, slots=True)
class Expected:
    """One approval from today on: on which day it begins, and on which it is to be done; `ends` is None while nobody
    can say, then `not_before` is the earliest. `critical`: the whole ends later by as much as this does."""

    item: str
    starts: date
    ends: date | None
    not_before: date
    why: Why
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """A whole case from today on. `ends` is None while nobody can say. `late` are the items whose limit has passed."""

    approvals: tuple[Expected, ...]
    ends: date | None
    not_before: date
    late: tuple[str, ...]

    def of(self, item: str) -> Expected:
        """This will give what is expected of one item; KeyError when there is none such."""
        for one in self.approvals:
            if one.item == item:
                return one
        raise KeyError(item)

    @property
    def open(self) -> tuple[Expected, ...]:
        """Those whose end nobody can say for a reason of their own."""
        return tuple(one for one in self.approvals if one.ends is None and one.why in OPEN)


def outlook(
    case: Case, plan: Plan, counting: Mapping[str, Counting], now: datetime, *, done_today: frozenset[str] = frozenset()
) -> Outlook:  # fmt: skip
    """This will say how a case goes on; `counting` says by item how its place counts. `done_today` are items that are
    supposed to be decided today. The case must be settled up to `now`."""
    ahead = _Ahead(case, {a.item: a for a in plan.schedule.approvals}, counting, now, done_today)
    found = [ahead.of(approval) for approval in case.approvals]
    running = [one for one in found if one.why != "over"]
    last = max((one.ends or one.not_before for one in running), default=legal_day(now))
    known = all(one.ends is not None for one in running)
    critical = _critical(case, {one.item: one for one in running}, last)
    marked = tuple(changed(one, critical=one.item in critical) for one in found)
    late = tuple(one.item for one in found if one.why == "late")
    return Outlook(marked, last if known else None, last, late)


def if_done_today(
    case: Case, plan: Plan, counting: Mapping[str, Counting], now: datetime, *, items: tuple[str, ...]
) -> Outlook:  # fmt: skip
    """This will say how a case would go on if some items, late ones as a rule, were decided today."""
    return outlook(case, plan, counting, now, done_today=frozenset(items))


def _critical(case: Case, found: Mapping[str, Expected], last: date) -> frozenset[str]:
    """Back from what ends last, along what it could not begin before."""
    marked = {one.item for one in found.values() if (one.ends or one.not_before) == last}
    gone = list(marked)
    while gone:
        item = gone.pop()
        for before, since in _held_up(case.approval(item), found[item]):
            one = found.get(before)
            if one is not None and (one.ends or one.not_before) >= since and before not in marked:
                marked.add(before)
                gone.append(before)
    return frozenset(marked)


def _held_up(approval: Approval, one: Expected) -> list[tuple[str, date]]:
    """What an item could not begin before, or is not decided before, each with the day from which it holds it up."""
    return [
        *((need, one.starts) for need in approval.needs),
        *((j, one.ends or one.not_before) for j in approval.joins),
    ]


@dataclass(slots=True)
class _Ahead:
    """Works the approvals out, each once; those that are being worked out are part of a circle when asked for again."""

    case: Case
    planned: Mapping[str, PlannedApproval]
    counting: Mapping[str, Counting]
    now: datetime
    done_today: frozenset[str]
    known: dict[str, Expected] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)

    @property
    def today(self) -> date:
        return legal_day(self.now)

    def of(self, approval: Approval) -> Expected:
        if approval.item not in self.known:
            self.busy.add(approval.item)
            self.known[approval.item] = self._worked_out(approval)
            self.busy.discard(approval.item)
        return self.known[approval.item]

    def _worked_out(self, approval: Approval) -> Expected:
        item, today = approval.item, self.today
        if approval.status in DONE:
            return Expected(item, today, today, today, "over")
        if item in self.done_today:
            return Expected(item, today, today, today, "supposed")
        if approval.status == "waiting":
            return self._following(approval)
        own = self._own(approval)
        return self._joined(approval, own) if approval.joins else own

    def _own(self, approval: Approval) -> Expected:
        if approval.status == "prepared":
            return Expected(approval.item, self.today, self.today, self.today, "joined")
        if approval.status == "correcting":
            return changed(self._from(approval, self.today), ends=None, why="applicant")
        if approval.status == "suspended" and approval.suspension:
            return self._stopped(approval, approval.deadlines, approval.suspension.held)
        ends = [d for d in approval.deadlines if d.name in ("promised", "legal") and d.source != PLATFORM]
        if ends:
            return self._standing(approval.item, ends)
        return self._from(approval, self._accepted_by(approval))

    def _accepted_by(self, approval: Approval) -> date:
        """The last day on which it is accepted: the window for checking its papers, today where none stands."""
        windows = [ending_day(d.due) for d in approval.deadlines if d.name == "correction" and d.due]
        return max([*windows, self.today])

    def _standing(self, item: str, ends: list[Deadline]) -> Expected:
        """Of promise and law the promise: it is what the applicant was told. A promise that passed leaves no day."""
        first = next((d for d in ends if d.name == "promised"), ends[0])
        if first.due is None:
            bound = max(legal_day(first.not_before), self.today) if first.not_before else self.today
            return Expected(item, self.today, None, bound, "calendar")
        day = ending_day(first.due)
        if first.due <= self.now:
            return Expected(item, self.today, None, self.today, "late")
        return Expected(item, self.today, day, day, "limit")

    def _stopped(self, approval: Approval, running: tuple[Deadline, ...], held: tuple[Deadline, ...]) -> Expected:
        end = next((d for d in running if d.name == "resumption"), None)
        if end is None or end.due is None or approval.suspension is None:
            return Expected(approval.item, self.today, None, self.today, "calendar")
        local, until = self.counting[approval.item], max(ending_day(end.due), self.today)
        stop = Stop(approval.suspension.cause, legal_day(approval.suspension.since), until)
        later = [
            counted_again(changed(d, stops=(*d.stops, stop)), local.calendar, local.office)
            for d in held
            if d.name in ("promised", "legal")
        ]
        kept = [d for d in running if d.name in ("promised", "legal")]
        if not later and not kept:
            return Expected(approval.item, self.today, None, until, "no_limit")
        found = self._standing(approval.item, [*later, *kept])
        return changed(found, why="stopped") if found.why == "limit" else found

    def _following(self, approval: Approval) -> Expected:
        before = [self._needed(item) for item in approval.needs]
        bound = max((one.ends or one.not_before for one in before), default=self.today)
        found = self._from(approval, bound, why="follows")
        if any(one.why == "circle" for one in before):
            return changed(found, ends=None, why="circle")
        if any(one.ends is None for one in before):
            return changed(found, ends=None, why="follows" if found.ends else found.why)
        return found

    def _needed(self, item: str) -> Expected:
        if item in self.busy:
            return Expected(item, self.today, None, self.today, "circle")
        return self.of(self.case.approval(item))

    def _joined(self, approval: Approval, own: Expected) -> Expected:
        """It is decided with what it runs beside: not before the last of them, which in a circle is any of them."""
        others = [self.of(self.case.approval(item)) for item in approval.joins if item not in self.busy]
        days = [one.ends or one.not_before for one in others]
        last = max([own.not_before, *days])
        known = own.ends is not None and all(one.ends is not None for one in others)
        return changed(own, ends=last if known else None, not_before=last)

    def _from(self, approval: Approval, start: date, *, why: Why = "limit") -> Expected:
        """What begins on a day, with the limit that was promised for it, else that of the law."""
        planned = self.planned.get(approval.item)
        told = planned and (planned.promised or planned.joint or planned.legal)
        if not told:
            return Expected(approval.item, start, None, start, "no_limit")
        end, bound = self._after(approval.item, start, told.limit)
        return Expected(approval.item, start, end, bound, why if end else "calendar")

    def _after(self, item: str, start: date, limit: Limit) -> tuple[date | None, date]:
        local = self.counting[item]
        end = due_known(limit, start_of_day(start), local.calendar, local.office)
        if end.at is not None:
            day = max(ending_day(end.at), start)
            return day, day
        return None, max(legal_day(end.not_before), start) if end.not_before else start
