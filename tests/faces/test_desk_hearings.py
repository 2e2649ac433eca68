"""Hearings at the desk: told of, asked for, set long enough before, held with a record; the decision waits."""

import hashlib
import re
from typing import Any

import pytest

from tests.apps.case_scenes import at, faults, submit
from tests.apps.pdf_reading import text_of as printed_text
from tests.faces.desk_scene import actions, address, do, hidden, kinds, moment, now, people, sign_in, text_of
from yici.domain.case import Case

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP = "food-licence", "individual-registration"
WHERE = "上午九点，市政务服务中心二楼听证室；主持人 李四。"


@pytest.fixture
def handled(sign_in: Any) -> Case:
    """A food licence that is handled since Tuesday 3 March."""
    case = submit(1).case
    do(sign_in("window"), case.id, "accept", items_chosen=[FOOD])
    do(sign_in("market"), case.id, "decide", SHOP, how="grant", note="")
    return case


def offered(client: Any, case: Case) -> set[str]:
    return {one.name for one in actions(client.get(address(case.id) + f"?item={FOOD}"))}


def test_the_whole_way_of_a_hearing_with_its_notices_and_the_decision_waiting(sign_in, moment, handled):
    market, window = sign_in("market"), sign_in("window")
    assert "告知听证权利" in offered(market, handled)
    form = text_of(market.get(address(handled.id, "offer_hearing", FOOD)))
    assert "5 个工作日内要求听证" in form
    assert "申请人要求听证的5日是否按工作日，法律没有写明" in form
    assert do(market, handled.id, "offer_hearing", FOOD, note="打算不予许可：布局不符合。").status_code == 302
    page = text_of(market.get(address(handled.id) + f"?item={FOOD}"))
    assert "申请人可以在 3月10日（周二）以前要求听证" in page
    assert "作出决定" not in offered(market, handled)
    letter = printed(market, handled, "hearing-right")
    assert "听证权利告知书" in letter
    assert "打算不予许可：布局不符合。" in letter
    assert "最晚" not in letter

    moment.now = at("2026-03-04", 10)
    assert do(window, handled.id, "request_hearing", FOOD).status_code == 302
    assert "登记听证要求" not in offered(window, handled)
    assert do(market, handled.id, "set_hearing", FOOD, day="2026-03-12", note=WHERE).status_code == 422
    assert do(market, handled.id, "set_hearing", FOOD, day="2026-03-16", note=" ").status_code == 422
    assert do(market, handled.id, "set_hearing", FOOD, day="2026-03-16", note=WHERE).status_code == 302
    assert "2026年3月16日（周一）" in printed(market, handled, "hearing")
    assert "主持人李四" in printed(market, handled, "hearing")
    suspend = market.get(address(handled.id, "suspend", FOOD)).content.decode()
    assert re.search(r'<input[^>]*value="hearing"[^>]*checked', suspend)

    assert "记录听证" not in offered(market, handled)
    moment.now = at("2026-03-16", 15)
    record = "主持人李四宣布听证开始。双方质证完毕。"
    assert do(market, handled.id, "hold_hearing", FOOD, record=record).status_code == 302
    assert kinds(handled)[-1] == "hearing.held"
    hearing = now(handled, moment).approval(FOOD).hearing
    assert hearing is not None
    assert hearing.stage == "held"
    told = text_of(market.get(address(handled.id) + f"?item={FOOD}"))
    assert f"记录：{record}" in told
    assert hashlib.sha256(record.encode()).hexdigest()[:12] in told
    assert "作出决定" in offered(market, handled)
    assert faults() == []


def printed(client: Any, case: Case, kind: str) -> str:
    answer = client.get(f"/desk/{case.id}/documents/{kind}/{FOOD}.pdf")
    assert answer.status_code == 200
    return "".join(printed_text(answer.content).split())


def test_nobody_asked_so_the_decision_is_free_after_the_last_day(sign_in, moment, handled):
    market = sign_in("market")
    do(market, handled.id, "offer_hearing", FOOD, note="")
    moment.now = at("2026-03-11", 9)
    assert "作出决定" in offered(market, handled)
    assert "告知听证权利" not in offered(market, handled)


def test_where_no_text_gives_a_hearing_none_is_offered_and_who_may_not_gets_no_form(sign_in, handled):
    market = sign_in("market")
    assert market.get(address(handled.id, "offer_hearing", SHOP)).status_code != 200
    assert sign_in("fire").get(address(handled.id, "offer_hearing", FOOD)).status_code != 200
    assert sign_in("window").get(address(handled.id, "offer_hearing", FOOD)).status_code != 200


def test_the_notice_is_shown_before_it_goes_out(sign_in, handled):
    market = sign_in("market")
    form = market.get(address(handled.id, "offer_hearing", FOOD))
    shown = text_of(market.post(address(handled.id, "offer_hearing"), hidden(form) | {"note": "理由"}))
    assert "听证权利告知书" in shown
    assert "到期没有提出的，不再举行听证" in shown
    assert "hearing.offered" not in kinds(handled)
