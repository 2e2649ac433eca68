"""Checking and handing in: once whatever happens, with a receipt that anybody can check and few may see."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.faces.application_scene import (
    COMPANY,
    PDF,
    PROMISED,
    SMALL,
    Applicant,
    citizen,
    guest,
    officer,
    pdf,
    text_of,
    town,
)
from tests.faces.guide_scene import set_clock
from yici.cases import queries as cases
from yici.cases import store
from yici.cases.models import Case
from yici.domain.commitment import to_sign
from yici.files.queries import file_data, files_of
from yici.intake.models import Draft
from yici.intake.queries import plan
from yici.ledger import keys
from yici.ledger.evidence import verify_receipt
from yici.ledger.services import InFlight
from yici.web.citizen.application import submitting
from yici.web.citizen.application.submitting import masked_label

__all__ = ["guest", "town"]


def test_everything_stands_on_one_page_with_what_happens_next_and_until_when(guest: Applicant) -> None:
    guest.begins(PROMISED)
    guest.fills_in()
    guest.signs()
    page = guest.gets("review/")
    text = text_of(page)
    assert "演示填写" in text
    assert "小面一碗" in text
    assert "您已承诺" in text
    days = [(one.until, one.who) for one in page.context["ahead"]]
    assert ("3月9日（周一）前", "综合窗口") in days
    assert ("3月16日（周一）前", "市场监督管理部门") in days
    assert [one.day for one in page.context["ahead"] if one.day] == sorted(
        one.day for one in page.context["ahead"] if one.day and not one.open_because
    ) + [one.day for one in page.context["ahead"] if one.open_because]
    assert "到期没有告诉您，就从收到申请的那天起算受理（行政许可法第三十二条）。" in text


def test_missing_papers_are_named_and_do_not_block_faulty_fields_do(guest: Applicant) -> None:
    guest.begins()
    page = guest.gets("review/")
    assert {one.material for one in page.context["missing"]} >= {"premises_right_proof"}
    answer = guest.submits()
    assert answer.status_code == 422
    assert answer.context["faults"][0].url == guest.at("form/applicant/?only=applicant.name&check=1#f-applicant-name")
    assert not Case.objects.exists()
    guest.fills_in()
    assert guest.submits().status_code == 302
    assert Case.objects.count() == 1


def test_an_unsigned_commitment_leads_back_to_it(guest: Applicant) -> None:
    guest.begins(PROMISED)
    guest.fills_in()
    assert guest.submits().headers["Location"] == guest.at("papers/?check=1")
    assert not Case.objects.exists()


def test_handing_in_records_form_papers_files_and_signatures_and_forgets_the_draft(guest: Applicant) -> None:
    guest.begins(PROMISED)
    guest.fills_in()
    guest.signs()
    upload = {"file:premises_right_proof": [pdf("租约.pdf", PDF + b"1"), pdf("2.pdf", PDF + b"2")]}
    guest.client.post(guest.at("papers/"), upload | {"sign:fire-check": "yes"})
    guest.submits()
    first = cases.case_history(guest.case)[0]
    papers = {one.material: one for one in first.event.papers}
    assert papers["food_licence_application"].form == "electronic"
    assert [len(one.files) for one in papers.values() if one.files] == [2]
    files = files_of(guest.case)
    assert papers["premises_right_proof"].files == tuple(one.digest for one in files)
    assert file_data(files[0].id, holder=guest.case)[1] == PDF + b"1"
    assert first.private["form"]["premises.area"] == "120"
    assert first.private["form"]["enterprise.name"] == "小面一碗"
    case = store.load(guest.case).case
    assert first.event.commitments == to_sign(plan(case.plan))
    assert str(keys.find_subject("330802199003070025")) == case.subject
    draft = Draft.objects.get()
    assert (draft.submitted, draft.form) == (guest.case, None)
    assert files_of(guest.draft) == []


def test_whatever_is_clicked_how_often_there_is_one_case(guest: Applicant) -> None:
    guest.applies()
    again = guest.submits()
    assert again.headers["Location"] == f"/cases/{guest.case}/receipt/"
    assert guest.client.get(guest.at("review/")).headers["Location"] == f"/cases/{guest.case}/receipt/"
    assert Case.objects.count() == 1


def test_a_second_click_while_the_first_is_answered_leads_to_the_same_case(
    guest: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest.applies()

    def in_flight(**_: object) -> None:
        raise InFlight

    Draft.objects.update(submitted=None)
    monkeypatch.setattr(submitting, "case_submit", in_flight)
    monkeypatch.setattr(submitting, "form_values", lambda opened: {"applicant.name": "王"})
    monkeypatch.setattr("yici.web.citizen.application.review.unsigned_of", lambda opened: frozenset())
    case = guest.case
    assert guest.submits().headers["Location"] == f"/cases/{case}/receipt/"
    assert Case.objects.count() == 1


def test_a_lost_answer_is_found_again_from_the_draft(guest: Applicant) -> None:
    guest.applies()
    session = guest.client.session
    del session["cases"]
    session.save()
    guest.follows("receipt/", status=404)
    assert guest.client.get(guest.at("review/")).headers["Location"] == f"/cases/{guest.case}/receipt/"
    guest.follows("receipt/")


def test_the_account_that_applies_owns_the_case_and_a_guest_holds_it_by_its_code(guest: Applicant) -> None:
    guest.applies()
    assert store.load(guest.case).case.applicant == str(guest.case)
    user = citizen()
    wang = Applicant(user)
    wang.applies()
    assert store.load(wang.case).case.applicant == str(user.id)
    assert [row.id for row in cases.cases_of(applicant=user.id)] == [wang.case]


def test_lists_show_a_shop_by_its_name_and_a_person_masked() -> None:
    assert masked_label({"enterprise.name": "小面一碗", "applicant.name": "王小面"}) == "小面一碗"
    assert masked_label({"applicant.name": "王小面"}) == "王**"
    assert masked_label({}) == ""


def test_a_company_applies_with_its_own_papers(guest: Applicant) -> None:
    guest.applies(COMPANY)
    case = store.load(guest.case).case
    assert "company-registration" in {one.item for one in case.approvals}
    assert case.subject == str(keys.find_subject("330802199003070025"))


def test_the_receipt_says_number_code_what_came_and_what_happens_next(guest: Applicant) -> None:
    guest.applies(PROMISED)
    text = text_of(guest.follows("receipt/"))
    number, code = store.load(guest.case).case.number, cases.query_code(guest.case)
    assert f"{number[:6]} {number[6:14]} {number[14:-1]} {number[-1]}" in text
    assert f"{code[:4]} {code[4:]}" in text
    assert "2026年3月2日（周一） 10:0" in text
    assert "《食品经营许可证》申请书 网上填写，一张表代替" in text
    assert "还没有收到的" in text
    assert "3月16日（周一）前 市场监督管理部门：办理“食品经营许可核发（餐饮服务）”，给您结果" in text


def test_the_receipt_stays_the_same_when_the_case_goes_on(guest: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    guest.applies()
    before = text_of(guest.follows("receipt/"))
    set_clock(monkeypatch, "2026-03-12T09:00")
    assert text_of(guest.follows("receipt/")) == before


def test_the_receipt_file_is_what_can_be_checked_offline(guest: Applicant) -> None:
    guest.applies()
    answer = guest.follows("receipt.json")
    document = json.loads(answer.content)
    assert verify_receipt(document, keys.public_keys()).genuine
    number = store.load(guest.case).case.number
    assert answer.headers["Content-Disposition"] == f'attachment; filename="yici-receipt-{number}.json"'
    assert "小面" not in answer.content.decode()
    forged = document | {"content": document["content"].replace("open-restaurant", "open-bar")}
    assert verify_receipt(forged, keys.public_keys()).faults


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_receipt_can_be_printed(town: None, language: str) -> None:
    guest = Applicant(language=language)
    guest.applies()
    answer = guest.follows("receipt.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer.content == guest.follows("receipt.pdf").content


@pytest.mark.parametrize("page", ["", "receipt/", "receipt.pdf", "receipt.json", "correct/", "supply/", "withdraw/"])
def test_nobody_else_sees_anything_of_a_case(guest: Applicant, page: str) -> None:
    guest.applies()
    for stranger in (Applicant(), Applicant(citizen("chen"))):
        stranger.case = guest.case
        stranger.follows(page, status=404)


def test_staff_with_the_right_see_the_receipt_and_those_of_another_place_do_not(guest: Applicant) -> None:
    guest.applies()
    clerk = Applicant(officer())
    clerk.case = guest.case
    code = cases.query_code(guest.case)
    assert f"{code[:4]} {code[4:]}" in text_of(clerk.follows("receipt/"))
    clerk.follows("withdraw/", status=404)


def test_who_only_reads_a_case_does_not_learn_the_code_by_which_a_guest_acts(guest: Applicant) -> None:
    guest.applies()
    reader = Applicant(officer("officer", "market_regulation"))
    reader.case = guest.case
    answer = reader.follows("receipt/")
    assert cases.query_code(guest.case)[:4] not in text_of(answer)
    assert reader.follows("receipt.pdf").content.startswith(b"%PDF-")


def test_staff_of_another_place_see_nothing(guest: Applicant) -> None:
    guest.applies()
    clerk = Applicant(officer(place="511602000000"))
    clerk.case = guest.case
    clerk.follows("receipt/", status=404)


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("form/", 8),
        ("form/applicant/", 8),
        ("papers/", 10),
        ("review/", 10),
        ("choices/", 8),
    ],
)
def test_pages_of_a_draft_take_few_statements(town: None, page: str, most: int) -> None:
    wang = Applicant(citizen())
    wang.begins(SMALL)
    wang.client.post(
        wang.at("papers/"), {"file:premises_right_proof": [pdf(str(n), PDF + bytes([n])) for n in range(5)]}
    )
    wang.gets(page)
    with CaptureQueriesContext(connection) as queries:
        wang.gets(page)
    assert len(queries) <= most, [one["sql"][:120] for one in queries]


@pytest.mark.parametrize(("page", "most"), [("", 10), ("receipt/", 10), ("receipt.json", 12)])
def test_pages_of_a_case_take_few_statements(town: None, page: str, most: int) -> None:
    wang = Applicant(citizen())
    wang.applies()
    wang.follows(page)
    with CaptureQueriesContext(connection) as queries:
        wang.follows(page)
    assert len(queries) <= most, [one["sql"][:120] for one in queries]


def test_handing_in_takes_few_statements(town: None) -> None:
    wang = Applicant(citizen())
    wang.begins()
    wang.fills_in()
    with CaptureQueriesContext(connection) as queries:
        wang.submits()
    assert len(queries) <= 24, [one["sql"][:120] for one in queries]
