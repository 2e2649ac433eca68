"""How far the feed may be read while transactions run: nothing is skipped, and only ours delay it."""

from collections.abc import Callable
from contextlib import suppress
from threading import Event

import psycopg
import pytest
from django.db import connection, transaction

from tests.apps.ledger_listener import Listener
from tests.apps.ledger_samples import COOK, NOW, Kettles, Threads, stream_id, tamper
from tests.feeding import settled
from yici.database.launcher import Running
from yici.ledger import services
from yici.ledger.feed import Delivered
from yici.ledger.store.feed import horizon
from yici.ledger.values import Entry

__all__ = ["tamper"]

pytestmark = pytest.mark.django_db(transaction=True)


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
