"""A lead looks at the whole as a picture, urges one department and calls several together; a department answers on a
phone; the centre reads what is due by department. With and without scripts, in both languages, with axe."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.desk_steps import at_desk, deed, done, form, send
from tests.journeys.given import tell
from tests.journeys.steps import picture, press
from yici.cases.services import case_act
from yici.demo.accounts import Accounts
from yici.demo.story import BUNDLE, SMALL, hand_in
from yici.domain.case import Accept, Command, Convene
from yici.domain.clock import legal_day
from yici.domain.event import Actor
from yici.ledger.feed import begin_readers
from yici.people.present import now
from yici.people.queries import grants_of

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def handled(town: Accounts, days_ago: int = 0) -> UUID:
    """This will hand a restaurant in and let the window accept it."""
    at = now() - timedelta(days=days_ago)
    stage = hand_in(town, town.people["wang"], BUNDLE, "三江小馆(演示)", SMALL, at)
    act(town, stage.case_id, Accept(), "window", "window_clerk", at)
    return stage.case_id


def act(town: Accounts, case: UUID, command: Command, who: str, role: str, at: datetime) -> None:
    """This will let somebody do something at a moment."""
    actor = Actor(kind="staff", id=str(town.users[who]), role=role, channel="window")
    case_act(case_id=case, command=command, actor=actor, grants=grants_of(town.users[who], at), now=at)


def opens_newest_message(page: Page) -> None:
    """This will read the newest message and go on to what it is about."""
    tell()
    page.goto("/messages/")
    press(page.locator(".messages a").first)
    press(page.locator("main a.go"))


def answer_urging(page: Page) -> None:
    """This will answer, as the unit that was urged, when it will be done."""
    opens_newest_message(page)
    deed(page, "answer_card")
    form(page).locator("[name=note]").fill("材料齐了，周四送审")
    form(page).locator("[name=expected]").fill((legal_day(now()) + timedelta(days=2)).isoformat())
    send(page)
    done(page)


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
    begin_readers()
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
    expect(phone.locator("article.meeting")).to_contain_text("三楼会议室")


@pytest.mark.parametrize(("scripts", "language"), [(False, "zh-hans"), (True, "en")])
def test_a_unit_that_is_urged_answers_from_its_messages_and_whoever_urged_reads_it(
    town: Accounts, visitor: Callable[..., BrowserContext], scripts: bool, language: str
) -> None:
    begin_readers()
    case = handled(town)
    lead = at_desk(visitor(java_script_enabled=scripts), "lead")
    in_language(lead, language)
    urge(lead, case)
    expect(lead).to_have_url(re.compile(f"/desk/{case}/bundle/"))
    health = at_desk(visitor(java_script_enabled=scripts), "health")
    in_language(health, language)
    answer_urging(health)
    opens_newest_message(lead)
    press(lead.locator(f".jumps a[href$='/desk/{case}/bundle/']"))
    expect(lead.locator("#course-table")).to_contain_text("材料齐了，周四送审")


def test_minutes_of_a_meeting_are_put_down_on_the_picture(
    town: Accounts, visitor: Callable[..., BrowserContext], accessible: Callable[[Page], None]
) -> None:
    case = handled(town, days_ago=3)
    call = Convene(about="joint_review", at=now() - timedelta(days=1), where="三楼会议室")
    act(town, case, call, "lead", "lead", now() - timedelta(days=2))
    lead = at_desk(visitor(), "lead")
    lead.goto(f"/desk/{case}/bundle/")
    press(lead.locator(".meeting a[href*='record_meeting']"))
    form(lead).locator("[name=attended]").first.check()
    form(lead).locator("[name=result]").first.check()
    form(lead).locator("[name=record]").fill("各部门同意周五前出意见。")
    send(lead)
    done(lead)
    expect(lead.locator("article.meeting")).to_contain_text("各部门同意周五前出意见。")
    accessible(lead)
    picture(lead, "bundle-minutes")


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
