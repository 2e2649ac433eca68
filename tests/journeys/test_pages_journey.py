"""Every page on the way, as it looks on a phone, a tablet and a desk, in both languages, large and dark."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys import measures, steps
from yici.cases.past import Wanted
from yici.cases.queries import cases_of
from yici.demo.accounts import Accounts
from yici.demo.projects import tell_projects
from yici.demo.story import tell_stories
from yici.domain.event import Actor
from yici.oversight.services import trial_ask, trial_run
from yici.oversight.whatif import Asked
from yici.people.ids import new_id
from yici.people.present import now
from yici.people.queries import grants_of
from yici.projects.queries import projects_of
from yici.web.display import LARGE

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey]

Visitor = Callable[..., BrowserContext]
ANSWERS = "&".join(f"{name}={value}" for name, value in steps.LARGE.items() if name != "sign_large")
QUERY = f"place={steps.QUZHOU}&{ANSWERS}"
PLAN = f"{steps.RESTAURANT}plan/?{QUERY}"
GUIDE = {
    "home": "/",
    "hits": "/?q=ctd",
    "nothing-found": "/?q=xyzxyz",
    "place": "/place/?where=qz",
    "sources": "/sources/",
    "matter": f"{steps.RESTAURANT}?{QUERY}",
    "matter-wrong": f"{steps.RESTAURANT}?place={steps.QUZHOU}&premises_area=large",
    "plan": PLAN,
    "plan-open": f"{steps.RESTAURANT}plan/?place={steps.QUZHOU}&applicant_kind=company",
    "notice": f"{steps.RESTAURANT}notice/?{QUERY}",
    "status": "/status/",
    "login": "/accounts/login/",
    "missing": "/cases/00000000-0000-7000-8000-000000000000/",
}
ENGLISH = {"django_language": "en", LARGE: "1"}
"""What the buttons for English and for large letters leave on a device."""
DRAFT = ("choices", "form", "form/applicant", "form/premises", "papers", "review")
DESK = ("accept", "correct", "decline?on=food-licence", "withdraw")


@dataclass(frozen=True, slots=True)
class Walk:
    """Somebody, and the pages that they see, by name."""

    who: str
    pages: dict[str, str]


EITHER_WAY = pytest.mark.parametrize(
    "both", [pytest.param(False, id="in turn"), pytest.param(True, id="both ways", marks=pytest.mark.soak)]
)
"""At each change every page is looked at in one of two opposite ways, the next page in the other."""


@EITHER_WAY
@pytest.mark.timeout(240)
def test_every_page_is_light_accessible_and_fits(town: Accounts, visitor: Visitor, site: str, both: bool) -> None:
    tell_stories(town, now=now())
    assert "\n".join(faults(walks(town), visitor, site, both)) == ""


WRONG = {
    "<p>dark on white</p><p style='color:#777; background:#888'>grey on grey</p>": "color-contrast",
    "<div style='background:#222'><p>dark on dark</p></div><p>dark on white, and longer</p>": "color-contrast",
    "<p style='color:#999'>x</p><p style='color:#999'>pale on white</p>": "color-contrast",
    "<p style='color:#999; position:absolute; width:1px; overflow:hidden'>only said, and longer than what is seen</p>"
    "<p style='color:#999'>pale on white</p>": "color-contrast",
    "<p>dark on white</p><img src='data:,'>": "image-alt",
}
"""What is wrong with a page, and what it is called."""


def test_the_check_finds_what_is_wrong(visitor: Visitor) -> None:
    page = visitor().new_page()
    for body, fault in WRONG.items():
        write(page, body)
        assert fault in measures.violations(page), body
    write(page, "<p style='color:#666'>enough for most</p>")
    assert measures.violations(page) == ""
    assert "color-contrast-enhanced" in measures.violations(page, strict=True)
    page.context.close()


def test_the_check_finds_it_where_no_scripts_run(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False).new_page()
    write(page, "<p style='color:#999'>pale on white</p>")
    assert "color-contrast" in measures.violations(page)


def write(page: Page, body: str) -> None:
    """This will put a page of these contents."""
    page.set_content(f"<html lang=en><title>t</title><body style='background:#fff'><h1>t</h1>{body}</body></html>")


def walks(town: Accounts) -> Iterator[Walk]:
    """Everybody's pages, in the order of the matter."""
    yield Walk("", GUIDE)
    newest = cases(town, "wang")[0]
    parts = {part: f"/cases/{newest}/{part}/" for part in ("receipt", "withdraw", "readings")}
    own = {"zhao": {}, "wang": {"mine": "/mine/", "me": "/me/", **parts}, "chen": {}}
    for who, pages in own.items():
        yield Walk(who, {f"{who}-{line}": f"/cases/{case}/" for line, case in enumerate(cases(town, who))} | pages)
    deeds = {f"desk-{deed}": f"/desk/{newest}/do/{deed.replace('?', '/?')}" for deed in DESK}
    yield Walk("window", {"desk": "/desk/", "desk-case": f"/desk/{newest}/", **deeds})


