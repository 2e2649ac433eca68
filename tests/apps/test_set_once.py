"""A scene that is copied in is the scene as the services set it."""

import pytest

from tests.apps.case_scenes import DAY, MONDAY, city, everything, faults, forgetful, submit
from tests.apps.catalogue_files import definitions
from tests.set_once import set_once
from yici.catalogue.services import catalogue_publish
from yici.people.ids import new_id
from yici.people.models import User
from yici.people.services import user_create

__all__ = ["city", "forgetful"]
pytestmark = pytest.mark.django_db
SAME = ("catalogue_release", "catalogue_definition", "catalogue_members", "ledger_head", "search_entry")
kept: list[object] = []


@pytest.mark.parametrize("time", ["first", "again"])
@pytest.mark.usefixtures("city")
def test_a_copied_catalogue_is_what_was_published_and_cases_are_handled_under_it(time):
    copied = everything(SAME)
    submit()
    assert faults() == []
    kept.append(copied)
    assert all(one == kept[0] for one in kept), time


@pytest.mark.parametrize("time", ["first", "again", "once more"])
@pytest.mark.usefixtures("city")
def test_what_a_test_did_is_gone_for_the_next_where_the_scene_was_left_standing(time):
    assert everything(("cases_case", "ledger_timer")) == {"cases_case": [], "ledger_timer": []}
    submit()


def test_what_a_test_wrote_beforehand_is_no_part_of_a_scene():
    name = new_id()

    def setting() -> str:
        user_create(user_id=new_id(), username=f"one-{User.objects.count()}", kind="staff", now=MONDAY)
        return "given"

    user_create(user_id=new_id(), username="mine", kind="staff", now=MONDAY)
    assert set_once(name, setting) == "given"
    User.objects.all().delete()
    # Set anew, for the first time there was somebody already; then as it was set.
    assert set_once(name, setting) == "given"
    assert [user.username for user in User.objects.all()] == ["one-0"]
    User.objects.all().delete()
    assert set_once(name, lambda: pytest.fail("set twice")) == "given"
    assert [user.username for user in User.objects.all()] == ["one-0"]


@pytest.mark.usefixtures("city")
def test_publishing_the_same_again_changes_nothing():
    before = everything(SAME)
    assert catalogue_publish(reading=definitions(), actor="test", now=MONDAY + DAY).number == 1
    assert everything(SAME) == before
