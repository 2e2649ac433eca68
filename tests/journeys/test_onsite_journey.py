"""A visit without a connection: taken along, looked at point by point with a photograph, sent once when the connection
is back, confirmed by the other, wiped at the end; and a visit recorded online, where no scripts run."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.apps.small_files import jpeg
from tests.journeys import desk_steps as desk
from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.conftest import PHONE
from tests.journeys.given import Given, handed_in
from tests.journeys.ways import Way, bare, every_way, scripted
from yici.cases.queries import case_history
from yici.demo.accounts import Accounts
from yici.domain.case import Accept, Decide, PlanInspection
from yici.domain.clock import legal_day
from yici.people.present import now

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

Visitor = Callable[..., BrowserContext]
Look = Callable[[Page, str], None]
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


def word(page: Page, name: str, n: int = 0) -> str:
    """What the page on site says, in its language."""
    return (page.locator("#visit-words").get_attribute(f"data-{name}") or "").replace("{n}", str(n))


def take_along(page: Page, look: Look, way: Way) -> None:
    """This will open the visits of today, and wait until the page can be opened without a connection."""
    page.goto("/desk/visits/")
    expect(page.locator(".week .today li .tag")).to_have_count(1)
    look(page, f"onsite-{way}-week")
    steps.press(page.locator("a.go").first)
    expect(page.locator(".visit h2")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    look(page, f"onsite-{way}-along")


def record(page: Page) -> None:
    """This will look at every point, find fault with the last, and photograph it."""
    expect(page.locator("#line")).to_have_text(word(page, "offline"))
    look_at_everything(page)
    last = page.locator(".judge-point").last
    last.locator("input").nth(1).check()
    page.locator(".visit fieldset input[type=text]").last.fill("灶台旁边没有洗手池")
    page.locator("input[type=file]").set_input_files({"name": "灶台.jpg", "mimeType": "image/jpeg", "buffer": jpeg()})
    expect(page.locator(".pictures img")).to_have_count(1)
    page.locator(".visit textarea").fill("店主在场")


def confirm(page: Page, look: Look, way: Way) -> None:
    """This will sign for the record as the other who was there."""
    steps.come_in(page, "lead")
    page.goto("/desk/visits/confirm/")
    expect(page.locator("article")).to_contain_text("灶台旁边没有洗手池")
    look(page, f"onsite-{way}-confirm")
    steps.press(page.locator("article form button.go:not(.quiet)"))
    expect(page.locator(".notice.good, .notice[role=status]").first).to_be_visible()
    look(page, f"onsite-{way}-confirmed")


@every_way(0, only=scripted, long=True)
def test_a_visit_is_recorded_without_a_connection_and_sent_once(
    town: Accounts, clock: Clock, visitor: Visitor, look: Look, way: Way
) -> None:
    case = to_visit(town)
    context = visitor(**way.device)
    page = context.new_page()
    steps.come_in(page, "market")
    take_along(page, look, way)
    context.set_offline(True)
    record(page)
    look(page, f"onsite-{way}-said")
    told = page.evaluate(SEALED)
    assert told["pages"] >= 2
    assert not told["readable"]
    assert case.number not in told["text"]
    page.locator(".visit .actions button.go").click()
    expect(page.locator(".visit .state")).to_have_text(word(page, "waiting"))
    assert "inspection.recorded" not in kinds(case)
    page.reload()
    expect(page.locator(".visit .state")).to_have_text(word(page, "waiting"))
    look(page, f"onsite-{way}-offline")

    context.set_offline(False)
    expect(page.locator(".visit .state")).to_have_text(word(page, "sent", 1))
    look(page, f"onsite-{way}-sent")
    context.set_offline(True)
    context.set_offline(False)
    expect(page.locator(".visit .state")).to_have_text(word(page, "sent", 1))
    assert "inspection.recorded" not in kinds(case)

    confirm(visitor(**way.device, color_scheme="dark").new_page(), look, way)
    assert kinds(case).count("inspection.recorded") == 1
    [recorded] = [line for line in case_history(case.id) if line.event.kind == "inspection.recorded"]
    assert len(recorded.event.evidence) == 1  # type: ignore[attr-defined]

    page.goto("/desk/")
    steps.press(page.locator("form[action$='/logout/'] button").first)
    steps.wait_until(page, "indexedDB.databases().then((all) => all.every((one) => one.name !== 'yici'))")


@every_way(1, only=bare, long=True)
def test_a_visit_is_recorded_online_where_no_scripts_run(
    town: Accounts, clock: Clock, visitor: Visitor, look: Look, way: Way
) -> None:
    case = to_visit(town)
    page = visitor(**way.device).new_page()
    steps.come_in(page, "market")
    page.goto("/desk/visits/")
    look(page, f"onsite-{way}-week")
    steps.press(page.locator("a[href='/desk/visits/phone/']"))
    expect(page.locator("#line")).to_be_hidden()
    look(page, f"onsite-{way}-told")
    steps.press(page.locator("main .notice a[href='/desk/visits/']"))
    steps.press(page.locator(f".week a[href*='{case.id}']"))
    steps.press(page.locator("[data-deed][href*='/do/record_inspection/']").first)
    form = desk.form(page)
    form.locator("[name=result][value=bad]").check()
    form.locator("[name=failed]").first.check()
    form.locator("[name=note]").fill("灶台旁边没有洗手池")
    look(page, f"onsite-{way}-form")
    steps.press(form.locator("button.go").first)
    desk.done(page)
    look(page, f"onsite-{way}-recorded")
    assert "inspection.recorded" not in kinds(case)
    confirm(visitor(**way.device).new_page(), look, way)
    assert kinds(case).count("inspection.recorded") == 1


def test_a_visit_that_was_moved_meanwhile_is_looked_at_again(town: Accounts, clock: Clock, visitor: Visitor) -> None:
    case = to_visit(town)
    context = visitor(**PHONE)
    page = context.new_page()
    steps.come_in(page, "market")
    page.goto("/desk/visits/phone/")
    expect(page.locator(".visit")).to_have_count(1)
    context.set_offline(True)
    look_at_everything(page)
    page.locator(".visit .actions button.go").click()
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
    steps.wait_until(page, "yiciSealed.pages('/x/').then((all) => all.length === 0)")
    assert page.evaluate("yiciSealed.pages('visit:').then((all) => all.length)") == 1
    page.goto("/desk/visits/phone/")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator(".visit")).to_have_count(1)
