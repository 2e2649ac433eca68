"""How a case ends at the desk: refused with its grounds, not granted too early, not accepted, taken back."""

from tests.apps.case_scenes import MONDAY, act, submit
from tests.faces.desk_scene import (
    FOOD,
    HEALTH,
    SHOP,
    address,
    do,
    hidden,
    kinds,
    moment,
    people,
    sign_in,
    statuses,
    text_of,
)
from yici.domain.case import Accept, Decide

__all__ = ["moment", "people", "sign_in"]


def test_a_refusal_needs_its_grounds_and_is_shown_as_it_will_read_before_it_is_made(sign_in, moment):
    case = submit(1).case
    market = sign_in("market")
    form = market.get(address(case.id, "decide", SHOP))
    path, typed = address(case.id, "decide"), {"how": "refuse", "note": "地址不存在"}
    missing = market.post(path, hidden(form) | typed)
    assert missing.status_code == 422
    assert "选一条理由" in text_of(missing)
    assert "地址不存在" in missing.content.decode()
    look = market.post(path, hidden(form) | typed | {"grounds": ["condition.not_met"]})
    assert look.status_code == 200
    text = text_of(look)
    assert "不予登记通知书" in text
    assert "不符合法定条件" in text
    assert "地址不存在" in text
    assert "因前一项没有办成而终止：食品经营许可核发（餐饮服务）" in text
    assert kinds(case) == ["case.submitted"]
    sent = hidden(look) | typed | {"grounds": ["condition.not_met"]}
    back = market.post(path, sent | {"step": "edit"})
    assert 'value="condition.not_met"' in back.content.decode()
    assert "地址不存在" in back.content.decode()
    assert market.post(path, sent | {"step": "do"}).status_code == 302
    assert statuses(case, moment) == {SHOP: "refused", FOOD: "lapsed", HEALTH: "received"}


def test_a_grant_that_still_lacks_its_inspection_is_not_offered_and_says_why(sign_in):
    case = submit(1).case
    act(case, Accept(), MONDAY)
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    market = sign_in("market")
    form = market.get(address(case.id, "decide", FOOD))
    assert form.context["form"].fields["how"].widget.barred == {"grant"}
    assert "还没有记录现场核查，不能准予" in text_of(form)
    forged = market.post(address(case.id, "decide"), hidden(form) | {"how": "grant", "step": "do"})
    assert forged.status_code == 422


def test_not_accepting_names_the_body_that_is_competent(sign_in, moment):
    case = submit(1).case
    window = sign_in("window")
    alone = do(window, case.id, "decline", HEALTH, reason="not_competent", competent="", note="")
    assert alone.status_code == 422
    assert "写明该找哪个机关" in text_of(alone)
    other = do(window, case.id, "decline", HEALTH, reason="other", competent="", note="")
    assert "选了“其他”，要写明是什么" in text_of(other)
    typed = {"reason": "not_competent", "competent": "market_regulation", "note": ""}
    assert do(window, case.id, "decline", HEALTH, **typed).status_code == 302
    assert statuses(case, moment)[HEALTH] == "not_accepted"


def test_an_applicant_who_takes_it_back_at_the_window_is_recorded(sign_in, moment):
    case = submit(1).case
    assert do(sign_in("window"), case.id, "withdraw", items_chosen=[HEALTH]).status_code == 302
    assert statuses(case, moment)[HEALTH] == "withdrawn"
