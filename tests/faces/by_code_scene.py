"""A site that sends codes, somebody who asks for one, and what went out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.apps.people_samples import make_user
from tests.faces.security_scene import PASSWORD
from yici.ledger import keys
from yici.notices.models import Outgoing
from yici.notices.services import contact_ask
from yici.people import present
from yici.people.contacts import contact_confirm
from yici.people.ids import id_at
from yici.people.models import User

ASK, ENTER, CHOOSE = "/accounts/code/", "/accounts/code/enter/", "/accounts/code/account/"
PHONE, MAIL, STRANGE = "13800000001", "wang@example.cn", "13900000009"


@pytest.fixture(autouse=True)
def site(db: None, settings: Any, tmp_path: Path) -> None:
    """A site that sends SMS and mail, each into a folder, where nobody has tried a password yet."""
    cache.clear()
    settings.YICI_CHANNELS = tmp_path / "channels.toml"
    settings.YICI_CHANNELS.write_text(
        f'[sms]\nurl = "file:{tmp_path}/sms"\n[mail]\nurl = "file:{tmp_path}/mail"\nfrom = "yici@example.cn"\n'
    )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Minutes that are not waited for."""

    def later(**by: float) -> None:
        seconds = float(present.os.environ.get("YICI_OFFSET_SECONDS", "0")) + timedelta(**by).total_seconds()
        monkeypatch.setenv("YICI_OFFSET_SECONDS", str(seconds))

    return later


def has(user: User, kind: str, value: str) -> None:
    """Somebody who has confirmed an address."""
    number = User.objects.count() * 10 + len(kind)
    held = contact_ask(
        contact_id=id_at(7, number), user_id=user.pk, kind=kind, value=value, code="000000", language="zh-hans",
        now=present.now(),
    )  # fmt: skip
    contact_confirm(contact_id=held, user_id=user.pk, code="000000", now=present.now())
    Outgoing.objects.all().delete()


def citizen(number: int = 1, username: str = "wang") -> User:
    user = make_user(number, kind="citizen", username=username, password=PASSWORD)
    has(user, "phone", PHONE)
    return user


class Somebody:
    def __init__(self, language: str = "zh-hans", address: str = "192.0.2.1") -> None:
        self.client = Client(headers={"accept-language": language}, REMOTE_ADDR=address)

    def asks(self, address: str = PHONE, **more: str) -> Any:
        return self.client.post(ASK, {"address": address, **more})

    def enters(self, code: str) -> Any:
        return self.client.post(ENTER, {"code": code})

    def is_in(self) -> str:
        return str(self.client.session.get("_auth_user_id", ""))


def sent() -> list[tuple[str, str, str]]:
    """What goes out: by which channel, where, which code."""
    rows = list(Outgoing.objects.order_by("made_at", "id"))
    opened = keys.open_many([(row.subject, bytes(row.content)) for row in rows])
    return [(row.channel, told["address"], told["values"]["code"]) for row, told in zip(rows, opened, strict=True)]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"
