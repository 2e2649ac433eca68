"""What comes back from the provider: refused, twice, to somebody else, changed, with another nonce, to elsewhere."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.faces.desk_scene import text_of
from tests.faces.provider_process import BACK, START, Visitor, stashed
from tests.faces.real_name_scene import process, provider
from yici.people.models import User
from yici.people.provider import Provider

__all__ = ["process", "provider"]
pytestmark = pytest.mark.django_db


def test_who_does_not_agree_is_told_what_else_there_is(provider: Provider) -> None:
    visitor = Visitor()
    answer = visitor.comes_back(visitor.agrees(visitor.leaves(), "chen", agree=False))
    assert "您没有同意" in text_of(answer)
    assert (visitor.is_in(), User.objects.count()) == ("", 0)


def test_a_code_is_good_once_and_only_for_who_asked(provider: Provider) -> None:
    thief, visitor = Visitor(), Visitor()
    back = visitor.agrees(visitor.leaves(), "li-qing-1")
    # Somebody else's browser knows no such state.
    assert "没有成功" in text_of(thief.comes_back(back))
    # With a state of their own the proof key is another (RFC 7636).
    thief.leaves()
    [state] = thief.here.session["socialaccount_states"]
    assert "没有成功" in text_of(thief.comes_back(back, state=state))
    assert (thief.is_in(), User.objects.count()) == ("", 0)


def test_coming_back_twice_comes_in_once(provider: Provider) -> None:
    visitor = Visitor()
    back = visitor.agrees(visitor.leaves(), "li-qing-1")
    assert visitor.comes_back(back).status_code == 302
    visitor.here.logout()
    assert "没有成功" in text_of(visitor.comes_back(back))
    # The same code under a new state: the provider gives nothing for it any more.
    visitor.leaves()
    [state] = visitor.here.session["socialaccount_states"]
    assert "没有成功" in text_of(visitor.comes_back(back, state=state))
    assert visitor.is_in() == ""


@pytest.mark.parametrize("changed", [{"state": "x"}, {"state": ""}, {"iss": "https://elsewhere.example"}, {"code": ""}])
def test_an_answer_that_was_changed_is_none(provider: Provider, changed: dict[str, str]) -> None:
    visitor = Visitor()
    answer = visitor.comes_back(visitor.agrees(visitor.leaves(), "li-qing-1"), **changed)
    assert (answer.status_code, visitor.is_in(), User.objects.count()) == (409, "", 0)


def test_another_nonce_is_another_sign_in(provider: Provider) -> None:
    visitor = Visitor()
    back = visitor.agrees(visitor.leaves(), "li-qing-1")
    session = visitor.here.session
    [name] = session["socialaccount_states"]
    assert len(stashed(visitor)["nonce"]) >= 24
    session["socialaccount_states"][name][0]["nonce"] = "another"
    session.save()
    assert "没有成功" in text_of(visitor.comes_back(back))
    assert (visitor.is_in(), User.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "mine", "\t//e.x"]
)
def test_nobody_is_led_to_another_site(provider: Provider, wanted: str) -> None:
    visitor = Visitor()
    assert visitor.proves("li-qing-1", next=wanted)["Location"] == reverse("signed_in")


def test_it_begins_with_a_form_of_ours_alone(provider: Provider) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(START).status_code == 403
    assert strict.get(START).status_code == 405
    assert strict.get(BACK).status_code == 409


@pytest.mark.parametrize("way", ["3rdparty/signup/", "3rdparty/", "3rdparty/login/error/", "social/connections/"])
def test_the_librarys_own_ways_stay_shut(provider: Provider, way: str) -> None:
    assert Visitor().here.get(f"/accounts/{way}").status_code == 404
