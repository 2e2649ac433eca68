"""A real name in a real browser: to the provider and back, a form that does not ask again, a firm, the face."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.faces.provider_process import running
from tests.journeys import steps
from tests.journeys.conftest import DESK, PATIENCE, PHONE
from yici.demo.accounts import Accounts
from yici.demo.provider.register import PASSWORD
from yici.people.provider import Provider
from yici.web.real_name import asking

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey]


@pytest.fixture(scope="module")
def process(site_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with running(tmp_path_factory.mktemp("provider"), site_address) as provider:
        yield provider


@pytest.fixture
def provider(process: Provider, settings: Any) -> Iterator[Provider]:
    """The provider, named in the settings and in what browsers are told of where forms may lead."""
    settings.REAL_NAME_PROVIDER = process
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    told = {**policy, "form-action": ["'self'", *process.origins]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": told}
    asking.forget()
    yield process
    asking.forget()


ON_BOTH = pytest.mark.parametrize("somebody", [DESK, PHONE], ids=["desk", "phone"], indirect=True)


@pytest.fixture
def somebody(request: pytest.FixtureRequest, browser: Browser, site: str, provider: Provider) -> Iterator[Page]:
    """A visitor who may go to the provider as well, and nowhere else."""
    elsewhere: list[str] = []
    context: BrowserContext = browser.new_context(
        base_url=site,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        **getattr(request, "param", PHONE),
    )
    context.set_default_timeout(PATIENCE)
    ours = (site, provider.issuer, "data:")
    context.on("request", lambda one: one.url.startswith(ours) or elsewhere.append(one.url))
    context.on("weberror", lambda one: elsewhere.append(str(one.error)))
    context.on("response", lambda one: one.status < 500 or elsewhere.append(f"{one.status} {one.url}"))
    yield context.new_page()
    context.close()
    assert elsewhere == []


def proves(page: Page, who: str) -> None:
    """At the provider: chooses a person, signs in, agrees."""
    page.locator("#who").select_option(who)
    page.locator("#password").fill(PASSWORD)
    steps.press(page.get_by_role("button", name="登录"))
    expect(page.get_by_role("heading", name="把这些告诉")).to_be_visible()
    steps.press(page.get_by_role("button", name="同意 Agree"))


@ON_BOTH
def test_a_stranger_comes_in_with_a_real_name_and_applies_for_a_firm(
    town: Accounts, somebody: Page, accessible: Callable[[Page], None]
) -> None:
    page = somebody
    page.goto("/accounts/login/")
    accessible(page)
    steps.picture(page, "real-name-login")
    steps.press(page.get_by_role("button", name="实名登录"))
    proves(page, "zhou")
    expect(page.get_by_text("账户开好了")).to_be_visible()
    page.goto("/me/")
    expect(page.get_by_text("已实名")).to_be_visible()
    accessible(page)
    steps.picture(page, "real-name-me")
    steps.press(page.get_by_role("button", name="核验人脸"))
    expect(page.get_by_text("这里不比对人脸")).to_be_visible()
    steps.press(page.get_by_role("button", name="是我本人"))
    expect(page.get_by_text("已实名，并核验过人脸")).to_be_visible()


def test_an_account_that_is_there_is_joined_after_signing_in_to_it(
    town: Accounts, somebody: Page, accessible: Callable[[Page], None]
) -> None:
    page = somebody
    page.goto("/accounts/login/")
    steps.press(page.get_by_role("button", name="实名登录"))
    proves(page, "wang")
    expect(page.get_by_role("heading", name="您已经有账号")).to_be_visible()
    accessible(page)
    steps.picture(page, "real-name-known")
    steps.press(page.get_by_role("link", name="登录这个账号，再连上"))
    page.locator("[name=login]").fill("wang")
    page.locator("[name=password]").fill(PASSWORD)
    steps.press(page.get_by_role("button", name="登录", exact=True))
    expect(page.get_by_role("heading", name="把实名连到这个账号")).to_be_visible()
    accessible(page)
    steps.press(page.get_by_role("button", name="连上，以后用实名登录"))
    expect(page.get_by_text("实名核对好了")).to_be_visible()


def test_whoever_does_not_agree_stays_outside(town: Accounts, somebody: Page) -> None:
    page = somebody
    page.goto("/accounts/login/")
    steps.press(page.get_by_role("button", name="实名登录"))
    page.locator("#who").select_option("chen")
    page.locator("#password").fill(PASSWORD)
    steps.press(page.get_by_role("button", name="登录"))
    steps.press(page.get_by_role("button", name="不同意"))
    expect(page.get_by_text("您没有同意把身份信息给我们")).to_be_visible()
