from collections.abc import Iterator
from itertools import count

import psycopg
import pytest

from tests.apps.database_homes import new_home
from yici.database import launcher, roles
from yici.database.databases import create_database, drop_database
from yici.database.launcher import Running
from yici.database.schema import Protection, grant, prepare_schema
from yici.database.url import connect, with_schema
from yici.domain.error import Invalid, Refused

_numbers = count()
TABLES = """
create table event (id bigserial primary key, body text);
create table head (id bigint generated always as identity primary key, event bigint);
create table log (at date, body text) partition by range (at);
create table log_2026 partition of log for values from ('2026-01-01') to ('2027-01-01');
create view newest as select max(id) from event
"""
INSERT_ONLY = ["event", "log"]
CHANGES = ["update {} set body = 'x'", "delete from {}", "truncate {}"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with new_home(tmp_path_factory.mktemp("shared") / "home") as home:
        yield launcher.start(home)


@pytest.fixture
def database(server: Running) -> Iterator[Running]:
    name = f"db_{next(_numbers)}"
    yield create_database(server, name)
    drop_database(server, name)


def migrate(url: str) -> None:
    with connect(url) as connection:
        for statement in TABLES.split(";"):
            connection.execute(statement)


def refused(url: str, statement: str) -> bool:
    with connect(url, autocommit=True) as connection:
        try:
            connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            return True
    return False


def yongzhou(database: Running) -> tuple[str, str]:
    return with_schema(database.url, "yongzhou"), with_schema(database.app_url, "yongzhou")


def test_the_schema_of_the_url_is_made_once_and_is_the_only_one_in_sight(database: Running) -> None:
    owner, app = yongzhou(database)
    for _ in range(2):
        prepare_schema(owner, app)
    migrate(owner)
    with connect(owner) as connection:
        assert connection.execute("select current_schemas(false)").fetchone() == (["yongzhou"],)
        found = connection.execute("select distinct schemaname from pg_tables where tablename in ('event', 'log_2026')")
        assert found.fetchall() == [("yongzhou",)]


def test_two_instances_in_one_database_do_not_see_each_other(database: Running) -> None:
    for name in ("yongzhou", "chenzhou"):
        owner, app = with_schema(database.url, name), with_schema(database.app_url, name)
        prepare_schema(owner, app)
        migrate(owner)
        grant(owner, app, INSERT_ONLY)
        with connect(app) as connection:
            connection.execute("insert into event (body) values (%s)", [name])
            assert connection.execute("select body from event").fetchall() == [(name,)]


@pytest.mark.parametrize("schema", ["public", "yongzhou"])
def test_with_two_roles_the_application_may_only_add_to_insert_only_tables(database: Running, schema: str) -> None:
    owner, app = with_schema(database.url, schema), with_schema(database.app_url, schema)
    prepare_schema(owner, app)
    migrate(owner)
    for _ in range(2):
        assert grant(owner, app, INSERT_ONLY) is Protection.ROLES
    with connect(app) as connection:
        connection.execute("insert into event (body) values ('a')")
        connection.execute("insert into log values ('2026-03-02', 'a')")
        connection.execute("insert into head (event) values (1)")
        connection.execute("update head set event = 2")
        connection.execute("delete from head")
        assert connection.execute("select (select count(*) from event), (select max from newest)").fetchone() == (1, 1)
    # without the right to grant, a grant only warns
    assert not refused(app, "grant all on event to yici_app")
    for table in ("event", "log", "log_2026"):
        assert [refused(app, change.format(table)) for change in CHANGES] == [True] * 3
    assert refused(app, "truncate head")
    assert refused(app, "create table mine ()")
    assert refused(app, "alter table event add column x int")
    assert not refused(owner, "update event set body = 'x'")


def test_a_table_that_becomes_insert_only_loses_the_rights_it_had(database: Running) -> None:
    migrate(database.url)
    grant(database.url, database.app_url, [])
    assert not refused(database.app_url, "delete from event")
    grant(database.url, database.app_url, INSERT_ONLY)
    assert refused(database.app_url, "delete from event")


def test_with_one_role_its_own_rights_are_revoked(database: Running) -> None:
    owner, _ = yongzhou(database)
    prepare_schema(owner, owner)
    migrate(owner)
    for _ in range(2):
        assert grant(owner, owner, INSERT_ONLY) is Protection.REVOKED
    assert not refused(owner, "insert into event (body) values ('a')")
    assert not refused(owner, "delete from head")
    for table in ("event", "log", "log_2026"):
        assert [refused(owner, change.format(table)) for change in CHANGES] == [True] * 3


def test_with_one_role_a_foreign_key_to_an_insert_only_table_is_refused_instead_of_failing_later(
    database: Running,
) -> None:
    migrate(database.url)
    with connect(database.url) as connection:
        connection.execute("alter table head add foreign key (event) references event")
    with pytest.raises(Refused) as refusal:
        grant(database.url, database.url, INSERT_ONLY)
    assert refusal.value.code == "database.insert_only_referenced"
    assert refusal.value.params["referenced_by"] == "head"
    assert not refused(database.url, "delete from event")
    grant(database.url, database.app_url, INSERT_ONLY)
    assert not refused(database.app_url, "insert into event (body) values ('a')")
    assert not refused(database.app_url, "insert into head (event) values (1)")


def test_a_role_above_all_rights_is_reported_as_unprotected(database: Running) -> None:
    above = database.app_url.replace("yici_app", roles.SUPERUSER)
    migrate(database.url)
    assert grant(database.url, above, INSERT_ONLY) is Protection.NONE


def test_a_missing_insert_only_table_is_named(database: Running) -> None:
    migrate(database.url)
    with pytest.raises(Invalid, match="Run the migrations first") as refusal:
        grant(database.url, database.app_url, ["event", "evnet", "newest"])
    assert refusal.value.params["tables"] == "evnet, newest"
    assert refused(database.app_url, "select from event")


def test_an_owner_who_may_not_create_the_schema_is_told_the_statement_that_helps(database: Running) -> None:
    app = with_schema(database.app_url, "yongzhou")
    with pytest.raises(Refused) as refusal:
        prepare_schema(app, app)
    assert 'create schema if not exists "yongzhou" authorization "yici_app"' in refusal.value.remedy
    with roles.superuser(
        database.socket, database.port, database=database.url.split("/")[3].split("?")[0]
    ) as connection:
        connection.execute(refusal.value.remedy.partition(": ")[2])
    prepare_schema(app, app)


def test_a_schema_of_somebody_else_is_refused_with_the_statement_that_helps(database: Running) -> None:
    prepare_schema(*yongzhou(database))
    app = with_schema(database.app_url, "yongzhou")
    with pytest.raises(Refused) as refusal:
        prepare_schema(app, app)
    assert refusal.value.code == "database.schema_not_owned"


def test_urls_of_different_schemas_or_databases_are_refused(server: Running, database: Running) -> None:
    for other in (with_schema(database.app_url, "yongzhou"), server.app_url):
        with pytest.raises(Invalid):
            prepare_schema(database.url, other)
        with pytest.raises(Invalid):
            grant(database.url, other, [])
