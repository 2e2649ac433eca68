"""The journeys' own tools: the browser is found or the run fails, it draws Chinese, and it stays on this machine."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import browser as browsers

DRAW = """(characters) => [...characters].map((character) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 64;
  const pen = canvas.getContext("2d");
  pen.font = "48px sans-serif";
  pen.fillText(character, 4, 52);
  return canvas.toDataURL();
})"""


def blank(browser: Browser) -> Page:
    page = browser.new_page()
    page.goto("about:blank")
    return page


@pytest.mark.journey
@pytest.mark.parametrize("characters", ["一次办成事", "証龘㐂𠮷囍"])
def test_every_chinese_character_is_drawn_as_itself(browser: Browser, characters: str) -> None:
    page = blank(browser)
    drawn = page.evaluate(DRAW, characters)
    page.close()
    assert len(set(drawn)) == len(characters)


@pytest.mark.journey
def test_the_browser_reaches_no_other_host(browser: Browser) -> None:
    page = blank(browser)
    reached = page.evaluate("fetch('http://example.invalid/').then(() => true, () => false)")
    page.close()
    assert reached is False


def test_a_browser_that_is_named_but_missing_is_a_failure_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(browsers.BrowserMissing, match="CHROMIUM names /nowhere/chromium"):
        browsers.provide({"CHROMIUM": "/nowhere/chromium"}, tmp_path)


def test_a_machine_without_a_browser_is_told_what_to_do(tmp_path: Path) -> None:
    environ = {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    with pytest.raises(browsers.BrowserMissing, match="apt-get install chromium"):
        browsers.find(environ, tmp_path)


def test_a_program_that_only_calls_itself_a_browser_does_not_start(tmp_path: Path) -> None:
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho 'install the snap'\nexit 1\n")
    stub.chmod(0o755)
    found = browsers.find({"PATH": f"{tmp_path}"}, tmp_path)
    assert found.executable == stub
    assert not browsers.starts(found, {"PATH": f"{tmp_path}:/usr/bin:/bin"})
