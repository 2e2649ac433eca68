from datetime import datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from tests.apps.ledger_samples import CLOCK, MINUTE, NOW, Kettles, Threads, counted, stream_id
from yici.domain.error import Refused
from yici.ledger import queries, services, timers
from yici.ledger.register import Register
from yici.ledger.timers import Fired
from yici.ledger.values import Entry

pytestmark = pytest.mark.django_db(transaction=True)
DUE = NOW + MINUTE
LATER = NOW + 10 * MINUTE


def timer_rows() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT stream, due_at, ready_at, attempts, fault FROM ledger_timer ORDER BY stream")
        return cursor.fetchall()


class Stubborn(Kettles):
    """Kettles of which some do not settle as they should."""

    def __init__(self, faults: dict[UUID, Exception]) -> None:
        self.faults = faults
        super().__init__()

    def settle(self, *, stream: UUID, now: datetime) -> None:
        with transaction.atomic():
            super().settle(stream=stream, now=now)
            if stream in self.faults:
                raise self.faults[stream]


def test_what_is_due_is_settled_as_of_its_due_time_and_what_is_not_waits() -> None:
    kettles = Kettles()
    kettles.fill(1, due=DUE)
    kettles.fill(2, due=LATER + MINUTE)
    assert timers.next_ready(register=kettles.register) == DUE
    assert timers.fire_due(now=NOW, register=kettles.register) == Fired(0, 0)
    assert timers.fire_due(now=LATER, register=kettles.register) == Fired(1, 0)
    last = queries.history(stream_id(1))[-1]
    assert (last.kind, last.at, last.recorded_at) == ("kettle.boiled", DUE, LATER)
    assert [row[0] for row in timer_rows()] == [stream_id(2)]
    assert timers.next_ready(register=kettles.register) == LATER + MINUTE


def test_the_moment_itself_is_due() -> None:
    kettles = Kettles()
    kettles.fill(1, due=DUE)
    assert timers.fire_due(now=DUE, register=kettles.register) == Fired(1, 0)


def test_no_more_than_the_limit_are_fired_and_the_earliest_first() -> None:
    kettles = Kettles()
    for number in range(6):
        kettles.fill(number, due=DUE - number * timedelta(seconds=1))
    assert timers.fire_due(now=LATER, limit=4, register=kettles.register) == Fired(4, 0)
    assert kettles.settled == [stream_id(number) for number in (5, 4, 3, 2)]
    assert timers.fire_due(now=LATER, limit=4, register=kettles.register) == Fired(2, 0)


def test_two_workers_at_once_fire_each_timer_once() -> None:
    kettles = Kettles()
    for number in range(60):
        kettles.fill(number, due=DUE)
    together = Barrier(2)

    def work() -> Fired:
        together.wait()
        fired = Fired(0, 0)
        while (done := timers.fire_due(now=LATER, limit=7, register=kettles.register)).count:
            fired = Fired(fired.count + done.count, fired.failed + done.failed)
        return fired

    results = Threads(work, work).run()
    assert sum(result.count for result in results) == 60
    assert sum(result.failed for result in results) == 0
    assert sorted(kettles.settled) == [stream_id(number) for number in range(60)]
    assert timer_rows() == []


def test_a_worker_that_dies_after_claiming_delays_its_timers_by_the_lease_only() -> None:
    kettles, died = Kettles(), Register()
    kettles.fill(1, due=DUE)

    def die(*, stream: UUID, now: datetime) -> None:
        raise KeyboardInterrupt

    died.machine("kettle", kettles.fold, kettles.rows, kettles.write, die)
    with pytest.raises(KeyboardInterrupt):
        timers.fire_due(now=LATER, register=died)
    assert timers.fire_due(now=LATER + timers.LEASE - MINUTE / 60, register=kettles.register) == Fired(0, 0)
    assert timers.fire_due(now=LATER + timers.LEASE, register=kettles.register) == Fired(1, 0)


def test_a_slow_worker_overtaken_by_another_settles_nothing_twice() -> None:
    kettles = Kettles()
    kettles.fill(1, due=DUE)
    slow = Register()

    def overtaken(*, stream: UUID, now: datetime) -> None:
        timers.fire_due(now=now + timers.LEASE, register=kettles.register)
        kettles.settle(stream=stream, now=now)

    slow.machine("kettle", kettles.fold, kettles.rows, kettles.write, overtaken)
    assert timers.fire_due(now=LATER, register=slow) == Fired(1, 0)
    assert kettles.settled == [stream_id(1)]
    assert [event.kind for event in queries.history(stream_id(1))] == ["kettle.filled", "kettle.boiled"]


