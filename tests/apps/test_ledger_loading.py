import json
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from tests.apps.ledger_samples import COOK, MINUTE, NOW, Kettles, stream_id
from yici.domain.error import NotFound, Refused
from yici.ledger import checkpoints, keys, queries, services, verify
from yici.ledger.loading import Loading
from yici.ledger.register import Register
from yici.ledger.values import Entry

pytestmark = pytest.mark.django_db(transaction=True)
ODD = "a\\b\tc\nd\\.\u2028\"'𠮷"


def acts(sealed: Any) -> list[dict[str, Any]]:
    """The same three acts for both ways; the second is sealed."""
    filled = Entry("kettle.filled", NOW, {"litres": 2, "due": None, "note": ODD})
    labelled = Entry("kettle.labelled", NOW, {}, format=2, sealed={"name": "张三"}, subject=sealed)
    return [
        {"entries": [filled, labelled], "now": NOW, "due": NOW + MINUTE, "cause": ODD},
        {"entries": [Entry("kettle.boiled", NOW + MINUTE, {})], "now": NOW + 2 * MINUTE, "due": None},
        {"entries": [filled], "now": NOW + 3 * MINUTE, "due": NOW + 9 * MINUTE},
    ]


def load(number: int, loading: Loading) -> None:
    head = services.new_head(stream_id(number), "kettle")
    subject = loading.subject(UUID(int=number), now=NOW, identity=str(number))
    for act in acts(subject):
        head, _ = loading.append(head, actor=COOK, **act)


def table(name: str, columns: str = "*") -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {name} ORDER BY 1, 2")
        return cursor.fetchall()


def test_what_is_loaded_cannot_be_told_from_what_was_recorded_step_by_step() -> None:
    columns = "seq, content, kind, format, at, recorded_at, actor, cause, hash, sealed IS NULL, subject, epoch"
    with transaction.atomic():
        head = services.new_head(stream_id(1), "kettle")
        subject = keys.subject_with_key("1", subject_id=UUID(int=1), now=NOW)
        for act in acts(subject):
            head, _ = services.append(head, actor=COOK, **act)
    recorded = table("ledger_event", columns), table("ledger_head"), table("ledger_timer")
    one_by_one = [without_token(line[1]) for line in recorded[0]]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_head; DELETE FROM ledger_timer; DELETE FROM ledger_subject")
    loading = Loading()
    load(2, loading)
    assert loading.write() == 4
    loaded = [line for line in table("ledger_event", f"stream, {columns}") if line[0] == stream_id(2)]
    assert [without_token(line[2]) for line in loaded] == one_by_one
    assert [line[3:9] for line in loaded] == [line[2:8] for line in recorded[0]]
    assert [line[1:3] for line in table("ledger_head")] == [line[1:3] for line in recorded[1]]
    assert [line[1:] for line in table("ledger_timer")] == [line[1:] for line in recorded[2]]
    assert [event.open() for event in queries.history(stream_id(2))] == [None, {"name": "张三"}, None, None]


def without_token(line: str) -> dict[str, Any]:
    """What a line says but for ids and ciphertext, which never repeat."""
    return {
        name: value
        for name, value in json.loads(line).items()
        if name not in ("stream", "previous", "sealed", "subject")
    }


def test_loaded_streams_verify_take_part_in_checkpoints_and_go_on() -> None:
    loading, kettles = Loading(), Kettles()
    for number in range(20):
        load(number, loading)
    loading.write()
    checkpoints.checkpoint(now=NOW)
    with transaction.atomic():
        head = services.lock([stream_id(7)])[stream_id(7)]
        services.append(head, [Entry("kettle.boiled", NOW, {})], actor=COOK, now=NOW, due=None)
    report = verify.verify(register=Register())
    assert (report.faults, report.streams, report.events, report.checkpoints) == ([], 20, 81, 1)
    verify.rebuild(register=kettles.register)
    assert len(kettles.table) == 20


def test_a_stream_that_is_there_already_makes_the_whole_load_fail() -> None:
    Kettles().fill(1)
    loading = Loading()
    load(2, loading)
    load(1, loading)
    with pytest.raises(IntegrityError):
        loading.write()
    assert queries.head(stream_id(2)) is None


def test_only_a_stream_from_its_beginning_can_be_loaded() -> None:
    head, _ = Kettles().fill(1)
    with pytest.raises(Refused, match="not_loading"):
        Loading().append(head, [Entry("kettle.boiled", NOW, {})], actor=COOK, now=NOW, due=None)


def test_nothing_is_there_before_it_is_written_and_a_second_write_writes_nothing() -> None:
    loading = Loading()
    load(1, loading)
    assert queries.head(stream_id(1)) is None
    with pytest.raises(NotFound):
        keys.load_subjects([UUID(int=1)])
    assert loading.write() == 4
    assert loading.write() == 0
