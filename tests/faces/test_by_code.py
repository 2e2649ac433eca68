"""Signing in by a code, and choosing another password by one: who gets in, how often one may guess, what is learnt."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.people_samples import make_user
from tests.faces.desk_scene import text_of
from tests.faces.security_scene import LOGIN, PASSWORD, Person
from yici.domain.error import Refused
from yici.ledger import keys
from yici.ledger.queries import history
from yici.notices.models import Outgoing
from yici.notices.services import contact_ask
from yici.people import present
from yici.people.contacts import contact_confirm
from yici.people.ids import id_at
from yici.people.models import SignInCode, User
from yici.people.sign_in_codes import TRIES, Address, code_open, code_use, codes_forget
from yici.web.by_code import asked as session_part

pytestmark = pytest.mark.django_db
ASK, ENTER, CHOOSE = "/accounts/code/", "/accounts/code/enter/", "/accounts/code/account/"
PHONE, MAIL, STRANGE = "13800000001", "wang@example.cn", "13900000009"
NEW = "another horse 43"
LAST = ["111111", "222222", "333333", "444444", "555555", "666666"]


@pytest.fixture(autouse=True)
def site(db: None, settings: Any, tmp_path: Path) -> None:
    """A site that sends SMS and mail, each into a folder."""
    settings.YICI_CHANNELS = tmp_path / "channels.toml"
    settings.YICI_CHANNELS.write_text(
        f'[sms]\nurl = "file:{tmp_path}/sms"\n[mail]\nurl = "file:{tmp_path}/mail"\nfrom = "yici@example.cn"\n'
    )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Minutes that are not waited for."""

    def later(**by: float) -> None:
        seconds = float(present.os.environ.get("YICI_OFFSET_SECONDS", "0")) + timedelta(**by).total_seconds()
        monkeypatch.setenv("YICI_OFFSET_SECONDS", str(seconds))

    return later


def has(user: User, kind: str, value: str) -> None:
    """Somebody who has confirmed an address."""
    number = User.objects.count() * 10 + len(kind)
    held = contact_ask(
        contact_id=id_at(7, number), user_id=user.pk, kind=kind, value=value, code="000000", language="zh-hans",
        now=present.now(),
    )  # fmt: skip
    contact_confirm(contact_id=held, user_id=user.pk, code="000000", now=present.now())
    Outgoing.objects.all().delete()


def citizen(number: int = 1, username: str = "wang") -> User:
    user = make_user(number, kind="citizen", username=username, password=PASSWORD)
    has(user, "phone", PHONE)
    return user


class Somebody:
    def __init__(self, language: str = "zh-hans", address: str = "192.0.2.1") -> None:
        self.client = Client(headers={"accept-language": language}, REMOTE_ADDR=address)

    def asks(self, address: str = PHONE, **more: str) -> Any:
        return self.client.post(ASK, {"address": address, **more})

    def enters(self, code: str) -> Any:
        return self.client.post(ENTER, {"code": code})

    def is_in(self) -> str:
        return str(self.client.session.get("_auth_user_id", ""))


def sent() -> list[tuple[str, str, str]]:
    """What goes out: by which channel, where, which code."""
    rows = list(Outgoing.objects.order_by("made_at", "id"))
    opened = keys.open_many([(row.subject, bytes(row.content)) for row in rows])
    return [(row.channel, told["address"], told["values"]["code"]) for row, told in zip(rows, opened, strict=True)]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


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


def test_in_english_it_is_english() -> None:
    visitor = Somebody("en")
    visitor.asks()
    for step in (ASK, ENTER, LOGIN):
        page = text_of(visitor.client.get(step))
        assert not [one for one in page if "\u4e00" <= one <= "\u9fff" and one not in "中文一次"], page


def test_when_it_was_asked_is_told_by_the_sites_clock() -> None:
    citizen()
    Somebody().asks()
    row = SignInCode.objects.get()
    assert isinstance(row.until, datetime)
    assert row.until - row.asked_at == timedelta(minutes=10)
