"""The plan page: sentences, reasons, honesty about what is open, and what holds for every page beside it."""

import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.catalogue_files import definitions
from tests.faces.guide_scene import (
    LARGE_AT,
    MATTER,
    NOTICE,
    PDF,
    PLAN,
    QUZHOU,
    SMALL_AT,
    Visitor,
    planned,
    set_clock,
    unmarked_chinese,
)

pytest_plugins = ["tests.faces.guide_site"]
# Monday 2 March 2026; ten working days later is Monday 16 March, twenty are Monday 30 March.
LEADS = [
    (SMALL_AT, "今天 3月2日（周一）提交，3 项里有 2 项最晚 3月16日（周一）办好。"),
    (LARGE_AT, "今天 3月2日（周一）提交，6 项里有 4 项最晚 3月30日（周一）办好。"),
]


@pytest.mark.parametrize(("query", "sentence"), LEADS)
def test_the_first_sentence_says_until_when_with_the_weekday(guide, query, sentence):
    said = guide.reads(PLAN, query)
    assert sentence in said
    assert "全部办好的日子还说不出：" in said
    assert "的期限没有查到。" in said


def test_the_second_sentence_counts_what_the_lists_below_it_show(guide):
    plan, page = planned(SMALL_AT)
    said = guide.reads(PLAN, SMALL_AT)
    assert f"您要填 {len(plan.form.fields)} 项，交 {len(page.to_bring)} 份材料，至少到场 1 次。" in said
    assert f"有 {sum(_borrowed(one) for one in plan.schedule.approvals)} 项的日子参照别处的承诺。" in said


def _borrowed(approval):
    dated = approval.promised_by.day is not None
    return dated and approval.promised is not None and approval.promised.standing == "reference"


def test_an_end_in_a_year_without_a_calendar_is_not_before(guide, monkeypatch):
    set_clock(monkeypatch, "2026-12-20T10:00")
    said = guide.reads(PLAN, SMALL_AT)
    assert "不早于 2027年1月1日（周五）" in said
    assert "2027 年的放假安排还没有公布或者装入" in said
    assert "12月31日" not in said.split("每一项的依据和期限")[1]


def test_with_nothing_answered_the_questions_come_first_and_nothing_is_promised_for_what_is_open(guide):
    said = guide.reads(PLAN, {"place": QUZHOU})
    assert "还有 5 项要不要办，看您的回答。" in said
    assert "还有 12 个问题没有回答" in said
    assert said.index("还有 12 个问题") < said.index("谁在什么时候办")


def test_no_matter_promises_anything_for_all_while_it_is_open_what_belongs_to_it(guide):
    for bundle in (one.id for one in definitions().catalogue.bundles.values() if one.items):
        said = guide.reads(f"/matters/{bundle}/plan/", {"place": QUZHOU}).split("每一项的依据和期限")[0]
        if "项要不要办，看您的回答" in said:
            assert not re.search("最晚 [^。；，]*全部办好", said), bundle
            assert "您到场一次" not in said, bundle
            assert not re.search("，到场 . 次", said), bundle
            assert "您要填 " not in said, bundle
        assert "您要填 0 项" not in said, bundle
        notice = guide.reads(f"/matters/{bundle}/notice/", {"place": QUZHOU})
        assert "一共 0 项" not in notice, bundle


def test_a_birth_of_which_nothing_is_answered_says_what_is_settled_and_that_the_rest_is_open(guide):
    said = guide.reads("/matters/newborn/plan/", {"place": QUZHOU})
    assert re.search("现在定下来要办的 2 项最晚 .*?办好；全部办好要到哪天，答完才知道。", said)
    assert "要填多少、交多少、到场几次，答完还没有回答的问题才知道。" in said
    assert "定下来要办的 2 项最晚" in guide.reads("/matters/newborn/", {"place": QUZHOU})


def test_a_question_can_be_answered_on_the_plan_itself(guide):
    query = {key: value for key, value in SMALL_AT.items() if key != "online_ordering"}
    page = guide.get(PLAN, query).content.decode()
    assert "还有 1 个问题没有回答" in page
    form = re.search(r'<form action="/matters/open-restaurant/plan/#content".*?</form>', page, re.DOTALL)
    assert form is not None
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form.group()))
    assert hidden == query
    assert 'name="online_ordering" value="yes"' in form.group()


