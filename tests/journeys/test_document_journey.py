"""From a decision to its sealed file, and from that file to the page where anybody can check it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import steps
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.given import handed_in
from yici.cases.documenting import documents_settle
from yici.cli.seals_job import seal_all
from yici.demo.accounts import Accounts
from yici.documents.seal_store import authority_make
from yici.domain.case import Decide
from yici.people.present import now

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

Visitor = Callable[..., BrowserContext]
SHOP = "individual-registration"
DECISION = f"#a-{SHOP} a[href$='/decision.pdf']"


@pytest.mark.parametrize(
    ("screen", "language", "script", "same", "altered"),
    [
        (PHONE, "zh-CN", True, "与存档一致", "签章无效"),
        (DESK, "en", False, "The same as in the archive", "The seal does not hold"),
    ],
    ids=["phone", "desktop-english-without-script"],
)
def test_a_decision_is_sealed_downloaded_and_dropped_on_the_page_that_knows_it(
    town: Accounts, visitor: Visitor, accessible: Callable[[Page], None], settings: Any, tmp_path: Path,
    screen: dict[str, Any], language: str, script: bool, same: str, altered: str,
) -> None:  # fmt: skip
    def check(shown: Page) -> None:
        # The checker is a script of its own, which waits for ever where none runs.
        if script:
            accessible(shown)

    settings.YICI_SEALS = tmp_path / "seals"
    authority_make(settings.YICI_SEALS)
    case = handed_in(town)
    case.act("market", "chief_representative", Decide(item=SHOP, grant=True))
    page = visitor(**screen, java_script_enabled=script).new_page()
    page.goto("/")
    if language == "en":
        steps.press(page.locator("header button[name=language]"))
    steps.look_up(page, case.number, case.code)
    waiting = steps.downloaded(page, page.locator(DECISION))
    assert seal_all(now=now()) == 2, "the decision, and the certificate of what it granted"
    sealed = steps.downloaded(page, page.locator(DECISION))
    assert sealed != waiting
    assert sealed == steps.downloaded(page, page.locator(DECISION))

    code = next(one.code for one in documents_settle(UUID(str(case.id)), now=now()) if one.kind == "decision")
    page.goto("/check/")
    check(page)
    page.locator("[name=code]").fill(f"{code[:5]} {code[5:10]} {code[10:]}".lower())
    steps.press(page.locator("main form button.go"))
    expect(page.locator("dl.checked")).to_contain_text("〔2026〕")
    check(page)
    drop(page, sealed)
    expect(page.locator(".verdict")).to_contain_text(same)
    check(page)
    steps.picture(page, f"check-{language}")
    drop(page, sealed.replace(b"/Type", b"/TYpe", 1))
    expect(page.locator(".verdict")).to_contain_text(altered)


def drop(page: Page, data: bytes) -> None:
    """This will choose a file and have it compared."""
    page.locator("[name=file]").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": data})
    steps.press(page.locator("main form button.go"))
