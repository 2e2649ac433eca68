"""Phones and addresses of people: how they are written, who has them, and that a key destroyed destroys them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from yici.domain.error import Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.ledger.services import erase
from yici.people.contact_forms import written
from yici.people.contacts import CODE_LIVES, MOST, TRIES, contact_add, contact_confirm, contact_remove
from yici.people.ids import id_at
from yici.people.models import Contact, User
from yici.people.queries import Profile
from yici.people.queries.contacts import accounts_with_contact, contacts_of, readers
from yici.people.services import profile_set, user_create

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
PHONE = "13800000001"
LI, WU = id_at(5, 1), id_at(5, 2)
OPERATOR = Actor(kind="staff", id="operator", role="operator", channel="cli")


@pytest.fixture(autouse=True)
def people() -> None:
    for user, name in ((LI, "li"), (WU, "wu")):
        user_create(user_id=user, username=name, now=NOW)


def add(value: str = PHONE, kind: str = "phone", user: UUID = LI, number: int = 1, now: datetime = NOW) -> UUID:
    return contact_add(contact_id=id_at(4, number), user_id=user, kind=kind, value=value, code="123456", now=now).id


def confirm(contact: UUID, code: str = "123456", user: UUID = LI, now: datetime = NOW) -> None:
    contact_confirm(contact_id=contact, user_id=user, code=code, now=now)


def refused(contact: UUID, **more: object) -> str:
    with pytest.raises(Refused) as refusal:
        confirm(contact, **more)  # type: ignore[arg-type]
    return refusal.value.code


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("phone", " 138 0000-0001 ", PHONE),
        ("phone", "+86 13800000001", PHONE),
        ("phone", "8613800000001", PHONE),
        ("phone", "+44 20 7946 0958", "+442079460958"),
        ("phone", "12800000001", ""),
        ("phone", "138000000011", ""),
        ("phone", "+8612345", ""),
        ("phone", "１３８００００００１", ""),
        ("phone", "１３８０００００００１", PHONE),
        ("mail", "Li@Example.CN", "li@example.cn"),
        ("mail", "li@", ""),
        ("mail", "a@b.cn\nBcc: x@y.cn", ""),
        ("mail", "李@example.cn", ""),
        ("wechat", "UID_abcdefgh12", "UID_abcdefgh12"),
        ("wechat", "abc/def", ""),
        ("wecom", "693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa", ""),
        ("wecom", "693a91f6-7aaa-4bc4-97a0-0ec21ifa5aaa".replace("i", "e"), "693a91f6-7aaa-4bc4-97a0-0ec21efa5aaa"),
        ("fax", "123", ""),
    ],
)
def test_an_address_is_written_in_one_way(kind: str, given: str, kept: str) -> None:
    assert written(kind, given) == kept


def test_an_address_stands_nowhere_in_clear_and_is_found_by_who_confirmed_it() -> None:
    contact = add()
    row = Contact.objects.get()
    assert PHONE.encode() not in bytes(row.sealed) + bytes(row.blind)
    assert accounts_with_contact("phone", PHONE) == []
    confirm(contact)
    assert accounts_with_contact("phone", "+86 138 0000 0001") == [LI]
    assert accounts_with_contact("phone", "nonsense") == []
    assert [one.value for one in contacts_of(LI)] == [PHONE]
    assert readers([LI, WU])[LI].contacts == {"phone": PHONE}
    assert readers([LI, WU])[WU].contacts == {}
    User.objects.filter(id=LI).update(is_active=False)
    assert (readers([LI]), accounts_with_contact("phone", PHONE)) == ({}, [])


def test_a_family_may_share_a_phone() -> None:
    confirm(add())
    confirm(add(user=WU, number=2), user=WU)
    assert accounts_with_contact("phone", PHONE) == [LI, WU]


def test_a_code_is_right_once_for_its_owner_in_its_time() -> None:
    contact = add()
    assert refused(contact, user=WU) == "contact.code_over"
    assert refused(contact, code="000000") == "contact.code_wrong"
    assert refused(contact, now=NOW + CODE_LIVES) == "contact.code_over"
    confirm(contact)
    assert refused(contact) == "contact.code_over"


def test_tries_are_counted_and_a_new_code_begins_anew() -> None:
    contact = add()
    told = [refused(contact, code="0") for _ in range(TRIES + 1)]
    assert told == ["contact.code_wrong"] * TRIES + ["contact.code_over"]
    with pytest.raises(Refused) as refusal:
        add()
    assert refusal.value.code == "contact.too_often"
    later = NOW + timedelta(minutes=1)
    assert add(now=later, number=9) == contact
    confirm(contact, now=later)


def test_one_kind_has_five_addresses_at_most_and_nonsense_is_none() -> None:
    for number in range(MOST):
        add(f"1380000000{number}", number=number)
    with pytest.raises(Refused) as refusal:
        add("13900000000", number=9)
    assert refusal.value.code == "contact.too_many"
    assert Contact.objects.count() == MOST
    with pytest.raises(Invalid):
        add("1")
    with pytest.raises(NotFound):
        add(user=id_at(5, 3))


def test_only_the_owner_removes_an_address() -> None:
    contact = add()
    with pytest.raises(NotFound):
        contact_remove(contact_id=contact, user_id=WU)
    contact_remove(contact_id=contact, user_id=LI)
    assert contacts_of(LI) == []


def test_a_person_who_is_erased_has_no_address_any_more() -> None:
    confirm(add())
    subject = User.objects.get(id=LI).subject
    assert subject
    erase(subject, actor=OPERATOR, now=NOW, ground="request_granted")
    assert contacts_of(LI) == []
    assert readers([LI])[LI].contacts == {}


def test_addresses_follow_to_the_key_of_whom_the_account_turns_out_to_be() -> None:
    confirm(add())
    first = User.objects.get(id=LI).subject
    assert first
    told = Profile(name="李四", id_number="33080219900101123X")
    second = profile_set(user_id=LI, profile=told, subject_id=id_at(3, 1), now=NOW)
    assert second != first
    assert Contact.objects.get().subject == second
    assert [one.value for one in contacts_of(LI)] == [PHONE]
