"""The figures of a plan: what was spared, before and after, each reform, all adding up to what the lists show."""

import re

import pytest

from tests.faces.guide_scene import LARGE_AT, PLAN, SMALL_AT, planned, text_of
from yici.domain.policy import LEVERS
from yici.people.ids import new_id
from yici.people.present import now
from yici.people.queries import Profile
from yici.people.services import profile_set, user_create

pytest_plugins = ["tests.faces.guide_site"]
ACCEPTANCE = "joint-acceptance"
ACCEPTED_AT = {
    "place": "330800000000", "project_kind": "building", "special_project": "no", "civil_defence_basement": "yes",
    "produces_sewage": "yes", "uses_agent": "no",
}  # fmt: skip


def test_a_promise_that_does_not_move_the_end_is_said_to_license_its_own_item_at_once(guide):
    told = {}
    for way in ("general", "commitment"):
        _, page = planned(LARGE_AT | {"fire_check_procedure": way})
        told[way] = next(one.effect for one in page.savings.levers if one.id == "commitment")
    assert told["general"] == "这件事上它没有起作用。"
    assert "公众聚集场所" in told["commitment"]
    assert "决定，所以总的时间不变" in told["commitment"] or "要多" in told["commitment"]


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


def test_what_the_account_knows_is_not_asked_of_whoever_is_signed_in(guide):
    user = user_create(user_id=new_id(), username="shop-owner", now=now())
    profile = Profile(name="何文", phone="13800000000", id_number="11010519491231002X", address="衢州市柯城区")
    profile_set(user_id=user.id, profile=profile, subject_id=new_id(), now=now())
    before = guide.reads(PLAN, SMALL_AT)
    guide.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    after = guide.reads(PLAN, SMALL_AT)
    assert "从您的实名账户带出" not in before
    assert "从您的实名账户带出" in after
    assert "何文" not in after
    counts = [int(found.group(1)) for said in (before, after) if (found := re.search(r"您要填 (\d+) 项", said))]
    assert counts[0] > counts[1]


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


def test_every_lever_has_a_name_and_a_sentence(guide):
    _, page = planned(SMALL_AT)
    assert [lever.id for lever in page.savings.levers] == list(LEVERS)
    assert all(lever.name and lever.what and lever.effect for lever in page.savings.levers)


def test_the_reform_that_opens_a_circle_says_that_without_it_nobody_can_name_a_day(guide):
    said = guide.reads(f"/matters/{ACCEPTANCE}/plan/", ACCEPTED_AT)
    waiting = "有的事项互相等，排不出先后，谁也说不出哪天办好"
    assert f"同时办 除了必须等的，各部门同时开始。 没有它，{waiting}" in said
    assert said.count(waiting) == 1
    # Nobody has failed to publish the days before: there is no order to count them in.
    assert said.count("原来 互相等，排不出先后") == len(("时间", "上门看几次"))
    [circle] = re.findall("“([^”]*)”互相等，这样办排不出先后。", said)
    assert len(circle.split("、")) == len(set(circle.split("、"))) > 1


def test_a_body_that_no_source_names_is_told_and_not_counted(guide):
    said = guide.reads(f"/matters/{ACCEPTANCE}/plan/", ACCEPTED_AT)
    assert "由哪个部门办，来源没有写明。" in said
    assert re.search("您找几家 ?\\* ?只算查得到的 原来 [1-9]", said)
