"""What every page must hold, measured in the browser."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page

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


def faults_of(page: Page, language: str, accessible: Callable[[Page], None]) -> Iterator[str]:
    """This will list what is wrong with a page as it is shown."""
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} h1"
    if page.locator("html").get_attribute("lang") != language:
        yield f"lang {page.locator('html').get_attribute('lang')}"
    if (weight := page.evaluate(WEIGHT)) > HEAVIEST:
        yield f"weighs {weight // 1024} KB"
    try:
        accessible(page)
    except AssertionError as found:
        yield str(found)


def sideways(page: Page, widths: tuple[int, ...]) -> Iterator[str]:
    """This will list what sticks out of the page at these widths."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for one in page.evaluate(SIDEWAYS):
            yield f"sideways at {width}: {one}"


def chinese_in_english(page: Page) -> list[str]:
    """This will list what an English page says in Chinese without marking it as Chinese."""
    found: list[str] = page.evaluate(OTHER_SCRIPT)
    return found
