"""Hands that never leave the keyboard."""

from playwright.sync_api import Page

ACTIVE = "document.activeElement"
MOST = 200
"""Presses after which nobody would go on."""


def tab_to(page: Page, selector: str, most: int = MOST) -> None:
    """This will press Tab until the focus is there; whatever has the focus on the way must be seen."""
    for _ in range(most):
        if page.evaluate(f"selector => {ACTIVE}.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
        box = page.evaluate(f"{ACTIVE}.getBoundingClientRect().width")
        assert box > 0, "the focus is on something that nobody sees"
    raise AssertionError(f"{selector} cannot be reached with Tab")
