"""Signing in and out in our look, and what is said to whoever typed too many wrong passwords."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from tests.apps.people_samples import load_county, make_bodies, make_role, make_user
from tests.faces.desk_scene import text_of
from yici.cases.guesses import Allowance
from yici.web import account

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse 42"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


def test_the_page_asks_for_name_and_password_and_shows_other_ways():
    text = text_of(Client().get(LOGIN))
    for part in ("登录", "账号", "密码", "注册一个", "用编号和查询码查进度"):
        assert part in text


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("/desk/", "用工作账号登录"),
        ("/mandates/", "授权要知道是谁给谁的"),
        ("/me/data/", "账户里的资料"),
        ("/projects/?before=1", "项目记在账户里"),
        ("/messages/", "消息是发给账户的"),
        ("/accounts/sessions/", "账号的安全"),
        ("/sign/abcdefghijklmnop/", "有人请您签字"),
        ("/accounts/real-name/account/", "实名核对好了"),
    ],
)
def test_whoever_was_led_here_is_told_what_for(wanted, said):
    assert said in text_of(Client().get(LOGIN, {"next": wanted}))


@pytest.mark.parametrize("wanted", ["", "/mine/", "/no/such/page/", "https://elsewhere.example/desk/", "//desk/"])
def test_whoever_came_by_themselves_is_told_what_for_one_signs_in(wanted):
    assert "不登录也能办" in text_of(Client().get(LOGIN, {"next": wanted}))


def test_the_reason_stays_when_the_password_was_wrong():
    make_user(username="li", password=PASSWORD)
    answer = Client().post(LOGIN, {"login": "li", "password": "wrong", "next": "/mandates/"})
    assert "授权要知道是谁给谁的" in text_of(answer)


def test_a_wrong_password_is_told_and_the_name_stays():
    make_user(username="li", password=PASSWORD)
    answer = Client().post(LOGIN, {"login": "li", "password": "wrong"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert 'value="li"' in answer.content.decode()
    assert "wrong" not in text_of(answer)
    assert "账号或者密码不对。" in text_of(answer)
    assert "用户名" not in text_of(answer) + text_of(Client().post(LOGIN, {"login": "", "password": ""}))


def test_what_was_left_out_is_told_beside_the_field():
    page = Client().post(LOGIN, {"login": "", "password": ""}).content.decode()
    assert 'aria-describedby="id_login_error"' in page
    assert 'href="#id_login"' in page


@pytest.mark.parametrize(
    ("kind", "role", "place"),
    [("staff", "officer", "/desk/"), ("citizen", None, "/mine/")],
)
def test_everybody_comes_to_a_page_that_is_theirs(tmp_path, kind, role, place):
    user = make_user(username="li", kind=kind, password=PASSWORD)
    if role is not None:
        load_county(tmp_path)
        make_bodies()
        make_role(user, role)
    client = Client()
    client.post(LOGIN, {"login": "li", "password": PASSWORD})
    assert client.get("/signed-in/")["Location"] == place


@pytest.mark.parametrize(("role", "told"), [("operator", "运行管理"), (None, "没有能办件的角色")])
def test_staff_without_a_desk_are_told_what_to_do_and_led_to_none(tmp_path, role, told):
    user = make_user(username="li", kind="staff", password=PASSWORD)
    if role is not None:
        load_county(tmp_path)
        make_bodies()
        make_role(user, role)
    client = Client(headers={"accept-language": "zh-hans"})
    page = client.post(LOGIN, {"login": "li", "password": PASSWORD}, follow=True)
    assert page.status_code == 200
    assert told in text_of(page)
    assert 'href="/desk/"' not in page.content.decode()
    assert 'href="/desk/"' not in client.get("/").content.decode()


def test_who_was_sent_to_the_login_comes_back_to_where_they_wanted():
    make_user(username="li", password=PASSWORD)
    client = Client()
    page = client.get("/desk/", follow=True)
    assert 'name="next" value="/desk/"' in page.content.decode()
    answer = client.post(LOGIN, {"login": "li", "password": PASSWORD, "next": "/desk/"})
    assert answer["Location"] == "/desk/"


def test_nobody_signed_in_is_sent_to_the_first_page():
    assert Client().get("/signed-in/")["Location"] == "/"


def test_signing_out_is_asked_and_done():
    client = Client()
    client.force_login(make_user(username="li"), backend="django.contrib.auth.backends.ModelBackend")
    assert "要退出吗" in text_of(client.get("/accounts/logout/"))
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/desk/").status_code == 302


def test_too_many_wrong_passwords_say_how_long_to_wait_and_what_else_can_be_done(settings):
    make_user(username="li", password=PASSWORD)
    settings.AXES_FAILURE_LIMIT = 2
    for _ in range(2):
        Client().post(LOGIN, {"login": "li", "password": "wrong"})
    answer = Client().post(LOGIN, {"login": "li", "password": PASSWORD})
    assert answer.status_code == 429
    assert re.search(r"停用 15 分钟，\d\d:\d\d 自动恢复", text_of(answer))
    assert "不用登录" in text_of(answer)


def test_a_guesser_gets_no_new_tries_by_writing_the_name_in_another_case(settings):
    make_user(username="li", password=PASSWORD)
    settings.AXES_FAILURE_LIMIT = 3
    for typed in ("li", "LI", " Li"):
        Client().post(LOGIN, {"login": typed, "password": "wrong"})
    assert Client().post(LOGIN, {"login": "lI", "password": PASSWORD}).status_code == 429


def test_ten_people_behind_one_address_who_mistype_hold_up_nobody(settings):
    make_user(username="li", password=PASSWORD)
    for number in range(12):
        Client().post(LOGIN, {"login": f"someone{number}", "password": "wrong"})
    assert Client().post(LOGIN, {"login": "li", "password": PASSWORD}).status_code == 302


def test_a_list_of_guesses_from_one_address_is_stopped_and_elsewhere_one_gets_in(monkeypatch):
    make_user(username="li", password=PASSWORD)
    monkeypatch.setattr(account, "FROM_ONE_PLACE", Allowance("a few", 3, timedelta(minutes=10)))
    assert Client().post(LOGIN, {"login": "li", "password": PASSWORD}).status_code == 302
    for number in range(3):
        Client().post(LOGIN, {"login": f"someone{number}", "password": "wrong"})
    refused = Client().post(LOGIN, {"login": "li", "password": PASSWORD})
    assert "从您所在的网络输错密码的次数太多" in text_of(refused)
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.post(LOGIN, {"login": "li", "password": PASSWORD}).status_code == 302


def test_behind_a_proxy_a_stranger_shuts_nobody_out(settings):
    make_user(username="li", password=PASSWORD)
    settings.YICI_PROXIES, settings.AXES_FAILURE_LIMIT = 1, 2
    stranger, owner = ({"x-forwarded-for": f"192.0.2.1, {one}"} for one in ("203.0.113.5", "198.51.100.7"))
    for _ in range(2):
        Client(headers=stranger).post(LOGIN, {"login": "li", "password": "wrong"})
    assert Client(headers=stranger).post(LOGIN, {"login": "li", "password": PASSWORD}).status_code == 429
    assert Client(headers=owner).post(LOGIN, {"login": "li", "password": PASSWORD}).status_code == 302


def test_signing_up_speaks_as_signing_in_does_and_says_each_thing_once():
    page = Client(headers={"accept-language": "zh-hans"}).get("/accounts/signup/")
    said = text_of(page)
    for part in ("账号", "密码", "再写一遍密码", "带身份证到窗口"):
        assert part in said
    assert "placeholder" not in page.content.decode()
    answer = Client().post("/accounts/signup/", {"username": "new", "password1": PASSWORD, "password2": PASSWORD})
    assert answer["Location"] == "/signed-in/"


def test_whoever_just_chose_a_password_is_not_asked_for_it_again() -> None:
    client = Client()
    client.post("/accounts/signup/", {"username": "new", "password1": PASSWORD, "password2": PASSWORD})
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_what_went_wrong_with_signing_up_stands_beside_the_field():
    page = Client().post("/accounts/signup/", {"username": "", "password1": "short", "password2": "other"})
    assert page.content.decode().count('aria-invalid="true"') >= 2


@pytest.mark.parametrize("path", ["password/reset/", "password/reset/done/", "email/", "confirm-email/"])
def test_nothing_is_offered_that_needs_an_address_which_no_account_has(path):
    assert Client().get(f"/accounts/{path}").status_code == 404
    assert "带身份证到窗口" in text_of(Client().get(LOGIN))