def test_both_limits_stand_side_by_side_with_source_reference_and_contradiction(guide):
    said = guide.reads(PLAN, SMALL_AT)
    assert "法定期限 20 个工作日 最晚 3月30日（周一） 行政许可法第四十二条、第八十二条" in said
    assert "承诺期限 10 个工作日 最晚 3月16日（周一） 西安市高陵区食品生产经营许可服务指南" in said
    assert "参照西安市高陵区" in said
    assert "法定期限另有一种说法：西安市高陵区食品生产经营许可服务指南，西安市高陵区写的是15 个工作日。" in said
    assert "说法不一的，法律的算数。" in said


def test_the_local_body_is_named_where_it_is_published_and_said_to_be_unknown_where_not(guide):
    assert "区行政审批局" in guide.reads(PLAN, LARGE_AT)
    assert "（本地是哪个单位，没有公布）" in guide.reads(PLAN, SMALL_AT)


def test_gaps_and_reasons_of_an_approval_are_shown(guide):
    said = guide.reads(PLAN, SMALL_AT)
    assert "等“个体工商户设立登记”办出营业执照后开始。" in said
    assert "食品经营许可和备案管理办法（2023）没有找到" in said


def test_papers_say_why_and_those_not_needed_why_not(guide):
    said = guide.reads(PLAN, SMALL_AT)
    bring, spared = said.split("您要准备的")[1].split("不用带的")
    assert "保证食品安全的规章制度要交" in bring
    assert "依据：食品安全法第三十三条第一款第三项" in bring
    assert "营业执照不用交，本次产生" in spared


def test_one_joint_inspection_names_all_who_come_and_what_they_look_at(guide):
    said = guide.reads(PLAN, LARGE_AT)
    assert "一次联合勘验，市场监督管理部门、消防救援机构一起来" in said
    assert "符合消防技术标准和管理规定" in said
    assert "几项合在一次，谁也不会因此变晚" in said


def test_going_on_takes_place_and_answers_along(guide):
    page = guide.get(PLAN, SMALL_AT).content.decode()
    form = re.search(r'<form method="post" action="/matters/open-restaurant/begin/".*?</form>', page, re.DOTALL)
    assert form is not None
    assert dict(re.findall(r'<input type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"', form.group())) == SMALL_AT


@pytest.mark.parametrize("query", [SMALL_AT, LARGE_AT, {"place": QUZHOU}])
@pytest.mark.parametrize("path", [PLAN, NOTICE])
def test_an_english_page_says_nothing_in_chinese_but_what_is_marked(guide, path, query):
    page = Visitor("en").get(path, query).content.decode()
    assert unmarked_chinese(page) == []
    assert "_" not in re.sub(r"<[^>]+>", "", page.split('<main id="content"')[1].split("这份")[0].split("http")[0])


@pytest.mark.parametrize("query", [SMALL_AT, LARGE_AT, {"place": QUZHOU}])
@pytest.mark.parametrize("path", [PLAN, NOTICE])
def test_headings_are_in_order_and_nothing_is_styled_in_place(guide, path, query):
    page = guide.get(path, query).content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert not re.search(r"<[^>]+\sstyle=", page)
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("query", [SMALL_AT, LARGE_AT, {"place": QUZHOU}])
def test_a_page_is_light(guide, query):
    assert len(guide.get(PLAN, query).content) < 70 * 1024


@pytest.mark.parametrize("path", [PLAN, NOTICE, "/matters/open-restaurant/"])
def test_a_page_asks_the_database_for_little_else_than_the_place(guide, path):
    guide.get(path, LARGE_AT)
    with CaptureQueriesContext(connection) as asked:
        guide.get(path, LARGE_AT)
    assert 1 <= len(asked) <= 4


@pytest.mark.parametrize("place", ["999", "999999000000"])
@pytest.mark.parametrize("path", [MATTER, PLAN, NOTICE, PDF])
def test_a_place_that_there_is_not_is_never_another_place_s_plan(guide, path, place):
    guide.get(MATTER, {"place": QUZHOU})
    said = guide.get(path, {"place": place})
    assert said.status_code == 404
    assert "没有找到这个地方" in said.content.decode()
    assert "/place/?next=" in said.content.decode()
