"""What stands in the way of a grant stands there before anything is chosen, with the way to it; a paper that will be
sent is shown before it is; and whoever cannot do something hears why."""

from typing import Any

import pytest

from tests.apps.case_scenes import MONDAY, act, submit
from tests.faces.desk_scene import address, at, confirmed, do, kinds, moment, people, sign_in, text_of
from yici.domain.case import Accept, Case, Decide

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP = "food-licence", "individual-registration"
TWO = {"officer_1": "market", "officer_2": "lead"}


@pytest.fixture
def examined(people: None) -> Case:
    """Food is examined; nobody has looked yet."""
    case = submit(1).case
    act(case, Accept(), MONDAY)
    return act(case, Decide(item=SHOP, grant=True), MONDAY).case


def disabled(page: Any) -> list[str]:
    widget = page.context["form"].fields["how"].widget
    return [value for value, _ in page.context["form"].fields["how"].choices if value in widget.barred]


def test_a_grant_that_is_barred_is_shown_with_why_and_with_the_way_to_do_it(sign_in, examined):
    market = sign_in("market")
    page = market.get(address(examined.id, "decide", FOOD))
    assert disabled(page) == ["grant"]
    text = text_of(page)
    assert "现在不能准予，还要先做完" in text
    assert "还没有记录现场核查" in text
    assert f"/desk/{examined.id}/do/plan_inspection/?on=visit-1" in page.content.decode()
    refused = market.post(address(examined.id, "decide"), {"on": FOOD, "how": "grant", "step": "do", "version": "9"})
    assert refused.status_code == 422
    assert "approval.granted" not in kinds(examined)[2:] or kinds(examined).count("approval.granted") == 1


def test_what_a_note_can_answer_does_not_bar_a_grant_and_is_said_with_its_points(sign_in, examined, moment):
    market = sign_in("market")
    do(market, examined.id, "plan_inspection", "visit-1", items_chosen=[FOOD], day="2026-03-04", **TWO)
    moment.now = at("2026-03-04", 15)
    found = {"result": "bad", "failed": [f"{FOOD}:food-premises#2"], "same": "on", "note": ""}
    do(market, examined.id, "record_inspection", "visit-1", **found)
    confirmed("lead")
    page = market.get(address(examined.id, "decide", FOOD))
    assert disabled(page) == []
    assert "准予以前要知道" in text_of(page)
    assert "有相应的设备设施" in text_of(page)
    assert do(market, examined.id, "decide", FOOD, how="grant", note="当场改好了").status_code == 302


@pytest.mark.parametrize(("command", "typed", "title", "says"), [
    ("suspend", {"cause": "appraisal", "days": "5", "note": "要鉴定"}, "特别程序告知书", "5 个工作日"),
    ("extend", {"days": "3", "approver": "局长 王某", "note": "要补充检测"}, "延长办理期限告知书", "局长 王某"),
])  # fmt: skip
def test_a_notice_that_moves_a_limit_is_read_before_it_is_sent(sign_in, examined, command, typed, title, says):
    market = sign_in("market")
    form = market.get(address(examined.id, command, FOOD))
    assert 'id="draft-sheet"' in form.content.decode()
    sent = {"on": FOOD, "item": FOOD, "step": "look", "version": str(len(kinds(examined)) + 1), **typed}
    for page in (
        market.post(f"/desk/{examined.id}/do/{command}/sheet/", sent),
        market.post(address(examined.id, command), sent),
    ):
        assert page.status_code == 200
        assert title in text_of(page)
        assert says in text_of(page)
    assert not {"approval.suspended", "approval.extended"} & set(kinds(examined))
    assert do(market, examined.id, command, FOOD, **typed).status_code == 302


def test_where_no_paper_is_written_none_is_promised(sign_in, examined):
    page = sign_in("market").get(address(examined.id, "recuse", FOOD))
    assert page.status_code == 200
    assert 'id="draft-sheet"' not in page.content.decode()


def test_whoever_may_not_or_comes_too_early_hears_which_of_it(sign_in, examined, moment):
    handler = sign_in("fire2")
    case = submit(2, shop="两家店(演示)").case
    assert handler.get(address(case.id, "decide", FOOD)).status_code in (404, 409)
    market = sign_in("market")
    again = market.get(address(examined.id, "decide", SHOP))
    assert again.status_code == 409
    assert "要么已经做过，要么轮到别人" not in text_of(again)
    do(market, examined.id, "plan_inspection", "visit-1", items_chosen=[FOOD], day="2026-03-04", **TWO)
    early = market.get(address(examined.id, "record_inspection", "visit-1"))
    assert (early.status_code, "还没有到约定的日子" in text_of(early)) == (409, True)
    window = sign_in("window").get(address(examined.id, "decide", FOOD))
    assert (window.status_code, "没有做这一步的权限" in text_of(window)) == (409, True)
