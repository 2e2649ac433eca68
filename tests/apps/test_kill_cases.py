"""Killed at any moment: whatever was acknowledged is there, nothing is there twice, and the record verifies."""

import time
from collections.abc import Callable, Iterator
from random import Random

import pytest
from pytest_django import DjangoDbBlocker

from tests.apps.case_scenes import HOUR, MONDAY, at, forgetful
from tests.apps.catalogue_files import definitions
from tests.apps.kill_tools import Zygote, alone, check_record, connected, kill
from yici.catalogue.services import catalogue_publish
from yici.database.launcher import Running

__all__ = ["forgetful"]
pytestmark = pytest.mark.kill
LATE = at("2026-03-12")
TWO_CLIENTS = 2


@pytest.fixture
def database(fresh_database: Callable[[], Running], django_db_blocker: DjangoDbBlocker) -> Iterator[Running]:
    """A database of its own on the server of all tests, with the real definitions."""
    made = fresh_database()
    with django_db_blocker.unblock(), connected(made):
        publish()
        yield made


def publish() -> None:
    catalogue_publish(reading=definitions(), actor="test", now=MONDAY - HOUR)


def kill_clients(zygote: Zygote, chance: Random) -> None:
    """Let two clients work from the first request that was not acknowledged, and kill both in the middle of it."""
    done = {int(name.split("-")[0]) for name in zygote.acknowledged if name.endswith("-decide")}
    known = zygote.children
    for client in range(TWO_CLIENTS):
        mine = [number for number in done if number % TWO_CLIENTS == client]
        zygote.order("work", first=max(mine, default=client - TWO_CLIENTS) + TWO_CLIENTS, step=TWO_CLIENTS)
    zygote.hear(chance.randrange(2, 14))
    time.sleep(chance.random() * 0.02)
    for pid in zygote.children - known:
        kill(pid)


def killed_clients(database: Running, seed: int, rounds: int) -> None:
    chance = Random(seed)
    with Zygote(database) as zygote:
        for _ in range(rounds):
            kill_clients(zygote, chance)
            settle_down(zygote)
            check_record(zygote.acknowledged)
        assert zygote.errors == []
        assert len(zygote.acknowledged) > rounds


def settle_down(zygote: Zygote) -> None:
    """Those who had said nothing yet when the others were killed are killed as soon as they do."""
    until = time.monotonic() + 1
    while time.monotonic() < until:
        for pid in {line["pid"] for line in zygote.hear_out()}:
            kill(pid)
        time.sleep(0.01)
    alone()


def test_clients_killed_in_the_middle_of_their_work_lose_nothing_that_was_acknowledged(database: Running) -> None:
    killed_clients(database, seed=1, rounds=3)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10, 14))
def test_clients_killed_again_and_again_lose_nothing_that_was_acknowledged(database: Running, seed: int) -> None:
    killed_clients(database, seed, rounds=60)
