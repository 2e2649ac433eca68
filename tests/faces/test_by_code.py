"""Signing in by a code, and choosing another password by one: who gets in, and what is learnt."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.people_samples import make_user
from tests.faces.by_code_scene import (
    ASK,
    CHOOSE,
    ENTER,
    MAIL,
    PHONE,
    STRANGE,
    Somebody,
    citizen,
    clock,
    has,
    sent,
    site,
)
from tests.faces.desk_scene import text_of
from tests.faces.security_scene import LOGIN, PASSWORD, Person
from yici.ledger.queries import history
from yici.people.models import SignInCode

__all__ = ["clock", "site"]
pytestmark = pytest.mark.django_db
NEW = "another horse 43"


def test_the_code_that_came_signs_in_and_leads_where_one_wanted_to_go() -> None:
    user, wang = citizen(), Somebody()
    assert wang.asks("+86 138-0000-0001", next="/mine/")["Location"] == ENTER
    [(channel, address, code)] = sent()
    assert (channel, address, len(code), code.isdecimal()) == ("sms", PHONE, 6, True)
    page = text_of(wang.client.get(ENTER))
    assert "138****0001" in page
    assert PHONE not in page
    assert wang.enters(f" {code[:3]} {code[3:]} ")["Location"] == "/mine/"
    assert wang.is_in() == str(user.pk)
    assert SignInCode.objects.count() == 0


def test_a_mail_address_does_as_well() -> None:
    user, wang = citizen(), Somebody()
    has(user, "mail", MAIL)
    wang.asks(" Wang@Example.CN ")
    [(channel, address, code)] = sent()
    assert (channel, address) == ("mail", MAIL)
    wang.enters(code)
    assert wang.is_in() == str(user.pk)


@pytest.mark.parametrize("address", [PHONE, STRANGE])
def test_nobody_learns_whether_anybody_has_an_address(address: str) -> None:
    citizen()
    stranger = Somebody()
    answers = [stranger.asks(address), stranger.client.get(ENTER), stranger.enters("000000" if not sent() else "")]
    shown = [text_of(one).replace(f"{address[:3]}****{address[-4:]}", "X") for one in answers[1:]]
    known = Somebody(address="192.0.2.9")
    known.asks("13700000000")
    assert [one.status_code for one in answers] == [302, 200, 422]
    assert shown[0] == text_of(known.client.get(ENTER)).replace("137****0000", "X")
    assert len(sent()) == (address == PHONE)


def test_known_and_unknown_cost_the_same_work() -> None:
    citizen()
    counted = []
    for number, address in enumerate((PHONE, STRANGE)):
        visitor = Somebody(address=f"192.0.2.{number + 20}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            visitor.asks(address)
        counted.append([one["sql"].split()[0] for one in queries])
    assert [one for one in counted[0] if one in ("INSERT", "UPDATE")] == [
        one for one in counted[1] if one in ("INSERT", "UPDATE")
    ]
    assert abs(len(counted[0]) - len(counted[1])) <= 3
    assert len(sent()) == 1


def test_staff_do_not_come_in_by_a_code() -> None:
    clerk = make_user(5, username="clerk", password=PASSWORD)
    has(clerk, "phone", PHONE)
    visitor = Somebody()
    assert visitor.asks()["Location"] == ENTER
    assert sent() == []


def test_an_account_with_a_second_factor_still_shows_it(settings: Any) -> None:
    user = citizen()
    phone = Person("wang")
    phone.signs_in()
    phone.sets_up()
    wang = Somebody()
    wang.asks()
    wang.enters(sent()[-1][2])
    assert wang.is_in() == ""
    assert wang.client.get("/accounts/2fa/authenticate/").status_code == 200
    assert str(user.pk) == phone.client.session["_auth_user_id"]


def test_whoever_has_two_accounts_chooses_one_of_them() -> None:
    citizen()
    other, wang = citizen(2, "wang2"), Somebody()
    stranger = make_user(3, kind="citizen", username="chen", password=PASSWORD)
    wang.asks()
    assert wang.enters(sent()[-1][2])["Location"] == CHOOSE
    page = text_of(wang.client.get(CHOOSE))
    assert {"wang", "wang2"} <= set(page.split())
    assert "没有选账号" in text_of(wang.client.post(CHOOSE, {"account": str(stranger.pk)}))
    assert "没有选账号" in text_of(wang.client.post(CHOOSE, {"account": "x"}))
    wang.client.post(CHOOSE, {"account": str(other.pk)})
    assert wang.is_in() == str(other.pk)


def test_a_forgotten_password_is_renewed_and_all_are_signed_out() -> None:
    user = citizen()
    elsewhere, wang = Client(), Somebody()
    elsewhere.post(LOGIN, {"login": "wang", "password": PASSWORD})
    assert "_auth_user_id" in elsewhere.session
    wang.asks(**{"for": "password"})
    assert wang.enters(sent()[-1][2])["Location"] == CHOOSE
    assert wang.is_in() == ""
    assert "两遍" in text_of(wang.client.post(CHOOSE, {"password": NEW, "again": "x"}))
    assert wang.client.post(CHOOSE, {"password": "short", "again": "short"}).status_code == 422
    assert wang.client.post(CHOOSE, {"password": NEW, "again": NEW})["Location"] == LOGIN
    assert "_auth_user_id" not in elsewhere.session
    assert [one.kind for one in history(user.pk)] == ["account.password_renewed"]
    # Once: the way is shut behind.
    assert wang.client.post(CHOOSE, {"password": PASSWORD, "again": PASSWORD})["Location"] == ASK
    assert wang.client.post(LOGIN, {"login": "wang", "password": PASSWORD}).status_code == 200
    wang.client.post(LOGIN, {"login": "wang", "password": NEW})
    assert wang.is_in() == str(user.pk)


def test_the_steps_cannot_be_skipped() -> None:
    citizen()
    visitor = Somebody()
    for step in (ENTER, CHOOSE):
        assert visitor.client.get(step)["Location"] == ASK
        assert visitor.client.post(step, {"code": "123456", "password": NEW, "again": NEW})["Location"] == ASK
    visitor.asks(**{"for": "password"})
    assert visitor.client.post(CHOOSE, {"password": NEW, "again": NEW})["Location"] == ASK
    assert visitor.client.post(LOGIN, {"login": "wang", "password": PASSWORD}).status_code == 302


def test_no_address_lies_in_the_session_or_any_table_in_clear() -> None:
    citizen()
    wang = Somebody()
    wang.asks()
    assert not any(PHONE in str(one.get_decoded()) for one in Session.objects.all())
    code = sent()[-1][2]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s', [f"%{PHONE}%"])
            assert (table, cursor.fetchone()) == (table, (0,))
        cursor.execute("SELECT count(*) FROM people_signincode AS t WHERE t::text LIKE %s", [f"%{code}%"])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("address", ["", "x", "1380000000", "a@", "@b.cn", "13800000001 OR 1=1", "１２３", "a" * 300])
def test_what_is_no_address_is_said_beside_the_field_and_kept(address: str) -> None:
    answer = Somebody().asks(address)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert SignInCode.objects.count() == 0


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_nobody_is_led_to_another_site(wanted: str) -> None:
    citizen()
    wang = Somebody()
    wang.asks(next=wanted)
    assert wang.enters(sent()[-1][2])["Location"] == reverse("signed_in")


def test_forms_of_other_sites_send_nothing() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ASK, {"address": PHONE}).status_code == 403


def test_a_site_that_sends_nothing_does_not_offer_it(settings: Any, tmp_path: Path) -> None:
    settings.YICI_CHANNELS = tmp_path / "none.toml"
    visitor = Somebody()
    assert visitor.client.get(ASK).status_code == 404
    page = text_of(visitor.client.get(LOGIN))
    assert "验证码登录" not in page
    assert "带身份证到窗口" in page


def test_a_site_that_sends_mail_alone_takes_no_phone(settings: Any, tmp_path: Path) -> None:
    settings.YICI_CHANNELS.write_text(f'[mail]\nurl = "file:{tmp_path}/mail"\nfrom = "yici@example.cn"\n')
    citizen_page = Somebody()
    assert citizen_page.asks(STRANGE).status_code == 422
    assert citizen_page.asks(MAIL).status_code == 302


def test_the_login_page_offers_the_ways_that_there_are() -> None:
    page = text_of(Somebody().client.get(LOGIN))
    assert "验证码登录" in page
    assert "用验证码另设一个" in page
    assert "实名登录" not in page


def test_a_site_that_sends_nothing_says_where_the_code_is_written(settings: Any, tmp_path: Path) -> None:
    visitor = Somebody()
    visitor.asks()
    assert f"主目录的 {tmp_path.name}/sms 里" in text_of(visitor.client.get(ENTER))
    settings.YICI_CHANNELS.write_text('[sms]\nurl = "https://sms.example/send"\nbody = "{text}"\n')
    assert "这里不真的发" not in text_of(visitor.client.get(ENTER))


def test_in_english_it_is_english() -> None:
    visitor = Somebody("en")
    visitor.asks()
    for step in (ASK, ENTER, LOGIN):
        page = text_of(visitor.client.get(step))
        assert not [one for one in page if "\u4e00" <= one <= "\u9fff" and one not in "中文一次"], page


def test_who_guessed_too_often_and_renews_the_password_gets_in_with_it() -> None:
    citizen()
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    for _ in range(8):
        guesser.post(LOGIN, {"login": "wang", "password": "wrong horse 00"})
    assert guesser.post(LOGIN, {"login": "wang", "password": PASSWORD}).status_code == 429
    wang = Somebody()
    wang.asks(**{"for": "password"})
    wang.enters(sent()[-1][2])
    assert wang.client.post(CHOOSE, {"password": NEW, "again": NEW})["Location"] == LOGIN
    assert guesser.post(LOGIN, {"login": "wang", "password": NEW}).status_code == 302


def test_another_code_is_sent_from_the_page_where_it_is_entered(clock: Any) -> None:
    citizen()
    wang = Somebody()
    wang.asks()
    [first] = [one[2] for one in sent()]
    assert wang.client.post(ENTER, {"again": "yes"})["Location"] == ENTER
    assert "一分钟" in text_of(wang.client.get(ENTER))
    assert len(sent()) == 1
    clock(minutes=2)
    wang.client.post(ENTER, {"again": "yes"})
    [second] = [one[2] for one in sent() if one[2] != first]
    assert wang.enters(second).status_code == 302
    assert wang.is_in()
    assert Somebody().client.post(ENTER, {"again": "yes"})["Location"] == ASK
