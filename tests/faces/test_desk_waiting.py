"""A form of the desk that outlived its session: it waits for whoever filled it in, and stands there again."""

import re

import pytest
from django.conf import settings

from tests.apps.case_scenes import submit
from tests.faces.desk_scene import hidden, moment, people, sign_in, text_of, user_named
from tests.faces.window_scene import all_good, answered, begun, the_present

__all__ = ["moment", "people", "sign_in", "the_present"]
NOTE = "第二页没有盖章，说的是这一处"


def _lost(client):
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    return client


def _back(client, username):
    client.force_login(user_named(username), backend="django.contrib.auth.backends.ModelBackend")


def _whose(page):
    return re.search(r'name="whose" value="([^"]+)"', page.content.decode())[1]


@pytest.fixture
def form(sign_in):
    """A correction that is half filled in, with the client that shows it."""
    case = submit(1).case
    client = sign_in("window")
    address = f"/desk/{case.id}/do/correct/"
    page = client.get(address)
    number = [target.id for target in page.context["form"].targets].index("food_safety_rules")
    ticked = {f"t{number}": "on", f"c{number}": "paper.unsigned", f"n{number}": NOTE}
    return client, address, hidden(page) | ticked


def test_what_an_officer_ticked_stands_there_again_and_nothing_was_done(form):
    client, address, told = form
    answer = _lost(client).post(address, told)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    _back(client, "window")
    again = client.get(address)
    assert NOTE in again.content.decode()
    assert "登录以前填的，接上了" in text_of(again)
    assert NOTE not in client.get(address).content.decode()


def test_nobody_else_who_signs_in_there_sees_it(form):
    client, address, told = form
    _lost(client).post(address, told)
    _back(client, "market")
    assert NOTE not in client.get(address).content.decode()
    _back(client, "window")
    assert NOTE not in client.get(address).content.decode()


def test_what_names_nobody_is_not_kept(form):
    client, address, told = form
    _lost(client).post(address, told | {"whose": "someone:forged"})
    _back(client, "window")
    assert NOTE not in client.get(address).content.decode()


def test_what_is_too_long_to_wait_is_not_said_to_be_kept(form):
    client, address, told = form
    answer = _lost(client).post(address, told | {"more": "长" * 30_000}, follow=True)
    assert "没有记下" in text_of(answer)
    assert "替您记着" not in text_of(answer)


def test_a_tick_at_the_counter_outlives_the_session_and_takes_nothing_in(sign_in):
    client = sign_in("window")
    page = begun(client)
    shown = answered(client, page)
    told = all_good(shown) | {"go": "accept", "whose": _whose(shown)}
    answer = _lost(client).post(page, told, headers={"HX-Request": "true", "HX-Target": "live"})
    assert answer["HX-Redirect"].startswith("/accounts/login/")
    _back(client, "window")
    came = client.get(page)
    assert came.status_code == 302
    live = client.get(page).context["live"]
    assert live.looked == live.papers
    assert live.ready
