"""The approvals on a time axis, drawn as SVG on the server for wide screens; phones get the same as a list of days.

Geometry only; words come in as they shall be shown. Every row has its own lines for the name (left, wrapped), the note
and the bar, so nothing ever overlaps or is cut; visits have lanes of their own below. An end that is only known as "not
before" is drawn solid up to what is known and open behind it. A wait is a line from what is waited for.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yici.domain.plan import Day, Plan
from yici.domain.workdays import Calendar
from yici.web.brackets import Bracket, Mark, brackets_of, marks_of

WIDTH, LABEL, RIGHT, TOP = 960, 252, 20, 40
NAME_SIZE, NAME_LINE, NOTE_SIZE, NOTE_LINE = 16, 23, 14, 22
BAR, GAP, GUTTER = 16, 22, 8
LEAST_BAR = 14
TICK_ROOM = 84
LEAST_DAYS = 5
MOST_SHADED = 400
NO_BREAK_BEFORE = "，。、；：？！）》”’·,.;:)"


@dataclass(frozen=True, slots=True)
class RowWords:
    """What one row says: the name at the left, the note over the bar."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text."""

    x: float
    y: float
    text: str
    end: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `kind` is instant, approval, waiting or visit; `tail` the part of the bar that nobody can date."""

    names: tuple[Text, ...]
    note: Text
    bar: Box
    tail: Box | None
    kind: str
    critical: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """Everything to draw, in units of the viewBox: `width` by `height`. `brackets` hold items that wait for each other
    together, `marks` stand where the own work of one of them is done. `free` are the days off, `lines` and `ticks`
    the days marked, `rule` is where the visits' lanes begin."""

    rows: tuple[Row, ...]
    waits: tuple[str, ...]
    brackets: tuple[Bracket, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Text, ...]
    lines: tuple[float, ...]
    free: tuple[Box, ...]
    rule: float | None
    width: int
    height: float


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to horizontal positions; one column for each day from the first to the last."""

    first: date
    days: int

    @property
    def column(self) -> float:
        """The width of one day."""
        return (WIDTH - LABEL - RIGHT) / self.days

    def x(self, day: date, *, end: bool = False) -> float:
        """This will give the left edge of a day, or its right edge."""
        passed = (day - self.first).days + (1 if end else 0)
        return round(LABEL + self.column * min(max(passed, 0), self.days), 1)


@dataclass(frozen=True, slots=True)
class Span:
    """From which day to which one row reaches; `open` when it may be later."""

    first: date
    last: date
    open: bool
    kind: str
    critical: bool = False


def draw(plan: Plan, words: Sequence[RowWords], calendar: Calendar, write: Callable[[date], str]) -> Axis:
    """This will lay a plan out: `words` for each approval and then for each visit that has days, in their order;
    `write` writes a day shortly."""
    spans = list(_spans(plan))
    scale = _scale(plan.schedule.start, spans)
    rows: list[Row] = []
    y, rule = float(TOP), None
    for span, said in zip(spans, words, strict=True):
        if span.kind == "visit" and rule is None:
            rule, y = y, y + GAP / 2
        row, height = _row(scale, span, said, y)
        rows.append(row)
        y += height + GAP
    height = y - GAP / 2
    ticks = _ticks(scale, write)
    return Axis(
        rows=tuple(rows),
        waits=tuple(_waits(plan, rows)),
        brackets=tuple(brackets_of(plan, _middles(plan, rows), LABEL - GUTTER)),
        marks=tuple(marks_of(plan, [row.bar.y for row in rows], lambda day: scale.x(day, end=True))),
        ticks=tuple(text for _, text in ticks),
        lines=tuple(x for x, _ in ticks),
        free=tuple(_free(scale, calendar, height)),
        rule=rule,
        width=WIDTH,
        height=height,
    )


def _spans(plan: Plan) -> Iterator[Span]:
    for one in plan.schedule.approvals:
        first, last = _known(one.starts, plan.schedule.start), _known(one.promised_by, plan.schedule.start)
        done = one.promised_by.day is not None
        kind = "waiting" if one.promised is None else "instant" if done and first == last else "approval"
        yield Span(first, max(first, last), not done, kind, one.critical)
    for visit in plan.schedule.visits:
        first = _known(visit.earliest, plan.schedule.start)
        last = max(first, _known(visit.latest, first))
        yield Span(first, last, visit.latest.day is None, "visit")


def _known(day: Day, otherwise: date) -> date:
    return day.day or day.not_before or otherwise


def _scale(start: date, spans: Sequence[Span]) -> Scale:
    last = max((span.last for span in spans), default=start)
    days = max((last - start).days + 1, LEAST_DAYS)
    # Room behind the last day for what is open, so that an open end looks open.
    return Scale(start, days + (max(1, days // 12) if any(span.open for span in spans) else 0))


def _row(scale: Scale, span: Span, words: RowWords, y: float) -> tuple[Row, float]:
    lines = wrap(words.name, LABEL - 20, NAME_SIZE)
    height = max(len(lines) * NAME_LINE, NOTE_LINE + BAR)
    top = y + max(0, (len(lines) * NAME_LINE - NOTE_LINE - BAR) / 2)
    left, right = scale.x(span.first), scale.x(span.last, end=True)
    undated = span.kind == "waiting"
    bar = Box(left, top + NOTE_LINE, 0 if undated else max(round(right - left - 2, 1), LEAST_BAR), BAR)
    end = bar.x + bar.width
    tail = Box(end, bar.y, round(WIDTH - RIGHT - end, 1), BAR) if span.open else None
    names = tuple(Text(0, y + 17 + number * NAME_LINE, line) for number, line in enumerate(lines))
    return Row(names, _note(bar, words.note, top), bar, tail, span.kind, span.critical), height


def _note(bar: Box, text: str, top: float) -> Text:
    room = WIDTH - RIGHT - bar.x
    if measure(text, NOTE_SIZE) <= room:
        return Text(bar.x, top + 15, text)
    return Text(WIDTH - RIGHT, top + 15, text, end=True)


def _waits(plan: Plan, rows: Sequence[Row]) -> Iterator[str]:
    by_item = {one.item: row for one, row in zip(plan.schedule.approvals, rows, strict=False)}
    for edge in plan.graph:
        if edge.relaxed is None and edge.needs in by_item and edge.item in by_item:
            yield _wait(by_item[edge.needs].bar, by_item[edge.item].bar)


def _middles(plan: Plan, rows: Sequence[Row]) -> dict[str, float]:
    pairs = zip(plan.schedule.approvals, rows, strict=False)
    return {one.item: row.bar.y + BAR / 2 for one, row in pairs}


def _wait(needed: Box, waiting: Box) -> str:
    # Left of the waiting bar and of its note; a bar that begins there as well is left by its side.
    x = round(waiting.x - GUTTER, 1)
    below = needed.y + (BAR if waiting.y > needed.y else 0)
    begin = f"M{needed.x} {needed.y + BAR / 2}H{x}" if x < needed.x else f"M{x} {below}"
    return f"{begin}V{waiting.y + BAR / 2}H{waiting.x}"


def _ticks(scale: Scale, write: Callable[[date], str]) -> list[tuple[float, Text]]:
    step = max(1, -(-TICK_ROOM // max(1, int(scale.column))))
    if step > 3:
        # Whole weeks from the first day on: the same weekday under each other.
        step = -(-step // 7) * 7
    days = (scale.first + timedelta(days=number) for number in range(0, scale.days, step))
    return [
        (scale.x(day), Text(scale.x(day), 20, write(day)))
        for day in days
        if scale.x(day) + measure(write(day), NOTE_SIZE) <= WIDTH
    ]


def _free(scale: Scale, calendar: Calendar, height: float) -> Iterator[Box]:
    if scale.days > MOST_SHADED:
        return
    run = 0
    for number in range(scale.days + 1):
        day = scale.first + timedelta(days=number)
        off = number < scale.days and calendar.loaded(day.year) and not calendar.is_workday(day)
        if not off and run:
            first = day - timedelta(days=run)
            yield Box(scale.x(first), TOP - 10, round(scale.x(day) - scale.x(first), 1), height - TOP + 10)
        run = run + 1 if off else 0


def measure(text: str, size: float) -> float:
    """This will estimate the width of a text: Han characters are square, others a little wider than half."""
    return size * sum(1.0 if ord(letter) > 0x2E7F else 0.58 for letter in text)


def wrap(text: str, room: float, size: float) -> list[str]:
    """This will break a text into lines that fit: between Han characters, at spaces between words."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and measure(lines[-1] + piece.rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for position, letter in enumerate(text):
        piece += letter
        following = text[position + 1 : position + 2]
        breaks = letter == " " or ord(letter) > 0x2E7F or (following and ord(following) > 0x2E7F)
        if breaks and following and following not in NO_BREAK_BEFORE:
            yield piece
            piece = ""
    if piece:
        yield piece
