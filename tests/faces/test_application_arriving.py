"""Files by chunks over HTTP: begun, lost, gone on with, finished; and nothing of it for anybody else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.apps.scanner_scene import HARM, Clamd
from tests.apps.small_files import PDF, drawn, jpeg
from tests.faces.application_followed import case, correct
from tests.faces.application_scene import Applicant, citizen, guest, officer, town
from tests.faces.guide_scene import text_of
from tests.faces.uploads_scene import LARGE, Sender
from yici.files.arriving import CHUNK
from yici.files.models import Chunk, Upload
from yici.files.queries import files_of
from yici.files.scanning import files_scan
from yici.intake import queries as intake
from yici.intake.store import drafts_known
from yici.people.ids import new_id
from yici.people.present import now
from yici.web.citizen.application.filling import read_filling

__all__ = ["case", "guest", "town"]
PROOF, LAYOUT = "premises_right_proof", "food_layout_documents"


@pytest.fixture
def sender(guest: Applicant) -> Sender:
    guest.begins()
    return Sender(guest.client, guest.at("uploads/"))


def test_a_file_goes_up_by_chunks_and_the_list_comes_back(guest: Applicant, sender: Sender) -> None:
    begun = sender.begins()
    assert begun.json() == {"id": sender.id, "received": 0, "chunk": CHUNK}
    assert sender.sends(0).json() == {"received": CHUNK}
    assert sender.sends(CHUNK).json() == {"received": len(LARGE)}
    answer = sender.finishes().json()
    assert answer["count"] == 1
    assert f'href="{guest.at(f"files/{sender.id}/")}"' in answer["came"]
    assert "1 页" in answer["came"]
    [file] = files_of(guest.draft)
    assert (file.name, file.material, guest.gets(f"files/{file.id}/").content) == ("租约.pdf", PROOF, LARGE)
    assert [one.way for one in guest.gets("papers/").context["papers"] if one.material == PROOF] == ["upload"]


def test_whoever_lost_the_connection_asks_and_goes_on(guest: Applicant, sender: Sender) -> None:
    sender.begins()
    sender.sends(0)
    assert sender.asks().json() == {"received": CHUNK}
    assert sender.sends(0).json() == {"received": CHUNK}
    page = text_of(guest.gets("papers/"))
    assert f"租约.pdf：传到 {CHUNK * 100 // len(LARGE)}%，还没传完。再选一次这个文件，就接着传。" in page
    again = Sender(guest.client, guest.at("uploads/"))
    assert again.begins().json() == {"id": sender.id, "received": CHUNK, "chunk": CHUNK}
    assert again.sends(CHUNK).status_code == 200
    assert again.finishes().status_code == 200
    assert again.finishes().json()["count"] == 1


def test_chunks_in_the_wrong_order_are_told_where_to_go_on(sender: Sender) -> None:
    sender.begins()
    early = sender.sends(CHUNK)
    assert (early.status_code, early.json()["code"], early.json()["received"]) == (409, "upload.gap", 0)
    assert (sender.finishes().status_code, sender.finishes().json()["received"]) == (409, 0)
    for at, data in ((0, b"short"), (0, b"x" * (CHUNK + 1)), (5, b"x")):
        wrong = sender.sends(at, data)
        assert (wrong.status_code, wrong.json()["code"]) == (422, "upload.wrong_chunk")
    assert sender.client.post(sender.at("?at=none"), b"", content_type="text/plain").status_code == 422


def test_a_chunk_that_is_far_too_large_is_not_even_read(sender: Sender) -> None:
    sender.begins()
    assert sender.sends(0, b"x" * (2 * 1024 * 1024)).status_code in (400, 413, 422)
    assert not Chunk.objects.exists()


def test_what_is_no_paper_is_refused_in_words_with_its_name(guest: Applicant, sender: Sender) -> None:
    sender.begins()
    wrong = sender.sends(0, b"MZ" + b"x" * (CHUNK - 2))
    assert (wrong.status_code, wrong.json()["wrong"]) == (422, "认不出这个文件：请交 PDF、JPG 或者 PNG。")
    broken = Sender(guest.client, guest.at("uploads/"), jpeg()[:-300])
    answer = broken.sends_all()
    assert answer.status_code == 422
    assert answer.json()["wrong"].startswith("租约.pdf：这个文件打不开，可能没有存完整")
    huge = sender.begins(size="99999999")
    assert huge.json()["wrong"] == "租约.pdf：这张照片超过 20 MB：用平常的大小拍，或者截一张图交。"
    assert sender.begins(size="-1").json()["code"] == "file.empty"
    assert sender.begins(material="no_such_paper").status_code == 404
    assert not Upload.objects.exists()


def test_a_picture_is_shown_small_upright_and_without_what_the_phone_knew(guest: Applicant) -> None:
    guest.begins()
    sender = Sender(guest.client, guest.at("uploads/"), jpeg(drawn(64, 48), turned=6))
    came = sender.sends_all().json()["came"]
    assert f'src="{guest.at(f"files/{sender.id}/")}?small"' in came
    small = guest.client.get(guest.at(f"files/{sender.id}/?small"))
    assert small.headers["Content-Type"] == "image/jpeg"
    assert "private, no-store" in small.headers["Cache-Control"]
    assert b"Exif" not in guest.gets(f"files/{sender.id}/").content
    assert Applicant().client.get(guest.at(f"files/{sender.id}/?small")).status_code == 404


def test_a_pdf_has_no_small_picture(guest: Applicant) -> None:
    guest.begins()
    sender = Sender(guest.client, guest.at("uploads/"), PDF)
    assert "<img" not in sender.sends_all().json()["came"]
    assert guest.client.get(guest.at(f"files/{sender.id}/?small")).status_code == 404


def test_an_upload_is_cancelled_by_its_script_and_by_the_form(guest: Applicant, sender: Sender) -> None:
    sender.begins()
    sender.sends(0)
    assert sender.cancels().status_code == 204
    assert sender.cancels().status_code == 204
    assert sender.sends(CHUNK).status_code == 404
    sender.begins()
    guest.client.post(guest.at("papers/"), {"cancel": sender.id})
    guest.client.post(guest.at("papers/"), {"cancel": "none"})
    assert not Upload.objects.exists()


ADDRESSES = ("uploads", "upload", "upload_finish", "upload_cancel")


def requests(kind: str, holder: UUID, upload: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address of uploads of a draft or a case, as a script would use it."""
    told = {"material": PROOF, "name": "a.pdf", "size": str(len(LARGE)), "mark": "1"}
    for name in ADDRESSES:
        address = reverse(f"{kind}_{name}", args=[holder] if name == "uploads" else [holder, upload])
        chunk = {"data": LARGE[:CHUNK], "content_type": "application/octet-stream"}
        yield (f"{address}?at=0", chunk) if name == "upload" else (address, {"data": told})


