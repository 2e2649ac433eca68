"""Papers and commitments: uploaded, brought, left for later; signed freely, and only under the text that was read."""

import re
from typing import Any

from tests.faces.application_scene import PDF, PROMISED, SMALL, Applicant, guest, pdf, text_of, town
from yici.files.models import File
from yici.files.queries import files_of
from yici.intake import queries
from yici.web.citizen.application.filling import Filling, read_filling

__all__ = ["guest", "town"]
PROOF, RULES = "premises_right_proof", "fire_safety_rules"


def filling(guest: Applicant) -> Filling:
    return read_filling(queries.form_values(guest.row))


def test_every_paper_of_the_plan_that_somebody_must_hand_in_is_asked_with_its_reason(guest: Applicant) -> None:
    guest.begins(PROMISED)
    page = guest.gets("papers/")
    wanted = [one.material for one in page.context["opened"].plan.materials if one.how in ("submit", "deferrable")]
    assert [one.material for one in page.context["papers"]] == wanted
    assert all(one.reasons for one in page.context["papers"])
    assert "已为您免交" in text_of(page)


def test_files_are_kept_one_by_one_so_that_a_bad_one_costs_no_good_one(guest: Applicant) -> None:
    guest.begins()
    files = [pdf("租约.pdf"), pdf("notes.txt", b"hello"), pdf("big.pdf", PDF + b"x" * 5 * 1024 * 1024)]
    answer = guest.client.post(guest.at("papers/"), {f"file:{PROOF}": files, "upload": PROOF})
    assert answer.status_code == 422
    [paper] = [one for one in answer.context["papers"] if one.material == PROOF]
    assert [one.name for one in paper.files] == ["租约.pdf"]
    assert paper.wrong == (
        "notes.txt：认不出这个文件：请交 PDF、JPG 或者 PNG。",
        "big.pdf：这个文件超过 5 MB：拍小一点，或者分成几个文件。",
    )
    assert paper.way == "upload"
    assert [one.url for one in answer.context["faults"]] == [f"#p-{PROOF}"] * 2


def test_a_reload_after_an_upload_uploads_nothing_again(guest: Applicant) -> None:
    guest.begins()
    answer = guest.client.post(guest.at("papers/"), {f"file:{PROOF}": [pdf()], "upload": PROOF})
    assert answer.headers["Location"] == guest.at(f"papers/#p-{PROOF}")
    guest.client.post(guest.at("papers/"), {f"file:{PROOF}": [pdf("again.pdf")], "upload": PROOF})
    assert len(files_of(guest.draft)) == 1


def test_a_file_can_be_looked_at_and_taken_back_by_its_owner_alone(guest: Applicant) -> None:
    guest.begins()
    guest.client.post(guest.at("papers/"), {f"file:{PROOF}": [pdf("租约.pdf", PDF + b"hello")]})
    [file] = files_of(guest.draft)
    answer = guest.gets(f"files/{file.id}/")
    assert answer.content == PDF + b"hello"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == "inline; filename*=utf-8''%E7%A7%9F%E7%BA%A6.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    stranger = Applicant()
    stranger.begins()
    guest_file = f"/drafts/{guest.draft}/files/{file.id}/"
    assert stranger.client.get(guest_file).status_code == 404
    assert stranger.client.get(f"/drafts/{stranger.draft}/files/{file.id}/").status_code == 404
    stranger.client.post(stranger.at("papers/"), {"remove": str(file.id)})
    assert len(files_of(guest.draft)) == 1
    guest.client.post(guest.at("papers/"), {"remove": str(file.id)})
    assert not File.objects.exists()
    guest.client.post(guest.at("papers/"), {"remove": "no file"})


def test_how_papers_come_is_kept_and_one_button_says_it_for_the_rest(guest: Applicant) -> None:
    guest.begins(PROMISED)
    guest.client.post(guest.at("papers/"), {f"way:{PROOF}": "bring", f"way:{RULES}": "later", "go": "later"})
    assert filling(guest).ways == {PROOF: "bring", RULES: "later"}
    guest.client.post(guest.at("papers/"), {"go": "bring"})
    ways = filling(guest).ways
    assert ways[RULES] == "later"
    assert {way for paper, way in ways.items() if paper != RULES} == {"bring"}
    guest.client.post(guest.at("papers/"), {f"way:{PROOF}": "by pigeon"})
    assert filling(guest).ways[PROOF] == "bring"


