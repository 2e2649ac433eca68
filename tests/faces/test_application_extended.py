"""What an applicant sees of an extension: until when it takes now, why, by which article, and the notice."""

import pytest

from tests.apps.case_scenes import act, at, faults
from tests.apps.pdf_reading import text_of as printed
from tests.faces.application_scene import Applicant, guest, text_of, town
from tests.faces.guide_scene import set_clock
from yici.domain.case import Accept, Decide, ExtendDecision

__all__ = ["guest", "town"]
FOOD, SHOP = "food-licence", "individual-registration"
LACKING = ("identity_card.applicant", "identity_card.liaison", "premises_right_proof")
EXTENDED = ExtendDecision(item=FOOD, days=10, approver="局长 张三", note="布局与图纸不一致，要再核对。")


@pytest.fixture
def extended(guest: Applicant, monkeypatch: pytest.MonkeyPatch) -> Applicant:
    """Handled since Monday 2 March, extended by ten working days on Tuesday 3 March."""
    guest.applies()
    act(guest.case, Accept(items=(SHOP,), lacking=LACKING), at("2026-03-02", 12))
    act(guest.case, Decide(item=SHOP, grant=True), at("2026-03-02", 12))
    act(guest.case, Accept(items=(FOOD,), lacking=("food_layout_documents", "food_safety_rules")), at("2026-03-02", 12))
    act(guest.case, EXTENDED, at("2026-03-03", 10))
    set_clock(monkeypatch, "2026-03-03T11:00")
    return guest


def test_the_page_says_first_and_in_its_course_that_it_takes_longer_and_why(extended: Applicant) -> None:
    answer = extended.follows()
    told = text_of(answer)
    assert "期限经批准延长过一次" in told
    assert "要多用一些时间：经批准延长 10 个工作日（行政许可法第四十二条" in told
    assert "布局与图纸不一致，要再核对。" in told
    [row] = [one for one in answer.context["page"].rows if one.item == FOOD]
    assert row.when.endswith("给结果（经批准延长过）")
    [legal] = [one for one in row.explained if one.name == "法定期限"]
    assert legal.until == "4月14日（周二）"
    [step] = [one for one in legal.told if "经批准延长" in one]
    assert step.startswith("3月31日（周二）：")
    assert "行政许可法第四十二条" in step
    assert faults() == []


def test_the_notice_can_be_opened_in_both_languages(extended: Applicant) -> None:
    [row] = [one for one in extended.follows().context["page"].rows if one.item == FOOD]
    [notice] = [one for one in row.documents if "延长办理期限告知书" in one.name]
    chinese = "".join(printed(extended.client.get(notice.url).content).split())
    assert "延长以后的法定期限：最晚2026年4月14日（周二）" in chinese
    assert "局长张三" in chinese
    english = printed(extended.client.get(notice.url, headers={"accept-language": "en"}).content)
    assert "Noticethatthedecisiontakeslonger" in "".join(english.split())


def test_in_english_the_sentence_is_english(extended: Applicant) -> None:
    told = text_of(extended.client.get(f"/cases/{extended.case}/", headers={"accept-language": "en"}))
    assert "takes longer: extended with approval by 10 working days" in told
    assert "The limit was extended once with approval" in told
