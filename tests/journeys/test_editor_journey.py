"""An editor changes a limit and a condition, sees a fault, mends it, sees the plan change and proposes; a second editor
publishes; the guide shows it. With scripts every change is kept at once, without them by the button."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.apps.changes_prepared import FEW
from tests.journeys import steps
from tests.journeys.clock import Clock
from yici.catalogue.working.effects import effects_run
from yici.demo.accounts import Accounts
from yici.domain.comparing import effects
from yici.people.present import now

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey]
DRAFTS = "/desk/catalogue/drafts/"
FOOD = "form/?path=items%2Ffood-licence.yaml"
AMOUNT = '[name="v:/promised_limit/claims/0/value/amount"]'
WHEN = '[name="v:/materials/1/when"]'


def begun(page: Page) -> str:
    """This will begin a draft with the food licence in it, and give its address."""
    steps.come_in(page, "editor")
    page.goto(DRAFTS)
    page.locator("#name").fill("食品许可缩短到 3 天")
    steps.press(page.locator("form.begin button"))
    draft = page.url
    page.goto(f"{draft}add/?q=items/food-licence.yaml")
    steps.press(page.locator("#found button[value=take]").first)
    return draft


def typed(page: Page, box: str, text: str) -> None:
    """This will type into a box and let it be kept: at once with scripts, else by the button."""
    control = page.locator(box)
    control.fill(text)
    if steps.scripted(page):
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            control.press("Tab")
    else:
        steps.press(page.locator(".keep button[value=save]"))


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_draft_to_the_guide(
    town: Accounts, clock: Clock, visitor: Callable[..., BrowserContext], accessible: Callable[[Page], None],
    monkeypatch: pytest.MonkeyPatch, scripts: bool,
) -> None:  # fmt: skip
    for bound, most in FEW.items():
        monkeypatch.setattr(effects, bound, most)
    page = visitor(java_script_enabled=scripts).new_page()
    draft = begun(page)
    page.goto(draft + FOOD)
    if scripts:
        accessible(page)
    before = page.locator(AMOUNT).input_value()
    typed(page, AMOUNT, "三天")
    expect(page.locator("#found")).to_contain_text("“三天”不是整数")
    expect(page.locator("#edit")).to_contain_text("“三天”不是整数")
    assert page.locator(AMOUNT).input_value() == "三天"
    typed(page, AMOUNT, "3")
    expect(page.locator("#found")).to_contain_text("没有错误")
    assert before != "3"
    expect(page.locator("#tried .new, #tried .moved").first).to_be_attached()
    steps.picture(page, f"editor-form-{scripts}")
    condition(page, draft)
    proposed(page, draft, accessible if scripts else lambda page: None)
    published(visitor(java_script_enabled=scripts).new_page())


def condition(page: Page, draft: str) -> None:
    """This will give a paper a condition, at first with a name that nobody knows."""
    page.goto(f"{draft}{FOOD}&at=%2Fmaterials%2F1")
    folded = page.locator("details.folded")
    if folded.count() and not page.locator(WHEN).is_visible():
        folded.locator("summary").first.click()
    typed(page, WHEN, "cold_dishs")
    expect(page.locator("#edit")).to_contain_text("没有叫“cold_dishs”的问题或要素")
    typed(page, WHEN, "cold_dishes")
    expect(page.locator("#edit .meaning", has_text="意思是")).to_contain_text("答是")
    expect(page.locator("#found")).to_contain_text("没有错误")


def proposed(page: Page, draft: str, accessible: Callable[[Page], Any]) -> None:
    """This will look at what is changed, have the effects worked out, and propose."""
    page.goto(f"{draft}compare/")
    expect(page.locator("main")).to_contain_text("缩短为 3 个工作日")
    page.goto(draft)
    accessible(page)
    steps.press(page.locator("button[value=try]"))
    assert effects_run(now=now()) is not None
    page.goto(draft)
    expect(page.locator("#effects")).to_contain_text("开办餐饮店")
    steps.picture(page, "editor-effects")
    page.locator("#note").fill("与市里的承诺一致")
    steps.press(page.locator("button[value=propose]"))
    expect(page.locator("main")).to_contain_text("已经提出")


def published(page: Page) -> None:
    """This will let the second editor look and publish, and find it in the guide to the item."""
    steps.come_in(page, "editor2")
    page.goto("/desk/catalogue/")
    steps.press(page.locator("a", has_text="号提案").first)
    expect(page.locator("main")).to_contain_text("缩短为 3 个工作日")
    steps.press(page.locator("button[value=release]"))
    expect(page.locator("main")).to_contain_text("已公布为第 2 版")
    page.goto("/items/food-licence/")
    expect(page.locator("main")).to_contain_text("3 个工作日")


def test_two_editors_at_one_file_are_told_and_shown_both(
    town: Accounts, clock: Clock, visitor: Callable[..., BrowserContext], accessible: Callable[[Page], None]
) -> None:
    ann, ben = visitor().new_page(), visitor(java_script_enabled=False).new_page()
    draft = begun(ann)
    steps.come_in(ben, "editor2")
    ann.goto(draft + FOOD)
    ben.goto(draft + FOOD)
    typed(ann, AMOUNT, "7")
    ben.locator('[name="v:/name_en"]').fill("Licence to sell food")
    steps.press(ben.locator(".keep button[value=save]"))
    expect(ben.locator("h1")).to_contain_text("目录 一号 刚刚也改了这份文件")
    expect(ben.locator("table.both")).to_contain_text("Licence to sell food")
    expect(ben.locator("table.both")).to_contain_text("7")
    steps.picture(ben, "editor-both")
    steps.press(ben.locator("main form button"))
    assert ben.locator(AMOUNT).input_value() == "7"
    assert ben.locator('[name="v:/name_en"]').input_value() == "Licence to sell food"
    typed(ann, AMOUNT, "8")
    expect(ann.locator("#found")).to_contain_text("目录 二号 刚刚改了这份文件")
    accessible(ann)
    assert ann.locator(AMOUNT).input_value() == "8"
