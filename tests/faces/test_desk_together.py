"""Departments brought together at the desk: the picture, urging, meetings, one outlet, figures by department."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import MONDAY, act, faults, submit, view
from tests.faces.desk_scene import address, do, moment, people, sign_in, text_of
from yici.cases.queries import case_history
from yici.domain.case import Accept, Case, Decide
from yici.domain.case.events import ApprovalDelivered

__all__ = ["moment", "people", "sign_in"]
SHOP, FOOD, HEALTH = "individual-registration", "food-licence", "health-certificate"
MOST_STATEMENTS = 15
NOT_STAFFED = ("wang", "editor")
WORDS = "等着一起验收"


@pytest.fixture
def handled(people: None) -> Case:
    return act(submit().case, Accept(), MONDAY).case


def bundle(case: Case) -> str:
    return f"/desk/{case.id}/bundle/"


def test_the_picture_says_where_the_whole_ends_and_who_waits_for_whom(sign_in: Any, handled: Case) -> None:
    for name in ("supervisor", "lead", "window", "health"):
        page = text_of(sign_in(name).get(bundle(handled)))
        assert "全程" in page
        assert "等“个体工商户" in page
        assert "决定全程快慢" in page
    assert "全程图" in text_of(sign_in("market").get(address(handled.id)))


def test_the_picture_stands_twice_with_the_same_as_a_table(sign_in: Any, handled: Case) -> None:
    html = sign_in("supervisor").get(bundle(handled)).content.decode()
    assert html.count('<svg class="axis course-') == 2
    assert html.count('aria-describedby="course-table"') == 2
    assert html.count('scope="row"') == len(handled.approvals)
    assert "style=" not in html.partition("<main")[2]


def test_a_late_one_is_named_and_what_would_be_if_it_were_done_today(sign_in: Any, moment: Any, handled: Case) -> None:
    moment.now = MONDAY + timedelta(days=20)
    page = text_of(sign_in("supervisor").get(bundle(handled)))
    assert "超过期限，全程哪天办完说不准" in page
    assert "今天办结的话" in page


def test_nobody_else_sees_the_picture(sign_in: Any, handled: Case) -> None:
    for name in ("fire", "editor2", "operator", *NOT_STAFFED):
        assert sign_in(name).get(bundle(handled)).status_code in (302, 404), name
    assert "/desk/" not in sign_in("editor").get(bundle(handled)).headers.get("Location", "/").replace(
        "/desk/catalogue/", ""
    )


def test_pages_ask_few_questions(sign_in: Any, handled: Case, django_assert_max_num_queries: Any) -> None:
    client = sign_in("supervisor")
    for page in (bundle(handled), "/desk/due/", "/desk/due/figures.csv", "/desk/meetings/", "/desk/?due=late"):
        client.get(page)
        with django_assert_max_num_queries(MOST_STATEMENTS):
            assert client.get(page).status_code == 200, page


def test_a_lead_urges_and_the_unit_answers_with_a_day(sign_in: Any, moment: Any, handled: Case) -> None:
    lead, officer = sign_in("lead"), sign_in("health")
    assert "一个工作日最多催一次" in text_of(lead.get(address(handled.id, "urge", HEALTH)))
    other = do(lead, handled.id, "urge", HEALTH, agency="health", about="other", note="")
    assert other.status_code == 422
    sent = do(lead, handled.id, "urge", HEALTH, agency="health", about="others_wait", note=WORDS)
    assert sent.status_code == 302, text_of(sent)
    again = lead.get(address(handled.id, "urge", HEALTH))
    assert again.status_code == 409
    listed = text_of(officer.get("/desk/cards/"))
    assert "催办" in listed
    assert "别的事项在等它" in listed
    [card] = view(handled, moment.now).case.approval(HEALTH).cards
    on = f"{HEALTH}/{card.id}"
    assert WORDS in text_of(officer.get(address(handled.id, "answer_card", on)))
    without = do(officer, handled.id, "answer_card", on, note="在办")
    assert without.status_code == 422
    assert "打算哪天办好" in text_of(without)
    done = do(officer, handled.id, "answer_card", on, note="在办", expected="2026-03-05")
    assert done.status_code == 302, text_of(done)
    for client in (lead, sign_in("supervisor")):
        assert "答复打算 3月5日" in text_of(client.get(bundle(handled)))
    assert faults() == []


def test_who_may_not_urge_or_convene_is_not_offered_it(sign_in: Any, handled: Case) -> None:
    for name in ("market", "health"):
        client = sign_in(name)
        assert client.get(address(handled.id, "urge", HEALTH)).status_code == 409
        assert client.get(address(handled.id, "convene")).status_code == 409
        page = client.get(bundle(handled)).content.decode()
        assert "/do/urge/" not in page
        assert "/do/convene/" not in page
    assert sign_in("window").get(address(handled.id, "convene")).status_code == 409
    assert sign_in("fire").get(address(handled.id, "urge", HEALTH)).status_code == 404


def convened(client: Any, case: Case, **changes: str) -> Any:
    told: dict[str, Any] = {
        "items_chosen": [FOOD, HEALTH], "about": "joint_review", "day": "2026-03-04", "hour": "14:30", "how": "here",
        "where": "三楼会议室", "note": WORDS,
    }  # fmt: skip
    return do(client, case.id, "convene", "", **{**told, **changes})


def test_a_lead_convenes_departments_answer_and_the_result_is_kept(sign_in: Any, moment: Any, handled: Case) -> None:
    lead, officer = sign_in("lead"), sign_in("health")
    past = convened(lead, handled, day="2026-03-02")
    assert past.status_code == 422
    assert "会商的时间已经过去" in text_of(past)
    alone = convened(lead, handled, items_chosen=[FOOD])
    assert "只有一个部门" in text_of(alone)
    assert convened(lead, handled).status_code == 302
    desk = text_of(officer.get("/desk/"))
    assert "联合评审" in desk
    assert "2026年3月4日（周三） 14:30" in desk
    assert "没有答复" in text_of(officer.get("/desk/meetings/"))
    on = "meeting-1/health"
    assert "三楼会议室" in text_of(officer.get(address(handled.id, "answer_invitation", on)))
    assert do(officer, handled.id, "answer_invitation", on, comes="no", note="").status_code == 422
    assert do(officer, handled.id, "answer_invitation", on, comes="yes", note="").status_code == 302
    assert "卫生健康部门：参加" in text_of(lead.get(bundle(handled)))
    moment.now = MONDAY + timedelta(days=3)
    held = do(lead, handled.id, "record_meeting", "meeting-1", attended=["health"], result="agreed", record="都同意。")
    assert held.status_code == 302, text_of(held)
    assert "取得一致" in text_of(sign_in("supervisor").get(bundle(handled)))
    assert "没有约好的会商" in text_of(officer.get("/desk/meetings/"))
    # What was said is for those whose business it is, and where it was for nobody else.
    assert "都同意" in text_of(officer.get(address(handled.id)))
    assert "都同意" not in text_of(sign_in("supervisor").get(address(handled.id)))
    mine = text_of(sign_in("wang").get(f"/me/cases/{handled.id}/"))
    assert "三楼会议室" not in mine
    assert faults() == []


def test_results_are_handed_out_at_once(sign_in: Any, moment: Any, handled: Case) -> None:
    window = sign_in("window")
    assert window.get(address(handled.id, "deliver_together")).status_code == 409
    for item in (SHOP, HEALTH):
        act(handled, Decide(item=item, grant=True), moment.now)
    page = text_of(window.get(bundle(handled)))
    assert "2 份结果可以交了" in page
    form = text_of(window.get(address(handled.id, "deliver_together")))
    assert "还没有办好的" in form
    taken = {"items_chosen": [SHOP, HEALTH], "way": "window"}
    unsigned = do(window, handled.id, "deliver_together", "", **taken)
    assert unsigned.status_code == 422
    assert "先请领的人签收" in text_of(unsigned)
    done = do(window, handled.id, "deliver_together", "", **taken, receiver="王小面", signed="on")
    assert done.status_code == 302, text_of(done)
    handed = [one for one in case_history(UUID(handled.id)) if isinstance(one.event, ApprovalDelivered)]
    assert [(one.event.proof, one.private) for one in handed] == [("signed", {"receiver": "王小面"})] * 2
    assert {view(handled, moment.now).case.approval(item).status for item in (SHOP, HEALTH)} == {"delivered"}
    assert faults() == []


def test_figures_by_department_open_the_lists_that_they_count(sign_in: Any, moment: Any, handled: Case) -> None:
    moment.now = MONDAY + timedelta(days=20)
    client = sign_in("supervisor")
    page = client.get("/desk/due/")
    assert "超过期限" in text_of(page)
    lines = {line.code: line for line in page.context["lines"]}
    for cell in lines["market_regulation"].cells:
        assert bool(cell.href) == bool(cell.count)
        if cell.href:
            listed = client.get(cell.href)
            assert len(listed.context["page"].rows) == cell.count
            assert "只看：" in text_of(listed)
    assert sum(cell.count for cell in page.context["sums"]) == sum(line.total for line in lines.values())


def test_figures_come_as_a_file_too(sign_in: Any, handled: Case) -> None:
    answer = sign_in("supervisor").get("/desk/due/figures.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][0] == "部门"
    assert rows[0][-1] == "合计"
    assert all(sum(map(int, row[1:-1])) == int(row[-1]) for row in rows[1:])


def test_a_page_that_asks_again_is_told_only_what_changed(sign_in: Any, moment: Any, handled: Case) -> None:
    client = sign_in("supervisor")
    again = client.get("/desk/due/").context["again"]
    quiet = {"HX-Request": "true", "HX-Target": "due"}
    assert client.get(again, headers=quiet).status_code == 204
    act(handled, Decide(item=SHOP, grant=True), moment.now)
    moment.now += timedelta(days=10)
    changed = client.get(again, headers=quiet)
    assert changed.status_code == 200
    assert "数字变了" in text_of(changed)
    assert 'hx-swap-oob="innerHTML"' in changed.content.decode()


def test_figures_are_for_those_who_may_read_them_and_within_their_places(sign_in: Any, handled: Case) -> None:
    for name in ("market", "fire", *NOT_STAFFED):
        for page in ("/desk/due/", "/desk/due/figures.csv"):
            assert sign_in(name).get(page).status_code == 404, (name, page)
    for place in ("330100000000", "x", "330800000000' --"):
        assert sign_in("supervisor").get("/desk/due/", {"place": place}).status_code == 404
    assert sign_in("supervisor").get("/desk/due/?place=330881000000").status_code == 200
    operator = sign_in("operator").get("/desk/due/")
    assert operator.status_code == 200
    assert not any(cell.href for line in operator.context["lines"] for cell in line.cells)
    assert sign_in("window").get("/desk/due/").status_code == 200


@pytest.mark.parametrize("query", ["due=never", "due=late&agency=nobody", "due=late&place=12", "due=late&after=x"])
def test_an_address_that_makes_no_sense_opens_a_desk_all_the_same(sign_in: Any, handled: Case, query: str) -> None:
    assert sign_in("supervisor").get(f"/desk/?{query}").status_code == 200
