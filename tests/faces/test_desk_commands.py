"""What staff do through forms: from receipt to delivery, one deed for one form, none without right or over changes."""

from uuid import UUID

from tests.apps.case_scenes import account, submit
from tests.faces.desk_scene import (
    FOOD,
    HEALTH,
    SHOP,
    actions,
    address,
    at,
    confirmed,
    do,
    hidden,
    kinds,
    moment,
    now,
    people,
    sign_in,
    signed_in,
    statuses,
    text_of,
)
from yici.cases.queries import case_history

__all__ = ["moment", "people", "sign_in"]
TWO = {"officer_1": "market", "officer_2": "lead"}


def test_a_case_goes_from_receipt_to_delivery_through_the_hands_of_its_staff(sign_in, moment):
    case = submit(1).case
    window, market, health = (sign_in(name) for name in ("window", "market", "health"))
    assert do(window, case.id, "accept", items_chosen=[FOOD, HEALTH]).status_code == 302
    assert do(market, case.id, "decide", SHOP, how="grant", note="").status_code == 302
    assert statuses(case, moment) == {SHOP: "decided", FOOD: "handling", HEALTH: "handling"}
    planned = do(market, case.id, "plan_inspection", "visit-1", items_chosen=[FOOD], day="2026-03-04", **TWO)
    assert planned.status_code == 302
    assert market.get(address(case.id, "record_inspection", "visit-1")).status_code == 409  # not before its day
    moment.now = at("2026-03-04", 15)
    assert do(market, case.id, "record_inspection", "visit-1", result="good", same="on", note="").status_code == 302
    confirmed("lead")
    assert do(market, case.id, "decide", FOOD, how="grant", note="").status_code == 302
    assert do(health, case.id, "decide", HEALTH, how="grant", note="").status_code == 302
    for item in (SHOP, FOOD, HEALTH):
        assert do(window, case.id, "deliver", item, way="courier").status_code == 302
    assert now(case, moment).phase == "closed"
    text = text_of(window.get(address(case.id)))
    assert "现在没有轮到您做的" in text
    roles = {line.event.kind: line.stored.actor.role for line in case_history(UUID(case.id))}
    assert roles["approval.delivered"] == "window_clerk"
    assert roles["inspection.recorded"] == "lead"  # the last of those who confirmed
    visit = next(line.event for line in case_history(UUID(case.id)) if line.event.kind == "inspection.planned")
    assert visit.officers == (str(account("market")), str(account("lead")))


def test_only_what_state_and_grants_allow_is_offered(sign_in):
    case = submit(1).case
    offered = {
        name: {action.name for action in actions(sign_in(name).get(address(case.id)))}
        for name in ("window", "market", "supervisor")
    }
    assert offered["window"] == {"受理", "一次性告知补正", "决定不予受理", "撤回申请", "写消息给申请人", "催办"}
    assert offered["market"] == {
        "受理",
        "一次性告知补正",
        "决定不予受理",
        "作出决定",
        "登记回避",
        "写消息给申请人",
    }
    assert offered["supervisor"] == {"发监督卡", "催办", "召集会商"}


def test_what_is_not_offered_is_refused_and_nothing_happens(sign_in):
    case = submit(1).case
    before = kinds(case)
    window = sign_in("window")
    assert window.get(address(case.id, "decide", SHOP)).status_code == 409
    forged = {"on": SHOP, "how": "grant", "note": "", "version": "1", "key": "k", "step": "do"}
    answer = window.post(address(case.id, "decide"), forged)
    assert answer.status_code == 409
    assert "什么都没有做" in text_of(answer)
    assert window.get(address(case.id, "nonsense")).status_code == 404
    assert kinds(case) == before


