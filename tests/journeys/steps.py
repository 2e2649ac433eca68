"""What people do on the pages, step by step, in any language, with and without JavaScript.

Controls are found by what they send, which is the same in every language; words are checked by the journeys.
"""

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.apps import small_files
from tests.journeys.conftest import keep
from yici.demo.filling import BY_TYPE, SPECIAL
from yici.demo.people import CITIZENS, PASSWORD, Person

QUZHOU = "330800000000"
ZHAO = CITIZENS[-1]
RESTAURANT = "/matters/open-restaurant/"
LOGIN = "/accounts/login/"
LARGE: Mapping[str, str] = {
    "applicant_kind": "individual",
    "business_composition": "individual",
    "cold_dishes": "yes",
    "premises_area": "160",
    "fire_check_procedure": "general",
    "premises_rented": "no",
    "sign_exceeds_name": "yes",
    "sign_large": "no",
    "uses_agent": "no",
    "needs_prior_approval": "no",
    "online_ordering": "no",
    "vending_machine": "no",
    "has_business_licence": "no",
}
"""A large restaurant of one person, with cold dishes and a sign that says more than its name."""
PROMISED = {**LARGE, "fire_check_procedure": "commitment"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)
PDF = small_files.PDF
picture = keep


def scripted(page: Page) -> bool:
    """This will say whether scripts run on the page."""
    return bool(page.evaluate("typeof window.htmx") == "object")


def sign_in(page: Page, username: str, password: str = PASSWORD, device: str = "") -> None:
    """This will sign somebody in as they would, on the device that they say it is ("own", "public", "once")."""
    page.goto(LOGIN)
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(password)
    if device:
        page.locator(f"[name=device][value={device}]").check()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("main form button.go:not(.quiet)").click()
    page.wait_for_load_state()


def come_in(page: Page, username: str) -> None:
    """This will have somebody signed in before they come, where signing in is not what is looked at: the site is asked
    what the page of signing in asks, and no page is shown."""
    request = page.context.request
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', request.get(LOGIN).text())[:1]
    typed = {"csrfmiddlewaretoken": token, "login": username, "password": PASSWORD}
    done = request.post(LOGIN, form=typed, max_redirects=0)
    assert done.status == 302, f"{username} is not let in: {done.status}"


def press(control: Locator) -> None:
    """This will press what leads to another page and wait until that page is there, which a click alone does not."""
    with control.page.expect_navigation(wait_until="domcontentloaded"):
        control.click()


def wait_until(page: Page, promised: str) -> None:
    """This will wait until what a script promises comes true: to the browser's own waiting any promise is a yes."""
    page.evaluate(f"""async () => {{
      for (let round = 0; !(await ({promised})); round++) {{
        if (round > 500) {{ throw new Error("it does not come true"); }}
        await new Promise((on) => setTimeout(on, 20));
      }}
    }}""")


def choose_place(page: Page, code: str = QUZHOU) -> None:
    """This will choose the place on the page of places and come back to where one was."""
    press(page.locator(f"main button[value='{code}']").first)


LEFT = """answers => Object.keys(answers).filter((name) => {
  const [first, ...more] = document.querySelectorAll(`#ask [name='${name}']`);
  if (!first) { return false; }
  if (first.type === 'text') { return first.value !== answers[name]; }
  return ![first, ...more].some((one) => one.value === answers[name] && one.checked);
})"""


def answer(page: Page, answers: Mapping[str, str]) -> None:
    """This will answer what is asked: with scripts each answer for itself, without them a round at a time."""
    with_scripts = scripted(page)
    while left := page.evaluate(LEFT, answers):
        for name in left[:1] if with_scripts else left:
            _answer(page, name, answers[name], with_scripts)
        if not with_scripts:
            press(page.locator("#ask [formaction]"))


def _answer(page: Page, name: str, value: str, with_scripts: bool) -> None:
    control = page.locator(f"#ask [name='{name}']")
    if control.first.get_attribute("type") == "text":
        control.fill(value)
        control.blur()
    else:
        page.locator(f"#ask [name='{name}'][value='{value}']").check()
    if with_scripts:
        # The address follows every answer once the page has been worked out anew.
        page.wait_for_url(re.compile(rf"[?&]{name}={value}(&|$)"))


def see_plan(page: Page) -> None:
    """This will go from the questions to the plan."""
    page.locator("#ask button.go:not([formaction])").click()
    expect(page).to_have_url(re.compile(r"/plan/\?"))