def strangers() -> Iterator[Client]:
    yield Client()
    another = Applicant()
    another.begins()
    yield another.client
    for user in (citizen("zhao"), officer()):
        signed_in = Applicant(user)
        yield signed_in.client


def test_nobody_else_can_add_to_an_upload_read_it_or_end_it(guest: Applicant, sender: Sender) -> None:
    sender.begins()
    for client in strangers():
        for address, how in requests("draft", guest.draft, sender.id):
            assert client.post(address, **how).status_code == 404, address
        assert client.get(sender.at()).status_code == 404
    assert sender.asks().json() == {"received": 0}
    assert list(Upload.objects.values_list("received", flat=True)) == [0]


def test_an_upload_is_not_reached_through_another_draft_of_ones_own(guest: Applicant, sender: Sender) -> None:
    sender.begins()
    other = Applicant()
    other.begins()
    for address, how in list(requests("draft", other.draft, sender.id))[1:3]:
        assert other.client.post(address, **how).status_code == 404
    other.client.post(reverse("draft_upload_cancel", args=[other.draft, sender.id]))
    assert Upload.objects.count() == 1


def test_without_the_secret_of_the_page_nothing_is_taken(guest: Applicant) -> None:
    guest.begins()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = guest.client.cookies
    for address, how in requests("draft", guest.draft, str(new_id())):
        assert strict.post(address, **how).status_code == 403


def test_a_draft_that_was_handed_in_takes_no_more(guest: Applicant) -> None:
    guest.applies()
    for address, how in requests("draft", guest.draft, str(new_id())):
        assert guest.client.post(address, **how).status_code == 404
    assert drafts_known([guest.draft], 5) == []


def test_a_correction_takes_what_it_names_by_chunks_and_nothing_else(case: Applicant) -> None:
    address = f"/cases/{case.case}/uploads/"
    assert Sender(case.client, address, material=LAYOUT).begins().status_code == 404
    correct(case)
    assert Sender(case.client, address, material=PROOF).begins().status_code == 404
    sender = Sender(case.client, address, material=LAYOUT)
    sender.begins()
    sender.sends(0)
    assert "还没传完" in text_of(case.follows("correct/"))
    for client in strangers():
        for url, how in requests("case", case.case, sender.id):
            assert client.post(url, **how).status_code == 404, url
    sender.sends(CHUNK)
    answer = sender.finishes()
    assert f'href="/cases/{case.case}/files/{sender.id}/"' in answer.json()["came"]
    sent = case.client.post(f"/cases/{case.case}/correct/", {"premises.address": "二号", "go": "send"}, follow=True)
    assert "补正交上去了" in text_of(sent)
    assert Sender(case.client, address, material=LAYOUT).begins().status_code == 404
    assert sender.finishes().status_code == 404


@pytest.fixture
def scanner(settings: Any, tmp_path: Path) -> Iterator[Clamd]:
    running = Clamd(tmp_path / "s")
    settings.YICI_CLAMAV = running.address
    yield running
    running.close()


def test_a_harmful_file_is_told_and_stands_for_no_paper(guest: Applicant, scanner: Clamd) -> None:
    guest.begins()
    sender = Sender(guest.client, guest.at("uploads/"), PDF + HARM)
    assert "正在检查有没有病毒" in sender.sends_all().json()["came"]
    assert guest.gets(f"files/{sender.id}/").status_code == 200
    files_scan(now=now())
    page = guest.gets("papers/")
    assert "租约.pdf：查出病毒，已经删掉，换一个文件。" in text_of(page)
    [paper] = [one for one in page.context["papers"] if one.material == PROOF]
    assert not paper.settled
    assert "已上传" not in guest.reads("review/")
    assert guest.client.get(guest.at(f"files/{sender.id}/")).status_code == 409


def test_what_is_kept_of_the_form_stays_when_a_file_comes_by_chunks(guest: Applicant, sender: Sender) -> None:
    guest.client.post(guest.at("papers/"), {f"way:{LAYOUT}": "bring"})
    sender.begins()
    assert read_filling(intake.form_values(guest.row)).ways == {LAYOUT: "bring", PROOF: "upload"}
