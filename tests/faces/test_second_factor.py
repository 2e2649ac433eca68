"""A second factor: set up, shown at signing in, good once, sealed, and lost."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from tests.apps.people_samples import NOW
from tests.faces.command_runs import run
from tests.faces.desk_scene import text_of
from tests.faces.security_scene import CODES, FACTOR, Person, kept, li, watch
from yici.ledger.queries import history
from yici.people.queries import user_named
from yici.people.services import user_create
from yici.web.security.forms import CODES as ALLOWED

__all__ = ["li", "watch"]
REPLACE, STOP = "/accounts/2fa/totp/replace/", "/accounts/2fa/totp/deactivate/"
MANAGE = (
    "", "totp/activate/", "totp/replace/", "totp/deactivate/", "webauthn/", "webauthn/add/", "recovery-codes/",
    "recovery-codes/generate/", "recovery-codes/download/", "reauthenticate/", "webauthn/reauthenticate/",
)  # fmt: skip


@pytest.fixture
def set_up(li, watch):
    """Somebody who set up an app and went home; half a minute has passed."""
    li.signs_in()
    li.sets_up()
    watch.now += 30
    return li


def test_an_app_is_set_up_with_a_code_that_it_gives_and_asked_for_from_then_on(li, watch):
    li.signs_in()
    answer = li.sets_up()
    assert answer["Location"] == CODES
    assert len(li.codes()) == 10
    watch.now += 30
    again = li.elsewhere()
    assert again.signs_in()["Location"] == FACTOR
    assert not again.is_in()
    assert "验证器上的六位数字" in text_of(again.client.get(FACTOR))
    assert again.shows(again.code())["Location"] == "/signed-in/"
    assert again.is_in()


def test_a_code_that_is_wrong_or_of_the_hour_before_sets_nothing_up(li):
    li.signs_in()
    li.sets_up()
    Authenticator.objects.all().delete()
    for code in ("000000", "", "abc", li.code(later=-120)):
        page = li.client.post("/accounts/2fa/totp/activate/", {"code": code})
        assert page.status_code == 200
        assert 'role="alert"' in page.content.decode()
    assert not Authenticator.objects.exists()


def test_what_was_scanned_stays_the_same_when_a_code_was_wrong(li):
    li.signs_in()
    page = li.client.get("/accounts/2fa/totp/activate/")
    wrong = li.client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert page.context["form"].secret == wrong.context["form"].secret


def test_a_wrong_code_does_not_let_in_and_says_what_to_do(set_up):
    again = set_up.elsewhere()
    again.signs_in()
    page = again.shows("000000")
    assert "用现在显示的那个" in text_of(page)
    assert not again.is_in()


@pytest.mark.parametrize("other_worker", [False, True])
def test_a_code_is_good_once_whichever_worker_is_asked(set_up, other_worker):
    first, second = set_up.elsewhere(), set_up.elsewhere()
    first.signs_in()
    assert first.shows(first.code())["Location"] == "/signed-in/"
    if other_worker:
        cache.clear()  # each worker has its own
    second.signs_in()
    page = second.shows(second.code())
    assert not second.is_in()
    assert page.status_code == 200


def test_the_code_that_set_it_up_is_used_up_and_so_is_any_before_the_last(li, watch):
    li.signs_in()
    li.sets_up()
    again = li.elsewhere()
    again.signs_in()
    assert "刚才用过" in text_of(again.shows(again.code()))
    watch.now += 60
    assert again.shows(again.code())["Location"] == "/signed-in/"
    third = li.elsewhere()
    third.signs_in()
    assert "刚才用过" in text_of(third.shows(third.code(later=-1)))


def test_clocks_may_differ_by_half_a_minute_and_no_more(set_up, watch):
    watch.now += 60
    for later, lets_in in ((2, False), (-2, False), (1, True)):
        again = set_up.elsewhere()
        again.signs_in()
        again.shows(again.code(later))
        assert again.is_in() is lets_in


def test_a_recovery_code_lets_in_once(set_up):
    code = set_up.codes()[3]
    first, second = set_up.elsewhere(), set_up.elsewhere()
    first.signs_in()
    assert first.shows(code)["Location"] == "/signed-in/"
    second.signs_in()
    assert second.shows(code).status_code == 200
    assert not second.is_in()
    assert len(set_up.codes()) == 9


def test_new_recovery_codes_end_the_old_ones(set_up):
    old = set_up.codes()
    set_up.client.post(CODES + "generate/")
    assert not set(old) & set(set_up.codes())
    again = set_up.elsewhere()
    again.signs_in()
    assert again.shows(old[0]).status_code == 200


def test_guessing_is_stopped_for_all_workers_together_and_told_in_our_words(set_up):
    again = set_up.elsewhere()
    again.signs_in()
    for _ in range(ALLOWED.most):
        cache.clear()
        again.shows("000000")
    cache.clear()
    page = again.shows(again.code())
    assert "过几分钟再试" in text_of(page)
    assert not again.is_in()


def test_no_secret_lies_in_clear_neither_before_nor_after_it_is_set_up(li):
    li.signs_in()
    shown = li.client.get("/accounts/2fa/totp/activate/").context["form"].secret
    assert shown not in kept()
    li.sets_up()
    assert li.secret not in kept()
    held = {one.type: one for one in Authenticator.objects.all()}
    assert held["totp"].wrap().validate_code(li.code())
    codes = li.codes()
    assert len(codes) == 10
    assert not any(code in kept() for code in codes)


def test_another_phone_takes_the_place_of_the_old_one(set_up, watch):
    old = set_up.elsewhere()
    page = set_up.client.get(REPLACE)
    set_up.secret = page.context["form"].secret
    assert set_up.secret != old.secret
    assert set_up.client.post(REPLACE, {"code": set_up.code()})["Location"] == "/accounts/2fa/"
    watch.now += 30
    old.signs_in()
    old.shows(old.code())
    assert not old.is_in()
    new = set_up.elsewhere()
    new.signs_in()
    new.shows(new.code())
    assert new.is_in()


def test_where_none_is_required_it_may_be_taken_away(set_up):
    set_up.client.post(STOP)
    assert not Authenticator.objects.exists()
    assert set_up.elsewhere().signs_in()["Location"] == "/signed-in/"


def test_where_one_is_required_the_last_stays_and_another_phone_is_offered(set_up, settings):
    settings.YICI_SECOND_FACTOR = "required"
    for page in (set_up.client.get(STOP), set_up.client.post(STOP)):
        assert "最后一个验证方式" in text_of(page)
        assert REPLACE in page.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


def test_the_last_key_stays_too_and_one_of_two_factors_may_go(set_up, settings):
    settings.YICI_SECOND_FACTOR = "required"
    user = user_named("li")
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "办公室", "credential": {}})
    remove = f"/accounts/2fa/webauthn/keys/{key.pk}/remove/"
    set_up.client.post(STOP)
    assert not Authenticator.objects.filter(type="totp").exists()
    assert "最后一个验证方式" in text_of(set_up.client.post(remove))
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_the_record_tells_what_was_set_up_and_taken_away_and_no_secret(set_up, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        set_up.client.post(STOP)
        set_up.sets_up()
    told = [(one.kind, one.body) for one in history(user_named("li").pk)]
    assert ("account.factor_removed", {"factor": "totp"}) in told
    assert ("account.factor_set", {"factor": "totp"}) in told
    assert set_up.secret not in str(told)


def test_an_operator_resets_what_was_lost_which_is_recorded_and_signs_out_everywhere(set_up):
    assert run("people", "reset-factor", "li").exit_code == 0
    assert not Authenticator.objects.exists()
    assert not set_up.is_in()
    [told] = [one for one in history(user_named("li").pk) if one.kind == "account.factor_reset"]
    assert told.body == {"factors": ["recovery_codes", "totp"]}
    assert told.actor.id == "operator"
    assert set_up.elsewhere().signs_in()["Location"] == "/signed-in/"
    again = run("people", "reset-factor", "li")
    assert getattr(again.exception, "code", "") == "factor.none"


@pytest.mark.parametrize("path", MANAGE)
def test_a_stranger_and_somebody_halfway_in_see_no_page_of_an_account(set_up, path):
    halfway = set_up.elsewhere()
    halfway.signs_in()
    for client in (halfway.client, Person("nobody").client):
        answer = client.get(f"/accounts/2fa/{path}")
        assert answer.status_code in (302, 403, 404)
        assert not set(set_up.codes()) & set(answer.content.decode().split())


@pytest.mark.parametrize("path", MANAGE)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages_and_is_never_kept_where_it_shows_a_secret(set_up, path, language):
    answer = set_up.client.get(f"/accounts/2fa/{path}", headers={"accept-language": language})
    assert answer.status_code in (200, 302)
    if path in ("totp/replace/", "recovery-codes/", "recovery-codes/download/"):
        assert "no-store" in answer["Cache-Control"]


def test_a_key_of_another_can_be_neither_renamed_nor_removed(set_up):
    other = user_create(user_id=user_named("li").pk.__class__(int=7), username="wu", kind="staff", now=NOW)
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "wu", "credential": {}})
    for deed in ("edit", "remove"):
        for answer in (
            set_up.client.get(f"/accounts/2fa/webauthn/keys/{key.pk}/{deed}/"),
            set_up.client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/{deed}/", {"name": "mine"}),
        ):
            assert answer.status_code == 404
    assert Authenticator.objects.get(pk=key.pk).data["name"] == "wu"


EMPTY = '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", %s}}'
GARBAGE = (
    "", "1", "null", "[]", "{}", "{", '"x"', '{"id": 1}', '{"id": "", "response": {}}', '{"response": []}',
    EMPTY % '"authenticatorData": "AA", "signature": "AA", "userHandle": "AA"', EMPTY % '"attestationObject": "AA"',
)  # fmt: skip


@pytest.mark.parametrize("sent", GARBAGE)
def test_whatever_is_sent_as_a_key_is_a_wrong_key(set_up, sent):
    stranger, halfway = Person(), set_up.elsewhere()
    halfway.signs_in()
    halfway.client.get(FACTOR)
    stranger.client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    set_up.client.get("/accounts/2fa/webauthn/add/")
    for person, path in (
        (stranger, "/accounts/2fa/webauthn/login/"),
        (halfway, FACTOR),
        (set_up, "/accounts/2fa/webauthn/add/"),
        (set_up, "/accounts/2fa/webauthn/reauthenticate/"),
    ):
        answer = person.client.post(path, {"credential": sent})
        assert answer.status_code in (200, 302), path
    assert not halfway.is_in()
    assert not Authenticator.objects.filter(type="webauthn").exists()
