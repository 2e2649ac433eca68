"""Inspections at the desk: set, moved and recorded, by one department alone or by several in one visit."""

from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import LARGE, MONDAY, SMALL, account, act, submit
from tests.faces.desk_scene import (
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
    text_of,
)
from yici.cases.queries import case_history
from yici.domain.case import Accept, Case, Decide, PlanInspection, RecordInspection

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP, FIRE = "food-licence", "individual-registration", "fire-check"
TWO = {"officer_1": "market", "officer_2": "lead"}


def test_a_visit_is_planned_for_a_day_ahead_by_two_people_who_exist(sign_in):
    case = submit(1).case
    act(case, Accept(), MONDAY)
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    market = sign_in("market")
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"officer_1": "market"}, "至少要 2 个人"),
        ({"officer_1": "market", "officer_2": "market"}, "至少要 2 个人"),
        ({"officer_1": "market", "officer_2": "nobody"}, "没有叫“nobody”的工作人员账号"),
        ({"officer_1": "market", "officer_2": "wang"}, "没有叫“wang”的工作人员账号"),
        (TWO | {"day": "2026-03-02"}, "选的日子已经过去"),
        (TWO | {"day": "soon"}, "写成年-月-日"),
        (TWO | {"items_chosen": []}, "至少选一项"),
    ]
    for typed, said in wrong:
        sent = {"items_chosen": [FOOD], "day": "2026-03-04"} | typed
        answer = do(market, case.id, "plan_inspection", "visit-1", **sent)
        assert answer.status_code in (409, 422)
        assert said in text_of(answer)
    assert "inspection.planned" not in kinds(case)


def test_a_visit_that_failed_is_recorded_point_by_point_and_can_be_made_again(sign_in, moment):
    case = submit(1).case
    act(case, Accept(), MONDAY)
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    market = sign_in("market")
    do(market, case.id, "plan_inspection", "visit-1", items_chosen=[FOOD], day="2026-03-04", **TWO)
    assert do(market, case.id, "move_inspection", "visit-1", day="2026-03-05", **TWO).status_code == 302
    assert now(case, moment).visits[0].on.isoformat() == "2026-03-05"
    failed = f"{FOOD}:food-premises#2"
    moment.now = at("2026-03-05", 15)
    found = {"result": "bad", "failed": [failed], "same": "on", "note": "没有水池"}
    recorded = do(market, case.id, "record_inspection", "visit-1", **found)
    assert recorded.status_code == 302
    assert "还等 1 位在现场的用自己的账号确认" in text_of(market.get(address(case.id)))
    assert "inspection.recorded" not in kinds(case)
    confirmed("lead")
    page = market.get(address(case.id))
    assert page.context["page"].visits[0].failed == ("食品经营许可核发（餐饮服务）：有相应的设备设施",)
    assert {action.name for action in actions(page)} >= {"约现场核查", "作出决定"}
    again = do(market, case.id, "plan_inspection", "visit-1-2", items_chosen=[FOOD], day="2026-03-06", **TWO)
    assert again.status_code == 302
    assert [visit.id for visit in now(case, moment).visits] == ["visit-1", "visit-1-2"]


@pytest.fixture
def joint(people: None) -> Case:
    """Food and fire are examined, and the plan sees both in one visit."""
    case = submit(1, answers=LARGE).case
    act(case, Accept(), MONDAY)
    return act(case, Decide(item=SHOP, grant=True), MONDAY).case


FOUR = {"officer_1": "lead", "officer_2": "market", "officer_3": "fire fire2"}


