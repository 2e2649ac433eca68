"""A builder opens a project, a window puts its case into a stage, and the builder sees the stage go; a supervisor tries
another rule."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.desk_steps import at_desk
from tests.journeys.steps import choose_place, come_in, press
from yici.cases.queries import standing
from yici.demo.accounts import Accounts
from yici.demo.projects import BUILDING, BUNDLE
from yici.demo.story import hand_in
from yici.oversight.services import trial_run
from yici.people.present import now

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
CODE, NAME = "2606-330802-04-01-000123", "食品厂二期（演示）"


def opened(page: Page) -> None:
    """This will open a project in Quzhou, as somebody on a phone who once writes the code wrong."""
    page.goto("/projects/")
    press(page.get_by_role("link", name="先选在哪里建"))
    choose_place(page)
    page.locator("main [name=code]").fill("二零二六")
    page.locator("main [name=name]").fill(NAME)
    press(page.get_by_role("button", name="建项目"))
    expect(page.locator("#faults")).to_contain_text("项目代码不对")
    expect(page.locator("main [name=name]")).to_have_value(NAME)
    page.locator("main [name=code]").fill(CODE)
    press(page.get_by_role("button", name="建项目"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)


def number_of(case: UUID) -> str:
    """This will give the number that stands on the receipt of a case."""
    return standing([case])[case].number


def test_a_builder_opens_a_project_and_a_window_puts_the_acceptance_into_its_stage(
    town: Accounts, visitor: Callable[..., BrowserContext], accessible: Callable[[Page], None]
) -> None:
    phone = visitor(**PHONE).new_page()
    come_in(phone, "wang")
    opened(phone)
    expect(phone.locator(".stages > li.ahead")).to_have_count(4)
    accessible(phone)
    project = phone.url
    stage = hand_in(town, town.people["wang"], BUNDLE, NAME, BUILDING, now())
    window = at_desk(visitor(), "window")
    window.get_by_role("link", name="工程建设项目").click()
    window.get_by_role("link", name=NAME).click()
    window.locator("main [name=number]").fill(number_of(stage.case_id))
    press(window.get_by_role("button", name="放进项目"))
    expect(window.locator("main .notice")).to_contain_text("放进项目了")
    expect(window.locator(".stages > li.running h3")).to_have_text("竣工验收")
    accessible(window)
    phone.goto(project)
    expect(phone.locator(".stages > li.running")).to_contain_text("12 个事项，决定了 0 个")
    expect(phone.locator(".stages > li.elsewhere")).to_have_count(3)
    press(phone.get_by_role("link", name="谁看过这个项目"))
    expect(phone.locator("main")).to_contain_text("打开看了这个项目")
    phone.goto(project)
    press(phone.get_by_role("button", name="放错了，拿出来"))
    expect(phone.locator("main .notice")).to_contain_text("从项目里拿出来了")
    expect(phone.locator(".stages > li.ahead")).to_have_count(4)
    phone.get_by_role("radio").check()
    press(phone.get_by_role("button", name="放进项目"))
    expect(phone.locator(".stages > li.running h3")).to_have_text("竣工验收")


def test_whoever_has_no_account_finds_the_project_by_its_receipt(
    town: Accounts, visitor: Callable[..., BrowserContext]
) -> None:
    window = at_desk(visitor(), "window")
    window.goto("/desk/projects/")
    window.get_by_text("替来人建一个项目").click()
    form = window.locator("main details form")
    form.locator("[name=code]").fill(CODE)
    form.locator("[name=name]").fill(NAME)
    press(form.get_by_role("button", name="建项目"))
    code = window.locator("#receipt dd").nth(1).inner_text()
    guest = visitor(**PHONE).new_page()
    guest.goto("/status/")
    guest.locator("[name=number]").fill(CODE)
    guest.locator("[name=code]").fill(code)
    press(guest.locator("main form button.go"))
    expect(guest.get_by_role("heading", level=1)).to_contain_text(NAME)
    expect(guest.locator("main form")).to_have_count(0)


def test_a_supervisor_tries_another_rule_and_sees_the_result_come(
    town: Accounts, visitor: Callable[..., BrowserContext], accessible: Callable[[Page], None]
) -> None:
    page = at_desk(visitor(), "supervisor")
    press(page.get_by_role("link", name="换个规则推算"))
    accessible(page)
    page.locator("[name=off][value=parallel]").check()
    press(page.get_by_role("button", name="开始推算"))
    expect(page.locator("#trial")).to_contain_text("等着算")
    assert trial_run(now=now()) is not None
    # The page looks again by itself.
    expect(page.locator("#trial")).to_contain_text("这是推算，不是记录")
    accessible(page)
