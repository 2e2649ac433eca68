"""What staff do at the desk, in any language, with and without JavaScript."""

import re
from collections.abc import Callable, Iterable

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.steps import come_in, scripted

Fill = Callable[[Locator], object]


def at_desk(context: BrowserContext, username: str) -> Page:
    """This will bring a member of staff, signed in, to their desk."""
    page = context.new_page()
    come_in(page, username)
    page.goto("/desk/")
    return page


def open_item(page: Page, case: str, item: str) -> None:
    """This will open an item of a case from the list of the desk: beside it, or as a page of its own."""
    page.goto("/desk/")
    at = f"[href*='{case}'][href*='item={item}']"
    if not scripted(page):
        page.locator(f"#list a{at}").click()
        expect(page).to_have_url(re.compile(f"/desk/{case}/"))
        return
    # The first one stands there before anybody asks: only the answer says that it is the one that was asked for.
    with page.expect_response(lambda answer: f"/desk/{case}/" in answer.url):
        page.locator(f"#list a{at}").click()
    expect(page.locator(f"#beside [data-whole]{at}")).to_be_visible()
    expect(page.locator("#beside.htmx-swapping, #beside.htmx-settling, #beside .htmx-added")).to_have_count(0)


def deed(page: Page, command: str, on: str = "") -> None:
    """This will choose what to do."""
    wanted = f"/do/{command}/" + (f"?on={on}" if on else "")
    link = page.locator(f"#beside [data-deed][href$='{wanted}'], #beside [data-deed][href*='{wanted}']").first
    seldom = page.locator("#beside details.seldom:not([open])").filter(has=page.locator(f"[href*='{wanted}']"))
    if seldom.count():
        seldom.locator("summary").click()
    link.click()
    expect(form(page)).to_be_visible()


def form(page: Page) -> Locator:
    """This will give the form of what is being done."""
    return page.locator("#beside form.do").first


def send(page: Page) -> None:
    """This will send the form, and confirm it where it is shown once more."""
    form(page).locator("button.go").first.click()


def confirm(page: Page) -> None:
    """This will confirm what was shown before it is done."""
    form(page).locator("button[name=step][value=do]").click()


def done(page: Page) -> None:
    """This will check that it was done and is said."""
    expect(page.locator("main .notice[role=status]")).to_be_visible()


def do(page: Page, case: str, item: str, command: str, fill: Fill | None = None, *, final: bool = False) -> None:
    """This will do one thing with an item, from the list to the word that it is done."""
    open_item(page, case, item)
    deed(page, command)
    if fill:
        fill(form(page))
    send(page)
    if final:
        confirm(page)
    done(page)


def receive(but: Iterable[str] = ()) -> Fill:
    """This will tick everything that was brought, but these."""

    def fill(form: Locator) -> None:
        for box in form.locator("[name=papers]").all():
            if box.get_attribute("value") not in but:
                box.check()

    return fill


def grant(form: Locator) -> None:
    """This will decide in favour."""
    form.locator("[name=how][value=grant]").check()


def hand_over(form: Locator) -> None:
    """This will say that it is fetched at the window."""
    form.locator("[name=way][value=window]").check()
    form.locator("[name=receiver]").fill("演示")
    form.locator("[name=signed]").check()


def refuse(ground: str, note: str) -> Fill:
    """This will decide against, with a ground and the facts."""

    def fill(form: Locator) -> None:
        form.locator("[name=how][value=refuse]").check()
        form.locator(f"[name=grounds][value='{ground}']").check()
        form.locator("[name=note]").fill(note)

    return fill


def on_day(day: str, names: Iterable[str]) -> Fill:
    """This will set a visit for a day and name the people who go."""

    def fill(form: Locator) -> None:
        form.locator("[name=day]").fill(day)
        officers(names)(form)

    return fill


def officers(names: Iterable[str]) -> Fill:
    """This will name the people who go, by their accounts."""

    def fill(form: Locator) -> None:
        for number, name in enumerate(names, 1):
            form.locator(f"[name=officer_{number}]").fill(name)

    return fill


def rows(page: Page, case: str) -> list[str]:
    """This will list the items of a case that are on the desk, in order."""
    links = page.locator(f"#list a[data-open][href*='{case}']").all()
    found = (re.search(r"item=([\w-]+)", one.get_attribute("href") or "") for one in links)
    return [one[1] for one in found if one]
