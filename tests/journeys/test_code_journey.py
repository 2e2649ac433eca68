"""An account of one's own in a browser: registered, a phone confirmed, in by a code, a forgotten password renewed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.faces.by_code_scene import sent
from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.ways import Way, every_way
from yici.demo.accounts import Accounts

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey]
NAME, FIRST, SECOND, PHONE = "laowang", "correct horse 42", "another horse 43", "13900001111"


@pytest.fixture(autouse=True)
def _sends(settings: Any, tmp_path: Path) -> None:
    settings.YICI_CHANNELS = tmp_path / "channels.toml"
    settings.YICI_CHANNELS.write_text(f'[sms]\nurl = "file:{tmp_path}/sms"\n')


class Phone:
    """What came to the phone, and was read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def newest(self) -> str:
        came = [code for channel, address, code in sent() if (channel, address) == ("sms", PHONE)]
        for code in self.read:
            came.remove(code)
        [code] = came
        self.read.append(code)
        return code


def asks(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("[name=address]").fill(PHONE)
    steps.press(page.locator("main form button.go"))


def enters(page: Page, code: str) -> None:
    page.locator("#code").fill(code)
    steps.press(page.locator("main form button.go[type=submit]"))


def signs_out(page: Page) -> None:
    steps.press(page.locator("header form[action='/accounts/logout/'] button"))


@every_way(turn=2)
def test_registered_reachable_in_by_a_code_and_the_password_renewed(
    town: Accounts, clock: Clock, way: Way, visitor: Callable[..., BrowserContext], accessible: Callable[[Page], None]
) -> None:
    clock.set("2026-06-01T10:00")
    page, phone = visitor(**way.device).new_page(), Phone()
    page.goto("/accounts/signup/")
    accessible(page)
    page.locator("[name=username]").fill(NAME)
    page.locator("[name=password1]").fill(FIRST)
    page.locator("[name=password2]").fill(FIRST)
    steps.press(page.locator("main form button.go").last)
    # Where the account is kept safe it says what a confirmed phone is good for, and leads there.
    page.goto("/accounts/2fa/")
    accessible(page)
    steps.press(page.locator("main a[href='/messages/settings/']"))
    page.locator("input[type=tel]").fill(PHONE)
    steps.press(page.locator("main form:has(input[type=tel]) button"))
    page.locator("[name=code]").fill(phone.newest())
    steps.press(page.locator("button[name=go][value=confirm]"))
    signs_out(page)
    asks(page, "/accounts/code/")
    accessible(page)
    first = phone.newest()
    enters(page, "000000" if first != "000000" else "000001")
    expect(page.locator("#code-wrong")).to_be_visible()
    clock.set("2026-06-01T10:02")
    steps.press(page.locator("button[name=again]"))
    enters(page, phone.newest())
    expect(page).to_have_url("/mine/")
    signs_out(page)
    clock.set("2026-06-01T10:04")
    asks(page, "/accounts/code/?for=password")
    enters(page, phone.newest())
    accessible(page)
    page.locator("[name=password]").fill(SECOND)
    page.locator("[name=again]").fill(SECOND)
    steps.press(page.locator("main form button.go"))
    steps.sign_in(page, NAME, SECOND)
    expect(page).to_have_url("/mine/")
