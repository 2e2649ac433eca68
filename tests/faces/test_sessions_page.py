"""Where an account is signed in: listed coarsely, ended one by one or all at once, and never another's."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.apps.people_samples import make_user
from tests.faces.desk_scene import text_of
from tests.faces.security_scene import PASSWORD, SESSIONS, Person, li, watch
from yici.people.sessions import MOST_SHOWN, sessions_forget, sessions_of
from yici.people.visitor import coarse
from yici.web.security.devices import device
from yici.web.security.sessions import spoken_address

__all__ = ["li", "watch"]


@pytest.fixture
def twice(li):
    """Somebody signed in at two places: here, and on a phone."""
    phone = Person()
    phone.client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone) MicroMessenger/8.0 Safari/604"
    phone.client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    phone.signs_in()
    li.signs_in()
    return li, phone


def test_each_place_is_listed_with_device_and_about_where_and_this_one_is_marked(twice):
    li, _ = twice
    text = text_of(li.client.get(SESSIONS))
    for part in ("iPhone · 微信", "Windows 电脑 · Firefox", "203.0.113.*", "就是这里"):
        assert part in text
    assert text.count("就是这里") == 1
    assert "203.0.113.77" not in text
    assert "203.0.113.77" not in UserSession.objects.values_list("ip", flat=True)


def test_one_place_is_signed_out_and_the_other_stays(twice):
    li, phone = twice
    [other] = UserSession.objects.filter(user_agent__contains="iPhone")
    assert li.client.post(SESSIONS, {"end": other.pk})["Location"] == SESSIONS
    assert not phone.is_in()
    assert li.is_in()
    assert UserSession.objects.count() == 1


def test_all_others_are_signed_out_at_once(twice):
    li, phone = twice
    third = Person()
    third.signs_in()
    li.client.post(SESSIONS, {"end": "others"})
    assert (li.is_in(), phone.is_in(), third.is_in()) == (True, False, False)
    assert "别处都退出" not in text_of(li.client.get(SESSIONS))


def test_ending_this_one_signs_out_here(twice):
    li, phone = twice
    [here] = UserSession.objects.filter(user_agent__contains="Firefox")
    assert li.client.post(SESSIONS, {"end": here.pk})["Location"] == "/"
    assert not li.is_in()
    assert phone.is_in()


@pytest.mark.parametrize("end", ["", "x", "-1", "0", "999999999999999999999999", "1.5", "٣"])
def test_what_is_no_session_is_not_found(twice, end):
    li, phone = twice
    assert li.client.post(SESSIONS, {"end": end}).status_code == 404
    assert phone.is_in()


def test_the_session_of_another_is_neither_seen_nor_ended(twice):
    make_user(2, username="wu", kind="citizen", password=PASSWORD)
    wu = Person("wu")
    wu.signs_in()
    li, phone = twice
    for session in UserSession.objects.exclude(user__username="wu"):
        assert wu.client.post(SESSIONS, {"end": session.pk}).status_code == 404
    wu.client.post(SESSIONS, {"end": "others"})
    assert li.is_in()
    assert phone.is_in()
    assert "iPhone" not in text_of(wu.client.get(SESSIONS))


def test_a_stranger_is_sent_to_the_login(db):
    for answer in (Person().client.get(SESSIONS), Person().client.post(SESSIONS, {"end": "others"})):
        assert answer["Location"].startswith("/accounts/login/")


def test_signing_out_drops_the_row(twice):
    li, _ = twice
    li.client.post("/accounts/logout/")
    assert UserSession.objects.count() == 1
    assert Session.objects.count() == 1


def test_a_session_that_ran_out_is_not_listed_and_its_row_is_deleted(twice):
    _, phone = twice
    late = timezone.now() + timedelta(days=15)
    key = phone.client.session.session_key
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert len(sessions_of(UserSession.objects.all()[0].user_id, timezone.now())) == 1
    assert sessions_forget(now=timezone.now()) == 1
    assert sessions_forget(now=late) == 1
    assert not UserSession.objects.exists()


def test_when_it_was_seen_last_is_noted_every_five_minutes(twice, monkeypatch):
    li, _ = twice
    first = UserSession.objects.get(user_agent__contains="Firefox").last_seen_at
    li.client.get("/display/")
    assert UserSession.objects.get(user_agent__contains="Firefox").last_seen_at == first
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr("yici.web.security.seen.timezone.now", lambda: later)
    li.client.get("/display/")
    assert UserSession.objects.get(user_agent__contains="Firefox").last_seen_at == later


def test_the_list_is_bounded_and_costs_the_same_for_many(twice, django_assert_max_num_queries):
    li, _ = twice
    user = UserSession.objects.all()[0].user_id
    end = timezone.now() + timedelta(days=1)
    keys = [f"many{number}" for number in range(MOST_SHOWN + 10)]
    Session.objects.bulk_create(Session(session_key=key, session_data="", expire_date=end) for key in keys)
    UserSession.objects.bulk_create(
        UserSession(user_id=user, session_key=key, ip="203.0.113.0", user_agent="") for key in keys
    )
    with django_assert_max_num_queries(8):
        page = li.client.get(SESSIONS)
    assert text_of(page).count("最近在用") == MOST_SHOWN + 1
    assert "只列最近的 50 处" in text_of(page)
    li.client.post(SESSIONS, {"end": "others"})
    assert UserSession.objects.count() == 1


def test_a_changed_password_signs_out_everywhere_else(twice):
    li, phone = twice
    new = {"oldpassword": PASSWORD, "password1": "another horse 43", "password2": "another horse 43"}
    assert li.client.post("/accounts/password/change/", new).status_code == 302
    assert li.is_in()
    assert not phone.is_in()
    assert "密码改好了" in text_of(li.client.get(SESSIONS))


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("10.0.0.1", "10.0.0.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
        ("::1", "::"),
        ("", "0.0.0.0"),
        ("unix:", "0.0.0.0"),
    ],
)
def test_an_address_is_kept_coarse(address, kept):
    assert coarse(address) == kept


def test_a_coarse_address_says_what_it_leaves_out():
    assert spoken_address("203.0.113.0") == "203.0.113.*"
    assert spoken_address("2001:db8:1::") == "2001:db8:1::*"
    assert spoken_address("0.0.0.0") == ""


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140", "Windows 电脑 · Edge"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537.36", "安卓手机 · Chrome"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "iPhone · Safari"),
        ("curl/8.0", "认不出的设备"),
        ("", "认不出的设备"),
    ],
)
def test_a_device_is_named_as_its_owner_would(agent, told):
    assert device(agent) == told
