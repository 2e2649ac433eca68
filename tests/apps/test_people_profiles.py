import pytest
from django.db import connection

from tests.apps.people_samples import NOW, OPERATOR, make_user
from yici.domain.error import NotFound, Refused
from yici.ledger import services as ledger
from yici.people.ids import id_at
from yici.people.models import User
from yici.people.queries import ERASED, Profile, profile_of, profiles_of
from yici.people.services import profile_set

pytestmark = pytest.mark.django_db
ME = Profile(name="张三", id_number="11010519491231002X", phone="13800000000", address="丰益村1号")


def test_a_profile_is_kept_sealed_and_opens_again(django_assert_num_queries):
    user = make_user(kind="citizen")
    subject = profile_set(user_id=user.pk, profile=ME, subject_id=id_at(6, 1), now=NOW)
    with django_assert_num_queries(2):
        assert profile_of(user.pk) == ME
    assert subject == User.objects.get().subject


def test_no_column_of_any_table_holds_a_word_of_it():
    user = make_user(kind="citizen")
    profile_set(user_id=user.pk, profile=ME, subject_id=id_at(6, 1), now=NOW)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text ~ %s', ["张三|002X|138000|丰益村1"])
            assert (table, cursor.fetchone()) == (table, (0,))
    assert "张三" not in repr(ME)


def test_many_profiles_open_in_two_statements(django_assert_num_queries):
    users = [make_user(number, kind="citizen") for number in range(1, 6)]
    for number, user in enumerate(users[:4]):
        told = Profile(name=f"n{number}")
        profile_set(user_id=user.pk, profile=told, subject_id=id_at(6, number), now=NOW)
    with django_assert_num_queries(2):
        opened = profiles_of([user.pk for user in users])
    assert {user.pk: Profile(name=f"n{number}") for number, user in enumerate(users[:4])} == opened


def test_who_said_nothing_has_no_profile():
    assert profile_of(make_user(kind="citizen").pk) is None
    assert profiles_of([]) == {}


def test_a_destroyed_key_erases_the_profile_and_a_new_one_can_be_begun():
    user = make_user(kind="citizen")
    subject = profile_set(user_id=user.pk, profile=ME, subject_id=id_at(6, 1), now=NOW)
    ledger.erase(subject, actor=OPERATOR, now=NOW, ground="request")
    assert profile_of(user.pk) is ERASED
    again = profile_set(user_id=user.pk, profile=Profile(name="张三"), subject_id=id_at(6, 2), now=NOW)
    assert (again, profile_of(user.pk)) == (id_at(6, 2), Profile(name="张三"))


def test_one_number_is_one_person_in_all_accounts():
    first, second = make_user(1, kind="citizen"), make_user(2, kind="citizen")
    subjects = {
        profile_set(user_id=user.pk, profile=ME, subject_id=id_at(6, number), now=NOW)
        for number, user in enumerate((first, second))
    }
    assert subjects == {id_at(6, 0)}


def test_who_gives_no_number_keeps_the_subject_of_the_account():
    user = make_user(kind="citizen")
    for number, name in enumerate(("张三", "张山")):
        profile_set(user_id=user.pk, profile=Profile(name=name), subject_id=id_at(6, number), now=NOW)
    assert (User.objects.get().subject, profile_of(user.pk)) == (id_at(6, 0), Profile(name="张山"))


def test_a_system_and_nobody_have_no_profile():
    with pytest.raises(Refused, match=r"user\.no_person"):
        profile_set(user_id=make_user(kind="system").pk, profile=ME, subject_id=id_at(6, 1), now=NOW)
    with pytest.raises(NotFound, match=r"user\.unknown"):
        profile_set(user_id=id_at(2, 77), profile=ME, subject_id=id_at(6, 1), now=NOW)
