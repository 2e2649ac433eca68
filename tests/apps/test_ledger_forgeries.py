"""Whatever somebody with the owner's rights changes behind the application's back is found and named."""

import pytest
from django.db import transaction

from tests.apps.ledger_kettles import Tamper, check, kettles
from tests.apps.ledger_samples import COOK, NOW, Kettles, stream_id, tamper
from yici.ledger import keys, queries, services, verify
from yici.ledger.values import ERASED, Entry

__all__ = ["kettles", "tamper"]
pytestmark = pytest.mark.django_db(transaction=True)


def found(kettles: Kettles) -> list[str]:
    return [str(fault) for fault in check(kettles).faults]


# What somebody with the owner's rights does, and what is said about it besides the checkpoint.
FORGERIES: dict[str, tuple[str, list[str]]] = {
    "content": (
        "UPDATE ledger_event SET content = replace(content, '\"litres\":2', '\"litres\":9')"
        " WHERE stream = %(third)s AND seq = 1",
        ["stream {third} seq 1: the content does not match its hash", "stream {third}: the row differs"],
    ),
    "content and its hash": (
        "UPDATE ledger_event SET content = replace(content, '\"litres\":2', '\"litres\":9'), hash = sha256(convert_to("
        "replace(content, '\"litres\":2', '\"litres\":9'), 'UTF8')) WHERE stream = %(third)s AND seq = 1",
        ["stream {third} seq 2: previous is not the hash", "stream {third}: the row differs", "checkpoint 1: block 0"],
    ),
    "the last event and its hash": (
        "UPDATE ledger_event SET content = replace(content, '\"litres\":1', '\"litres\":9'), hash = sha256(convert_to("
        "replace(content, '\"litres\":1', '\"litres\":9'), 'UTF8')) WHERE stream = %(third)s AND seq = 3",
        ["stream {third}: the head is not at the last event", "checkpoint 2: its tree differs"],
    ),
    "hash alone": (
        "UPDATE ledger_event SET hash = sha256('x') WHERE stream = %(third)s AND seq = 2",
        ["stream {third} seq 2: the content does not match its hash", "stream {third} seq 3: previous is not the hash"],
    ),
    "content that is no JSON": (
        "UPDATE ledger_event SET content = '{' WHERE stream = %(third)s AND seq = 2",
        ["stream {third} seq 2: the content cannot be read"],
    ),
    "content of another shape": (
        "UPDATE ledger_event SET content = '[1]' WHERE stream = %(third)s AND seq = 2",
        ["stream {third} seq 2: the content cannot be read"],
    ),
    "content without its fields": (
        'UPDATE ledger_event SET content = \'{"body":{},"actor":1}\' WHERE stream = %(third)s AND seq = 2',
        ["stream {third} seq 2: the column stream differs", "stream {third}: its events cannot be folded: KeyError"],
    ),
    "kind": (
        "UPDATE ledger_event SET kind = 'kettle.discarded' WHERE stream = %(third)s AND seq = 2",
        ["stream {third} seq 2: the column kind differs"],
    ),
    "legal time": (
        "UPDATE ledger_event SET at = at - interval '1 day' WHERE stream = %(third)s AND seq = 2",
        ["stream {third} seq 2: the column at differs"],
    ),
    "time of recording": (
        "UPDATE ledger_event SET recorded_at = recorded_at - interval '1 us' WHERE stream = %(third)s AND seq = 2",
        ["stream {third} seq 2: the column recorded_at differs"],
    ),
    "actor": (
        "UPDATE ledger_event SET actor = 'somebody' WHERE stream = %(third)s AND seq = 1",
        ["stream {third} seq 1: the column actor differs"],
    ),
    "cause": (
        "UPDATE ledger_event SET cause = 'something' WHERE stream = %(third)s AND seq = 1",
        ["stream {third} seq 1: the column cause differs"],
    ),
    "format": (
        "UPDATE ledger_event SET format = 2 WHERE stream = %(third)s AND seq = 1",
        ["stream {third} seq 1: the column format differs"],
    ),
    "algorithm": (
        "UPDATE ledger_event SET algorithm = 'SM3' WHERE stream = %(third)s AND seq = 1",
        ["stream {third} seq 1: the column algorithm differs"],
    ),
    "an algorithm nobody knows": (
        "UPDATE ledger_event SET algorithm = 'CRC' WHERE stream = %(third)s AND seq = 1",
        ["stream {third} seq 1: the algorithm is unknown"],
    ),
    "sealed": (
        "UPDATE ledger_event SET sealed = 'x' WHERE stream = %(third)s AND seq = 1",
        ["stream {third} seq 1: the column sealed differs"],
    ),
    "sealed removed": (
        "UPDATE ledger_event SET sealed = NULL WHERE stream = %(third)s AND seq = 1",
        ["stream {third} seq 1: the column sealed differs"],
    ),
    "subject": (
        "UPDATE ledger_event SET subject = NULL WHERE stream = %(third)s AND seq = 1",
        ["stream {third} seq 1: the column subject differs", "stream {third} seq 1: the key of its sealed part"],
    ),
    "an event taken away": (
        "DELETE FROM ledger_event WHERE stream = %(third)s AND seq = 2",
        ["stream {third} seq 2: the event is missing", "checkpoint 2: it was signed over 8 events"],
    ),
    "the last event taken away": (
        "DELETE FROM ledger_event WHERE stream = %(third)s AND seq = 3",
        ["stream {third}: the head is not at the last event", "stream {third}: the row differs"],
    ),
    "order": (
        "UPDATE ledger_event SET seq = CASE seq WHEN 2 THEN 30 ELSE 20 END WHERE stream = %(third)s AND seq IN (2, 3)",
        ["stream {third} seq 20: the column seq differs", "stream {third} seq 2: the event is missing"],
    ),
    "another stream": (
        "UPDATE ledger_event SET stream = %(other)s WHERE stream = %(third)s",
        ["stream {other}: the stream has events and no head", "stream {third}: the head has no events"],
    ),
    "the end of a stream with its head": (
        "WITH gone AS (DELETE FROM ledger_event WHERE stream = %(third)s AND seq = 3) UPDATE ledger_head SET seq = 2,"
        " hash = (SELECT hash FROM ledger_event WHERE stream = %(third)s AND seq = 2) WHERE stream = %(third)s",
        ["checkpoint 2: it was signed over 8 events", "stream {third}: the row differs"],
    ),
    "a whole stream": (
        "WITH gone AS (DELETE FROM ledger_event WHERE stream = %(third)s) DELETE FROM ledger_head"
        " WHERE stream = %(third)s",
        ["1 rows of kettle come from no event", "checkpoint 1: it was signed over 5 events"],
    ),
    "head": (
        "UPDATE ledger_head SET hash = sha256('x') WHERE stream = %(third)s",
        ["stream {third}: the head is not at the last event"],
    ),
    "kind of the stream": (
        "UPDATE ledger_head SET kind = 'pan' WHERE stream = %(third)s",
        ["stream {third} seq 1: previous is not the hash"],
    ),
    "head taken away": (
        "DELETE FROM ledger_head WHERE stream = %(third)s",
        ["stream {third}: the stream has events and no head"],
    ),
    "a head of nothing": (
        "INSERT INTO ledger_head VALUES (%(other)s, 'kettle', 1, 'x')",
        ["stream {other}: the head has no events"],
    ),
    "timer": (
        "UPDATE ledger_timer SET due_at = due_at + interval '1 day'",
        ["stream {fifth}: the timer differs from the deadline"],
    ),
    "timer taken away": ("DELETE FROM ledger_timer", ["stream {fifth}: the timer differs from the deadline"]),
    "a timer for nothing": (
        "INSERT INTO ledger_timer VALUES (%(third)s, 'kettle', now(), now())",
        ["stream {third}: the timer differs from the deadline"],
    ),
    "a subject's key": (
        "UPDATE ledger_subject SET wrapped = 'x' WHERE id = (SELECT subject FROM ledger_event WHERE"
        " stream = %(third)s AND seq = 1)",
        ["stream {third} seq 1: the key of its sealed part is missing or damaged"],
    ),
    "a subject taken away": (
        "DELETE FROM ledger_subject WHERE id = (SELECT subject FROM ledger_event WHERE stream = %(third)s AND seq = 1)",
        ["stream {third} seq 1: the key of its sealed part is missing or damaged"],
    ),
    "a subject erased without a record": (
        "UPDATE ledger_subject SET destroyed_at = now() WHERE id = (SELECT subject FROM ledger_event WHERE"
        " stream = %(third)s AND seq = 1)",
        ["1 rows of subject come from no event"],
    ),
    "a checkpoint's root": ("UPDATE ledger_checkpoint SET root = 'x' WHERE number = 1", ["checkpoint 1: columns"]),
    "a checkpoint's count": ("UPDATE ledger_checkpoint SET count = 4 WHERE number = 1", ["checkpoint 1: columns"]),
    "a checkpoint's statement": (
        "UPDATE ledger_checkpoint SET statement = replace(statement, '\"count\":8', '\"count\":7') WHERE number = 2",
        ["checkpoint 2: yici.checkpoint.forged", "checkpoint 2: columns differ"],
    ),
    "a checkpoint's spacing": (
        "UPDATE ledger_checkpoint SET statement = replace(statement, ':', ' : ') WHERE number = 2",
        ["checkpoint 2: columns differ"],
    ),
    "a checkpoint that cannot be read": (
        "UPDATE ledger_checkpoint SET statement = 'x' WHERE number = 2",
        ["checkpoint 2: its statement or signature cannot be read"],
    ),
    "a checkpoint's signature": (
        "UPDATE ledger_checkpoint SET signature = (SELECT signature FROM ledger_checkpoint WHERE number = 1)"
        " WHERE number = 2",
        ["checkpoint 2: yici.checkpoint.forged"],
    ),
    "a checkpoint taken away": (
        "DELETE FROM ledger_checkpoint WHERE number = 1",
        ["checkpoint 2: a checkpoint before it is missing"],
    ),
    "a block": ("UPDATE ledger_block SET root = 'x' WHERE checkpoint = 2", ["checkpoint 2: block 0 differs"]),
    "a place in the feed": (
        "UPDATE ledger_event SET xid = '1' WHERE stream = %(fourth)s AND seq = 3",
        ["checkpoint 1: its tree differs from the events", "checkpoint 2: it was signed over 8 events"],
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_whatever_is_changed_behind_the_applications_back_is_found(kettles: Kettles, tamper: Tamper, name: str) -> None:
    statement, expected = FORGERIES[name]
    streams = {"third": stream_id(3), "fourth": stream_id(2), "fifth": stream_id(4), "other": stream_id(99)}
    assert tamper(statement, **streams) > 0
    said = found(kettles)
    for line in expected:
        assert any(fault.startswith(line.format(**streams)) for fault in said), (line, said)
    assert not check(kettles).ok
    assert not any("张三" in fault or "litres" in fault for fault in said if "row differs" not in fault)


def test_a_row_that_differs_is_found_and_named_by_its_fields(kettles: Kettles) -> None:
    kettles.table[stream_id(1)] = {**kettles.table[stream_id(1)], "litres": 99, "boiled": 7}
    assert found(kettles) == [f"stream {stream_id(1)}: the row differs from its events in boiled, litres"]


def test_a_row_that_is_missing_is_found(kettles: Kettles) -> None:
    del kettles.table[stream_id(1)]
    assert found(kettles) == [f"stream {stream_id(1)}: the row is missing"]


def test_a_row_that_should_have_gone_is_found(kettles: Kettles) -> None:
    with transaction.atomic():
        head = services.lock([stream_id(1)])[stream_id(1)]
        services.append(head, [Entry("kettle.discarded", NOW, {})], actor=COOK, now=NOW, due=None)
    assert found(kettles) == [
        f"stream {stream_id(1)}: there is a row, and its events lead to none",
        "1 rows of kettle come from no event",
    ]


def test_a_key_that_came_back_after_its_erasure_is_found_and_destroyed_again(kettles: Kettles, tamper: Tamper) -> None:
    subject = queries.history(stream_id(1))[0].subject
    assert subject is not None
    wrapped = keys.load_subjects([subject])[subject].wrapped
    services.erase(subject, actor=COOK, now=NOW, ground="retention_over")
    tamper(
        "UPDATE ledger_subject SET wrapped = %(wrapped)s, destroyed_at = NULL WHERE id = %(id)s",
        wrapped=wrapped,
        id=subject,
    )
    assert queries.history(stream_id(1))[0].open() == {"cook": "张三"}
    assert found(kettles) == [f"stream {subject}: the row is missing"]
    verify.rebuild(register=kettles.register)
    assert found(kettles) == []
    assert queries.history(stream_id(1))[0].open() is ERASED
