"""Several approvals from the list in a real browser: ticked, looked at, done, with what came of each."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.given import handed_in
from yici.demo.accounts import Accounts

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey]


@pytest.mark.parametrize("scripts", [True, False])
def test_several_are_accepted_from_the_list(
    town: Accounts, clock: Clock, visitor: Callable[..., BrowserContext], accessible: Callable[[Page], None],
    scripts: bool,
) -> None:  # fmt: skip
    for shop in ("赵记大饭店（演示）", "赵记小饭店（演示）"):
        handed_in(town, "zhao", shop)
    page = visitor(java_script_enabled=scripts).new_page()
    steps.come_in(page, "window")
    page.goto("/desk/")
    for box in page.locator("#list tr", has_text="食品经营许可").locator(".pick").all():
        box.check()
    steps.press(page.locator("#bulk button", has_text="受理"))
    expect(page.locator("h1")).to_contain_text("一起受理")
    if scripts:
        accessible(page)
    steps.press(page.locator("form.do button.go"))
    expect(page.locator("#batch")).to_contain_text("做好了 2")
    if scripts:
        accessible(page)
    page.goto("/desk/authority/")
    expect(page.locator("table")).to_contain_text("综合窗口")
    if scripts:
        accessible(page)
