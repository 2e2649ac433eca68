"""The clock of Article 45 at the desk: stopped for a cause of the law, told in writing, and running on by itself."""

from datetime import datetime
from typing import Any

import pytest

from tests.apps.case_scenes import at, faults, submit
from tests.apps.pdf_reading import text_of as printed_text
from tests.faces.desk_scene import actions, address, do, kinds, moment, now, people, sign_in, text_of
from yici.domain.case import Case, deadlines

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP = "food-licence", "individual-registration"


@pytest.fixture
def handled(sign_in: Any) -> Case:
    """A restaurant that is registered and whose food licence is handled since Tuesday 3 March."""
    case = submit(1).case
    do(sign_in("window"), case.id, "accept", items_chosen=[FOOD])
    do(sign_in("market"), case.id, "decide", SHOP, how="grant", note="")
    return case


def end(case: Case, moment: Any, name: str = "legal") -> datetime | None:
    return next(d.due for item, d in deadlines(now(case, moment)) if item == FOOD and d.name == name)


def offered(page: Any) -> set[str]:
    return {one.name for one in actions(page)}


def test_the_clock_stands_still_for_a_cause_and_runs_on_when_the_time_told_is_over(sign_in, moment, handled):
    market, before = sign_in("market"), end(handled, moment)
    assert do(market, handled.id, "suspend", FOOD, cause="testing", days="3", note="送检样品").status_code == 302
    page = market.get(address(handled.id) + f"?item={FOOD}")
    assert "检测" in text_of(page)
    assert "需要 3 个工作日" in text_of(page)
    assert "恢复计算期限" in offered(page)
    assert "作出决定" not in offered(page)
    moment.now = at("2026-03-09", 10)
    # From Tue 31 March to Fri 3 April: Wed 4 to Fri 6 March were taken out.
    assert (end(handled, moment) - before).days == 3
    page = market.get(address(handled.id) + f"?item={FOOD}")
    assert "作出决定" in offered(page)
    assert "依法不计入期限" in text_of(page)
    assert faults() == []


def test_the_notice_can_be_printed_and_names_cause_and_time(sign_in, moment, handled):
    market = sign_in("market")
    do(market, handled.id, "suspend", FOOD, cause="expert_review", days="5", note="")
    notice = market.get(f"/desk/{handled.id}/documents/special-procedure/{FOOD}.pdf")
    assert notice.status_code == 200
    assert notice.content.startswith(b"%PDF-")
    text = "".join(printed_text(notice.content).split())
    assert "做完的日子：最晚2026年3月10日（周二）。从它的下一个工作日起，期限接着计算" in text
    assert "查询码" not in text


def test_an_officer_lets_it_run_on_before_the_time_is_over(sign_in, moment, handled):
    market, before = sign_in("market"), end(handled, moment)
    do(market, handled.id, "suspend", FOOD, cause="testing", days="10", note="")
    moment.now = at("2026-03-04", 15)
    assert do(market, handled.id, "resume", FOOD).status_code == 302
    assert kinds(handled)[-1] == "approval.resumed"
    assert (end(handled, moment) - before).days == 1


@pytest.mark.parametrize(
    ("cause", "days"), [("vacation", "3"), ("", "3"), ("testing", "0"), ("testing", ""), ("testing", "x")]
)
def test_what_the_law_does_not_name_stops_nothing(sign_in, moment, handled, cause, days):
    market = sign_in("market")
    answer = do(market, handled.id, "suspend", FOOD, cause=cause, days=days, note="")
    assert answer.status_code == 422
    assert "wrong" in answer.content.decode()
    assert "approval.suspended" not in kinds(handled)


def test_a_registration_offers_no_stop(sign_in, moment):
    case = submit(1).case
    do(sign_in("window"), case.id, "accept", items_chosen=[SHOP])
    assert "暂停计算期限" not in offered(sign_in("market").get(address(case.id) + f"?item={SHOP}"))
