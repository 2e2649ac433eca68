"""What every test of the applications relies on: a database of its own, with the rights of the real one."""

from collections.abc import Callable

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection

from tests import server as servers
from yici.database.launcher import Running
from yici.database.url import connect

INSERT_ONLY = "ledger_event"


def scalar(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return row and row[0]


@pytest.mark.django_db
def test_the_tests_have_the_rights_of_the_application_and_no_more() -> None:
    assert scalar("select current_user") == "yici_app"
    with pytest.raises(ProgrammingError, match="permission denied"):
        scalar(f"delete from {INSERT_ONLY}")


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_writes_is_gone_in_the_next(turn: int) -> None:
    assert not ContentType.objects.filter(app_label="left over").exists()
    ContentType.objects.create(app_label="left over", model=str(turn))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_in_the_next_and_what_the_migrations_put_in_is_back(turn: int) -> None:
    assert not ContentType.objects.filter(app_label="left over").exists()
    assert ContentType.objects.filter(app_label="contenttypes", model="contenttype").exists()
    ContentType.objects.filter(app_label="contenttypes").delete()
    ContentType.objects.create(app_label="left over", model=str(turn))


def test_the_owner_may_migrate_the_same_database(owner_url: str) -> None:
    with connect(owner_url) as owner:
        assert owner.execute("select current_database()").fetchone() == (servers.database_name(),)
        owner.execute("create table passing (id int)")
        owner.rollback()


def test_a_fresh_database_is_migrated_and_apart(fresh_database: Callable[[], Running]) -> None:
    first, second = fresh_database(), fresh_database()
    with connect(first.url, autocommit=True) as one:
        one.execute("create table only_here (id int)")
    with connect(second.app_url) as other:
        assert other.execute("select count(*) from django_migrations").fetchone() != (0,)
        with pytest.raises(psycopg.errors.UndefinedTable):
            other.execute("select from only_here")


def test_the_digest_of_the_template_follows_the_migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    before = servers.schema_digest()
    assert servers.schema_digest() == before
    monkeypatch.setattr(servers, "SCHEMA_SOURCES", (*servers.SCHEMA_SOURCES, "urls.py"))
    assert servers.schema_digest() != before
