"""Messages over the API: one's own alone, marked as read, and what a provider says later."""

from uuid import UUID

import pytest
from django.db import transaction

from tests.faces.api_samples import World
from yici.ledger import keys
from yici.notices import store
from yici.notices.models import Message, Outgoing
from yici.notices.services import Told, notices_give
from yici.people.ids import new_id


@pytest.fixture
def told(world: World) -> UUID:
    """Wang was told that a case was received."""
    now, case = world.clock.moment, new_id()
    subject = keys.subject_for(None, subject_id=new_id(), now=now)
    values = {"number": "N1", "matter": {"zh-hans": "开办餐饮店", "en": "Open a restaurant"}}
    with transaction.atomic():
        notices_give(told=[Told("case.received", case, 1, subject, world.users["wang"], now, "", values)], now=now)
    return case


def test_an_account_lists_its_own_messages_in_a_language(world: World, told: UUID) -> None:
    listed = world.get("/messages?language=en", "wang")["items"]
    newest = next(one for one in listed if one["case"] == str(told))
    assert (newest["case"], newest["item"], newest["title"]) == (str(told), None, "We have your application")
    assert "Open a restaurant" in newest["text"]
    assert newest["read_at"] is None
    assert str(told) not in world.get("/messages", "chen").content.decode()


def test_pages_follow_each_other(world: World, told: UUID) -> None:
    first = world.get("/messages?limit=1", "wang")
    assert first["next"]
    rest = world.get(f"/messages?limit=1&cursor={first['next']}", "wang")
    seen = [one["id"] for one in first["items"]]
    assert not {one["id"] for one in rest["items"]} & set(seen)
    assert world.get("/messages?cursor=nonsense", "wang").status == 422


def test_only_ones_own_are_marked_and_twice_is_as_once(world: World, told: UUID) -> None:
    message = str(Message.objects.get(stream=told).id)
    assert world.write("/messages/read", "chen", {"messages": [message]})["read"] == 0
    assert world.write("/messages/read", "wang", {"messages": [message]})["read"] == 1
    assert world.write("/messages/read", "wang", {"messages": [message]})["read"] == 0
    assert world.write("/messages/read", "wang", {})["read"] >= 0
    assert Message.objects.get(stream=told).read_at == world.clock.moment


def test_what_a_provider_says_later_is_noted_for_an_operator_alone(world: World) -> None:
    message = new_id()
    row = Outgoing(
        id=message, channel="sms", kind="login.code", content=b"", state="sent", receipt=str(message),
        made_at=world.clock.moment, done_at=world.clock.moment,
    )  # fmt: skip
    store.queue([row])
    body = {"channel": "sms", "receipt": str(message), "state": "failed", "reason": "UNDELIV"}
    assert world.write("/messages/receipts", "market", body)["code"] == "authority.missing"
    assert world.write("/messages/receipts", "wang", body).status == 403
    assert world.write("/messages/receipts", "operator", body)["state"] == "failed"
    assert Outgoing.objects.values_list("state", "reason").get(id=message) == ("failed", "UNDELIV")
    assert world.write("/messages/receipts", "operator", body | {"receipt": "other"})["code"] == "notice.unknown"
    assert world.write("/messages/receipts", "operator", body | {"reason": "no phone 138"}).status == 422
