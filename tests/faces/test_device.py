"""Whose device it is, what is installed on it, when its session ends, and the version for elders."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.application_scene import Applicant, citizen, town
from tests.faces.guide_scene import text_of
from yici.people.networks import networks_named
from yici.web.device.whose import IDLE

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("town")
SECRET = "only-for-this-test"


def signs_in(device: str, client: Client | None = None, username: str = "wang") -> Client:
    found = client or Client(headers={"accept-language": "zh-hans"})
    user = citizen(username)
    user.set_password(SECRET)
    user.save()
    answer = found.post("/accounts/login/", {"login": username, "password": SECRET, "device": device})
    assert answer.status_code == 302, text_of(answer)
    return found


def html(client: Client, address: str = "/") -> str:
    return client.get(address).content.decode()


def test_drafts_may_stay_only_where_somebody_said_that_the_device_is_theirs() -> None:
    own = signs_in("own")
    assert "data-owners=" in html(own)
    assert own.session.get_expire_at_browser_close() is False
    once = signs_in("once", username="chen")
    assert "data-owners=" not in html(once)
    assert "data-owners=" not in html(Client())


def test_a_session_on_a_public_device_ends_soon_and_the_page_says_so() -> None:
    client = signs_in("public")
    page = html(client)
    assert 'data-public="1"' in page
    assert "15 分钟不动就自动退出" in page
    left = client.session.get_expiry_date() - timezone.now()
    assert timedelta(0) < left <= IDLE
    assert client.cookies["yici_device"].value == "public"
    assert client.post("/device/on/").status_code == 204
    client.post("/accounts/logout/")
    assert client.post("/device/on/").status_code == 401
    assert 'value="public" checked' in html(client, "/accounts/login/")


def test_devices_in_the_networks_of_windows_are_public_whatever_is_said(settings: object) -> None:
    settings.YICI_PUBLIC_NETWORKS = networks_named("127.0.0.0/8")  # type: ignore[attr-defined]
    client = Client(headers={"accept-language": "zh-hans"})
    assert 'value="public" checked' in html(client, "/accounts/login/")
    assert "data-owners=" not in html(signs_in("own", client))
    assert client.session["device"] == "public"


def test_whoever_signs_out_takes_along_what_was_kept() -> None:
    client = signs_in("own")
    assert client.post("/accounts/logout/").cookies["yici_wipe"].value == "1"


def test_a_guest_says_whose_device_it_is_beside_the_form() -> None:
    guest = Applicant()
    guest.begins()
    assert "是我自己的" in guest.reads("form/")
    guest.client.post("/device/", {"device": "own", "next": guest.at("form/")})
    assert "data-owners=" in guest.gets("form/").content.decode()
    assert guest.client.post("/device/", {"device": "x"}).status_code == 302
    assert guest.client.get("/device/").status_code == 302


def test_the_site_can_be_installed_and_its_worker_keeps_no_page_of_anybody() -> None:
    client = Client()
    told = json.loads(client.get("/manifest.webmanifest").content)
    assert {one["sizes"] for one in told["icons"]} == {"192x192", "512x512"}
    worker = client.get("/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "/offline/?language=en" in worker.content.decode()
    policy = worker["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy
    for language, words in (("zh-hans", "没有网络"), ("en", "No connection")):
        page = client.get(f"/offline/?language={language}")
        assert words in text_of(page)
        assert "sessionid" not in page.cookies


@pytest.mark.parametrize(
    "address", ["/", "/mine/", "/status/", "/catalogue/", "/accounts/login/", "/matters/open-restaurant/"]
)
def test_the_version_for_elders_is_remembered_and_has_a_short_head(address: str, settings: object) -> None:
    settings.YICI_PHONE = "0570-12345"  # type: ignore[attr-defined]
    client = Client(headers={"accept-language": "zh-hans"})
    client.post("/display/", {"large": "elder", "next": address})
    page = html(client, address)
    assert 'data-text="elder"' in page
    assert 'href="tel:0570-12345"' in page
    assert "普通版" in page
    assert "elder" in client.cookies["yici_large"].value
    client.post("/display/", {"large": "0", "next": address})
    assert 'data-text="elder"' not in html(client, address)
