"""What people are told of their cases: each thing once, whatever happens to whoever tells it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.apps.case_scenes import MONDAY, account, act, applicant, city, forgetful, submit
from tests.apps.ledger_samples import Threads
from tests.feeding import tell
from yici.cases import telling
from yici.cases.news import news
from yici.domain.authority import Grants
from yici.domain.case import Accept, Ask, Reply
from yici.domain.case.deadlines import PLATFORM
from yici.domain.case.events import CorrectionRequested
from yici.domain.case.parts import Deadline
from yici.domain.event import Actor
from yici.ledger.feed import begin_readers
from yici.ledger.services import erase
from yici.notices.models import Message, Outgoing
from yici.notices.queries import messages_of
from yici.notices.services import choices_set, messages_read, notice_agree
from yici.people.contacts import contact_add, contact_confirm
from yici.people.ids import id_at
from yici.people.models import User
from yici.people.services import user_create

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
WANG, DUTY = account("wang"), account("market")
PHONE = "13800000001"


@pytest.fixture(autouse=True)
def site(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, city: None) -> None:
    """A site with SMS and mail into folders; the applicant has an account, and readers of the feed have begun."""
    settings.YICI_CHANNELS, settings.YICI_TEXTS = tmp_path / "channels.toml", tmp_path / "texts"
    mail = f'[mail]\nurl = "file:{tmp_path}/mail"\nfrom = "a@b.cn"\n'
    settings.YICI_CHANNELS.write_text(f'[sms]\nurl = "file:{tmp_path}/sms"\n{mail}')
    monkeypatch.setattr(telling, "now", lambda: MONDAY)
    user_create(user_id=WANG, username="wang", now=MONDAY)
    begin_readers()


def phone(user: UUID = WANG) -> None:
    kept = contact_add(contact_id=id_at(70, 1), user_id=user, kind="phone", value=PHONE, code="111111", now=MONDAY)
    contact_confirm(contact_id=kept.id, user_id=user, code="111111", now=MONDAY)


def unread() -> int:
    return User.objects.get(id=WANG).unread


def told() -> list[str]:
    return list(Message.objects.order_by("id").values_list("kind", flat=True))


def test_who_handed_in_is_told_in_the_product_and_by_what_they_have() -> None:
    phone()
    case = submit().case
    tell("notices", now=MONDAY)
    assert told() == ["case.received"]
    [row] = Outgoing.objects.values_list("channel", "kind", "state")
    assert row == ("sms", "case.received", "waiting")
    assert unread() == 1
    [message] = messages_of(WANG, language="zh-hans")
    assert message.words
    assert case.number in message.words.text
    assert "开餐馆" in message.words.text or "餐" in message.words.text
    assert messages_read(reader=WANG, now=MONDAY) == 1
    assert unread() == 0


def test_a_feed_that_is_read_again_tells_nobody_twice() -> None:
    phone()
    submit()
    tell("notices", now=MONDAY)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_cursor SET xid = '0'::xid8, position = -1, epoch = 0 WHERE name = 'notices'")
    assert tell("notices", now=MONDAY).count > 0
    assert (told(), Outgoing.objects.count()) == (["case.received"], 1)


def test_who_tells_and_fails_half_way_tells_all_of_it_later(monkeypatch: pytest.MonkeyPatch) -> None:
    phone()
    submit()
    with monkeypatch.context() as broken:
        broken.setattr("yici.notices.store.queue", lambda _: 1 / 0)
        assert tell("notices", now=MONDAY).fault == "ZeroDivisionError"
    assert (told(), Outgoing.objects.count()) == ([], 0)
    assert tell("notices", now=MONDAY + timedelta(hours=1)).fault == ""
    assert (told(), Outgoing.objects.count()) == (["case.received"], 1)


def test_a_choice_holds_for_its_kind_alone() -> None:
    phone()
    choices_set(user_id=WANG, chosen={"case.received": []})
    case = submit().case
    act(case, Accept(), MONDAY)
    tell("notices", now=MONDAY)
    assert Outgoing.objects.count() == 0  # acceptance goes by mail, of which there is none
    choices_set(user_id=WANG, chosen={"case.received": ["sms"]})
    submit(2)
    tell("notices", now=MONDAY)
    assert [row.kind for row in Outgoing.objects.all()] == ["case.received"]
    assert "approval.accepted" in told()


def test_who_has_no_account_is_told_only_where_they_agreed() -> None:
    silent, agreed = submit(1, own=False).case, submit(2, own=False).case
    notice_agree(stream=UUID(agreed.id), subject=UUID(agreed.subject), phone=PHONE, language="zh-hans", now=MONDAY)
    tell("notices", now=MONDAY)
    assert told() == []
    [row] = Outgoing.objects.all()
    assert str(agreed.id) in row.once
    assert str(silent.id) not in row.once


def test_whose_data_was_erased_is_told_nothing_more_and_old_messages_say_nothing() -> None:
    phone()
    case = submit().case
    tell("notices", now=MONDAY)
    act(case, Accept(), MONDAY)
    operator = Actor(kind="staff", id="operator", role="operator", channel="cli")
    erase(UUID(case.subject), actor=operator, now=MONDAY, ground="request_granted")
    assert tell("notices", now=MONDAY).fault == ""
    assert told() == ["case.received"]
    assert [one.words for one in messages_of(WANG, language="en")] == [None]


def test_stale_news_is_told_in_the_product_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    phone()
    submit()
    monkeypatch.setattr(telling, "now", lambda: MONDAY + timedelta(days=9))
    tell("notices", now=MONDAY)
    assert (told(), Outgoing.objects.count()) == (["case.received"], 0)


def test_messages_that_come_while_others_are_read_are_counted() -> None:
    phone()
    for number in range(1, 6):
        submit(number)
        Threads(lambda: tell("notices", now=MONDAY), lambda: messages_read(reader=WANG, now=MONDAY)).run()
        assert unread() == Message.objects.filter(read_at=None).count()
    messages_read(reader=WANG, now=MONDAY)
    assert unread() == 0


def test_what_happens_to_several_items_at_one_moment_is_one_message() -> None:
    phone()
    case = submit().case
    act(case, Accept(), MONDAY)
    tell("notices", now=MONDAY)
    accepted = Message.objects.filter(kind="approval.accepted")
    assert len(case.approvals) > 1
    assert accepted.count() == 1
    [told_of] = [one for one in messages_of(WANG, language="zh-hans") if one.kind == "approval.accepted"]
    assert told_of.item == ""
    assert told_of.words
    assert "、" in told_of.words.text
    assert case.number in told_of.words.text
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_cursor SET xid = '0'::xid8, position = -1, epoch = 0 WHERE name = 'notices'")
    tell("notices", now=MONDAY)
    assert accepted.count() == 1


def test_a_message_tells_the_other_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "on_duty", lambda *asked: [DUTY] if asked[0] == "case.reply" else [])
    user_create(user_id=DUTY, username="market", now=MONDAY, kind=User.Kind.STAFF)
    case = submit().case
    item = case.approvals[0].item
    act(case, Ask(item=item, note="几点开门"), MONDAY, actor=applicant(), grants=Grants(()))
    act(case, Reply(item=item, note="九点"), MONDAY)
    tell("notices", now=MONDAY)
    assert Message.objects.get(kind="message.asked").reader == DUTY
    assert Message.objects.get(kind="message.replied").reader == WANG


def test_a_reminder_of_the_platform_is_told_as_no_end() -> None:
    due = MONDAY + timedelta(days=3)
    plain = Deadline("reply", "applicant", None, MONDAY, due, None, "", PLATFORM)
    [one] = news(CorrectionRequested(at=MONDAY, defects=(), deadlines={"a": (plain,)}))
    assert one.values["until"] == ""
    [one] = news(CorrectionRequested(at=MONDAY, defects=(), deadlines={"a": (replace(plain, source="act 1"),)}))
    assert one.values["until"]
