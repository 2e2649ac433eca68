"""Circles on the time axis: a bracket beside the rows of the items that wait for each other, and when each one's own
work is done. Geometry only, in the units of the axis."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yici.domain.plan import Plan

TICK = 8
APART = 7


@dataclass(frozen=True, slots=True)
class Bracket:
    """One circle: the path of its bracket, with a tick to the row of each of its items."""

    path: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The end of one item's own work, on its bar: what follows until the bar ends is waiting for the others."""

    x: float
    y: float


def brackets_of(plan: Plan, middles: Mapping[str, float], right: float) -> Iterator[Bracket]:
    """This will draw a bracket for each circle, left of `right`; `middles` are the heights of the rows by item."""
    for number, circle in enumerate(plan.circles):
        heights = sorted(middles[item] for item in circle.items if item in middles)
        if len(heights) > 1:
            x = right - TICK - number * APART
            ticks = "".join(f"M{x} {height}H{right}" for height in heights)
            yield Bracket(f"M{x} {heights[0]}V{heights[-1]}{ticks}")


def marks_of(plan: Plan, tops: Sequence[float], place: Callable[[date], float]) -> Iterator[Mark]:
    """This will mark the day on which an opinion is ready, where the decision waits for others."""
    for approval, top in zip(plan.schedule.approvals, tops, strict=False):
        if approval.opinion_by is not None and approval.opinion_by.day is not None:
            yield Mark(place(approval.opinion_by.day), top)
