"""A visit on a phone without a connection: taken along, looked at point by point with a photograph, sent once when the
connection is back, confirmed by the other, wiped at the end."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.apps.small_files import jpeg
from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.conftest import PHONE
from tests.journeys.given import Given, handed_in
from yici.cases.queries import case_history
from yici.demo.accounts import Accounts
from yici.domain.case import Accept, Decide, PlanInspection
from yici.domain.clock import legal_day
from yici.people.present import now

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey]

Visitor = Callable[..., BrowserContext]
Check = Callable[[Page], None]
FOOD, SHOP = "food-licence", "individual-registration"
SEALED = """async () => {
  const opened = await new Promise((done, no) => { const r = indexedDB.open('yici', 1); r.onsuccess = () => done(r.result); r.onerror = no; });
  const all = (name) => new Promise((done) => { const r = opened.transaction(name).objectStore(name).getAll(); r.onsuccess = () => done(r.result); });
  const keys = await all('keys'), pages = await all('pages');
  opened.close();
  return { pages: pages.length, readable: keys.some((one) => one.key.extractable),
    text: pages.map((one) => new TextDecoder('latin1').decode(one.sealed)).join('') };
}"""  # noqa: E501


def to_visit(town: Accounts) -> Given:
    """A shop to look at today, by two of the market bureau."""
    case = handed_in(town, "zhao", "赵记面馆（演示）")
    case.act("window", "window_clerk", Accept(items=(FOOD,)))
    case.act("market", "chief_representative", Decide(item=SHOP, grant=True))
    officers = tuple(str(town.users[one]) for one in ("market", "lead"))
    plan = PlanInspection(visit="visit-1", items=(FOOD,), on=legal_day(now()), officers=officers)
    case.act("lead", "lead", plan)
    return case


def look_at_everything(page: Page) -> None:
    for box in page.locator(".judge-point").all():
        box.locator("input").first.check()


def kinds(case: Given) -> list[str]:
    return [line.event.kind for line in case_history(case.id)]


def take_along(page: Page, accessible: Check) -> None:
    """This will open the visits of today on the phone, and wait until the page can be opened without a connection."""
    page.goto("/desk/visits/")
    expect(page.locator(".week .today")).to_contain_text("我去")
    accessible(page)
    steps.press(page.locator("a.go").first)
    expect(page.locator(".visit")).to_contain_text("开办餐饮店")
    page.wait_for_function(
        "navigator.serviceWorker.controller !== null || navigator.serviceWorker.ready.then(() => true)"
    )
    accessible(page)


def record(page: Page) -> None:
    """This will look at every point, find fault with the last, and photograph it."""
    expect(page.locator("#line")).to_contain_text("没有网")
    look_at_everything(page)
    last = page.locator(".judge-point").last
    last.locator("input").nth(1).check()
    page.locator(".visit fieldset input[type=text]").last.fill("灶台旁边没有洗手池")
    page.locator("input[type=file]").set_input_files({"name": "灶台.jpg", "mimeType": "image/jpeg", "buffer": jpeg()})
    expect(page.locator(".pictures img")).to_have_count(1)
    page.locator(".visit textarea").fill("店主在场")


def confirm(page: Page, accessible: Check) -> None:
    """This will sign for the record as the other who was there."""
    steps.sign_in(page, "lead")
    page.goto("/desk/visits/confirm/")
    expect(page.locator("article")).to_contain_text("灶台旁边没有洗手池")
    accessible(page)
    steps.press(page.get_by_role("button", name="我在现场"))
    expect(page.locator(".notice")).to_contain_text("已经记录")


def test_a_visit_is_recorded_without_a_connection_and_sent_once(
    town: Accounts, clock: Clock, visitor: Visitor, accessible: Check
) -> None:
    case = to_visit(town)
    context = visitor(**PHONE)
    page = context.new_page()
    steps.sign_in(page, "market")
    take_along(page, accessible)
    context.set_offline(True)
    record(page)
    told = page.evaluate(SEALED)
    assert told["pages"] >= 2
    assert not told["readable"]
    assert case.number not in told["text"]
    page.get_by_role("button", name="记好了，交").click()
    expect(page.locator(".visit .state")).to_contain_text("等着连上网交")
    assert "inspection.recorded" not in kinds(case)
    page.reload()
    expect(page.locator(".visit .state")).to_contain_text("等着连上网交")
    steps.picture(page, "onsite-offline")

    context.set_offline(False)
    expect(page.locator(".visit .state")).to_contain_text("还等 1 位")
    accessible(page)
    context.set_offline(True)
    context.set_offline(False)
    expect(page.locator(".visit .state")).to_contain_text("还等 1 位")
    assert "inspection.recorded" not in kinds(case)

    confirm(visitor(**PHONE).new_page(), accessible)
    assert kinds(case).count("inspection.recorded") == 1
    [recorded] = [line for line in case_history(case.id) if line.event.kind == "inspection.recorded"]
    assert len(recorded.event.evidence) == 1  # type: ignore[attr-defined]

    page.goto("/desk/")
    steps.press(page.locator("form[action$='/logout/'] button").first)
    names = page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    assert "yici" not in names


def test_a_visit_that_was_moved_meanwhile_is_looked_at_again(town: Accounts, clock: Clock, visitor: Visitor) -> None:
    case = to_visit(town)
    context = visitor(**PHONE)
    page = context.new_page()
    steps.sign_in(page, "market")
    page.goto("/desk/visits/phone/")
    expect(page.locator(".visit")).to_have_count(1)
    context.set_offline(True)
    look_at_everything(page)
    page.get_by_role("button", name="记好了，交").click()
    officers = tuple(str(town.users[one]) for one in ("market", "lead"))
    tomorrow = legal_day(now()) + timedelta(days=1)
    case.act("lead", "lead", PlanInspection(visit="visit-1", items=(FOOD,), on=tomorrow, officers=officers))
    context.set_offline(False)
    expect(page.locator(".visit .state")).to_contain_text("不用您记了")
    assert "inspection.recorded" not in kinds(case)


def test_other_pages_of_ones_own_device_leave_the_visits_there(town: Accounts, clock: Clock, visitor: Visitor) -> None:
    to_visit(town)
    page = visitor(**PHONE).new_page()
    steps.sign_in(page, "market", device="own")
    page.goto("/desk/visits/phone/")
    expect(page.locator(".visit")).to_have_count(1)
    page.evaluate("yiciSealed.keep('somebody else', '/x/', [], 60000)")
    page.goto("/desk/")
    # What is not of whoever sits here goes; once it has gone, the page is done with looking.
    page.wait_for_function("yiciSealed.pages('/x/').then((all) => all.length === 0)")
    assert page.evaluate("yiciSealed.pages('visit:').then((all) => all.length)") == 1
    page.goto("/desk/visits/phone/")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator(".visit")).to_have_count(1)


def test_the_week_is_read_without_scripts(town: Accounts, clock: Clock, visitor: Visitor) -> None:
    to_visit(town)
    page = visitor(java_script_enabled=False).new_page()
    steps.sign_in(page, "market")
    page.goto("/desk/visits/")
    expect(page.locator(".week")).to_contain_text("开办餐饮店")
