"""Chunks and ends of an upload that come in the same moment, and the thread beside the worker that scans."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import at_once
from tests.apps.scanner_scene import HARM, Clamd
from tests.apps.small_files import PDF, pdf
from yici.cli.scans import Scans
from yici.domain.error import NotFound
from yici.files.arriving import CHUNK, Announced, upload_begin, upload_chunk, upload_finish
from yici.files.models import Chunk, File
from yici.files.queries import file_data, files_of
from yici.files.services import file_store
from yici.ledger import keys
from yici.people.ids import id_at

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
DRAFT, UPLOAD = id_at(1, 1), id_at(4, 1)
LARGE = pdf(filler=CHUNK)


@pytest.fixture
def subject() -> UUID:
    return keys.subject_for(None, subject_id=id_at(2, 1), now=NOW)


def test_what_comes_twice_in_one_moment_is_kept_once(subject: UUID) -> None:
    told = Announced("lease", "a.pdf", len(LARGE), "1")
    upload_begin(upload_id=UPLOAD, holder=DRAFT, subject=subject, file=told, sender="s", now=NOW)

    def sends(at: int) -> int:
        piece = LARGE[at : at + CHUNK]
        return upload_chunk(upload_id=UPLOAD, holder=DRAFT, at=at, data=piece, now=NOW)

    def finishes() -> None:
        upload_finish(upload_id=UPLOAD, holder=DRAFT, material="lease", now=NOW)

    assert at_once(*[lambda: sends(0)] * 3) == [CHUNK] * 3
    assert at_once(*[lambda: sends(CHUNK)] * 3) == [len(LARGE)] * 3
    assert Chunk.objects.count() == 2
    ends = at_once(*[finishes] * 3)
    assert sorted(type(end).__name__ for end in ends) == ["NoneType", "NotFound", "NotFound"]
    assert all(isinstance(end, NotFound) for end in ends if end is not None)
    assert file_data(UPLOAD, holder=DRAFT)[1] == LARGE
    assert [one.id for one in files_of(DRAFT)] == [UPLOAD]


@pytest.fixture
def scanner(settings: Any, tmp_path: Path) -> Iterator[Clamd]:
    running = Clamd(tmp_path / "s")
    settings.YICI_CLAMAV = running.address
    yield running
    running.close()


def test_the_thread_beside_the_worker_scans_all_that_waits(subject: UUID, scanner: Clamd) -> None:
    for number, data in enumerate((PDF, PDF + HARM, *(PDF + bytes([one]) for one in range(7)))):
        file_store(
            file_id=id_at(3, number), holder=DRAFT, subject=subject, material="lease", name="a.pdf", data=data, now=NOW
        )
    scans = Scans()
    scans.look()
    scans.wait()
    assert sorted(File.objects.values_list("scan", flat=True)) == ["clean"] * 8 + ["found"]
    scans.look()
    assert scans._thread is None
    assert len(scanner.seen) == 9
