"""A site with the demonstration's provider, and accounts of people that it knows."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from tests.apps.people_samples import NOW, OPERATOR, make_user
from tests.faces.provider_process import Visitor, number_of, running
from tests.faces.security_scene import PASSWORD
from yici.people.identity import Person, identity_checked
from yici.people.models import User
from yici.people.provider import Provider
from yici.people.queries import Profile, profile_of
from yici.web.real_name import asking

LOGIN = "/accounts/login/"


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with running(tmp_path_factory.mktemp("provider")) as provider:
        yield provider


@pytest.fixture
def provider(process: Provider, settings: Any) -> Iterator[Provider]:
    settings.REAL_NAME_PROVIDER = process
    asking.forget()
    yield process
    asking.forget()


def account(username: str, who: str = "", **told: str) -> User:
    """An account with a password, and the identity number of somebody whom a clerk has compared with their card."""
    user = make_user(sum(map(ord, username)), kind="citizen", username=username, password=PASSWORD)
    if who:
        person = Person(name=told.get("name", "王小面"), id_number=number_of(who))
        identity_checked(user_id=user.pk, person=person, actor=OPERATOR, now=NOW)
    return user


def signs_in(visitor: Visitor, username: str, **more: str) -> Any:
    return visitor.here.post(LOGIN, {"login": username, "password": PASSWORD, **more})


def profile(user_id: Any) -> Profile:
    found = profile_of(UUID(str(user_id)))
    assert isinstance(found, Profile)
    return found
