"""Killed at any moment under mixed load: permits, renewals, works, workers on their timers, readers of the feed."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from random import Random
from uuid import UUID

import pytest
from pytest_django import DjangoDbBlocker

from tests import server as servers
from tests.apps.case_scenes import HOUR, MONDAY, forgetful
from tests.apps.catalogue_files import definitions
from tests.apps.kill_tools import Zygote, alone, check_record, connected, rows, zygote
from tests.apps.killed_works import INSTITUTE, PLACE, ROUND
from yici.catalogue.services import catalogue_publish
from yici.database.launcher import Running
from yici.ledger.queries import failing_timers
from yici.people.models import Place
from yici.people.services import organisation_create

__all__ = ["forgetful", "zygote"]
pytestmark = pytest.mark.kill
SEEN = "CREATE TABLE seen_by_reader (stream uuid, seq int); GRANT ALL ON seen_by_reader TO PUBLIC"


@pytest.fixture
def own_database(fresh_database: Callable[[], Running], django_db_blocker: DjangoDbBlocker) -> Iterator[Running]:
    """A database of its own with the real definitions, an institution that measures, and a table for a reader."""
    made = fresh_database()
    with servers.inside(made) as superuser:
        superuser.execute(SEEN)
    with django_db_blocker.unblock(), connected(made):
        catalogue_publish(reading=definitions(), actor="test", now=MONDAY - HOUR)
        Place.objects.get_or_create(code=PLACE, defaults={"name": "潍坊市", "level": 2, "path": "潍坊市"})
        organisation_create(
            organisation_id=UUID(INSTITUTE), code="institute", name="测绘院", agency="surveying", place_code=PLACE,
            now=MONDAY - HOUR,
        )  # fmt: skip
        yield made


def set_to_work(zygote: Zygote, turn: int, now: datetime) -> None:
    """Clients on permits and on works, two workers on the same timers, two on the same feed."""
    for client in range(2):
        zygote.order("go_on", course="permits", turn=turn, client=client, now=now.isoformat())
    zygote.order("go_on", course="buildings", turn=turn, client=2, now=now.isoformat())
    for _ in range(2):
        zygote.order("fire", now=now.isoformat())
        zygote.order("deliver", now=now.isoformat())


def killed(zygote: Zygote, database: Running, seed: int, turns: int) -> None:
    """Kill everybody at a moment of each round; the last ones who settle and deliver are let live."""
    chance = Random(seed)
    with zygote.at(database):
        for turn in range(turns):
            set_to_work(zygote, turn, MONDAY + turn * ROUND)
            zygote.hear(chance.randrange(20, 90))
            time.sleep(chance.random() * 0.02)
            zygote.kill()
            alone()
            check_record(zygote.acknowledged)
        check_settled(zygote, MONDAY + (turns + 20) * ROUND)
        assert zygote.errors == []


def check_settled(zygote: Zygote, end: datetime) -> None:
    """Let one worker and one reader finish, and hold everything against the record."""
    # What a reader notes of a case in its project sets a timer, and what fires is an event for the reader.
    for order in ("deliver", "fire", "deliver", "fire", "deliver"):
        finished(zygote, order, end)
    zygote.kill()
    alone()
    check_record(zygote.acknowledged)
    assert failing_timers() == []
    assert rows(f"SELECT count(*) FROM ledger_timer WHERE ready_at <= '{end.isoformat()}'") == [(0,)]
    check_licences()
    check_read_once()


def finished(zygote: Zygote, order: str, now: datetime) -> None:
    """Let one worker do something until nothing is left of it."""
    said, first = {"fire": {"fired": 0}, "deliver": {"delivered": True}}[order], len(zygote.heard)
    zygote.order(order, now=now.isoformat())
    while not any(line.items() >= said.items() for line in zygote.heard[first:]):
        zygote.hear(1)
        assert zygote.errors == []


def check_licences() -> None:
    """Each has one end to each application for its renewal, and its case says the same."""
    told: dict[str, Counter[str]] = {}
    of_licences = (
        "SELECT e.stream, e.kind FROM ledger_event e JOIN ledger_head h USING (stream) WHERE h.kind = 'licence'"
    )
    for stream, kind in rows(of_licences):
        told.setdefault(str(stream), Counter())[kind] += 1
    assert told
    for kinds in told.values():
        ended = sum(kinds[name] for name in ("renewal.ended", "licence.renewed", "licence.deemed_renewed"))
        taken = kinds["licence.revoked"] + kinds["licence.cancelled"]
        assert kinds["renewal.applied"] - ended in ((0, 1) if taken or kinds["licence.expired"] else (0,)), kinds
    deemed = "SELECT content::jsonb->'body'->>'licence', at FROM ledger_event WHERE kind = 'approval.deemed_granted'"
    silent = "SELECT stream::text, at FROM ledger_event WHERE kind = 'licence.deemed_renewed'"
    assert sorted(rows(deemed)) == sorted(rows(silent))


def check_read_once() -> None:
    """A reader was given every event, and none twice."""
    assert rows("SELECT stream, seq FROM seen_by_reader GROUP BY 1, 2 HAVING count(*) > 1") == []
    assert rows("SELECT stream, seq FROM ledger_event EXCEPT SELECT stream, seq FROM seen_by_reader") == []


def test_killed_under_mixed_load_nothing_is_lost_done_twice_or_told_twice(
    zygote: Zygote, own_database: Running
) -> None:
    killed(zygote, own_database, seed=1, turns=6)
    happened = {kind for (kind,) in rows("SELECT DISTINCT kind FROM ledger_event")}
    assert happened >= {"licence.deemed_renewed", "renewal.ended", "project.result_recorded", "project.case_ended"}


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(30, 34))
def test_killed_again_and_again_under_mixed_load_nothing_is_lost(
    zygote: Zygote, own_database: Running, seed: int
) -> None:
    killed(zygote, own_database, seed, turns=40)
