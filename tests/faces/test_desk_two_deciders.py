"""Two who decide, who is recused, pauses of the place's own and what lapses, at the desk, under made-up rules."""

from typing import Any

import pytest

from tests.apps.case_scenes import act, at, faults, submit
from tests.apps.pdf_reading import text_of as printed_text
from tests.faces import desk_scene
from tests.faces.desk_scene import actions, address, do, kinds, moment, now, people, sign_in, text_of
from tests.faces.local_rules import LAYOUT, with_local_rules
from yici.domain.case import Case, Paper, SupplyPaper, deadlines

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP = "food-licence", "individual-registration"
REFUSE = {"how": "refuse", "grounds": ["condition.not_met"], "note": "布局不符合。"}


@pytest.fixture(autouse=True)
def local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_scene, "definitions", with_local_rules)


@pytest.fixture
def handled(sign_in: Any) -> Case:
    """A food licence that is handled since Tuesday 3 March; its layout is still to come."""
    case = submit(1).case
    do(sign_in("window"), case.id, "accept", items_chosen=[FOOD])
    do(sign_in("market"), case.id, "decide", SHOP, how="grant", note="")
    return case


def offered(client: Any, case: Case) -> set[str]:
    return {one.name for one in actions(client.get(address(case.id) + f"?item={FOOD}"))}


def end(case: Case, moment: Any, name: str) -> Any:
    return next(d.due for item, d in deadlines(now(case, moment)) if item == FOOD and d.name == name)


def test_the_first_proposes_the_second_decides_and_everybody_sees_who_and_what(sign_in, moment, handled):
    market, lead = sign_in("market"), sign_in("lead")
    form = text_of(market.get(address(handled.id, "decide", FOOD)))
    assert "要两人作同样的决定（本市许可程序规定第九条）" in form
    assert do(market, handled.id, "decide", FOOD, **REFUSE).status_code == 302
    assert kinds(handled)[-1] == "decision.proposed"
    page = text_of(lead.get(address(handled.id) + f"?item={FOOD}"))
    assert "market已经提出：不予：不符合法定条件" in page
    again = do(market, handled.id, "decide", FOOD, **REFUSE)
    assert again.status_code in (409, 422)
    assert "请另一位承办人作同样的决定" in text_of(again)
    assert do(lead, handled.id, "decide", FOOD, **REFUSE).status_code == 302
    assert kinds(handled)[-1] == "approval.refused"
    assert faults() == []


def test_one_takes_oneself_off_and_has_no_part_any_more(sign_in, moment, handled):
    market, lead = sign_in("market"), sign_in("lead")
    do(market, handled.id, "decide", FOOD, **REFUSE)
    form = market.get(address(handled.id, "recuse", FOOD))
    assert "谁回避" not in text_of(form)
    assert do(market, handled.id, "recuse", FOOD, reason="").status_code == 422
    assert do(market, handled.id, "recuse", FOOD, reason="relative").status_code == 302
    assert offered(market, handled) & {"作出决定", "暂停计算期限"} == set()
    assert market.get(address(handled.id, "recuse", FOOD)).status_code != 200
    page = text_of(lead.get(address(handled.id) + f"?item={FOOD}"))
    assert "已回避，不参与这一项：market" in page
    assert "与本人的近亲属有利害关系" in page
    assert "第一位作的先作为提出" in page  # what was proposed by who is off does not count
    assert faults() == []


def test_a_lead_takes_anybody_off_and_an_officer_nobody_else(sign_in, handled):
    lead = sign_in("lead")
    assert "谁回避（账号）" in text_of(lead.get(address(handled.id, "recuse", FOOD)))
    assert do(lead, handled.id, "recuse", FOOD, officer_1="nobody-here", reason="relative").status_code == 422
    assert do(lead, handled.id, "recuse", FOOD, officer_1="market", reason="own_interest").status_code == 302
    assert "作出决定" not in offered(sign_in("market"), handled)
    assert "作出决定" in offered(lead, handled)
    assert sign_in("fire").get(address(handled.id, "recuse", FOOD)).status_code != 200


def test_a_place_s_own_pause_stands_apart_moves_the_promise_only_and_is_told_by_its_name(sign_in, moment, handled):
    market = sign_in("market")
    act(handled, SupplyPaper(papers=(Paper(material=LAYOUT),)), at("2026-03-03", 10))
    form = text_of(market.get(address(handled.id, "suspend", FOOD)))
    assert "等待申请人补充说明（本地规定：本市许可程序规定（测试用）。只停承诺时限，法定时限照常计算）" in form
    before = {name: end(handled, moment, name) for name in ("promised", "legal")}
    answer = do(market, handled.id, "suspend", FOOD, cause="waiting_for_applicant", days="3", note="请说明油烟去向。")
    assert answer.status_code == 302
    page = text_of(market.get(address(handled.id) + f"?item={FOOD}"))
    assert "按本地规定暂停计算承诺期限；法定期限照常计算。" in page
    assert "等待申请人补充说明" in page
    assert end(handled, moment, "legal") == before["legal"]
    notice = market.get(f"/desk/{handled.id}/documents/special-procedure/{FOOD}.pdf")
    text = "".join(printed_text(notice.content).split())
    assert "暂停计算承诺期限告知书" in text
    assert "法定期限照常计算，不受影响" in text
    assert "第四十五条" not in text
    moment.now = at("2026-03-09", 10)
    assert end(handled, moment, "promised") > before["promised"]
    assert end(handled, moment, "legal") == before["legal"]
    told = text_of(market.get(address(handled.id) + f"?item={FOOD}"))
    assert "本地规定的暂停：等待申请人补充说明（只停承诺期限）" in told
    assert faults() == []


def test_what_lapsed_says_why_by_which_text_and_that_nobody_took_it_back(sign_in, moment, handled):
    market = sign_in("market")
    moment.now = at("2026-03-10", 9)
    page = text_of(market.get(address(handled.id) + f"?item={FOOD}"))
    assert "材料逾期没有交来，视为撤回" in page
    assert "视为撤回申请（本市许可程序规定（测试用）" in page
    notice = market.get(f"/desk/{handled.id}/documents/lapse/{FOOD}.pdf")
    text = "".join(printed_text(notice.content).split())
    assert "视为撤回申请通知书" in text
    assert "自2026年3月6日（周五）起视为撤回" in text
    assert "以后想办，可以重新申请" in text
    assert "行政复议" in text
    assert faults() == []
