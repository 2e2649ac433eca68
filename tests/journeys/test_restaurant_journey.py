"""A restaurant, from the first search to the licences, through the pages of everybody who has to do with it.

Five departments, one correction, one joint inspection, one commitment; in every way in which people come.
"""

import json
import re
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys import desk_steps as desk
from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.ways import Way, every_way
from yici.cases.queries import case_history
from yici.demo.accounts import Accounts
from yici.domain.case.events import ApprovalGranted
from yici.ledger import keys
from yici.ledger.evidence import verify_receipt
from yici.ledger.verify import verify

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

Visitor = Callable[..., BrowserContext]
Look = Callable[[Page, str], None]
ANSWERS = {**steps.PROMISED, "premises_rented": "yes"}
SHOP = "赵记大饭店（演示）"
LAYOUT, UNCLEAR = "food_layout_documents", "第二页看不清。"
LATER = ["fire_safety_rules", "fire_layout_plans"]
DECIDED_BY = {
    "individual-registration": "market", "food-licence": "market", "fire-check": "fire", "outdoor-sign": "city",
    "health-certificate": "health", "lease-filing": "housing",
}  # fmt: skip
FIVE = {"market", "fire", "city", "health", "housing"}
WORDS = {
    "zh": {
        "matter": "开办餐饮店", "where": "衢州", "day": "6月", "commitment": "承诺", "turn": "轮到您", "done": "办好了",
        "layout": "布局", "joint": "牵头部门约的", "satisfied": "非常满意",
    },
    "en": {
        "matter": "Open a restaurant", "where": "Quzhou", "day": "June", "commitment": "commitment",
        "turn": "Your turn", "done": "Done", "layout": "layout", "joint": "Lead department",
        "satisfied": "very satisfied",
    },
}  # fmt: skip


@every_way(0, long=True)
def test_a_restaurant_from_the_search_to_the_licences(
    looking_town: Accounts, clock: Clock, visitor: Visitor, look: Look, way: Way
) -> None:
    go = Journey(visitor, look, way)
    citizen = go.comes()
    go.find(citizen)
    go.read_plan(citizen)
    steps.begin(citizen)
    go.leave_and_come_back(citizen)
    assert steps.fill_form(citizen, SHOP) > 40
    go.upload(citizen)
    go.promise(citizen)
    go.look(citizen, "review")
    receipt = steps.hand_in(citizen)
    go.keep_receipt(citizen)
    case = steps.case_of(citizen)

    clock.set("2026-06-01T14:00")
    window = desk.at_desk(visitor(**way.staff), "window")
    go.ask_for_a_clearer_paper(window, case)
    clock.set("2026-06-02T20:00")
    elsewhere = go.comes_again(case, *receipt)
    go.supply(elsewhere)

    clock.set("2026-06-03T09:30")
    desk.do(window, case, "food-licence", "supply_paper", desk.receive(but=LATER))
    desk.do(window, case, "food-licence", "accept")
    go.decide(case, "individual-registration", "fire-check", "lease-filing")
    go.inspect_together(case, clock)
    clock.set("2026-06-08T10:00")
    go.decide(case, "food-licence", "outdoor-sign", "health-certificate")
    assert {DECIDED_BY[item] for item in granted(case)} == FIVE

    go.hand_in_later(elsewhere, case)
    clock.set("2026-06-09T09:00")
    desk.do(window, case, "food-licence", "deliver_together", desk.hand_over)
    clock.set("2026-06-12T15:00")
    desk.do(go.at_desk("fire"), case, "fire-check", "verify", kept, final=True)
    go.read_results(elsewhere, case)
    go.rate(elsewhere)
    report = verify()
    assert (report.fault_count, report.streams > 0) == (0, True)


def granted(case: str) -> set[str]:
    """The items that somebody has granted."""
    return {str(line.event.item) for line in case_history(UUID(case)) if isinstance(line.event, ApprovalGranted)}


def kept(form: Locator) -> None:
    """Two people found the promise kept."""
    form.locator("[name=kept][value=kept]").check()
    desk.officers(("fire", "fire2"))(form)


def in_order(form: Locator) -> None:
    form.locator("[name=result][value=good]").check()


