"""The approvals on a time axis, drawn as SVG on the server: across on wide screens, downwards on phones.

Geometry only; words come in as they shall be shown. Bars are drawn from start to promised end; an end that is only known
as "not before" is drawn open; a wait is a line from what is waited for. The visit has a lane of its own
under the bars, so it never crosses a label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yici.domain.plan import Plan
from yici.domain.workdays import Calendar

ROW, TOP, LABEL, WIDTH = 54, 46, 236, 960
MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One approval: where it stands, what is written in and beside it."""

    name: str
    note: str
    x: float
    y: float
    width: float
    open: bool
    instant: bool
    critical: bool
    note_inside: bool
    note_x: float
    note_left: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """One wait: from the end of what is waited for to the start of the waiting approval."""

    path: str


@dataclass(frozen=True, slots=True)
class Tick:
    """One day marked on the axis."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One inspection window with the approvals that it serves."""

    x: float
    width: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Everything to draw; `height` in units of the viewBox, 960 wide."""

    bars: tuple[Bar, ...]
    waits: tuple[Wait, ...]
    ticks: tuple[Tick, ...]
    visits: tuple[Visit, ...]
    width: int
    height: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to horizontal positions; one column for each day from the first to the last."""

    first: date
    days: int

    def x(self, day: date, *, end: bool = False) -> float:
        """This will give the left edge of a day, or its right edge."""
        passed = (day - self.first).days + (1 if end else 0)
        return round(LABEL + (WIDTH - LABEL - 24) * passed / self.days, 1)


def draw(plan: Plan, words: dict[str, tuple[str, str]], visits: Sequence[str], ticks: "TickWriter") -> Axis:
    """This will lay a plan out. `words` gives name and note per item, `visits` one line per visit."""
    approvals = plan.schedule.approvals
    scale = _scale(plan)
    bars = tuple(_bar(scale, plan, index, *words[a.item]) for index, a in enumerate(approvals))
    by_item = {approval.item: bar for approval, bar in zip(approvals, bars, strict=True)}
    waits = tuple(
        _wait(by_item[edge.needs], by_item[edge.item])
        for edge in plan.graph
        if edge.relaxed is None and edge.needs in by_item and edge.item in by_item
    )
    bottom = TOP + ROW * len(bars)
    drawn = tuple(
        _visit(scale, visit.earliest.day, visit.latest.day, bottom + 12 + 40 * n, text)
        for n, (visit, text) in enumerate(zip(plan.schedule.visits, visits, strict=True))
        if visit.earliest.day and visit.latest.day
    )
    height = bottom + 16 + 40 * len(drawn)
    return Axis(bars, waits, _ticks(scale, ticks), drawn, WIDTH, height, bottom)


class TickWriter:
    """Writes the day of a tick, with the calendar that says which days are worked."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar

    def text(self, day: date) -> str:
        """This will write a day shortly."""
        return f"{day.month}/{day.day}"

    def works(self, day: date) -> bool:
        """This will say whether a day is worked; a day of an unloaded year counts as one, it is only a tick."""
        return not self.calendar.loaded(day.year) or self.calendar.is_workday(day)


def _scale(plan: Plan) -> Scale:
    first = plan.schedule.start
    ends = [first]
    for approval in plan.schedule.approvals:
        for day in (approval.starts, approval.promised_by):
            known = day.day or day.not_before
            if known:
                ends.append(known)
    return Scale(first, max((max(ends) - first).days + 1, 5))


def _bar(scale: Scale, plan: Plan, index: int, name: str, note: str) -> Bar:
    approval = plan.schedule.approvals[index]
    start = approval.starts.day or approval.starts.not_before or scale.first
    end = approval.promised_by.day or approval.promised_by.not_before or start
    left, right = scale.x(start), scale.x(end, end=True)
    width = round(max(right - left, 16), 1)
    room = 8 * sum(2 if ord(letter) > 0x2E7F else 1 for letter in note)
    instant = approval.promised is not None and approval.promised.limit.unit in ("on_the_spot", "hour", "minute")
    inside, beside = width > room + 28, left + width + 10 + room <= WIDTH
    return Bar(
        name, note, left, TOP + ROW * index + 12, width, approval.promised_by.day is None, instant,
        approval.critical, inside, left + width + 10 if beside else left - 8, not beside,
    )  # fmt: skip


def _wait(needed: Bar, waiting: Bar) -> Wait:
    x, y = needed.x + min(needed.width, 14), needed.y + 28
    down = waiting.y + 14
    return Wait(f"M{x} {y}V{down}H{waiting.x}" if waiting.x > x else f"M{waiting.x + 6} {y}V{waiting.y}")


def _visit(scale: Scale, first: date, last: date, y: int, text: str) -> Visit:
    left = scale.x(first)
    return Visit(left, round(max(scale.x(last, end=True) - left, 16), 1), y, text)


def _ticks(scale: Scale, writer: TickWriter) -> tuple[Tick, ...]:
    step = max(1, -(-scale.days // MOST_TICKS))
    days = [date.fromordinal(scale.first.toordinal() + n) for n in range(0, scale.days, step)]
    return tuple(Tick(scale.x(day), writer.text(day)) for day in days)
