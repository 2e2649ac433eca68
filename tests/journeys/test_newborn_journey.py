"""A child is born: from the search to all four results, in every way in which parents come.

The hospital, the police and two insurances act one after another: nobody can register a child that has no certificate.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import desk_steps as desk
from tests.journeys import steps
from tests.journeys.clock import Clock
from tests.journeys.ways import Way, every_way
from yici.demo.accounts import SETUP, Accounts
from yici.demo.people import CITIZENS, PLACE
from yici.ledger.verify import verify
from yici.people.ids import new_id
from yici.people.models import User
from yici.people.present import now
from yici.people.services import organisation_create, role_grant, user_create

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

Visitor = Callable[..., BrowserContext]
Look = Callable[[Page, str], None]
MATTER = "/matters/newborn/"
MOTHER = CITIZENS[0]
BIRTH = {
    "child_count": "1", "birth_place": "institution", "has_birth_certificate": "no", "parents_named": "both",
    "collected_by_mother": "yes", "parents_married": "yes", "registers_with": "mother",
    "child_age": "within_6_months", "also_wanted": "none",
}  # fmt: skip
CERTIFICATE, HOUSEHOLD = "birth-certificate", "newborn-household-registration"
INSURANCE, CARD = "resident-medical-insurance", "social-security-card"
DECIDED_BY = {
    CERTIFICATE: "maternity_hospital", HOUSEHOLD: "public_security", INSURANCE: "medical_insurance",
    CARD: "social_insurance",
}  # fmt: skip
TYPED = {"zh": "孩子上户口", "en": "child"}
WAITS = {"zh": "等“出生登记（国内出生申报户口）、《出生医学证明》首次签发”办好", "en": "ocial security card"}


@every_way(7, long=True)
def test_a_newborn_from_the_search_to_all_results(
    town: Accounts, clock: Clock, visitor: Visitor, look: Look, way: Way
) -> None:
    people_the_offices(town)
    parents = visitor(**way.device).new_page()
    steps.sign_in(parents, MOTHER.username)
    find(parents, look, way)
    read_plan(parents, look, way)
    steps.begin(parents)
    assert steps.fill_form(parents, "", MOTHER) > 10
    look(parents, f"newborn-{way}-papers")
    steps.bring_the_rest(parents)
    look(parents, f"newborn-{way}-review")
    steps.hand_in(parents)
    look(parents, f"newborn-{way}-receipt")
    case = steps.case_of(parents)

    clock.set("2026-06-01T10:00")
    window = desk.at_desk(visitor(**way.staff), "window")
    desk.do(window, case, CERTIFICATE, "supply_paper", desk.receive())
    desk.do(window, case, CERTIFICATE, "accept")
    for hour, (item, office) in enumerate(DECIDED_BY.items(), 11):
        clock.set(f"2026-06-01T{hour}:30")
        official = desk.at_desk(visitor(**way.staff), office)
        desk.do(official, case, item, "decide", desk.grant, final=True)
        if item == CERTIFICATE:
            look(official, f"newborn-{way}-decided")
            read_half_way(parents, case, look, way)
    clock.set("2026-06-02T09:30")
    for item in DECIDED_BY:
        desk.do(window, case, item, "deliver", desk.hand_over)
    look(window, f"newborn-{way}-handed-over")
    read_results(visitor(**way.device, color_scheme="dark").new_page(), case, look, way)
    report = verify()
    assert (report.fault_count, report.streams > 0) == (0, True)


def people_the_offices(town: Accounts) -> None:
    """The demonstration has no hospital, no police and no insurance: here each has somebody who decides."""
    encoded = User.objects.get(id=town.users["window"]).password
    for agency in DECIDED_BY.values():
        body = organisation_create(
            organisation_id=new_id(), code=f"demo-{agency.replace('_', '-')}", name=f"{agency}(演示)", agency=agency,
            place_code=PLACE, now=now(),
        )  # fmt: skip
        user = user_create(user_id=new_id(), username=agency, kind="staff", encoded=encoded, now=now())
        role_grant(
            role_id=new_id(), user_id=user.id, role="chief_representative", organisation_id=body, place_code=PLACE,
            actor=SETUP, now=now(),
        )  # fmt: skip


def find(page: Page, look: Look, way: Way) -> None:
    """Parents say it in their words; with scripts it is found while they type."""
    page.goto("/")
    page.locator("#q").fill(TYPED[way.language])
    if not way.scripts:
        steps.press(page.locator("form[role=search] button"))
    found = page.locator("#hits a[href$='/newborn/']").first
    expect(found).to_be_visible()
    look(page, f"newborn-{way}-found")
    steps.press(found)
    steps.press(page.locator("a[href^='/place/']").first)
    page.locator("#where").fill("qz")
    if not way.scripts:
        steps.press(page.locator("form[role=search] button"))
    steps.choose_place(page)
    expect(page).to_have_url(re.compile(MATTER))
    steps.answer(page, BIRTH)
    look(page, f"newborn-{way}-questions")
    steps.see_plan(page)


def read_plan(page: Page, look: Look, way: Way) -> None:
    """What follows what: downwards on a phone, on an axis at a desk."""
    expect(page.locator("main")).to_contain_text(WAITS[way.language])
    for item in DECIDED_BY:
        assert page.locator(f"#a-{item}").count(), f"no {item} on the plan"
    look(page, f"newborn-{way}-plan")
    # What is behind a disclosure is there, and fits, too.
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    look(page, f"newborn-{way}-plan-open")


def read_half_way(page: Page, case: str, look: Look, way: Way) -> None:
    """The certificate is there; the others go on without anybody being asked for it again."""
    page.goto(f"/cases/{case}/")
    expect(page.locator(f"#a-{CERTIFICATE} a[href$='/decision.pdf']").first).to_be_visible()
    expect(page.locator(f"#a-{CARD} a[href$='/decision.pdf']")).to_have_count(0)
    look(page, f"newborn-{way}-half-way")


def read_results(page: Page, case: str, look: Look, way: Way) -> None:
    """On another device, at night: four results, each with its document."""
    steps.come_in(page, MOTHER.username)
    page.goto("/mine/")
    steps.press(page.locator(f"a[href='/cases/{case}/']").first)
    for item in DECIDED_BY:
        decision = page.locator(f"#a-{item} a[href$='/decision.pdf']").first
        expect(decision).to_be_visible()
    assert steps.downloaded(page, decision).startswith(b"%PDF-")
    look(page, f"newborn-{way}-results")
