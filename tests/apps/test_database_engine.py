"""A kept connection is looked at before it is used, without asking the server."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yici.database import url
from yici.database.launcher import Running

pytestmark = pytest.mark.django_db(transaction=True)


def look() -> bool:
    return connection.is_usable()


def test_a_living_connection_is_usable_without_a_statement() -> None:
    connection.ensure_connection()
    with CaptureQueriesContext(connection) as statements:
        before = connection.connection.info.backend_pid
        assert look()
    assert len(statements) == 0
    assert connection.connection.info.backend_pid == before


def test_a_connection_that_the_server_has_ended_is_seen_and_the_next_request_gets_a_new_one(database: Running) -> None:
    connection.ensure_connection()
    with url.connect(database.app_url, autocommit=True) as other:
        other.execute("select pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
    assert not look()
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)


def test_words_of_the_server_that_nobody_asked_for_do_not_end_a_connection(database: Running) -> None:
    with connection.cursor() as cursor:
        cursor.execute("listen told")
    with url.connect(database.url, autocommit=True) as other:
        other.execute("notify told")
    assert look()


def test_a_connection_in_an_aborted_transaction_is_not_usable_until_it_is_rolled_back() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("select nothing from nowhere")
        assert not look()
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    assert look()