def test_a_paper_that_may_wait_says_until_when(guest: Applicant) -> None:
    guest.begins(PROMISED)
    papers = {one.material: one for one in guest.gets("papers/").context["papers"]}
    assert papers[RULES].later == "可以等现场核查时再交"
    assert papers[PROOF].later == ""


def test_a_commitment_is_told_signed_on_purpose_and_required_to_go_on(guest: Applicant) -> None:
    guest.begins(PROMISED)
    page = guest.gets("papers/")
    [promise] = page.context["promises"]
    assert promise.told[0] == "场所应当符合消防技术标准和管理规定，符合《公众聚集场所消防安全要求》"
    assert f'id="s-{promise.item}" name="sign:{promise.item}" value="yes">' in page.content.decode()
    assert guest.client.post(guest.at("papers/"), {"go": "next"}).headers["Location"] == guest.at("papers/?check=1")
    page = guest.gets("papers/?check=1")
    assert [one.url for one in page.context["faults"]] == [f"#s-{promise.item}"]
    assert guest.at(f"choices/#f-{promise.question}") in page.content.decode()
    answer = guest.client.post(guest.at("papers/"), {"go": "next", f"sign:{promise.item}": "yes"})
    assert answer.headers["Location"] == guest.at("review/")
    guest.client.post(guest.at("papers/"), {"go": "later"})
    assert filling(guest).signed == {}


def test_who_would_rather_not_commit_goes_the_general_way_and_signs_nothing(guest: Applicant) -> None:
    guest.begins(PROMISED)
    shown = list(PROMISED)
    guest.client.post(guest.at("choices/"), PROMISED | {"fire_check_procedure": "general", "shown": shown})
    page = guest.gets("papers/")
    assert page.context["promises"] == ()
    assert guest.client.post(guest.at("papers/"), {"go": "next"}).headers["Location"] == guest.at("review/")


def test_a_commitment_signed_under_another_text_is_not_signed(guest: Applicant) -> None:
    guest.begins(PROMISED)
    guest.signs()
    assert guest.gets("papers/").context["promises"][0].signed
    kept = filling(guest)
    assert kept.has_signed("fire-check", kept_text := guest.gets("papers/").context["promises"][0].told)
    assert not kept.has_signed("fire-check", (*kept_text, "one line more"))


def test_the_page_says_in_english_as_much_as_in_chinese(town: None) -> None:
    guest = Applicant(language="en")
    guest.begins(SMALL)
    answer = guest.client.post(guest.at("papers/"), {f"file:{PROOF}": [pdf("a.txt", b"x")]})
    assert "a.txt: This file was not recognised: hand in a PDF, JPG or PNG." in text_of(answer)


def test_an_upload_without_a_file_is_told_beside_its_field(guest: Applicant) -> None:
    guest.begins()
    other = next(one.material for one in guest.gets("papers/").context["papers"] if one.material != PROOF)
    answer = guest.client.post(guest.at("papers/"), {"upload": PROOF, f"way:{other}": "bring"})
    assert answer.status_code == 422
    [paper] = [one for one in answer.context["papers"] if one.material == PROOF]
    assert paper.wrong == ("还没有选文件：先选，再上传。",)
    assert [one.url for one in answer.context["faults"]] == [f"#p-{PROOF}"]
    assert filling(guest).ways == {other: "bring"}


def test_whoever_brings_all_the_rest_stays_and_is_told_what_was_set(guest: Applicant) -> None:
    guest.begins()
    answer = guest.client.post(guest.at("papers/"), {"go": "bring"})
    assert answer.headers["Location"] == guest.at("papers/?set=1#set")
    page = guest.client.get(guest.at("papers/?set=1"))
    names = [one.name for one in page.context["papers"]]
    assert f"带到窗口交的有 {len(names)} 份：{'、'.join(names)}。" in text_of(page)
    assert "带到窗口交的有" not in guest.reads("papers/")


def test_the_papers_that_are_spared_add_up_to_what_the_head_says(guest: Applicant) -> None:
    guest.begins(PROMISED)
    page = guest.gets("papers/")
    shown = re.findall(r"<summary>[^<]*(?:<span class=\"times\">×(\d+))?", spared(page))
    assert sum(int(times or 1) for times in shown) == page.context["ledger"].papers


def spared(page: Any) -> str:
    return str(page.content.decode().split('class="spared-ledger"', 1)[1].split("</section>", 1)[0])
