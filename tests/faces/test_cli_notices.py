"""`yici notices`: an operator sees which ways out are on, tries one, and reads what became of messages."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.apps.message_servers import Receiver
from yici.cli.notices import notices
from yici.domain.error import Invalid, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings: Any, tmp_path: Path) -> Path:
    settings.YICI_CHANNELS, settings.YICI_TEXTS = tmp_path / "channels.toml", tmp_path / "texts"
    return tmp_path / "channels.toml"


def run(*words: str) -> Result:
    return CliRunner().invoke(notices, list(words))


def test_check_names_what_is_on_and_may_repeat_and_no_secret(file: Path) -> None:
    assert "没有开渠道" in run("check").output
    file.write_text(
        '[mail]\nurl = "smtp://user:topsecret@mail.example"\nfrom = "a@b.cn"\n'
        '[sms]\nurl = "file:out"\n[quiet]\nbegins = "21:30"\nends = "07:00"\n'
    )
    told = run("check").output
    assert "mail  smtp  断电可能重发" in told
    assert "sms  file  不会重发" in told
    assert "21:30–07:00" in told
    assert "topsecret" not in told
    file.write_text('[quiet]\nbegins = "00:00"\nends = "00:00"\n')
    assert "没有免打扰时段" in run("check").output


def test_a_trial_goes_to_an_address_of_its_kind_alone(file: Path, tmp_path: Path) -> None:
    file.write_text(f'[sms]\nurl = "file:{tmp_path}/sms"\n')
    wrong = run("try", "sms", "138")
    assert isinstance(wrong.exception, Invalid)
    assert not (tmp_path / "sms").exists()
    assert "已交给服务商" in run("try", "sms", "138 0000 0001").output
    [sent] = (tmp_path / "sms").iterdir()
    assert sent.read_text().startswith("13800000001\n")


def test_a_trial_says_the_code_with_which_a_service_refuses(file: Path) -> None:
    with Receiver(lambda _: (200, b'{"errcode": 310000, "errmsg": "keywords not in content"}')) as receiver:
        file.write_text(f'[dingtalk]\nurl = "dingtalk://abcdef0123456789/{{address}}"\napi = "{receiver.url}"\n')
        refused = run("try", "dingtalk", "13800000001").exception
    assert isinstance(refused, Refused)
    assert refused.params["reason"] == "310000"


def test_the_state_has_heads_and_says_when_there_is_nothing(file: Path) -> None:
    assert "没有发出去的消息" in run("state").output
    from yici.notices.services import message_send
    from yici.people.present import now

    file.write_text('[sms]\nurl = "file:out"\n')
    told: dict[str, Any] = {"channel": "sms", "address": "13800000001", "kind": "channel.try", "parameters": {}}
    message_send(**told, subject=None, now=now())
    lines = run("state").output.splitlines()
    assert lines[0].startswith("渠道 channel")
    assert "sms  等着发 waiting  —  1" in lines
