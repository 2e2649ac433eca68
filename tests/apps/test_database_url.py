import pytest
from hypothesis import given
from hypothesis import strategies as st

from yici.database.url import connect, database_url, django_database, parse, with_schema
from yici.domain.error import Invalid

READ = [
    ("postgresql://u:pw@db:5433/n", {"user": "u", "password": "pw", "host": "db", "port": "5433", "dbname": "n"}),
    ("postgres://db/n", {"host": "db", "dbname": "n"}),
    ("postgresql:///n", {"dbname": "n"}),
    ("postgresql://u:p%40w%3A%2F%3F%23@db/n", {"user": "u", "password": "p@w:/?#", "host": "db", "dbname": "n"}),
    ("postgresql://u@/n?host=/run/a%20b&port=1", {"user": "u", "dbname": "n", "host": "/run/a b", "port": "1"}),
    ("postgresql://%2Frun%2Fpg/n", {"host": "/run/pg", "dbname": "n"}),
    ("postgresql://u@/n?host=/run/a+b", {"user": "u", "dbname": "n", "host": "/run/a+b"}),
    ("postgresql://[::1]:5432/n", {"host": "::1", "port": "5432", "dbname": "n"}),
    ("postgresql://a:1,b:2/n", {"host": "a,b", "port": "1,2", "dbname": "n"}),
    ("postgresql://db/%E6%B0%B8%E5%B7%9E", {"host": "db", "dbname": "永州"}),
    ("postgresql://db/n?sslmode=verify-full", {"host": "db", "dbname": "n", "sslmode": "verify-full"}),
]
SCHEMAS = [
    ("postgresql://db/n", "public"),
    ("postgresql://db/n?schema=yongzhou", "yongzhou"),
    ("postgresql://db/n?sslmode=require&schema=r_431100", "r_431100"),
    ("postgresql://db/n?schema=_a", "_a"),
    ("postgresql://db/n?schema=" + "a" * 63, "a" * 63),
]
WRONG = [
    ("mysql://db/n", "database.url_scheme"),
    ("sqlite:///n", "database.url_scheme"),
    ("", "database.url_scheme"),
    ("n", "database.url_scheme"),
    ("postgresql://db", "database.url_name"),
    ("postgresql://db/", "database.url_name"),
    ("postgresql://db/?schema=a", "database.url_name"),
    ("postgresql://db/n?schema=", "database.schema_name"),
    ("postgresql://db/n?schema=Yongzhou", "database.schema_name"),
    ("postgresql://db/n?schema=%E6%B0%B8%E5%B7%9E", "database.schema_name"),
    ("postgresql://db/n?schema=a,public", "database.schema_name"),
    ("postgresql://db/n?schema=a%20b", "database.schema_name"),
    ("postgresql://db/n?schema=a;drop", "database.schema_name"),
    ("postgresql://db/n?schema=1a", "database.schema_name"),
    ("postgresql://db/n?schema=pg_catalog", "database.schema_name"),
    ("postgresql://db/n?schema=information_schema", "database.schema_name"),
    ("postgresql://db/n?schema=" + "a" * 64, "database.schema_name"),
    ("postgresql://db/n?schema=a%0a", "database.schema_name"),
    ("postgresql://db:x/n", "database.url_port"),
    ("postgresql://db:0/n", "database.url_port"),
    ("postgresql://db:65536/n", "database.url_port"),
    ("postgresql://db:٣/n", "database.url_port"),
    ("postgresql://db/n?colour=red", "database.url_syntax"),
    ("postgresql://u:secret@[::1/n", "database.url_syntax"),
    ("postgresql://u:secret%zz@db/n", "database.url_syntax"),
    ("postgresql://db/n?x", "database.url_query"),
    ("postgresql://db/n?options=-csearch_path%3Dx", "database.url_options"),
]


@pytest.mark.parametrize(("url", "parameters"), READ)
def test_a_url_is_read_as_libpq_reads_it(url: str, parameters: dict[str, str]) -> None:
    assert parse(url).parameters == parameters


@pytest.mark.parametrize(("url", "schema"), SCHEMAS)
def test_the_schema_comes_from_the_query(url: str, schema: str) -> None:
    assert parse(url).schema == schema
    assert django_database(url)["OPTIONS"]["options"] == f"-c search_path={schema}"


@pytest.mark.parametrize(("url", "code"), WRONG)
def test_a_wrong_url_is_refused_with_a_remedy(url: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse(url)
    assert refusal.value.code == code
    assert refusal.value.remedy


@pytest.mark.parametrize("url", ["postgresql://u:hush@[::1/n", "postgresql://u:hush@db/n?x", "mysql://u:hush@db/n"])
def test_a_refusal_never_repeats_the_password(url: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse(url)
    assert "hush" not in str(refusal.value)
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


def test_django_gets_every_part_in_its_place() -> None:
    url = "postgresql://u:p%40w@db:5433/n?schema=yongzhou&sslmode=require&application_name=yici"
    assert django_database(url) == {
        "ENGINE": "yici.database.engine",
        "NAME": "n",
        "USER": "u",
        "PASSWORD": "p@w",
        "HOST": "db",
        "PORT": "5433",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 3,
            "options": "-c search_path=yongzhou",
            "sslmode": "require",
            "application_name": "yici",
        },
    }


def test_a_schema_is_added_to_a_url_with_and_without_a_query() -> None:
    assert parse(with_schema("postgresql://db/n", "a")).schema == "a"
    assert parse(with_schema("postgresql://db/n?sslmode=require", "a")).schema == "a"
    assert with_schema("postgresql://db/n", "public") == "postgresql://db/n"


def test_a_connection_to_a_wrong_url_is_refused_before_anything_is_opened() -> None:
    with pytest.raises(Invalid):
        connect("mysql://db/n")


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)


@given(name=TEXT, user=TEXT, password=TEXT, folder=TEXT)
def test_what_was_written_as_a_url_is_read_back(name: str, user: str, password: str, folder: str) -> None:
    host = "/" + folder.replace(",", "")
    url = database_url(name, user=user, password=password, host=host, port=5432, schema="a")
    read = parse(url)
    assert read.parameters == {"dbname": name, "user": user, "password": password, "host": host, "port": "5432"}
    assert read.schema == "a"
