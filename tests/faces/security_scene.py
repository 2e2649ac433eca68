"""Somebody who signs in at a browser of their own, with an app on a phone that gives real codes."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from tests.apps.people_samples import load_county, make_bodies, make_role, make_user
from tests.faces.desk_scene import text_of
from yici.people.queries import user_named

PASSWORD = "correct horse 42"
LOGIN, FACTOR, APP = "/accounts/login/", "/accounts/2fa/authenticate/", "/accounts/2fa/totp/activate/"
CODES, SESSIONS = "/accounts/2fa/recovery-codes/", "/accounts/sessions/"
START = 1_780_000_000.0


class Watch:
    """The clock by which codes change, as the test sets it."""

    def __init__(self) -> None:
        self.now = START

    def time(self) -> float:
        return self.now


class Person:
    """An account, the browser it is used in, and the secret that the phone keeps."""

    def __init__(self, username: str = "li", secret: str = "") -> None:
        self.username, self.secret = username, secret
        self.client = Client(
            headers={"accept-language": "zh-hans", "user-agent": "Mozilla/5.0 (Windows) Firefox/140.0"}
        )

    def signs_in(self, **more: str) -> Any:
        return self.client.post(LOGIN, {"login": self.username, "password": PASSWORD, **more})

    def code(self, later: int = 0) -> str:
        """The code that the phone shows, so many steps later."""
        now = auth.time.time() // 30 + later
        return str(auth.format_hotp_value(auth.hotp_value(self.secret, int(now))))

    def sets_up(self) -> Any:
        """Sets an app up with a code that it really gives."""
        page = self.client.get(APP)
        found = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode())
        assert found, text_of(page)
        self.secret = found.group(1)
        return self.client.post(APP, {"code": self.code()})

    def shows(self, code: str) -> Any:
        return self.client.post(FACTOR, {"code": code})

    def codes(self) -> list[str]:
        return re.findall(r'<li class="numbers">(\d{8})</li>', self.client.get(CODES).content.decode())

    def elsewhere(self) -> "Person":
        """The same person with the same phone at another browser."""
        return Person(self.username, self.secret)

    def is_in(self) -> bool:
        return "_auth_user_id" in self.client.session


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Half a minute is not waited for."""
    made = Watch()
    monkeypatch.setattr(auth, "time", made)
    return made


@pytest.fixture
def li(db: None, watch: Watch) -> Iterator[Person]:
    """A member of staff."""
    cache.clear()
    make_user(username="li", kind="staff", password=PASSWORD)
    yield Person()
    cache.clear()


@pytest.fixture
def officer(li: Person, tmp_path: Any) -> Person:
    """A member of staff with cases to see."""
    load_county(tmp_path)
    make_bodies()
    make_role(user_named("li"), "officer")
    return li


def kept() -> str:
    """This will give all that the database keeps of factors and sessions, as it lies there."""
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    return str(list(Authenticator.objects.values_list("data", flat=True))) + str(sessions)
