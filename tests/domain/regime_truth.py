"""What a case must look like under a regime, told from its events by counting days one by one: no code of the machine.

It keeps of each item since when its legal limit runs, for which days the law lets it stand still, and by how much it
was extended; it also keeps who was named what, asked whom, and decided what.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.domain.national_calendar import NATIONAL
from tests.domain.regime_samples import REGIMES
from yici.domain.case import Case, CaseEvent
from yici.domain.clock import Limit, end_of_day, ending_day, legal_day

ONE = timedelta(days=1)
LAST = date(2026, 12, 31)
"""No calendar is loaded beyond."""


@dataclass
class Running:
    """The legal limit of one item: since when, the days that do not count, and what was added."""

    since: datetime
    stopped: list[tuple[date, date]] = field(default_factory=list)
    added: Limit | None = None
    began: datetime | None = None


class Truth:
    """What is known of a case under a regime from its events alone."""

    def __init__(self, regime: str, case: Case) -> None:
        self.regime = REGIMES[regime]
        self.received = {a.item: a.received_at for a in case.approvals}
        self.at_window = case.received is not None
        self.met = dict.fromkeys(self.received, self.at_window)
        self.running: dict[str, Running] = {}
        self.named: dict[str, set[str]] = {}
        self.asked: dict[str, set[str]] = {}
        if self.regime.counted_from == "receipt":
            self.running = {a.item: Running(a.received_at) for a in case.approvals if not a.needs}

    @property
    def limit(self) -> Limit | None:
        return self.regime.decision.claims[0].value if self.regime.decision.claims else None

    def take(self, event: CaseEvent) -> None:
        """This will learn from an event. AssertionError for what no regime allows."""
        getattr(self, "on_" + event.kind.replace(".", "_"), lambda _: None)(event)

    def on_case_correction_requested(self, event: CaseEvent) -> None:
        for defect in event.defects:  # type: ignore[attr-defined]
            self.asked.setdefault(defect.item, set()).add(defect.target)
        for item, asked in self.asked.items():
            # Whoever took a request back has made it all the same.
            assert asked <= self.named.setdefault(item, set(asked)), "a second correction on new grounds"

    def on_case_correction_withdrawn(self, event: CaseEvent) -> None:
        for item in event.deadlines:  # type: ignore[attr-defined]
            del self.asked[item]
            self.met[item] = self.at_window

    def on_case_correction_supplied(self, event: CaseEvent) -> None:
        named = {one.material for one in event.papers} | set(event.private.get("elements", ()))  # type: ignore[attr-defined]
        for item in event.deadlines:  # type: ignore[attr-defined]
            asked = self.asked.pop(item)
            assert asked <= named, "an answer that lacks what was named"
            # In these lives the clerk takes the answer in.
            self.received[item], self.met[item] = event.at, True
            if item in self.running:
                self.running[item] = Running(event.at)

    def on_approval_accepted(self, event: CaseEvent) -> None:
        item = event.item  # type: ignore[attr-defined]
        by_silence, since = event.by_silence, event.accepted_at  # type: ignore[attr-defined]
        if by_silence:
            assert self.regime.correction.missed == "accepted_from_receipt"
            assert event.at == self.window(item)
            assert since == self.received[item], "silence accepts from the day of receipt"
        elif self.regime.counted_from == "acceptance":
            assert since == event.at
        if item not in self.running:
            self.running[item] = Running(since)

    def on_approval_started(self, event: CaseEvent) -> None:
        self.running[event.item] = Running(event.at)  # type: ignore[attr-defined]

    def on_approval_suspended(self, event: CaseEvent) -> None:
        if event.cause in self.regime.stop_causes:  # type: ignore[attr-defined]
            self.running[event.item].began = event.at  # type: ignore[attr-defined]

    def on_approval_resumed(self, event: CaseEvent) -> None:
        one = self.running[event.item]  # type: ignore[attr-defined]
        if one.began is not None:
            one.stopped.append((legal_day(one.began), ending_day(event.at)))
            one.began = None

    def on_approval_extended(self, event: CaseEvent) -> None:
        one = self.running[event.item]  # type: ignore[attr-defined]
        allowed = self.regime.extension.claims[0].value.limit
        assert one.added is None, "extended twice"
        assert event.extended.limit.amount <= allowed.amount  # type: ignore[attr-defined]
        one.added = event.extended.limit  # type: ignore[attr-defined]

    def window(self, item: str) -> datetime | None:
        """This will say when the office's time to tell defects is over; None where the regime knows no such time."""
        claims = self.regime.correction.window.claims
        if not claims:
            return None
        limit, day = claims[0].value, legal_day(self.received[item])
        if limit.unit == "on_the_spot" and not self.met[item]:
            limit = Limit(1, "working_day")
        end = self._rested(day) if limit.unit == "on_the_spot" else _walk(day, limit, ())
        return end_of_day(end) if end else None

    def legal(self, item: str) -> datetime | None:
        """This will say when the legal limit of an item ends, counted day by day; None where no calendar reaches."""
        one, limit = self.running[item], self.limit
        assert limit is not None
        end = _walk(legal_day(one.since), limit, one.stopped)
        if end is not None and one.added is not None:
            end = _walk(end, one.added, one.stopped)
        return end_of_day(end) if end else None

    @staticmethod
    def _rested(day: date) -> date | None:
        while day <= LAST and not NATIONAL.is_workday(day):
            day += ONE
        return day if day <= LAST else None


def _walk(start: date, limit: Limit, stopped: list[tuple[date, date]] | tuple[()]) -> date | None:
    """Civil Code Art. 201, 203; Licensing Law Art. 82: the first day is not counted, what stands still is not, working
    days leave out rest days, and other days that end on one move on."""
    day, left = start, limit.amount
    while left and day < LAST:
        day += ONE
        rests = limit.unit == "working_day" and not NATIONAL.is_workday(day)
        left -= not rests and not any(after < day <= until for after, until in stopped)
    if left:
        return None
    return Truth._rested(day)
