"""A clerk takes an application in by the keyboard alone: from the card to the receipt, without a change of page for a
tick."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.apps.case_scenes import person
from tests.journeys import steps
from tests.journeys.clock import Clock
from yici.demo.accounts import Accounts

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey]

Visitor = Callable[..., BrowserContext]
MOST_KEYS = 60
"""Presses for an ordinary acceptance, letters of names and numbers included, without those of the card reader."""


class Clerk:
    """A pair of hands that counts, and a watch on the server."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.served, self.asked = page, 0, 0.0, 0
        page.on("requestfinished", self._finished)

    def _finished(self, request: Request) -> None:
        if "/desk/" in request.url:
            times = request.timing
            self.served += max(0.0, times["responseStart"] - times["requestStart"])
            self.asked += 1

    def press(self, *keys: str) -> None:
        """This will press keys, each of them counted."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        """This will type a text."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def read_card(self, text: str) -> None:
        """This will let the reader type: nobody's fingers do."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")


def at_counter(visitor: Visitor, **device: object) -> Page:
    page = visitor(**device).new_page()
    steps.sign_in(page, "window")
    page.goto("/desk/window/")
    return page


def test_a_clerk_accepts_at_the_counter_by_the_keyboard_alone(
    town: Accounts, clock: Clock, visitor: Visitor, accessible: Callable[[Page], None]
) -> None:
    page = at_counter(visitor)
    clerk = Clerk(page)
    accessible(page)
    clerk.read_card(f"王小面 {person('wang').id_number}")
    expect(page.locator("#person-found")).to_contain_text("王**")
    clerk.type("13800000001")
    clerk.press("Enter")
    clerk.type("xse")
    expect(page.locator("#matters-found button").first).to_contain_text("新生儿出生")
    clerk.press("Enter")
    expect(page.locator("#counter")).to_be_visible()
    accessible(page)
    to_papers(clerk)
    rows = page.locator("[data-check]")
    for number in range(rows.count()):
        clerk.press("1")
        expect(rows.nth(number).locator("input[value=good]")).to_be_checked()
    expect(page.locator("#live")).to_contain_text(f"材料看了 {rows.count()}，共 {rows.count()}")
    clerk.press("F2")
    assert page.evaluate("document.activeElement.id") == "form-on-paper"
    clerk.press(" ")
    expect(page.locator("#live")).to_contain_text("齐了，可以受理")
    accessible(page)
    steps.picture(page, "counter-ready")
    clerk.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("收好了")
    expect(page.locator("[data-next]")).to_be_focused()
    accessible(page)
    steps.picture(page, "counter-taken")
    print(f"counter: {clerk.keys} keys, {clerk.asked} requests, {clerk.served:.0f} ms of the server")
    assert clerk.keys <= MOST_KEYS
    clerk.press("Enter")
    expect(page.locator("#c-number")).to_be_focused()


def to_papers(clerk: Clerk) -> None:
    """This will go from part to part until a paper has the focus."""
    for _ in range(6):
        if clerk.page.evaluate("document.activeElement.closest('[data-check]') !== null"):
            return
        clerk.press("F2")
    raise AssertionError("no key leads to the papers")


def test_what_is_missing_is_collected_while_the_clerk_looks(
    town: Accounts, clock: Clock, visitor: Visitor, accessible: Callable[[Page], None]
) -> None:
    page = at_counter(visitor)
    clerk = Clerk(page)
    clerk.read_card(f"王小面 {person('wang').id_number}")
    page.locator("[data-first]").focus()
    clerk.type("xse")
    expect(page.locator("#matters-found button").first).to_be_visible()
    clerk.press("Enter")
    expect(page.locator("#counter")).to_be_visible()
    to_papers(clerk)
    clerk.press("2")
    expect(page.locator("#live")).to_contain_text("一次告知补正：1 处")
    clerk.press("3")
    assert page.evaluate("document.activeElement.matches('.mend-paper select')"), "a defect asks for its reason"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.locator("#live")).to_contain_text("一次告知补正：2 处")
    page.locator("[data-check] input[type=radio]").last.focus()
    clerk.press("a")
    clerk.press("F2", " ")
    expect(page.locator("#live .open-list")).to_have_count(0)
    accessible(page)
    clerk.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("补正一次告知")
    expect(page.get_by_role("link", name="一次性补正告知书")).to_be_visible()


def test_the_counter_works_without_scripts(town: Accounts, clock: Clock, visitor: Visitor) -> None:
    page = at_counter(visitor, java_script_enabled=False)
    page.fill("[name=number]", person("wang").id_number)
    page.fill("[name=name]", "王小面")
    page.fill("[name=q]", "新生儿")
    page.locator("button[name=search]").click()
    page.locator("#matters-found button").first.click()
    for row in page.locator("[data-check]").all():
        row.locator("input[value=good]").check(force=True)
    page.check("#form-on-paper")
    page.locator("[data-main]").click()
    expect(page.locator("h1")).to_have_text("收好了")


@pytest.mark.parametrize("width", [360, 768])
def test_nothing_runs_out_of_a_narrow_screen(town: Accounts, clock: Clock, visitor: Visitor, width: int) -> None:
    page = at_counter(visitor, viewport={"width": width, "height": 740})
    page.fill("[name=name]", "王小面")
    page.fill("[name=q]", "cyd")
    page.locator("#matters-found button").first.click()
    expect(page.locator("#counter")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