class Journey:
    """One way through it: what is done with scripts or without, and said in one language or the other.

    At a desk people sign in; on a phone they come without an account, and come back with number and code.
    """

    def __init__(self, visitor: Visitor, look: Look, way: Way) -> None:
        self.visitor, self.way, self.words = visitor, way, WORDS[way.language]
        self.offices: dict[str, Page] = {}
        self.look = lambda page, name: look(page, f"{name}-{way}")

    def comes(self) -> Page:
        """The applicant, on a device of their own."""
        page = self.visitor(**self.way.device).new_page()
        if not self.way.phone:
            steps.sign_in(page, "zhao")
        return page

    def at_desk(self, username: str) -> Page:
        """The desk of a member of staff, who signs in once."""
        if username not in self.offices:
            self.offices[username] = desk.at_desk(self.visitor(**self.way.staff), username)
        return self.offices[username]

    def find(self, page: Page) -> None:
        """Search, choose the matter, choose the place when asked, answer: typing is enough where scripts run."""
        page.goto("/")
        page.locator("#q").fill("ctd")
        if not self.way.scripts:
            steps.press(page.locator("form[role=search] button"))
        self.look(page, "home")
        steps.press(page.locator("#hits a[href$='/open-restaurant/']").first)
        steps.press(page.locator("a[href^='/place/']").first)
        page.locator("#where").fill("qz")
        if not self.way.scripts:
            steps.press(page.locator("form[role=search] button"))
        steps.choose_place(page)
        expect(page).to_have_url(re.compile(r"/matters/open-restaurant/"))
        expect(page.locator("h1")).to_have_text(self.words["matter"])
        steps.answer(page, ANSWERS)
        self.look(page, "questions")
        steps.see_plan(page)

    def read_plan(self, page: Page) -> None:
        """The axis, what was spared, what to bring, who comes, before and after: all there, and the one-time notice."""
        for section in ("svg", ".spared-ledger", "#a-food-licence", "details.paper", ".card.visit", ".before-after"):
            assert page.locator(f"main {section}").count(), f"no {section} on the plan"
        expect(page.locator(".card.visit")).to_have_count(1)
        expect(page.locator("main")).to_contain_text(self.words["day"])
        expect(page.locator("#a-fire-check .tag.good")).to_be_visible()
        self.look(page, "plan")
        steps.press(page.locator("a[href*='/notice/']").first)
        assert steps.downloaded(page, page.locator("a[href*='notice.pdf']")).startswith(b"%PDF-")
        self.look(page, "notice")
        steps.press(page.locator(".crumb a[href*='/plan/']"))

    def leave_and_come_back(self, page: Page) -> None:
        """What was typed is kept while it is typed, or by its button where no script runs; and is there again."""
        contents = page.url
        steps.press(page.locator(".actions a.go").first)
        typed = page.locator("main form .field input[type=text]").first
        typed.fill("赵")
        if self.way.scripts:
            expect(page.locator("#kept")).not_to_be_empty()
        else:
            steps.press(page.locator("button[name=go][value=later]"))
        page.goto(contents)
        steps.press(page.locator(".contents a").first)
        expect(typed).to_have_value("赵")
        self.look(page, "form")
        page.goto(contents)

    def upload(self, page: Page) -> None:
        """One paper as a picture, one as a PDF; the others are for the window."""
        steps.upload(page, "identity_card.applicant", "身份证.png", steps.PNG, "image/png")
        steps.upload(page, LAYOUT, "布局.pdf", steps.PDF)
        expect(page.locator(".files li")).to_have_count(2)

    def promise(self, page: Page) -> None:
        """Going on unsigned is not possible; what may come later is left for later; the rest goes to the window."""
        for paper in LATER:
            page.locator(f"[name='way:{paper}'][value=later]").check()
        steps.press(page.locator("button[name=go][value=next]"))
        expect(page.locator("#faults")).to_contain_text(self.words["commitment"])
        self.look(page, "papers")
        page.locator("[name='sign:fire-check']").check()
        steps.bring_the_rest(page)

    def keep_receipt(self, page: Page) -> None:
        """The receipt on paper, and as a file that verifies with the operator's public keys alone."""
        self.look(page, "receipt")
        assert steps.downloaded(page, page.locator("a[href$='/receipt.pdf']")).startswith(b"%PDF-")
        receipt = json.loads(steps.downloaded(page, page.locator("a[href$='/receipt.json']")))
        assert verify_receipt(receipt, keys.public_keys()).valid
        receipt["statement"]["at"] = "2026-05-01T00:00:00Z"
        assert not verify_receipt(receipt, keys.public_keys()).valid

    def ask_for_a_clearer_paper(self, page: Page, case: str) -> None:
        """The window names the one paper that cannot be read, and says in which page; the others are being brought."""
        desk.open_item(page, case, "food-licence")
        desk.deed(page, "correct")
        form = desk.form(page)
        while (ticked := form.locator(".target input:checked")).count():
            ticked.first.uncheck()
        target = form.locator(".target", has=page.locator("input[type=checkbox]")).filter(has_text=self.words["layout"])
        target.first.locator("input[type=checkbox]").check()
        target.first.locator("select").select_option("paper.unclear")
        target.first.locator("input[type=text]").fill(UNCLEAR)
        self.look(page, "desk-correct")
        desk.send(page)
        desk.confirm(page)
        desk.done(page)

    def comes_again(self, case: str, number: str, code: str) -> Page:
        """Another device, at night: whoever has an account signs in, others have what stands on the receipt."""
        page = self.visitor(**self.way.device, color_scheme="dark").new_page()
        steps.look_up(page, number.lower(), code.lower())
        expect(page).to_have_url(re.compile("/cases/"))
        expect(page.locator("#a-food-licence .light")).to_have_text(self.words["turn"])
        # Who handed in under an account acts under it: the receipt alone lets others see.
        expect(page.locator("a[href$='/correct/']")).to_have_count(1 if self.way.phone else 0)
        self.look(page, "status-dark")
        if not self.way.phone:
            steps.sign_in(page, "zhao")
            page.goto(f"/cases/{case}/")
        return page

    def supply(self, page: Page) -> None:
        """The applicant supplies what was named, and nothing else is asked."""
        steps.press(page.locator(".todo a.go"))
        assert steps.papers_on(page) == [LAYOUT]
        expect(page.locator("q.words")).to_have_text(UNCLEAR)
        self.look(page, "supply-correction")
        steps.upload(page, LAYOUT, "布局（清楚）.pdf", steps.PDF + b"% again")
        steps.press(page.locator("button[name=go][value=send]"))
        expect(page.locator(".notice.good")).to_be_visible()
        expect(page.locator("a[href$='/correct/']")).to_have_count(0)

    def decide(self, case: str, *items: str) -> None:
        """Each department grants what is its own."""
        for item in items:
            desk.do(self.at_desk(DECIDED_BY[item]), case, item, "decide", desk.grant, final=True)

    def inspect_together(self, case: str, clock: Clock) -> None:
        """The lead department sets one visit for food and sign; both see who set it, and each records its own part."""
        lead, city = self.at_desk("lead"), self.at_desk("city")
        desk.do(lead, case, "food-licence", "plan_inspection", desk.on_day("2026-06-05", ("lead", "market", "city")))
        city.goto(f"/desk/{case}/?item=outdoor-sign")
        expect(city.locator("#visits .card")).to_have_count(1)
        expect(city.locator("#visits")).to_contain_text(self.words["joint"])
        expect(city.locator("#beside [data-deed][href*='_inspection']")).to_have_count(0)
        self.look(city, "joint-visit")
        clock.set("2026-06-05T15:00")
        desk.do(self.at_desk("market"), case, "food-licence", "record_inspection", in_order)
        desk.do(city, case, "outdoor-sign", "record_inspection", in_order)
        for name in ("lead", "market", "city"):
            self.confirm(self.at_desk(name))
        city.goto(f"/desk/{case}/?item=outdoor-sign")
        expect(city.locator("#visits .tag.good")).to_have_count(2)

    def confirm(self, page: Page) -> None:
        """Whoever was at a visit says of each record that waits for them that it was so."""
        page.goto("/desk/visits/confirm/")
        while page.locator("button[value=confirm]").count():
            steps.press(page.locator("button[value=confirm]").first)

    def hand_in_later(self, page: Page, case: str) -> None:
        """The papers that were allowed to come later are handed in."""
        page.goto(f"/cases/{case}/")
        expect(page.locator("#a-fire-check")).to_contain_text(self.words["commitment"])
        steps.press(page.locator("a[href$='/supply/']").first)
        assert steps.papers_on(page) == LATER
        for paper in LATER:
            steps.upload(page, paper, f"{paper}.png", steps.PNG + paper.encode(), "image/png")
        self.look(page, "supply-later")
        steps.press(page.locator("button[name=go][value=send]"))
        expect(page.locator(".notice.good")).to_be_visible()
        expect(page.locator("a[href$='/supply/']")).to_have_count(0)

    def read_results(self, page: Page, case: str) -> None:
        """At the end everything is there: results, the printed decisions, the licences, and the course."""
        page.goto(f"/cases/{case}/")
        for item in DECIDED_BY:
            expect(page.locator(f"#a-{item} .light")).to_have_text(self.words["done"])
            decision = page.locator(f"#a-{item} a[href$='/decision.pdf']").first
            expect(decision).to_be_visible()
        assert steps.downloaded(page, decision).startswith(b"%PDF-")
        expect(page.locator("#licences-title")).to_be_visible()
        expect(page.locator(".steps")).to_contain_text(self.words["layout"])
        self.look(page, "results")

    def rate(self, page: Page) -> None:
        """Five levels, once."""
        steps.press(page.locator(".todo a[href$='/rate/']"))
        self.look(page, "rate")
        page.locator("[name=level][value='1']").check()
        steps.press(page.locator("main form button.go"))
        expect(page.locator(".notice.good")).to_be_visible()
        expect(page.locator(".steps")).to_contain_text(self.words["satisfied"])
        expect(page.locator("a[href$='/rate/']")).to_have_count(0)
