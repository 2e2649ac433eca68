"""Scanning: what waits is seen by its sender alone, what is harmful is gone, a scanner that fails shows nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.apps.scanner_scene import HARM, Clamd
from tests.apps.small_files import PDF, jpeg
from yici.domain.error import Refused
from yici.files import clamd
from yici.files.models import File
from yici.files.queries import file_data, file_preview, files_held, files_of
from yici.files.scanning import LEASE, files_scan, files_waiting
from yici.files.services import file_store
from yici.ledger import keys
from yici.people.ids import id_at

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
DRAFT = id_at(1, 1)


@pytest.fixture
def subject() -> UUID:
    return keys.subject_for(None, subject_id=id_at(2, 1), now=NOW)


@pytest.fixture
def scanner(settings: Any, tmp_path: Path) -> Iterator[Clamd]:
    running = Clamd(tmp_path / "s")
    settings.YICI_CLAMAV = running.address
    yield running
    running.close()


def store(subject: UUID, data: bytes = PDF, number: int = 1) -> UUID:
    file_id = id_at(3, number)
    file_store(file_id=file_id, holder=DRAFT, subject=subject, material="lease", name="a.pdf", data=data, now=NOW)
    return file_id


def refused(file_id: UUID, **more: bool) -> str:
    with pytest.raises(Refused) as refusal:
        file_data(file_id, holder=DRAFT, **more)
    return refusal.value.code


def test_without_a_scanner_nothing_waits(subject: UUID, settings: Any) -> None:
    settings.YICI_CLAMAV = ""
    file_id = store(subject)
    assert not files_waiting(now=NOW)
    assert files_scan(now=NOW) == 0
    assert file_data(file_id, holder=DRAFT)[0].scan == ""


def test_a_file_is_seen_by_its_sender_alone_until_it_is_scanned(subject: UUID, scanner: Clamd) -> None:
    file_id = store(subject, jpeg())
    [row] = files_of(DRAFT)
    assert (row.checking, refused(file_id)) == (True, "file.checking")
    with pytest.raises(Refused):
        file_preview(file_id, holder=DRAFT)
    _, data = file_data(file_id, holder=DRAFT, own=True)
    assert file_preview(file_id, holder=DRAFT, own=True).startswith(b"\xff\xd8")
    assert files_waiting(now=NOW)
    assert files_scan(now=NOW) == 1
    assert scanner.seen == [data]
    assert file_data(file_id, holder=DRAFT)[1] == data
    assert not files_of(DRAFT)[0].checking
    assert (files_waiting(now=NOW), files_scan(now=NOW)) == (False, 0)


def test_what_is_harmful_is_deleted_told_and_stands_for_no_paper(subject: UUID, scanner: Clamd) -> None:
    good, bad = store(subject), store(subject, PDF + HARM, 2)
    assert files_scan(now=NOW) == 2
    assert [row.harmful for row in files_of(DRAFT)] == [False, True]
    assert (refused(bad), refused(bad, own=True)) == ("file.harmful", "file.harmful")
    assert bytes(File.objects.get(id=bad).content) == b""
    assert [one.id for one in files_held(DRAFT)] == [good]
    assert len(scanner.seen) == 2


def test_a_scanner_that_is_away_leaves_the_file_unseen_and_is_asked_again_later(
    subject: UUID, settings: Any, tmp_path: Path
) -> None:
    settings.YICI_CLAMAV = f"unix:{tmp_path / 's'}"
    file_id = store(subject)
    assert files_scan(now=NOW) == 0
    assert refused(file_id) == "file.checking"
    assert not files_waiting(now=NOW + timedelta(seconds=1))
    running = Clamd(tmp_path / "s")
    assert files_scan(now=NOW + LEASE) == 1
    running.close()
    assert file_data(file_id, holder=DRAFT)


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OK? \0"])
def test_an_answer_that_is_no_clean_one_is_none(says: bytes) -> None:
    running = Clamd(says=says)
    with pytest.raises(Refused) as refusal:
        clamd.scan(running.address, b"x" * 200_000)
    running.close()
    assert refusal.value.code == "scanner.failed"
    assert running.seen == [b"x" * 200_000]


def test_a_scanner_is_asked_over_tcp_as_well() -> None:
    running = Clamd()
    assert clamd.scan(running.address, b"hello") is None
    assert clamd.scan(running.address, HARM) == "Eicar-Test-Signature"
    running.close()
    with pytest.raises(Refused):
        clamd.scan(running.address, b"hello")


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("unix:/run/clamav/clamd.ctl", True),
        ("tcp:localhost:3310", True),
        ("tcp:[::1]:3310", True),
        ("unix:clamd.ctl", False),
        ("localhost:3310", False),
        ("tcp:localhost", False),
    ],
)
def test_an_address_is_of_one_of_two_kinds(text: str, good: bool) -> None:
    assert clamd.is_address(text) is good
