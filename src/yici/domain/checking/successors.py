"""Checking what takes the place of what: items that take each other's place in a circle leave nobody who decides."""

from collections.abc import Iterator, Mapping
from datetime import date

from yici.domain.catalogue import Catalogue
from yici.domain.fault import Fault
from yici.domain.item import Change, Item, standing_on
from yici.domain.planner.circles import components, reach


def check_successors(catalogue: Catalogue) -> Iterator[Fault]:
    """This will find every successor by which an item would, on some day, come to take its own place."""
    changed = {item.id: item for item in catalogue.items.values() if item.changes}
    after = {name: _ever(item, changed) for name, item in changed.items()}
    told: set[tuple[str, str]] = set()
    for group in components(after, after):
        members = {name: changed[name] for name in sorted(group)}
        # Only the days on which something changes can differ from the day before.
        for day in sorted({change.since for item in members.values() for change in item.changes}):
            for fault in _on(members, day):
                if (fault.subject, fault.path) not in told:
                    told.add((fault.subject, fault.path))
                    yield fault


def _ever(item: Item, changed: Mapping[str, Item]) -> list[str]:
    return [name for change in item.changes for name in change.successors if name in changed]


def _on(members: Mapping[str, Item], day: date) -> Iterator[Fault]:
    ahead = {name: _instead(standing_on(item, day)) for name, item in members.items()}
    for name, item in members.items():
        for successor in ahead[name]:
            if successor in members and name in reach(successor, ahead):
                yield _fault(item, successor, members[successor], day)


def _instead(change: Change | None) -> tuple[str, ...]:
    return () if change is None or change.standing == "open" else change.successors


def _fault(item: Item, successor: str, other: Item, day: date) -> Fault:
    change = standing_on(item, day)
    n = next(n for n, one in enumerate(item.changes) if one is change)
    m = item.changes[n].successors.index(successor)
    params = {"item": item.name, "successor": other.name, "since": day.isoformat()}
    return Fault("item.successor_circle", f"changes.{n}.successors.{m}", params, "fault", f"item:{item.id}")
