"""How often one may guess a code and ask for one, how long it is good, and for whom."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from tests.faces.by_code_scene import PHONE, STRANGE, Somebody, citizen, clock, sent, site, wrong
from tests.faces.desk_scene import text_of
from yici.domain.error import Refused
from yici.people import present
from yici.people.models import SignInCode
from yici.people.sign_in_codes import TRIES, Address, code_open, code_use, codes_forget
from yici.web.by_code import asked as session_part

__all__ = ["clock", "site"]
pytestmark = pytest.mark.django_db
LAST = ["111111", "222222", "333333", "444444", "555555", "666666"]


def test_a_guess_for_an_address_that_nobody_has_opens_nothing() -> None:
    visitor = Somebody()
    visitor.asks(STRANGE)
    session = visitor.client.session
    request = type("Request", (), {"session": session})()
    asked = session_part.asked_in(request)  # type: ignore[arg-type]
    assert asked
    SignInCode.objects.all().delete()
    code_open(address=asked.address, code="123456", asker=asked.asker, now=present.now())
    assert "验证码不对" in text_of(visitor.enters("123456"))
    assert visitor.is_in() == ""


def test_five_tries_and_the_code_is_over_for_the_right_one_too() -> None:
    citizen()
    wang = Somebody()
    wang.asks()
    [(_, _, code)] = sent()
    for _ in range(TRIES):
        assert "验证码不对" in text_of(wang.enters(wrong(code)))
    assert "不能再用" in text_of(wang.enters(code))
    assert wang.is_in() == ""


def test_a_code_is_over_after_ten_minutes(clock: Any) -> None:
    citizen()
    wang = Somebody()
    wang.asks()
    [(_, _, code)] = sent()
    clock(minutes=10, seconds=1)
    assert "不能再用" in text_of(wang.enters(code))
    assert codes_forget(now=present.now()) == 1


def test_one_code_at_a_time_and_the_older_one_is_none(clock: Any) -> None:
    citizen()
    wang = Somebody()
    wang.asks()
    clock(minutes=1, seconds=1)
    wang.asks()
    [(_, _, old), (_, _, new)] = sent()
    if old != new:
        assert "验证码不对" in text_of(wang.enters(old))
    wang.enters(new)
    assert wang.is_in()


def test_a_code_belongs_to_the_browser_that_asked(clock: Any) -> None:
    citizen()
    thief, wang = Somebody(), Somebody(address="192.0.2.2")
    thief.asks()
    clock(minutes=1, seconds=1)
    wang.asks()
    code = sent()[-1][2]
    thief.enters(code)
    assert thief.is_in() == ""
    wang.enters(code)
    assert wang.is_in()


def test_a_code_is_good_once_also_for_two_at_once(transactional_db: None) -> None:
    user, now = citizen(), present.now()
    address = Address("phone", PHONE)
    code_open(address=address, code="123456", asker="a", now=now)

    def use(_: int) -> list[Any]:
        try:
            return code_use(address=address, code="123456", asker="a", now=now)
        except Refused:
            return []
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(use, range(4)))
    assert sorted(found, key=len) == [[], [], [], [user.pk]]


def test_tries_are_counted_for_all_workers_together(transactional_db: None) -> None:
    citizen()
    now, address = present.now(), Address("phone", PHONE)
    code_open(address=address, code="123456", asker="a", now=now)

    def guess(code: str) -> str:
        try:
            code_use(address=address, code=code, asker="a", now=now)
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "in"

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(guess, LAST * 2))
    assert (told.count("code.wrong"), told.count("code.over")) == (TRIES, len(told) - TRIES)


def test_codes_go_out_slowly_to_one_address_and_from_one_place(clock: Any) -> None:
    citizen()
    wang = Somebody()
    assert wang.asks().status_code == 302
    assert "刚才已经发过" in text_of(wang.asks())
    for _ in range(3):
        clock(minutes=1, seconds=1)
        assert wang.asks().status_code in (302, 422)
    told = [wang.asks(f"1370000{number:04}").status_code for number in range(30)]
    assert told[0] == 302
    assert told[-1] == 422
    assert len(sent()) <= 5


def test_when_it_was_asked_is_told_by_the_sites_clock() -> None:
    citizen()
    Somebody().asks()
    row = SignInCode.objects.get()
    assert isinstance(row.until, datetime)
    assert row.until - row.asked_at == timedelta(minutes=10)
