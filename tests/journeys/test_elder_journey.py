"""The version for elders: a whole application on a phone, with axe on every page and a contrast of seven to one."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import measures, steps
from tests.journeys.conftest import PHONE

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(600), pytest.mark.usefixtures("town")]
Scheme = Literal["light", "dark"]
BOTH: tuple[Scheme, ...] = ("dark", "light")
CARD = f"/matters/elderly-card/plan/?place={steps.QUZHOU}&elder_household=local&uses_agent=no"
PLAN = f"{steps.RESTAURANT}plan/?place={steps.QUZHOU}&" + "&".join(f"{n}={v}" for n, v in steps.LARGE.items())


def looked_at(page: Page, name: str, *schemes: Scheme) -> None:
    """This will look at a page as an elder meets it: it fits the phone, its words are large, axe finds nothing, in any
    of these schemes of colour."""
    assert page.locator("html").get_attribute("data-text") == "elder", name
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 22, name
    small = page.evaluate(
        "[...document.querySelectorAll('main .go')].filter((one) => one.offsetParent && one.offsetHeight < 56)"
        ".map((one) => one.textContent.trim())"
    )
    assert small == [], name
    for scheme in schemes or ("light",):
        page.emulate_media(color_scheme=scheme)
        steps.picture(page, f"elder-{name}-{scheme}")
        assert (found := measures.violations(page, strict=True)) == "", f"{name}, {scheme}: {found}"


def begins(page: Page) -> None:
    """This will choose the version for elders, sign in, begin a large application, and look at what is one's own."""
    page.goto("/")
    steps.press(page.locator("button[value=elder]"))
    looked_at(page, "home", *BOTH)
    steps.sign_in(page, "zhao")
    looked_at(page, "mine", *BOTH)
    page.goto(PLAN)
    looked_at(page, "plan", *BOTH)
    steps.begin(page)
    looked_at(page, "form", *BOTH)
    steps.press(page.locator(".actions a.go").first)
    expect(page.locator("main form .field")).to_have_count(1)
    looked_at(page, "question", *BOTH)
    for name in ("data", "data/readings"):
        page.goto(f"/me/{name}/")
        looked_at(page, name.replace("/", "-"), *BOTH)


def brings_all(page: Page) -> None:
    """This will leave each paper for the window, one after the other, and promise what there is to promise."""
    while "/papers/" in page.url:
        assert page.locator("section.hand-in").count() <= 1
        for one in page.locator("main [value=bring], main [name^='sign:']").all():
            one.check()
        steps.press(page.locator("button[name=go][value=next]"))
    expect(page).to_have_url(re.compile("/review/"))


def hands_in(page: Page) -> str:
    """This will fill the application for the senior citizen card in, question by question, hand it in, and give the
    address of the case."""
    page.goto(CARD)
    steps.begin(page)
    assert steps.fill_form(page, "") > 5
    looked_at(page, "papers")
    brings_all(page)
    looked_at(page, "review")
    steps.press(page.locator("form[action$='/review/'] button.go"))
    looked_at(page, "receipt")
    steps.press(page.locator("a[href^='/cases/']").first)
    looked_at(page, "case")
    return page.url


def test_an_elder_applies_and_follows(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor(**PHONE).new_page()
    begins(page)
    case = hands_in(page)
    page.goto(f"{case}messages/")
    looked_at(page, "messages")
    page.locator("[name=note]").fill("要带照片吗")
    steps.press(page.locator("button[value=send]"))
    expect(page.locator(".said-by.mine")).to_contain_text("要带照片吗")
    for name in ("documents", "withdraw", "rate", "readings"):
        page.goto(f"{case}{name}/")
        looked_at(page, name)
