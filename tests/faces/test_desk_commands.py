"""What staff do: each step through its form, refusals beside the fields, one deed for one form, none without right."""

from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import MONDAY, PROMISED, account, act, applicant, submit
from tests.faces.desk_scene import (
    TUESDAY,
    actions,
    address,
    at,
    do,
    hidden,
    kinds,
    moment,
    now,
    people,
    sign_in,
    signed_in,
    text_of,
)
from yici.cases.queries import case_history
from yici.domain.case import (
    Accept,
    Case,
    Decide,
    Deliver,
    Paper,
    SupplyCorrection,
    VerifyCommitment,
)  # fmt: skip

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP, HEALTH, FIRE = "food-licence", "individual-registration", "health-certificate", "fire-check"
TWO = {"officer_1": "market", "officer_2": "lead"}


def statuses(case: Case, moment: Any) -> dict[str, str]:
    return {a.item: a.status for a in now(case, moment).approvals}


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
    assert do(market, case.id, "decide", FOOD, how="grant", note="").status_code == 302
    assert do(health, case.id, "decide", HEALTH, how="grant", note="").status_code == 302
    for item in (SHOP, FOOD, HEALTH):
        assert do(window, case.id, "deliver", item, way="courier").status_code == 302
    assert now(case, moment).phase == "closed"
    text = text_of(window.get(address(case.id)))
    assert "现在没有轮到您做的" in text
    roles = {line.event.kind: line.stored.actor.role for line in case_history(UUID(case.id))}
    assert roles["approval.delivered"] == "window_clerk"
    assert roles["inspection.recorded"] == "chief_representative"
    visit = next(line.event for line in case_history(UUID(case.id)) if line.event.kind == "inspection.planned")
    assert visit.officers == (str(account("market")), str(account("lead")))


def test_only_what_state_and_grants_allow_is_offered(sign_in):
    case = submit(1).case
    offered = {
        name: {action.name for action in actions(sign_in(name).get(address(case.id)))}
        for name in ("window", "market", "supervisor")
    }
    assert offered["window"] == {"受理", "一次性告知补正", "决定不予受理", "撤回申请"}
    assert offered["market"] == {"受理", "一次性告知补正", "决定不予受理", "作出决定", "登记回避", "答复监督卡"}
    assert offered["supervisor"] == {"发监督卡"}


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


def test_one_request_names_every_defect_with_words_and_until_when(sign_in, moment):
    case = submit(1).case
    window = sign_in("window")
    form = window.get(address(case.id, "correct"))
    assert "一次告知：现在把要补正的全部勾上" in text_of(form)
    assert "最晚 3月9日（周一）告知" in text_of(form)
    targets = [target.id for target in form.context["form"].targets]
    paper, field = targets.index("food_safety_rules"), targets.index("premises.address")
    ticked = {
        f"t{paper}": "on", f"c{paper}": "paper.unsigned", f"n{paper}": "每页都要盖章",
        f"t{field}": "on", f"c{field}": "field.wrong",
    }  # fmt: skip
    look = window.post(address(case.id, "correct"), hidden(form) | ticked)
    assert "每页都要盖章" in text_of(look)
    assert "一次性补正告知书" in text_of(look)
    assert kinds(case) == ["case.submitted"]
    answer = window.post(address(case.id, "correct"), hidden(look) | {"step": "do"})
    assert answer.status_code == 302
    told = {(one.item, one.target, one.code) for one in now(case, moment).defects}
    assert (FOOD, "food_safety_rules", "paper.unsigned") in told
    assert {item for item, target, _ in told if target == "premises.address"} == {SHOP, FOOD}
    assert now(case, moment).approval(FOOD).status == "correcting"
    event = next(line for line in case_history(UUID(case.id)) if line.event.kind == "case.correction_requested")
    assert event.private == {"food_safety_rules": "每页都要盖章"}
    assert "盖章" not in str(event.stored.body)
    withdrawn = do(window, case.id, "withdraw_correction")
    assert withdrawn.status_code == 302
    assert now(case, moment).defects == ()


