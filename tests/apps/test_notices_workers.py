"""Workers that send: two at once, one that is killed, one whose gateway fails; and what a webhook is called with."""

import base64
import hmac
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests import server as servers
from tests.apps.ledger_samples import NOW, Kettles, Threads
from tests.apps.message_servers import Mailbox, Receiver
from tests.feeding import tell
from yici.database.launcher import Running
from yici.domain.error import Conflict, Invalid, NotFound
from yici.ledger.feed import begin_readers
from yici.notices import register, webhooks
from yici.notices.models import Outgoing
from yici.notices.sending import LEASE, PAUSES, message_carry
from yici.notices.services import message_reported, message_send
from yici.notices.webhook_store import counts
from yici.people.ids import id_at

pytestmark = pytest.mark.django_db(transaction=True)
BODY = '{"to": "{address}"}'


def site(settings: Any, tmp_path: Path, url: str) -> None:
    settings.YICI_CHANNELS, settings.YICI_TEXTS = tmp_path / "channels.toml", tmp_path / "texts"
    settings.YICI_CHANNELS.write_text(f'[sms]\nurl = "{url}"\nbody = \'{BODY}\'\nid = "id"\n')


def send(count: int = 1, kind: str = "channel.try") -> list[UUID]:
    return [
        message_send(channel="sms", address=f"1380000{n:04}", kind=kind, parameters={}, subject=None, now=NOW)
        for n in range(count)
    ]


def carry_all() -> int:
    done = 0
    while message_carry(channel_name="sms", now=NOW) is not None:
        done += 1
    return done


def test_workers_side_by_side_send_each_message_once(settings: Any, tmp_path: Path) -> None:
    with Receiver(lambda n: (200, b'{"id": "%d"}' % n)) as receiver:
        site(settings, tmp_path, receiver.url)
        sent = send(24)
        counted = Threads(*[carry_all] * 4).run()
    assert sum(counted) == 24
    assert sorted(call.headers["idempotency-key"] for call in receiver.calls) == sorted(map(str, sent))
    assert set(Outgoing.objects.values_list("state", "attempts")) == {("sent", 1)}
    assert Outgoing.objects.exclude(receipt="").count() == 24


def test_a_gateway_that_fails_is_asked_again_with_growing_pauses_until_the_last(settings: Any, tmp_path: Path) -> None:
    with Receiver(lambda _: (503, b"")) as receiver:
        site(settings, tmp_path, receiver.url)
        send()
        Outgoing.objects.update(expires_at=None)
        moment, waited = NOW, []
        while Outgoing.objects.get().state == "waiting":
            assert message_carry(channel_name="sms", now=moment) is not None
            row = Outgoing.objects.get()
            if row.ready_at:
                assert message_carry(channel_name="sms", now=row.ready_at - timedelta(seconds=1)) is None
                waited.append(row.ready_at - moment)
                moment = row.ready_at
    assert waited == list(PAUSES)
    assert len({call.headers["idempotency-key"] for call in receiver.calls}) == 1
    row = Outgoing.objects.get()
    assert (row.state, row.reason, bytes(row.content)) == ("failed", "503", b"")


def test_a_late_worker_does_not_undo_what_the_next_one_did(settings: Any, tmp_path: Path) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def answers(number: int) -> tuple[int, bytes]:
        if number == 1:
            entered.set()
            go_on.wait(9)
            return 503, b""
        return 200, b'{"id": "b"}'

    with Receiver(answers) as receiver:
        site(settings, tmp_path, receiver.url)
        send()

        def second() -> Any:
            entered.wait(9)
            told = message_carry(channel_name="sms", now=NOW + LEASE)
            go_on.set()
            return told

        late, next_one = Threads(lambda: message_carry(channel_name="sms", now=NOW), second).run()
    assert (late, next_one) == (False, True)
    assert Outgoing.objects.values_list("state", "receipt").get() == ("sent", "b")


KILLED = """
import os, sys, django
django.setup()
from django.conf import settings
from pathlib import Path
settings.YICI_CHANNELS, settings.YICI_TEXTS = Path(sys.argv[1]), Path(sys.argv[1]).parent / "texts"
from datetime import datetime
from yici.notices.sending import message_carry
message_carry(channel_name=sys.argv[3], now=datetime.fromisoformat(sys.argv[2]))
"""


