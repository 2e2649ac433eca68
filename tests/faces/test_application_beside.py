"""What an applicant sees of a hearing, of a pause, of two who decide, and of papers without which it lapses."""

from typing import Any

import pytest

from tests.apps.case_scenes import act, at, faults
from tests.apps.pdf_reading import text_of as printed
from tests.faces import application_scene
from tests.faces.application_scene import Applicant, citizen, guest, text_of, town
from tests.faces.guide_scene import set_clock
from tests.faces.local_rules import LAYOUT, with_local_rules
from yici.domain.case import Accept, Decide, OfferHearing, Paper, SetHearing, SupplyPaper, Suspend

__all__ = ["guest", "town"]
FOOD, SHOP = "food-licence", "individual-registration"
LACKING = ("identity_card.applicant", "identity_card.liaison", "premises_right_proof")
DAY = "2026-03-02"


@pytest.fixture(autouse=True)
def local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application_scene, "definitions", with_local_rules)


@pytest.fixture
def handled(guest: Applicant) -> Applicant:
    """A food licence that is handled since Monday 2 March at noon; its layout may come until Thursday."""
    guest.applies()
    act(guest.case, Accept(items=(SHOP,), lacking=LACKING), at(DAY, 12))
    act(guest.case, Decide(item=SHOP, grant=True), at(DAY, 12))
    act(guest.case, Accept(items=(FOOD,), lacking=("food_safety_rules",)), at(DAY, 12))
    return guest


def follows(guest: Applicant, **headers: str) -> str:
    return text_of(guest.client.get(f"/cases/{guest.case}/", headers=headers))


def test_before_and_after_a_paper_lapses_the_page_says_by_when_and_what_then(handled: Applicant, monkeypatch: Any):
    told = follows(handled)
    assert "逾期不交的，“食品经营许可" in told
    assert "视为撤回申请（本市许可程序规定（测试用）" in told
    supply = text_of(handled.client.get(f"/cases/{handled.case}/supply/"))
    assert "视为撤回申请" in supply
    set_clock(monkeypatch, "2026-03-06T09:00")
    told = follows(handled)
    assert "视为撤回，不再办了：说好晚些交的“" in told
    assert "您撤回了" not in told
    assert "视为撤回申请通知书" in told
    notice = handled.client.get(f"/cases/{handled.case}/documents/{FOOD}/lapse.pdf")
    assert "".join(printed(notice.content).split()).startswith("视为撤回申请通知书")
    assert faults() == []


def test_a_right_to_a_hearing_is_told_asked_for_and_followed(handled: Applicant, monkeypatch: Any):
    act(handled.case, SupplyPaper(papers=(Paper(material=LAYOUT),)), at("2026-03-03", 9))
    act(handled.case, OfferHearing(item=FOOD, note="打算不予许可。"), at("2026-03-03", 10))
    set_clock(monkeypatch, "2026-03-03T11:00")
    told = follows(handled)
    assert "您可以要求听证" in told
    assert "看怎样要求听证" in told
    address = f"/cases/{handled.case}/hearing/{FOOD}/"
    page = handled.client.get(address)
    assert "20 个工作日内组织听证，不收费用" in text_of(page)
    version = page.context["version"]
    answer = handled.client.post(address, {"version": version}, follow=True)
    assert "什么时候、在哪里听证，会书面通知您" in text_of(answer)
    act(handled.case, SetHearing(item=FOOD, on=at("2026-03-20").date(), note="上午九点，二楼。"), at("2026-03-03", 14))
    set_clock(monkeypatch, "2026-03-04T09:00")
    told = follows(handled)
    assert "的听证定在 2026年3月20日（周五）" in told
    assert "上午九点，二楼。" in told
    assert "听证通知书" in told
    assert "现在不能对" in text_of(handled.client.get(address))
    assert handled.client.get(f"/cases/{handled.case}/hearing/{SHOP}/").status_code == 404
    assert faults() == []


def test_a_stranger_cannot_ask_for_it(handled: Applicant):
    act(handled.case, OfferHearing(item=FOOD), at("2026-03-03", 10))
    assert Applicant(citizen("chen")).client.post(f"/cases/{handled.case}/hearing/{FOOD}/").status_code == 404


def test_a_pause_of_the_place_is_told_by_its_name_and_the_legal_limit_runs_on(handled: Applicant, monkeypatch: Any):
    act(handled.case, Suspend(item=FOOD, cause="waiting_for_applicant", days=2, note="请说明。"), at("2026-03-03", 10))
    set_clock(monkeypatch, "2026-03-03T11:00")
    told = follows(handled)
    assert "按本地规定暂停计算承诺期限：等待申请人补充说明，需要2 个工作日（本市许可程序规定（测试用）" in told
    assert "法定期限照常计算" in told
    assert "行政许可法第四十五条" not in told
    english = follows(handled, **{"accept-language": "en"})
    assert "waiting for the applicant" in english


def test_a_proposal_is_no_decision_yet(handled: Applicant, monkeypatch: Any):
    decision = Decide(item=FOOD, grant=False, grounds=("condition.not_met",))
    act(handled.case, decision, at("2026-03-03", 10))
    set_clock(monkeypatch, "2026-03-03T11:00")
    told = follows(handled)
    assert "还要第二位作同样的决定才算数" in told
    assert "没有同意" not in told
