"""What an applicant sees of opinions: who is asked, until when, what they said, and that no limit of theirs moves."""

import pytest

from tests.apps.case_scenes import act, at, faults
from tests.apps.opinion_scenes import CITY, FIRE, FOOD, SHOP, asking_definitions
from tests.faces import application_scene
from tests.faces.application_scene import Applicant, guest, text_of, town
from tests.faces.guide_scene import set_clock
from yici.domain.case import Accept, AskOpinions, ConfirmNotice, Decide, GiveOpinion

__all__ = ["guest", "town"]
LACKING = ("identity_card.applicant", "identity_card.liaison", "premises_right_proof")


@pytest.fixture(autouse=True)
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    """The city's definitions ask two departments about a food licence."""
    monkeypatch.setattr(application_scene, "definitions", asking_definitions)


@pytest.fixture
def asked(asking: None, guest: Applicant, monkeypatch: pytest.MonkeyPatch) -> Applicant:
    """Handled since Monday 2 March, when both departments were asked; looked at on Tuesday."""
    guest.applies()
    noon = at("2026-03-02", 12)
    act(guest.case, Accept(items=(SHOP,), lacking=LACKING), noon)
    act(guest.case, Decide(item=SHOP, grant=True), noon)
    act(guest.case, Accept(items=(FOOD,), lacking=("food_layout_documents", "food_safety_rules")), noon)
    act(guest.case, AskOpinions(item=FOOD), noon)
    set_clock(monkeypatch, "2026-03-03T11:00")
    return guest


def rows(guest: Applicant) -> tuple[str, ...]:
    return next(one for one in guest.follows().context["page"].rows if one.item == FOOD).asked


def test_the_page_says_who_is_asked_until_when_and_that_no_limit_moves(asked: Applicant) -> None:
    page = asked.follows()
    city, fire = rows(asked)
    assert city.startswith("正在征求城市管理（市容环境卫生）主管部门的意见（门面和占道），3月5日（周四）前答复。")
    assert city.endswith("您的期限不变。")
    assert "（疏散通道），3月9日（周一）前答复" in fire
    told = text_of(page)
    assert "征求意见：城市管理（市容环境卫生）主管部门（门面和占道），3月5日（周四）前答复" in told
    # The first sentence still speaks of the result, not of what another department owes.
    assert "办理“食品经营许可" in str(page.context["page"].lead.sentence)
    assert "征求意见函（PDF）" not in told
    address = f"/cases/{asked.case}/documents/{FOOD}__{CITY}/opinion-request.pdf"
    assert asked.client.get(address).status_code == 404


def test_what_they_said_is_told_in_codes_and_not_in_their_words(asked: Applicant) -> None:
    said = GiveOpinion(item=FOOD, agency=FIRE, agrees=False, grounds=("plan.conflict",), note="只给承办人看")
    act(asked.case, said, at("2026-03-03", 10))
    told = text_of(asked.follows())
    assert "消防救援机构对“" in told
    assert "不同意，因为与规划、布局或者标准不符" in told
    assert "只给承办人看" not in told
    assert "消防救援机构不同意，由承办机关决定怎么办。" in rows(asked)


def test_silence_is_told_with_its_text_and_never_as_the_applicant_s_or_the_item_s_lateness(
    asked: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(asked.case, ConfirmNotice(item=FOOD, agency=CITY, proof="signed:1"), at("2026-03-02", 13))
    set_clock(monkeypatch, "2026-03-06T09:00")
    page = asked.follows()
    told = text_of(page)
    assert "到期没有答复，依照某市并联审批办法第三条视为同意" in told
    [row] = [one for one in page.context["page"].rows if one.item == FOOD]
    assert row.light.word == "办理中"
    assert page.context["page"].lead.tone == ""
    assert "主管部门到期没有答复，视为同意。" in row.asked[0]
    assert row.asked[1].endswith("3月9日（周一）前答复。您的期限不变。")
    assert faults() == []


def test_in_english_it_is_english(asked: Applicant) -> None:
    answer = asked.client.get(f"/cases/{asked.case}/", headers={"accept-language": "en"})
    told = text_of(answer)
    assert "Your limits do not change" in told
    assert "the front and the pavement" in told
