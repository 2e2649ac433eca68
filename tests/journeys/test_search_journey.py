"""Finding in a browser: by initials, with the keyboard, narrowed, on a phone, without scripts."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

pytest_plugins = ["tests.journeys.scene"]


@pytest.mark.journey
def test_a_buyer_finds_the_registration_of_a_home_by_its_initials(town, page, accessible):
    page.goto("/")
    page.get_by_label("要办的事").press_sequentially("bdc")
    matter = page.locator("#hits").get_by_role("link", name="二手房转移登记与水电气联动过户").first
    expect(matter.locator("mark")).to_have_text("不动产")
    expect(page.get_by_role("status")).to_have_text("找到 1 件事、4 个事项")
    accessible(page)
    page.keyboard.press("ArrowDown")
    expect(matter).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("要办的事")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="二手房转移登记与水电气联动过户", level=1)).to_be_visible()


@pytest.mark.journey
def test_a_list_is_narrowed_and_widened_without_scripts(town, visitor, accessible):
    page = visitor(java_script_enabled=False).new_page()
    page.goto("/search/")
    page.get_by_role("link", name="工程建设", exact=True).click()
    expect(page.locator("#found-bundle + ul")).to_contain_text("竣工联合验收")
    page.get_by_role("link", name="更多单个事项").click()
    expect(page.get_by_role("heading", name="单个事项")).to_be_visible()
    page.locator(".chosen a").click()
    expect(page.locator(".chosen")).to_have_count(0)


@pytest.mark.journey
def test_a_list_is_looked_through_and_turned_back_without_scripts(town, visitor, accessible):
    page = visitor(java_script_enabled=False).new_page()
    page.goto("/catalogue/")
    first = page.locator(".entries a").first.inner_text()
    steps.press(page.get_by_role("link", name="下一页"))
    expect(page.locator(".entries a").first).not_to_have_text(first)
    steps.press(page.get_by_role("link", name="上一页"))
    assert page.locator(".entries a").first.inner_text() == first
    page.get_by_label("在这份清单里找").fill("bu動产")
    steps.press(page.get_by_role("search").get_by_role("button", name="查找"))
    expect(page.locator(".entries")).to_contain_text("不动产转移登记")
    steps.press(page.get_by_role("link", name="不找了，看整份清单"))
    assert page.locator(".entries a").first.inner_text() == first


@pytest.mark.journey
def test_the_page_of_everything_is_accessible_and_fits_a_phone(town, phone_page, accessible):
    for path in (
        "/search/", "/search/?q=登记&theme=birth", "/search/?q=衢州", "/?q=xian", "/catalogue/?q=dengji",
    ):  # fmt: skip
        phone_page.goto(path)
        accessible(phone_page)
        wide, window = phone_page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, path
