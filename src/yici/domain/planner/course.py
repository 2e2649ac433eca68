"""The course of the approvals: who begins when, whatever a time is counted in (dates, or plain numbers of days)."""

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

from yici.domain.planner.graph import Graph

T = TypeVar("T")


class Stage(NamedTuple, Generic[T]):
    """One approval: it starts, its own work is done (`ready`), and it is decided (`ends`).

    Decided may be later than done: beside an item that it may not be decided before, and in a circle, where all work
    on each other's opinions and become formal together.
    """

    starts: T
    ready: T
    ends: T


def run_course(
    graph: Graph, begin: T, latest: Callable[[Iterable[T]], T], end: Callable[[str, T], T], *, serial: bool
) -> dict[str, Stage[T]]:
    """This will run every approval as soon as what it waits for is there; with `serial` one after another.

    `latest` gives the latest of some times, `end` the time at which an item that starts at a time is done.
    """
    stages: dict[str, Stage[T]] = {}
    previous: str | None = None
    for turn in graph.turns:
        done: dict[str, tuple[T, T]] = {}
        for name in turn:
            before = graph.waits[name]
            if serial and previous is not None and previous not in before:
                before = (*before, previous)
            times = [done[one][1] if one in done else stages[one].ends for one in before]
            starts = latest(times) if times else begin
            done[name] = starts, end(name, starts)
            previous = name
        for name in turn:
            starts, ready = done[name]
            holds, bounds = graph.holds[name], graph.bounds[name]
            others = [done[one][1] for one in holds] + [stages[one].ends for one in bounds]
            stages[name] = Stage(starts, ready, latest([ready, *others]) if others else ready)
    return stages
