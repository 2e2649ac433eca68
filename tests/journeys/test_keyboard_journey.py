"""The desk with the keyboard alone: to the case, to the deed, and to the next case."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import desk_steps as desk
from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.given import handed_in
from tests.journeys.keyboard import ACTIVE, tab_to
from tests.journeys.ways import Way, at_a_desk, every_way
from yici.demo.accounts import Accounts

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey]

Visitor = Callable[..., BrowserContext]
Look = Callable[[Page, str], None]


@every_way(2, only=at_a_desk)
def test_a_clerk_accepts_with_the_keyboard_alone(
    town: Accounts, clock: Clock, visitor: Visitor, look: Look, way: Way
) -> None:
    first = handed_in(town, "zhao", "赵记大饭店（演示）")
    second = handed_in(town, "wang", "王记面馆（演示）")
    page = visitor(**way.staff).new_page()
    page.goto("/accounts/login/")
    type_in(page, "window", "yici-demo-2026")
    tab_to(page, "a[href='/desk/']")
    page.keyboard.press("Enter")
    expect(page.locator("#list [data-row]").first).to_be_visible()
    look(page, f"keyboard-{way}-desk")
    if way.scripts:
        accept_beside_the_list(page, str(second.id), f"keyboard-{way}")
        look_at_another(page, str(first.id), f"keyboard-{way}")
    else:
        accept_page_by_page(page, str(second.id), look, f"keyboard-{way}")


def accept_page_by_page(page: Page, case: str, look: Look, name: str) -> None:
    """Without scripts Tab and Enter lead there: from the list to the case, to the deed, and the answer is read."""
    for wanted in (f"#list a[href*='{case}']", "#beside [data-deed][href*='/do/accept/']", "#beside form.do button.go"):
        tab_to(page, wanted)
        steps.picture(page, f"{name}-{wanted.rpartition(' ')[2][:6]}")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    desk.done(page)
    look(page, f"{name}-accepted")


def accept_beside_the_list(page: Page, case: str, name: str) -> None:
    """One key for the deed, which opens beside the list; the focus is where the answer is."""
    walk_the_list(page)
    go_to(page, case)
    expect(page.locator(f"#beside [data-whole][href*='{case}']")).to_be_visible()
    page.keyboard.press("1")
    expect(desk.form(page)).to_be_visible()
    assert page.url.endswith("/desk/"), "it stands beside the list"
    tab_to(page, "#beside form.do button.go")
    steps.picture(page, f"{name}-accept")
    page.keyboard.press("Enter")
    desk.done(page)
    expect(page.locator("#beside")).to_contain_text("王记面馆")
    assert page.evaluate(f"{ACTIVE}.closest('#beside') !== null"), "the focus is where the answer is"


def look_at_another(page: Page, case: str, name: str) -> None:
    """Into another case whole, back, and to the sheet of keys."""
    go_to(page, case)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("赵记大饭店")
    page.keyboard.press("u")
    expect(page.locator("#list [data-row]").first).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    steps.picture(page, f"{name}-help")
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
