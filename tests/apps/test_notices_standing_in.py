"""Who is told that a mandate waits for them: the accounts that state the number, and nobody is named."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import MONDAY, account, person
from tests.apps.mandate_scenes import STATION, citizens, named, offer, revoke, station
from yici.domain.event import Actor
from yici.ledger.feed import begin_readers, deliver
from yici.ledger.services import erase
from yici.notices import standing_in
from yici.notices.models import Message
from yici.notices.queries import messages_of
from yici.notices.standing_in import signature_told
from yici.people.ids import id_at
from yici.people.mandates import Agent
from yici.people.models import User

pytestmark = pytest.mark.django_db(transaction=True)
ZHAO, WANG = account("zhao"), account("wang")
CLERK = Actor(kind="staff", id="clerk", role="operator", channel="web")


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing_in, "now", lambda: MONDAY)
    citizens()
    begin_readers()


def told() -> list[tuple[Any, str]]:
    return list(Message.objects.order_by("id").values_list("reader", "kind"))


def test_whom_a_mandate_names_is_told_once_without_a_name() -> None:
    mandate = offer()
    deliver("mandates", now=MONDAY)
    deliver("mandates", now=MONDAY)
    assert told() == [(ZHAO, "mandate.offered")]
    assert User.objects.get(id=ZHAO).unread == 1
    for language in ("zh-hans", "en"):
        [message] = messages_of(ZHAO, language=language)
        assert str(message.stream) == mandate.id
        assert message.words
        said = message.words.title + message.words.text + message.words.short
        assert not [one for one in (person("wang").name, person("zhao").name, person("zhao").id_number) if one in said]


def test_nobody_is_told_of_what_names_no_account_or_waits_no_longer() -> None:
    station()
    revoke(offer(1), now=MONDAY + timedelta(minutes=1))
    offer(2, agent=Agent("没有账户", "330802199003070092"))
    offer(3, agent=Agent(organisation=STATION))
    gone = offer(4, agent=named("chen"))
    erase(UUID(gone.subject), actor=CLERK, now=MONDAY, ground="consent_withdrawn")
    deliver("mandates", now=MONDAY)
    assert told() == []


def test_who_is_asked_to_sign_is_told_once_a_day_and_never_by_themselves() -> None:
    asked = {"draft": id_at(80, 1), "role": "buyer", "matter": {"zh-hans": "卖房", "en": "sale"}}
    number = person("zhao").id_number
    signature_told(**asked, number=number, asked_by=[WANG], at=MONDAY)
    signature_told(**asked, number=number, asked_by=[WANG], at=MONDAY + timedelta(hours=1))
    assert told() == [(ZHAO, "signature.asked")]
    signature_told(**asked, number=number, asked_by=[WANG], at=MONDAY + timedelta(days=1))
    assert len(told()) == 2
    signature_told(**asked, number=person("wang").id_number, asked_by=[WANG], at=MONDAY)
    signature_told(**asked, number="", asked_by=[WANG], at=MONDAY)
    assert len(told()) == 2
    [_, first] = messages_of(ZHAO, language="en")
    assert first.words
    assert "sale" in first.words.text
