"""The desk in a browser: keys, details beside the list, decisions without leaving it, and all of it without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.apps.case_scenes import forget_everything_kept, submit
from tests.faces.desk_scene import Moment, moment, people_the_city, signed_in

__all__ = ["moment"]
pytestmark = pytest.mark.journey


@pytest.fixture
def desk_of(site: str, visitor: Callable[..., BrowserContext], tmp_path: Any, moment: Moment) -> Callable[..., Page]:
    """Opens the desk of one of the staff, on which two applications lie."""
    forget_everything_kept()
    people_the_city(tmp_path)
    submit(1)
    submit(2, username="zhao", shop="赵记快餐(演示)", now=moment.now)

    def open_desk(username: str, **device: Any) -> Page:
        session = signed_in(username).cookies["sessionid"].value
        context = visitor(**device)
        context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        page = context.new_page()
        page.goto("/desk/")
        return page

    return open_desk


def test_keys_walk_the_list_and_open_the_case(desk_of, accessible):
    page = desk_of("window")
    beside = page.locator("#beside")
    expect(beside).to_contain_text("小面一碗")
    # The chosen row stays a row of the table, whatever else is called chosen on other pages.
    assert page.locator("tr.chosen").evaluate("row => getComputedStyle(row).display") == "table-row"
    accessible(page)
    page.keyboard.press("j")
    expect(page.locator("tr.chosen")).to_contain_text("赵**")
    expect(beside).to_contain_text("赵记快餐")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("赵记快餐")
    accessible(page)
    page.keyboard.press("u")
    expect(page.locator("h1")).to_have_text("我的办件")


def test_a_decision_is_made_beside_the_list_and_the_list_follows(desk_of, accessible):
    page = desk_of("market")
    first = page.locator("[data-row]").first.inner_text()
    page.locator("#beside .deeds a", has_text="作出决定").click()
    expect(page.locator("#do-title")).to_be_focused()
    expect(page.locator("#draft-sheet")).not_to_be_empty()
    ends, begins = (page.locator(one).bounding_box() for one in ("#list table", "#beside"))
    assert ends["x"] + ends["width"] <= begins["x"], "the list runs under what stands beside it"
    page.check("[name=how][value=refuse]")
    page.click(".do button.go")
    expect(page.locator(".faults")).to_be_focused()
    accessible(page)
    page.check("[name=how][value=grant]")
    page.click(".do button.go")
    expect(page.locator(".sheet")).to_contain_text("准予登记通知书")
    accessible(page)
    page.get_by_role("button", name="确认，就这样做").click()
    expect(page.locator("#beside .notice.good")).to_contain_text("已做：作出决定")
    # It leaves the top of the list, or stays with the card that its late promise brought.
    expect(page.locator("[data-row]").first).not_to_have_text(first)
    assert page.url.endswith("/desk/")


def test_what_was_typed_is_not_lost_by_a_key_or_by_a_look_at_another_case(desk_of):
    page = desk_of("market")
    page.locator("#beside .deeds a", has_text="作出决定").click()
    page.fill("[name=note]", "还要再看")
    page.keyboard.press("Escape")
    page.locator("#do-title").click()
    page.keyboard.press("Escape")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("[data-open]").nth(1).click()
    expect(page.locator("[name=note]")).to_have_value("还要再看")
    assert asked == ["填的还没有交。不要了，看另一件？"]


def test_everything_works_without_scripts(desk_of):
    page = desk_of("window", java_script_enabled=False)
    page.locator("[data-open]").first.click()
    expect(page.locator("h1")).to_contain_text("小面一碗")
    page.locator(".deeds a", has_text="受理").first.click()
    page.click(".do button.go")
    expect(page.locator("main > .notice")).to_contain_text("已做：受理")


def test_on_a_phone_a_case_is_a_page_of_its_own(desk_of, accessible):
    page = desk_of("window", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("[data-open]").first.click()
    expect(page.locator("h1")).to_contain_text("小面一碗")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accessible(page)
