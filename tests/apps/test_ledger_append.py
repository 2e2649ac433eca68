"""What is appended: chained, stored as it was given, with its timer, and never changed afterwards."""

import hashlib
import json
from uuid import UUID

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from tests.apps.ledger_samples import COOK, MINUTE, NOW, begin, boiled, counted, person, rows, stream_id
from yici.domain import chain
from yici.domain.error import Invalid, Refused
from yici.ledger import keys, queries, services
from yici.ledger.values import Answer, Entry

pytestmark = pytest.mark.django_db(transaction=True)


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
