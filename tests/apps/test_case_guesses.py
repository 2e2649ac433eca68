"""How often somebody may guess: together for all workers, back with time, and nobody is named in the table."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from yici.cases.guesses import Allowance, guess_give_back, guess_take, guesses_forget
from yici.cases.models import Guess

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
TEN = Allowance("test", 10, timedelta(minutes=1))


def take(after: float = 0, who: str = "192.0.2.7") -> int | None:
    return guess_take(allowance=TEN, who=who, now=NOON + timedelta(seconds=after))


@pytest.mark.django_db
def test_tries_are_counted_down_and_come_back_one_by_one() -> None:
    assert [take() for _ in range(12)] == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, None, None]
    assert take(who="192.0.2.8") == 9
    assert [take(after=5.9), take(after=6), take(after=6)] == [None, 0, None]
    assert take(after=66) == 9


@pytest.mark.django_db
def test_a_try_that_was_none_is_given_back() -> None:
    for _ in range(30):
        assert take() == 9
        guess_give_back(allowance=TEN, who="192.0.2.7")


@pytest.mark.django_db(transaction=True)
def test_workers_that_ask_at_once_get_ten_together() -> None:
    def one(_: int) -> int | None:
        try:
            return take()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        given = list(workers.map(one, range(40)))
    assert sorted(left for left in given if left is not None) == list(range(10))


@pytest.mark.django_db
def test_who_has_all_tries_again_is_forgotten() -> None:
    take()
    assert guesses_forget(now=NOON + timedelta(seconds=5)) == 0
    assert guesses_forget(now=NOON + timedelta(seconds=6)) == 1
    assert not Guess.objects.exists()


@pytest.mark.django_db
def test_the_table_is_not_logged_and_names_nobody() -> None:
    take()
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence, whose FROM pg_class, cases_guess WHERE relname = 'cases_guess'")
        kept, whose = cursor.fetchone()
    assert kept == "u"
    assert b"192" not in bytes(whose)
