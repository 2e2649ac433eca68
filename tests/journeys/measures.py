"""What every page must hold, measured in the browser."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"],
    # Nothing to wait for: there is no sound and no film on any page.
    "preload": False,
}  # fmt: skip
STRICT: dict[str, Any] = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
"""And a contrast of seven to one."""
HEAVIEST = 150 * 1024
"""Bytes over the line for a page with everything that it needs."""
WEIGHT = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""
SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) { return []; }
  const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > width + 1);
  return wide.slice(0, 3).map((one) => one.tagName + '.' + one.className + ': ' + one.textContent.trim().slice(0, 40));
}"""
OTHER_SCRIPT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim(), around = walker.currentNode.parentElement;
    if (/[\\u3400-\\u9fff]/.test(text) && !around.closest('[lang|=zh], script, style, .typed')) { found.push(text); }
  }
  return found;
}"""


CHECK = """options => { window.checked = new Promise((begin) => setTimeout(begin)).then(() => {
  const behind = new Map([[null, '']]);
  const ground = (one) => {
    if (!behind.has(one)) {
      const style = getComputedStyle(one), plain = style.backgroundColor === 'rgba(0, 0, 0, 0)';
      const own = [plain ? '' : style.backgroundColor, style.backgroundImage, style.opacity].join(' ');
      behind.set(one, (own === ' none 1' ? '' : own + '|') + ground(one.parentElement));
    }
    return behind.get(one);
  };
  const samples = new Map();
  for (const one of document.body.querySelectorAll('*')) {
    const texts = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const length = texts.reduce((sum, node) => sum + node.data.trim().length, 0);
    if (!(length || one.matches('input, select, textarea')) || !one.checkVisibility()) { continue; }
    // What is only said, not shown, stands on a point.
    if (one.getBoundingClientRect().width <= 1) { continue; }
    const style = getComputedStyle(one);
    const painted = [style.color, style.fontSize, style.fontWeight, style.textShadow, ground(one)].join('|');
    if (!(samples.get(painted)?.length >= length)) { samples.set(painted, {one, length}); }
  }
  const longest = [...samples.values()].map((sample) => sample.one);
  longest.forEach((one) => one.setAttribute('data-painted', ''));
  axe.configure({rules: ['', '-enhanced'].map((more) => ({id: 'color-contrast' + more, selector: '[data-painted]'}))});
  return axe.run(options).finally(() => longest.forEach((one) => one.removeAttribute('data-painted')));
}); }"""
"""Contrast, which takes longest, is measured on the longest text for every way in which text is painted on the page."""


def start(page: Page, *, strict: bool = False) -> None:
    """This will begin to check whether a page is accessible, in the browser, while something else is done."""
    page.evaluate(AXE.axe_script)
    page.evaluate(CHECK, RULES | (STRICT if strict else {}))


def violations(page: Page, *, strict: bool = False) -> str:
    """This will say what axe finds on a page as it stands, also where the page's own scripts do not run."""
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        # Nothing that waits for a time goes on there: what the checker puts off is done at once.
        page.evaluate("window.setTimeout = (put_off) => { Promise.resolve().then(put_off); return 0; }")
    start(page, strict=strict)
    # Contents that are put in place of others keep the window, and what an earlier check left there.
    page.evaluate("() => { window.axeFound = null; window.checked.then((found) => { window.axeFound = found; }); }")
    found = AxeResults(page.evaluate("() => window.axeFound ?? window.checked"))
    return str(found.generate_report()) if found.violations_count else ""


def faults_of(page: Page, language: str) -> Iterator[str]:
    """This will list what is wrong with a page as it is shown; the check has been started."""
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} h1"
    if page.locator("html").get_attribute("lang") != language:
        yield f"lang {page.locator('html').get_attribute('lang')}"
    if (weight := page.evaluate(WEIGHT)) > HEAVIEST:
        yield f"weighs {weight // 1024} KB"
    checked = AxeResults(page.evaluate("() => window.checked"))
    if checked.violations_count:
        yield checked.generate_report()


def sideways(page: Page, widths: tuple[int, ...]) -> Iterator[str]:
    """This will list what sticks out of the page at these widths."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for one in sticking_out(page):
            yield f"sideways at {width}: {one}"


def sticking_out(page: Page) -> list[str]:
    """This will list what sticks out of a page at the width that it has."""
    found: list[str] = page.evaluate(SIDEWAYS)
    return found


def chinese_in_english(page: Page) -> list[str]:
    """This will list what an English page says in Chinese without marking it as Chinese."""
    found: list[str] = page.evaluate(OTHER_SCRIPT)
    return found
