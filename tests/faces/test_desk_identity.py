"""Checking at the window whose account it is, and taking a lost second factor away by the same check."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from tests.apps.case_scenes import person
from tests.apps.people_samples import NOW
from tests.faces.application_scene import Applicant, citizen, officer, text_of, town
from yici.ledger.queries import history
from yici.people import account_record
from yici.people.ids import id_at, new_id
from yici.people.models import User
from yici.people.queries import Profile, profile_of
from yici.people.services import profile_set, user_create
from yici.people.streams import account_stream

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("town")
PAGE = "/desk/identity/"


@pytest.fixture
def window(settings: object) -> Applicant:
    settings.YICI_SECOND_FACTOR = "optional"  # type: ignore[attr-defined]
    return Applicant(officer())


def unknown(username: str = "laowang") -> User:
    """Somebody who signed up, and of whom nothing is known."""
    return user_create(user_id=id_at(2, 81), username=username, now=NOW)


def compared(who: Applicant, user: User, **instead: str) -> HttpResponse:
    card = {"name": "王小面", "number": person("wang").id_number, "same": "yes"}
    told = {"account": str(user.id)} | card | instead
    return who.client.post(PAGE, {name: value for name, value in told.items() if value})


def test_a_clerk_finds_the_account_and_its_level_rises(window: Applicant) -> None:
    user = unknown()
    found = text_of(window.client.post(PAGE, {"told": "LaoWang"}))
    assert "laowang" in found
    assert "还没有核对过身份" in found
    assert compared(window, user).status_code == 302
    user.refresh_from_db()
    officer_id = str(User.objects.get(username="officer").id)
    assert (user.assurance, user.assured_by) == ("window", officer_id)
    profile = profile_of(user.id)
    assert isinstance(profile, Profile)
    assert (profile.name, profile.sources["id_number"]) == ("王小面", "window")
    last = [one for one in history(account_stream(user.id).stream) if one.kind == account_record.ASSURED][-1]
    assert (last.actor.kind, last.actor.id, last.body["level"]) == ("staff", officer_id, "window")


def test_found_by_number_too_and_shown_without_name_and_number(window: Applicant) -> None:
    who = person("wang")
    citizen("wang")
    page = window.client.post(PAGE, {"told": who.id_number})
    told = page.content.decode()
    assert [one.username for one in page.context["accounts"]] == ["wang"]
    assert who.name not in text_of(page)
    assert who.id_number not in told.replace(f'value="{who.id_number}"', "")
    for nobody in ("nobody", "13800009999", "officer", "", "330802195508120042"):
        assert not window.client.post(PAGE, {"told": nobody}).context.get("accounts")


@pytest.mark.parametrize(
    ("instead", "wrong"),
    [({"name": ""}, "name"), ({"number": "330802199003070026"}, "number"), ({"same": ""}, "same")],
)
def test_what_was_not_compared_is_not_recorded(window: Applicant, instead: dict[str, str], wrong: str) -> None:
    user = unknown()
    answer = compared(window, user, **instead)
    assert (answer.status_code, set(answer.context["wrong"])) == (422, {wrong})
    user.refresh_from_db()
    assert user.assurance == "none"


def test_another_persons_card_changes_nothing(window: Applicant) -> None:
    user = unknown()
    other = Profile(name="陈阿婆", id_number=person("chen").id_number)
    profile_set(user_id=user.pk, profile=other, subject_id=new_id(), now=NOW)
    answer = compared(window, user, reset="yes")
    assert (answer.status_code, set(answer.context["wrong"])) == (422, {"number"})
    assert profile_of(user.id) == other


def test_a_lost_second_factor_is_taken_away_by_the_same_check(window: Applicant) -> None:
    user = unknown()
    own = Profile(name="王小面", id_number=person("wang").id_number)
    profile_set(user_id=user.pk, profile=own, subject_id=new_id(), now=NOW)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert "重置第二道验证" in text_of(window.client.post(PAGE, {"told": "laowang"}))
    assert compared(window, user, same="", reset="yes").status_code == 422
    assert Authenticator.objects.filter(user=user).exists()
    assert compared(window, user, reset="yes").status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_card_takes_no_factor_from_an_account_of_which_no_number_is_known(window: Applicant) -> None:
    user = unknown()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    page = text_of(window.client.post(PAGE, {"told": "laowang"}))
    assert "并重置第二道验证" not in page
    assert "不能在窗口重置" in page
    answer = compared(window, user, reset="yes")
    assert (answer.status_code, set(answer.context["wrong"])) == (422, {"same"})
    assert Authenticator.objects.filter(user=user).exists()
    assert not isinstance(profile_of(user.id), Profile)
    # Once the card is on record, the same button must not come free in a second step.
    user.refresh_from_db()
    assert user.assurance == "none"


def test_whose_account_was_found_is_told_that_it_was(window: Applicant) -> None:
    wang = Applicant(citizen("wang"))
    assert "找到了您的账户" not in text_of(wang.client.get("/me/data/readings/"))
    window.client.post(PAGE, {"told": "wang"})
    page = text_of(wang.client.get("/me/data/readings/"))
    assert "找到了您的账户" in page
    assert "有人到窗口来核对身份" in page


def test_it_is_for_windows_and_for_accounts_of_people(town: None, settings: object) -> None:
    settings.YICI_SECOND_FACTOR = "optional"  # type: ignore[attr-defined]
    user = unknown()
    wang = Applicant(citizen("wang"))
    reader = officer("officer", "market_regulation")
    for client in (wang.client, Applicant(reader).client):
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, {"told": "laowang"}).status_code == 404
        assert client.post(PAGE, {"account": str(user.id), "name": "王", "same": "yes"}).status_code == 404
    assert "/accounts/login/" in Client().get(PAGE).headers["Location"]
    user.refresh_from_db()
    assert user.assurance == "none"


def test_staff_and_nobody_are_not_to_be_checked(window: Applicant) -> None:
    staff = User.objects.get(username="officer")
    assert compared(window, staff).status_code == 404
    assert window.client.post(PAGE, {"account": str(new_id())}).status_code == 404
    assert window.client.post(PAGE, {"account": "x"}).status_code == 404


def test_the_desk_leads_there(window: Applicant) -> None:
    cache.clear()
    page = window.client.get("/desk/").content.decode()
    assert 'href="/desk/identity/"' in page
    assert 'href="/desk/mandates/"' in page
