"""What a browser is told of its session's cookie when several of its requests cross."""

import pytest
from django.test import Client

from tests.apps.people_samples import make_user
from tests.faces.security_scene import LOGIN, PASSWORD

pytestmark = pytest.mark.django_db
COOKIE = "sessionid"


@pytest.fixture
def signed_in() -> Client:
    make_user(7, kind="citizen", username="li", password=PASSWORD)
    client = Client()
    client.post("/device/", {"device": "once"})
    return client


@pytest.mark.parametrize("address", ["/sw.js", "/manifest.webmanifest", "/", "/no-such-page/"])
def test_what_was_asked_under_the_key_of_before_does_not_sign_out_who_just_signed_in(
    signed_in: Client, address: str
) -> None:
    before = signed_in.cookies[COOKIE].value
    signed_in.post(LOGIN, {"login": "li", "password": PASSWORD})
    assert signed_in.cookies[COOKIE].value != before
    late = Client()
    late.cookies[COOKIE] = before
    assert COOKIE not in late.get(address).cookies


def test_what_is_asked_under_an_ended_session_is_asked_by_nobody(signed_in: Client) -> None:
    late = Client()
    late.cookies[COOKIE] = "0" * 32
    assert late.get("/accounts/sessions/").status_code == 302
    late.post(LOGIN, {"login": "li", "password": PASSWORD})
    assert late.get("/accounts/sessions/").status_code == 200


def test_signing_out_takes_the_cookie(signed_in: Client) -> None:
    signed_in.post(LOGIN, {"login": "li", "password": PASSWORD})
    told = signed_in.post("/accounts/logout/")
    assert told.cookies[COOKIE]["max-age"] == 0
