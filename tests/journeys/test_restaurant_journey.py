"""A restaurant, from the first search to the last result, through the pages of everybody who has to do with it."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys import desk_steps as desk
from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.conftest import PHONE
from yici.demo.accounts import Accounts
from yici.ledger import keys
from yici.ledger.evidence import verify_receipt
from yici.ledger.verify import verify

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

Visitor = Callable[..., BrowserContext]
SHOP = "赵记大饭店（演示）"
LAYOUT = "food_layout_documents"
GRANTED = ("individual-registration", "food-licence", "fire-check", "health-certificate")
SIGN = "outdoor-sign"


def test_a_large_restaurant_from_the_search_to_the_results(town: Accounts, clock: Clock, visitor: Visitor) -> None:
    citizen = visitor().new_page()
    steps.sign_in(citizen, "zhao")
    find(citizen, "ctd")
    steps.answer(citizen, steps.LARGE)
    steps.see_plan(citizen)
    expect(citizen.locator("main")).to_contain_text("6月30日（周二）")
    read_plan(citizen)
    read_notice(citizen)
    steps.begin(citizen)
    assert steps.fill_form(citizen, SHOP) > 40
    upload_two(citizen)
    steps.bring_the_rest(citizen)
    steps.picture(citizen, "review")
    number, code = steps.hand_in(citizen)
    keep_receipt(citizen)
    case = steps.case_of(citizen)

    clock.set("2026-06-01T14:00")
    window = desk.at_desk(visitor(), "window")
    desk.do(window, case, "food-licence", "correct", ask_for_clearer_papers, final=True)
    clock.set("2026-06-02T20:00")
    look_up_elsewhere(visitor, number, code)
    supply(citizen, case)

    clock.set("2026-06-03T09:30")
    desk.do(window, case, "food-licence", "supply_paper", desk.receive())
    desk.do(window, case, "food-licence", "accept")
    market = desk.at_desk(visitor(), "market")
    desk.do(market, case, "individual-registration", "decide", desk.grant, final=True)
    inspect_together(visitor, market, case, clock)

    clock.set("2026-06-08T10:00")
    decide_the_rest(visitor, market, case)
    read_refusal(citizen, case)

    clock.set("2026-06-09T09:00")
    for item in GRANTED:
        desk.do(window, case, item, "deliver", desk.hand_over)
    read_results(citizen, case)


def find(page: Page, typed: str) -> None:
    """Search as one types, choose the matter, choose the place when asked."""
    page.goto("/")
    page.locator("#q").fill(typed)
    steps.picture(page, "home")
    steps.press(page.locator("#hits a[href$='/open-restaurant/']").first)
    steps.press(page.locator("a[href^='/place/']").first)
    page.locator("#where").fill("qz")
    steps.picture(page, "place")
    steps.choose_place(page)
    expect(page).to_have_url(re.compile(r"/matters/open-restaurant/"))


def read_plan(page: Page) -> None:
    """The axis, what was spared, what to bring, who comes, before and after: all there."""
    for section in ("svg", ".spared-ledger", "#a-food-licence", "details.paper", ".card.visit", ".before-after"):
        assert page.locator(f"main {section}").count(), f"no {section} on the plan"
    assert page.locator(".card.visit").count() == 1
    steps.picture(page, "plan")


def read_notice(page: Page) -> None:
    """The one-time notice, as a page and printed, and back to the plan."""
    steps.press(page.locator("a[href*='/notice/']").first)
    steps.picture(page, "notice")
    printed = steps.downloaded(page, page.locator("a[href*='notice.pdf']"))
    assert printed.startswith(b"%PDF-")
    steps.press(page.locator(".crumb a[href*='/plan/']"))


def upload_two(page: Page) -> None:
    """One paper as a picture, one as a PDF; the others are for the window."""
    steps.upload(page, "identity_card.applicant", "身份证.png", steps.PNG, "image/png")
    steps.upload(page, LAYOUT, "布局.pdf", steps.PDF)
    expect(page.locator(".files li")).to_have_count(2)
    steps.picture(page, "papers")


def keep_receipt(page: Page) -> None:
    """The receipt on paper, and as a file that verifies with the operator's public keys alone."""
    steps.picture(page, "receipt")
    assert steps.downloaded(page, page.locator("a[href$='/receipt.pdf']")).startswith(b"%PDF-")
    receipt = json.loads(steps.downloaded(page, page.locator("a[href$='/receipt.json']")))
    assert verify_receipt(receipt, keys.public_keys()).valid
    receipt["statement"]["at"] = "2026-05-01T00:00:00Z"
    assert not verify_receipt(receipt, keys.public_keys()).valid


