"""Killed at any moment: whatever was acknowledged is there, nothing is there twice, and the record verifies."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from pytest_django import DjangoDbBlocker

from tests import server as servers
from tests.apps.case_scenes import HOUR, MONDAY, at, faults, forgetful, submit
from tests.apps.catalogue_files import definitions
from tests.apps.database_homes import kill_server, new_home
from tests.apps.kill_tools import Zygote, alone, check_once, check_record, connected, rows, zygote
from yici.catalogue.services import catalogue_publish
from yici.database import launcher
from yici.database.launcher import Running
from yici.ledger.queries import failing_timers
from yici.ledger.timers import LEASE

__all__ = ["forgetful", "zygote"]
pytestmark = pytest.mark.kill
LATE = at("2026-03-12")
CLIENTS = 2


@pytest.fixture
def own_database(fresh_database: Callable[[], Running], django_db_blocker: DjangoDbBlocker) -> Iterator[Running]:
    """A database of its own on the server of all tests, with the real definitions."""
    made = fresh_database()
    with django_db_blocker.unblock(), connected(made):
        publish()
        yield made


def publish() -> None:
    catalogue_publish(reading=definitions(), actor="test", now=MONDAY - HOUR)


def set_to_work(zygote: Zygote) -> None:
    """Let two clients work from the first request on that was not acknowledged."""
    done = {int(name.split("-")[0]) for name in zygote.acknowledged if name.endswith("-decide")}
    for client in range(CLIENTS):
        mine = [number for number in done if number % CLIENTS == client]
        zygote.order("work", first=max(mine, default=client - CLIENTS) + CLIENTS, step=CLIENTS)


def killed_clients(zygote: Zygote, database: Running, seed: int, rounds: int) -> None:
    chance = Random(seed)
    with zygote.at(database):
        for _ in range(rounds):
            set_to_work(zygote)
            zygote.hear(chance.randrange(2, 14))
            time.sleep(chance.random() * 0.02)
            zygote.kill()
            alone()
            check_record(zygote.acknowledged)
        assert zygote.errors == []
        assert len(zygote.acknowledged) > rounds


def test_clients_killed_in_the_middle_of_their_work_lose_nothing_that_was_acknowledged(
    zygote: Zygote, own_database: Running
) -> None:
    killed_clients(zygote, own_database, seed=1, rounds=3)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10, 14))
def test_clients_killed_again_and_again_lose_nothing_that_was_acknowledged(
    zygote: Zygote, own_database: Running, seed: int
) -> None:
    killed_clients(zygote, own_database, seed, rounds=60)


def killed_workers(zygote: Zygote, database: Running, seed: int, cases: int) -> None:
    """Kill worker after worker while they fire what fell due; each next one comes when the leases have ended."""
    for number in range(cases):
        submit(number, username=("wang", "chen", "zhao")[number % 3])
    chance, now, before = Random(seed), LATE, -1
    with zygote.at(database):
        while unsettled() and now < LATE + 200 * LEASE:
            for _ in range(CLIENTS):
                zygote.order("fire", now=now.isoformat())
            hear_of_some(zygote, chance.randrange(1, 4))
            time.sleep(chance.random() * 0.02)
            zygote.kill()
            alone()
            assert unsettled() != before, "nothing more was settled"
            before, now = unsettled(), now + LEASE
        assert zygote.errors == []
        assert [line for line in zygote.heard if line.get("fired")]


def hear_of_some(zygote: Zygote, batches: int) -> None:
    """Hear of so many batches that were settled, or that no worker finds anything more.

    One that finds nothing says so at once, while what is left is still in the hands of the other one.
    """
    first, settled, idle = len(zygote.heard), 0, 0
    while settled < batches and idle < CLIENTS and not zygote.errors:
        zygote.hear(1)
        fired = [line["fired"] for line in zygote.heard[first:] if "fired" in line]
        settled, idle = len([one for one in fired if one]), fired.count(0)


def unsettled() -> int:
    """How many cases the worker still has to look at."""
    [(count,)] = rows(f"SELECT count(*) FROM ledger_timer WHERE due_at <= '{LATE.isoformat()}'")
    return int(count)


def consequences() -> set[tuple[tuple[str, str, str], ...]]:
    """What fell due, case by case: kind, legal moment and body."""
    found = rows("SELECT stream, kind, at, content::jsonb->'body' FROM ledger_event WHERE seq > 1 ORDER BY stream, seq")
    return {
        tuple((kind, str(when), str(body)) for stream, kind, when, body in found if stream == one)
        for one in {row[0] for row in found}
    }


def check_fired(cases: int) -> None:
    assert unsettled() == 0
    assert rows("SELECT count(DISTINCT stream) FROM ledger_event WHERE kind = 'approval.cleared'") == [(cases,)]
    assert len(consequences()) == 1, "every case has the same consequences, each once"
    assert failing_timers() == []
    check_once()
    assert faults() == []


def test_workers_killed_while_they_fire_timers_do_every_consequence_once(zygote: Zygote, own_database: Running) -> None:
    killed_workers(zygote, own_database, seed=3, cases=40)
    check_fired(40)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20, 23))
def test_workers_killed_again_and_again_do_every_consequence_once(
    zygote: Zygote, own_database: Running, seed: int
) -> None:
    killed_workers(zygote, own_database, seed, cases=400)
    check_fired(400)


def killed_servers(zygote: Zygote, home: Path, seed: int, rounds: int) -> None:
    """Kill the database server under load, start it again, and look."""
    chance, server = Random(seed), launcher.start(home)
    servers.fill(server)
    with connected(server):
        publish()
    with zygote.at(server):
        for _ in range(rounds):
            set_to_work(zygote)
            zygote.hear(chance.randrange(2, 14))
            time.sleep(chance.random() * 0.02)
            kill_server(server)
            again = launcher.start(home)
            assert again.started
            assert again.url == server.url
            server = again
            zygote.kill()
            with connected(server):
                alone()
                check_record(zygote.acknowledged)
        assert len(zygote.acknowledged) > rounds
        assert all("OperationalError" in told for told in zygote.errors)


def test_a_server_killed_under_load_comes_back_with_everything_acknowledged(
    zygote: Zygote, tmp_path: Path, django_db_blocker: DjangoDbBlocker, django_db_setup: None
) -> None:
    with new_home(tmp_path / "home") as home, django_db_blocker.unblock():
        killed_servers(zygote, home, seed=5, rounds=2)


@pytest.mark.soak
def test_a_server_killed_again_and_again_comes_back_with_everything_acknowledged(
    zygote: Zygote, tmp_path: Path, django_db_blocker: DjangoDbBlocker, django_db_setup: None
) -> None:
    with new_home(tmp_path / "home") as home, django_db_blocker.unblock():
        killed_servers(zygote, home, seed=6, rounds=60)