def test_the_lead_department_sets_one_visit_for_all_and_each_department_records_its_part(sign_in, joint, moment):
    lead, market, fire = (sign_in(name) for name in ("lead", "market", "fire"))
    form = lead.get(address(joint.id, "plan_inspection", "visit-1"))
    assert form.context["form"].offer.items == (FOOD, FIRE)
    text = text_of(form)
    assert "联合勘验，一次看完：市场监督管理部门、消防救援机构。" in text
    assert "公众聚集场所投入使用、营业前消防安全检查（消防救援机构）" in text
    alone = market.get(address(joint.id, "plan_inspection", "visit-1"))
    assert alone.context["form"].offer.items == (FOOD,)
    assert "牵头部门可以一次约齐" in text_of(alone)
    sent = {"items_chosen": [FOOD, FIRE], "day": "2026-03-05"}
    assert do(lead, joint.id, "plan_inspection", "visit-1", **sent, **FOUR).status_code == 302
    [visit] = now(joint, moment).visits
    assert visit.officers == tuple(str(account(name)) for name in ("lead", "market", "fire", "fire2"))
    planned = next(line for line in case_history(UUID(joint.id)) if line.event.kind == "inspection.planned")
    assert planned.stored.actor.role == "lead"
    for client in (market, fire):
        page = client.get(address(joint.id))
        assert not {"约联合勘验", "改约联合勘验", "记录联合勘验"} & {action.name for action in actions(page)}
        [line] = page.context["page"].visits
        assert (line.day, line.people, line.planned_by, line.joint) == ("2026年3月5日（周四）", 4, "牵头部门约的", True)
        assert [(one.name, one.state) for one in line.departments] == [
            ("市场监督管理部门", "已约，未记录"), ("消防救援机构", "已约，未记录"),
        ]  # fmt: skip
    moment.now = at("2026-03-05", 15)
    form = fire.get(address(joint.id, "record_inspection", "visit-1"))
    assert "联合勘验，牵头部门约的：市场监督管理部门、消防救援机构。" in text_of(form)
    assert "这里只记录本部门的；食品经营许可核发（餐饮服务）由各自部门记录。" in text_of(form)
    found = {"result": "bad", "failed": [f"{FIRE}:fire-premises#2"], "same": "on", "note": ""}
    assert do(fire, joint.id, "record_inspection", "visit-1", **found).status_code == 302
    confirmed("lead", "market", "fire2")
    [line] = fire.get(address(joint.id)).context["page"].visits
    assert [one.state for one in line.departments] == ["已约，未记录", "有不符合的"]
    assert not line.recorded
    assert do(market, joint.id, "record_inspection", "visit-1", result="good", same="on", note="").status_code == 302
    confirmed("lead", "fire", "fire2")
    [line] = fire.get(address(joint.id)).context["page"].visits
    assert [one.state for one in line.departments] == ["全部符合", "有不符合的"]
    assert (line.recorded, line.people) == (True, 4)
    # What failed may be looked at again, by itself; what was in order not.
    assert fire.get(address(joint.id, "plan_inspection", "visit-1-2")).context["form"].offer.items == (FIRE,)
    assert market.get(address(joint.id, "plan_inspection", "visit-1-2")).status_code == 409


def test_the_lead_department_moves_a_joint_visit_and_records_the_whole(sign_in, joint, moment):
    lead, fire = sign_in("lead"), sign_in("fire")
    sent = {"items_chosen": [FOOD, FIRE], "day": "2026-03-04"}
    do(lead, joint.id, "plan_inspection", "visit-1", **sent, **FOUR)
    assert fire.get(address(joint.id, "move_inspection", "visit-1")).status_code == 409
    assert do(lead, joint.id, "move_inspection", "visit-1", day="2026-03-06", **FOUR).status_code == 302
    moment.now = at("2026-03-05")
    assert lead.get(address(joint.id, "record_inspection", "visit-1")).status_code == 409
    moment.now = at("2026-03-06")
    stray = do(
        lead, joint.id, "record_inspection", "visit-1", items_chosen=[FOOD], failed=[f"{FIRE}:fire-premises#1"],
        result="bad", same="on", note="",
    )  # fmt: skip
    assert stray.status_code == 422
    assert "勾了要点的事项，也要勾上" in text_of(stray)
    found = {"items_chosen": [FOOD, FIRE], "result": "good", "same": "on", "note": "都好"}
    done = do(lead, joint.id, "record_inspection", "visit-1", **found)
    assert done.status_code == 302
    confirmed("market", "fire", "fire2")
    [visit] = now(joint, moment).visits
    assert (visit.recorded, visit.parts) == (True, ())
    assert {a.item for a in now(joint, moment).approvals if a.inspected} == {FOOD, FIRE}
    recorded = next(line for line in case_history(UUID(joint.id)) if line.event.kind == "inspection.recorded")
    assert (recorded.stored.actor.role, recorded.event.items) == ("lead", (FOOD, FIRE))


def test_the_visit_of_another_department_alone_is_not_the_leads(sign_in, joint):
    sent = {"items_chosen": [FIRE], "day": "2026-03-05"}
    answer = do(sign_in("lead"), joint.id, "plan_inspection", "visit-1", **sent, **FOUR)
    assert answer.status_code == 403
    assert "没有做这一步的权限" in text_of(answer)
    assert "inspection.planned" not in kinds(joint)


