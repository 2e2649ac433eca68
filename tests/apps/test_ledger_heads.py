"""Where a stream ends: a head that moved is refused, and of several who append at once none is lost."""

from threading import Barrier
from uuid import UUID

import pytest
from django.db import transaction

from tests.apps.ledger_samples import COOK, MINUTE, NOW, Threads, begin, boiled, rows, stream_id
from yici.domain.error import Conflict, NotFound, Refused
from yici.ledger import queries, services

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_head_that_has_moved_is_refused_and_nothing_is_written() -> None:
    stale = begin(1)
    with transaction.atomic():
        services.append(stale, boiled(), actor=COOK, now=NOW, due=None)
    with pytest.raises(Conflict) as refused, transaction.atomic():
        services.append(stale, boiled(), actor=COOK, now=NOW, due=NOW + MINUTE)
    assert refused.value.code == "ledger.stale_head"
    assert len(queries.history(stream_id(1))) == 2
    assert rows("SELECT count(*) FROM ledger_timer") == [(0,)]


def test_a_head_with_the_right_seq_and_another_hash_is_refused() -> None:
    head = begin(1)
    forged = services.Head(head.stream, head.kind, head.seq, bytes(32))
    with pytest.raises(Conflict, match="stale_head"), transaction.atomic():
        services.append(forged, boiled(), actor=COOK, now=NOW, due=None)


def test_a_stream_cannot_begin_twice() -> None:
    begin(1)
    with pytest.raises(Conflict, match="stale_head"):
        begin(1)
    assert len(queries.history(stream_id(1))) == 1


@pytest.mark.parametrize("new", [True, False], ids=["a new stream", "an old stream"])
def test_of_several_who_append_to_the_same_head_at_once_one_wins(new: bool) -> None:
    head = services.new_head(stream_id(1), "kettle") if new else begin(1)
    together = Barrier(4)

    def go() -> services.Head:
        with transaction.atomic():
            together.wait()
            return services.append(head, boiled(2), actor=COOK, now=NOW, due=None)[0]

    results = Threads(*[go] * 4).run()
    assert sum(isinstance(result, services.Head) for result in results) == 1
    assert sum(isinstance(result, Conflict) and result.code == "ledger.stale_head" for result in results) == 3
    assert len(queries.history(stream_id(1))) == head.seq + 2


def test_those_who_lock_first_wait_for_each_other_and_all_win() -> None:
    begin(1)
    begin(2)

    def go(order: list[UUID]) -> None:
        for _ in range(5):
            with transaction.atomic():
                heads = services.lock(order)
                for head in heads.values():
                    services.append(head, boiled(), actor=COOK, now=NOW, due=None)

    streams = [stream_id(1), stream_id(2)]
    results = Threads(lambda: go(streams), lambda: go(streams[::-1]), lambda: go(streams)).run()
    assert results == [None, None, None]
    assert [len(queries.history(stream)) for stream in streams] == [16, 16]


def test_a_stream_that_is_not_there_cannot_be_locked() -> None:
    begin(1)
    with pytest.raises(NotFound), transaction.atomic():
        services.lock([stream_id(1), stream_id(2)])


def test_locking_outside_a_transaction_is_refused() -> None:
    begin(1)
    with pytest.raises(Refused, match="no_transaction"):
        services.lock([stream_id(1)])
