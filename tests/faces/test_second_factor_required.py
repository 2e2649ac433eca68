"""Where a second factor is required, staff without one can do nothing but set it up; everybody else is left alone."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import URLPattern

from tests.apps.people_samples import OPERATOR, make_role, make_user
from tests.faces.desk_scene import text_of
from tests.faces.security_scene import PASSWORD, Person, li, officer, watch
from yici.people.factors import factor_reset
from yici.people.present import now
from yici.people.queries import user_named
from yici.web.desk import urls

__all__ = ["li", "officer", "watch"]
SAMPLES = {"uuid": str(UUID(int=7)), "int": "1", "slug": "food-licence"}
SIGNED_IN = "signed_in"


def address(pattern: URLPattern) -> str:
    route = str(pattern.pattern)
    for kind, sample in SAMPLES.items():
        while f"<{kind}:" in route:
            before, _, rest = route.partition(f"<{kind}:")
            route = before + sample + rest.partition(">")[2]
    return f"/{route}"


OPEN = (SIGNED_IN, "desk_visits_worker")
"""The page that leads on after signing in; a script that tells nothing."""
DESK = sorted(address(one) for one in urls.urlpatterns if one.name not in OPEN)


@pytest.fixture(autouse=True)
def _required(settings: Any) -> None:
    settings.YICI_SECOND_FACTOR = "required"


def test_every_address_of_the_desk_is_asked() -> None:
    assert len(DESK) == len(urls.urlpatterns) - len(OPEN)
    assert not [one for one in DESK if "<" in one]


@pytest.mark.parametrize("path", DESK)
def test_whoever_has_none_is_led_to_setting_one_up_from_every_page_of_the_desk(officer, path):
    officer.signs_in()
    answers = [officer.client.get(path), officer.client.post(path)]
    led = [one["Location"] for one in answers if one.status_code == 302]
    assert led
    assert all(one.startswith("/accounts/2fa/?next=") for one in led)
    # The other way does not exist at all.
    assert [one.status_code for one in answers if one.status_code != 302] in ([], [405])


@pytest.mark.parametrize("role", ["catalogue_editor", "supervisor", "window_clerk", "lead", "operator", None])
def test_no_role_is_spared(officer, role):
    other = make_user(2, username="zhou", password=PASSWORD)
    if role:
        make_role(other, role, number=2)
    zhou = Person("zhou")
    zhou.signs_in()
    for path in ("/desk/", "/desk/catalogue/", "/desk/whatif/", "/desk/projects/"):
        assert zhou.client.get(path)["Location"].startswith("/accounts/2fa/")


def test_signing_in_leads_there_says_why_and_from_there_to_work(officer):
    page = officer.client.post("/accounts/login/", {"login": "li", "password": "correct horse 42"}, follow=True)
    assert page.redirect_chain[-1][0].startswith("/accounts/2fa/")
    assert "才能开始办件" in text_of(page)
    assert "去工作台" not in text_of(page)
    officer.sets_up()
    assert officer.client.get("/desk/").status_code == 200
    assert "去工作台" in text_of(officer.client.get("/accounts/2fa/recovery-codes/"))


def test_what_was_signed_in_before_the_factor_was_set_up_shows_it_too(officer, watch):
    before = Person()
    before.signs_in()
    officer.signs_in()
    officer.sets_up()
    assert before.client.get("/desk/")["Location"].startswith("/accounts/2fa/reauthenticate/?next=/desk/")
    before.secret = officer.secret
    watch.now += 30
    page = before.client.post("/accounts/2fa/reauthenticate/", {"code": before.code(), "next": "/desk/"})
    assert page["Location"] == "/desk/"
    assert before.client.get("/desk/").status_code == 200


def test_a_password_alone_changes_no_factor_that_was_set_up_since(officer):
    before = Person()
    before.signs_in()
    officer.signs_in()
    officer.sets_up()
    for path in ("totp/replace/", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "webauthn/add/"):
        asked = before.client.get(f"/accounts/2fa/{path}")
        assert asked["Location"].startswith("/accounts/2fa/reauthenticate/")
        password = before.client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/2fa/"})
        assert password["Location"].startswith("/accounts/2fa/reauthenticate/")
        assert before.client.get(f"/accounts/2fa/{path}").status_code == 302


def test_whoever_shows_it_at_signing_in_works_and_with_a_recovery_code_too(officer, watch):
    officer.signs_in()
    officer.sets_up()
    code = officer.codes()[0]
    watch.now += 30
    for shown in (officer.code(), code):
        again = officer.elsewhere()
        again.signs_in(next="/desk/")
        assert again.shows(shown)["Location"] == "/desk/"
        assert again.client.get("/desk/").status_code == 200


def test_after_a_reset_it_is_set_up_anew(officer):
    officer.signs_in()
    officer.sets_up()
    factor_reset(user_id=user_named("li").pk, actor=OPERATOR, now=now())
    assert officer.client.get("/desk/")["Location"].startswith("/accounts/login/")
    officer.signs_in()
    assert officer.client.get("/desk/")["Location"].startswith("/accounts/2fa/?")


def test_citizens_are_not_asked(li):
    make_user(3, username="wang", kind="citizen", password=PASSWORD)
    wang = Person("wang")
    assert wang.signs_in()["Location"] == "/signed-in/"
    assert wang.client.get("/mine/").status_code == 200
    assert wang.client.get("/desk/").status_code == 404


def test_staff_may_go_on_reading_what_is_public_and_sign_out(officer):
    officer.signs_in()
    for path in ("/", "/status/", "/catalogue/", "/accounts/sessions/", "/accounts/logout/"):
        assert officer.client.get(path).status_code == 200
    assert officer.client.post("/accounts/logout/").status_code == 302
    assert not officer.is_in()
