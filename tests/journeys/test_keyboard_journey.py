"""The desk with the keyboard alone: to the case, to the deed, and to the next case."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import desk_steps as desk
from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.given import handed_in
from yici.demo.accounts import Accounts

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey]

Visitor = Callable[..., BrowserContext]
ACTIVE = "document.activeElement"


def test_a_clerk_accepts_with_the_keyboard_alone(town: Accounts, clock: Clock, visitor: Visitor) -> None:
    first = handed_in(town, "zhao", "赵记大饭店（演示）")
    second = handed_in(town, "wang", "王记面馆（演示）")
    page = visitor().new_page()
    page.goto("/accounts/login/")
    type_in(page, "window", "yici-demo-2026")
    tab_to(page, "a[href='/desk/']")
    page.keyboard.press("Enter")
    expect(page.locator("#list [data-row]").first).to_be_visible()

    walk_the_list(page)
    go_to(page, str(second.id))
    expect(page.locator(f"#beside [data-whole][href*='{second.id}']")).to_be_visible()
    page.keyboard.press("1")
    expect(desk.form(page)).to_be_visible()
    assert page.url.endswith("/desk/"), "it stands beside the list"
    tab_to(page, "#beside form.do button.go")
    steps.picture(page, "keyboard-accept")
    page.keyboard.press("Enter")
    desk.done(page)
    expect(page.locator("#beside")).to_contain_text("王记面馆")
    assert page.evaluate(f"{ACTIVE}.closest('#beside') !== null"), "the focus is where the answer is"

    go_to(page, str(first.id))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("赵记大饭店")
    page.keyboard.press("u")
    expect(page.locator("#list [data-row]").first).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    steps.picture(page, "keyboard-help")
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).not_to_be_visible()


def type_in(page: Page, username: str, password: str) -> None:
    """Sign in without touching the mouse."""
    tab_to(page, "[name=login]")
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    expect(page.locator("form[action$='/logout/']")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; whatever has the focus on the way must be seen."""
    for _ in range(60):
        if page.evaluate(f"selector => {ACTIVE}.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
        box = page.evaluate(f"{ACTIVE}.getBoundingClientRect().width")
        assert box > 0, "the focus is on something that nobody sees"
    raise AssertionError(f"{selector} cannot be reached with Tab")


def walk_the_list(page: Page) -> None:
    """J goes down, K comes back; what is chosen is told to those who do not see it."""
    page.keyboard.press("j")
    page.keyboard.press("j")
    third = page.locator("#list a[data-open]").nth(2)
    expect(third).to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    expect(third).not_to_have_attribute("aria-current", "true")


def go_to(page: Page, case: str) -> None:
    """K up and J down until the case is chosen: a row that is marked has the focus only once a key led to it."""
    for key in ("k", "j"):
        for _ in range(12):
            page.keyboard.press(key)
            if page.locator(f"#list a[aria-current=true][href*='{case}']").count():
                return
    raise AssertionError("the case is not on the list")
