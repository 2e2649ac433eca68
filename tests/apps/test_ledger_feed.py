import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, Event
from typing import Any

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from tests import server as servers
from tests.apps.ledger_samples import COOK, MINUTE, NOW, Kettles, Threads, counted, person, stream_id, tamper
from tests.feeding import settled
from yici.database.launcher import Running
from yici.domain.error import Conflict, NotFound
from yici.ledger import checkpoints, feed, queries, services
from yici.ledger.feed import Delivered
from yici.ledger.register import Register
from yici.ledger.store.feed import horizon
from yici.ledger.values import Entry, Stored

__all__ = ["tamper"]

pytestmark = pytest.mark.django_db(transaction=True)


class Listener:
    """A reader that remembers what it heard and keeps it in a table too."""

    def __init__(self, **options: Any) -> None:
        self.register = Register()
        self.heard: list[tuple[int, int]] = []
        self.fault: Exception | None = None
        self.register.on_event("listener", self.hear, **options)

    def hear(self, events: list[Stored]) -> None:
        self.heard += [(event.stream.int & 0xFFFF, event.seq) for event in events]
        Session.objects.bulk_create(
            Session(f"{event.stream.hex[-4:]}-{event.seq}", "", event.recorded_at) for event in events
        )
        if self.fault:
            raise self.fault

    def deliver(self, limit: int = 500, now: Any = NOW, *, wait: bool = True) -> Delivered:
        if wait:
            settled()
        return feed.deliver("listener", limit, now=now, register=self.register)


def kept() -> int:
    return Session.objects.count()


def test_a_reader_gets_every_event_once_in_order() -> None:
    kettles, listener = Kettles(), Listener()
    for number in (1, 2, 1):
        kettles.fill(number)
    assert listener.deliver(limit=2) == Delivered(2)
    assert listener.deliver(limit=2) == Delivered(1)
    assert listener.deliver() == Delivered(0)
    kettles.fill(2)
    assert listener.deliver() == Delivered(1)
    assert listener.heard == [(1, 1), (2, 1), (1, 2), (2, 2)]
    assert kept() == 4


def test_a_reader_may_begin_with_the_next_event() -> None:
    kettles, listener = Kettles(), Listener(replay=False)
    kettles.fill(1)
    assert listener.deliver() == Delivered(0)
    kettles.fill(2)
    assert listener.deliver() == Delivered(1)
    assert listener.heard == [(2, 1)]


def test_a_reader_of_some_kinds_passes_over_the_others() -> None:
    kettles, listener = Kettles(), Listener(kinds=["kettle.boiled"])
    kettles.fill(1, due=NOW + MINUTE)
    assert listener.deliver() == Delivered(1)
    kettles.settle(stream=stream_id(1), now=NOW + MINUTE)
    assert listener.deliver() == Delivered(1)
    assert listener.heard == [(1, 2)]


def test_an_event_of_a_transaction_held_open_is_waited_for_and_not_skipped() -> None:
    listener, written, seen = Listener(), Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            head = services.new_head(stream_id(1), "kettle")
            services.append(head, [Entry("kettle.watched", NOW, {})], actor=COOK, now=NOW, due=None)
            written.set()
            assert seen.wait(30)

    def quick() -> list[Delivered]:
        assert written.wait(30)
        Kettles().fill(2)  # committed while the older transaction is open
        while_open = listener.deliver(wait=False)
        seen.set()
        return [while_open]

    assert Threads(slow, quick).run() == [None, [Delivered(0)]]
    assert listener.deliver() == Delivered(2)
    assert listener.heard == [(1, 1), (2, 1)]


def test_a_transaction_held_open_in_another_database_of_the_server_delays_nothing(
    fresh_database: Callable[[], Running],
) -> None:
    listener = Listener()
    with psycopg.connect(fresh_database().url) as neighbour:
        neighbour.execute("SELECT pg_current_xact_id()")
        Kettles().fill(1)
        assert listener.deliver() == Delivered(1)


