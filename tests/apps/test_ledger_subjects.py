"""People on record: known once, sealed with a key of their own, and gone when it is destroyed."""

from collections.abc import Callable
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, transaction

from tests.apps.ledger_samples import COOK, NOW, Kettles, Threads, counted, person, stream_id, tamper
from yici.domain.error import Conflict, NotFound, Refused
from yici.ledger import keys, queries, services
from yici.ledger.values import ERASED

__all__ = ["tamper"]
pytestmark = pytest.mark.django_db(transaction=True)
IDENTITY = "11010519491231002X"


def test_one_person_is_one_subject_found_in_one_statement() -> None:
    with counted() as sent:
        first = person(1, IDENTITY)
    assert len(sent) == 1
    with counted() as sent:
        assert person(2, IDENTITY.lower()) == first
    assert len(sent) == 1
    assert keys.find_subject(IDENTITY) == first
    assert keys.find_subject("110105194912310037") is None


def test_persons_without_an_identity_number_are_never_merged() -> None:
    assert person(1) != person(2)


def test_of_several_who_meet_a_new_person_at_once_all_find_the_same_subject() -> None:
    together = Barrier(4)

    def go(number: int) -> UUID:
        together.wait()
        return person(number, IDENTITY)

    results = Threads(*(lambda n=n: go(n) for n in range(4))).run()  # type: ignore[misc]
    assert len(set(results)) == 1


def test_the_identity_number_stands_nowhere_in_the_row() -> None:
    person(1, IDENTITY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT s::text FROM ledger_subject s")
        [(row,)] = cursor.fetchall()
    assert IDENTITY not in row
    assert IDENTITY.encode().hex() not in row


def test_many_tokens_are_opened_with_one_statement() -> None:
    pairs = [(subject, keys.seal(subject, {"n": n})) for n in range(5) for subject in (person(n),)]
    with counted() as sent:
        assert keys.open_many(pairs) == [{"n": n} for n in range(5)]
    assert len(sent) == 1


def test_a_page_of_history_reads_its_keys_once_and_only_when_something_is_opened() -> None:
    kettles = Kettles()
    for number in range(3):
        kettles.fill(1, sealed={"cook": str(number)}, subject=person(number))
    with counted() as sent:
        page = queries.history(stream_id(1))
        assert len(sent) == 1
        assert [event.open() for event in page] == [{"cook": "0"}, {"cook": "1"}, {"cook": "2"}]
        assert len(sent) == 2


def test_nothing_personal_stands_in_the_events_in_clear() -> None:
    Kettles().fill(1, sealed={"name": "欧阳修"}, subject=person(1, IDENTITY))
    with connection.cursor() as cursor:
        cursor.execute("SELECT e::text, encode(sealed, 'escape') FROM ledger_event e")
        [row] = cursor.fetchall()
    assert "欧阳修" not in row[0]
    assert "欧阳修".encode().hex() not in row[0]


def test_a_subject_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound, match="no_subject"):
        keys.seal(UUID(int=99), b"")


def test_erasure_destroys_what_was_sealed_and_nothing_else() -> None:
    gone, stays, kettles = person(1, IDENTITY), person(2), Kettles()
    kettles.fill(1, litres=2, sealed={"name": "张三"}, subject=gone)
    kettles.fill(1, sealed={"name": "李四"}, subject=stays)
    token = keys.seal(gone, b"paper")
    recorded = services.erase(gone, actor=COOK, now=NOW, ground="retention_over")
    assert [event.open() for event in queries.history(stream_id(1))] == [ERASED, {"name": "李四"}]
    assert queries.history(stream_id(1))[0].body["litres"] == 2
    assert keys.open_many([(gone, token)]) == [ERASED]
    assert (recorded.stream, recorded.kind) == (gone, "subject.erased")
    assert [event.body for event in queries.history(gone)] == [{"ground": "retention_over"}]


def test_after_erasure_nothing_more_is_sealed_for_the_subject() -> None:
    gone, kettles = person(1), Kettles()
    held = keys.load_subjects([gone])[gone]
    services.erase(gone, actor=COOK, now=NOW, ground="retention_over")
    with pytest.raises(Refused, match=r"keys\.erased"):
        keys.seal(gone, b"late")
    with pytest.raises(Refused, match=r"keys\.erased"), transaction.atomic():
        kettles.fill(1, sealed={"name": "张三"}, subject=gone)
    kettles.fill(2, sealed={"name": "张三"}, subject=held)  # sealed by a process that read the key before
    assert queries.history(stream_id(2))[0].open() is ERASED


def test_who_comes_back_after_erasure_is_a_new_subject() -> None:
    gone = person(1, IDENTITY)
    services.erase(gone, actor=COOK, now=NOW, ground="retention_over")
    assert keys.find_subject(IDENTITY) is None
    assert person(2, IDENTITY) != gone


def test_erasing_twice_or_nobody_is_refused_and_recorded_once() -> None:
    gone = person(1)
    services.erase(gone, actor=COOK, now=NOW, ground="retention_over")
    with pytest.raises(Conflict, match="already_erased"):
        services.erase(gone, actor=COOK, now=NOW, ground="retention_over")
    with pytest.raises(NotFound):
        services.erase(UUID(int=99), actor=COOK, now=NOW, ground="retention_over")
    assert len(queries.history(gone)) == 1


def test_a_sealed_part_moved_to_another_subject_does_not_open(tamper: Callable[..., int]) -> None:
    one, other = person(1), person(2)
    Kettles().fill(1, sealed={"name": "张三"}, subject=one)
    tamper("UPDATE ledger_event SET subject = %(other)s", other=other)
    with pytest.raises(Refused, match=r"keys\.damaged"):
        queries.history(stream_id(1))[0].open()