@EITHER_WAY
@pytest.mark.django_db(transaction=True)
def test_every_page_of_projects_and_trials_is_light_accessible_and_fits(
    town: Accounts, visitor: Visitor, site: str, both: bool
) -> None:
    tell_projects(town, now=now())
    assert "\n".join(faults(of_projects(town), visitor, site, both)) == ""


def of_projects(town: Accounts) -> Iterator[Walk]:
    """What builders, a window and a supervisor see of projects, and what the last sees of other rules."""
    [running], [ahead] = (projects_of(applicant=town.users[who]) for who in ("wang", "zhao"))
    yield Walk("zhao", {"project-ahead": f"/projects/{ahead.id}/"})
    inside = {"project": f"/projects/{running.id}/", "project-readings": f"/projects/{running.id}/readings/"}
    yield Walk("wang", {"projects": "/projects/", **inside})
    yield Walk("window", {"desk-projects": "/desk/projects/", "desk-project": f"/desk/projects/{running.id}/"})
    trial = tried(town)
    yield Walk("supervisor", {"trials": "/desk/whatif/", "trial": f"/desk/whatif/{trial}/"})


def tried(town: Accounts) -> UUID:
    """This will run a what-if to its end, as the supervisor asked for it."""
    user = town.users["supervisor"]
    asked = Asked({"parallel": False}, cases=Wanted(place=steps.QUZHOU))
    actor = Actor(kind="staff", id=str(user), role="supervisor", channel="desk")
    trial = trial_ask(
        trial_id=new_id(), asked=asked, actor=actor, grants=grants_of(user, now()), now=now(), key="k", request_hash=b""
    )  # fmt: skip
    trial_run(now=now())
    return trial


def cases(town: Accounts, username: str) -> list[UUID]:
    return [row.id for row in cases_of(applicant=town.users[username], limit=10)]


def faults(walks: Iterable[Walk], visitor: Visitor, site: str, both: bool) -> Iterator[str]:
    """What is wrong with what they see: in Chinese at every width; in English, large and dark on a phone."""
    for walk in walks:
        plain, other = visitor().new_page(), visitor(color_scheme="dark").new_page()
        if walk.who:
            steps.come_in(plain, walk.who)
        english = [{"name": name, "value": value, "url": site} for name, value in ENGLISH.items()]
        other.context.add_cookies([*plain.context.cookies(), *english])
        here, there = ({**walk.pages, **draft(page, walk)} for page in (plain, other))
        for first, second in in_turn(list(here), both):
            # Both are checked at once, each in its own process of the browser: that is what takes the time.
            opened(plain, here[first], 1440)
            if second:
                opened(other, there[second], 360)
            yield from (f"{first} ({walk.who or 'nobody'}): {fault}" for fault in in_chinese(plain, first))
            if second:
                yield from (f"{second} ({walk.who or 'nobody'}) in English, dark, large: {fault}"
                            for fault in in_english(other, second))  # fmt: skip
        for page in (plain, other):
            page.context.close()


def in_turn(names: list[str], both: bool) -> Iterator[tuple[str, str | None]]:
    """Which page is looked at in Chinese, and which in English beside it."""
    return zip(names, names, strict=True) if both else zip_longest(names[::2], names[1::2])


def in_chinese(page: Page, name: str) -> Iterator[str]:
    """What is wrong with a page at every width; its check has begun."""
    steps.picture(page, f"page-{name}-1440")
    yield from measures.faults_of(page, "zh-Hans")
    yield from measures.sideways(page, (768, 360))
    steps.picture(page, f"page-{name}-360")


def in_english(page: Page, name: str) -> Iterator[str]:
    """What is wrong with a page on a phone, and beside the line on a tablet; its check has begun."""
    steps.picture(page, f"page-{name}-en")
    yield from measures.faults_of(page, "en")
    yield from measures.sideways(page, (768, 360))
    if os.environ.get("YICI_PICTURES"):
        print(name, measures.chinese_in_english(page))


def opened(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    measures.start(page)


def draft(page: Page, walk: Walk) -> dict[str, str]:
    """The pages of a draft that this visitor has just begun."""
    if walk.who:
        return {}
    page.goto(PLAN)
    steps.begin(page)
    begun = page.url.split("/form/")[0]
    return {f"draft-{part.replace('/', '-')}": f"{begun}/{part}/" for part in DRAFT}
