import hashlib
import json
from threading import Barrier
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from tests.apps.ledger_samples import COOK, MINUTE, NOW, Kettles, Threads, counted, person, stream_id
from yici.domain import chain
from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.ledger import keys, queries, services
from yici.ledger.values import Answer, Entry, InFlight

pytestmark = pytest.mark.django_db(transaction=True)


def boiled(seq: int = 1) -> list[Entry]:
    return [Entry("kettle.boiled", NOW, {"n": n}) for n in range(seq)]


def begin(number: int, count: int = 1) -> services.Head:
    with transaction.atomic():
        head = services.new_head(stream_id(number), "kettle")
        return services.append(head, boiled(count), actor=COOK, now=NOW, due=None)[0]


def test_what_is_appended_is_chained_from_the_origin_to_the_head() -> None:
    with transaction.atomic():
        start = services.new_head(stream_id(1), "kettle")
        head, recorded = services.append(start, boiled(3), actor=COOK, now=NOW, due=None, cause="command-7")
    events = queries.history(stream_id(1))
    lines = [json.loads(line) for (line,) in rows("SELECT content FROM ledger_event ORDER BY seq")]
    assert [event.seq for event in events] == [1, 2, 3]
    assert [line["previous"] for line in lines] == [start.hash.hex(), events[0].hash.hex(), events[1].hash.hex()]
    assert start.hash == chain.origin("SHA-256", "kettle", str(stream_id(1)))
    assert (head.seq, head.hash) == (3, events[2].hash) == (recorded[2].seq, recorded[2].hash)
    assert queries.head(stream_id(1)) == head
    assert {event.cause for event in events} == {"command-7"}
    assert events[0].actor == COOK
    assert [event.body for event in events] == [{"n": 0}, {"n": 1}, {"n": 2}]


def test_the_hash_is_that_of_the_stored_text() -> None:
    begin(1, 2)
    for content, found in rows("SELECT content, hash FROM ledger_event"):
        assert hashlib.sha256(content.encode()).digest() == found


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def test_an_append_goes_on_from_the_locked_head() -> None:
    begin(1)
    with transaction.atomic():
        head = services.lock([stream_id(1)])[stream_id(1)]
        head, _ = services.append(head, boiled(), actor=COOK, now=NOW, due=None)
        head, _ = services.append(head, boiled(2), actor=COOK, now=NOW, due=None)
    assert head.seq == 4
    assert len(queries.history(stream_id(1))) == 4


def test_a_long_history_is_read_in_pages() -> None:
    begin(1, 30)
    first = queries.history(stream_id(1), limit=20)
    rest = queries.history(stream_id(1), after=first[-1].seq, limit=20)
    assert [event.seq for event in first + rest] == list(range(1, 31))


def test_several_histories_are_read_in_one_statement() -> None:
    begin(1, 2)
    begin(2, 3)
    with counted() as sent:
        found = queries.histories([stream_id(1), stream_id(2), stream_id(3)])
    assert {stream: len(events) for stream, events in found.items()} == {
        stream_id(1): 2,
        stream_id(2): 3,
        stream_id(3): 0,
    }
    assert len(sent) == 1


def test_lock_append_and_replay_are_one_statement_each() -> None:
    begin(1)
    answer = Answer("cook", "k1", b"hash", {"id": "x"})
    subject = keys.subject_with_key(None, subject_id=UUID(int=7), now=NOW)
    sealed = Entry("kettle.labelled", NOW, {}, sealed={"name": "张三"}, subject=subject)
    with transaction.atomic():
        with counted() as locking:
            head = services.lock([stream_id(1)])[stream_id(1)]
        with counted() as appending:
            services.append(head, [*boiled(13), sealed], actor=COOK, now=NOW, due=NOW + MINUTE, answer=answer)
    with counted() as replaying:
        services.replay("cook", "k1", b"hash")
    assert (len(locking), len(appending), len(replaying)) == (1, 1, 1)


def test_sealing_for_a_subject_whose_key_is_not_at_hand_costs_one_statement_more() -> None:
    subject = person(1)
    entries = [Entry("kettle.labelled", NOW, {}, sealed={"name": name}, subject=subject) for name in ("张三", "李四")]
    with transaction.atomic(), counted() as sent:
        services.append(services.new_head(stream_id(1), "kettle"), entries, actor=COOK, now=NOW, due=None)
    assert len(sent) == 2
    assert [event.open() for event in queries.history(stream_id(1))] == [{"name": "张三"}, {"name": "李四"}]


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


def test_an_append_without_events_is_refused() -> None:
    with pytest.raises(Refused, match="nothing_to_record"), transaction.atomic():
        services.append(services.new_head(stream_id(1), "kettle"), [], actor=COOK, now=NOW, due=None)


