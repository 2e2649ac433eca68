"""A refused case: the applicant is told, reads why and what else there is to do, and keeps what was not refused."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import desk_steps as desk
from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.given import Given, handed_in, tell
from tests.journeys.ways import Way, every_way
from yici.demo.accounts import Accounts
from yici.domain.case import Accept, Decide
from yici.ledger.feed import begin_readers

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

Visitor = Callable[..., BrowserContext]
Look = Callable[[Page, str], None]
SHOP, FOOD, FIRE, SIGN, HEALTH = (
    "individual-registration", "food-licence", "fire-check", "outdoor-sign", "health-certificate",
)  # fmt: skip
FACTS = "操作区离公共厕所只有三米。"
OVER = ("correct", "supply")
"""What nobody can do any more with what is refused."""
WORDS = {
    "zh": {
        "refused": "没有同意", "not_accepted": "没有受理", "withdrawn": "您撤回了", "done": "办好了，等送达",
        "ground": "不符合法定条件", "competent": "建设主管部门", "review": ("行政复议", "60日"),
        "suit": ("行政诉讼", "6个月"), "told": "没有批准",
    },
    "en": {
        "refused": "Refused", "not_accepted": "Not accepted", "withdrawn": "Withdrawn by you",
        "done": "Done, on its way", "ground": "conditions of the law", "competent": "Construction authority",
        "review": ("reconsideration", "60 days"), "suit": ("court", "6 months"), "told": "refused",
    },
}  # fmt: skip


@every_way(6, long=True)
def test_a_refusal_is_told_with_its_reasons_and_what_else_there_is_to_do(
    town: Accounts, clock: Clock, visitor: Visitor, look: Look, way: Way
) -> None:
    begin_readers()
    given = handed_in(town, "zhao")
    go = Refused(given, visitor, look, way)
    clock.set("2026-06-02T10:00")
    go.send_the_sign_elsewhere()
    given.act("window", "window_clerk", Accept(items=(FOOD, FIRE, HEALTH)))
    given.act("market", "chief_representative", Decide(item=SHOP, grant=True))
    clock.set("2026-06-03T15:00")
    go.refuse()
    tell()

    clock.set("2026-06-03T20:00")
    page = visitor(**way.device).new_page()
    steps.sign_in(page, "zhao")
    go.is_told(page)
    go.read_reasons_and_remedies(page)
    go.keep_the_documents(page)
    go.file_nothing_in_vain(page)
    go.take_one_back(page)


class Refused:
    """One way through it, in the language and on the device of the applicant."""

    def __init__(self, given: Given, visitor: Visitor, look: Look, way: Way) -> None:
        self.case, self.visitor, self.way, self.words = str(given.id), visitor, way, WORDS[way.language]
        self.look = lambda page, name: look(page, f"{name}-{way}")

    def send_the_sign_elsewhere(self) -> None:
        """Not accepted as another's business: the form does not go on without the name of that body."""
        page = desk.at_desk(self.visitor(**self.way.staff), "window")
        desk.open_item(page, self.case, SIGN)
        desk.deed(page, "decline", SIGN)
        desk.form(page).locator("[name=reason][value=not_competent]").check()
        desk.send(page)
        expect(page.locator("#beside .faults a[href='#do-competent']")).to_be_visible()
        desk.form(page).locator("[name=competent]").select_option("construction")
        desk.send(page)
        self.look(page, "desk-decline")
        desk.confirm(page)
        desk.done(page)

    def refuse(self) -> None:
        """A refusal has a ground of the law and the facts; the document is seen before it is one."""
        page = desk.at_desk(self.visitor(**self.way.staff), "market")
        desk.open_item(page, self.case, FOOD)
        desk.deed(page, "decide", FOOD)
        desk.form(page).locator("[name=how][value=refuse]").check()
        desk.send(page)
        expect(page.locator("#beside .faults a[href='#do-grounds']")).to_be_visible()
        desk.refuse("condition.not_met", FACTS)(desk.form(page))
        desk.send(page)
        expect(page.locator("#beside .sheet")).to_contain_text(FACTS)
        self.look(page, "desk-refuse")
        desk.confirm(page)
        desk.done(page)

    def is_told(self, page: Page) -> None:
        """The message says what, and leads to the case; why stands there, and not where others may read along."""
        steps.press(page.locator("a.mail"))
        self.look(page, "messages")
        told = page.locator(".messages li", has_text=self.words["told"]).first
        expect(told).not_to_contain_text(FACTS)
        steps.press(told.locator("a"))
        self.look(page, "message-refused")
        steps.press(page.locator("main .actions a.go"))
        expect(page.locator("h1")).to_be_visible()
        assert self.case in page.url

    def read_reasons_and_remedies(self, page: Page) -> None:
        """One no hides no yes; it says its ground and facts, before whom and until when it can be fought."""
        food, sign = page.locator(f"#a-{FOOD}"), page.locator(f"#a-{SIGN}")
        expect(food.locator(".light")).to_have_text(self.words["refused"])
        for words in (self.words["ground"], FACTS, *self.words["review"], *self.words["suit"]):
            expect(food).to_contain_text(words)
        expect(sign.locator(".light")).to_have_text(self.words["not_accepted"])
        expect(sign).to_contain_text(self.words["competent"])
        expect(page.locator(f"#a-{SHOP} .light")).to_have_text(self.words["done"])
        self.look(page, "case-refused")

    def keep_the_documents(self, page: Page) -> None:
        """Decision and notice are there to be kept, beside the item and in the list of all."""
        links = [
            page.locator(f"#a-{FOOD} a[href$='/decision.pdf']").first,
            page.locator(f"#a-{SIGN} a[href*='not-accepted']").first,
        ]
        for link in links:
            assert steps.downloaded(page, link).startswith(b"%PDF-")
        steps.press(page.locator("a[href$='/documents/']").first)
        expect(page.locator(f"main a[href*='{FOOD}/decision']")).to_have_count(1)
        self.look(page, "documents")
        page.goto(f"/cases/{self.case}/")

    def file_nothing_in_vain(self, page: Page) -> None:
        """Nothing is offered for what is over, and a page kept from before does nothing."""
        for part in OVER:
            expect(page.locator(f"main a[href$='/{part}/']")).to_have_count(0)
            page.goto(f"/cases/{self.case}/{part}/")
            expect(page.locator("main button[name=go][value=send]")).to_have_count(0)
        page.goto(f"/cases/{self.case}/withdraw/")
        kept = [one.get_attribute("value") for one in page.locator("[name=item]").all()]
        assert kept == [FIRE, HEALTH]

    def take_one_back(self, page: Page) -> None:
        """The applicant takes one item back and keeps the others."""
        for box in page.locator("[name=item]").all():
            box.uncheck()
        page.locator(f"[name=item][value={FIRE}]").check()
        self.look(page, "withdraw")
        steps.press(page.locator("main form button"))
        expect(page.locator(f"#a-{FIRE} .light")).to_have_text(self.words["withdrawn"])
        expect(page.locator(f"#a-{HEALTH} .light")).not_to_have_text(self.words["withdrawn"])
        self.look(page, "case-withdrawn")
