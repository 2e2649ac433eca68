"""The version for elders: a whole application on a phone, with axe on every page and a contrast of seven to one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import measures, steps
from tests.journeys.conftest import PHONE

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(600), pytest.mark.usefixtures("town")]
PLAN = f"{steps.RESTAURANT}plan/?place={steps.QUZHOU}&" + "&".join(f"{n}={v}" for n, v in steps.LARGE.items())


def looked_at(page: Page, name: str) -> None:
    """This will look at a page as an elder meets it: it fits the phone, its words are large, axe finds nothing."""
    steps.picture(page, f"elder-{name}")
    assert page.locator("html").get_attribute("data-text") == "elder", name
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 22, name
    small = page.evaluate(
        "[...document.querySelectorAll('main .go')].filter((one) => one.offsetParent && one.offsetHeight < 56)"
        ".map((one) => one.textContent.trim())"
    )
    assert small == [], name
    assert (found := measures.violations(page, strict=True)) == "", f"{name}: {found}"


def begins(page: Page, scheme: str) -> None:
    """This will choose the version for elders, sign in, begin an application, and look at what is one's own."""
    page.goto("/")
    steps.press(page.locator("button[value=elder]"))
    looked_at(page, f"home-{scheme}")
    steps.sign_in(page, "zhao")
    looked_at(page, f"mine-{scheme}")
    page.goto(PLAN)
    looked_at(page, f"plan-{scheme}")
    steps.begin(page)
    looked_at(page, f"form-{scheme}")
    steps.press(page.locator(".actions a.go").first)
    expect(page.locator("main form .field")).to_have_count(1)
    looked_at(page, f"question-{scheme}")
    page.goto("/me/data/")
    looked_at(page, f"data-{scheme}")
    page.goto("/me/data/readings/")
    looked_at(page, f"readings-{scheme}")


def brings_all(page: Page) -> None:
    """This will leave each paper for the window, one after the other, and promise what there is to promise."""
    while "/papers/" in page.url:
        assert page.locator("section.hand-in").count() <= 1
        for one in page.locator("main [value=bring], main [name^='sign:']").all():
            one.check()
        steps.press(page.locator("button[name=go][value=next]"))
    expect(page).to_have_url(re.compile("/review/"))


def hands_in(page: Page) -> str:
    """This will go on with the application, hand it in, and give the address of the case."""
    page.goto("/mine/")
    steps.press(page.locator("ul.cases .row a").first)
    page.goto(page.url.replace(page.url.partition("/form/")[2], "") if "/form/" in page.url else page.url)
    steps.fill_form(page, "老赵饭馆")
    looked_at(page, "papers")
    brings_all(page)
    looked_at(page, "review")
    steps.press(page.locator("form[action$='/review/'] button.go"))
    looked_at(page, "receipt")
    steps.press(page.locator("a[href^='/cases/']").first)
    looked_at(page, "case")
    return page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_elder_applies_and_follows(visitor: Callable[..., BrowserContext], scheme: str) -> None:
    page = visitor(**PHONE, color_scheme=scheme).new_page()
    begins(page, scheme)
    if scheme == "dark":
        return
    case = hands_in(page)
    page.goto(f"{case}messages/")
    looked_at(page, "messages")
    page.locator("[name=item]").first.check()
    page.locator("[name=note]").fill("体检证要原件吗")
    steps.press(page.locator("button[value=send]"))
    expect(page.locator(".said-by.mine")).to_contain_text("体检证要原件吗")
    for name in ("documents", "withdraw", "rate", "readings"):
        page.goto(f"{case}{name}/")
        looked_at(page, name)