def killed_at(came: threading.Event, settings: Any, database: Running, channel: str) -> None:
    """A worker that sends one message and is killed when a moment has come."""
    environment = servers.environment(database.app_url, database.url)
    command = [sys.executable, "-c", KILLED, str(settings.YICI_CHANNELS), NOW.isoformat(), channel]
    with subprocess.Popen(command, env=environment, cwd=servers.CHECKOUT) as worker:
        assert came.wait(60)
        worker.kill()
        worker.wait()


def test_what_a_killed_worker_was_at_goes_out_again_under_the_same_key(
    settings: Any, tmp_path: Path, database: Running
) -> None:
    came, killed = threading.Event(), threading.Event()

    def answers(number: int) -> tuple[int, bytes]:
        if number == 1:
            came.set()
            killed.wait(60)
        return 200, b'{"id": "x"}'

    with Receiver(answers) as receiver:
        site(settings, tmp_path, receiver.url)
        [message] = send()
        killed_at(came, settings, database, "sms")
        killed.set()
        assert message_carry(channel_name="sms", now=NOW + LEASE - timedelta(seconds=1)) is None
        assert message_carry(channel_name="sms", now=NOW + LEASE) is True
    assert [call.headers["idempotency-key"] for call in receiver.calls] == [str(message)] * 2
    assert Outgoing.objects.values_list("state", "attempts").get() == ("sent", 2)


def by_mail(settings: Any, tmp_path: Path, port: int) -> UUID:
    settings.YICI_CHANNELS, settings.YICI_TEXTS = tmp_path / "channels.toml", tmp_path / "texts"
    settings.YICI_CHANNELS.write_text(f'[mail]\nurl = "smtp://127.0.0.1:{port}?tls=none"\nfrom = "a@yici.example"\n')
    told: dict[str, Any] = {"channel": "mail", "address": "li@example.cn", "kind": "channel.try", "parameters": {}}
    return message_send(**told, subject=None, now=NOW)


@pytest.mark.parametrize(
    ("moment", "carried", "times"),
    [
        # Noted before the server says good-bye: whoever is killed then has nothing sent again.
        ("leaves", None, 1),
        # Taken without our knowing: it goes out again, under the same number.
        ("takes", True, 2),
    ],
)
def test_a_mail_whose_carrier_is_killed_goes_out_again_only_where_nobody_knew_that_it_was_taken(
    settings: Any, tmp_path: Path, database: Running, moment: str, carried: bool | None, times: int
) -> None:
    reached, killed = threading.Event(), threading.Event()

    def stays() -> None:
        reached.set()
        killed.wait(60)

    with Mailbox(**{moment: stays}) as box:
        message = by_mail(settings, tmp_path, box.port)
        killed_at(reached, settings, database, "mail")
        killed.set()
        assert message_carry(channel_name="mail", now=NOW + LEASE) is carried
    assert [mail["Message-ID"] for mail in box.mails] == [f"<{message}@yici.example>"] * times
    assert Outgoing.objects.values_list("state", "attempts").get() == ("sent", times)


def test_what_apprise_carries_ends_with_its_worker_and_goes_out_once_more(
    settings: Any, tmp_path: Path, database: Running
) -> None:
    came, killed = threading.Event(), threading.Event()

    def answers(number: int) -> tuple[int, bytes]:
        if number == 1:
            came.set()
            killed.wait(60)
        return 200, b'{"errcode": 0}'

    with Receiver(answers) as receiver:
        settings.YICI_CHANNELS, settings.YICI_TEXTS = tmp_path / "channels.toml", tmp_path / "texts"
        settings.YICI_CHANNELS.write_text(
            f'[dingtalk]\nurl = "dingtalk://abcdef0123456789/{{address}}"\napi = "{receiver.url}"\n'
        )
        told: dict[str, Any] = {"channel": "dingtalk", "address": "13800000001", "kind": "channel.try"}
        message_send(**told, parameters={}, subject=None, now=NOW)
        killed_at(came, settings, database, "dingtalk")
        killed.set()
        assert message_carry(channel_name="dingtalk", now=NOW + LEASE - timedelta(seconds=1)) is None
        assert message_carry(channel_name="dingtalk", now=NOW + LEASE) is True
    assert len(receiver.calls) == 2
    assert Outgoing.objects.values_list("state", "attempts").get() == ("sent", 2)