def test_more_people_can_go_and_each_must_exist(sign_in, joint):
    lead = sign_in("lead")
    sent = {"items_chosen": [FOOD, FIRE], "day": "2026-03-05", "officer_1": "lead", "officer_2": "market"}
    for typed, said in (("fire nobody", "没有叫“nobody”的工作人员账号"), ("fire " * 9, "最多再写 8 位")):
        answer = do(lead, joint.id, "plan_inspection", "visit-1", **sent, officer_3=typed)
        assert answer.status_code == 422
        assert said in text_of(answer)


def test_the_plan_and_the_record_of_inspections_are_not_mixed_up(sign_in, moment):
    case = submit(1, answers=SMALL).case
    act(case, Accept(), MONDAY)
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    officers = ("one", "two")
    act(case, PlanInspection(visit="visit-1", items=(FOOD,), on=MONDAY.date(), officers=officers), MONDAY)
    act(case, RecordInspection(visit="visit-1", officers=officers), MONDAY)
    offered = {action.name for action in actions(sign_in("market").get(address(case.id) + f"?item={FOOD}"))}
    assert offered == {
        "作出决定",
        "暂停计算期限",
        "延长办理期限",
        "告知听证权利",
        "告知利害关系人",
        "登记回避",
        "写消息给申请人",
    }


def visit_set(client: Any, case: Case, day: str = "2026-03-04") -> None:
    sent = {"items_chosen": [FOOD], "day": day} | TWO
    assert do(client, case.id, "plan_inspection", "visit-1", **sent).status_code == 302


@pytest.fixture
def examined(people: None) -> Case:
    """Food alone is examined."""
    case = submit(1).case
    act(case, Accept(), MONDAY)
    return act(case, Decide(item=SHOP, grant=True), MONDAY).case


def test_a_finding_is_said_and_never_follows_from_what_was_left_out(sign_in, examined, moment):
    market = sign_in("market")
    visit_set(market, examined)
    moment.now = at("2026-03-04", 15)
    point = f"{FOOD}:food-premises#2"
    wrong: list[tuple[dict[str, Any], str]] = [
        ({}, "选一个结果"),
        ({"result": "bad"}, "勾选不符合的要点"),
        ({"result": "good", "failed": [point]}, "就不是全部符合"),
    ]
    for typed, said in wrong:
        answer = do(market, examined.id, "record_inspection", "visit-1", same="on", note="", **typed)
        assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert "inspection.recorded" not in kinds(examined)
    done = do(market, examined.id, "record_inspection", "visit-1", same="on", note="", result="good")
    assert done.status_code == 302


def test_who_moves_a_visit_finds_the_people_who_were_to_go(sign_in, joint):
    lead = sign_in("lead")
    sent = {"items_chosen": [FOOD, FIRE], "day": "2026-03-05"}
    assert do(lead, joint.id, "plan_inspection", "visit-1", **sent, **FOUR).status_code == 302
    form = lead.get(address(joint.id, "move_inspection", "visit-1")).context["form"]
    assert {name: form[name].value() for name in FOUR} == FOUR
    assert form.name == "改约联合勘验"


def test_a_visit_on_a_day_off_is_asked_again_and_then_set(sign_in, examined, moment):
    market = sign_in("market")
    sent = {"items_chosen": [FOOD], "day": "2026-03-07"} | TWO
    form = market.get(address(examined.id, "plan_inspection", "visit-1"))
    told = market.post(address(examined.id, "plan_inspection"), hidden(form) | sent)
    assert told.status_code == 200
    assert "2026年3月7日（周六）这一天不上班。" in text_of(told)
    assert "做了就不能撤回" not in text_of(told)
    assert now(examined, moment).visits == ()
    done = market.post(address(examined.id, "plan_inspection"), hidden(told) | sent | {"step": "do"})
    assert done.status_code == 302
    assert now(examined, moment).visits[0].on.isoformat() == "2026-03-07"


def test_a_department_knows_before_the_day_who_set_the_visit_and_whom_to_ask(sign_in, joint):
    sent = {"items_chosen": [FOOD, FIRE], "day": "2026-03-05"}
    form = sign_in("lead").get(address(joint.id, "plan_inspection", "visit-1"))
    assert "每个部门的核查都要两名以上工作人员" in text_of(form)
    do(sign_in("lead"), joint.id, "plan_inspection", "visit-1", **sent, **FOUR)
    told = "联合勘验在 2026年3月5日（周四），牵头部门约的。要改日子，找牵头部门。"
    beside = sign_in("fire").get(
        address(joint.id) + f"?item={FIRE}", headers={"HX-Request": "true", "HX-Target": "beside"}
    )  # fmt: skip
    assert told in text_of(beside)
    assert "要改日子，找牵头部门。" in text_of(sign_in("fire").get(address(joint.id)))
