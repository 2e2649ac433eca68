"""Seals: set once whoever tries, kept byte for byte, and proved by the library that others check with."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.apps.case_scenes import MONDAY, act, at_once, city, forgetful, submit
from tests.apps.decided_cases import decided
from tests.apps.document_scenes import LATER, issued, of_kind, seals
from yici.cli import seals_job
from yici.cli.seals_job import Seals, seal_all
from yici.documents import seal_store
from yici.documents.models import Document as Row
from yici.documents.seen_again import compared
from yici.documents.services import LEASE, SealedFile, document_seal, seals_claim
from yici.domain.case import Decide
from yici.domain.document import Document, Seal
from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.files.keeping import file_kept
from yici.files.models import File
from yici.ledger.services import erase
from yici.ledger.verify import verify
from yici.people.ids import id_at

__all__ = ["city", "forgetful", "seals"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
SHOP = "individual-registration"


def decision(number: int = 1) -> Document:
    """This will refuse the registration of a shop and issue the decision, the one document that is sealed then."""
    case = submit(number).case
    act(case, Decide(item=SHOP, grant=False, grounds=("condition.not_met",), note="…"), MONDAY)
    return of_kind(case.id, "decision")[0]


def again(document: Document) -> Document:
    return next(one for one in issued(document.case) if one.id == document.id)


def sealed_file(document: Document) -> tuple[bytes, Seal]:
    seal = again(document).seal
    assert seal is not None
    return file_kept(UUID(seal.file), holder=UUID(document.id)), seal


def checked(data: bytes) -> Any:
    reader = PdfFileReader(io.BytesIO(data), strict=False)
    signature = reader.embedded_signatures[0]
    trusted = ValidationContext(trust_roots=list(signature.other_embedded_certs), allow_fetching=False)
    # pyHanko begins a loop of its own: beside one that runs already it needs a thread.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(validate_pdf_signature, signature, trusted).result()


def changed(data: bytes) -> bytes:
    """One letter of what the document says of itself, in the part that is signed."""
    at = data.index(b"/Producer" if b"/Producer" in data else b"/Type") + 2
    return data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :]


def test_a_seal_is_valid_covers_the_whole_file_and_certifies_that_nothing_changes(seals: Path) -> None:
    document = decision()
    assert document.sealing == "waiting"
    assert seal_all(now=LATER) == 1
    data, seal = sealed_file(document)
    found = checked(data)
    assert (found.intact, found.valid, found.trusted) == (True, True, True)
    assert found.coverage.name == "ENTIRE_FILE"
    assert found.docmdp_ok
    assert seal.scheme == "PAdES-B-B"
    assert seal.demonstration
    assert b"/SubFilter /ETSI.CAdES.detached" in data
    assert seal.certificate == found.signing_cert.sha256.hex()


def test_one_changed_byte_breaks_it_and_what_is_added_shows(seals: Path) -> None:
    document = decision()
    seal_all(now=LATER)
    data, seal = sealed_file(document)
    assert compared(data, seal) == "same"
    assert not checked(changed(data)).intact
    assert compared(changed(data), seal) == "altered"
    longer = data + b"\n% more\n"
    assert checked(longer).coverage.name != "ENTIRE_FILE"
    assert compared(longer, seal) == "appended"
    assert compared(b"%PDF-1.7 nothing", seal) == "other"


def test_a_document_of_another_is_not_taken_for_this_one(seals: Path) -> None:
    one, other = decision(1), decision(2)
    assert seal_all(now=LATER) == 2
    data, _ = sealed_file(other)
    assert compared(data, sealed_file(one)[1]) == "other"


@pytest.mark.parametrize("junk", [b"/ByteRange [0 1 2 3]", b"/ByteRange [9999999999 1 0 9999999999]", b"\xff" * 99])
def test_nothing_in_a_file_can_raise(seals: Path, junk: bytes) -> None:
    document = decision()
    seal_all(now=LATER)
    assert compared(b"%PDF-1.7\n" + junk, sealed_file(document)[1]) in ("altered", "other")


def test_seen_again_it_is_the_same_bytes_and_nobody_seals_it_twice(seals: Path) -> None:
    document = decision()
    assert seal_all(now=LATER) == 1
    first, _ = sealed_file(document)
    Row.objects.update(seal_after=LATER)
    assert seal_all(now=LATER + timedelta(days=1)) == 0
    assert sealed_file(document)[0] == first
    with pytest.raises(Refused, match=r"document\.sealed"):
        document_seal(
            document_id=UUID(document.id), now=LATER,
            sealed=SealedFile(file=id_at(9, 9), data=b"%PDF-", certificate="", scheme="", template=""),
        )  # fmt: skip
    assert File.objects.filter(holder=UUID(document.id)).count() == 1


def test_of_many_who_seal_at_once_each_document_gets_one_seal(seals: Path) -> None:
    documents = [decision(number) for number in range(1, 4)]
    done = at_once(*[lambda: seal_all(now=LATER)] * 3)
    assert sum(one for one in done if isinstance(one, int)) == 3
    assert all(File.objects.filter(holder=UUID(one.id)).count() == 1 for one in documents)


def test_what_was_being_sealed_by_somebody_who_died_is_sealed_after_the_lease(seals: Path) -> None:
    document = decision()
    assert seals_claim(None, now=LATER, limit=5) == [UUID(document.id)]
    assert seal_all(now=LATER) == 0
    assert seal_all(now=LATER + LEASE) == 1
    assert again(document).sealing == "sealed"


def test_whoever_comes_late_after_the_lease_adds_no_second_seal(seals: Path) -> None:
    document = decision()
    made = SealedFile(file=id_at(9, 1), data=b"%PDF-1", certificate="a", scheme="PAdES-B-B", template="t")
    late = SealedFile(file=id_at(9, 2), data=b"%PDF-2", certificate="a", scheme="PAdES-B-B", template="t")
    calls = [
        lambda one=one: document_seal(document_id=UUID(document.id), sealed=one, now=LATER) for one in (made, late)
    ]
    ends = at_once(*calls)
    assert sorted(type(end).__name__ for end in ends) == ["Document", "Refused"]
    assert File.objects.filter(holder=UUID(document.id)).count() == 1


def test_without_a_seal_of_its_body_a_document_waits_and_is_sealed_when_it_comes(settings: Any, tmp_path: Path) -> None:
    settings.YICI_SEALS = tmp_path / "none"
    document = decision()
    assert seal_all(now=LATER) == 0
    assert again(document).sealing == "waiting"
    key, certificate, above = given(tmp_path, document.body)
    data = pkcs12.serialize_key_and_certificates(b"x", key, certificate, above, BestAvailableEncryption(b"secret"))
    held = seal_store.seal_import(settings.YICI_SEALS, document.body, "市场监督管理局", data, "secret")
    assert not held.demonstration
    assert seal_all(now=LATER) == 1
    seal = again(document).seal
    assert seal is not None
    assert (seal.certificate, seal.demonstration) == (held.certificate, False)


def given(tmp_path: Path, body: str) -> Any:
    """A key with its certificates, as an authority would hand it over."""
    folder = tmp_path / "elsewhere"
    seal_store.authority_make(folder)
    opened = seal_store.seal_open(folder, body, "某局")
    return pkcs12.load_key_and_certificates(opened.data, opened.passphrase.encode())


def test_a_seal_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"seal\.unreadable"):
        seal_store.seal_import(tmp_path, "body", "x", b"nothing", "")
    with pytest.raises(Invalid, match=r"seal\.body"):
        seal_store.seal_import(tmp_path, "../body", "x", b"nothing", "")
    with pytest.raises(NotFound, match=r"seal\.no_authority"):
        seal_store.seal_make(tmp_path, "body", "x")
    with pytest.raises(NotFound, match=r"seal\.missing"):
        seal_store.seal_open(tmp_path, "body", "x")


def test_a_key_lies_encrypted_and_for_the_operator_alone(seals: Path) -> None:
    seal_store.seal_make(seals, "demo-market", "市场监督管理局")
    path = seals / "demo-market.seal"
    assert path.stat().st_mode & 0o777 == 0o600
    assert seals.stat().st_mode & 0o777 == 0o700
    assert "PRIVATE" not in path.read_text(encoding="utf-8")
    with pytest.raises(Conflict, match=r"seal\.there"):
        seal_store.seal_make(seals, "demo-market", "市场监督管理局")
    # What was kept for one body opens for no other.
    (seals / "demo-fire.seal").write_bytes(path.read_bytes())
    with pytest.raises(Refused):
        seal_store.seal_open(seals, "demo-fire", "消防")


def test_what_fails_waits_and_stops_nothing(seals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [decision(number) for number in (1, 2)]
    asked = seals_job._asked

    def fails(process: Any, job: dict[str, Any]) -> dict[str, str]:
        return asked(process, {**job, "pdf": ""} if job["id"] == documents[0].id else job)

    monkeypatch.setattr(seals_job, "_asked", fails)
    assert seal_all(now=LATER) == 1
    assert [again(one).sealing for one in documents] == ["waiting", "sealed"]
    monkeypatch.undo()
    assert seal_all(now=LATER + LEASE) == 1


def test_the_thread_beside_the_worker_seals(seals: Path) -> None:
    document = decision()
    beside = Seals()
    beside.look()
    beside.wait()
    assert again(document).sealing == "sealed"
    beside.look()
    beside.wait()


def test_the_record_verifies_with_seals_and_without_the_person(seals: Path) -> None:
    case = decided(1)
    issued(case.id)
    assert seal_all(now=LATER) > 1
    assert verify().faults == []
    document = of_kind(case.id, "decision")[0]
    erase(UUID(case.subject), actor=Actor(kind="staff", id="x", role="operator", channel="cli"), now=LATER, ground="x")
    assert document.seal is not None
    with pytest.raises(Refused, match=r"file\.erased"):
        file_kept(UUID(document.seal.file), holder=UUID(document.id))
    assert verify().faults == []


def test_a_signature_of_a_licensed_device_stands_beside_the_seal(
    seals: Path, settings: Any, tmp_path: Path
) -> None:  # fmt: skip
    program = tmp_path / "device"
    program.write_text('#!/bin/sh\nread digest\n[ ${#digest} = 64 ] && [ -n "$1" ] && echo 3045ab\n')
    program.chmod(0o700)
    settings.YICI_SM_PROGRAM = str(program)
    document = decision()
    assert seal_all(now=LATER) == 1
    seal = again(document).seal
    assert seal is not None
    assert seal.detached == "SM2-SM3:3045ab"