@pytest.mark.parametrize(
    "entry",
    [
        Entry("kettle.boiled", NOW, {"degrees": 99.5}),
        Entry("Kettle Boiled", NOW, {}),
        Entry("kettle.boiled", NOW.replace(tzinfo=None), {}),
        Entry("kettle.boiled", NOW, {"name": "\ud800"}),
        Entry("kettle.labelled", NOW, {}, sealed={"name": "张三"}),
    ],
    ids=["a floating-point number", "no kind", "no zone", "a lone surrogate", "sealed for nobody"],
)
def test_an_entry_that_cannot_be_hashed_the_same_everywhere_is_refused(entry: Entry) -> None:
    with pytest.raises(Invalid), transaction.atomic():
        services.append(services.new_head(stream_id(1), "kettle"), [entry], actor=COOK, now=NOW, due=None)


def test_odd_text_comes_back_as_it_was() -> None:
    body = {"text": "a\nb\x00c\u2028\"'\\%s %(x)s {} 𠮷", "": "", "列": ["\\n", None, True, -(2**53) + 1]}
    with transaction.atomic():
        services.append(
            services.new_head(stream_id(1), "kettle"),
            [Entry("kettle.boiled", NOW, body), Entry("kettle.boiled", NOW, body)],
            actor=COOK,
            now=NOW,
            due=None,
        )
    assert [event.body for event in queries.history(stream_id(1))] == [body, body]


def test_the_timer_is_set_moved_and_cleared_with_the_append() -> None:
    head, seen = services.new_head(stream_id(1), "kettle"), []
    for due in (NOW + MINUTE, NOW + 2 * MINUTE, None, None):
        with transaction.atomic():
            head, _ = services.append(head, boiled(), actor=COOK, now=NOW, due=due)
        seen.append(rows("SELECT stream, kind, due_at, ready_at FROM ledger_timer"))
    assert seen == [
        [(stream_id(1), "kettle", NOW + MINUTE, NOW + MINUTE)],
        [(stream_id(1), "kettle", NOW + 2 * MINUTE, NOW + 2 * MINUTE)],
        [],
        [],
    ]


def test_the_same_request_again_gets_the_same_answer() -> None:
    assert services.replay("cook", "k1", b"one") is None
    Kettles().fill(1, answer=Answer("cook", "k1", b"one", {"kettle": "1", "名": "壶"}))
    assert services.replay("cook", "k1", b"one") == {"kettle": "1", "名": "壶"}
    assert services.replay("another cook", "k1", b"one") is None
    with pytest.raises(Conflict, match="key_reused"):
        services.replay("cook", "k1", b"two")


def test_an_answer_can_be_made_from_what_was_recorded() -> None:
    _, [recorded] = Kettles().fill(1, answer=Answer("cook", "k1", b"one", lambda done: {"hash": done[0].hash.hex()}))
    assert services.replay("cook", "k1", b"one") == {"hash": recorded.hash.hex()}


def test_of_several_with_the_same_key_at_once_one_acts_and_the_others_can_replay() -> None:
    together, kettles = Barrier(4), Kettles()

    def go(number: int) -> dict[str, Any]:
        def act() -> dict[str, Any]:
            with transaction.atomic():
                found = services.replay("cook", "k1", b"one")
                together.wait()
                if found is None:
                    kettles.fill(number, answer=Answer("cook", "k1", b"one", {"kettle": number}))
                return found or {"kettle": number}

        try:
            return act()
        except InFlight:
            return services.replay("cook", "k1", b"one") or {}

    results = Threads(*(lambda n=n: go(n) for n in range(4))).run()  # type: ignore[misc]
    assert len({str(result) for result in results}) == 1
    assert rows("SELECT count(*) FROM ledger_event") == rows("SELECT count(*) FROM ledger_answer") == [(1,)]


def test_a_stale_head_keeps_no_answer() -> None:
    stale = begin(1)
    with transaction.atomic():
        services.append(stale, boiled(), actor=COOK, now=NOW, due=None)
    with pytest.raises(Conflict), transaction.atomic():
        services.append(stale, boiled(), actor=COOK, now=NOW, due=None, answer=Answer("cook", "k1", b"one", {}))
    assert services.replay("cook", "k1", b"one") is None


def test_answers_are_forgotten_after_some_days() -> None:
    kettles = Kettles()
    for number, age in enumerate((8, 7, 6)):
        then = NOW - 60 * 24 * MINUTE * age
        kettles.fill(number, now=then, answer=Answer("cook", f"k{age}", b"one", {}))
    assert services.prune_answers(now=NOW + MINUTE, days=7, limit=1) == 1
    assert services.prune_answers(now=NOW + MINUTE, days=7) == 1
    assert services.prune_answers(now=NOW + MINUTE, days=7) == 0
    assert services.replay("cook", "k6", b"one") == {}


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", services.INSERT_ONLY_TABLES)
def test_the_application_may_not_change_what_is_recorded(table: str, statement: str) -> None:
    begin(1)
    column = "number" if table != "ledger_event" else "seq"
    with pytest.raises(ProgrammingError) as refused, connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
    assert len(queries.history(stream_id(1))) == 1


def test_nothing_of_an_append_stays_when_its_transaction_fails() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        services.append(services.new_head(stream_id(1), "kettle"), boiled(), actor=COOK, now=NOW, due=NOW)
        raise RuntimeError
    assert queries.head(stream_id(1)) is None
    assert rows("SELECT count(*) FROM ledger_event") == rows("SELECT count(*) FROM ledger_timer") == [(0,)]
