"""Nobody answers: what the law makes of it is there on its day, on the record and on paper, though no worker ran."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.conftest import PHONE
from tests.journeys.given import handed_in
from yici.demo.accounts import Accounts
from yici.domain.case import Decide
from yici.ledger.verify import verify

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

Visitor = Callable[..., BrowserContext]
FOOD = "#a-food-licence"
ACCEPTANCE = f"{FOOD} a[href$='/acceptance.pdf']"


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
    expect(page.locator(ACCEPTANCE)).to_have_count(0)

    # Monday 15 June is the tenth: the ten working days that were promised have counted from the day of receipt.
    clock.set("2026-06-15T10:00")
    page.reload()
    expect(page.locator(f"{FOOD} .light")).to_have_text("办理中")
    expect(page.locator(f"{FOOD} .when-due")).to_contain_text("今天之内")
    read_why(page)

    # Looking put it on the record: the time line has it with the day on which it began to hold, and it is on paper.
    accepted = page.locator(".steps li", has_text="依法视为受理").filter(has_text="食品经营许可核发")
    expect(accepted).to_contain_text("6月1日（周一）")
    expect(accepted).to_contain_text("第三十二条")
    expect(accepted.locator("time")).to_contain_text("6月8日（周一） 24:00")
    assert steps.downloaded(page, page.locator(ACCEPTANCE)).startswith(b"%PDF-")
    steps.picture(page, "silence")
    assert verify().faults == []

    # A day later the promise is broken, and the page says so without being asked.
    clock.set("2026-06-16T08:00")
    page.reload()
    expect(page.locator(f"{FOOD} .light")).to_have_text("超过期限")


def read_why(page: Page) -> None:
    """The explanation of the day counts from receipt and crosses out the days that do not count."""
    page.locator(f"{FOOD} details > summary").first.click()
    expect(page.locator(f"{FOOD} .deadline").first).to_contain_text("6月1日（周一）")
    expect(page.locator(f"{FOOD} .days .end").first).to_be_visible()
    assert page.locator(f"{FOOD} .deadline").first.locator(".days .off").count() >= 4
    steps.picture(page, "silence-days")
