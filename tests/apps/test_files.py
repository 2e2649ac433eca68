"""Uploaded files: recognised by what they are, kept so that only their person's key opens them, handed over whole."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadhandler import FileUploadHandler
from django.db import connection
from django.http.multipartparser import MultiPartParser
from django.test.utils import CaptureQueriesContext

from tests.apps.small_files import PDF, jpeg, pdf, png
from yici.domain.error import Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.files import media, upload
from yici.files.checking import MOST_BYTES
from yici.files.models import File
from yici.files.queries import file_data, files_held, files_of
from yici.files.services import MOST_FILES, file_remove, file_store, files_forget, files_hand_over
from yici.ledger import keys
from yici.ledger.services import erase
from yici.people.ids import id_at

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
DRAFT, CASE, OTHER = id_at(1, 1), id_at(1, 2), id_at(1, 3)
JPEG, PNG = jpeg(), png()
OPERATOR = Actor(kind="system", id="operator", role="operator", channel="cli")


@pytest.fixture
def subject() -> UUID:
    return keys.subject_for(None, subject_id=id_at(2, 1), now=NOW)


def store(subject: UUID, data: bytes = PDF, *, number: int = 1, holder: UUID = DRAFT, **more: Any) -> UUID:
    file_id = id_at(3, number)
    given = {"material": "premises_right_proof", "name": "租约.pdf"} | more
    file_store(file_id=file_id, holder=holder, subject=subject, data=data, now=NOW, **given)
    return file_id


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, media.PDF),
        (b"\xef\xbb\xbf\r\n" + PDF, media.PDF),
        (JPEG, media.JPEG),
        (PNG, media.PNG),
        (b"\0\0\0\x18ftypheic", media.HEIC),
        (b"\0\0\0\x18ftypmp42", None),
        (b"GIF89a", None),
        (b"<html>%PDF", None),
        (b"PK\x03\x04", None),
        (b"x" * 1024 + PDF, None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(data: bytes, kind: str | None) -> None:
    assert media.recognise(data) == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (PDF + b"x" * MOST_BYTES, "file.too_large"),
        (b"MZ\x90", "file.not_recognised"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(subject: UUID, data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        store(subject, data)
    assert refusal.value.code == code
    assert files_of(DRAFT) == []


def test_a_file_of_exactly_five_megabytes_is_kept_and_comes_back_byte_by_byte(subject: UUID) -> None:
    data = pdf(filler=MOST_BYTES - 1000)
    data += b"." * (MOST_BYTES - len(data))
    file_id = store(subject, data)
    row, back = file_data(file_id, holder=DRAFT)
    assert back == data
    assert (row.name, row.media_type, row.size) == ("租约.pdf", media.PDF, MOST_BYTES)


def test_neither_content_nor_name_lies_there_in_clear(subject: UUID) -> None:
    store(subject, PDF + b"MY SECRET LEASE", name="secret-name.pdf")
    row = File.objects.get()
    told = b"|".join(
        bytes(value) if isinstance(value, memoryview) else str(value).encode() for value in vars(row).values()
    )
    assert b"SECRET" not in told
    assert b"secret-name" not in told


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\temp\\租约.pdf", "租约.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("run.exe", "run.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("", "file.pdf"),
        (".pdf", "file.pdf"),
        ("x" * 500, "x" * 120 + ".pdf"),
    ],
)
def test_a_name_loses_folders_and_control_characters_and_gets_the_ending_that_its_content_deserves(
    subject: UUID, name: str, kept: str
) -> None:
    store(subject, name=name)
    assert [one.name for one in files_of(DRAFT)] == [kept]


def test_the_same_file_handed_in_twice_is_kept_once_and_ten_are_the_most(subject: UUID) -> None:
    for number in range(MOST_FILES):
        store(subject, PDF + bytes([number]), number=number)
        store(subject, PDF + bytes([number]), number=100 + number)
    assert len(files_of(DRAFT)) == MOST_FILES
    with pytest.raises(Refused) as refusal:
        store(subject, PDF + b"one more", number=50)
    assert refusal.value.code == "file.too_many"
    store(subject, PDF + b"another paper", number=51, material="food_safety_rules")


def test_a_file_is_found_only_together_with_what_it_belongs_to(subject: UUID) -> None:
    file_id = store(subject)
    with pytest.raises(NotFound):
        file_data(file_id, holder=OTHER)
    with pytest.raises(NotFound):
        file_remove(file_id=file_id, holder=OTHER)
    file_remove(file_id=file_id, holder=DRAFT)
    with pytest.raises(NotFound):
        file_data(file_id, holder=DRAFT)


def test_handing_over_seals_under_the_person_and_touches_no_content(subject: UUID) -> None:
    person = keys.subject_for("330802199003070025", subject_id=id_at(2, 2), now=NOW)
    file_id = store(subject, PDF + b"lease")
    surplus = store(subject, JPEG, number=2, material="nobody asks for this")
    before = bytes(File.objects.get(id=file_id).content)
    assert files_hand_over(files=files_held(DRAFT), case=CASE, subject=person, materials=["premises_right_proof"]) == 1
    row = File.objects.get(id=file_id)
    assert (row.holder, row.subject, bytes(row.content)) == (CASE, person, before)
    assert file_data(file_id, holder=CASE)[1] == PDF + b"lease"
    assert not File.objects.filter(id=surplus).exists()
    assert files_of(DRAFT) == []


def test_erasing_the_person_makes_their_files_unreadable(subject: UUID) -> None:
    file_id = store(subject, holder=CASE)
    erase(subject, actor=OPERATOR, now=NOW, ground="retention_over")
    assert [one.name for one in files_of(CASE)] == [None]
    with pytest.raises(Refused) as refusal:
        file_data(file_id, holder=CASE)
    assert refusal.value.code == "file.erased"


def test_files_of_forgotten_drafts_are_deleted(subject: UUID) -> None:
    store(subject)
    store(subject, number=2, holder=CASE)
    assert files_forget(drafts=[DRAFT, OTHER]) == 1
    assert len(files_of(CASE)) == 1


def test_a_list_reads_no_content_and_takes_two_statements(subject: UUID) -> None:
    for number in range(5):
        store(subject, PDF + bytes([number]), number=number)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(files_of(DRAFT, ["premises_right_proof"])) == 5
    assert len(queries) == 2
    assert '"content"' not in queries[0]["sql"]


def parsed(*files: bytes) -> list[Any]:
    """What the site's upload handler makes of a request."""
    body = b"".join(
        b'--B\r\nContent-Disposition: form-data; name="f"; filename="%d.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n%b\r\n" % (number, data)
        for number, data in enumerate(files)
    )
    body += b"--B--\r\n"
    meta = {"CONTENT_TYPE": "multipart/form-data; boundary=B", "CONTENT_LENGTH": len(body)}
    handlers: list[FileUploadHandler] = [upload.KeptInMemory()]
    _, kept = MultiPartParser(meta, BytesIO(body), handlers, "utf-8").parse()
    return kept.getlist("f")


def test_uploads_stay_in_memory_and_what_is_too_much_at_once_is_told_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "MOST_AT_ONCE", 100_000)
    first, second, third = parsed(PDF + b"1" * 60_000, PDF + b"2" * 60_000, PDF + b"3" * 10)
    assert upload.whole(first) == PDF + b"1" * 60_000
    assert upload.whole(second) is None
    assert second.size == len(PDF) + 60_000
    assert upload.whole(third) == PDF + b"3" * 10


def test_the_site_takes_uploads_through_that_handler_alone(settings: Any) -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["yici.files.upload.KeptInMemory"]
