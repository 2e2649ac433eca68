import subprocess
import sys
from collections.abc import Callable
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from tests import server as servers
from tests.apps.ledger_listener import Listener, kept
from tests.apps.ledger_samples import MINUTE, NOW, Kettles, Threads, counted, person, stream_id, tamper
from tests.feeding import settled
from yici.domain.error import Conflict, NotFound
from yici.ledger import checkpoints, feed, queries
from yici.ledger.feed import Delivered
from yici.ledger.register import Register
from yici.ledger.values import Stored

__all__ = ["tamper"]

pytestmark = pytest.mark.django_db(transaction=True)


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
