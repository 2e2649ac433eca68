"""One case on the desk: the whole of it in words, to whom it belongs, and as little of the person as is needed."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import CLERK, MONDAY, SMALL, act, person, submit
from tests.faces.desk_scene import TUESDAY, actions, address, at, moment, people, sign_in, text_of
from yici.cases.queries import case_history
from yici.domain.case import Accept, Decide, Defect, RequestCorrection
from yici.ledger.services import erase

__all__ = ["moment", "people", "sign_in"]


def test_the_page_begins_with_who_has_it_until_when_and_what_can_be_done(sign_in):
    case = submit(1).case
    text = text_of(sign_in("window").get(address(case.id) + "?item=food-licence"))
    assert "现在由综合窗口办“食品经营许可核发（餐饮服务）”。" in text
    assert "告知补正的期限到 3月9日（周一），还剩 4 个工作日。" in text
    assert "您现在可以：受理、一次性告知补正。" in text


def test_both_limits_stand_side_by_side_with_every_day_that_was_counted(sign_in):
    case = submit(1).case
    act(case, Accept(), MONDAY)
    act(case, Decide(item="individual-registration", grant=True), MONDAY)
    page = sign_in("market").get(address(case.id) + "?item=food-licence")
    panel = next(one for one in page.context["page"].panels if one.item == "food-licence")
    limits = [(line.name, line.limit, line.ends) for line in panel.running]
    assert limits == [
        ("承诺期限", "10 个工作日", "3月16日（周一）"),
        ("法定期限", "20 个工作日", "3月30日（周一）"),
    ]
    promised = panel.running[0]
    kinds = [day.kind for day in promised.days]
    assert (kinds.count("counted") + kinds.count("end"), kinds.count("off"), kinds[0]) == (10, 4, "start")
    assert [(one.rule, one.days) for one in promised.skipped] == [
        ("开始的当天不算（民法典第二百零一条）", "3/2"), ("周末", "3/7、3/8、3/14、3/15"),
    ]  # fmt: skip
    assert panel.running[1].differing == ("西安市高陵区食品生产经营许可服务指南，西安市高陵区写的是15 个工作日。",)


def test_a_limit_of_the_law_is_cited_with_its_article(sign_in):
    case = submit(1).case
    panel = next(p for p in sign_in("window").get(address(case.id)).context["page"].panels if p.item == "food-licence")
    sources = {line.name: line.source for line in panel.running}
    assert sources["告知补正的期限"] == "行政许可法第三十二条"


def test_a_paper_that_did_not_come_is_said_once(sign_in):
    case = submit(1, papers=()).case
    defect = Defect(item="food-licence", target="food_safety_rules", code="paper.missing")
    act(case, RequestCorrection(defects=(defect,)), TUESDAY)
    assert "没有交 没有交" not in text_of(sign_in("window").get(address(case.id)))


def test_an_end_beyond_the_loaded_calendar_says_so(sign_in, moment):
    case = submit(1, now=at("2026-12-28")).case
    moment.now = at("2026-12-29")
    panel = sign_in("window").get(address(case.id)).context["page"].panels[1]
    assert panel.running[0].ends == "不早于 2027年1月1日（周五）"
    assert "2027 年的放假安排还没有装入" in panel.running[0].note
    assert panel.light.word == "日期未定"


def test_papers_stand_with_what_to_look_at_and_what_did_not_come(sign_in):
    case = submit(1, papers=()).case
    papers = {paper.id: paper for paper in sign_in("window").get(address(case.id)).context["page"].papers}
    assert papers["food_safety_rules"].missing
    assert papers["food_safety_rules"].points[0].text == "有专职或者兼职的食品安全管理人员"
    assert papers["business_licence"].how == "本次产生"


def test_the_history_names_roles_and_hashes_and_nobody(sign_in):
    case = submit(1).case
    done = act(case, Accept(), TUESDAY, actor=CLERK)
    page = sign_in("window").get(address(case.id))
    newest = page.context["page"].course[0]
    assert (newest.what, newest.role, newest.channel) == ("已受理", "综合窗口", "窗口")
    assert newest.hash == done.receipt["statement"]["hash"]
    assert CLERK.id not in page.content.decode()


def test_who_handles_a_case_sees_the_form_and_who_only_watches_sees_it_masked(sign_in):
    case = submit(1).case
    clerk = text_of(sign_in("window").get(address(case.id)))
    assert "王小面" in clerk
    assert person("wang").id_number in clerk
    watcher = sign_in("supervisor").get(address(case.id))
    text = text_of(watcher)
    assert "王小面" not in text
    assert person("wang").id_number not in text
    assert "330*************" in text
    assert "个人信息只给经办的人看" in text
    assert watcher.context["page"].head.applicant == "小**"
    assert {one.name for one in actions(watcher)} == {"发监督卡", "催办", "召集会商"}


def test_an_officer_sees_personal_values_of_the_own_items_only(sign_in):
    case = submit(1).case
    groups = sign_in("health").get(address(case.id)).context["page"].groups
    values = [line for group in groups for line in group.lines if line.personal and line.value]
    mine = [line for line in values if "食品行业从业人员预防性体检合格证办理" in line.items]
    assert not any(line.masked for line in mine)
    assert all(line.masked for line in values if line not in mine)


@pytest.mark.parametrize("username", ["city", "housing"])
def test_a_case_that_is_nobodys_business_does_not_exist(sign_in, username):
    case = submit(1, answers=SMALL).case
    client = sign_in(username)
    assert client.get(address(case.id)).status_code == 404
    assert client.get(address(case.id, "accept")).status_code == 404
    assert client.get(f"/desk/{case.id}/documents/correction/food-licence.pdf").status_code == 404


def test_what_an_applicant_was_told_stands_at_the_paper_and_with_its_words(sign_in):
    case = submit(1).case
    defect = Defect(item="food-licence", target="food_safety_rules", code="paper.unsigned")
    act(case, RequestCorrection(defects=(defect,), notes={"food_safety_rules": "盖章处"}), TUESDAY)
    page = sign_in("window").get(address(case.id))
    paper = next(one for one in page.context["page"].papers if one.id == "food_safety_rules")
    assert paper.defect == "没有签名或者盖章，要补上"
    assert "盖章处" in text_of(page)
    assert "盖章处" not in text_of(sign_in("supervisor").get(address(case.id)))


def test_an_erased_person_leaves_the_course_and_says_that_the_rest_is_gone(sign_in):
    case = submit(1).case
    erase(UUID(case.subject), actor=CLERK, now=TUESDAY, ground="retention_over")
    text = text_of(sign_in("window").get(address(case.id)))
    assert "个人信息已经依法清除" in text
    assert "（个人信息已清除）" in text
    assert "王小面" not in text
    assert "收到申请" in text


def test_a_page_takes_few_statements(sign_in):
    case = submit(1).case
    act(case, Accept(), TUESDAY)
    client = sign_in("market")
    for path in (address(case.id), address(case.id, "plan_inspection", "visit-1")):
        client.get(path)
        with CaptureQueriesContext(connection) as statements:
            assert client.get(path).status_code == 200
        assert len(statements) <= 15, [query["sql"][:90] for query in statements]


def test_what_the_law_has_done_is_on_the_record_as_soon_as_staff_look(sign_in, moment):
    case = submit(1).case
    moment.now = at("2026-03-10", 9)
    text = text_of(sign_in("market").get(address(case.id) + "?item=food-licence"))
    kinds = [(line.event.kind, line.event.item) for line in case_history(UUID(case.id))[1:]]
    assert ("approval.cleared", "food-licence") in kinds
    assert "材料审查通过，等前一项办好" in text
