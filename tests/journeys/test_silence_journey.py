"""Nobody answers: what the law makes of it is there on its day, though no worker ran."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.conftest import PHONE
from tests.journeys.given import handed_in
from yici.demo.accounts import Accounts
from yici.domain.case import Decide

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey]

Visitor = Callable[..., BrowserContext]
FOOD = "#a-food-licence"


def test_after_ten_working_days_of_silence_the_case_is_accepted_as_of_receipt(
    town: Accounts, clock: Clock, visitor: Visitor
) -> None:
    case = handed_in(town)
    case.act("market", "chief_representative", Decide(item="individual-registration", grant=True))
    page = visitor(**PHONE).new_page()

    # Monday 8 June is the fifth working day; the window may still answer until it is over.
    clock.set("2026-06-08T23:50")
    steps.look_up(page, case.number, case.code)
    expect(page.locator(f"{FOOD} .light")).to_have_text("核对材料")
    expect(page.locator(FOOD)).to_contain_text("6月8日（周一）")
    expect(page.locator(f"{FOOD} a[href$='/acceptance.pdf']")).to_have_count(0)

    # Monday 15 June is the tenth: the promised ten working days have counted from the day of receipt.
    clock.set("2026-06-15T10:00")
    page.reload()
    expect(page.locator(f"{FOOD} .light")).to_have_text("办理中")
    expect(page.locator(FOOD)).to_contain_text("6月15日（周一）")
    accepted = page.locator(".steps li", has_text="食品经营许可核发").filter(has_text="视为")
    expect(accepted).to_contain_text("6月1日（周一）")
    expect(accepted).to_contain_text("第三十二条")
    assert steps.downloaded(page, page.locator(f"{FOOD} a[href$='/acceptance.pdf']")).startswith(b"%PDF-")
    steps.picture(page, "silence")
    page.locator(f"{FOOD} details").first.click()
    expect(page.locator(f"{FOOD} .days .end").first).to_be_visible()
    steps.picture(page, "silence-days")

    # A day later the promise is broken, and the page says so without being asked.
    clock.set("2026-06-16T08:00")
    page.reload()
    expect(page.locator(f"{FOOD} .light")).to_have_text("超过期限")
