"""Cards at the desk: sent by a supervisor, listed, answered by the unit; the applicant sees that, never the words."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import MONDAY, act, applicant, faults, submit, view
from tests.faces.desk_scene import address, do, moment, people, sign_in, text_of
from yici.cases.services import case_settle
from yici.domain.case import Accept, Case, Decide, Deliver, Rate

__all__ = ["moment", "people", "sign_in"]
SHOP, FOOD = "individual-registration", "food-licence"
WORDS = "三次打电话没有人接"
ANSWER = "已经安排专人办理"


@pytest.fixture
def handled(people: None) -> Case:
    case = act(submit().case, Accept(), MONDAY).case
    return act(case, Decide(item=SHOP, grant=True), MONDAY + timedelta(hours=1)).case


def test_a_supervisor_sends_a_card_and_the_unit_answers_it(sign_in: Any, moment: Any, handled: Case) -> None:
    supervisor, officer = sign_in("supervisor"), sign_in("market")
    sent = do(supervisor, handled.id, "issue_card", FOOD, about="slow", colour="red", note=WORDS)
    assert sent.status_code == 302, text_of(sent)
    [card] = view(handled, moment.now).case.approval(FOOD).cards
    listed = text_of(supervisor.get("/desk/cards/"))
    assert "红牌" in listed
    assert "办理拖延" in listed
    mine = text_of(officer.get("/desk/?task=answer"))
    assert "食品经营许可" in mine
    assert "食品经营许可核发（餐饮服务） · 红牌：办理拖延" in text_of(officer.get(f"{address(handled.id)}?item={FOOD}"))
    page = officer.get(address(handled.id, "answer_card", f"{FOOD}/{card.id}"))
    assert WORDS in text_of(page)
    empty = do(officer, handled.id, "answer_card", f"{FOOD}/{card.id}", note=" ")
    assert empty.status_code == 422
    answered = do(officer, handled.id, "answer_card", f"{FOOD}/{card.id}", note=ANSWER)
    assert answered.status_code == 302, text_of(answered)
    assert "没有监督卡" in text_of(supervisor.get("/desk/cards/?state=open"))
    assert "答复" in text_of(supervisor.get("/desk/cards/?state=answered"))
    assert ANSWER in text_of(officer.get(address(handled.id)))
    assert faults() == []


def test_nobody_else_sends_or_lists(sign_in: Any, handled: Case) -> None:
    for username in ("market", "window"):
        client = sign_in(username)
        assert client.get(address(handled.id, "issue_card", FOOD)).status_code == 409
        assert client.get("/desk/ratings/").status_code == 404
    # A window urges, and sees the urgings of its hall alone.
    assert "没有监督卡" in text_of(sign_in("window").get("/desk/cards/"))
    assert sign_in("wang").get("/desk/cards/").status_code == 404


def test_everybody_who_sends_has_a_list_of_what_they_sent(sign_in: Any, moment: Any, handled: Case) -> None:
    supervisor, clerk, lead = sign_in("supervisor"), sign_in("window"), sign_in("lead")
    do(supervisor, handled.id, "issue_card", FOOD, about="slow", colour="red", note=WORDS)
    sent = do(clerk, handled.id, "urge", FOOD, agency="market_regulation", about="applicant_asks", note=WORDS)
    assert sent.status_code == 302, text_of(sent)
    moment.now = MONDAY + timedelta(days=30)
    case_settle(stream=UUID(handled.id), now=moment.now)
    told = {name: client.get("/desk/cards/?side=sent").context["lines"] for name, client in
            (("supervisor", supervisor), ("window", clerk), ("lead", lead))}  # fmt: skip
    assert {name: [one.tone for one in lines] for name, lines in told.items()} == {
        "supervisor": ["red"], "window": ["urging"], "lead": [],
    }  # fmt: skip
    assert told["window"][0].late
    assert clerk.get("/desk/cards/?side=sent&state=answered").context["lines"] == []
    # Who may send none has no such list, and the address changes nothing.
    officer = sign_in("fire2").get("/desk/cards/?side=sent")
    assert officer.context["sides"] == []
    assert faults() == []


def test_an_item_that_is_done_with_is_not_late_itself_when_its_card_is(
    sign_in: Any, moment: Any, handled: Case
) -> None:
    act(handled, Deliver(item=SHOP, way="window"), MONDAY + timedelta(hours=2))
    do(sign_in("supervisor"), handled.id, "issue_card", SHOP, about="slow", colour="red", note=WORDS)
    officer = sign_in("market")
    for days, word in ((0, "要答复监督卡"), (30, "答复监督卡超期")):
        moment.now = MONDAY + timedelta(days=days, hours=3)
        [row] = [one for one in officer.get("/desk/?task=answer").context["page"].rows if one.item == SHOP]
        assert (row.state, row.light.word) == ("已送达", word)


def test_cards_by_rule_stand_in_the_list_with_their_rule(sign_in: Any, moment: Any, handled: Case) -> None:
    moment.now = MONDAY + timedelta(days=30)
    case_settle(stream=UUID(handled.id), now=moment.now)
    listed = text_of(sign_in("supervisor").get("/desk/cards/"))
    assert "平台第 1 号规则（第 1 版）" in listed
    assert "应当在" in listed
    course = text_of(sign_in("market").get(address(handled.id)))
    assert "期限快到" in course
    assert "平台第 2 号规则（第 1 版）" in course


def test_bad_ratings_without_a_name_show_none(sign_in: Any, moment: Any, handled: Case) -> None:
    act(handled, Deliver(item=SHOP, way="window"), moment.now)
    act(handled, Rate(level=5, note="等太久"), moment.now, actor=applicant())
    listed = text_of(sign_in("supervisor").get("/desk/ratings/"))
    assert "非常不满意" in listed
    assert "没有留名" in listed
    assert "小面" not in listed