def test_a_double_click_acts_once_and_tells_the_same_twice(sign_in):
    case = submit(1).case
    window = sign_in("window")
    sent = hidden(window.get(address(case.id, "accept"))) | {"items_chosen": [FOOD]}
    first, second = (window.post(address(case.id, "accept"), sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert kinds(case).count("approval.cleared") == 1


def test_a_form_that_was_sent_cannot_be_sent_again_as_something_else(sign_in):
    case = submit(1).case
    window = sign_in("window")
    sent = hidden(window.get(address(case.id, "accept")))
    window.post(address(case.id, "accept"), sent | {"items_chosen": [FOOD]})
    answer = window.post(address(case.id, "accept"), sent | {"items_chosen": [HEALTH]})
    assert answer.status_code == 409
    assert "已经交过一次" in text_of(answer)
    assert [kind for kind in kinds(case) if kind.startswith("approval")] == ["approval.cleared"]


def test_who_comes_second_is_told_what_changed_and_nothing_is_done(sign_in):
    case = submit(1).case
    market, lead = sign_in("market"), sign_in("lead")
    forms = [client.get(address(case.id, "decline", FOOD)) for client in (market, lead)]
    typed = {"reason": "not_entitled", "competent": "", "note": "见附件说明", "step": "do"}
    sent = [hidden(form) | typed for form in forms]
    do(sign_in("window"), case.id, "accept", items_chosen=[HEALTH])
    before = kinds(case)
    told = market.post(address(case.id, "decline"), sent[0])
    assert told.status_code == 409
    text = text_of(told)
    assert "您打开以后有了新的变化，这一步没有做" in text
    assert "食品行业从业人员预防性体检合格证办理" in text
    assert "见附件说明" in told.content.decode()
    assert kinds(case) == before
    # Seen and sent again from the form that was shown with it.
    again = market.post(address(case.id, "decline"), hidden(told) | typed)
    assert again.status_code == 302
    gone = lead.post(address(case.id, "decline"), sent[1])
    assert gone.status_code == 409
    assert "不予受理" in text_of(gone)
    assert kinds(case).count("approval.not_accepted") == 1


def test_beside_the_list_a_deed_is_answered_without_leaving_it(sign_in):
    case = submit(1).case
    window = sign_in("window")
    htmx = {
        "HX-Request": "true", "HX-Target": "beside", "HX-Current-URL": "http://testserver/desk/?task=all",
    }  # fmt: skip
    form = window.get(address(case.id, "accept"), headers=htmx)
    assert b"<html" not in form.content
    done = window.post(address(case.id, "accept"), hidden(form) | {"items_chosen": [FOOD]}, headers=htmx)
    assert (done.status_code, done["HX-Trigger"]) == (200, "desk-changed")
    assert "已做：受理。记录 " in text_of(done)
    on_the_case = htmx | {"HX-Current-URL": f"http://testserver/desk/{case.id}/"}
    form = window.get(address(case.id, "accept"), headers=on_the_case)
    moved = window.post(address(case.id, "accept"), hidden(form) | {"items_chosen": [HEALTH]}, headers=on_the_case)
    assert moved["HX-Redirect"].startswith(f"/desk/{case.id}/")


def test_forms_of_strangers_and_of_nobody_are_refused(sign_in):
    case = submit(1).case
    sent = {"items_chosen": [FOOD], "version": "1", "key": "k", "on": ""}
    assert sign_in("wang").post(address(case.id, "accept"), sent).status_code == 404
    assert sign_in("city").post(address(case.id, "accept"), sent).status_code == 404
    assert signed_in("supervisor").post(address(case.id, "accept"), sent).status_code == 409
    assert kinds(case) == ["case.submitted"]


def test_a_form_without_a_version_changes_nothing(sign_in):
    case = submit(1).case
    window = sign_in("window")
    for version in ("", "x", "-1", "9" * 30, "٣"):
        answer = window.post(address(case.id, "accept"), {"items_chosen": [FOOD], "version": version, "on": ""})
        assert answer.status_code == 409
    assert kinds(case) == ["case.submitted"]