def test_what_a_provider_says_later_is_noted(settings: Any, tmp_path: Path) -> None:
    with Receiver(lambda _: (200, b'{"id": "m-1"}')) as receiver:
        site(settings, tmp_path, receiver.url)
        send()
        message_carry(channel_name="sms", now=NOW)
    message_reported(channel="sms", receipt="m-1", state="failed", reason="UNDELIV")
    assert Outgoing.objects.values_list("state", "reason").get() == ("failed", "UNDELIV")
    with pytest.raises(NotFound):
        message_reported(channel="sms", receipt="m-2", state="delivered", reason="")


def test_no_address_and_no_word_is_in_what_is_logged(
    settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Receiver(lambda _: (400, b"1380000")) as receiver:
        site(settings, tmp_path, receiver.url)
        send()
        message_carry(channel_name="sms", now=NOW)
    assert "400" in caplog.text
    assert "1380000" not in caplog.text


def endpoint(url: str, *kinds: str, name: str = "ledger") -> webhooks.Registered:
    return webhooks.endpoint_add(
        endpoint_id=id_at(80, len(name)), name=name, url=url, kinds=kinds, now=NOW, chance=lambda size: b"k" * size
    )


@pytest.fixture
def fed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers of the feed have begun, at a fixed moment."""
    monkeypatch.setattr(register, "now", lambda: NOW)
    begin_readers()


def test_a_webhook_is_called_once_for_each_event_with_ids_only_and_signed(fed: None) -> None:
    kettles = Kettles()
    with Receiver() as receiver:
        made = endpoint(f"{receiver.url}/hook")
        kettles.fill(1)
        tell("webhooks", now=NOW)
        assert message_carry(channel_name="webhook", now=NOW) is True
        assert message_carry(channel_name="webhook", now=NOW) is None
    [call] = receiver.calls
    told = call.json()
    assert (told["specversion"], told["type"]) == ("1.0", "org.yici.kettle.filled")
    assert set(told["data"]) == {"stream", "seq", "kind"}
    assert told["id"] == f"{told['data']['stream']}/1"
    assert call.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    secret = base64.b64decode(made.secret.removeprefix("whsec_"))
    signed = b".".join((call.headers["webhook-id"].encode(), call.headers["webhook-timestamp"].encode(), call.body))
    wanted = base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()
    assert call.headers["webhook-signature"] == f"v1,{wanted}"
    assert "whsec" not in repr(made)


def test_a_webhook_hears_only_of_its_kinds_is_called_again_and_ended(fed: None) -> None:
    with Receiver() as receiver:
        endpoint(f"{receiver.url}/all")
        endpoint(f"{receiver.url}/none", "approval.granted", name="other one")
        Kettles().fill(1)
        tell("webhooks", now=NOW)
        message_carry(channel_name="webhook", now=NOW)
        assert webhooks.calls_replay(name="ledger", since=NOW, now=NOW) == 1
        message_carry(channel_name="webhook", now=NOW)
        assert [call.path for call in receiver.calls] == ["/all", "/all"]
        assert len({call.headers["webhook-id"] for call in receiver.calls}) == 1
        webhooks.calls_replay(name="ledger", since=NOW, now=NOW)
        webhooks.endpoint_end(name="ledger")
        assert message_carry(channel_name="webhook", now=NOW) is True
        assert len(receiver.calls) == 2
    assert list(counts().values()) == [{"waiting": 0, "delivered": 0, "failed": 1}]


def test_a_webhook_that_refuses_is_called_again_unless_it_is_gone(fed: None) -> None:
    for status, state in ((401, "waiting"), (410, "failed")):
        Outgoing.objects.all().delete()
        with Receiver(lambda _, status=status: (status, b"")) as receiver:
            endpoint(f"{receiver.url}/hook", name=f"n{status}" * (status - 400))
            Kettles().fill(status)
            tell("webhooks", now=NOW)
            message_carry(channel_name="webhook", now=NOW)
        webhooks.endpoint_end(name=f"n{status}" * (status - 400))
        assert Outgoing.objects.get().state == state


@pytest.mark.parametrize("url", ["http://example.cn/hook", "ftp://example.cn", "https://", "nonsense"])
def test_a_webhook_is_called_over_tls_alone(url: str) -> None:
    with pytest.raises(Invalid):
        endpoint(url)


def test_two_webhooks_do_not_share_a_name() -> None:
    endpoint("https://a.example")
    with pytest.raises(Conflict):
        webhooks.endpoint_add(endpoint_id=id_at(81, 1), name="ledger", url="https://b.example", kinds=(), now=NOW)
