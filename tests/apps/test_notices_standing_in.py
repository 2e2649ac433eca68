"""Who is told that a mandate waits for them: the accounts that state the number, and nobody is named."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import MONDAY, PLACE, account, person
from tests.apps.mandate_scenes import CLERK as CLERKS
from tests.apps.mandate_scenes import (
    HELPS,
    NOBODY,
    STATION,
    accept,
    citizen,
    citizens,
    helper,
    living,
    named,
    offer,
    revoke,
    station,
)
from tests.feeding import tell
from yici.domain.event import Actor
from yici.ledger.feed import begin_readers
from yici.ledger.services import erase
from yici.notices import standing_in
from yici.notices.models import Message
from yici.notices.queries import messages_of
from yici.notices.standing_in import signature_told
from yici.people.ids import id_at
from yici.people.mandates import Agent, mandate_decline, mandate_resign, mandate_settle, mandates_revoke_at_window
from yici.people.models import User
from yici.people.services import role_grant, user_create

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
    tell("mandates", now=MONDAY)
    tell("mandates", now=MONDAY)
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
    tell("mandates", now=MONDAY)
    assert told() == []


def test_either_side_is_told_what_the_other_did_and_nobody_of_their_own_deed() -> None:
    accepted, declined = accept(offer(1)), offer(2)
    mandate_decline(mandate_id=UUID(declined.id), actor=citizen("zhao"), grants=NOBODY, now=MONDAY)
    resigned = living(3)
    mandate_resign(mandate_id=UUID(resigned.id), actor=citizen("zhao"), grants=NOBODY, now=MONDAY)
    revoke(accepted, now=MONDAY + timedelta(hours=1))
    tell("mandates", now=MONDAY)
    # No offer waits any more, so nobody is asked.
    assert told() == [
        (WANG, "mandate.accepted"), (WANG, "mandate.declined"), (WANG, "mandate.accepted"), (WANG, "mandate.resigned"),
        (ZHAO, "mandate.revoked"),
    ]  # fmt: skip
    for language in ("zh-hans", "en"):
        for message in (*messages_of(WANG, language=language), *messages_of(ZHAO, language=language)):
            assert message.words
            said = message.words.title + message.words.text + message.words.short
            assert not [one for one in (person("wang").name, person("zhao").name) if one in said]


def test_both_are_told_of_an_end_that_came_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    mandate = living()
    tell("mandates", now=MONDAY)
    Message.objects.all().delete()
    late = MONDAY + timedelta(days=31)
    monkeypatch.setattr(standing_in, "now", lambda: late)
    assert mandate_settle(stream=UUID(mandate.id), now=late) == 1
    tell("mandates", now=late)
    assert told() == [(WANG, "mandate.expired"), (ZHAO, "mandate.expired")]


def test_what_is_taken_back_at_a_window_is_told_to_both() -> None:
    mandate = living()
    clerk = Actor(kind="staff", id="clerk", role="window_clerk", channel="window")
    number = person("wang").id_number
    mandates_revoke_at_window(
        number=number, mandate_id=UUID(mandate.id), place=PLACE, actor=clerk, grants=CLERKS, now=MONDAY
    )
    tell("mandates", now=MONDAY)
    assert told()[-2:] == [(WANG, "mandate.revoked"), (ZHAO, "mandate.revoked")]


def test_the_helpers_of_an_organisation_are_told_as_its_people_are() -> None:
    station()
    for number in (1, 2):
        name = f"sun{number}"
        user_create(user_id=id_at(33, number), username=name, kind="staff", display_name=name, now=MONDAY)
        until = None if number == 1 else MONDAY
        grant_helper(id_at(35, number), id_at(33, number), until)
    mandate = offer(agent=Agent(organisation=STATION))
    tell("mandates", now=MONDAY)
    assert told() == [(id_at(33, 1), "mandate.offered")]
    Message.objects.all().delete()  # those of one moment stand in no order between two deliveries
    accept(mandate, helper(1), HELPS)
    revoke(mandate)
    tell("mandates", now=MONDAY)
    assert told() == [(WANG, "mandate.accepted"), (id_at(33, 1), "mandate.revoked")]
    [newest] = messages_of(id_at(33, 1), language="zh-hans")
    assert newest.words
    assert newest.words.title == "一份授权收回了"


def grant_helper(role: UUID, user: UUID, until: datetime | None) -> None:
    role_grant(
        role_id=role, user_id=user, role="helper", organisation_id=STATION, place_code=PLACE, actor=CLERK, now=MONDAY,
        valid_from=MONDAY - timedelta(days=1), valid_until=until,
    )  # fmt: skip


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
