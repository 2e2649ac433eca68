"""Keeping an account safe in a real browser: an app with and without scripts, a passkey of the device, sessions."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys import measures, steps
from tests.journeys.conftest import PATIENCE, PHONE, watch
from yici.demo.accounts import Accounts

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey]
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
SAFETY = "/accounts/2fa/"
PAGES = {
    "codes": f"{SAFETY}recovery-codes/", "index": SAFETY, "new-codes": f"{SAFETY}recovery-codes/generate/",
    "stop": f"{SAFETY}totp/deactivate/", "replace": f"{SAFETY}totp/replace/", "keys": f"{SAFETY}webauthn/",
    "add": f"{SAFETY}webauthn/add/", "again": f"{SAFETY}reauthenticate/", "sessions": "/accounts/sessions/",
    "password": "/accounts/password/change/", "password-again": "/accounts/reauthenticate/",
}  # fmt: skip
"""What somebody sees who keeps an account safe, in order."""


@pytest.fixture(autouse=True)
def _required(settings: Any) -> None:
    settings.YICI_SECOND_FACTOR = "required"


@pytest.fixture
def named(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A visitor at a name instead of a number: only there browsers let passkeys be used."""
    faults: list[str] = []
    address = site.replace("127.0.0.1", "localhost")
    context = browser.new_context(
        base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    watch(context, address, faults)
    yield context
    context.close()
    assert faults == []


def device_with_a_key(page: Page) -> Any:
    """This will give the page's device a built-in authenticator that knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return session, made["authenticatorId"]


def test_a_passkey_is_added_and_signs_in_alone(town: Accounts, named: BrowserContext) -> None:
    page = named.new_page()
    device_with_a_key(page)
    steps.sign_in(page, "window")
    expect(page).to_have_url(at_path(SAFETY))
    steps.press(page.locator("main a[href='/accounts/2fa/webauthn/add/']"))
    page.locator("[name=name]").fill("办公室电脑")
    page.locator("[name=passwordless]").check()
    steps.picture(page, "safety-add-key")
    steps.press(page.locator("#add-key"))
    expect(page.locator("h1")).to_have_text("备用码")
    steps.press(page.locator("main a[href='/signed-in/']"))
    expect(page).to_have_url(at_path("/desk/"))
    page.locator("form[action='/accounts/logout/'] button").first.click()
    page.goto("/accounts/login/")
    steps.picture(page, "safety-login-key")
    steps.press(page.locator("#use-key"))
    expect(page).to_have_url(at_path("/desk/"))


def test_a_passkey_is_the_second_step_after_the_password(town: Accounts, named: BrowserContext) -> None:
    page = named.new_page()
    device_with_a_key(page)
    steps.sign_in(page, "window")
    page.goto("/accounts/2fa/webauthn/add/")
    steps.press(page.locator("#add-key"))
    page.locator("form[action='/accounts/logout/'] button").first.click()
    steps.sign_in(page, "window")
    steps.picture(page, "safety-second-step-key")
    steps.press(page.locator("#use-key"))
    expect(page).to_have_url(at_path("/desk/"))


def test_a_device_that_says_no_is_told_on_the_page(town: Accounts, named: BrowserContext) -> None:
    page = named.new_page()
    session, key = device_with_a_key(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    steps.sign_in(page, "window")
    page.goto("/accounts/2fa/webauthn/add/")
    page.locator("[name=passwordless]").check()
    page.locator("#add-key").click()
    expect(page.locator("[data-key-failed]")).to_be_visible()
    expect(page.locator("[data-key-failed]")).to_be_focused()
    steps.picture(page, "safety-key-failed")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_app_is_set_up_on_a_phone_with_and_without_scripts(town: Accounts, visitor: Any, scripts: bool) -> None:
    page = visitor(**PHONE, java_script_enabled=scripts).new_page()
    steps.sign_in(page, "market")
    steps.press(page.locator("main a[href='/accounts/2fa/totp/activate/']"))
    page.locator("summary").first.click()
    secret = page.locator(".secret code").text_content() or ""
    page.locator("[name=code]").fill(code_of(secret))
    steps.press(page.locator("main form button.go"))
    expect(page.locator(".recovery li")).to_have_count(10)
    steps.press(page.locator("main a[href='/signed-in/']"))
    expect(page).to_have_url(at_path("/desk/"))


@pytest.mark.parametrize(
    "both", [pytest.param(False, id="in turn"), pytest.param(True, id="both ways", marks=pytest.mark.soak)]
)
def test_every_page_of_account_safety_is_light_accessible_and_fits(
    town: Accounts, visitor: Any, site: str, both: bool
) -> None:
    found: list[str] = []
    plain, other = visitor().new_page(), visitor(color_scheme="dark").new_page()
    steps.come_in(plain, "lead")
    english = [
        {"name": name, "value": value, "url": site} for name, value in (("django_language", "en"), ("yici_large", "1"))
    ]
    other.context.add_cookies([*plain.context.cookies(), *english])
    found += looked_at(plain, other, {"owed": SAFETY, "app": "/accounts/2fa/totp/activate/"}, both=True)
    plain.locator("summary").first.click()
    secret = plain.locator(".secret code").text_content() or ""
    plain.locator("[name=code]").fill("000000")
    steps.press(plain.locator("main form button.go"))
    found += measured(plain, "app-wrong")
    plain.locator("[name=code]").fill(code_of(secret))
    steps.press(plain.locator("main form button.go"))
    found += measured(plain, "codes")
    found += looked_at(plain, other, PAGES, both=both)
    second = visitor().new_page()
    steps.sign_in(second, "lead")
    found += measured(second, "second-step")
    second.locator("[name=code]").fill("000000")
    second.locator("main form button.go").click()
    found += measured(second, "second-step-wrong")
    assert not found, "\n".join(found)


def looked_at(plain: Page, other: Page, pages: dict[str, str], *, both: bool) -> list[str]:
    """This will measure each page in Chinese at three widths, or the next one in English, dark and large on a phone."""
    found: list[str] = []
    for number, (name, path) in enumerate(pages.items()):
        if both or number % 2 == 0:
            plain.goto(path)
            found += measured(plain, name)
        if both or number % 2 == 1:
            found += in_english(other, name, path)
    return found


def in_english(page: Page, name: str, path: str) -> list[str]:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(path)
    measures.start(page)
    steps.picture(page, f"safety-{name}-en")
    faults = [*measures.faults_of(page, "en"), *measures.sideways(page, (360,)), *measures.chinese_in_english(page)]
    return [f"{name} in English: {one}" for one in faults]


def measured(page: Page, name: str) -> list[str]:
    page.set_viewport_size({"width": 1440, "height": 900})
    measures.start(page)
    steps.picture(page, f"safety-{name}-1440")
    faults = [f"{name}: {one}" for one in measures.faults_of(page, "zh-Hans")]
    faults += [f"{name}: {one}" for one in measures.sideways(page, (768, 360))]
    steps.picture(page, f"safety-{name}-360")
    return faults


def code_of(secret: str) -> str:
    """This will give the code that a phone with this secret shows now."""
    step = next(iter(auth.yield_hotp_counters_from_time())) + 1
    return str(auth.format_hotp_value(auth.hotp_value(secret, step)))


def at_path(path: str) -> Any:
    """This will be a pattern of addresses with this path, whatever is asked beside."""
    return re.compile(rf"^http://[^/]+{re.escape(path)}(\?.*)?$")