def test_transactions_of_another_database_that_end_while_they_are_looked_at_delay_nothing(
    fresh_database: Callable[[], Running],
) -> None:
    neighbour, stop = fresh_database().url, Event()

    def others() -> None:
        with psycopg.connect(neighbour, autocommit=True) as connected:
            while not stop.is_set():
                with connected.transaction():
                    connected.execute("SELECT pg_current_xact_id()")

    def we() -> int:
        try:
            return sum(_behind() for _ in range(500))
        finally:
            stop.set()

    [behind] = [told for told in Threads(others, others, we).run() if told is not None]
    assert behind <= 5  # the server's own upkeep in this database may last over a few


def _behind() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        [number] = cursor.fetchone()
    return horizon() <= number


def test_a_transaction_does_not_read_past_itself() -> None:
    kettles, listener = Kettles(), Listener()
    kettles.fill(1)
    settled()
    with transaction.atomic():
        kettles.fill(2)
        assert listener.deliver(wait=False) == Delivered(1)
    assert listener.deliver() == Delivered(1)
    assert listener.heard == [(1, 1), (2, 1)]


def test_an_event_of_a_transaction_rolled_back_is_never_delivered() -> None:
    listener = Listener()
    with suppress(RuntimeError), transaction.atomic():
        Kettles().fill(1)
        raise RuntimeError
    Kettles().fill(2)
    assert listener.deliver() == Delivered(1)
    assert listener.heard == [(2, 1)]


def test_events_of_one_stream_in_one_batch_come_in_order_though_a_later_writer_began_earlier() -> None:
    kettles, listener, begun, done = Kettles(), Listener(), Event(), Event()

    def early_bird() -> None:
        with transaction.atomic():
            kettles.fill(9)  # takes a transaction number before the other writer does
            begun.set()
            assert done.wait(30)
            head = services.lock([stream_id(1)])[stream_id(1)]
            services.append(head, [Entry("kettle.watched", NOW, {})], actor=COOK, now=NOW, due=None)

    def late() -> None:
        assert begun.wait(30)
        kettles.fill(1)
        done.set()

    assert Threads(early_bird, late).run() == [None, None]
    listener.deliver()
    assert [event for event in listener.heard if event[0] == 1] == [(1, 1), (1, 2)]


def test_a_failing_handler_leaves_no_trace_but_its_fault_and_is_tried_again_later() -> None:
    kettles, listener = Kettles(), Listener()
    kettles.fill(1)
    listener.fault = ValueError("张三")
    assert listener.deliver() == Delivered(0, "ValueError")
    assert kept() == 0
    assert [(lag.unread, lag.attempts, lag.fault) for lag in queries.lags()] == [(1, 1, "ValueError")]
    listener.fault = None
    assert listener.deliver() == Delivered(0)  # it waits
    assert listener.deliver(now=NOW + MINUTE) == Delivered(1)
    assert [(lag.unread, lag.attempts, lag.fault) for lag in queries.lags()] == [(0, 0, "")]
    assert kept() == 1


def test_two_workers_at_once_deliver_each_event_once() -> None:
    kettles, listener, together = Kettles(), Listener(), Barrier(2)
    for number in range(40):
        kettles.fill(number)

    def work() -> int:
        together.wait()
        return sum(listener.deliver(limit=3).count for _ in range(30))

    assert sum(Threads(work, work).run()) == kept() == 40


def test_one_failing_reader_does_not_hold_the_others_up() -> None:
    heard: list[Stored] = []
    register = Register()
    register.on_event("broken", lambda events: events[99])
    register.on_event("working", heard.extend)
    Kettles().fill(1)
    settled()
    assert feed.deliver_all(now=NOW, register=register) == {
        "broken": Delivered(0, "IndexError"),
        "working": Delivered(1),
    }
    assert len(heard) == 1


def test_an_unknown_reader_is_not_found() -> None:
    with pytest.raises(NotFound, match="no_reader"):
        feed.deliver("nobody", now=NOW, register=Register())


