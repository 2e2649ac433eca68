"""What the apps above do with places that were loaded, in the same transaction; they register when they start."""

from collections.abc import Callable

_afterwards: dict[str, Callable[[], object]] = {}


def afterwards(name: str, act: Callable[[], object]) -> None:
    """This will have something done after every load that changed anything."""
    _afterwards[name] = act


def done() -> None:
    """This will do what was registered."""
    for act in _afterwards.values():
        act()
