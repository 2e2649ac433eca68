"""Every way out against a far end of our own: what it is sent, what becomes of its answer."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.apps.message_servers import Mailbox, Receiver, nobody
from yici.domain.error import Invalid
from yici.notices import channels
from yici.notices.channels import Channel
from yici.notices.providers.choosing import provider_of
from yici.notices.providers.provider import Letter, NotSent
from yici.notices.quiet import Quiet


def letter(address: str = "13800000001") -> Letter:
    said = ("已收到", "已收到您的\n“申请”", "【一次】已收到")
    return Letter("0190-key", address, "case.received", "zh-hans", *said, {"number": "N1"})


def refused(channel: Channel, address: str = "13800000001") -> tuple[str, bool]:
    with pytest.raises(NotSent) as fault:
        provider_of(channel).send(letter(address))
    return fault.value.reason, fault.value.for_good


def test_mail_goes_to_an_smtp_server_under_a_number_of_its_own() -> None:
    with Mailbox() as box:
        mail = Channel("mail", f"smtp://127.0.0.1:{box.port}?tls=none", {"from": "一次 <no-reply@yici.example>"})
        receipt = provider_of(mail).send(letter("li@example.cn"))
        receipt.farewell()
    [sent] = box.mails
    assert (sent["To"], sent["Subject"], sent["Message-ID"]) == ("li@example.cn", "已收到", "<0190-key@yici.example>")
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent.get_content().splitlines() == ["已收到您的", "“申请”"]
    assert (receipt.id, receipt.state) == ("<0190-key@yici.example>", "sent")


@pytest.mark.parametrize(("answer", "for_good"), [(b"550 no such user", True), (b"451 later", False)])
def test_mail_that_is_refused_is_refused_for_good_or_for_now(answer: bytes, for_good: bool) -> None:
    with Mailbox(answer) as box:
        mail = Channel("mail", f"smtp://127.0.0.1:{box.port}?tls=none", {"from": "a@b.cn"})
        assert refused(mail, "li@example.cn") == (answer[:3].decode(), for_good)


def test_a_mail_server_that_is_away_is_asked_again() -> None:
    mail = Channel("mail", f"smtp://127.0.0.1:{nobody()}?tls=none", {"from": "a@b.cn"})
    assert refused(mail, "li@example.cn") == ("ConnectionRefusedError", False)


def gateway(receiver: Receiver, **options: Any) -> Channel:
    body = '{"to": "{address}", "say": "{text}", "ref": "{key}", "n": "{value.number}", "k": "{kind}"}'
    return Channel("sms", f"{receiver.url}/send?lang={{language}}", {"body": body, **options})


def test_an_sms_gateway_is_sent_what_the_operator_wrote_and_its_id_is_kept() -> None:
    with Receiver(lambda _: (200, b'{"code": 0, "data": {"id": 77}}')) as receiver:
        channel = gateway(receiver, id="data.id", accepted="code=0", headers={"Authorization": "Bearer x"})
        receipt = provider_of(channel).send(letter())
    [call] = receiver.calls
    assert call.path == "/send?lang=zh-hans"
    assert (call.headers["authorization"], call.headers["idempotency-key"]) == ("Bearer x", "0190-key")
    said = {"to": "13800000001", "say": "【一次】已收到", "ref": "0190-key", "n": "N1", "k": "case.received"}
    assert call.json() == said
    assert receipt.id == "77"


@pytest.mark.parametrize(
    ("status", "said", "options", "told"),
    [
        (500, b"", {}, ("500", False)),
        (429, b"", {}, ("429", False)),
        (400, b"", {}, ("400", True)),
        (302, b"", {}, ("302", False)),
        (200, b'{"code": 9}', {"accepted": "code=0"}, ("not_accepted", False)),
        (200, b"<html>", {"accepted": "code=0"}, ("not_accepted", False)),
    ],
)
def test_a_gateway_that_does_not_take_it_says_so(
    status: int, said: bytes, options: dict[str, str], told: tuple[str, bool]
) -> None:
    with Receiver(lambda _: (status, said)) as receiver:
        assert refused(gateway(receiver, **options)) == told
    assert len(receiver.calls) == 1, "no redirect is followed"


def test_the_library_that_carries_them_is_in_no_process_of_ours() -> None:
    import sys

    assert provider_of(Channel("wecom", "wecombot://{address}"))
    assert "apprise" not in sys.modules


@pytest.mark.parametrize(
    ("moment", "after"),
    [
        ("2026-03-02T21:59", "2026-03-02T21:59"),  # Monday
        ("2026-03-02T22:00", "2026-03-03T08:00"),
        ("2026-03-02T23:59", "2026-03-03T08:00"),
        ("2026-03-03T00:00", "2026-03-03T08:00"),
        ("2026-03-03T07:59", "2026-03-03T08:00"),
        ("2026-03-03T08:00", "2026-03-03T08:00"),
        ("2026-12-31T22:30", "2027-01-01T08:00"),
    ],
)
def test_quiet_hours_end_in_the_morning_of_legal_time(moment: str, after: str) -> None:
    asked, wanted = (datetime.fromisoformat(one) - timedelta(hours=8) for one in (moment, after))
    assert Quiet().after(asked.replace(tzinfo=UTC)) == wanted.replace(tzinfo=UTC)


def test_quiet_hours_may_lie_within_a_day_or_not_be() -> None:
    noon = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
    assert Quiet(time(12), time(14)).after(noon) == datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert Quiet(time(0), time(0)).after(noon) == noon


def test_channels_come_from_a_file_and_the_environment_and_every_fault_is_told(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.YICI_CHANNELS = tmp_path / "channels.toml"
    assert channels.people_channels() == ()
    monkeypatch.setenv("YICI_MAIL", "smtp://mail.example")
    monkeypatch.setenv("YICI_MAIL_FROM", "a@b.cn")
    monkeypatch.setenv("YICI_QUIET_BEGINS", "21:30")
    assert channels.people_channels() == ("mail",)
    assert channels.setup().quiet == Quiet(time(21, 30), time(8))
    settings.YICI_CHANNELS.write_text(
        '[sms]\nurl = "https://x"\ncolour = "red"\n[fax]\nurl = "x"\n[quiet]\nends = "8h"\n'
    )
    with pytest.raises(Invalid) as invalid:
        channels.setup()
    faults = "\n".join(invalid.value.params["faults"])  # type: ignore[arg-type]
    for told in ("[sms] colour", "[sms] body", "[fax]", "[quiet] ends: 8h"):
        assert told in faults
