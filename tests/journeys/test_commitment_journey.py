"""A restaurant by commitment: in English, on a phone, without JavaScript and without an account."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import desk_steps as desk
from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.conftest import PHONE
from yici.demo.accounts import Accounts

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

Visitor = Callable[..., BrowserContext]
SHOP = "Zhao's Large Restaurant"
LATER = ["fire_safety_rules", "fire_layout_plans"]
BARE_PHONE = {**PHONE, "java_script_enabled": False}


def test_a_restaurant_by_commitment_in_english_without_scripts(town: Accounts, clock: Clock, visitor: Visitor) -> None:
    citizen = visitor(**BARE_PHONE).new_page()
    find(citizen)
    steps.answer(citizen, steps.PROMISED)
    steps.see_plan(citizen)
    expect(citizen.locator("#a-fire-check .tag.good")).to_be_visible()
    steps.picture(citizen, "en-plan")
    steps.begin(citizen)
    steps.fill_form(citizen, SHOP)
    promise(citizen)
    number, code = steps.hand_in(citizen)
    steps.picture(citizen, "en-receipt")
    case = steps.case_of(citizen)

    clock.set("2026-06-02T09:00")
    window = desk.at_desk(visitor(), "window")
    desk.do(window, case, "fire-check", "supply_paper", desk.receive(but=LATER))
    desk.do(window, case, "fire-check", "accept")
    desk.do(desk.at_desk(visitor(), "market"), case, "individual-registration", "decide", desk.grant, final=True)
    fire = desk.at_desk(visitor(), "fire")
    desk.do(fire, case, "fire-check", "decide", desk.grant, final=True)

    elsewhere = visitor(**BARE_PHONE).new_page()
    follow(elsewhere, number, code)
    hand_in_later(elsewhere)
    clock.set("2026-06-12T15:00")
    desk.do(fire, case, "fire-check", "verify", kept, final=True)
    desk.do(window, case, "fire-check", "deliver", desk.hand_over)
    elsewhere.reload()
    expect(elsewhere.locator("#a-fire-check .light")).to_have_text("Done")
    give_up_the_sign(elsewhere)
    steps.picture(elsewhere, "en-case")


def find(page: Page) -> None:
    """Switch to English, search with the button, choose the place where the matter asks for it."""
    page.goto("/")
    steps.press(page.locator("button[name=language][value=en]"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("#q").fill("餐饮")
    steps.press(page.locator("form[role=search] button"))
    steps.press(page.locator("#hits a[href$='/open-restaurant/']").first)
    steps.press(page.locator("a[href^='/place/']").first)
    page.locator("#where").fill("Quzhou")
    steps.press(page.locator("form[role=search] button"))
    steps.choose_place(page)
    expect(page.locator("h1")).to_have_text("Open a restaurant")


def promise(page: Page) -> None:
    """Going on unsigned is not possible; what may come later is left for later; the rest goes to the window."""
    for paper in LATER:
        page.locator(f"[name='way:{paper}'][value=later]").check()
    steps.press(page.locator("button[name=go][value=next]"))
    expect(page.locator("#faults")).to_contain_text("commitment")
    steps.picture(page, "en-promise")
    page.locator("[name='sign:fire-check']").check()
    steps.bring_the_rest(page)


def kept(form: desk.Locator) -> None:
    """Two people found the promise kept."""
    form.locator("[name=kept][value=kept]").check()
    desk.officers(("fire", "fire2"))(form)


def follow(page: Page, number: str, code: str) -> None:
    """Number and code open the case on another phone: the fire check is done, and one paper is still to come."""
    page.goto("/")
    steps.press(page.locator("button[name=language][value=en]"))
    steps.look_up(page, number.lower(), code.lower())
    expect(page).to_have_url(re.compile("/cases/"))
    expect(page.locator("#a-fire-check")).to_contain_text("commitment")
    steps.picture(page, "en-status")


def hand_in_later(page: Page) -> None:
    """The papers that were allowed to come later are handed in."""
    steps.press(page.locator("a[href$='/supply/']").first)
    assert steps.papers_on(page) == LATER
    for paper in LATER:
        steps.upload(page, paper, f"{paper}.png", steps.PNG + paper.encode(), "image/png")
    steps.picture(page, "en-supply")
    steps.press(page.locator("button[name=go][value=send]"))
    expect(page.locator(".notice.good")).to_be_visible()
    expect(page.locator("a[href$='/supply/']")).to_have_count(0)


def give_up_the_sign(page: Page) -> None:
    """The applicant takes one item back and keeps the others."""
    steps.press(page.locator("a[href$='/withdraw/']"))
    for box in page.locator("[name=item]").all():
        box.uncheck()
    page.locator("[name=item][value=outdoor-sign]").check()
    steps.press(page.locator("main form button"))
    expect(page.locator("#a-outdoor-sign .light")).to_have_text(re.compile("withdr", re.IGNORECASE))