def begin(page: Page) -> None:
    """This will begin an application from the plan."""
    press(page.locator("form[action$='/begin/'] button").first)
    expect(page).to_have_url(re.compile(r"/drafts/[0-9a-f-]+/form/"))


def fill_form(page: Page, shop: str, person: Person = ZHAO) -> int:
    """This will fill in every page of the form, from its table of contents, and say how many fields that were."""
    filled = 0
    press(page.locator(".actions a.go").first)
    while "/form/" in page.url:
        filled += fill_page(page, shop, person)
        press(page.locator("button[name=go][value=next]"))
        expect(page.locator("#faults")).to_have_count(0)
    return filled


FIELDS = """() => ['input', 'select', 'textarea'].map((kind) => `main form .field ${kind}[name]`)
  .flatMap((kind) => [...document.querySelectorAll(kind)])
  .filter((one, at, all) => all.findIndex((other) => other.name === one.name) === at)
  .map((one) => [one.name, one.type, one.inputMode])"""
"""Name, type and keyboard of each field, once."""


def fill_page(page: Page, shop: str, person: Person = ZHAO) -> int:
    """This will fill in everything on one page of the form, each field with something of its kind."""
    fields = page.evaluate(FIELDS)
    for name, kind, keyboard in fields:
        control = page.locator(f"main form .field [name='{name}']")
        if kind in ("radio", "checkbox"):
            control.first.check()
        elif kind == "select-one":
            control.select_option(index=1)
        else:
            control.fill(written(name, kind, keyboard, shop, person))
    return len(fields)


def written(name: str, kind: str, keyboard: str, shop: str, person: Person) -> str:
    """This will say what a person writes into a field of this name and type."""
    told: dict[str, Any] = {
        "enterprise.name": shop,
        **SPECIAL,
        "date": BY_TYPE["date"],
        "tel": person.phone,
        "email": BY_TYPE["email"],
        "url": BY_TYPE["url"],
    }
    if name in told or kind in told:
        return str(told.get(name) or told[kind])
    if name.endswith((".id_number", "certificate_number")):
        return person.id_number
    if name.endswith("postcode"):
        return str(BY_TYPE["postcode"])
    if name.endswith(".name"):
        return person.name
    return "3" if keyboard in ("numeric", "decimal") else "演示"


def upload(page: Page, paper: str, name: str, data: bytes, media_type: str = "application/pdf") -> None:
    """This will hand a file in as a paper."""
    way = page.locator(f"[name='way:{paper}'][value=upload]")
    way.check() if way.count() else None
    choose_file(page, paper, name, data, media_type)
    if scripted(page):
        expect(page.locator(".sending")).to_have_count(0)
    else:
        press(page.locator(f"button[name=upload][value='{paper}']"))


def choose_file(page: Page, paper: str, name: str, data: bytes, media_type: str = "application/pdf") -> None:
    """This will choose a file for a paper, which sends it at once where scripts run."""
    box = page.locator(f"[name='file:{paper}']:not(.camera)")
    box.set_input_files({"name": name, "mimeType": media_type, "buffer": data})


def papers_on(page: Page) -> list[str]:
    """This will list the papers that the page lets somebody upload."""
    inputs = page.locator("input[type=file]:not(.camera)").all()
    return [(one.get_attribute("name") or "").removeprefix("file:") for one in inputs]


def bring_the_rest(page: Page) -> None:
    """This will leave all papers without a file for the window, and go on to the last page."""
    press(page.locator("button[name=go][value=bring]"))
    for box in page.locator("[name^='sign:']").all():
        box.check()
    press(page.locator("button[name=go][value=next]"))
    expect(page).to_have_url(re.compile("/review/"))


def hand_in(page: Page) -> tuple[str, str]:
    """This will hand the application in and give the number and the code on the receipt."""
    press(page.locator("main form button.go"))
    expect(page).to_have_url(re.compile("/receipt/"))
    number, code = page.locator(".receipt-head dd.numbers").all_inner_texts()
    return number, code


def case_of(page: Page) -> str:
    """This will read the case's id off the address."""
    return page.url.split("/cases/")[1].split("/")[0]


def look_up(page: Page, number: str, code: str) -> None:
    """This will ask for a case by the number and code of its receipt."""
    page.goto("/status/")
    page.locator("[name=number]").fill(number)
    page.locator("[name=code]").fill(code)
    press(page.locator("main form button.go"))


def downloaded(page: Page, link: Locator) -> bytes:
    """This will fetch what a link leads to, as the visitor."""
    answer = page.request.get(link.get_attribute("href") or "")
    expect(answer).to_be_ok()
    return answer.body()
