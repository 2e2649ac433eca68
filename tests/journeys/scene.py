"""What the journeys play in: the published catalogue, places and accounts of the demonstration, at a moment of choice.

A test module names this file in `pytest_plugins`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache as told_before

from tests.apps.case_scenes import forget_everything_kept
from tests.apps.catalogue_files import definitions
from tests.journeys.clock import Clock
from tests.set_once import set_once
from yici.catalogue.services import catalogue_publish
from yici.demo.accounts import Accounts, create_accounts
from yici.domain.clock import LEGAL
from yici.ledger.keyring import ensure_keys
from yici.people.load import load_places

MONDAY = "2026-06-01T09:00"
"""A Monday morning in a month with one holiday: Dragon Boat rests on Friday 19 June 2026."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the site, on a Monday morning."""
    made = Clock(monkeypatch)
    made.set(MONDAY)
    return made


@pytest.fixture
def town(site: str, clock: Clock) -> Iterator[Accounts]:
    """The running site of a town that has published its catalogue, with the demonstration's people in their offices."""
    forget_everything_kept()
    told_before.clear()
    ensure_keys()
    yield set_once("a town with people", settle)
    forget_everything_kept()


def settle() -> Accounts:
    """This will have a town ready an hour before Monday morning."""
    early = datetime.fromisoformat(MONDAY).replace(tzinfo=LEGAL) - timedelta(hours=1)
    load_places(levels=3)
    catalogue_publish(reading=definitions(), actor="test", now=early)
    return create_accounts(now=early)
