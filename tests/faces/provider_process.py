"""The demonstration's identity provider as a process of its own, and a browser that goes there and comes back.

Between the two there is HTTP alone. The instance's side is Django's test client; what leads to the provider is followed
with a client of its own.
"""

import html
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from django.test import Client

from yici.demo.provider.register import BY_KEY, PASSWORD
from yici.people.provider import Provider, read_provider

SOURCES = Path(__file__).resolve().parents[2] / "src"
SITE = "http://testserver"
NAME = "test-client"
PATIENCE = 60
START, BACK, ACCOUNT, JOIN = (f"/accounts/real-name/{rest}" for rest in ("", "back/", "account/", "join/"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, *clients_at: str) -> Iterator[Provider]:
    """The provider, serving until the block ends."""
    issuer, secret = f"http://127.0.0.1:{free_port()}", folder / "client-secret"
    secret.write_text(secrets.token_urlsafe(32))
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("YICI_", "DATABASE_", "DJANGO_"))
    }
    told = {
        "PYTHONPATH": str(SOURCES),
        "DEMO_PROVIDER_FOLDER": str(folder),
        "DEMO_PROVIDER_ISSUER": issuer,
        "DEMO_PROVIDER_CLIENT": NAME,
        "DEMO_PROVIDER_SECRET_FILE": str(secret),
        "DEMO_PROVIDER_CLIENTS_AT": " ".join(clients_at or (SITE,)),
    }
    process = subprocess.Popen([sys.executable, "-m", "yici.demo.provider"], env={**plain, **told})
    try:
        until = time.monotonic() + PATIENCE
        while not answers(issuer):
            assert process.poll() is None, "the provider ended"
            assert time.monotonic() < until, "the provider did not start"
            time.sleep(0.05)
        yield configured(issuer, secret)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def answers(issuer: str) -> bool:
    try:
        return requests.get(issuer, timeout=5).ok
    except requests.ConnectionError:
        return False


def configured(issuer: str, secret: Path, **more: str) -> Provider:
    """The provider as an operator's environment would name it."""
    found = read_provider(
        {"YICI_OIDC_ISSUER": issuer, "YICI_OIDC_CLIENT": NAME, "YICI_OIDC_SECRET_FILE": str(secret),
         "YICI_OIDC_NAME": "演示实名认证", "YICI_FACE_URL": f"{issuer}/face/", **more}
    )  # fmt: skip
    assert found
    return found


class Visitor:
    """Somebody with one browser: what it keeps of the instance, and what of the provider."""

    def __init__(self) -> None:
        self.here = Client(headers={"accept-language": "zh-hans"})
        self.there = requests.Session()

    def leaves(self, at: str = START, **sent: str) -> str:
        """Presses the button; the address at the provider to which that leads."""
        answer = self.here.post(at, sent)
        assert answer.status_code == 302, answer.content.decode()[-800:]
        return str(answer["Location"])

    def agrees(self, address: str, who: str, *, agree: bool = True) -> str:
        """Signs in at the provider and agrees, or not; the address to which the provider sends back."""
        page = self.there.get(address, timeout=10)
        if "/login/" in page.url:
            given = {"username": who, "password": PASSWORD, **hidden(page.text, "next")}
            page = self.there.post(page.url, {**given, **token(page.text)}, timeout=10)
        assert "把这些告诉" in page.text, page.text
        given = {**token(page.text), **hidden(page.text, "request"), "action": "grant" if agree else "cancel"}
        scopes = re.findall(r'name="scopes" value="(\w+)"', page.text)
        answer = self.there.post(
            page.url.partition("?")[0], {**given, "scopes": scopes}, allow_redirects=False, timeout=10
        )  # fmt: skip
        return answer.headers["Location"]

    def comes_back(self, address: str, **changed: str) -> Any:
        """Follows the provider's answer, with something in it changed."""
        told = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return self.here.get(urlsplit(address).path, {**told, **changed})

    def proves(self, who: str, at: str = START, **sent: str) -> Any:
        """Goes the whole way."""
        return self.comes_back(self.agrees(self.leaves(at, **sent), who))

    def is_in(self) -> str:
        """The account that is signed in here; empty for none."""
        return str(self.here.session.get("_auth_user_id", ""))


def token(page: str) -> dict[str, str]:
    return hidden(page, "csrfmiddlewaretoken")


def hidden(page: str, name: str) -> dict[str, str]:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page
    return {name: html.unescape(found[1])}


def number_of(who: str) -> str:
    return BY_KEY[who].id_number


def stashed(visitor: Visitor) -> dict[str, Any]:
    """What the session remembers of the one time that somebody was sent to the provider."""
    [state] = visitor.here.session["socialaccount_states"].values()
    kept: dict[str, Any] = json.loads(json.dumps(state[0]))
    return kept
