"""A kept connection is looked at before it is used, without asking the server."""

import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yici.database import url
from yici.database.engine.cursor import Spares
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


def test_the_drivers_cursor_serves_the_same_statement_again() -> None:
    with connection.cursor() as first:
        first.execute("select 2, %s", ["a"])
        used = first.cursor
    with connection.cursor() as other:
        other.execute("select 1")
        assert other.cursor is not used
    with connection.cursor() as second:
        second.execute("select 2, %s", ["b"])
        assert second.cursor is used
        assert (second.rowcount, second.fetchall()) == (1, [(2, "b")])


def test_only_so_many_cursors_wait() -> None:
    for number in range(2 * Spares.MOST):
        with connection.cursor() as cursor:
            cursor.execute(f"select {number}")
    spares = connection.spares  # type: ignore[attr-defined]
    assert len(spares._waiting) == Spares.MOST


def test_two_cursors_at_once_do_not_mix_their_rows() -> None:
    with connection.cursor() as outer:
        outer.execute("select * from generate_series(1, 3)")
        assert outer.fetchone() == (1,)
        with connection.cursor() as inner:
            inner.execute("select 'other'")
            assert inner.fetchone() == ("other",)
        assert outer.fetchall() == [(2,), (3,)]


def test_a_closed_cursor_says_so_and_closing_it_again_takes_nothing_from_the_next() -> None:
    closed = connection.cursor()
    closed.close()
    with connection.cursor() as living:
        living.execute("select 1")
        closed.close()
        with connection.cursor() as other:
            other.execute("select 2")
        assert living.fetchone() == (1,)
    with pytest.raises(InterfaceError):
        closed.fetchone()


def test_a_cursor_is_not_carried_over_to_another_connection() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)


def test_a_statement_after_a_fault_inside_a_transaction_is_refused_as_ever() -> None:
    with transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("insert into people_token default values")
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError), connection.cursor() as cursor:
            cursor.execute("select 1")