def test_a_second_request_can_only_name_what_the_first_named(sign_in, moment):
    case = submit(1).case
    window = sign_in("window")
    form = window.get(address(case.id, "correct"))
    number = [target.id for target in form.context["form"].targets].index("food_safety_rules")
    ticked = {f"t{number}": "on", f"c{number}": "paper.unclear", "step": "do"}
    window.post(address(case.id, "correct"), hidden(form) | ticked)
    supplied = SupplyCorrection(papers=(Paper(material="food_safety_rules"),))
    act(case, supplied, TUESDAY, actor=applicant())
    again = window.get(address(case.id, "correct")).context["form"].targets
    assert {target.id for target in again if FOOD in target.items} == {"food_safety_rules"}


def test_a_request_that_names_nothing_is_told_so_and_what_was_typed_stays(sign_in):
    case = submit(1).case
    window = sign_in("window")
    form = window.get(address(case.id, "correct"))
    empty = window.post(address(case.id, "correct"), hidden(form))
    assert empty.status_code == 422
    assert "没有勾选要补正的内容" in text_of(empty)
    unticked = window.post(address(case.id, "correct"), hidden(form) | {"n0": "看不清楚"})
    assert unticked.status_code == 422
    assert 'value="看不清楚"' in unticked.content.decode()
    assert kinds(case) == ["case.submitted"]


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
    assert [value for value, _ in form.context["form"].fields["how"].choices] == ["refuse"]
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


@pytest.fixture
def promised(people: None) -> Case:
    """A fire check granted on a promise, and delivered."""
    case = submit(1, answers=PROMISED).case
    act(case, Accept(), MONDAY)
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    act(case, Decide(item="fire-check", grant=True), MONDAY)
    return act(case, Deliver(item="fire-check", way="window"), MONDAY).case


def test_a_kept_promise_is_closed(sign_in, promised, moment):
    fire = sign_in("fire")
    text = text_of(fire.get(address(promised.id, "verify", "fire-check")))
    assert "承诺的内容" in text
    typed = {"kept": "kept", "officer_1": "fire", "officer_2": "lead", "note": ""}
    assert do(fire, promised.id, "verify", "fire-check", **typed).status_code == 302
    assert now(promised, moment).approval("fire-check").verification == "kept"


def test_a_broken_promise_names_what_was_found_and_is_repaired_or_revoked(sign_in, promised, moment):
    fire = sign_in("fire")
    bare = do(fire, promised.id, "verify", "fire-check", kept="broken", officer_1="fire", officer_2="lead", note="")
    assert bare.status_code == 422
    assert "勾选发现的问题" in text_of(bare)
    assert "写明整改到哪一天" in text_of(bare)
    typed = {
        "kept": "broken", "findings": ["condition.not_met"], "repair_by": "2026-03-20", "officer_1": "fire",
        "officer_2": "lead", "note": "疏散通道堵住了",
    }  # fmt: skip
    assert do(fire, promised.id, "verify", "fire-check", **typed).status_code == 302
    offered = {action.name for action in actions(fire.get(address(promised.id) + "?item=fire-check"))}
    assert offered >= {"确认整改", "撤销许可"}
    revoked = do(fire, promised.id, "revoke", "fire-check", grounds=["commitment.broken"], note="")
    assert revoked.status_code == 302
    assert statuses(promised, moment)["fire-check"] == "revoked"


def test_a_repair_that_was_confirmed_ends_it(sign_in, promised, moment):
    broken = VerifyCommitment(
        item="fire-check", kept=False, officers=("a", "b"), findings=("condition.not_met",),
        repair_by=at("2026-03-20").date(),
    )  # fmt: skip
    act(promised, broken, TUESDAY)
    assert do(sign_in("fire"), promised.id, "confirm_repair", "fire-check").status_code == 302
    assert now(promised, moment).approval("fire-check").verification == "repaired"


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
    assert sign_in("wang").post(address(case.id, "accept"), sent).status_code == 403
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
