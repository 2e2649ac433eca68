"""A clerk takes an application in by the keyboard alone, in every way in which they may sit there: from the card to the
receipt, with scripts without a change of page for a tick."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request, Route, expect

from tests.apps.case_scenes import person
from tests.journeys import measures, steps
from tests.journeys.clock import Clock
from tests.journeys.keyboard import tab_to
from tests.journeys.ways import Way, at_a_desk, every_way
from yici.demo.accounts import Accounts

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

Visitor = Callable[..., BrowserContext]
Look = Callable[[Page, str], None]
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

    def goes_on(self, key: str) -> None:
        """This will press a key that leads to another page, and wait for that page."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.press(key)

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
    steps.come_in(page, "window")
    page.goto("/desk/window/")
    # The browser puts the focus there when it first draws the page, which may be after that page has come.
    expect(page.locator("#c-number")).to_be_focused()
    return page


@every_way(3, only=at_a_desk)
def test_a_clerk_accepts_at_the_counter_by_the_keyboard_alone(
    town: Accounts, clock: Clock, visitor: Visitor, look: Look, way: Way
) -> None:
    page = at_counter(visitor, **way.staff)
    clerk = Clerk(page)
    look(page, f"counter-{way}-start")
    come_to_counter(clerk, way)
    expect(page.locator("#person-found .got, #counter #c-number")).to_have_count(1)
    look(page, f"counter-{way}")
    rows = page.locator("[data-check]")
    if way.scripts:
        tick_by_keys(clerk, rows)
    else:
        tick_by_arrows(clerk, rows)
    look(page, f"counter-{way}-ready")
    clerk.goes_on("Control+Enter" if way.scripts else "Enter")
    expect(page.locator(".receipt-head dd.numbers").first).to_be_visible()
    look(page, f"counter-{way}-taken")
    print(f"counter {way}: {clerk.keys} keys, {clerk.asked} requests, {clerk.served:.0f} ms of the server")
    if way.scripts:
        assert clerk.keys <= MOST_KEYS
        expect(page.locator("[data-next]")).to_be_focused()
    else:
        tab_to(page, "[data-next]")
    clerk.goes_on("Enter")
    expect(page.locator("#c-number")).to_be_focused()


def come_to_counter(clerk: Clerk, way: Way) -> None:
    """The card is read, the telephone typed, the matter found by its initials: each key leads on to the next field."""
    page = clerk.page
    if not way.scripts:
        page.keyboard.type(person("wang").id_number)
        for field, text in (("#c-name", "王小面"), ("#c-phone", "13800000001"), ("#c-q", "xse")):
            tab_to(page, field)
            clerk.type(text)
        clerk.goes_on("Enter")
        tab_to(page, "#matters-found button[value=newborn]")
    else:
        clerk.read_card(f"王小面 {person('wang').id_number}")
        expect(page.locator("#person-found .got")).to_contain_text("王**")
        clerk.type("13800000001")
        clerk.press("Enter")
        clerk.type("xse")
        expect(page.locator("#matters-found button").first).to_have_attribute("value", "newborn")
    clerk.goes_on("Enter")
    expect(page.locator("#counter")).to_be_visible()


def tick_by_keys(clerk: Clerk, rows: Locator) -> None:
    """One key for a paper, one for the next part; what is left is said beside it."""
    page = clerk.page
    answers(clerk)
    to_papers(clerk)
    for number in range(rows.count()):
        clerk.press("1")
        expect(rows.nth(number).locator("input[value=good]")).to_be_checked()
    expect(page.locator("#live h2")).to_contain_text(f"{rows.count()}")
    clerk.press("F2")
    assert page.evaluate("document.activeElement.id") == "form-on-paper"
    clerk.press(" ")
    expect(page.locator("#live .open-list")).to_have_count(0)


def tick_by_arrows(clerk: Clerk, rows: Locator) -> None:
    """Without scripts the browser's own keys do: Tab to the paper, the space bar says that it is good."""
    page = clerk.page
    for number in range(rows.count()):
        tab_to(page, f"#{rows.nth(number).get_attribute('id')} .states input")
        clerk.press(" ")
        expect(rows.nth(number).locator("input[value=good]")).to_be_checked()
    tab_to(page, "#form-on-paper")
    clerk.press(" ")
    tab_to(page, "[data-main]")


NEWBORN = {
    "birth_place": "1", "has_birth_certificate": "1", "parents_named": "1", "parents_married": "1",
    "registers_with": "1", "child_age": "1",
}  # fmt: skip


