"""Messages that leave the house: at once, at their hour, once, and what happens when the other side does not answer."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from yici.domain.error import Invalid, Refused
from yici.domain.event import Actor
from yici.ledger import keys
from yici.ledger.services import erase
from yici.notices.models import Outgoing
from yici.notices.sending import channels_waiting, message_carry
from yici.notices.services import message_send
from yici.people.ids import id_at

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 2, 15, tzinfo=UTC)  # 23:00
OPERATOR = Actor(kind="staff", id="operator", role="operator", channel="cli")


@pytest.fixture(autouse=True)
def outbox(settings: Any, tmp_path: Path) -> Path:
    """A site with an SMS channel that writes into a folder."""
    settings.YICI_CHANNELS = tmp_path / "channels.toml"
    settings.YICI_TEXTS = tmp_path / "texts"
    settings.YICI_CHANNELS.write_text(f'[sms]\nurl = "file:{tmp_path}/sms"\n')
    return tmp_path / "sms"


def send(**more: Any) -> Any:
    told = {"channel": "sms", "address": "13800000001", "kind": "login.code", "now": NIGHT, "subject": None}
    return message_send(**told | {"parameters": {"code": "123456", "minutes": "10"}} | more)


def test_a_code_goes_out_at_once_at_night_and_leaves_only_its_receipt(outbox: Path) -> None:
    message_id = send()
    row = Outgoing.objects.get()
    assert b"123456" not in bytes(row.content)
    assert b"13800000001" not in bytes(row.content)
    assert channels_waiting(now=NIGHT) == ["sms"]
    assert message_carry(channel_name="sms", now=NIGHT) is True
    [sent] = outbox.iterdir()
    assert sent.read_text().splitlines() == [
        "13800000001",
        "",
        "【一次】登录验证码 123456，10 分钟内有效。不要告诉任何人。",
    ]
    row.refresh_from_db()
    assert (row.state, row.receipt, bytes(row.content), row.ready_at) == ("delivered", str(message_id), b"", None)
    assert message_carry(channel_name="sms", now=NIGHT) is None
    assert sent.stat().st_mode & 0o077 == 0


def test_a_code_that_is_too_late_is_not_sent(outbox: Path) -> None:
    send()
    assert message_carry(channel_name="sms", now=NIGHT + timedelta(minutes=10)) is True
    assert (Outgoing.objects.get().state, Outgoing.objects.get().reason) == ("failed", "too_late")
    assert not outbox.exists()


def test_what_is_erased_before_it_is_sent_is_not_sent(outbox: Path) -> None:
    subject = keys.subject_for(None, subject_id=id_at(1, 1), now=NIGHT)
    send(subject=subject)
    erase(subject, actor=OPERATOR, now=NIGHT, ground="request_granted")
    assert message_carry(channel_name="sms", now=NIGHT) is True
    assert Outgoing.objects.get().reason == "erased"
    assert not outbox.exists()


def test_a_channel_that_the_site_has_not_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        send(channel="mail")
    assert refusal.value.code == "notice.channel_off"


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "no.such"}, {"parameters": {"name": "Li"}}],
)
def test_a_kind_has_its_own_values(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as invalid:
        send(**wrong)
    assert invalid.value.code == "notice.kind"
