"""Other matters in a real browser: a house with two sellers, a joint acceptance with its circle, a school."""

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import QUZHOU, picture

pytest_plugins = ["tests.journeys.scene"]

WORKS = (
    f"/matters/joint-acceptance/plan/?place={QUZHOU}&project_kind=building&special_project=no"
    "&civil_defence_basement=yes&produces_sewage=yes&uses_agent=no"
)
HOUSE = (
    "&transaction=existing_home&buyer_count=1&buyer_kind=person&seller_kind=person&house_kind=commercial&pre_notice=no"
    "&buyer_represented=self&seller_represented=self&utilities=water&utilities=power&power_debt_settled=yes"
)
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true })"


@pytest.mark.journey
def test_two_sellers_of_a_house_are_asked_for_each_and_have_a_page_each(town, page, accessible):
    page.goto(f"/matters/house-transfer-utilities/?place={QUZHOU}{HOUSE}")
    accessible(page)
    page.locator("[name=seller_count]").fill("2")
    page.locator("[name=seller_count]").blur()
    page.get_by_role("button", name="看我的方案").click()
    papers = page.locator("details.line summary .what")
    expect(papers.filter(has_text="卖方二身份证明")).to_be_visible()
    expect(papers.filter(has_text="买方二身份证明")).to_have_count(0)
    expect(papers.filter(has_text="不动产权属证书")).to_have_count(1)
    picture(page, "house-two-sellers")
    accessible(page)
    page.get_by_role("link", name="按这个方案填表").or_(page.get_by_role("button", name="按这个方案填表")).first.click()
    expect(page.get_by_role("link", name="卖方（转让方、义务人）（2）")).to_be_visible()
    page.get_by_role("link", name="卖方（转让方、义务人）（2）").click()
    expect(page.get_by_label("卖方二姓名或名称")).to_be_visible()
    accessible(page)


@pytest.mark.journey
def test_a_circle_is_drawn_with_what_opens_it_and_one_visit_serves_many(town, page, accessible):
    page.goto(WORKS)
    assert page.locator("svg.axis .brackets path").count() == 1
    expect(page.get_by_role("heading", name="互相等的，怎么解开")).to_be_visible()
    expect(page.get_by_text("“建设工程竣工规划核实”要的").first).to_contain_text("可以同时办，决定之前补上")
    joined = page.locator("section", has_text="谁来、谁去").get_by_text("一次联合勘验").first
    for agency in ("城乡规划主管部门", "城镇排水主管部门", "气象主管机构"):
        expect(joined).to_contain_text(agency)
    picture(page, "joint-acceptance")
    page.evaluate(OPEN_ALL)
    accessible(page)


@pytest.mark.journey
def test_a_matter_of_which_nothing_is_known_says_so_and_leads_nowhere_wrong(town, page, accessible):
    page.goto(f"/matters/school-enrolment/?place={QUZHOU}")
    expect(page.get_by_text("这件事由哪些事项组成还没有查到")).to_be_visible()
    expect(page.get_by_role("button", name="看我的方案")).to_have_count(0)
    expect(page.get_by_role("heading", name="还没有查清的")).to_be_visible()
    page.goto(f"/matters/school-enrolment/plan/?place={QUZHOU}")
    expect(page.get_by_role("heading", name="教育入学一件事")).to_be_visible()
    accessible(page)
