"""The plan page and the one-time notice: sentences, figures that add up, reasons, honesty about what is open."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.apps.pdf_reading import text_of as text_of_pdf
from tests.faces.guide_scene import GUANGAN, LARGE, PLAN, QUZHOU, SMALL, Visitor, set_clock, text_of
from tests.faces.test_guide import unmarked_chinese
from yici.catalogue import queries as catalogue_queries
from yici.domain.clock import Limit
from yici.domain.item import Question
from yici.domain.plan import Plan
from yici.domain.planner.reasons import REASONS as PLANNED
from yici.domain.policy import LEVERS
from yici.domain.reason import Reason
from yici.domain.vocabulary import Option
from yici.intake.services import plan_make
from yici.people.present import now
from yici.web import axis, dates, words
from yici.web.amounts import amount_text, limit_text
from yici.web.answers import answers_query, read_answers, short_query, sound_answers
from yici.web.citizen.plan_page import Page, plan_page

pytest_plugins = ["tests.faces.guide_site"]

SMALL_AT = SMALL | {"place": QUZHOU}
LARGE_AT = LARGE | {"place": GUANGAN}
NOTICE, PDF = "/matters/open-restaurant/notice/", "/matters/open-restaurant/notice.pdf"


def planned(query: dict[str, str]) -> tuple[Plan, Page]:
    """This will make the plan and its words as the page makes them."""
    catalogue = catalogue_queries.current()
    answers = {name: typed(value) for name, value in query.items() if name != "place"}
    if query.get("applicant_kind") == "company":
        answers.pop("business_composition", None)
    plan = plan_make(bundle="open-restaurant", place=query["place"], answers=answers, now=now())
    return plan, plan_page(catalogue, plan)


def typed(value: str) -> Any:
    return {"yes": True, "no": False}.get(value, int(value) if value.isdigit() else value)


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
    assert f"您要填 {len(plan.form.fields)} 项，交 {len(page.to_bring)} 份材料，到场 1 次。" in said


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


def test_a_question_can_be_answered_on_the_plan_itself(guide):
    query = {key: value for key, value in SMALL_AT.items() if key != "online_ordering"}
    page = guide.get(PLAN, query).content.decode()
    assert "还有 1 个问题没有回答" in page
    form = re.search(r'<form action="/matters/open-restaurant/plan/#content".*?</form>', page, re.DOTALL)
    assert form is not None
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form.group()))
    assert hidden == query
    assert 'name="online_ordering" value="yes"' in form.group()


@pytest.mark.parametrize("query", [SMALL_AT, LARGE_AT])
def test_the_ledger_of_what_was_spared_adds_up_to_what_is_printed_and_to_the_savings(guide, query):
    plan, page = planned(query)
    asked = sum(not one.maybe for one in plan.form.fields)
    maybe = sum(one.printed for one in (*plan.form.fields, *plan.form.spared) if one.maybe)
    assert page.ledger.fields == plan.form.printed - maybe - asked
    assert page.ledger.papers == plan.savings.before.papers - plan.savings.after.papers
    for group in (*page.ledger.field_groups, *page.ledger.paper_groups):
        assert group.times == sum(line.times for line in group.lines)
        assert all(line.reasons for line in group.lines)


def test_the_ledger_can_be_opened_line_by_line(guide):
    said = guide.reads(PLAN, SMALL_AT)
    assert "已为您免填" in said
    assert "免填：由这次办理产生" in said
    assert "国务院令第716号第七条" in said
    assert "但本地还没有连通，只好请您填：" in said


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


def test_before_and_after_is_drawn_in_proportion_and_never_where_a_figure_is_unknown(guide):
    page = guide.get(PLAN, LARGE_AT).content.decode()
    bars = [tuple(map(int, re.findall(r'width="(\d+)%"', row))) for row in re.findall(r'class="bars".*?</td>', page)]
    plan, _ = planned(LARGE_AT)
    before, after = plan.savings.before, plan.savings.after
    assert bars[0] == (100, round(100 * after.fields / before.fields))
    assert before.visits is None
    assert (0, 0) in bars
    assert "没有公布" in text_of(guide.get(PLAN, LARGE_AT))


def test_each_reform_says_what_it_saves_and_switching_one_off_is_for_comparison_only(guide):
    said = guide.reads(PLAN, LARGE_AT)
    assert "同时办 除了必须等的，各部门同时开始。 没有它，要多等" in said
    off = guide.reads(PLAN, LARGE_AT | {"off": "parallel"})
    assert "这是比较用的：关掉了几项改革来算，不能按它提交。" in off
    assert "按这个方案填表" not in off
    assert "这次关掉了。" in off


def test_what_is_no_reform_cannot_be_switched_off(guide):
    assert "这是比较用的" not in guide.reads(PLAN, SMALL_AT | {"off": "the_law"})


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


def test_the_notice_says_the_same_as_the_plan_and_leads_back_to_it(guide):
    said = guide.reads(NOTICE, LARGE_AT)
    lead = "今天 3月2日（周一）提交，6 项里有 4 项最晚 3月30日（周一）办好。"
    assert lead in said
    plan, page = planned(LARGE_AT)
    assert f"一共 {len(plan.form.fields)} 项" in said
    assert all(paper.name in said for paper in (*page.to_bring, *page.not_to_bring))
    address = re.search(r"http://testserver(/matters/\S+)", said)
    assert address is not None
    assert lead in guide.reads(address.group(1))


def test_the_address_on_paper_is_short_enough_for_a_phone_to_read(guide):
    address = re.search(r"http://testserver/matters/\S+", guide.reads(NOTICE, LARGE_AT))
    assert address is not None
    assert len(address.group()) < 160


def test_the_notice_as_a_file_holds_the_facts_of_the_plan(guide):
    answer = guide.get(PDF, LARGE_AT)
    assert answer["Content-Type"] == "application/pdf"
    said = text_of_pdf(answer.content)
    assert "开办餐饮店" in said
    assert "四川省广安市广安区" in said
    assert "区行政审批局" in said
    assert "保证食品安全的规章制度" in said


def test_the_notice_as_a_file_speaks_english(guide):
    said = text_of_pdf(Visitor("en").get(PDF, SMALL_AT).content)
    assert "One-timenotice" in said
    assert "Foodbusinesslicence" in said


def test_without_a_plan_there_is_no_notice(guide):
    for path in (NOTICE, PDF):
        assert guide.get(path)["Location"] == "/matters/open-restaurant/"


# Words


@pytest.mark.parametrize("code", sorted(PLANNED))
def test_every_reason_of_the_planner_has_words_for_exactly_its_parameters(code):
    named = {key: f"<{key}>" for key in PLANNED[code]} | ({"limit": "<limit>"} if "amount" in PLANNED[code] else {})
    template = words.REASONS[code]
    assert template % named
    with translation.override("en"):
        assert translation.gettext(template) != template
        assert translation.gettext(template) % named


DAYS = [
    (date(2026, 3, 16), "3月16日（周一）", "Monday 16 March"),
    (date(2026, 5, 3), "5月3日（周日）", "Sunday 3 May"),
    (date(2027, 1, 1), "1月1日（周五）", "Friday 1 January"),
]


@pytest.mark.parametrize(("day", "chinese", "english"), DAYS)
def test_a_day_is_written_with_its_weekday(day, chinese, english):
    assert dates.day_text(day) == chinese
    with translation.override("en"):
        assert dates.day_text(day) == english
        assert dates.day_text(day, year=True) == f"{english} {day.year}"


LIMITS = [
    (1, "working_day", "1 个工作日", "1 working day"),
    (10, "working_day", "10 个工作日", "10 working days"),
    (0, "on_the_spot", "当场", "on the spot"),
    (2, "hour", "2 小时", "2 hours"),
    (1, "month", "1 个月", "1 month"),
    (3, "year", "3 年", "3 years"),
    (30, "day", "30 日", "30 days"),
    (4, "working_hour", "4 个办公小时", "4 office hours"),
]


@pytest.mark.parametrize(("amount", "unit", "chinese", "english"), LIMITS)
def test_a_limit_is_written_with_its_unit_in_the_right_number(amount, unit, chinese, english):
    limit = Limit(amount, unit)
    assert limit_text(limit) == amount_text(amount, unit) == chinese
    with translation.override("en"):
        assert limit_text(limit) == english


ARTICLES = [("第四十二条、第八十二条", "Art. 42, Art. 82"), ("第十条", "Art. 10"), ("第一百零五条", "Art. 105")]


@pytest.mark.parametrize(("chinese", "english"), ARTICLES)
def test_articles_are_written_as_the_language_does(chinese, english):
    catalogue = catalogue_queries.Catalogue()
    assert words.Names(catalogue, {}, {}, True).article(chinese) == english
    assert words.Names(catalogue, {}, {}, False).article(chinese) == chinese


def test_reasons_of_one_kind_are_worded_once(guide):
    _, names = planned(SMALL_AT)[0], words.Names(catalogue_queries.current(), {}, {}, False)
    alike = [Reason("burden.days_unknown", {"item": item}) for item in ("food-licence", "fire-check", "food-licence")]
    assert words.grouped(alike, names) == (
        "“食品经营许可核发（餐饮服务）、公众聚集场所投入使用、营业前消防安全检查”的时限没有查到。",
    )


# Answers in an address

QUESTIONS = {
    "kind": Question("kind", "?", "choice", "", options=(Option("one", "一"), Option("two", "二"))),
    "many": Question("many", "?", "choices", "", options=(Option("a", "甲"), Option("b", "乙"), Option("c", "丙"))),
    "area": Question("area", "?", "number", ""),
    "rented": Question("rented", "?", "boolean", ""),
    "after": Question("after", "?", "boolean", "", when="rented"),
}
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["one", "two"]),
        "many": st.sets(st.sampled_from("abc"), min_size=1).map(lambda chosen: tuple(sorted(chosen))),
        "area": st.integers(0, 10**9),
        "rented": st.just(True),
        "after": st.booleans(),
    },
).filter(lambda answers: "after" not in answers or "rented" in answers)


@given(ANSWERS)
def test_answers_survive_their_way_through_an_address_long_and_short(answers):
    for query in (answers_query(answers, QUZHOU), short_query(QUESTIONS, answers, QUZHOU)):
        read = read_answers(QUESTIONS, QueryDict(query))
        assert read == answers
        assert sound_answers(QUESTIONS, read) == (answers, {})
        assert QueryDict(query)["place"] == QUZHOU


@given(st.text(max_size=60))
def test_any_text_in_an_address_is_read_without_harm(text):
    query = QueryDict(mutable=True)
    query.setlist("kind", [text])
    query.setlist("area", [text, text])
    query["a"] = text
    answers, wrong = sound_answers(QUESTIONS, read_answers(QUESTIONS, query))
    assert not answers.keys() & wrong.keys()


# The time axis


@given(st.text(alphabet="公众聚集场所投入使用、营业前（消防）安全检查ABC abc，", min_size=1, max_size=80))
def test_a_name_is_wrapped_whole_into_lines_that_fit(name):
    lines = axis.wrap(name, 232, 16)
    assert "".join("".join(lines).split()) == "".join(name.split())
    assert all(axis.measure(line, 16) <= 232 + 16 for line in lines if " " not in line or len(line) > 1)


@pytest.mark.parametrize("query", [SMALL_AT, LARGE_AT, {"place": QUZHOU}])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("moment", ["2026-03-02T10:00", "2026-12-20T10:00"])
def test_nothing_on_the_axis_is_cut_or_crosses_a_label(guide, monkeypatch, query, language, moment):
    set_clock(monkeypatch, moment)
    with translation.override(language):
        drawn = planned(query)[1].axis
    boxes = [box for row in drawn.rows for box in text_boxes(row)]
    assert all(left >= 0 and right <= axis.WIDTH and bottom <= drawn.height for left, _, right, bottom in boxes)
    shapes = [(b.x, b.y, b.x + b.width, b.y + b.height) for row in drawn.rows for b in (row.bar, row.tail) if b]
    solid = [*boxes, *(shape for shape in shapes if shape[2] > shape[0])]
    crossing = [(one, other) for one in boxes for other in solid if one is not other and overlap(one, other)]
    assert crossing == []


def text_boxes(row: axis.Row) -> list[tuple[float, float, float, float]]:
    found = []
    for text, size in [*((name, axis.NAME_SIZE) for name in row.names), (row.note, axis.NOTE_SIZE)]:
        width = axis.measure(text.text, size)
        left = text.x - width if text.end else text.x
        found.append((left, text.y - size * 0.8, left + width, text.y + size * 0.2))
    return found


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_every_lever_has_a_name_and_a_sentence(guide):
    _, page = planned(SMALL_AT)
    assert [lever.id for lever in page.savings.levers] == list(LEVERS)
    assert all(lever.name and lever.what and lever.effect for lever in page.savings.levers)
