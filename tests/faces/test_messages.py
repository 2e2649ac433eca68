"""My messages and how I am told, over HTTP: what everybody sees of their own, and nobody of anybody else's."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.faces.application_scene import Applicant, citizen, officer, text_of, town
from tests.feeding import tell
from yici.ledger.feed import begin_readers
from yici.notices.models import Choice, Message, Outgoing
from yici.notices.sending import message_carry
from yici.people.models import Contact, User
from yici.people.present import now

__all__ = ["town"]
PHONE = "138 0000 0001"
recorded = pytest.mark.django_db(transaction=True)
"""The feed gives what was committed."""


@pytest.fixture(autouse=True)
def site(town: None, settings: Any, tmp_path: Path) -> Path:
    """A site with SMS into a folder, whose readers of the feed have begun."""
    settings.YICI_CHANNELS, settings.YICI_TEXTS = tmp_path / "channels.toml", tmp_path / "texts"
    settings.YICI_CHANNELS.write_text(f'[sms]\nurl = "file:{tmp_path}/sms"\n')
    begin_readers()
    return tmp_path / "sms"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def head_of(client: Client) -> str:
    """The link to the messages as the head of a page shows it."""
    found = re.search(r'<a class="mail" href="/messages/">(.*?)</a>', client.get("/").content.decode())
    assert found
    return re.sub(r"<[^>]+>", "", found[1])


def handed_in(user: User) -> Applicant:
    wang = Applicant(user)
    wang.applies()
    tell("notices", now=now())
    return wang


@recorded
def test_handed_in_is_told_in_the_head_opened_and_read() -> None:
    wang = handed_in(citizen())
    assert head_of(wang.client) == "消息1 条未读"
    page = wang.client.get("/messages/")
    [line] = page.context["lines"]
    assert (line.title, line.read) == ("已收到您的申请", False)
    assert head_of(wang.client) == "消息1 条未读"
    wang.client.head(f"/messages/{line.id}/")
    assert head_of(wang.client) == "消息1 条未读"
    shown = wang.client.get(f"/messages/{line.id}/")
    assert f'href="/cases/{wang.case}/"' in shown.content.decode()
    assert 'class="unread"' not in shown.content.decode()
    assert head_of(wang.client) == "消息"
    assert "未读" not in text_of(wang.client.get("/messages/"))


@recorded
def test_messages_are_in_the_language_of_the_page() -> None:
    wang = handed_in(citizen())
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username="wang"), backend="django.contrib.auth.backends.ModelBackend")
    told = text_of(client.get("/messages/"))
    assert "We have your application" in told
    assert "March 2026" in told
    assert wang.case


@recorded
def test_nobody_reads_or_marks_what_is_somebody_else_s() -> None:
    handed_in(citizen())
    message = Message.objects.get()
    other = signed_in(citizen("chen"))
    assert other.get(f"/messages/{message.id}/").status_code == 404
    assert other.post("/messages/seen/").status_code == 302
    assert Message.objects.get().read_at is None
    assert "还没有消息" in text_of(other.get("/messages/"))


@pytest.mark.parametrize("url", ["", "settings/", f"{UUID(int=1)}/", f"settings/contacts/{UUID(int=1)}/"])
def test_who_is_not_signed_in_is_asked_to(url: str) -> None:
    answer = Client().get(f"/messages/{url}")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


@recorded
def test_all_are_marked_read_at_once_and_listed_a_page_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yici.web.messages.views.PAGE", 2)
    wang = Applicant(citizen())
    for _ in range(3):
        wang.applies()
    tell("notices", now=now())
    first = wang.client.get("/messages/")
    assert len(first.context["lines"]) == 2
    rest = wang.client.get(f"/messages/?before={first.context['older']}")
    assert (len(rest.context["lines"]), rest.context["older"]) == (1, "")
    wang.client.post("/messages/seen/")
    assert not Message.objects.filter(read_at=None).exists()
    # What is no id begins at the beginning, as every list does.
    assert len(wang.client.get("/messages/?before=nonsense").context["lines"]) == 2


@recorded
def test_a_page_asks_the_database_the_same_for_more_messages() -> None:
    wang, counted = Applicant(citizen()), []
    for _ in range(2):
        wang.applies()
        tell("notices", now=now())
        with CaptureQueriesContext(connection) as asked:
            wang.client.get("/messages/")
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 6


def test_an_address_counts_once_its_code_came_back(site: Path) -> None:
    user = citizen()
    client = signed_in(user)
    answer = client.post("/messages/settings/contacts/", {"kind": "phone", "value": PHONE})
    page = answer.headers["Location"]
    assert Contact.objects.get().verified_at is None
    assert message_carry(channel_name="sms", now=now()) is True
    [sent] = site.iterdir()
    assert sent.read_text().startswith("13800000001\n")
    [code] = re.findall(r"验证码 (\d{6})", sent.read_text())
    wrong = client.post(page, {"code": f"{(int(code) + 1) % 10**6:06}", "go": "confirm"})
    assert (wrong.status_code, "验证码不对" in text_of(wrong)) == (422, True)
    assert signed_in(citizen("chen")).post(page, {"code": code, "go": "confirm"}).status_code == 404
    assert client.post(page, {"code": f" {code[:3]} {code[3:]} ", "go": "confirm"}).status_code == 302
    assert Contact.objects.get().verified_at is not None
    shown = client.get("/messages/settings/").content.decode()
    assert "138******01" in shown
    assert "13800000001" not in shown


def test_a_code_is_tried_five_times_and_asked_for_once_a_minute() -> None:
    client = signed_in(citizen())
    page = client.post("/messages/settings/contacts/", {"kind": "phone", "value": PHONE}).headers["Location"]
    told = [text_of(client.post(page, {"code": "x", "go": "confirm"})) for _ in range(6)]
    assert "验证码不对" in told[4]
    assert "不能用了" in told[5]
    again = client.post("/messages/settings/contacts/", {"kind": "phone", "value": PHONE})
    assert (again.status_code, "刚刚发过" in text_of(again)) == (422, True)
    assert Outgoing.objects.count() == 1


def test_codes_are_not_sent_to_the_whole_world() -> None:
    client = signed_in(citizen())
    answers = []
    for number in range(11):
        answer = client.post("/messages/settings/contacts/", {"kind": "phone", "value": f"138000000{number:02}"})
        answers.append(answer.status_code)
        for contact in Contact.objects.all():
            client.post(f"/messages/settings/contacts/{contact.id}/", {"go": "remove"})
    assert answers == [302] * 10 + [429]


@pytest.mark.parametrize(
    ("kind", "value", "status"),
    [("phone", "12345", 422), ("phone", "", 422), ("mail", "a@b.cn", 404), ("nothing", "x", 404), ("wecom", "x", 404)],
)
def test_what_is_no_address_is_told_beside_its_field_and_kept(kind: str, value: str, status: int) -> None:
    client = signed_in(citizen())
    answer = client.post("/messages/settings/contacts/", {"kind": kind, "value": value})
    assert answer.status_code == status
    if status == 422:
        shown = answer.content.decode()
        assert f'value="{value}"' in shown
        assert 'id="phone-wrong"' in shown
        assert 'href="#f-phone"' in shown


def test_somebody_else_s_address_is_neither_seen_nor_removed() -> None:
    client = signed_in(citizen())
    page = client.post("/messages/settings/contacts/", {"kind": "phone", "value": PHONE}).headers["Location"]
    other = signed_in(citizen("chen"))
    assert other.get(page).status_code == 404
    assert other.post(page, {"go": "remove"}).status_code == 404
    assert Contact.objects.count() == 1
    assert client.post(page, {"go": "remove"}).status_code == 302
    assert Contact.objects.count() == 0


def test_what_is_chosen_is_kept_and_what_is_not_offered_is_not() -> None:
    client = signed_in(citizen())
    client.post("/messages/settings/", {"case.received": ["sms", "wecom"], "card.issued": ["sms"]})
    kept = dict(Choice.objects.values_list("kind", "channels"))
    assert kept["case.received"] == ["sms"]
    assert kept["approval.refused"] == []
    assert "card.issued" not in kept
    shown = client.get("/messages/settings/").content.decode()
    assert '<input type="checkbox" name="case.received" value="sms" checked>' in shown
    assert '<input type="checkbox" name="approval.refused" value="sms">' in shown


def test_staff_choose_for_what_their_office_is_told() -> None:
    shown = text_of(signed_in(officer()).get("/messages/settings/"))
    assert "收到监督卡" in shown
    assert "没有受理" not in shown


def test_where_nothing_leaves_the_house_nothing_is_offered(site: Path) -> None:
    (site.parent / "channels.toml").unlink()
    client = signed_in(citizen())
    assert "还没有开通" in text_of(client.get("/messages/settings/"))
    assert client.post("/messages/settings/contacts/", {"kind": "phone", "value": PHONE}).status_code == 404
