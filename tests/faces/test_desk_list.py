"""The list on a desk: who sees what, in which order, how much of whom."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import LARGE, MONDAY, PROMISED, act, submit
from tests.faces.desk_scene import TUESDAY, at, moment, people, sign_in, signed_in, text_of
from yici.cases.queries import readings_of
from yici.domain.case import Accept, ConfirmRepair, Decide, Deliver, VerifyCommitment
from yici.people.ids import new_id
from yici.people.services import user_create
from yici.web.desk import listing

__all__ = ["moment", "people", "sign_in"]
HTMX = {"HX-Request": "true"}
FOOD, SHOP, HEALTH, FIRE = "food-licence", "individual-registration", "health-certificate", "fire-check"


def rows(answer: Any) -> list[Any]:
    return list(answer.context["page"].rows)


def test_nobody_who_is_not_signed_in_sees_a_desk(people):
    answer = Client().get("/desk/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/desk/")


def test_citizens_have_no_desk_and_operators_are_led_to_their_administration(sign_in):
    assert sign_in("wang").get("/desk/").status_code == 404
    assert sign_in("operator").get("/desk/")["Location"] == "/administration/"


def test_what_is_due_first_stands_first_with_its_day_its_light_and_a_masked_applicant(sign_in):
    submit(1)
    submit(2, username="zhao", shop="赵记快餐(演示)", now=TUESDAY)
    page = sign_in("window").get("/desk/")
    shown = rows(page)
    assert [row.light.word for row in shown[:2]] == ["今天到期", "下个工作日到期"]
    assert [row.due for row in shown[:2]] == ["3月3日（周二）", "3月4日（周三）"]
    assert [row.left for row in shown[:2]] == ["0", "1"]
    assert {row.applicant for row in shown} == {"小**", "赵**"}
    text = text_of(page)
    assert "小面一碗" not in text.split("承办")[0]
    assert "灯按平台第 1 号规则（第 1 版）" in text


def test_the_first_case_stands_beside_the_list_with_what_can_be_done(sign_in):
    submit(1)
    page = sign_in("window").get("/desk/")
    head = page.context["head"]
    assert head.applicant == "小面一碗(演示)"
    assert [action.name for action in head.actions.here] == ["受理", "一次性告知补正"]


def test_whoever_only_looks_has_a_desk_that_is_not_called_theirs(sign_in):
    assert "我的办件" not in text_of(sign_in("supervisor").get("/desk/"))
    assert "我的办件" in text_of(signed_in("window").get("/desk/"))


def test_what_is_late_can_be_listed_alone_by_everybody(sign_in, moment):
    submit(1)
    moment.now = at("2026-03-04", 9)
    for name in ("supervisor", "window"):
        shown = rows(signed_in(name).get("/desk/?task=late"))
        assert [(row.item, row.light.word) for row in shown] == [(SHOP, "已超期")]
    moment.now = MONDAY
    assert rows(signed_in("supervisor").get("/desk/?task=late")) == []


def test_staff_without_a_role_are_told_and_are_led_nowhere_in_a_circle(sign_in, people):
    user_create(user_id=new_id(), username="novice", kind="staff", now=TUESDAY)
    answer = signed_in("novice").get("/desk/")
    text = text_of(answer)
    assert answer.status_code == 403
    assert "请运行维护的人给它一个" in text
    assert 'href="/desk/"' not in answer.content.decode()


def test_an_officer_sees_the_items_of_the_own_organisation_only(sign_in):
    submit(1, answers=LARGE)
    shown = rows(sign_in("fire").get("/desk/?task=all"))
    assert {row.item for row in shown} == {"fire-check"}
    assert {row.item for row in rows(sign_in("market").get("/desk/?task=all"))} == {
        "individual-registration", "food-licence",
    }  # fmt: skip


def test_a_supervisor_sees_everything_and_sends_cards_and_no_more(sign_in):
    submit(1)
    page = sign_in("supervisor").get("/desk/")
    assert len(rows(page)) == 3
    actions = page.context["head"].actions
    assert not actions.here
    assert not actions.others
    assert {one.name for one in actions.seldom} == {"催办", "发监督卡", "召集会商"}
    assert page.context["head"].applicant == "小**"


def items_by_task(client: Client) -> dict[str, list[str]]:
    return {task: sorted(row.item for row in rows(client.get(f"/desk/?task={task}"))) for task in listing.FILTERS}


def test_the_list_is_filtered_by_task_and_an_unknown_task_is_no_filter(sign_in):
    case = submit(1).case
    act(case, Accept(items=(FOOD, HEALTH)), TUESDAY)
    client = sign_in("window")
    of_task = items_by_task(client)
    assert of_task["accept"] == [SHOP]
    # A registration may be decided at once on the papers as received.
    assert of_task["decide"] == [HEALTH, SHOP]
    assert of_task["wait"] == [FOOD]
    assert of_task["correct"] == of_task["deliver"] == of_task["verify"] == []
    assert of_task["all"] == [FOOD, HEALTH, SHOP]
    assert of_task[""] == of_task["accept"]
    assert sorted(row.item for row in rows(client.get("/desk/?task=nonsense"))) == of_task[""]
    names = [one.name for one in client.get("/desk/").context["page"].filters]
    common = ["轮到我的", "要审查", "要决定", "要送达", "要核查承诺", "征求意见", "要答复监督卡"]
    common += ["要回消息", "等申请人", "等前一项", "超过期限"]
    assert names == [*common, "本窗口收、别处办的", "全部"]
    client = sign_in("market")
    assert [one.name for one in client.get("/desk/").context["page"].filters] == [*common, "全部"]


def test_whose_turn_it_is_follows_the_course_of_each_item(sign_in, moment):
    # On the day itself, before a limit has passed: on Tuesday the shop brings its body a card that wants an answer.
    moment.now = MONDAY
    case = submit(1, answers=PROMISED).case
    turns = lambda: {name: items_by_task(signed_in(name))[""] for name in ("window", "market", "fire", "health")}  # noqa: E731
    assert turns()["fire"] == [FIRE]  # to be checked, like everybody else's
    act(case, Accept(), MONDAY)
    assert turns() == {"window": [], "market": [SHOP], "fire": [], "health": [HEALTH]}
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    assert turns() == {"window": [SHOP], "market": [FOOD], "fire": [FIRE], "health": [HEALTH]}
    act(case, Deliver(item=SHOP, way="window"), MONDAY)
    act(case, Decide(item=FOOD, grant=False, grounds=("condition.not_met",)), MONDAY)
    assert turns() == {"window": [], "market": [], "fire": [FIRE], "health": [HEALTH]}


def test_a_promise_that_is_to_be_verified_is_found_before_the_licence_is_delivered(sign_in):
    case = submit(1, answers=PROMISED).case
    act(case, Accept(), MONDAY)
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    act(case, Decide(item=FIRE, grant=True), MONDAY)
    fire, window = sign_in("fire"), sign_in("window")
    for client, task in ((fire, ""), (fire, "verify"), (window, ""), (window, "deliver")):
        [row] = [row for row in rows(client.get(f"/desk/?task={task}")) if row.item == FIRE]
        assert (row.state, row.promise) == ("已办好，待送达", "待核查承诺")
    act(case, Deliver(item=FIRE, way="window"), MONDAY)
    [row] = rows(fire.get("/desk/"))
    assert (row.state, row.promise) == ("已送达", "待核查承诺")
    assert FIRE not in items_by_task(window)[""]
    broken = VerifyCommitment(
        item=FIRE, kept=False, officers=("a", "b"), findings=("condition.not_met",), repair_by=TUESDAY.date()
    )
    act(case, broken, MONDAY)
    [row] = rows(fire.get("/desk/?task=verify"))
    assert row.promise == "未兑现，整改中"
    act(case, ConfirmRepair(item=FIRE), MONDAY)
    assert items_by_task(fire)["all"] == []


def test_a_filter_looks_behind_any_number_of_rows_in_one_statement(sign_in, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    for number in range(1, 8):
        submit(number, now=MONDAY)
    last = submit(8, now=TUESDAY).case
    act(last, Accept(items=(HEALTH,)), TUESDAY)
    act(last, Decide(item=HEALTH, grant=True), TUESDAY)
    client = sign_in("window")
    client.get("/desk/?task=deliver")
    with CaptureQueriesContext(connection) as statements:
        page = client.get("/desk/?task=deliver")
    assert [(row.case, row.item) for row in rows(page)] == [(last.id, HEALTH)]
    assert page.context["page"].following == ""
    assert sum("cases_approval a JOIN" in one["sql"] for one in statements.captured_queries) == 1


def test_an_end_that_a_missing_calendar_keeps_open_says_not_before(sign_in, moment):
    submit(1, now=at("2026-12-28"))
    moment.now = at("2026-12-31")
    client = sign_in("window")
    shown = {row.item: row for row in rows(client.get("/desk/?task=all"))}
    assert (shown[FOOD].due, shown[FOOD].light.word, shown[FOOD].left) == (
        "不早于 2027年1月1日（周五）", "日期未定", "",
    )  # fmt: skip
    assert shown[SHOP].due == "12月29日（周二）"
    moment.now = at("2027-01-05")
    shown = {row.item: row for row in rows(client.get("/desk/?task=all"))}
    assert (shown[FOOD].due, shown[FOOD].light.word) == ("不早于 1月1日（周五）", "日期未定")


def test_pages_follow_one_another_by_the_key_of_the_last_row_and_lose_nothing(sign_in, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    for number in range(1, 4):
        submit(number)
    client, href, seen = sign_in("window"), "/desk/?task=all", []
    while href:
        page = client.get(href)
        seen += [row.number for row in rows(page)]
        href = page.context["page"].following
    assert len(seen) == len(set(seen)) == 9


@pytest.mark.parametrize("key", ["nonsense", "2026-03-03", "2026-03-03T10:00~1", "~", "2026-03-03T10:00:00+00:00~"])
def test_a_key_that_cannot_be_read_begins_at_the_beginning(sign_in, key):
    submit(1)
    page = sign_in("window").get("/desk/", {"task": "all", "after": key})
    assert (page.status_code, len(rows(page))) == (200, 3)


def test_a_script_gets_the_list_alone_and_the_case_alone(sign_in):
    submit(1)
    client = sign_in("window")
    fragment = client.get("/desk/", headers={**HTMX, "HX-Target": "list"})
    assert fragment.content.lstrip().startswith(b"<section")
    assert b"<html" not in fragment.content
    href = rows(fragment)[0].href
    beside = client.get(href, headers={**HTMX, "HX-Target": "beside"})
    assert b"<html" not in beside.content
    assert "打开整个办件" in text_of(beside)


def test_a_desk_says_so_when_there_is_nothing_to_do(sign_in):
    assert "这里没有要办的" in text_of(sign_in("fire").get("/desk/"))


def test_a_desk_takes_few_statements_however_many_rows_it_shows(sign_in):
    client = sign_in("window")
    counts = []
    for number in range(1, 6):
        submit(number)
        client.get("/desk/?task=all")
        with CaptureQueriesContext(connection) as statements:
            client.get("/desk/?task=all")
        counts.append(len(statements))
    assert max(counts) <= 15
    # Every two seconds one more: whether there is a newer catalogue.
    assert max(counts) - min(counts) <= 1


def test_a_desk_is_kept_by_no_cache(sign_in):
    assert sign_in("window").get("/desk/")["Cache-Control"] == "no-store"


def test_the_present_moves_the_lights(sign_in, moment):
    submit(1, now=MONDAY)
    moment.now = at("2026-03-02", 10)
    assert rows(sign_in("window").get("/desk/"))[0].light.word == "下个工作日到期"
    moment.now = at("2026-03-05", 10)
    assert rows(signed_in("window").get("/desk/"))[0].left == "−2"


def test_what_somebody_saw_is_on_record(sign_in):
    case = submit(1).case
    client = sign_in("window")
    client.get("/desk/?task=all")
    client.get(f"/desk/{case.id}/")
    seen = [(one.what, one.role, one.channel) for one in readings_of(UUID(case.id))]
    assert set(seen) == {("desk", "window_clerk", "desk"), ("case", "window_clerk", "desk")}
