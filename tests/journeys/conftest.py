"""A real browser for every journey: Chinese, at a desk or on a phone, that meets nothing but the site."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.journeys import browser as browsers
from tests.journeys import measures

# Playwright runs an event loop in the thread of the test, in which Django would refuse to use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHINESE: dict[str, Any] = {"locale": "zh-CN"}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
PATIENCE = 10_000
PICTURES = browsers.CHECKOUT / "test-artifacts"


LONGEST = ("restaurant", "pages", "elder", "newborn", "mandate")
"""The journeys that take longest, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest journeys begin first, so that none goes on alone when the other workers have nothing left to do."""
    names = [f"test_{name}_journey.py" for name in LONGEST]
    items.sort(key=lambda item: names.index(item.path.name) if item.path.name in names else len(names))


@pytest.fixture(scope="session")
def found() -> browsers.Browser:
    """The browser to start; a missing one is a failure that says what to do."""
    return browsers.find(os.environ)


@pytest.fixture(scope="session")
def playwright(found: browsers.Browser) -> Iterator[Playwright]:
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's own program may need the unpacked libraries too.
        for name, value in found.environment.items():
            patch.setenv(name, value)
        running = sync_playwright().start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser(playwright: Playwright, found: browsers.Browser) -> Iterator[Browser]:
    running = playwright.chromium.launch(
        executable_path=found.executable,
        args=[*browsers.FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"],
        env=dict(found.environ(os.environ)),
    )
    yield running
    running.close()


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Callable[..., BrowserContext]]:
    """Makes one more visitor, with cookies of their own; `**PHONE` gives them a phone."""
    faults: list[str] = []
    made: list[BrowserContext] = []

    def make(**device: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=site, timezone_id="Asia/Shanghai", reduced_motion="reduce", **(DESK | CHINESE | device)
        )
        context.set_default_timeout(PATIENCE)
        watch(context, site, faults)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    assert faults == []


def watch(context: BrowserContext, site: str, faults: list[str]) -> None:
    """This will note what no page may do: fail in a script, break its own security policy, or look elsewhere."""
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
    context.on("request", lambda request: is_ours(request.url, site) or faults.append(f"elsewhere: {request.url}"))
    context.on("response", lambda answer: answer.status < 500 or faults.append(f"{answer.status}: {answer.url}"))
    context.on(
        "console",
        lambda message: "Content Security Policy" not in message.text or faults.append(f"policy: {message.text}"),
    )


def is_ours(url: str, site: str) -> bool:
    return url.startswith((f"{site}/", "data:", "blob:", "about:"))


@pytest.fixture
def page(visitor: Callable[..., BrowserContext]) -> Page:
    """A page at a desk; its addresses may be written without the host."""
    return visitor().new_page()


@pytest.fixture
def phone_page(visitor: Callable[..., BrowserContext]) -> Page:
    """A page on a narrow phone with touch."""
    return visitor(**PHONE).new_page()


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """Asserts that axe finds nothing on the page against WCAG 2.2 AA, whether its scripts run or not."""

    def check(page: Page) -> None:
        assert (found := measures.violations(page)) == "", found

    return check


@pytest.fixture(scope="session")
def look(accessible: Callable[[Page], None]) -> Callable[[Page, str], None]:
    """Looks at a page as somebody has come to it: it is accessible and fits; a picture of it goes by the name."""

    def at(page: Page, name: str) -> None:
        keep(page, name)
        accessible(page)
        assert (found := measures.sticking_out(page)) == [], found

    return at


def keep(page: Page, name: str) -> None:
    """This will keep a picture of the page when YICI_PICTURES asks for it."""
    if os.environ.get("YICI_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" and report.failed:
        # A browser that has died cannot be photographed; the test's own failure is what matters.
        with suppress(PlaywrightError):
            picture(item)
    return report


def picture(item: pytest.Item) -> None:
    """This will keep what the failed journey last saw."""
    for name in ("page", "phone_page"):
        page = getattr(item, "funcargs", {}).get(name)
        if isinstance(page, Page) and not page.is_closed():
            PICTURES.mkdir(exist_ok=True)
            page.screenshot(path=PICTURES / f"{item.name[:80]}-{name}.png", full_page=True)
