"""Where everything of the picture stands: on wide screens days run to the right, on phones downwards. No words here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from yici.web.axis import (
    BAR,
    GAP,
    LABEL,
    LEAST_BAR,
    NAME_LINE,
    NAME_SIZE,
    NOTE_LINE,
    NOTE_SIZE,
    RIGHT,
    TICK_ROOM,
    TOP,
    WIDTH,
    Box,
    Scale,
    Text,
    measure,
    wrap,
)

LIGHT_ROOM: Final = 22
LEAST_DAYS: Final = 5
TALL_WIDTH, TALL_LEFT, TALL_TOP, TALL_BAR = 340, 76, 40, 14
MOST_HEIGHT, LEAST_HEIGHT, LEAST_DAY, MOST_DAY = 760, 260, 3, 28
TALL_TICK: Final = 26
OPEN_TAIL: Final = 34


@dataclass(frozen=True, slots=True)
class Span:
    """One row: from which day to which it reaches; `today` parts what was from what is expected. `open`: nobody knows
    the end. `light` is the colour of its light, `kind` approval, over, visit or meeting."""

    key: str
    name: str
    note: str
    first: date
    last: date
    open: bool
    kind: str
    light: str = ""
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row drawn: its light, name, note, what was and what is expected, and a tail where the end is open."""

    span: Span
    number: int
    lamp: tuple[float, float]
    names: tuple[Text, ...]
    note: Text
    past: Box | None
    ahead: Box | None
    tail: Box | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything to draw, in units of the viewBox. `waits` are paths, each with whether it is still waited."""

    rows: tuple[Row, ...]
    waits: tuple[tuple[str, bool], ...]
    ticks: tuple[Text, ...]
    lines: tuple[float, ...]
    today: float
    width: float
    height: float


Edge = tuple[str, str, bool]
"""What is needed, what needs it, and whether it still waits."""


def wide(
    spans: Sequence[Span], edges: Sequence[Edge], first: date, today: date, write: Callable[[date], str]
) -> Drawing:
    """This will draw days to the right."""
    scale = _scale(first, today, spans)
    rows, y = list[Row](), float(TOP)
    for number, span in enumerate(spans, 1):
        row, height = _row(scale, span, number, today, y)
        rows.append(row)
        y += height + GAP
    ticks = list(_ticks(scale, write))
    bars = {row.span.key: _whole(row) for row in rows}
    return Drawing(
        tuple(rows), tuple(_waits(edges, bars)), tuple(text for _, text in ticks), tuple(x for x, _ in ticks),
        scale.x(today), WIDTH, y - GAP / 2,
    )  # fmt: skip


def _scale(first: date, today: date, spans: Sequence[Span]) -> Scale:
    last = max([span.last for span in spans] + [today])
    days = max((last - first).days + 1, LEAST_DAYS)
    return Scale(first, days + (max(2, days // 8) if any(span.open for span in spans) else 0))


def _row(scale: Scale, span: Span, number: int, today: date, y: float) -> tuple[Row, float]:
    lines = wrap(span.name, LABEL - 20 - LIGHT_ROOM, NAME_SIZE)
    height = max(len(lines) * NAME_LINE, NOTE_LINE + BAR)
    top = y + max(0, (len(lines) * NAME_LINE - NOTE_LINE - BAR) / 2)
    names = tuple(Text(LIGHT_ROOM, y + 17 + at * NAME_LINE, line) for at, line in enumerate(lines))
    left, right = scale.x(span.first), max(scale.x(span.last, end=True), scale.x(span.first) + LEAST_BAR)
    middle = min(max(scale.x(today), left), right) if span.kind != "over" else right
    past = Box(left, top + NOTE_LINE, round(middle - left, 1), BAR) if middle > left else None
    ahead = Box(middle, top + NOTE_LINE, round(right - middle, 1), BAR) if right > middle else None
    tail = Box(right, top + NOTE_LINE, round(WIDTH - RIGHT - right, 1), BAR) if span.open else None
    return Row(span, number, (7, y + 11), names, _note(left, span.note, top), past, ahead, tail), height


def _note(left: float, text: str, top: float) -> Text:
    fits = measure(text, NOTE_SIZE) <= WIDTH - RIGHT - left
    return Text(left, top + 15, text) if fits else Text(WIDTH - RIGHT, top + 15, text, end=True)


def _whole(row: Row) -> Box:
    """What was and what is expected as one bar, whichever way the days run."""
    parts = [box for box in (row.past, row.ahead) if box]
    left, top = min(box.x for box in parts), min(box.y for box in parts)
    right, bottom = max(box.x + box.width for box in parts), max(box.y + box.height for box in parts)
    return Box(left, top, right - left, bottom - top)


def _waits(edges: Sequence[Edge], bars: Mapping[str, Box]) -> Iterator[tuple[str, bool]]:
    for needed, waiting, still in edges:
        if needed in bars and waiting in bars:
            yield _wait(bars[needed], bars[waiting]), still


def _wait(needed: Box, waiting: Box) -> str:
    """From the beginning of what is needed down beside the waiting bar: left of its bar and note."""
    x = round(waiting.x - 8, 1)
    below = needed.y + (BAR if waiting.y > needed.y else 0)
    begin = f"M{needed.x} {needed.y + BAR / 2}H{x}" if x < needed.x else f"M{x} {below}"
    return f"{begin}V{waiting.y + BAR / 2}H{waiting.x}"


def _days_apart(room: float, each: float) -> int:
    """How many days lie between two written ones: as many as need the room, and whole weeks where it is over three."""
    step = max(1, -(-int(room) // max(1, int(each))))
    return -(-step // 7) * 7 if step > 3 else step


def _ticks(scale: Scale, write: Callable[[date], str]) -> Iterator[tuple[float, Text]]:
    for number in range(0, scale.days, _days_apart(TICK_ROOM, scale.column)):
        day = scale.first + timedelta(days=number)
        if scale.x(day) + measure(write(day), NOTE_SIZE) <= WIDTH:
            yield scale.x(day), Text(scale.x(day), 20, write(day))


@dataclass(frozen=True, slots=True)
class Downwards:
    """Days to heights on a phone."""

    first: date
    days: int

    @property
    def each(self) -> float:
        """The height of one day."""
        return min(max(MOST_HEIGHT / self.days, LEAST_DAY), max(MOST_DAY, LEAST_HEIGHT / self.days))

    def y(self, day: date, *, end: bool = False) -> float:
        """This will give the upper edge of a day, or its lower edge."""
        passed = (day - self.first).days + (1 if end else 0)
        return round(TALL_TOP + self.each * min(max(passed, 0), self.days), 1)


def tall(
    spans: Sequence[Span], edges: Sequence[Edge], first: date, today: date, write: Callable[[date], str]
) -> Drawing:
    """This will draw days downwards, a lane for each row; the names stand in the list below, by number."""
    last = max([span.last for span in spans] + [today])
    scale = Downwards(first, max((last - first).days + 1, LEAST_DAYS))
    step = (TALL_WIDTH - TALL_LEFT - 2 * TALL_BAR) / max(len(spans) - 1, 1) if len(spans) > 1 else 0
    lanes = [round(TALL_LEFT + min(step, 44) * at, 1) for at in range(len(spans))]
    rows = [_lane(scale, span, at + 1, today, lanes[at]) for at, span in enumerate(spans)]
    height = scale.y(last, end=True) + (OPEN_TAIL if any(span.open for span in spans) else 0) + 12
    bars = {row.span.key: _whole(row) for row in rows}
    ticks = list(_tall_ticks(scale, write))
    return Drawing(
        tuple(rows), tuple(_tall_waits(edges, bars)), tuple(ticks), tuple(text.y - 5 for text in ticks),
        scale.y(today), TALL_WIDTH, height,
    )  # fmt: skip


def _lane(scale: Downwards, span: Span, number: int, today: date, x: float) -> Row:
    top, bottom = scale.y(span.first), max(scale.y(span.last, end=True), scale.y(span.first) + LEAST_BAR)
    middle = min(max(scale.y(today), top), bottom) if span.kind != "over" else bottom
    past = Box(x, top, TALL_BAR, round(middle - top, 1)) if middle > top else None
    ahead = Box(x, middle, TALL_BAR, round(bottom - middle, 1)) if bottom > middle else None
    tail = Box(x, bottom, TALL_BAR, OPEN_TAIL) if span.open else None
    named = (Text(x + TALL_BAR / 2, 16, str(number)),)
    return Row(span, number, (x + TALL_BAR / 2, 28), named, Text(0, 0, ""), past, ahead, tail)


def _tall_waits(edges: Sequence[Edge], bars: Mapping[str, Box]) -> Iterator[tuple[str, bool]]:
    for needed, waiting, still in edges:
        if needed in bars and waiting in bars:
            a, b = bars[needed], bars[waiting]
            side = a.x + TALL_BAR if b.x > a.x else a.x
            y = round(min(a.y + a.height, b.y) - 4, 1)
            yield f"M{side} {y}H{b.x + TALL_BAR / 2}V{b.y}", still


def _tall_ticks(scale: Downwards, write: Callable[[date], str]) -> Iterator[Text]:
    for number in range(0, scale.days, _days_apart(TALL_TICK, scale.each)):
        day = scale.first + timedelta(days=number)
        yield Text(0, scale.y(day) + 5, write(day))
