"""What the journeys play in: the published catalogue, places and accounts of the demonstration, at a moment of choice.

A test module names this file in `pytest_plugins`.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from tests.journeys.browser import CHECKOUT
from yici.catalogue import queries as catalogue_queries
from yici.catalogue.reading import Reading, read_folder
from yici.catalogue.services import catalogue_publish
from yici.demo.accounts import Accounts, create_accounts
from yici.domain.clock import LEGAL
from yici.people.load import load_places
from yici.people.present import now

OFFSET = "YICI_OFFSET_SECONDS"
MONDAY = "2026-06-01T09:00"
"""A Monday morning in a month with one holiday: Dragon Boat rests on Friday 19 June 2026."""


class Clock:
    """The site's clock: it is set to a moment and runs on from there."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def set(self, moment: str) -> None:
        """This will move the site to a moment, given as legal time without a zone."""
        wanted = datetime.fromisoformat(moment).replace(tzinfo=LEGAL)
        self.patch.setenv(OFFSET, str((wanted - datetime.now(UTC)).total_seconds()))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the site, on a Monday morning."""
    made = Clock(monkeypatch)
    made.set(MONDAY)
    return made


@pytest.fixture
def town(site: str, clock: Clock) -> Iterator[Accounts]:
    """The running site of a town that has published its catalogue, with the demonstration's people in their offices."""
    # A catalogue of the same number may be left from another test of this process.
    catalogue_queries._known.number = -1
    load_places(levels=3)
    catalogue_publish(reading=definitions(), actor="test", now=now())
    yield create_accounts(now=now())
    catalogue_queries._known.number = -1


@cache
def definitions() -> Reading:
    """This will read the real definition files, once."""
    return read_folder(CHECKOUT / "definitions")
