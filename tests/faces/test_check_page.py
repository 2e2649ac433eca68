"""The public page of a document: what it tells whom, how a file stands to the archive, and how often one may guess."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.apps.case_scenes import MONDAY, act, submit
from tests.apps.document_scenes import LATER, of_kind, seals
from tests.faces.desk_scene import moment, people, sign_in, text_of
from tests.faces.printed_documents import printed
from yici.cli.seals_job import seal_all
from yici.documents.queries import CODE_LENGTH
from yici.domain.case import Decide
from yici.domain.document import Document
from yici.domain.event import Actor
from yici.ledger.services import erase
from yici.web.citizen.check import CHECKS

__all__ = ["moment", "people", "seals", "sign_in"]
pytestmark = pytest.mark.usefixtures("people", "moment", "seals")
SHOP = "individual-registration"
UNKNOWN = "2" * CODE_LENGTH


@pytest.fixture
def decision() -> Document:
    case = submit(1).case
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    return of_kind(case.id, "decision")[0]


def guest(language: str = "zh-hans", address: str = "10.0.0.1") -> Client:
    return Client(headers={"Accept-Language": language}, REMOTE_ADDR=address)


def at(document: Document) -> str:
    return f"/check/{document.code}/"


def dropped(document: Document, data: bytes, name: str = "a.pdf", **who: str) -> Any:
    return guest(**who).post(at(document), {"file": SimpleUploadedFile(name, data, "application/pdf")})


def download(sign_in: Any, document: Document, query: str = "", **headers: str) -> bytes:
    answer = sign_in("market", **headers).get(f"/desk/{document.case}/documents/decision/{SHOP}.pdf{query}")
    assert answer.status_code == 200
    return answer.content  # type: ignore[no-any-return]


def test_anybody_with_the_code_sees_what_the_document_is_and_a_masked_name(decision: Document) -> None:
    answer = guest().get(at(decision))
    text = text_of(answer)
    assert answer.status_code == 200
    assert decision.number in text
    assert decision.body_name in text
    assert "2026年3月2日" in text
    assert "有效" in text
    assert "尚未加盖印章" in text
    assert "小面一碗" not in text
    assert re.search(r"当事人 \S\*\*", text)
    assert "noindex" in answer.content.decode()
    assert answer["Cache-Control"].startswith("max-age=0")


def test_it_is_as_whole_in_english(decision: Document) -> None:
    text = text_of(guest("en").get(at(decision)))
    assert "This document exists" in text
    assert "Not sealed yet" in text
    assert "Valid" in text


def test_the_code_may_be_typed_as_one_likes(decision: Document) -> None:
    typed = f" {decision.code[:5].lower()} {decision.code[5:10]}-{decision.code[10:]} "
    answer = guest().post("/check/", {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, at(decision))


@pytest.mark.parametrize("typed", ["", "<script>", "王小面", "../../x"])
def test_what_is_no_code_is_asked_for_again(typed: str) -> None:
    answer = guest().post("/check/", {"code": typed})
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode().split("<h1>")[1].split("</main>")[0]


@pytest.mark.parametrize("code", [UNKNOWN, "A", "2" * 60, "O0I1L"])
def test_an_unknown_code_is_answered_calmly_and_alike(code: str) -> None:
    answer = guest().get(f"/check/{code}/")
    assert answer.status_code == 404
    assert "没有这个核对码的文书" in text_of(answer)
    assert "12345" in text_of(answer)


def test_codes_cannot_be_tried_out_and_a_right_one_costs_nothing(decision: Document) -> None:
    for _ in range(CHECKS.most + 5):
        assert guest().get(at(decision)).status_code == 200
    told = [guest().get(f"/check/{UNKNOWN}/").status_code for _ in range(CHECKS.most + 1)]
    assert told == [404] * CHECKS.most + [429]
    assert guest().get(at(decision)).status_code == 429
    assert guest(address="10.0.0.2").get(at(decision)).status_code == 200


def test_a_notice_tells_that_its_kind_is_not_sealed(decision: Document) -> None:
    receipt = of_kind(decision.case, "receipt")[0]
    text = text_of(guest().get(at(receipt)))
    assert "这一类文书不加盖电子印章" in text
    assert "比对" not in text
    assert dropped(receipt, b"%PDF-1.7").status_code == 422


def test_from_decision_to_the_sealed_file_that_the_page_calls_the_same(decision: Document, sign_in: Any) -> None:
    draft = download(sign_in, decision)
    text = printed(sign_in("market"), decision.case, "decision", SHOP)
    assert "尚未加盖印章" in text
    assert decision.number in text
    assert decision.code in text
    assert seal_all(now=LATER) == 2, "the decision, and the certificate of what it granted"
    data = download(sign_in, decision)
    assert data == download(sign_in, decision)
    assert data != draft
    same = dropped(decision, data)
    assert "与存档一致" in text_of(same)
    assert "演示用" in text_of(same)
    for other, told in (
        (data + b"%", "与存档不一致"), (draft, "与存档不一致"), (altered(data), "签章无效"),
    ):  # fmt: skip
        assert told in text_of(dropped(decision, other, address="10.0.0.3"))


def altered(data: bytes) -> bytes:
    at = data.index(b"/Type") + 2
    return data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :]


def test_who_reads_english_gets_the_original_and_a_translation_that_says_so(decision: Document, sign_in: Any) -> None:
    assert seal_all(now=LATER) == 2, "the decision, and the certificate of what it granted"
    english = {"Accept-Language": "en"}
    original = download(sign_in, decision, **english)
    assert original == download(sign_in, decision)
    translation = download(sign_in, decision, "?translation", **english)
    assert translation != original
    assert "与存档不一致" in text_of(dropped(decision, translation))


def test_what_is_dropped_and_no_pdf_or_too_large_is_refused_with_the_reason(decision: Document) -> None:
    assert seal_all(now=LATER) == 2, "the decision, and the certificate of what it granted"
    for data, status, told in (
        (b"", 422, "这不是 PDF 文件"), (b"GIF89a", 422, "这不是 PDF 文件"), (b"%PDF-" + b"0" * 5_300_000, 413, "5 MB"),
    ):  # fmt: skip
        answer = dropped(decision, data)
        assert (answer.status_code, told in text_of(answer)) == (status, True)
    assert guest().post(at(decision)).status_code == 422


def test_nothing_that_is_dropped_is_kept(decision: Document, tmp_path: Path, settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "drop"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    seal_all(now=LATER)
    dropped(decision, b"%PDF-" + b"0" * 3_000_000)
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []


def test_an_erased_person_leaves_no_name(decision: Document) -> None:
    from yici.cases import store

    subject = UUID(store.load(UUID(decision.case)).case.subject)
    erase(subject, actor=Actor(kind="staff", id="x", role="operator", channel="cli"), now=LATER, ground="x")
    answer = guest().get(at(decision))
    assert answer.status_code == 200
    assert "个人信息已清除" in text_of(answer)


@pytest.mark.parametrize("who", ["fire", "operator", "window"])
def test_the_file_itself_is_for_who_may_see_the_case(decision: Document, sign_in: Any, who: str) -> None:
    seal_all(now=LATER)
    answer = sign_in(who).get(f"/desk/{decision.case}/documents/decision/{SHOP}.pdf")
    assert answer.status_code in ((200,) if who == "window" else (302, 403, 404))
    assert guest().get(f"/desk/{decision.case}/documents/decision/{SHOP}.pdf").status_code == 302
    assert guest().get(f"/cases/{decision.case}/documents/{SHOP}/decision.pdf").status_code == 404
