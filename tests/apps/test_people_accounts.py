import pytest
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model

from tests.apps.people_samples import MARKET, NOW, make_user
from yici.domain.error import Conflict, Invalid, NotFound
from yici.domain.event import Actor
from yici.people.actor import actor_for
from yici.people.ids import id_at
from yici.people.models import User
from yici.people.queries import user_named
from yici.people.services import user_create

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse 42"


def test_the_accounts_are_ours():
    assert get_user_model() is User
    assert settings.AUTH_USER_MODEL == "people.User"


def test_a_user_is_known_by_name_and_password_and_found_by_the_name_in_any_case(rf):
    made = make_user(username="Li-Si", password=PASSWORD)
    request = rf.post("/")
    assert authenticate(request, username="Li-Si", password=PASSWORD) == made
    assert authenticate(request, username="Li-Si", password="wrong horse 42") is None
    assert user_named("li-si") == made


def test_without_a_password_nobody_logs_in(rf):
    made = make_user(kind="system")
    assert not made.has_usable_password()
    assert authenticate(rf.post("/"), username=made.username, password="") is None


def test_two_names_that_differ_in_case_only_are_one_name():
    make_user(1, username="Li-Si")
    with pytest.raises(Conflict, match=r"user\.username_taken"):
        make_user(2, username="li-si")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"username": "a b"}, 1),
        ({"username": ""}, 1),
        ({"kind": "mayor"}, 1),
        ({"password": "short"}, 1),
        ({"username": "a b", "password": "1234567890"}, 1),
        ({"display_name": "张三"}, 1),
        ({"display_name": "张三", "username": "a b"}, 2),
    ],
)
def test_a_user_is_refused_with_every_fault(given, faults):
    usual = {"user_id": id_at(2, 1), "username": "zhang", "now": NOW}
    with pytest.raises(Invalid, match=r"user\.invalid") as caught:
        user_create(**{**usual, **given})
    assert len(caught.value.params["faults"]) >= faults
    assert not User.objects.exists()


def test_staff_carry_their_name_at_work_and_citizens_none():
    staff = user_create(user_id=id_at(2, 1), username="w1", kind="staff", display_name="一号窗口", now=NOW)
    assert (staff.display_name, staff.created, staff.is_staff) == ("一号窗口", NOW, False)


def test_an_unknown_name_is_not_found():
    with pytest.raises(NotFound, match=r"user\.unknown"):
        user_named("nobody")


def test_djangos_own_command_makes_an_administrator():
    made = User.objects.create_superuser("root", PASSWORD)
    assert (made.is_staff, made.is_superuser, made.kind, made.pk.version) == (True, True, "staff", 7)


@pytest.mark.parametrize(("kind", "told"), [("citizen", "person"), ("staff", "staff"), ("system", "system")])
def test_a_user_acts_under_a_pseudonym(kind, told):
    user = make_user(kind=kind)
    mandate = id_at(5, 1)
    assert actor_for(user, role="agent", channel="web", on_behalf_of=MARKET, mandate=mandate) == Actor(
        told, str(user.pk), "agent", str(MARKET), str(mandate), "web"
    )
    assert actor_for(user, role=None, channel="web").on_behalf_of is None
