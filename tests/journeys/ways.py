"""The ways in which people come: on a phone or at a desk, in Chinese or English, with or without JavaScript.

A journey that goes every way is walked in two opposite ways at every change, others for other journeys, and in all
eight by `make soak`. A long one is walked in one way, and another long one in the opposite way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from tests.journeys.conftest import PHONE

LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody comes: `device` gives the arguments of `visitor`, `staff` the same at a desk."""

    phone: bool
    language: str
    scripts: bool

    @property
    def device(self) -> dict[str, Any]:
        """The browser of a citizen."""
        return (PHONE if self.phone else {}) | self.staff

    @property
    def staff(self) -> dict[str, Any]:
        """The browser of an official who sits at a desk, whatever citizens hold in their hands."""
        return {"locale": LOCALES[self.language], "java_script_enabled": self.scripts}

    def __str__(self) -> str:
        return "-".join(("phone" if self.phone else "desk", self.language, "scripts" if self.scripts else "bare"))


WAYS = [Way(*one) for one in product((True, False), LOCALES, (True, False))]


def at_a_desk(way: Way) -> bool:
    """Whether nobody in it holds a phone: for those who sit at a counter."""
    return not way.phone


def scripted(way: Way) -> bool:
    """Whether scripts run: for what is a script by nature."""
    return way.scripts


def bare(way: Way) -> bool:
    """Whether no scripts run."""
    return not way.scripts


def every_way(turn: int, *, only: Callable[[Way], bool] = lambda way: True, long: bool = False) -> pytest.MarkDecorator:
    """This will walk a journey in every way that is possible, as `way`; `turn` (0 to 3) says which two at each change,
    or (0 to 7) which one, if the journey is long.

    The two have nothing in common but what all ways that are possible have, so that each device, language and kind of
    page is seen; the rest is for `make soak`.
    """
    possible = [one for one in WAYS if only(one)]
    chosen = at_each_change(turn, possible, long=long)
    return pytest.mark.parametrize(
        "way",
        [pytest.param(one, id=str(one), marks=() if one in chosen else pytest.mark.soak) for one in possible],
    )


def at_each_change(turn: int, possible: Sequence[Way], *, long: bool) -> tuple[Way, ...]:
    """This will be the ways in which a journey is walked at each change."""
    if long:
        return (possible[turn],)
    first = turn % (len(possible) // 2)
    return (possible[first], possible[-1 - first])
