"""What is typed survives a lost connection, sealed on one's own device, and goes with whoever signs out."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import steps
from tests.journeys.conftest import PHONE
from yici.demo.people import PASSWORD

pytest_plugins = ["tests.journeys.scene"]
pytestmark = [pytest.mark.journey, pytest.mark.timeout(240), pytest.mark.usefixtures("town")]
STORED = """async () => {
  const there = (await indexedDB.databases()).some((one) => one.name === "yici");
  if (!there) { return "none"; }
  const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const base = await new Promise((done, failed) => {
    const request = indexedDB.open("yici", 1);
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error);
  }).catch(() => null);
  if (!base) { return "none"; }
  const pages = await asked(base.transaction("pages").objectStore("pages").getAll());
  const keys = await asked(base.transaction("keys").objectStore("keys").getAll());
  base.close();
  const text = (bytes) => Array.from(new Uint8Array(bytes), (one) => String.fromCharCode(one)).join("");
  return JSON.stringify({
    pages: pages.map((one) => ({ ...one, iv: text(one.iv), sealed: text(one.sealed) })),
    keys: keys.map((one) => ({ owner: one.owner, extractable: one.key.extractable, until: one.until })),
  });
}"""
GONE = f"""({STORED})().then((told) =>
  told === "none" || Object.values(JSON.parse(told)).every((all) => all.length === 0))"""
NAME = "王小明的餐馆"


def sign_in(page: Page, username: str, device: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator(f"[name=device][value={device}]").check()
    steps.press(page.locator("main form button.go:not(.quiet)").first)


def begin(page: Page) -> str:
    """This will begin a draft and open the first page of its form that has a line to type into."""
    page.goto(f"{steps.RESTAURANT}plan/?place={steps.QUZHOU}&has_business_licence=no")
    steps.press(page.locator("form[action*=begin] button").first)
    steps.press(page.locator("ol.contents a").nth(1))
    return page.url


def line(page: Page) -> Any:
    return page.locator("form[data-keep] input[type=text]").first


def stored(page: Page) -> dict[str, Any]:
    told = page.evaluate(STORED)
    return {"pages": [], "keys": []} if told == "none" else json.loads(told)


def type_offline(page: Page, context: BrowserContext) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    line(page).fill(NAME)
    expect(page.locator("#kept")).to_contain_text("加密存在这台设备上")
    steps.wait_until(page, f"({STORED})().then((told) => told !== 'none' && JSON.parse(told).pages.length)")


def test_what_is_typed_without_a_connection_is_sealed_and_sent_when_it_is_back(
    visitor: Callable[..., BrowserContext],
) -> None:
    context = visitor(**PHONE)
    page = context.new_page()
    sign_in(page, "wang", "own")
    address = begin(page)
    type_offline(page, context)
    kept = stored(page)
    assert len(kept["pages"]) == 1
    assert NAME not in json.dumps(kept, ensure_ascii=False)
    assert NAME.encode().decode("latin-1") not in kept["pages"][0]["sealed"]
    assert [one["extractable"] for one in kept["keys"]] == [False]
    page.goto(address)
    expect(page.locator("h1")).to_have_text("没有网络")
    expect(page.locator("[data-kept-count]")).to_contain_text("1 页")
    context.set_offline(False)
    page.goto(address)
    expect(line(page)).to_have_value(NAME)
    assert stored(page)["pages"] == []


def test_no_page_of_anybody_is_kept_by_the_service_worker(visitor: Callable[..., BrowserContext]) -> None:
    context = visitor(**PHONE)
    page = context.new_page()
    sign_in(page, "wang", "own")
    page.goto("/mine/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/me/")
    kept = page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async (name) =>"
        " (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)))).flat()"
    )
    assert kept
    assert {path for path in kept if not path.startswith("/static/")} == {"/offline/"}


@pytest.mark.parametrize("leaves", ["signs out", "somebody else signs in"])
def test_what_was_kept_goes_with_whoever_leaves(visitor: Callable[..., BrowserContext], leaves: str) -> None:
    context = visitor(**PHONE)
    page = context.new_page()
    sign_in(page, "wang", "own")
    begin(page)
    type_offline(page, context)
    assert len(stored(page)["pages"]) == 1
    if leaves == "signs out":
        context.set_offline(False)
        # Not sent meanwhile: what is looked at is the wiping.
        page.route("**/keep/", lambda route: route.abort())
        steps.press(page.locator("header form[data-leaves] button"))
    else:
        context.clear_cookies()
        context.set_offline(False)
        page.route("**/keep/", lambda route: route.abort())
        sign_in(page, "chen", "own")
    steps.wait_until(page, GONE)


def test_on_a_public_device_nothing_is_kept_and_the_end_is_announced(visitor: Callable[..., BrowserContext]) -> None:
    context = visitor(**PHONE)
    page = context.new_page()
    sign_in(page, "wang", "public")
    begin(page)
    expect(page.locator(".public-device")).to_contain_text("15 分钟")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    line(page).fill(NAME)
    expect(page.locator("#kept")).to_contain_text("先别关这一页")
    page.wait_for_timeout(900)
    assert stored(page) == {"pages": [], "keys": []}
    context.set_offline(False)
    expect(page.locator("#kept")).to_contain_text("已保存")
    page.reload()
    expect(line(page)).to_have_value(NAME)