def ask_for_clearer_papers(form: Locator) -> None:
    """The window names the one paper that cannot be read, and says in which page; the others are being brought."""
    while (ticked := form.locator(".target input:checked")).count():
        ticked.first.uncheck()
    target = form.locator(".target", has=form.page.locator("input[type=checkbox]")).filter(has_text="布局").first
    target.locator("input[type=checkbox]").check()
    target.locator("select").select_option("paper.unclear")
    target.locator("input[type=text]").fill("第二页看不清。")


def look_up_elsewhere(visitor: Visitor, number: str, code: str) -> None:
    """Whoever holds the receipt finds the case on any device; only the applicant's own account may act."""
    page = visitor(**PHONE).new_page()
    steps.look_up(page, number, code)
    steps.picture(page, "status-phone")
    expect(page.locator("#a-food-licence .light")).to_have_text("轮到您")
    expect(page.locator("a[href$='/correct/']")).to_have_count(0)


def supply(page: Page, case: str) -> None:
    """The applicant supplies what was named, and nothing else is asked."""
    page.goto(f"/cases/{case}/")
    steps.press(page.locator(".todo a.go"))
    assert steps.papers_on(page) == [LAYOUT]
    expect(page.locator("q.words")).to_have_text("第二页看不清。")
    steps.picture(page, "correct")
    steps.upload(page, LAYOUT, "布局（清楚）.pdf", steps.PDF + b"% again")
    steps.press(page.locator("button[name=go][value=send]"))
    expect(page.locator(".notice.good")).to_be_visible()
    expect(page.locator(".todo", has_text="补 1 处")).to_have_count(0)


def inspect_together(visitor: Visitor, market: Page, case: str, clock: Clock) -> None:
    """The lead department sets one visit for food and fire; both see who set it, and each records its own part."""
    lead, fire = desk.at_desk(visitor(), "lead"), desk.at_desk(visitor(), "fire")
    four = desk.officers(("lead", "market", "fire fire2"))
    desk.do(lead, case, "food-licence", "plan_inspection", on_day("2026-06-05", four))
    fire.goto(f"/desk/{case}/?item=fire-check")
    expect(fire.locator("#visits .card")).to_have_count(1)
    expect(fire.locator("#visits")).to_contain_text("牵头部门约的")
    expect(fire.locator("#beside [data-deed][href*='_inspection']")).to_have_count(0)
    steps.picture(fire, "joint-visit")
    clock.set("2026-06-05T15:00")
    desk.do(market, case, "food-licence", "record_inspection", all_in_order)
    desk.do(fire, case, "fire-check", "record_inspection", all_in_order)
    fire.goto(f"/desk/{case}/?item=fire-check")
    expect(fire.locator("#visits .tag.good")).to_have_count(2)


def all_in_order(form: Locator) -> None:
    form.locator("[name=result][value=good]").check()


def on_day(day: str, who: desk.Fill) -> desk.Fill:
    def fill(form: Locator) -> None:
        form.locator("[name=day]").fill(day)
        who(form)

    return fill


def decide_the_rest(visitor: Visitor, market: Page, case: str) -> None:
    """Three bodies grant, one refuses, without scripts."""
    desk.do(market, case, "food-licence", "decide", desk.grant, final=True)
    desk.do(desk.at_desk(visitor(), "fire"), case, "fire-check", "decide", desk.grant, final=True)
    desk.do(desk.at_desk(visitor(), "health"), case, "health-certificate", "decide", desk.grant, final=True)
    city = desk.at_desk(visitor(java_script_enabled=False), "city")
    no = desk.refuse("plan.conflict", "招牌挡住了二楼的窗户。")
    desk.do(city, case, SIGN, "decide", no, final=True)


def read_refusal(page: Page, case: str) -> None:
    """One no does not hide four yeses; it has its reason, what else can be done, and its document."""
    page.goto(f"/cases/{case}/")
    sign = page.locator(f"#a-{SIGN}")
    expect(sign.locator(".light")).to_have_text("没有同意")
    expect(sign).to_contain_text("行政复议")
    assert steps.downloaded(page, sign.locator("a[href$='/decision.pdf']")).startswith(b"%PDF-")
    expect(page.locator("#a-food-licence .light")).to_have_text("办好了，等送达")
    steps.picture(page, "case-refused")


def read_results(page: Page, case: str) -> None:
    """At the end everything is there: results, dates, why each day, the printed decisions, and the course."""
    page.goto(f"/cases/{case}/")
    for item in GRANTED:
        expect(page.locator(f"#a-{item} .light")).to_have_text("办好了")
    food = page.locator("#a-food-licence")
    assert steps.downloaded(page, food.locator("a[href$='/decision.pdf']")).startswith(b"%PDF-")
    expect(page.locator(".steps")).to_contain_text("招牌挡住了二楼的窗户。")
    steps.picture(page, "case-results")
    report = verify()
    assert (report.fault_count, report.streams > 0) == (0, True)