def test_delivering_a_batch_costs_the_same_few_statements_whatever_its_size() -> None:
    kettles, register = Kettles(), Register()
    register.on_event("quiet", len)
    for number in range(30):
        kettles.fill(number)
    settled()
    feed.deliver("quiet", 1, now=NOW, register=register)
    with counted() as sent:
        feed.deliver("quiet", 29, now=NOW, register=register)
    assert len(sent) == 5


def test_a_name_can_be_registered_only_once() -> None:
    register, kettles = Register(), Kettles()
    register.on_event("listener", len)
    register.upgrade("kettle.filled", 1)(dict)
    with pytest.raises(Conflict, match="taken"):
        register.on_event("listener", len)
    with pytest.raises(Conflict, match="taken"):
        register.upgrade("kettle.filled", 1)(dict)
    with pytest.raises(Conflict, match="taken"):
        kettles.register.machine("kettle", kettles.fold, kettles.rows, kettles.write)


def test_an_old_format_is_upgraded_step_by_step_when_read_and_never_rewritten() -> None:
    kettles, register = Kettles(), Register()
    kettles.fill(1, litres=3)
    register.upgrade("kettle.filled", 2)(lambda body: {"cups": body["millilitres"] // 250})
    register.upgrade("kettle.filled", 1)(lambda body: {"millilitres": body["litres"] * 1000})
    [event] = queries.history(stream_id(1), register=register)
    assert (event.format, event.stored_format, event.body) == (3, 1, {"cups": 12})
    assert queries.history(stream_id(1))[0].body == {"litres": 3, "due": None}


def test_a_sealed_part_is_upgraded_too() -> None:
    register = Register()
    Kettles().fill(1, sealed={"name": "张三"}, subject=person(1))
    register.upgrade("kettle.filled", 1, sealed=True)(lambda sealed: {"names": [sealed["name"]]})
    assert queries.history(stream_id(1), register=register)[0].open() == {"names": ["张三"]}


def test_a_record_moved_to_a_cluster_with_lower_transaction_numbers_goes_on_in_a_new_epoch(
    tamper: Callable[..., int], owner_url: str
) -> None:
    kettles, listener = Kettles(), Listener()
    kettles.fill(1)
    listener.deliver()
    far = str(2**40)
    tamper("UPDATE ledger_event SET xid = %(far)s::xid8", far=far)  # as if written where 2^40 transactions had run
    tamper("UPDATE ledger_cursor SET xid = %(far)s::xid8", far=far)
    kettles.fill(2)
    assert listener.deliver() == Delivered(0, "ledger.epoch_ended")
    tamper("DELETE FROM ledger_event WHERE stream = %(stream)s", stream=stream_id(2))
    tamper("DELETE FROM ledger_head WHERE stream = %(stream)s", stream=stream_id(2))
    assert feed.has_moved()
    try:
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "ledger", "--no-input", "--skip-checks", "--verbosity", "0"],
            env=servers.environment(owner_url, owner_url),
            check=True,
        )
        assert not feed.has_moved()
        kettles.fill(3)
        assert listener.deliver(now=NOW + MINUTE) == Delivered(1)
        assert listener.heard == [(1, 1), (3, 1)]
        settled()
        fresh = Register()
        fresh.on_event("fresh", len)
        assert feed.deliver("fresh", now=NOW, register=fresh) == Delivered(2)
    finally:
        tamper("ALTER TABLE ledger_event ALTER COLUMN epoch SET DEFAULT 1")


def test_every_way_along_the_feed_is_walked_by_its_index() -> None:
    kettles, listener = Kettles(), Listener()
    for number in range(3):
        kettles.fill(number)
    walked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "ORDER BY" in sql and ("ledger_event e" in sql or "ledger_block b" in sql):
            walked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        listener.deliver()
        checkpoints.checkpoint(now=NOW)
        checkpoints.proof(stream_id(1), 1)
    assert len(walked) >= 5
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        for sql, params in walked:
            cursor.execute(f"EXPLAIN {sql}", params)
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "Sort" not in plan, f"{sql}\n{plan}"
            assert "Index Scan" in plan or "Index Only Scan" in plan
