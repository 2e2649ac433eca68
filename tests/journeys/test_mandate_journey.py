"""Somebody is authorised, applies for another and is seen doing so, until it is taken back, in every way.

And two people sign the sale of a home in two browsers.
"""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.conftest import PHONE
from tests.journeys.ways import Way, every_way
from yici.catalogue import queries as catalogue
from yici.demo.accounts import Accounts
from yici.demo.filling import fill_form
from yici.intake import queries as intake
from yici.intake.services import draft_fill, plan_make
from yici.people.present import now
from yici.web.citizen.application.filling import Filling

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]
Visitor = Callable[..., BrowserContext]
Look = Callable[[Page, str], None]
SHOP = "王记面馆"
SALE = {
    "transaction": "existing_home", "buyer_count": 1, "seller_count": 1, "buyer_kind": "person",
    "seller_kind": "person", "house_kind": "commercial", "buyer_represented": "self", "seller_represented": "self",
    "pre_notice": False, "utilities": ("none",),
}  # fmt: skip


@every_way(1, long=True)
def test_an_agent_applies_under_a_mandate_which_the_principal_sees_and_takes_back(
    town: Accounts, clock: Clock, visitor: Visitor, look: Look, way: Way
) -> None:
    wang, zhao = (visitor(**way.device, **dark).new_page() for dark in ({"color_scheme": "dark"}, {}))
    steps.come_in(wang, "wang")
    mandate = give(wang, town, look, way)
    steps.come_in(zhao, "zhao")
    accept(zhao, look, way)
    begin_for(zhao, look, way)
    begun = zhao.url
    steps.fill_form(zhao, SHOP, town.people["zhao"])
    expect(zhao.locator(".represented")).to_be_visible()
    steps.bring_the_rest(zhao)
    look(zhao, f"mandate-{way}-review")
    steps.press(zhao.locator("main form button.go").last)
    expect(zhao).to_have_url(re.compile("/receipt/"))
    expect(zhao.locator(".receipt-head dd", has_text="赵")).to_have_count(1)
    look(zhao, f"mandate-{way}-receipt")
    case = steps.case_of(zhao)
    zhao.goto(f"/cases/{case}/")
    expect(zhao.locator("h1")).to_be_visible()
    look(zhao, f"mandate-{way}-case")
    begin_for(zhao)
    unfinished = zhao.url
    look_on_and_take_back(wang, mandate, case, look, way)
    for part in ("withdraw/", "receipt/", ""):
        assert status_of(zhao, f"/cases/{case}/{part}") == 404
        expect(zhao.locator("main")).not_to_contain_text("王")
    look(zhao, f"mandate-{way}-not-there")
    # Whoever was typing is told why they cannot go on, and nothing of the other.
    for draft in (begun, unfinished):
        assert status_of(zhao, draft) == 409
        expect(zhao.locator("body")).not_to_contain_text("王")
    look(zhao, f"mandate-{way}-no-more")
    assert status_of(wang, f"/cases/{case}/") == 200


