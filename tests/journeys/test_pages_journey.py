"""Every page on the way, as it looks on a phone, a tablet and a desk, in both languages, large and dark."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys import measures, steps
from yici.cases.queries import cases_of
from yici.demo.accounts import Accounts
from yici.demo.story import tell_stories
from yici.people.present import now

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey]

Visitor = Callable[..., BrowserContext]
Accessible = Callable[[Page], None]
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
DRAFT = ("choices", "form", "form/applicant", "form/premises", "papers", "review")
DESK = ("accept", "correct", "decline?on=food-licence", "withdraw")


@dataclass(frozen=True, slots=True)
class Walk:
    """Somebody, and the pages that they see, by name."""

    who: str
    pages: dict[str, str]


def test_every_page_is_light_accessible_and_fits(town: Accounts, visitor: Visitor, accessible: Accessible) -> None:
    tell_stories(town, now=now())
    found = [
        f"{name} ({who.who or 'nobody'}): {fault}"
        for who in walks(town)
        for name, fault in walked(who, visitor, accessible)
    ]
    assert not found, "\n".join(found)


def walks(town: Accounts) -> Iterator[Walk]:
    """Everybody's pages, in the order of the matter."""
    yield Walk("", GUIDE)
    yield Walk("zhao", {f"zhao-{line}": f"/cases/{case}/" for line, case in enumerate(cases(town, "zhao"))})
    newest = cases(town, "wang")
    yield Walk("wang", {"mine": "/mine/", **{f"wang-{line}": f"/cases/{case}/" for line, case in enumerate(newest)}})
    yield Walk("wang", {f"{page}": f"/cases/{newest[0]}/{page}/" for page in ("receipt", "withdraw")})
    yield Walk("chen", {f"chen-{line}": f"/cases/{case}/" for line, case in enumerate(cases(town, "chen"))})
    yield Walk("window", {"desk": "/desk/", "desk-case": f"/desk/{newest[0]}/"})
    yield Walk("window", {f"desk-{deed}": f"/desk/{newest[0]}/do/{deed.replace('?', '/?')}" for deed in DESK})


def cases(town: Accounts, username: str) -> list[UUID]:
    return [row.id for row in cases_of(applicant=town.users[username], limit=10)]


def walked(walk: Walk, visitor: Visitor, accessible: Accessible) -> Iterator[tuple[str, str]]:
    """Each page twice: in Chinese at every width, and in English, large and dark on a phone."""
    plain, other = visitor().new_page(), visitor(color_scheme="dark", viewport={"width": 360, "height": 740}).new_page()
    for page in (plain, other):
        if walk.who:
            steps.sign_in(page, walk.who)
    speak_english(other)
    for name, path in {**walk.pages, **draft(plain, walk)}.items():
        plain.set_viewport_size({"width": 1440, "height": 900})
        plain.goto(path)
        steps.picture(plain, f"page-{name}-1440")
        yield from ((name, fault) for fault in measures.faults_of(plain, "zh-Hans", accessible))
        yield from ((name, fault) for fault in measures.sideways(plain, (768, 360)))
        steps.picture(plain, f"page-{name}-360")
    for name, path in {**walk.pages, **draft(other, walk)}.items():
        other.goto(path)
        steps.picture(other, f"page-{name}-en")
        yield from ((f"{name} in English, dark, large", fault) for fault in measures.faults_of(other, "en", accessible))
        yield from ((f"{name} in English, dark, large", fault) for fault in measures.sideways(other, (360,)))
        if os.environ.get("YICI_PICTURES"):
            print(name, measures.chinese_in_english(other))


def speak_english(page: Page) -> None:
    """In English and with large letters from here on."""
    page.goto("/")
    page.locator("button[name=language][value=en]").click()
    page.locator("button[name=large][value='1']").click()


def draft(page: Page, walk: Walk) -> dict[str, str]:
    """The pages of a draft that this visitor has just begun."""
    if walk.who:
        return {}
    page.goto(PLAN)
    steps.begin(page)
    begun = page.url.split("/form/")[0]
    return {f"draft-{part.replace('/', '-')}": f"{begun}/{part}/" for part in DRAFT}
