"""Files by chunks: in order, once, encrypted as they come, by nobody else, and put together as if in one piece."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from tests.apps.small_files import PDF, jpeg, pdf
from yici.domain.error import Conflict, Invalid, NotFound, Refused, YiciError
from yici.domain.event import Actor
from yici.files import arriving
from yici.files.arriving import (
    CHUNK,
    KEPT,
    MOST_UNDERWAY,
    Announced,
    Arriving,
    upload_begin,
    upload_cancel,
    upload_chunk,
    upload_finish,
    upload_received,
    uploads_forget,
    uploads_open,
)
from yici.files.checking import MOST_BYTES, MOST_TAKEN
from yici.files.models import Chunk, Upload
from yici.files.queries import file_data, files_of
from yici.files.services import MOST_FILES, file_store, files_forget
from yici.ledger import keys
from yici.ledger.services import erase
from yici.people.ids import id_at

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
DRAFT, OTHER = id_at(1, 1), id_at(1, 2)
OPERATOR = Actor(kind="system", id="operator", role="operator", channel="cli")
LARGE = pdf(filler=2 * CHUNK)


@pytest.fixture
def subject() -> UUID:
    return keys.subject_for(None, subject_id=id_at(2, 1), now=NOW)


def begin(subject: UUID, size: int = len(LARGE), *, number: int = 1, holder: UUID = DRAFT, **more: Any) -> Arriving:
    sender = more.pop("sender", "session")
    told = {"material": "lease", "name": "租约.pdf", "size": size, "mark": "1"} | more
    return upload_begin(
        upload_id=id_at(4, number), holder=holder, subject=subject, file=Announced(**told), sender=sender, now=NOW
    )


def send(at: int, data: bytes = LARGE, *, number: int = 1, holder: UUID = DRAFT) -> int:
    piece = data[at : at + CHUNK]
    return upload_chunk(upload_id=id_at(4, number), holder=holder, at=at, data=piece, now=NOW)


def finish(number: int = 1, holder: UUID = DRAFT, material: str = "lease") -> None:
    upload_finish(upload_id=id_at(4, number), holder=holder, material=material, now=NOW)


def refusal(what: type[YiciError], action: Any) -> YiciError:
    with pytest.raises(what) as caught:
        action()
    return caught.value


def test_a_file_comes_in_by_chunks_and_is_what_it_was(subject: UUID) -> None:
    begun = begin(subject)
    assert [send(at) for at in (0, CHUNK, 2 * CHUNK)] == [CHUNK, 2 * CHUNK, len(LARGE)]
    assert upload_received(begun.id, holder=DRAFT) == len(LARGE)
    finish()
    row, data = file_data(begun.id, holder=DRAFT)
    assert (data, row.name, row.pages, row.material) == (LARGE, "租约.pdf", 1, "lease")
    assert not Upload.objects.exists()
    assert not Chunk.objects.exists()


def test_a_chunk_that_comes_twice_changes_nothing(subject: UUID) -> None:
    begin(subject)
    assert [send(0), send(0), send(CHUNK), send(0)] == [CHUNK, CHUNK, 2 * CHUNK, 2 * CHUNK]
    send(2 * CHUNK)
    finish()
    assert file_data(id_at(4, 1), holder=DRAFT)[1] == LARGE


def test_what_comes_too_early_is_told_where_to_go_on(subject: UUID) -> None:
    begin(subject)
    send(0)
    gap = refusal(Conflict, lambda: send(2 * CHUNK))
    assert (gap.code, gap.params) == ("upload.gap", {"received": CHUNK})
    early = refusal(Conflict, finish)
    assert (early.code, early.params) == ("upload.incomplete", {"received": CHUNK})
    assert send(CHUNK) == 2 * CHUNK


@pytest.mark.parametrize(("at", "size"), [(0, 10), (0, CHUNK + 1), (7, CHUNK), (0, 0), (-CHUNK, CHUNK)])
def test_a_chunk_of_another_size_or_place_is_refused(subject: UUID, at: int, size: int) -> None:
    begin(subject)
    wrong = refusal(
        Invalid, lambda: upload_chunk(upload_id=id_at(4, 1), holder=DRAFT, at=at, data=b"%" * size, now=NOW)
    )
    assert (wrong.code, wrong.params) == ("upload.wrong_chunk", {"received": 0})
    assert upload_received(id_at(4, 1), holder=DRAFT) == 0


def test_whoever_begins_the_same_file_again_goes_on(subject: UUID) -> None:
    begun = begin(subject)
    send(0)
    again = begin(subject, number=2)
    assert (again.id, again.received) == (begun.id, CHUNK)
    assert begin(subject, number=3, mark="2").id == id_at(4, 3)
    assert begin(subject, number=4, name="other.pdf").id == id_at(4, 4)
    assert begin(subject, number=5, material="rules").id == id_at(4, 5)
    assert begin(subject, number=6, size=7).id == id_at(4, 6)
    assert begin(subject, number=7, holder=OTHER).id == id_at(4, 7)


def test_a_file_is_found_only_together_with_what_it_belongs_to(subject: UUID) -> None:
    begin(subject)
    for action in (
        lambda: send(0, holder=OTHER),
        lambda: upload_received(id_at(4, 1), holder=OTHER),
        lambda: finish(holder=OTHER),
        lambda: finish(material="rules"),
    ):
        assert refusal(NotFound, action).code == "upload.unknown"
    upload_cancel(upload_id=id_at(4, 1), holder=OTHER)
    assert [one.name for one in uploads_open(DRAFT, ["lease"])] == ["租约.pdf"]
    upload_cancel(upload_id=id_at(4, 1), holder=DRAFT)
    assert uploads_open(DRAFT, ["lease"]) == []


def test_nothing_that_comes_in_lies_there_in_clear(subject: UUID) -> None:
    begin(subject, name="secret-name.pdf", sender="secret-session", mark="secret-mark")
    send(0)
    rows = [*Upload.objects.values_list(), *Chunk.objects.values_list()]
    told = b"|".join(bytes(one) if isinstance(one, memoryview) else str(one).encode() for row in rows for one in row)
    assert b"secret" not in told
    assert b"%PDF" not in told


def test_pieces_cannot_change_places(subject: UUID) -> None:
    begin(subject)
    for at in (0, CHUNK, 2 * CHUNK):
        send(at)
    first, second = Chunk.objects.order_by("number")[:2]
    Chunk.objects.filter(id=first.id).update(content=second.content)
    assert refusal(Refused, finish).code == "keys.damaged"


@pytest.mark.parametrize(
    ("head", "size", "code"),
    [
        (b"MZ", 3 * CHUNK, "file.not_recognised"),
        (b"\0\0\0\x20ftypheic", 3 * CHUNK, "file.heic"),
        (PDF, MOST_BYTES + 1, "file.too_large"),
    ],
)
def test_what_can_never_be_kept_is_refused_with_its_first_chunk_and_forgotten(
    subject: UUID, head: bytes, size: int, code: str
) -> None:
    begin(subject, size)
    assert refusal(Invalid, lambda: send(0, head + b"x" * CHUNK)).code == code
    assert not Upload.objects.exists()


@pytest.mark.parametrize(("size", "code"), [(0, "file.empty"), (MOST_TAKEN + 1, "file.picture_too_large")])
def test_what_is_too_large_is_refused_before_it_is_sent(subject: UUID, size: int, code: str) -> None:
    assert refusal(Invalid, lambda: begin(subject, size)).code == code


def test_what_turns_out_damaged_is_refused_and_forgotten(subject: UUID) -> None:
    broken = jpeg(Image.effect_noise((1500, 1500), 90))[:-500]
    assert len(broken) > CHUNK
    begin(subject, len(broken))
    for at in range(0, len(broken), CHUNK):
        send(at, broken)
    assert refusal(Invalid, finish).code == "file.damaged"
    assert not Chunk.objects.exists()
    assert refusal(NotFound, finish).code == "upload.unknown"
    assert files_of(DRAFT) == []


def test_so_many_come_in_at_a_time_and_no_more(subject: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(MOST_UNDERWAY):
        begin(subject, 10, number=number, mark=str(number))
    assert refusal(Refused, lambda: begin(subject, number=50)).code == "upload.too_many"
    upload_cancel(upload_id=id_at(4, 0), holder=DRAFT)
    begin(subject, 10, number=50, mark="50")
    monkeypatch.setattr(arriving, "MOST_BYTES", 200)
    assert begin(subject, 100, number=60, holder=OTHER, sender="session")
    full = lambda: begin(subject, 1, number=61, holder=id_at(1, 3), sender="session")  # noqa: E731
    assert refusal(Refused, full).code == "upload.too_many"
    assert begin(subject, 1, number=61, holder=id_at(1, 3), sender="another session")


def test_a_paper_that_is_full_takes_no_more(subject: UUID) -> None:
    for number in range(MOST_FILES):
        file_store(
            file_id=id_at(3, number), holder=DRAFT, subject=subject, material="lease", name="a.pdf",
            data=PDF + bytes([number]), now=NOW,
        )  # fmt: skip
    assert refusal(Refused, lambda: begin(subject)).code == "file.too_many"
    assert begin(subject, material="rules")


def test_what_nobody_goes_on_with_is_forgotten_and_so_is_what_belongs_to_a_forgotten_draft(subject: UUID) -> None:
    begin(subject)
    send(0)
    uploads_forget(now=NOW + KEPT)
    assert upload_received(id_at(4, 1), holder=DRAFT) == CHUNK
    uploads_forget(now=NOW + KEPT + timedelta(seconds=1))
    assert not Chunk.objects.exists()
    begin(subject)
    send(0)
    files_forget(drafts=[DRAFT])
    assert not Upload.objects.exists()
    assert not Chunk.objects.exists()


def test_erasing_the_person_makes_what_came_in_unreadable(subject: UUID) -> None:
    begin(subject)
    send(0)
    erase(subject, actor=OPERATOR, now=NOW, ground="retention_over")
    assert [one.name for one in uploads_open(DRAFT, ["lease"])] == [None]
    assert refusal(Refused, lambda: send(CHUNK)).code == "file.erased"
