"""What an applicant still hands in: exactly what the correction names, and papers left for later."""

from tests.faces.application_followed import case, correct, lead, page, rows
from tests.faces.application_scene import PDF, Applicant, guest, pdf, town
from tests.faces.guide_scene import text_of
from yici.cases import queries as cases
from yici.cases import store
from yici.files.queries import files_of

__all__ = ["case", "guest", "town"]


def test_a_correction_leads_to_a_form_for_exactly_that_and_is_sent_when_it_is_complete(case: Applicant) -> None:
    correct(case)
    assert page(case).urgent
    assert page(case).todo[0].url == f"/cases/{case.case}/correct/"
    assert lead(case).startswith("轮到您了：“食品经营许可核发（餐饮服务）”有要补的。没有查到规定的期限")
    form = case.follows("correct/")
    assert [(line.target, line.how, line.note) for line in form.context["lines"]] == [
        ("food_layout_documents", "没有交，要补交", ""),
        ("premises.address", "填得不对，要改正", "请照租约写。"),
    ]
    assert 'value="浙江省衢州市(演示地址)一号"' in form.content.decode()
    url = f"/cases/{case.case}/correct/"
    answer = case.client.post(url, {"premises.address": "", "go": "send"})
    assert answer.status_code == 422
    assert [one.text for one in answer.context["faults"]] == [
        "与食品经营相适应的主要设备设施布局、操作流程等文件：这一份要上传。",
        "经营场所地址：这一项要填。",
    ]
    answer = case.client.post(
        url, {"premises.address": "二号", "file:food_layout_documents": [pdf()], "upload": "food_layout_documents"}
    )
    assert 'value="二号"' in answer.content.decode()
    assert [one.name for one in answer.context["lines"][0].files] == ["lease.pdf"]
    answer = case.client.post(url, {"premises.address": "二号", "go": "send"}, follow=True)
    assert "补正交上去了" in text_of(answer)
    supplied = cases.case_history(case.case)[-1]
    assert [one.material for one in supplied.event.papers] == ["food_layout_documents"]
    assert supplied.event.papers[0].files == tuple(one.digest for one in files_of(case.case))
    assert cases.form_values(cases.case_history(case.case))["premises.address"] == "二号"
    assert rows(case)["food-licence"].light.word == "核对材料"
    # What the office wrote is there to be read again, with what was to be mended.
    after = text_of(case.client.get(f"/cases/{case.case}/"))
    assert "经营场所地址：填得不对，要改正 请照租约写。" in after
    assert case.client.get(url).headers["Location"] == f"/cases/{case.case}/"


def test_a_bad_upload_in_a_correction_costs_nothing_that_was_typed(case: Applicant) -> None:
    correct(case)
    answer = case.client.post(
        f"/cases/{case.case}/correct/",
        {"premises.address": "三号", "file:food_layout_documents": [pdf("a.txt", b"x")], "go": "send"},
    )
    assert answer.status_code == 422
    assert 'value="三号"' in answer.content.decode()


def test_files_handed_in_before_do_not_count_as_a_correction_and_cannot_be_taken_back(guest: Applicant) -> None:
    guest.begins()
    guest.fills_in()
    guest.client.post(guest.at("papers/"), {"file:food_layout_documents": [pdf()]})
    guest.submits()
    correct(guest)
    form = guest.follows("correct/")
    assert form.context["lines"][0].files == ()
    [file] = files_of(guest.case)
    guest.client.post(f"/cases/{guest.case}/correct/", {"remove": str(file.id), "premises.address": "x"})
    assert len(files_of(guest.case)) == 1


def test_papers_left_for_later_are_handed_in_one_by_one(case: Applicant) -> None:
    url = f"/cases/{case.case}/supply/"
    assert [line.target for line in case.follows("supply/").context["lines"]] == [
        "fire_safety_rules", "fire_layout_plans",
    ]  # fmt: skip
    answer = case.client.post(url, {"go": "send"})
    assert "还没有选文件" in text_of(answer)
    answer = case.client.post(
        url, {"file:fire_layout_plans": [pdf("图.pdf", PDF + b"plan")], "go": "send"}, follow=True
    )
    assert "材料交上去了" in text_of(answer)
    assert [one.material for one in store.load(case.case).case.owed] == ["fire_safety_rules"]
    case.client.post(url, {"file:fire_safety_rules": [pdf()], "go": "send"})
    assert case.client.get(url).headers["Location"] == f"/cases/{case.case}/"
