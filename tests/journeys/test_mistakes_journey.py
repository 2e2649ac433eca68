"""What people do wrong: it is said clearly, and nothing that they did right is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import desk_steps as desk
from tests.journeys import steps
from tests.journeys.given import handed_in
from yici.demo.accounts import Accounts
from yici.demo.people import PASSWORD

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

Visitor = Callable[..., BrowserContext]
PLAN = f"{steps.RESTAURANT}plan/?place={steps.QUZHOU}&" + "&".join(f"{n}={v}" for n, v in steps.LARGE.items())
IDENTITY, RULES = "identity_card.applicant", "food_safety_rules"
WRONG_IDENTITY = "330802198511230010"
MEGABYTE = 1024 * 1024


def test_a_hasty_applicant_loses_nothing_and_hands_in_once(town: Accounts, visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False).new_page()
    page.goto(PLAN)
    steps.begin(page)
    draft = page.url.split("/form/")[0]
    leave_all_empty(page)
    switch_in_the_middle_of_typing(page)
    mistype_the_identity_number(page)
    steps.fill_form(page, "急急小馆")
    hand_in_too_soon(page, draft)
    upload_what_is_no_paper(page)
    steps.bring_the_rest(page)
    hand_in_twice(page)


def leave_all_empty(page: Page) -> None:
    """Going on with nothing filled in names every field that must be, each with a link to it."""
    steps.press(page.locator(".actions a.go").first)
    steps.press(page.locator("button[name=go][value=next]"))
    faults = page.locator("#faults li a")
    assert faults.count() == 10
    expect(page.locator("#faults h2")).to_have_text("有 10 处要改")
    faults.first.click()
    expect(page).to_have_url(re.compile("#f-applicant-name$"))
    steps.picture(page, "mistake-empty")


def switch_in_the_middle_of_typing(page: Page) -> None:
    """Another language and larger letters cost nothing; Enter in a field still goes on."""
    field, here = page.locator("[name='applicant.mobile']"), page.url
    field.fill("139")
    steps.press(page.locator("button[name=face][value=large]"))
    expect(page.locator("html[data-text=large]")).to_have_count(1)
    expect(field).to_have_value("139")
    steps.press(page.locator("button[name=face][value=standard]"))
    steps.press(page.locator("button[name=face][value=en]"))
    expect(page.locator("html[lang=en]")).to_have_count(1)
    steps.press(page.locator("button[name=face][value=zh-hans]"))
    expect(field).to_have_value("139")
    field.press("Enter")
    expect(page.locator("#faults")).to_be_visible()
    page.goto(here)


def mistype_the_identity_number(page: Page) -> None:
    """A number that does not check is named; it stays as typed, and so does all the rest."""
    steps.fill_page(page, "急急小馆")
    page.locator("[name='applicant.id_number']").fill(WRONG_IDENTITY)
    steps.press(page.locator("button[name=go][value=next]"))
    expect(page.locator("#faults li")).to_have_count(1)
    expect(page.locator("#faults")).to_contain_text("身份证号码对不上")
    expect(page.locator("[name='applicant.id_number']")).to_have_value(WRONG_IDENTITY)
    expect(page.locator("[name='applicant.name']")).to_have_value(steps.ZHAO.name)
    steps.picture(page, "mistake-identity")
    steps.press(page.locator("button[name=go][value=skip]"))
    steps.press(page.locator(".crumb a").first)


def hand_in_too_soon(page: Page, draft: str) -> None:
    """The last page tells what is wrong before anything is handed in, with the way to it."""
    page.goto(f"{draft}/form/applicant/")
    page.locator("[name='applicant.mobile']").fill("none")
    steps.press(page.locator("button[name=go][value=later]"))
    page.goto(f"{draft}/review/")
    steps.press(page.locator("main form button.go"))
    expect(page.locator("#faults li")).to_have_count(1)
    expect(page).to_have_url(re.compile("/review/"))
    steps.press(page.locator("#faults a"))
    page.locator("[name='applicant.mobile']").fill(steps.ZHAO.phone)
    steps.press(page.locator("button[name=go][value=next]"))
    page.goto(f"{draft}/papers/")


def upload_what_is_no_paper(page: Page) -> None:
    """A good file stays when the next one is too large, or is not what its name says."""
    steps.upload(page, IDENTITY, "身份证.png", steps.PNG, "image/png")
    steps.upload(page, RULES, "太大.pdf", steps.PDF + b" " * 5 * MEGABYTE)
    expect(page.locator("#faults")).to_contain_text("5 MB")
    steps.upload(page, RULES, "表格.pdf", b"PK\x03\x04 not a PDF at all")
    expect(page.locator("#faults")).to_contain_text("PDF、JPG 或者 PNG")
    steps.picture(page, "mistake-upload")
    expect(page.locator(".files li")).to_have_count(1)
    expect(page.locator(".files")).to_contain_text("身份证.png")


def hand_in_twice(page: Page) -> None:
    """Two clicks, the way back, and a page opened again all lead to the one receipt."""
    review = page.url
    page.locator("main form button.go").dblclick()
    expect(page).to_have_url(re.compile("/receipt/"))
    receipt, number = page.url, page.locator(".receipt-head dd.numbers").first.inner_text()
    page.go_back()
    expect(page).to_have_url(receipt)
    page.goto(review)
    expect(page).to_have_url(receipt)
    expect(page.locator(".receipt-head dd.numbers").first).to_have_text(number)
    page.goto("/mine/")
    assert page.locator("main a[href^='/cases/']").count() == 1


def test_what_is_not_yours_is_not_there(town: Accounts, visitor: Visitor) -> None:
    case = handed_in(town)
    page = visitor().new_page()
    steps.come_in(page, "wang")
    for address in (f"/cases/{case.id}/", f"/cases/{case.id}/receipt/", f"/cases/{case.id}/correct/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404
    expect(page.locator("h1")).to_have_text("没有找到这个办件")
    assert page.locator("main a[href='/status/']").count() == 1
    steps.picture(page, "mistake-foreign")
    answer = page.goto("/desk/")
    assert answer is not None
    assert answer.status == 404
    steps.look_up(page, case.number, "AAAA AAAA")
    expect(page.locator("#faults")).to_contain_text("对不上")
    expect(page.locator("[name=number]")).to_have_value(case.number)


def test_of_two_officers_the_second_is_told_and_keeps_what_was_typed(town: Accounts, visitor: Visitor) -> None:
    case = handed_in(town)
    first, second = desk.at_desk(visitor(), "window"), desk.at_desk(visitor(), "market")
    desk.open_item(second, str(case.id), "food-licence")
    desk.deed(second, "correct")
    target = desk.form(second).locator(".target", has_text="规章制度")
    target.locator("input[type=checkbox]").check()
    target.locator("select").select_option("paper.incomplete")
    target.locator("input[type=text]").fill("缺第三页。")
    desk.do(first, str(case.id), "fire-check", "correct", ask_for_the_floor_plan, final=True)
    desk.send(second)
    desk.confirm(second)
    expect(desk.form(second).locator("..").locator(".notice.later[role=alert]")).to_be_visible()
    expect(target.locator("input[type=text]")).to_have_value("缺第三页。")
    steps.picture(second, "mistake-stale")
    desk.send(second)
    desk.confirm(second)
    desk.done(second)


def ask_for_the_floor_plan(form: desk.Locator) -> None:
    """The other officer asks for something of another item meanwhile."""
    target = form.locator(".target", has_text="平面布置图")
    target.locator("input[type=checkbox]").check()
    target.locator("select").select_option("paper.unclear")


def test_after_many_wrong_passwords_the_account_rests_and_says_so(town: Accounts, visitor: Visitor) -> None:
    page = visitor().new_page()
    for number in range(8):
        steps.sign_in(page, "zhao", f"wrong-{number}")
    steps.picture(page, "mistake-lockout")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("15 分钟")
    steps.sign_in(page, "zhao", PASSWORD)
    expect(page.locator("main")).to_contain_text("15 分钟")
    elsewhere = visitor().new_page()
    steps.sign_in(elsewhere, "wang")
    expect(elsewhere.locator("form[action$='/logout/']")).to_be_visible()