def answers(clerk: Clerk) -> None:
    """This will answer the questions by their numbers, as they come; the hands are faster than the server."""
    page = clerk.page
    expect(page.locator("[name=child_count]")).to_be_focused()
    clerk.press("1", "Enter")
    for name, key in NEWBORN.items():
        expect(page.locator(f"[name={name}]:focus")).to_have_count(1)
        clerk.press(key)
        expect(page.locator(f"[name={name}]").first).to_be_checked()
    expect(page.locator("[name=also_wanted]:focus")).to_have_count(1)
    clerk.press("7")
    expect(page.locator("#live a[href='#f-also_wanted']")).to_have_count(0)


def to_papers(clerk: Clerk) -> None:
    """This will go from part to part until a paper has the focus."""
    for _ in range(6):
        if clerk.page.evaluate("document.activeElement.closest('[data-check]') !== null"):
            return
        clerk.press("F2")
    raise AssertionError("no key leads to the papers")


@every_way(2, only=at_a_desk)
def test_what_is_missing_is_collected_while_the_clerk_looks(
    town: Accounts, clock: Clock, visitor: Visitor, look: Look, way: Way
) -> None:
    page = at_counter(visitor, **way.staff)
    come_to_counter(Clerk(page), way)
    rows = page.locator("[data-check]")
    if way.scripts:
        fault_by_keys(Clerk(page))
    else:
        fault_by_hand(page, rows)
    look(page, f"counter-{way}-missing")
    page.locator("[data-main]").focus() if not way.scripts else None
    Clerk(page).goes_on("Control+Enter" if way.scripts else "Enter")
    expect(page.locator(".receipt-head")).to_be_visible()
    expect(page.locator("main ol > li")).to_have_count(2)
    expect(page.locator("a[href*='/documents/correction/']")).to_be_visible()
    look(page, f"counter-{way}-asked")


def fault_by_keys(clerk: Clerk) -> None:
    """One paper was not brought, one has a defect, which asks for its reason; the rest is good."""
    page = clerk.page
    to_papers(clerk)
    clerk.press("2")
    expect(page.locator("#live .notice-lines li")).to_have_count(1)
    clerk.press("3")
    assert page.evaluate("document.activeElement.matches('.mend-paper select')"), "a defect asks for its reason"
    clerk.press("ArrowDown", "Tab")
    expect(page.locator("#live .notice-lines li")).to_have_count(2)
    page.locator("[data-check] input[type=radio]").last.focus()
    clerk.press("a")
    expect(page.locator("[data-check] input:checked")).to_have_count(2)  # what nobody must bring is said of each
    for row in page.locator("[data-check]").all()[2:]:
        row.locator("input[type=radio]").first.focus()
        clerk.press("4")
    clerk.press("F2", " ")
    expect(page.locator("#live .open-list li")).to_have_count(1)


def fault_by_hand(page: Page, rows: Locator) -> None:
    """The same without scripts: everything is on the page from the beginning."""
    for number in range(rows.count()):
        states = rows.nth(number).locator(".states input")
        states.nth((1, 2)[number] if number < 2 else 0).check(force=True)
    rows.nth(1).locator(".mend-paper select").select_option(index=1)
    page.locator("#form-on-paper").check()


def test_nothing_runs_out_of_a_narrow_screen(town: Accounts, clock: Clock, visitor: Visitor) -> None:
    page = at_counter(visitor, viewport={"width": 360, "height": 740})
    page.fill("[name=name]", "王小面")
    page.fill("[name=q]", "cyd")
    page.locator("#matters-found button").first.click()
    expect(page.locator("#counter")).to_be_visible()
    for width in (360, 768):
        page.set_viewport_size({"width": width, "height": 740})
        assert measures.sticking_out(page) == []


def test_an_answer_given_while_another_is_on_its_way_is_not_lost(
    town: Accounts, clock: Clock, visitor: Visitor
) -> None:
    page = at_counter(visitor)
    clerk = Clerk(page)
    clerk.read_card(f"王小面 {person('wang').id_number}")
    page.locator("[data-first]").focus()
    clerk.type("xse")
    expect(page.locator("#matters-found button").first).to_be_visible()
    clerk.press("Enter")
    expect(page.locator("[name=child_count]")).to_be_focused()
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held or route.request.method != "POST":
            route.continue_()
        else:
            held.append(route)

    page.route("**/desk/window/*/", hold)
    clerk.press("1")
    page.locator("[name=birth_place]").first.check()
    expect(page.locator(".htmx-request")).to_have_count(1)
    page.locator("[name=parents_named][value=both]").check()
    held[0].continue_()
    expect(page.locator("[name=has_birth_certificate]").first).to_be_visible()
    expect(page.locator("[name=parents_named][value=both]")).to_be_checked()
    expect(page.locator("[name=birth_place][value=institution]")).to_be_checked()
    expect(page.locator("[name=child_count]")).to_have_value("1")
    expect(page.locator("[name=parents_married]").first).to_be_visible()
