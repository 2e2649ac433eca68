"""A picture from a phone: by chunks over a connection that breaks, gone on with, shown upright, without metadata."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.apps.small_files import MAKER, PDF, PLACE, bomb, drawn, jpeg
from tests.journeys import steps
from yici.demo.accounts import Accounts
from yici.files.arriving import CHUNK
from yici.files.models import Chunk, Upload

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

Visitor = Callable[..., BrowserContext]
PLAN = f"{steps.RESTAURANT}plan/?place={steps.QUZHOU}&" + "&".join(f"{n}={v}" for n, v in steps.LARGE.items())
IDENTITY, RULES = "identity_card.applicant", "food_safety_rules"
CHUNKS = "**/uploads/*/?at=*"


@pytest.fixture(scope="module")
def photograph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As a phone takes it lying on its side: with the place, and so fine that it takes several chunks."""
    picture = Image.effect_noise((1500, 1100), 60).convert("RGB")
    picture.paste(drawn(1500, 1100), (0, 0), Image.new("L", (1500, 1100), 150))
    kept = tmp_path_factory.mktemp("phone") / "IMG_2041.jpg"
    kept.write_bytes(jpeg(picture, turned=6))
    assert kept.stat().st_size > 2 * CHUNK
    return kept


class Line:
    """A connection that lets so many chunks through and then breaks, until it is mended."""

    def __init__(self, page: Page, lets: int) -> None:
        self.lets, self.broken, self.sent = lets, False, 0
        page.route(CHUNKS, self.carry)
        page.route("**/uploads/**", self.carry)

    def carry(self, route: Route) -> None:
        chunk = "?at=" in route.request.url
        if self.broken or (chunk and self.sent >= self.lets):
            self.broken = True
            route.abort("internetdisconnected")
            return
        self.sent += chunk
        route.continue_()

    def mend(self, page: Page) -> None:
        self.broken, self.lets = False, 1000
        page.evaluate("window.dispatchEvent(new Event('online'))")


def papers_page(page: Page) -> str:
    page.goto(PLAN)
    steps.begin(page)
    address = page.url.split("/form/")[0] + "/papers/"
    page.goto(address)
    page.locator(f"[name='way:{IDENTITY}'][value=upload]").check()
    return address


def section(page: Page, paper: str) -> str:
    return f"#p-{paper.replace('.', '-')}"


def test_a_picture_goes_up_over_a_connection_that_breaks_once(
    town: Accounts, visitor: Visitor, photograph: Path, accessible: Callable[[Page], None]
) -> None:
    page = visitor(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True).new_page()
    papers_page(page)
    place = page.locator(section(page, IDENTITY))
    expect(place.locator("label.camera")).to_be_visible()
    line = Line(page, lets=1)
    place.locator("input[type=file]:not(.camera)").set_input_files(photograph)
    expect(place.locator(".sending p")).to_contain_text("连接断了，已传的都在，连上后自动接着传")
    assert place.locator("progress").get_attribute("value") == str(CHUNK)
    assert Upload.objects.get().received == CHUNK
    steps.picture(page, "upload-lost")
    accessible(page)
    line.mend(page)
    expect(place.locator(".files li")).to_have_count(1)
    expect(place.locator("[role=status]").last).to_have_text("IMG_2041.jpg 传好了")
    assert line.sent == -(-photograph.stat().st_size // CHUNK)
    assert not Chunk.objects.exists()
    small = place.locator(".small-picture")
    small.scroll_into_view_if_needed()
    page.wait_for_function("(one) => one.complete && one.naturalWidth > 0", arg=small.element_handle())
    assert small.evaluate("(one) => one.naturalHeight > one.naturalWidth")
    steps.picture(page, "upload-kept")
    accessible(page)
    address = place.locator(".files a").get_attribute("href") or ""
    shown = page.request.get(address).body()
    assert Image.open(BytesIO(shown)).size == (1100, 1500)
    assert not any(told in shown for told in (PLACE, MAKER, b"Exif", b"GPS"))


def test_after_a_reload_the_same_file_goes_on_and_another_can_be_cancelled(
    town: Accounts, visitor: Visitor, photograph: Path
) -> None:
    page = visitor().new_page()
    address = papers_page(page)
    line = Line(page, lets=1)
    page.locator(section(page, IDENTITY)).locator("input[type=file]:not(.camera)").set_input_files(photograph)
    expect(page.locator(".sending p")).to_contain_text("连接断了")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    expect(page.locator(".unfinished")).to_contain_text("IMG_2041.jpg：传到")
    steps.picture(page, "upload-reloaded")
    line.mend(page)
    before = line.sent
    page.locator(section(page, IDENTITY)).locator("input[type=file]:not(.camera)").set_input_files(photograph)
    expect(page.locator(".files li")).to_have_count(1)
    expect(page.locator(".unfinished li")).to_have_count(0)
    assert line.sent - before == -(-photograph.stat().st_size // CHUNK) - 1
    line.lets, line.sent = 0, 0
    page.locator(f"[name='way:{RULES}'][value=upload]").check()
    page.locator(section(page, RULES)).locator("input[type=file]:not(.camera)").set_input_files(photograph)
    expect(page.locator(".sending p")).to_contain_text("连接断了")
    line.mend(page)
    with page.expect_response(lambda answer: answer.url.endswith("/cancel/")):
        page.locator(".sending button").click()
    expect(page.locator(".sending")).to_have_count(0)
    page.goto(address)
    expect(page.locator(".unfinished")).to_have_count(0)


def test_several_pages_keep_their_order_a_bad_one_is_told_and_going_on_waits(town: Accounts, visitor: Visitor) -> None:
    page = visitor().new_page()
    papers_page(page)
    place = page.locator(section(page, IDENTITY))
    files = [
        {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": jpeg(drawn(40, 30))},
        {"name": "bomb.png", "mimeType": "image/png", "buffer": bomb()},
        {"name": "2.pdf", "mimeType": "application/pdf", "buffer": PDF},
        {"name": "3.jpg", "mimeType": "image/jpeg", "buffer": jpeg(drawn(50, 30))},
    ]
    place.locator("input[type=file]:not(.camera)").set_input_files(files)
    expect(place.locator(".files li")).to_have_count(3)
    expect(place.locator(".sending")).to_have_count(0)
    assert place.locator(".files a").all_inner_texts() == ["1.jpg", "2.pdf", "3.jpg"]
    expect(place.locator("[role=alert]")).to_contain_text("bomb.png：这张图的像素太多")
    steps.picture(page, "upload-several")
    place.locator(".files button").first.click()
    expect(page.locator(".files li")).to_have_count(2)
    page.locator(section(page, IDENTITY)).locator("input[type=file]:not(.camera)").set_input_files(files[:1])
    page.locator("button[name=go][value=next]").click()
    expect(page).to_have_url(re.compile("/review/$"))
    expect(page.locator(".papers-check")).to_contain_text("已上传 3 个文件")


def test_without_scripts_the_form_sends_whole_files(town: Accounts, visitor: Visitor, photograph: Path) -> None:
    page = visitor(java_script_enabled=False).new_page()
    papers_page(page)
    box = page.locator(section(page, IDENTITY)).locator("input[type=file]:not(.camera)")
    box.set_input_files(photograph)
    steps.press(page.locator(f"button[name=upload][value='{IDENTITY}']"))
    expect(page.locator(".files li")).to_have_count(1)
    expect(page.locator(".files img")).to_have_count(1)