def test_one_that_fails_is_put_off_with_its_error_class_and_the_others_go_on() -> None:
    faults = {stream_id(1): ValueError("张三 13800138000"), stream_id(2): Refused("kettle.cold")}
    kettles = Stubborn(faults)
    for number in range(4):
        kettles.fill(number, due=DUE)
    assert timers.fire_due(now=LATER, register=kettles.register) == Fired(2, 2)
    put_off = LATER + timers.FIRST_DELAY
    assert timer_rows() == [
        (stream_id(1), DUE, put_off, 1, "ValueError"),
        (stream_id(2), DUE, put_off, 1, "kettle.cold"),
    ]
    assert [len(queries.history(stream_id(number))) for number in range(4)] == [2, 1, 1, 2]


def test_a_failing_timer_waits_longer_each_time_and_ends_well_when_the_fault_is_gone() -> None:
    faults: dict[UUID, Exception] = {stream_id(1): ValueError()}
    kettles, now, waits = Stubborn(faults), LATER, []
    kettles.fill(1, due=DUE)
    for _ in range(12):
        timers.fire_due(now=now, register=kettles.register)
        [(_, _, ready_at, _, _)] = timer_rows()
        waits.append(ready_at - now)
        now = ready_at
    assert waits[:4] == [timers.FIRST_DELAY * factor for factor in (1, 2, 4, 8)]
    assert waits[-1] == timers.LONGEST_DELAY
    faults.clear()
    assert timers.fire_due(now=now, register=kettles.register) == Fired(1, 0)
    assert queries.history(stream_id(1))[-1].at == DUE
    assert timer_rows() == []


def test_a_machine_that_leaves_its_deadline_where_it_was_is_put_off_and_named() -> None:
    kettles, lazy = Kettles(), Register()
    kettles.fill(1, due=DUE)

    def write_only(*, stream: UUID, now: datetime) -> None:
        with transaction.atomic():
            head = services.lock([stream])[stream]
            services.append(head, [Entry("kettle.watched", now, {})], actor=CLOCK, now=now, due=DUE)

    lazy.machine("kettle", kettles.fold, kettles.rows, kettles.write, write_only)
    assert timers.fire_due(now=LATER, register=lazy) == Fired(0, 1)
    assert timer_rows() == [(stream_id(1), DUE, LATER + timers.FIRST_DELAY, 1, timers.UNMOVED)]
    assert len(queries.history(stream_id(1))) == 2


def test_a_stream_settled_by_somebody_else_meanwhile_is_left_alone() -> None:
    kettles, moved = Kettles(), Register()
    kettles.fill(1, due=DUE)

    def refilled(*, stream: UUID, now: datetime) -> None:
        kettles.fill(1, due=LATER + MINUTE)

    moved.machine("kettle", kettles.fold, kettles.rows, kettles.write, refilled)
    assert timers.fire_due(now=LATER, register=moved) == Fired(1, 0)
    assert timer_rows() == [(stream_id(1), LATER + MINUTE, LATER + MINUTE, 0, "")]


def test_kinds_without_a_machine_here_are_left_to_another_worker() -> None:
    Kettles().fill(1, due=DUE)
    assert timers.fire_due(now=LATER, register=Register()) == Fired(0, 0)
    assert timers.next_ready(register=Register()) is None
    assert len(timer_rows()) == 1


def test_claiming_a_batch_is_one_statement_whatever_its_size() -> None:
    kettles = Kettles()
    for number in range(20):
        kettles.fill(number, due=DUE)
    idle = Register()
    idle.machine("kettle", kettles.fold, kettles.rows, kettles.write, lambda *, stream, now: None)
    with counted() as sent:
        assert timers.fire_due(now=LATER, register=idle) == Fired(0, 20)
    assert len([statement for statement in sent if "ledger_timer" in statement]) == 3  # claim, put off, claim again


def test_failing_timers_can_be_listed_for_the_operator() -> None:
    kettles = Stubborn({stream_id(1): ValueError("张三")})
    kettles.fill(1, due=DUE)
    kettles.fill(2, due=LATER + MINUTE)
    timers.fire_due(now=LATER, register=kettles.register)
    [late] = queries.failing_timers()
    assert (late.stream, late.kind, late.due_at, late.attempts, late.fault) == (
        stream_id(1),
        "kettle",
        DUE,
        1,
        "ValueError",
    )
