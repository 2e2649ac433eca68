"""What the journeys play in: the published catalogue, places and accounts of the demonstration, at a moment of choice.

A test module names this file in `pytest_plugins`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache as told_before

from tests.apps.case_scenes import forget_everything_kept
from tests.apps.catalogue_files import altered_files, definitions
from tests.journeys.clock import Clock
from tests.set_once import set_once
from yici.catalogue.queries import refresh
from yici.catalogue.reading import Reading
from yici.catalogue.services import catalogue_publish, release_add
from yici.catalogue.store import newest
from yici.demo.accounts import Accounts, create_accounts
from yici.domain.clock import LEGAL
from yici.domain.event import Actor
from yici.ledger.keyring import ensure_keys
from yici.people.load import load_places

MONDAY = "2026-06-01T09:00"
"""A Monday morning in a month with one holiday: Dragon Boat rests on Friday 19 June 2026."""
EARLY = datetime.fromisoformat(MONDAY).replace(tzinfo=LEGAL) - timedelta(hours=1)


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


@pytest.fixture
def looking_town(town: Accounts) -> Accounts:
    """The same town, which also goes to see where a sign is put up, as some do: the definitions know of no place where
    a restaurant is looked at by two departments although its fire check goes by commitment. It is a second release."""
    publisher = Actor(kind="staff", id="test", role="operator", channel="cli")
    files = _looking_at_signs().files
    release_add(files, newest(), way="calendar", actor=publisher, now=EARLY + timedelta(minutes=30))
    refresh()
    return town


def _looking_at_signs() -> Reading:
    look = {
        "id": "sign-place", "name": "招牌设置现场核查", "name_en": "Look at the place of the sign", "source": "R13",
        "points": ["位置与申请的一致"], "points_en": ["It is where the application says"],
    }  # fmt: skip
    return altered_files(definitions(), "item:outdoor-sign", inspections=[look])


def settle() -> Accounts:
    """This will have a town ready an hour before Monday morning."""
    load_places(levels=3)
    catalogue_publish(reading=definitions(), actor="test", now=EARLY)
    return create_accounts(now=EARLY)
