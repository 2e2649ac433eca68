"""The guide in a real browser: found while typing, answered without a reload, the plan on a phone, without scripts."""

import re

import pytest
from playwright.sync_api import Response, expect

pytest_plugins = ["tests.journeys.scene"]

ANSWERS = (
    "applicant_kind=individual&business_composition=individual&cold_dishes=no&fresh_juice=no&raw_fish=no"
    "&premises_area=80&premises_rented=yes&sign_exceeds_name=yes&sign_large=no&uses_agent=no&needs_prior_approval=no"
    "&online_ordering=no&vending_machine=no&fire_check_procedure=commitment&has_business_licence=no"
)
PLAN = f"/matters/open-restaurant/plan/?place=330800000000&{ANSWERS}"
PATHS = (
    "/", "/?q=ctd", "/place/?where=qz", "/matters/open-restaurant/?place=330800000000", PLAN,
    PLAN.replace("/plan/", "/notice/"), "/sources/", "/matters/none/", "/accounts/login/",
)  # fmt: skip
WIDTHS = """() => [document.documentElement.scrollWidth, window.innerWidth]"""
TARGETS = "main summary, main button, main .go, main .choice, header a, header button"
SMALL_TARGETS = """(targets) => [...document.querySelectorAll(targets)]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map((one) => one.textContent)"""
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true })"


@pytest.mark.journey
def test_a_shop_owner_finds_the_matter_answers_and_reads_the_plan(town, page, accessible):
    page.goto("/")
    accessible(page)
    page.get_by_role("link", name="选择地方").click()
    page.get_by_label("地名").press_sequentially("qz")
    page.get_by_role("button", name="浙江省衢州市").first.click()
    expect(page.get_by_role("heading", name="您要办什么事？")).to_be_visible()

    page.get_by_label("要办的事").press_sequentially("cyd")
    page.locator("#hits").get_by_role("link", name="开办餐饮店").click()
    expect(page.get_by_role("heading", name="开办餐饮店")).to_be_visible()
    accessible(page)

    page.evaluate("window.stayed = true")
    page.get_by_label("公司").check()
    expect(page).to_have_url(re.compile(r"\?place=330800000000&applicant_kind=company$"))
    page.get_by_role("textbox", name="经营场所建筑面积多大").fill("80")
    page.get_by_role("textbox", name="经营场所建筑面积多大").blur()
    expect(page.get_by_text("消防安全检查用哪种方式办")).to_be_visible()
    assert page.evaluate("window.stayed") is True

    page.get_by_role("button", name="看我的方案").click()
    expect(page.get_by_role("heading", name="谁在什么时候办")).to_be_visible()
    page.locator("summary", has_text="食品经营许可核发").first.click()
    expect(page.get_by_text("法律的算数").first).to_be_visible()
    accessible(page)


@pytest.mark.journey
def test_where_the_person_is_stays_where_they_are_when_questions_change(town, page):
    page.goto("/matters/open-restaurant/?place=330800000000")
    area = page.get_by_role("textbox", name="经营场所建筑面积多大")
    area.fill("80")
    area.press("Tab")
    focused = page.evaluate("document.activeElement.closest('fieldset, details')?.id || document.activeElement.tagName")
    expect(page.get_by_text("消防安全检查用哪种方式办")).to_be_visible()
    assert focused != "BODY"
    assert page.evaluate("document.activeElement.tagName") != "BODY"


@pytest.mark.journey
def test_no_page_scrolls_sideways_on_a_narrow_phone_and_every_target_is_large(town, site, phone_page):
    for large in ("", "1"):
        phone_page.context.add_cookies([{"name": "yici_large", "value": large, "url": site}])
        for path in PATHS:
            phone_page.goto(path)
            phone_page.evaluate(OPEN_ALL)
            wide, window = phone_page.evaluate(WIDTHS)
            assert wide <= window, (path, large)
            assert phone_page.evaluate(SMALL_TARGETS, TARGETS) == [], (path, large)


@pytest.mark.journey
def test_everything_works_without_scripts(town, visitor):
    page = visitor(java_script_enabled=False).new_page()
    page.goto("/matters/open-restaurant/?place=330800000000")
    page.get_by_role("textbox", name="经营场所建筑面积多大").fill("80")
    page.get_by_role("button", name="更新问题").click()
    expect(page.get_by_text("消防安全检查用哪种方式办")).to_be_visible()
    page.get_by_label("告知承诺（签了承诺先许可，许可后来核查）").check()
    page.get_by_role("button", name="看我的方案").click()
    expect(page.get_by_role("heading", name="您要准备的")).to_be_visible()
    page.get_by_label("个体工商户").check()
    page.get_by_role("button", name="重新算").click()
    expect(page.locator("summary", has_text="个体工商户设立登记")).to_be_visible()


@pytest.mark.journey
def test_the_plan_and_the_notice_are_accessible_in_either_scheme(town, page, accessible):
    for path in (PLAN, PLAN.replace("/plan/", "/notice/")):
        page.goto(path)
        page.evaluate(OPEN_ALL)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            accessible(page)


@pytest.mark.journey
def test_the_plan_weighs_less_than_150_kilobytes_with_all_that_it_loads(town, page):
    """As it is sent: style sheet and scripts are compressed when they are collected."""
    answers: list[Response] = []

    def came(answer: Response) -> None:
        answers.append(answer)

    page.on("response", came)
    page.goto(PLAN, wait_until="networkidle")
    weights = {one.url: one.request.sizes()["responseBodySize"] for one in answers}
    assert 50_000 < sum(weights.values()) < 150 * 1024, weights
