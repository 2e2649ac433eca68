import time, os
import pytest
from tests.journeys.conftest import PICTURES
pytest_plugins = ["tests.journeys.scene"]
def shot(page, name):
    page.screenshot(path=f"/tmp/j/{name}.png", full_page=True)
@pytest.mark.journey
def test_try(town, page):
    t=time.time()
    page.goto("/")
    shot(page, "home")
    page.get_by_label("要办的事").fill("ctd")
    page.locator("#hits a").first.wait_for()
    shot(page, "hits")
    page.locator("#hits a").first.click()
    shot(page, "matter0")
    page.get_by_role("link", name="选择地方").click()
    shot(page, "place0")
    page.get_by_label("地名").fill("qz")
    page.locator("#places button").first.wait_for()
    shot(page, "place1")
    print(page.locator("#places").inner_html())
    page.locator("#places button", has_text="衢州").first.click()
    print(page.url)
    shot(page, "matter1")
    print(page.locator("#guide").inner_text())
