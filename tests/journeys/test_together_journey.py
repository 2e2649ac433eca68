"""A lead looks at the whole as a picture, urges one department and calls several together; a department answers on a
phone; the centre reads what is due by department. With and without scripts, in both languages, with axe."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.desk_steps import at_desk, done, form, send
from tests.journeys.steps import picture, press
from yici.cases.services import case_act
from yici.demo.accounts import Accounts
from yici.demo.story import BUNDLE, SMALL, hand_in
from yici.domain.case import Accept
from yici.domain.clock import legal_day
from yici.domain.event import Actor
from yici.people.present import now
from yici.people.queries import grants_of

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def handled(town: Accounts) -> UUID:
    """This will hand a restaurant in and let the window accept it."""
    stage = hand_in(town, town.people["wang"], BUNDLE, "三江小馆(演示)", SMALL, now())
    user, at = town.users["window"], now()
    actor = Actor(kind="staff", id=str(user), role="window_clerk", channel="window")
    case_act(case_id=stage.case_id, command=Accept(), actor=actor, grants=grants_of(user, at), now=at)
    return stage.case_id


def in_language(page: Page, language: str) -> None:
    """This will choose the language of the page, where it is not the one that it has."""
    choose = page.locator(f"button[name=language][value={language}]")
    if choose.count():
        press(choose)


def urge(page: Page, case: UUID) -> None:
    """This will urge the health authority from the picture."""
    page.goto(f"/desk/{case}/bundle/")
    press(page.locator("#course-table a[href*='urge'][href*='health-certificate']"))
    form(page).locator("[name=about][value=others_wait]").check()
    send(page)
    done(page)


def convene(page: Page, case: UUID) -> None:
    """This will call all departments together for tomorrow."""
    page.goto(f"/desk/{case}/bundle/")
    press(page.locator("a[href*='/do/convene/']"))
    about = form(page)
    about.locator("[name=about][value=joint_review]").check()
    about.locator("[name=day]").fill((legal_day(now()) + timedelta(days=1)).isoformat())
    about.locator("[name=hour]").fill("14:30")
    about.locator("[name=where]").fill("三楼会议室")
    send(page)
    done(page)


@pytest.mark.parametrize(("scripts", "language"), [(True, "zh-hans"), (False, "en")])
def test_a_lead_urges_and_convenes_and_departments_answer(
    town: Accounts,
    visitor: Callable[..., BrowserContext],
    accessible: Callable[[Page], None],
    scripts: bool,
    language: str,
) -> None:
    case = handled(town)
    lead = at_desk(visitor(java_script_enabled=scripts), "lead")
    in_language(lead, language)
    lead.goto(f"/desk/{case}/bundle/")
    expect(lead.locator(".course-wide")).to_be_visible()
    expect(lead.locator(".course-tall")).to_be_hidden()
    if scripts:
        accessible(lead)
    picture(lead, f"bundle-{language}")
    urge(lead, case)
    convene(lead, case)
    phone = at_desk(visitor(**PHONE, java_script_enabled=scripts), "health")
    in_language(phone, language)
    press(phone.locator(".called a").first)
    expect(phone.locator(".course-tall")).to_be_visible()
    expect(phone.locator(".course-wide")).to_be_hidden()
    if scripts:
        accessible(phone)
    picture(phone, f"bundle-phone-{language}")
    press(phone.locator(".meeting a[href*='answer_invitation']").first)
    form(phone).locator("[name=comes][value=yes]").check()
    send(phone)
    done(phone)


def test_the_centre_reads_what_is_due_and_opens_a_number(
    town: Accounts, visitor: Callable[..., BrowserContext], accessible: Callable[[Page], None]
) -> None:
    handled(town)
    centre = at_desk(visitor(), "supervisor")
    press(centre.get_by_role("link", name="今日到期"))
    expect(centre.locator(".due-lead")).to_contain_text("在办")
    accessible(centre)
    picture(centre, "due")
    number = centre.locator(".due-figures tbody td a").first
    shown = int((number.inner_text()).partition("件")[0].strip())
    press(number)
    expect(centre.locator("#list [data-open]")).to_have_count(shown)
    accessible(centre)
    phone = at_desk(visitor(**PHONE), "supervisor")
    phone.goto("/desk/due/")
    accessible(phone)
    phone.goto("/desk/meetings/")
    accessible(phone)
    picture(phone, "due-phone")
