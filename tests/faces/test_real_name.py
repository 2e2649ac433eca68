"""Signing in with a real name, against the demonstration's provider as a process of its own."""

import re
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import connection

from tests.apps.people_samples import NOW, make_user
from tests.faces.application_scene import town
from tests.faces.desk_scene import text_of
from tests.faces.provider_process import ACCOUNT, BACK, JOIN, START, Visitor, number_of, token
from tests.faces.real_name_scene import LOGIN, account, process, profile, provider, signs_in
from tests.faces.security_scene import PASSWORD
from yici.ledger.queries import history
from yici.people.firms import firms_of
from yici.people.ids import id_at
from yici.people.models import User
from yici.people.provider import Provider
from yici.people.queries import Profile
from yici.people.services import profile_set
from yici.web.real_name import waiting

__all__ = ["process", "provider", "town"]
pytestmark = pytest.mark.django_db
WORDS = "周敏|王小面|1010029|3007002|demo-"


def test_somebody_without_an_account_has_one_afterwards_and_is_known_again(provider: Provider) -> None:
    visitor = Visitor()
    answer = visitor.proves("li-qing-1", next="/mine/")
    assert (answer.status_code, answer["Location"]) == (302, "/mine/")
    user = User.objects.get(pk=visitor.is_in())
    assert (user.kind, user.assurance, user.assured_by) == ("citizen", "real_name", "演示实名认证")
    assert not user.has_usable_password()
    told = profile(user.pk)
    assert (told.name, told.id_number, told.phone) == ("李青", number_of("li-qing-1"), "13800000011")
    assert set(told.sources.values()) == {"real_name"}
    kinds = [one.kind for one in history(user.pk)]
    assert sorted(kinds) == ["account.assured", "account.identity_joined"]
    again = Visitor()
    again.proves("li-qing-1")
    assert again.is_in() == visitor.is_in()
    assert User.objects.count() == 1
    assert len(history(user.pk)) == 2


def test_two_of_one_name_are_two(provider: Provider) -> None:
    one, other = Visitor(), Visitor()
    one.proves("li-qing-1")
    other.proves("li-qing-2")
    assert "" not in (one.is_in(), other.is_in())
    assert one.is_in() != other.is_in()


def test_nothing_of_a_person_stands_anywhere_in_clear(provider: Provider) -> None:
    account("wang", "wang")
    waiting, in_now = Visitor(), Visitor()
    waiting.proves("wang")
    in_now.proves("zhou")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS t WHERE t::text ~ %s', ["周敏|王小面|11010029|03007002|demo-"]
            )
            assert (table, cursor.fetchone()) == (table, (0,))
    assert Session.objects.count() == 2
    assert not [one for one in Session.objects.all() if re.search(WORDS, str(one.get_decoded()))]


def test_an_account_with_the_same_number_is_joined_only_after_proof_of_both(provider: Provider) -> None:
    user, visitor = account("wang", "wang"), Visitor()
    answer = visitor.proves("wang")
    assert answer["Location"] == ACCOUNT
    page = visitor.here.get(ACCOUNT)
    assert visitor.is_in() == ""
    assert {"王**", "wang"} <= {word for word in ("王**", "wang", "王小面") if word in text_of(page)}
    assert "王小面" not in text_of(page)
    assert SocialAccount.objects.count() == 0
    # Saying "join" without having signed in to the account joins nothing.
    visitor.here.post(ACCOUNT, {"do": "join"})
    assert SocialAccount.objects.count() == 0
    assert signs_in(visitor, "wang", next=ACCOUNT)["Location"] == ACCOUNT
    assert SocialAccount.objects.count() == 0
    assert "两边的身份证号码一样" in text_of(visitor.here.get(ACCOUNT))
    visitor.here.post(ACCOUNT, {"do": "join"})
    assert SocialAccount.objects.get().user_id == user.pk
    again = Visitor()
    again.proves("wang")
    assert again.is_in() == str(user.pk)


def test_whoever_cannot_sign_in_to_the_old_account_opens_another_one(provider: Provider) -> None:
    user, visitor = account("wang", "wang"), Visitor()
    visitor.proves("wang")
    visitor.here.post(ACCOUNT, {"do": "open"})
    opened = visitor.is_in()
    assert opened not in ("", str(user.pk))
    assert User.objects.get(pk=opened).subject == User.objects.get(pk=user.pk).subject
    assert visitor.here.get(ACCOUNT)["Location"] == LOGIN


def test_what_waits_is_not_for_somebody_else_who_signs_in_here(provider: Provider) -> None:
    account("wang", "wang")
    account("other")
    visitor = Visitor()
    visitor.proves("wang")
    signs_in(visitor, "other", next=ACCOUNT)
    assert visitor.here.get(ACCOUNT).status_code == 404
    assert visitor.here.post(ACCOUNT, {"do": "join"}).status_code == 302
    assert SocialAccount.objects.count() == 0


