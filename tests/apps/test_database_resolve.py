from pathlib import Path

import pytest

from tests.apps.database_homes import new_home
from yici.database.resolve import Urls, database_urls
from yici.database.url import connect
from yici.domain.error import Invalid

APP, OWNER = "postgresql://app@db/n?schema=yongzhou", "postgresql://owner@db/n?schema=yongzhou"
PLAIN, PLAIN_OWNER = "postgresql://app@db/n", "postgresql://owner@db/n"

NAMED = [
    ({"DATABASE_URL": APP}, APP, APP),
    ({"DATABASE_URL": APP, "DATABASE_OWNER_URL": OWNER}, APP, OWNER),
    ({"DATABASE_URL": APP, "DATABASE_OWNER_URL": ""}, APP, APP),
    ({"DATABASE_URL": APP, "DATABASE_OWNER_URL": PLAIN_OWNER}, APP, OWNER),
    ({"DATABASE_URL": PLAIN, "DATABASE_OWNER_URL": PLAIN_OWNER}, PLAIN, PLAIN_OWNER),
]


@pytest.mark.parametrize(("environ", "app", "owner"), NAMED)
def test_a_named_database_is_used_and_nothing_is_started(
    tmp_path: Path, environ: dict[str, str], app: str, owner: str
) -> None:
    home = tmp_path / "home"
    assert database_urls(home, environ) == Urls(app=app, owner=owner, started=False)
    assert not home.exists()


WRONG = [
    ({"DATABASE_URL": "mysql://db/n"}, "database.url_scheme"),
    ({"DATABASE_URL": APP, "DATABASE_OWNER_URL": "mysql://db/n"}, "database.url_scheme"),
    ({"DATABASE_URL": APP, "DATABASE_OWNER_URL": "postgresql://owner@db/n?schema=chenzhou"}, "database.schemas_differ"),
    ({"DATABASE_OWNER_URL": OWNER}, "database.owner_url_alone"),
]


@pytest.mark.parametrize(("environ", "code"), WRONG)
def test_urls_that_cannot_be_right_are_refused(tmp_path: Path, environ: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        database_urls(tmp_path, environ)
    assert refusal.value.code == code
    assert refusal.value.remedy


def test_without_a_name_the_home_has_its_own_server_which_the_first_call_starts(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        first, second = database_urls(home, {}), database_urls(home, {})
        assert (first.started, second.started) == (True, False)
        assert (first.app, first.owner) == (second.app, second.owner)
        for url, role in ((first.app, "yici_app"), (first.owner, "yici")):
            with connect(url) as connection:
                assert connection.execute("select current_user").fetchone() == (role,)
