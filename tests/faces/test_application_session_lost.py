"""What was typed into a personal page after the session had ended waits until its owner has signed in again."""

import pytest
from django.http import HttpResponse

from tests.apps.case_scenes import person
from tests.faces.application_scene import Applicant, citizen, town
from tests.faces.guide_scene import text_of
from yici.people.queries import profile_of

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("town")


def signs_in_again(who: Applicant, page: str, sent: dict[str, object], user: object) -> HttpResponse:
    """This will send a page without a session, sign in, and open the page again."""
    who.client.logout()
    away = who.client.post(page, sent)
    assert away.headers["Location"].startswith("/accounts/login/"), away
    who.signs_in(user)  # type: ignore[arg-type]
    return who.client.get(page, follow=True)


def test_the_phone_that_was_typed_is_kept() -> None:
    user = citizen()
    who = Applicant(user)
    signs_in_again(who, "/me/", {"applicant.mobile": "13900002222", "go": "keep"}, user)
    assert profile_of(user.id).phone == "13900002222"  # type: ignore[union-attr]


def test_a_mandate_half_written_stands_there_again() -> None:
    user = citizen()
    agent = person("zhao")
    sent = {"kind": "person", "which": "some", "act": ["apply"], "name": agent.name, "number": agent.id_number}
    page = signs_in_again(Applicant(user), "/mandates/new/", sent, user)
    assert agent.name in page.content.decode()
    assert agent.id_number in page.content.decode()


def test_a_rating_without_a_level_keeps_its_words() -> None:
    user = citizen()
    who = Applicant(user)
    who.applies()
    page = signs_in_again(who, f"/cases/{who.case}/rate/", {"note": "窗口很耐心"}, user)
    assert page.status_code in (200, 422)
    assert "登录以前填的，接上了" in text_of(page)


def test_what_waits_is_for_nobody_else() -> None:
    first, second = citizen(), citizen("chen")
    who = Applicant(first)
    who.applies()
    who.client.logout()
    who.client.post(f"/cases/{who.case}/messages/", {"note": "只给机关看的话", "go": "send"})
    who.signs_in(second)
    assert who.client.get(f"/cases/{who.case}/messages/").status_code == 404