def test_what_waits_is_over_after_ten_minutes(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    account("wang", "wang")
    visitor = Visitor()
    visitor.proves("wang")
    later = waiting.time.time() + 601
    monkeypatch.setattr(waiting.time, "time", lambda: later)
    assert visitor.here.post(ACCOUNT, {"do": "open"})["Location"] == LOGIN
    assert visitor.is_in() == ""


def test_from_ones_own_account_one_goes_and_comes_back_joined(town: None, provider: Provider) -> None:
    user, visitor = account("li"), Visitor()
    signs_in(visitor, "li")
    assert visitor.proves("li-qing-1", JOIN)["Location"] == "/me/"
    assert profile(user.pk).name == "李青"
    assert SocialAccount.objects.get().user_id == user.pk
    page = text_of(visitor.here.get("/me/"))
    assert "已实名" in page
    assert "实名认证给的" in page


def test_another_persons_identity_does_not_come_into_an_account(provider: Provider) -> None:
    account("wang", "wang")
    visitor = Visitor()
    signs_in(visitor, "wang")
    answer = visitor.proves("li-qing-1", JOIN)
    assert (answer.status_code, "不一样" in text_of(answer)) == (409, True)
    assert SocialAccount.objects.count() == 0


def test_an_identity_opens_one_account_and_an_account_has_one_identity(provider: Provider) -> None:
    one, other = account("one", "wang"), account("other", "wang")
    first, second = Visitor(), Visitor()
    signs_in(first, "one")
    first.proves("wang", JOIN)
    signs_in(second, "other")
    assert second.proves("wang", JOIN).status_code == 409
    assert list(SocialAccount.objects.values_list("user_id", flat=True)) == [one.pk]
    assert User.objects.get(pk=other.pk).assurance == "window"


def test_a_member_of_staff_neither_joins_nor_comes_in_this_way(provider: Provider) -> None:
    make_user(7, username="clerk", password=PASSWORD)
    visitor = Visitor()
    signs_in(visitor, "clerk")
    assert visitor.here.post(START).status_code == 404
    assert visitor.here.post(JOIN).status_code == 404
    clerk = User.objects.get(username="clerk")
    profile_set(
        user_id=clerk.pk, profile=Profile(id_number=number_of("wang")), subject_id=id_at(6, 1), now=NOW
    )  # fmt: skip
    stranger = Visitor()
    stranger.proves("wang")
    assert stranger.is_in() not in ("", str(clerk.pk))


def test_an_inactive_account_does_not_come_in(provider: Provider) -> None:
    visitor = Visitor()
    visitor.proves("li-qing-1")
    User.objects.update(is_active=False)
    again = Visitor()
    again.proves("li-qing-1")
    assert again.is_in() == ""


def test_firms_come_with_the_person_and_go_with_the_providers_word(town: None, provider: Provider) -> None:
    visitor = Visitor()
    visitor.proves("zhou")
    user = User.objects.get(pk=visitor.is_in())
    assert [(one.uscc, one.part) for one in firms_of(user.pk)] == [
        ("91330802MA2DEM301K", "representative"),
        ("91330802MA2DEM402C", "authorised"),
    ]
    page = text_of(visitor.here.get("/me/"))
    assert "您是法定代表人" in page
    assert "周敏" not in page


def test_without_a_provider_no_page_speaks_of_it(settings: Any) -> None:
    settings.REAL_NAME_PROVIDER = None
    visitor = Visitor()
    assert "实名登录" not in text_of(visitor.here.get(LOGIN))
    for way in (START, ACCOUNT, BACK):
        assert visitor.here.post(way).status_code in (404, 405)
        assert visitor.here.get(way).status_code in (404, 405)


def test_the_face_is_checked_for_the_person_of_the_account_alone(provider: Provider) -> None:
    visitor = Visitor()
    visitor.proves("li-qing-1")
    user = User.objects.get(pk=visitor.is_in())
    there = visitor.here.post("/accounts/face/")["Location"]
    page = visitor.there.get(there, timeout=10)
    assert "这里不比对人脸" in page.text
    back = visitor.there.post(there, {**token(page.text), "do": "confirm"}, allow_redirects=False, timeout=10)
    answer = visitor.comes_back(back.headers["Location"])
    assert answer["Location"] == "/me/"
    user.refresh_from_db()
    assert (user.assurance, user.assured_by) == ("face", "演示实名认证")
    # Once: the check is over, here and there.
    assert visitor.comes_back(back.headers["Location"]).status_code == 409
    # Signing in again by name does not take it away.
    again = Visitor()
    again.proves("li-qing-1")
    user.refresh_from_db()
    assert user.assurance == "face"


def test_another_person_cannot_lend_their_face(provider: Provider) -> None:
    visitor = Visitor()
    visitor.proves("li-qing-1")
    there = visitor.here.post("/accounts/face/")["Location"]
    other = Visitor()
    other.agrees(other.leaves(), "li-qing-2")
    assert other.there.get(there, timeout=10).status_code == 403
    assert visitor.here.get("/accounts/face/back/", {"check": "made-up"}).status_code == 409
    assert User.objects.get(pk=visitor.is_in()).assurance == "real_name"


def test_a_name_and_number_from_the_provider_are_locked_in_the_form(town: None, provider: Provider) -> None:
    visitor = Visitor()
    visitor.proves("li-qing-1")
    visitor.here.post("/me/", {"applicant.name": "别人", "applicant.id_number": number_of("wang")})
    told = profile(visitor.is_in())
    assert (told.name, told.id_number) == ("李青", number_of("li-qing-1"))
    visitor.here.post("/me/", {"applicant.mobile": "13900000000"})
    told = profile(visitor.is_in())
    assert (told.phone, "phone" in told.sources) == ("13900000000", False)
    # What the owner changed, the next sign-in does not overwrite.
    Visitor().proves("li-qing-1")
    assert profile(visitor.is_in()).phone == "13900000000"
