"""The one-time notice: the same facts as the plan's, on paper and as a file, and a short way back to it."""

import re

import pytest

from tests.apps.pdf_reading import text_of as text_of_pdf
from tests.faces.guide_scene import LARGE_AT, NOTICE, PDF, SMALL_AT, Visitor, planned

pytest_plugins = ["tests.faces.guide_site"]


def test_the_notice_says_the_same_as_the_plan_and_leads_back_to_it(guide):
    said = guide.reads(NOTICE, LARGE_AT)
    lead = "今天 3月2日（周一）提交，6 项里有 4 项最晚 3月30日（周一）办好。"
    assert lead in said
    plan, page = planned(LARGE_AT)
    assert f"一共 {len(plan.form.fields)} 项" in said
    assert all(paper.name in said for paper in (*page.to_bring, *page.not_to_bring))
    assert "办理机关 区市监局" in said
    assert "制作日期 2026年3月2日（周一）" in said
    address = re.search(r"http://testserver(/matters/\S+)", said)
    assert address is not None
    assert lead in guide.reads(address.group(1))


@pytest.mark.parametrize("query", [SMALL_AT, LARGE_AT])
def test_what_the_notice_lists_as_spared_adds_up_to_what_the_plan_counts(guide, query):
    document = guide.get(NOTICE, query).context["document"]
    _, page = planned(query)
    told = [re.search(r"（(?:少交 )?(\d+) 份）$", one.name) for one in document.spared]
    assert sum(int(one.group(1)) if one else 1 for one in told) == document.papers_spared == page.ledger.papers


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
