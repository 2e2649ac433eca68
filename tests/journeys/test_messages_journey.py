"""Handed in: a number in the head, the message opened, the number gone; and a phone confirmed for the next one."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.apps.small_files import PDF
from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.conftest import PHONE
from tests.journeys.given import handed_in, tell
from yici.demo.accounts import Accounts
from yici.domain.case import Decide
from yici.ledger.feed import begin_readers
from yici.notices.sending import message_carry
from yici.people.present import now

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

UNREAD = "a.mail .unread"
OWNER = "zhao"


@pytest.fixture
def outbox(settings: Any, tmp_path: Path) -> Path:
    """The site sends SMS into a folder, at any hour."""
    settings.YICI_CHANNELS, settings.YICI_TEXTS = tmp_path / "channels.toml", tmp_path / "texts"
    quiet = '[quiet]\nbegins = "00:00"\nends = "00:00"\n'
    settings.YICI_CHANNELS.write_text(f'[sms]\nurl = "file:{tmp_path}/sms"\n{quiet}')
    return tmp_path / "sms"


def newest(outbox: Path) -> str:
    """What the phone shows last."""
    while message_carry(channel_name="sms", now=now()) is not None:
        pass
    return max(outbox.iterdir(), key=lambda path: path.stat().st_mtime_ns).read_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "plain"])
def test_a_message_is_seen_opened_and_read_and_the_next_one_comes_to_the_phone(
    town: Accounts, clock: Clock, visitor: Callable[..., BrowserContext], accessible: Callable[[Page], None],
    outbox: Path, scripts: bool,
) -> None:  # fmt: skip
    begin_readers()
    case = handed_in(town)
    tell()
    page = visitor(**PHONE, java_script_enabled=scripts).new_page()
    steps.sign_in(page, OWNER)
    expect(page.locator(UNREAD)).to_contain_text("1")

    steps.press(page.locator("a.mail"))
    if scripts:
        accessible(page)
    steps.press(page.locator(".messages .new a"))
    expect(page.locator("h1")).to_have_text("已收到您的申请")
    expect(page.locator("main")).to_contain_text(case.number)
    expect(page.locator(UNREAD)).to_have_count(0)

    page.goto("/messages/settings/")
    if scripts:
        accessible(page)
    page.fill("#f-phone", "13812345678")
    steps.press(page.locator("form:has(#f-phone) button"))
    [code] = re.findall(r"\d{6}(?=，)", newest(outbox))
    page.fill("#f-code", code)
    steps.press(page.locator("button[value=confirm]"))
    expect(page.locator(".contacts")).to_contain_text("138******78")
    expect(page.locator(".contacts")).to_contain_text("已确认")

    case.act("market", "chief_representative", Decide(item="individual-registration", grant=True))
    tell()
    assert "已批准" in newest(outbox)
    page.goto("/mine/")
    expect(page.locator(UNREAD)).to_have_text(re.compile("[1-9]"))


def test_a_file_goes_along_with_a_message_on_a_phone(
    town: Accounts, clock: Clock, visitor: Callable[..., BrowserContext], accessible: Callable[[Page], None],
) -> None:  # fmt: skip
    case = handed_in(town)
    page = visitor(**PHONE).new_page()
    steps.come_in(page, OWNER)
    page.goto(f"/cases/{case.id}/messages/")
    page.locator("[name=item]").first.check()
    page.locator("[name=note]").fill("这样画行不行")
    page.locator("#p-along-file").set_input_files(
        {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )  # fmt: skip
    expect(page.locator("#p-along .files")).to_contain_text("plan.pdf")
    expect(page.locator("[name=note]")).to_have_value("这样画行不行")
    accessible(page)
    steps.press(page.locator("button[value=send]"))
    expect(page.locator(".said-by.mine .along")).to_contain_text("plan.pdf")
