"""Checking the whole record: what holds, what is made anew, what is counted, and at what cost."""

from threading import Event
from typing import Any

import pytest
from django.db import transaction

from tests.apps.ledger_kettles import Tamper, check, kettles
from tests.apps.ledger_samples import CLOCK, COOK, MINUTE, NOW, Kettles, Threads, counted, person, stream_id, tamper
from yici.ledger import checkpoints, queries, services, verify
from yici.ledger.register import Register
from yici.ledger.values import ERASED, Entry
from yici.ledger.verify import Report

__all__ = ["kettles", "tamper"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_an_untouched_record_holds(kettles: Kettles) -> None:
    seen: list[tuple[int, int]] = []
    report = verify.verify(lambda streams, events: seen.append((streams, events)), register=kettles.register)
    assert report.faults == []
    assert report.ok
    assert (report.streams, report.events, report.checkpoints, report.erased) == (5, 13, 2, 0)
    assert report.rows == {"kettle": 5}
    assert seen == [(5, 13)]


def test_what_is_as_it_should_be_is_not_looked_at_in_full(kettles: Kettles, tamper: Tamper) -> None:
    assert check(kettles).ok
    assert len(kettles.agreed) == 5
    tamper("UPDATE ledger_event SET actor = 'somebody' WHERE stream = %(third)s AND seq = 1", third=stream_id(3))
    kettles.agreed.clear()
    assert not check(kettles).ok
    assert stream_id(3) not in kettles.agreed
    assert len(kettles.agreed) == 4


def test_an_empty_record_holds() -> None:
    assert check(Kettles()) == Report()


def test_an_erased_person_is_counted_and_everything_still_holds(kettles: Kettles) -> None:
    subject = queries.history(stream_id(1))[0].subject
    assert subject is not None
    services.erase(subject, actor=COOK, now=NOW, ground="retention_over")
    report = check(kettles)
    assert report.faults == []
    assert (report.erased, report.streams) == (1, 6)
    assert queries.history(stream_id(1))[0].open() is ERASED


def test_somebody_with_many_sealed_events_is_one_erased_person(kettles: Kettles) -> None:
    subject = person(7)
    for number in (7, 8):
        kettles.fill(number, litres=2, due=NOW + MINUTE, sealed={"cook": "张三"}, subject=subject)
    services.erase(subject, actor=COOK, now=NOW, ground="retention_over")
    assert check(kettles).erased == 1


def test_rows_and_timers_can_be_made_anew_from_the_events(kettles: Kettles, tamper: Tamper) -> None:
    before = dict(kettles.table)
    kettles.table.clear()
    tamper("DELETE FROM ledger_timer")
    tamper("INSERT INTO ledger_timer VALUES (%(third)s, 'kettle', now(), now())", third=stream_id(3))
    seen: list[tuple[int, int]] = []
    report = verify.rebuild(lambda streams, events: seen.append((streams, events)), register=kettles.register)
    assert report.ok
    assert report.rows == {"kettle": 5}
    assert seen == [(5, 13)]
    assert kettles.table == before
    assert check(kettles).ok


def test_a_stream_whose_chain_is_broken_is_not_rebuilt(kettles: Kettles, tamper: Tamper) -> None:
    tamper("UPDATE ledger_event SET hash = 'x' WHERE stream = %(third)s AND seq = 2", third=stream_id(3))
    row = kettles.table[stream_id(3)]
    kettles.table.clear()
    kettles.table[stream_id(3)] = row
    report = verify.rebuild(register=kettles.register)
    assert {fault.stream for fault in report.faults} == {stream_id(3)}
    assert len(kettles.table) == 5
    assert kettles.table[stream_id(3)] is row


def test_streams_of_a_kind_without_a_machine_are_counted_and_not_guessed(kettles: Kettles) -> None:
    assert verify.verify(register=Register()).unfolded == {"kettle": 5}
    assert verify.rebuild(register=Register()).unfolded == {"kettle": 5}


def test_a_fold_that_fails_is_a_finding_and_the_others_go_on(kettles: Kettles) -> None:
    register = Register()

    def fold(events: list[Any]) -> dict[str, Any] | None:
        if events[0].stream == stream_id(1):
            raise LookupError("张三")
        return kettles.fold(events)

    register.machine("kettle", fold, kettles.rows, kettles.write)
    assert [str(fault) for fault in verify.verify(register=register).faults] == [
        f"stream {stream_id(1)}: its events cannot be folded: LookupError"
    ]


def test_without_the_operators_keys_the_chains_are_checked_all_the_same(
    kettles: Kettles, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YICI_KEYS", str(tmp_path / "nothing"))
    report = check(kettles)
    assert report.streams == 5
    assert "the operator's keys are not here: keys.missing" in [str(fault) for fault in report.faults]


def test_checking_in_small_pages_finds_the_same(kettles: Kettles, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = check(kettles)
    for size in (1, 2, 3, 5):
        monkeypatch.setattr(verify, "PAGE", size)
        monkeypatch.setattr(verify, "STREAMS", size)
        assert check(kettles) == whole
        kettles.table.clear()
        assert verify.rebuild(register=kettles.register).streams == 5
        assert check(kettles) == whole


def test_no_statement_is_sent_per_stream(kettles: Kettles) -> None:
    with counted() as few:
        check(kettles)
    for number in range(10, 40):
        kettles.fill(number, sealed={"cook": "李四"}, subject=person(number))
    with counted() as many:
        check(kettles)
    assert len(many) == len(few)


def test_faults_beyond_the_thousandth_are_counted_only(kettles: Kettles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "MOST_FAULTS", 2)
    kettles.table.clear()
    report = check(kettles)
    assert (len(report.faults), report.fault_count) == (2, 5)


def test_work_may_go_on_while_everything_is_checked(kettles: Kettles) -> None:
    checking, written = Event(), Event()

    def progress(streams: int, events: int) -> None:
        checking.set()
        assert written.wait(30)

    def write() -> None:
        assert checking.wait(30)
        for number in range(8):
            with transaction.atomic():
                head = services.new_head(stream_id(50 + number), "pan")
                services.append(head, [Entry("pan.heated", NOW, {})], actor=CLOCK, now=NOW, due=None)
        checkpoints.checkpoint(now=NOW)
        written.set()

    report, _ = Threads(lambda: verify.verify(progress, register=kettles.register), write).run()
    assert report.faults == []
    assert (report.streams, report.checkpoints) == (5, 2)