def status_of(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def give(page: Page, town: Accounts, look: Look, way: Way) -> str:
    """As the account's own page has it: to a person, for one matter, until the end of the month after."""
    agent = town.people["zhao"]
    page.goto("/mandates/")
    steps.press(page.locator("a[href='/mandates/new/']"))
    steps.press(page.locator("main form button.go:not(.quiet)"))
    expect(page.locator("#faults")).to_be_visible()
    look(page, f"mandate-{way}-faults")
    page.locator("#f-name").fill(agent.name)
    page.locator("#f-number").fill(agent.id_number)
    page.locator("[name=bundle][value='open-restaurant']").check()
    page.locator("#f-until").fill("2026-07-31")
    page.locator("[name=agree]").check()
    steps.press(page.locator("main form button.go:not(.quiet)"))
    expect(page).to_have_url(re.compile("/mandates/[0-9a-f-]{36}/"))
    look(page, f"mandate-{way}-given")
    return page.url


def accept(page: Page, look: Look, way: Way) -> None:
    """From the list of what is offered: read first, then accepted."""
    page.goto("/mandates/")
    look(page, f"mandate-{way}-list")
    steps.press(page.locator(".notice .card a.go"))
    look(page, f"mandate-{way}-offer")
    steps.press(page.locator("form[action$='/accept/'] button"))
    expect(page.locator("form[action$='/resign/']")).to_be_visible()


def begin_for(page: Page, look: Look | None = None, way: Way | None = None) -> None:
    """From the mandate to the matter, and there for whom."""
    page.goto("/mandates/")
    steps.press(page.locator("main .card a.go.quiet[href^='/mandates/']").first)
    steps.press(page.locator("a[href$='/begin/open-restaurant/']"))
    if way:
        steps.press(page.locator("a[href^='/place/']").first)
        page.locator("#where").fill("衢州")
        steps.press(page.locator("form[role=search] button"))
        steps.choose_place(page)
    steps.answer(page, steps.LARGE)
    steps.see_plan(page)
    page.locator(".for-whom input:not([value=''])").first.check()
    if look:
        look(page, f"mandate-{way}-plan")
    steps.begin(page)
    expect(page.locator(".represented")).to_contain_text("王小面")


def look_on_and_take_back(page: Page, mandate: str, case: str, look: Look, way: Way) -> None:
    """What was done under it stands on its page, beside the case; so does the button that ends it, at once."""
    page.goto(mandate)
    expect(page.locator(f"main .steps a[href='/cases/{case}/']")).to_have_count(1)
    look(page, f"mandate-{way}-history")
    steps.press(page.locator("form[action$='/revoke/'] button"))
    expect(page.locator("form[action$='/revoke/']")).to_have_count(0)
    look(page, f"mandate-{way}-taken-back")


def test_two_people_sign_a_sale_in_two_browsers(
    town: Accounts, clock: Clock, visitor: Visitor, accessible: Callable[[Page], None]
) -> None:
    wang, zhao = visitor().new_page(), visitor(**PHONE).new_page()
    steps.come_in(wang, "wang")
    draft = prepared(wang, town)
    wang.goto(f"/drafts/{draft}/review/")
    accessible(wang)
    steps.picture(wang, "sign-review")
    steps.press(wang.locator("main form button.go:not(.quiet)"))
    expect(wang.locator(".notice.later[role=alert]")).to_be_visible()
    steps.press(wang.locator("button[name=role][value=buyer]"))
    accessible(wang)
    link = wang.locator("#link").inner_text().strip()
    zhao.goto(link)
    zhao.locator("[name=login]").fill("zhao")
    zhao.locator("[name=password]").fill(steps.PASSWORD)
    steps.press(zhao.locator("main form button.go:not(.quiet)"))
    expect(zhao).to_have_url(re.compile("/sign/"))
    accessible(zhao)
    steps.picture(zhao, "sign-phone")
    zhao.locator("[name=agree]").check()
    steps.press(zhao.locator("button[name=answer][value=yes]"))
    expect(zhao.locator("main")).to_contain_text("您签过了")
    wang.goto(f"/drafts/{draft}/review/")
    expect(wang.locator(".signers .tag.good")).to_have_count(2)
    steps.press(wang.locator("main form button.go:not(.quiet)"))
    expect(wang).to_have_url(re.compile("/receipt/"))


def prepared(page: Page, town: Accounts) -> UUID:
    """A sale that Wang began in the browser, with every field filled in."""
    told = "&".join(f"{name}={'no' if value is False else value if not isinstance(value, tuple) else value[0]}"
                    for name, value in SALE.items())  # fmt: skip
    page.goto(f"/matters/house-transfer-utilities/plan/?place={steps.QUZHOU}&{told}")
    steps.begin(page)
    draft = UUID(page.url.split("/drafts/")[1].split("/")[0])
    seller, buyer = town.people["wang"], town.people["zhao"]
    plan = plan_make(bundle="house-transfer-utilities", place=steps.QUZHOU, answers=SALE, now=now())
    values = fill_form(plan, catalogue.current().elements, seller, "演示小区一号")
    for role, who in (("seller", seller), ("buyer", buyer)):
        values |= {f"{role}.name": who.name, f"{role}.id_number": who.id_number, f"{role}.id_type": "111"}
    owner = town.users["wang"]
    row = intake.draft(draft, owner=owner)
    kept = Filling().typed(values).as_data()
    draft_fill(draft_id=row.id, owner=owner, known=frozenset(), form=kept, now=now())
    return draft
